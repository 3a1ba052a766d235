//! What is wrong with a document somebody wrote: where, and what to write instead.
//!
//! The API, the forms and the commands all report mistakes in this one shape, and all of them at
//! once. Failures of the program itself are not problems; they are the errors of their modules.

mod decode;
mod lines;

use std::fmt;

pub use decode::{Decoded, decode};
pub use lines::{Fault, faults, read_json};

use serde::Serialize;
use utoipa::ToSchema;

/// One mistake in a document.
///
/// ```
/// use handoff::problem::Problem;
///
/// let problem = Problem::new("/sat/1", "This ends before it starts.").at("/weekly_hours");
/// assert_eq!(problem.pointer, "/weekly_hours/sat/1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The place, as a JSON pointer (RFC 6901). Empty for the document as a whole.
    pub pointer: String,
    /// What is wrong and what to do, in plain sentences.
    pub detail: String,
}

impl Problem {
    /// A mistake at `pointer`.
    #[must_use]
    pub fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            detail: detail.into(),
        }
    }

    /// The same mistake, seen from a document that holds this one at `prefix`.
    #[must_use]
    pub fn at(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.detail),
            pointer => write!(f, "{pointer}: {}", self.detail),
        }
    }
}

/// A member's name as one step of a JSON pointer, with its slashes and tildes escaped.
///
/// ```
/// assert_eq!(handoff::problem::step("a/b~c"), "/a~1b~0c");
/// ```
#[must_use]
pub fn step(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The candidate most like `word`, for "Did you mean …?". None when nothing is near enough.
///
/// ```
/// use handoff::problem::nearest;
///
/// assert_eq!(nearest("postion", ["position", "wait"]), Some("position"));
/// assert_eq!(nearest("elephant", ["position", "wait"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    // A third of the letters may differ: beyond that the guess is more puzzling than helpful.
    let limit = word.chars().count() / 3;
    let measured = candidates
        .into_iter()
        .map(|candidate| (edits(&word, &candidate.to_lowercase()), candidate));
    measured
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed or replaced to turn one word into the other.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, against) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *against);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

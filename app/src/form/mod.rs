//! Forms without a script: a body becomes a struct of strings, and comes back beside its errors.
//!
//! A handler decodes with [`decode`], applies a [`RowOp`] if there is one, lets the domain parse, and
//! on a refusal renders the same page again with [`FieldErrors`] and status 422. Parsing itself is the
//! domain's business.

mod difference;
mod errors;
mod moment;
mod parts;
mod pick;
mod row;
mod skills;

pub use difference::{Difference, Line, differences};
pub use errors::{FieldAt, FieldErrors};
pub use moment::RawMoment;
pub use parts::{Parts, WITH_FILES_MAX, parts};
pub use pick::{RawPick, pick, picked, picks};
pub use row::{RowOp, Rows, renumber, reordered};
pub use skills::{skills_in_words, skills_read};

use handoff::nul;
use serde::de::DeserializeOwned;

/// The body was not a form this program could have sent.
#[derive(Debug)]
pub struct BadForm(serde_qs::Error);

impl std::fmt::Display for BadForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "this form could not be read: {}", self.0)
    }
}

impl std::error::Error for BadForm {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Deepest nesting of names such as `days[mon][intervals][2][start]`.
const DEPTH: usize = 8;

/// Reads an `application/x-www-form-urlencoded` body into a raw struct: every field a `String` with
/// `#[serde(default)]`, every list of rows a [`Rows`].
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Raw { name: String, #[serde(default)] is_open: String }
/// let raw: Raw = app::form::decode(b"name=Billing+Support").unwrap();
/// assert_eq!(raw.name, "Billing Support");
/// assert!(!app::form::is_ticked(&raw.is_open));
/// ```
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, BadForm> {
    serde_qs::Config::new()
        .use_form_encoding(true)
        .max_depth(DEPTH)
        .deserialize_str(&plain(body))
        .map_err(BadForm)
}

/// The names and values of a body, in the order they were sent, for a page that only passes them on.
pub fn pairs(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(plain(body).as_bytes())
        .into_owned()
        .collect()
}

/// A body as everybody would write it: browsers send a line break as two characters, where everybody else and every
/// counter knows one, and no field holds what no database keeps.
pub fn plain(body: &[u8]) -> String {
    nul::without_in_form(&String::from_utf8_lossy(body)).replace("%0D%0A", "%0A")
}

/// The same for a text that came in a part of its own.
pub fn plain_text(bytes: &[u8]) -> String {
    nul::without(String::from_utf8_lossy(bytes).into_owned()).replace("\r\n", "\n")
}

/// What a browser sends for a ticked box; an unticked one sends nothing.
pub const TICKED: &str = "on";

pub fn is_ticked(value: &str) -> bool {
    value == TICKED
}

/// The raw value of a box, for building a form from what is stored.
pub fn tick(is_ticked: bool) -> String {
    if is_ticked {
        TICKED.to_owned()
    } else {
        String::new()
    }
}

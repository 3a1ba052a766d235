//! A profile, prepared: what its clauses and examples mean, its words, and its keywords.

use std::{ops::Range, sync::Arc};

use super::{Profiles, evidence::Vocabulary};
use crate::judge::{
    Profile,
    embedded::embedding::{Vector, embed, unit},
    text::{Word, words},
};

/// How much the description counts beside the mean of the examples.
const DESCRIPTION: f32 = 0.5;

#[derive(Debug)]
pub(super) struct Prepared {
    pub key: Arc<str>,
    pub name: Arc<str>,
    pub whole: Vector,
    /// The middle of the examples, drawn towards the description; when there are none, nothing.
    pub middle: Option<Vector>,
    pub clauses: Range<usize>,
    pub examples: Range<usize>,
    pub vocabulary: Vocabulary,
    pub keywords: Vec<Vec<String>>,
}

impl Profiles {
    pub(super) fn prepare(&mut self, profile: &Profile, whole: &str) {
        let clauses = self.clauses.len();
        self.clauses
            .extend(clauses_of(&profile.description).map(embed));
        if self.clauses.len() == clauses {
            self.clauses.push(embed(&profile.name));
        }
        let examples = self.examples.len();
        self.examples
            .extend(profile.examples.iter().map(|text| embed(text)));
        let whole = embed(whole);
        let keywords = profile
            .keywords
            .iter()
            .map(|phrase| words(phrase).into_iter().map(|word| word.folded).collect());
        self.prepared.push(Prepared {
            key: profile.key.as_str().into(),
            name: profile.name.as_str().into(),
            middle: middle(&self.examples[examples..], &whole),
            whole,
            clauses: clauses..self.clauses.len(),
            examples: examples..self.examples.len(),
            vocabulary: Vocabulary::default(),
            keywords: keywords
                .filter(|keyword: &Vec<String>| !keyword.is_empty())
                .collect(),
        });
    }
}

fn clauses_of(description: &str) -> impl Iterator<Item = &str> {
    description
        .split([':', ',', ';', '.', '\n'])
        .flat_map(|clause| clause.split(" and "))
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
}

fn middle(examples: &[Vector], whole: &Vector) -> Option<Vector> {
    let mut sum = *examples.first()?;
    for example in &examples[1..] {
        for (sum, value) in sum.iter_mut().zip(example) {
            *sum += value;
        }
    }
    let mut sum = unit(sum);
    for (sum, value) in sum.iter_mut().zip(whole) {
        *sum += DESCRIPTION * value;
    }
    Some(unit(sum))
}

pub(super) fn keyword_span(profile: &Prepared, words: &[Word]) -> Option<(usize, usize)> {
    profile.keywords.iter().find_map(|keyword| {
        let mut windows = words.windows(keyword.len());
        let window = windows.find(|window| {
            let pairs = window.iter().zip(keyword);
            pairs
                .into_iter()
                .all(|(word, keyword)| word.folded == *keyword)
        })?;
        Some((window[0].start, window[window.len() - 1].end))
    })
}

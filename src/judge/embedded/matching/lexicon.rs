//! The words that profiles are described with: how much of a text they cover, weighed by rarity. The counting part of BM25, as a share.

use std::collections::HashMap;

use crate::judge::embedded::background::stem_rarity;
use crate::judge::text::{Word, stem};

use super::terms::{Term, group_at};

/// BM25's saturation and its correction for long descriptions.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.3;
/// A synonym covers a word nearly as well as the word itself.
const SYNONYM: f32 = 0.7;
/// How much rarity among the profiles counts, and rarity in ordinary English.
const AMONG_PROFILES: f32 = 0.5;
const IN_ENGLISH: f32 = 0.3;

#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    terms: HashMap<String, usize>,
    weights: Vec<f32>,
    /// For each term: which profiles have it, and how well it is covered there, 0…1.
    postings: Vec<Vec<(usize, f32)>>,
    /// For each group of synonyms: the profiles that use one of them.
    groups: HashMap<u16, Vec<usize>>,
    profiles: usize,
}

/// How much of a text each profile covers.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// Of all words, and of the telling ones, 0…1 for each profile.
    pub(crate) of_all: Vec<f32>,
    pub(crate) of_telling: Vec<f32>,
}

impl Lexicon {
    /// From the words of each profile: name, description and examples together.
    pub(crate) fn new(profiles: &[Vec<Word>]) -> Self {
        let mut made = Self {
            profiles: profiles.len(),
            ..Self::default()
        };
        let lengths: usize = profiles.iter().map(Vec::len).sum();
        let usual = (lengths as f32 / profiles.len().max(1) as f32).max(1.0);
        for (profile, words) in profiles.iter().enumerate() {
            let stretched = 1.0 - LENGTH + LENGTH * words.len() as f32 / usual;
            for (term, count) in made.counted(words) {
                let saturated = count * (1.0 + SATURATION) / (count + SATURATION * stretched);
                made.postings[term].push((profile, saturated.min(1.0)));
            }
            for group in (0..words.len()).filter_map(|at| group_at(&words[at..])) {
                let users = made.groups.entry(group).or_default();
                if users.last() != Some(&profile) {
                    users.push(profile);
                }
            }
        }
        let mut known: Vec<_> = made.terms.clone().into_iter().collect();
        known.sort_unstable();
        made.weights = vec![0.0; known.len()];
        for (term, at) in known {
            made.weights[at] = made.weight(&term, made.postings[at].len());
        }
        made
    }

    /// Each term of the words once, in order of first occurrence, with how often it occurs.
    fn counted(&mut self, words: &[Word]) -> Vec<(usize, f32)> {
        let mut counts: Vec<(usize, f32)> = Vec::new();
        for key in words.iter().map(|word| stem(&word.folded)) {
            let term = self.terms.get(key).copied().unwrap_or_else(|| {
                self.terms.insert(key.to_owned(), self.postings.len());
                self.postings.push(Vec::new());
                self.postings.len() - 1
            });
            match counts.iter_mut().find(|(known, _)| *known == term) {
                Some((_, count)) => *count += 1.0,
                None => counts.push((term, 1.0)),
            }
        }
        counts
    }

    fn weight(&self, term: &str, profiles_with: usize) -> f32 {
        let (all, with) = (self.profiles as f32, profiles_with as f32);
        let among = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        AMONG_PROFILES * among + IN_ENGLISH * stem_rarity(term)
    }

    /// Of each profile, how much of the text it covers; every word of the text counts once.
    pub(crate) fn coverage(&self, text: &[Term]) -> Coverage {
        let mut found = Coverage {
            of_all: vec![0.0; self.profiles],
            of_telling: vec![0.0; self.profiles],
        };
        let (mut all, mut telling) = (0.0, 0.0);
        let mut best = vec![0.0_f32; self.profiles];
        let mut touched = Vec::new();
        for (at, said) in text.iter().enumerate() {
            if text[..at].iter().any(|earlier| earlier.stem == said.stem) {
                continue;
            }
            let term = self.terms.get(said.stem).copied();
            let weight = term.map_or_else(|| self.weight(said.stem, 0), |term| self.weights[term]);
            all += weight;
            if said.is_telling {
                telling += weight;
            }
            for (profile, share) in self.covering(term, said.group) {
                if best[profile] == 0.0 {
                    touched.push(profile);
                }
                best[profile] = best[profile].max(share);
            }
            for profile in touched.drain(..) {
                let share = weight * std::mem::take(&mut best[profile]);
                found.of_all[profile] += share;
                if said.is_telling {
                    found.of_telling[profile] += share;
                }
            }
        }
        divide(&mut found.of_all, all);
        divide(&mut found.of_telling, telling);
        found
    }

    /// Whether a profile uses one of a group of synonyms.
    pub(crate) fn uses(&self, profile: usize, group: u16) -> bool {
        let users = self.groups.get(&group);
        users.is_some_and(|users| users.contains(&profile))
    }

    /// The profiles that have the term or a synonym of it, and how well that covers it.
    fn covering(
        &self,
        term: Option<usize>,
        group: Option<u16>,
    ) -> impl Iterator<Item = (usize, f32)> {
        let same = term.map_or(&[][..], |term| &self.postings[term]);
        let group = group.and_then(|group| self.groups.get(&group));
        let alike = group.into_iter().flatten();
        same.iter()
            .copied()
            .chain(alike.map(|profile| (*profile, SYNONYM)))
    }
}

fn divide(shares: &mut [f32], by: f32) {
    if by > 0.0 {
        for share in shares {
            *share /= by;
        }
    }
}

//! What is learned from examples, where there are enough of them.

use super::{
    Profiles,
    classifier::{Classifier, Example},
};
use crate::judge::{Profile, text::words};

/// From so many examples on there is something to learn from a profile.
const ENOUGH_EXAMPLES: usize = 5;

/// What was learned about the profiles of one group.
#[derive(Debug)]
pub(super) struct Learned {
    pub classifier: Classifier,
    /// The profile of each class.
    pub profiles: Vec<usize>,
}

impl Profiles {
    /// One classifier for each group of keys (what stands before a colon): subjects of different groups do not exclude each other.
    pub(super) fn learn(&mut self, profiles: &[Profile]) {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (at, profile) in profiles.iter().enumerate() {
            let group = profile.key.split_once(':').map_or("", |(group, _)| group);
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, members)) => members.push(at),
                None => groups.push((group, vec![at])),
            }
        }
        for (_, members) in groups {
            let rich = |at: &&usize| profiles[**at].examples.len() >= ENOUGH_EXAMPLES;
            if members.iter().filter(rich).count() >= 2 {
                self.learned.push(Learned {
                    classifier: self.learned_from(profiles, &members),
                    profiles: members,
                });
            }
        }
    }

    /// A description is one more example: it keeps profiles without any in the running.
    fn learned_from(&self, profiles: &[Profile], members: &[usize]) -> Classifier {
        let mut examples = Vec::new();
        for (class, at) in members.iter().enumerate() {
            let (profile, prepared) = (&profiles[*at], &self.prepared[*at]);
            let whole = format!("{} {}", profile.name, profile.description);
            examples.push(Example {
                class,
                vector: prepared.whole,
                words: words(&whole),
            });
            let vectors = &self.examples[prepared.examples.clone()];
            for (text, vector) in profile.examples.iter().zip(vectors) {
                examples.push(Example {
                    class,
                    vector: *vector,
                    words: words(text),
                });
            }
        }
        Classifier::train(&examples, members.len())
    }
}

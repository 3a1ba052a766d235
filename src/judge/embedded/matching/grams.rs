//! Parts of words, two to four letters long: what misspelt and inflected words still share.

use std::collections::HashMap;

use crate::judge::text::Word;

/// What all parts together weigh beside the direction of the text.
const BESIDE_DIRECTION: f32 = 0.5;
const SIZES: std::ops::RangeInclusive<usize> = 2..=4;

/// A part that the vocabulary knows, and how much of the text it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gram {
    pub(super) number: usize,
    pub(super) value: f32,
}

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// From the hash of a part to its number.
    numbers: HashMap<u32, usize>,
    rarities: Vec<f32>,
}

impl Vocabulary {
    /// The parts that occur in most of the texts, at most `most`.
    pub(super) fn new(texts: &[&[Word]], most: usize) -> Self {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for words in texts {
            let mut hashes = hashes(words);
            hashes.sort_unstable();
            hashes.dedup();
            for hash in hashes {
                *counts.entry(hash).or_default() += 1;
            }
        }
        let mut counts: Vec<(u32, usize)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(hash, count)| (std::cmp::Reverse(*count), *hash));
        counts.truncate(most);
        let rarity = |count: usize| ((1.0 + texts.len() as f32) / (1.0 + count as f32)).ln() + 1.0;
        Self {
            rarities: counts.iter().map(|(_, count)| rarity(*count)).collect(),
            numbers: counts
                .iter()
                .enumerate()
                .map(|(number, (hash, _))| (*hash, number))
                .collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rarities.len()
    }

    /// The known parts of the words, each once.
    pub(super) fn grams(&self, words: &[Word]) -> Vec<Gram> {
        let mut numbers: Vec<usize> = hashes(words)
            .iter()
            .filter_map(|hash| self.numbers.get(hash).copied())
            .collect();
        numbers.sort_unstable();
        let mut found: Vec<Gram> = numbers
            .chunk_by(|a, b| a == b)
            .map(|same| Gram {
                number: same[0],
                value: (1.0 + (same.len() as f32).ln()) * self.rarities[same[0]],
            })
            .collect();
        let length = found
            .iter()
            .map(|gram| gram.value * gram.value)
            .sum::<f32>()
            .sqrt();
        for gram in &mut found {
            gram.value *= BESIDE_DIRECTION / length;
        }
        found
    }
}

/// The hash of each part of each word, its beginning and its end marked by a space.
fn hashes(words: &[Word]) -> Vec<u32> {
    let mut found = Vec::with_capacity(words.len() * 16);
    let mut letters = Vec::with_capacity(24);
    for word in words {
        letters.clear();
        letters.push(' ');
        letters.extend(word.folded.chars());
        letters.push(' ');
        for size in SIZES {
            if letters.len() < size {
                break;
            }
            found.extend(letters.windows(size).map(hash));
        }
    }
    found
}

/// FNV-1a over the letters; two parts with one hash count as one.
fn hash(letters: &[char]) -> u32 {
    letters.iter().fold(0x811c_9dc5, |hash, letter| {
        (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193)
    })
}

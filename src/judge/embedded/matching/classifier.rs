//! Learns from examples which profile a text belongs to: a softmax regression on the direction of the text and on parts of its words.
//! Trained once, when the profiles are made ready, always the same way.

use crate::judge::embedded::embedding::{DIMENSIONS, Vector};
use crate::judge::text::Word;

use super::grams::{Gram, Vocabulary};

/// How often each example is looked at.
const ROUNDS: usize = 24;
/// The first step, and what it shrinks to.
const FIRST_STEP: f32 = 3.0;
const LAST_STEP: f32 = 0.1;
/// What keeps weights small, for each example.
const RESTRAINT: f32 = 1.0 / 30.0;
/// At most so many weights for parts of words: 6 MB.
const GRAM_WEIGHTS: usize = 1_500_000;

/// One text to learn from, and the number of the profile it belongs to.
pub(super) struct Example {
    pub(super) class: usize,
    pub(super) vector: Vector,
    pub(super) words: Vec<Word>,
}

#[derive(Debug)]
pub(super) struct Classifier {
    vocabulary: Vocabulary,
    classes: usize,
    /// A bias for each class, then the weights of each dimension and of each part of a word, class by class.
    weights: Vec<f32>,
}

impl Classifier {
    pub(super) fn train(examples: &[Example], classes: usize) -> Self {
        let texts: Vec<&[Word]> = examples
            .iter()
            .map(|example| example.words.as_slice())
            .collect();
        let vocabulary = Vocabulary::new(&texts, GRAM_WEIGHTS / classes.max(1));
        let features = 1 + DIMENSIONS + vocabulary.len();
        let mut trained = Self {
            classes,
            weights: vec![0.0; features * classes],
            vocabulary,
        };
        let grams: Vec<Vec<Gram>> = texts
            .iter()
            .map(|words| trained.vocabulary.grams(words))
            .collect();
        let steps = ROUNDS * examples.len();
        for step in 0..steps {
            let at = shuffled(step, examples.len());
            let done = step as f32 / steps as f32;
            let size = FIRST_STEP * (LAST_STEP / FIRST_STEP).powf(done);
            trained.learn(&examples[at], &grams[at], size, examples.len());
        }
        trained
    }

    /// How likely the text belongs to each class, given that it belongs to one.
    pub(super) fn probabilities(&self, vector: &Vector, words: &[Word]) -> Vec<f32> {
        let grams = self.vocabulary.grams(words);
        let mut found = self.sums(vector, &grams);
        softmax(&mut found);
        found
    }

    fn sums(&self, vector: &Vector, grams: &[Gram]) -> Vec<f32> {
        let mut sums = self.weights[..self.classes].to_vec();
        for (feature, value) in features(vector, grams) {
            let from = feature * self.classes;
            let weights = &self.weights[from..from + self.classes];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
        sums
    }

    /// One step downhill on one example, held back a little.
    fn learn(&mut self, example: &Example, grams: &[Gram], size: f32, examples: usize) {
        let mut slopes = self.sums(&example.vector, grams);
        softmax(&mut slopes);
        slopes[example.class] -= 1.0;
        let held_back = 1.0 - size * RESTRAINT / examples as f32;
        for (weight, slope) in self.weights.iter_mut().zip(&slopes) {
            *weight -= 0.1 * size * slope;
        }
        for (feature, value) in features(&example.vector, grams) {
            let from = feature * self.classes;
            let weights = &mut self.weights[from..from + self.classes];
            for (weight, slope) in weights.iter_mut().zip(&slopes) {
                *weight = *weight * held_back - size * value * slope;
            }
        }
    }
}

/// Each feature's number, counted from the one after the bias, and its value.
fn features(vector: &Vector, grams: &[Gram]) -> impl Iterator<Item = (usize, f32)> {
    let dimensions = vector
        .iter()
        .enumerate()
        .map(|(at, value)| (1 + at, *value));
    let grams = grams
        .iter()
        .map(|gram| (1 + DIMENSIONS + gram.number, gram.value));
    dimensions.chain(grams)
}

/// Goes through all numbers below `count` in an order that is not theirs, and in another one each round.
fn shuffled(step: usize, count: usize) -> usize {
    // A stride that shares no factor with the count visits everything once.
    const STRIDES: [usize; 4] = [7_919, 6_101, 4_409, 2_741];
    let round = step / count;
    let stride = STRIDES
        .iter()
        .cycle()
        .skip(round % STRIDES.len())
        .take(STRIDES.len())
        .find(|stride| !count.is_multiple_of(**stride))
        .unwrap_or(&1);
    (step % count * stride + round) % count
}

fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (*value - most).exp();
        sum += *value;
    }
    for value in values {
        *value /= sum;
    }
}

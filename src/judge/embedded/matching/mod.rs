//! Which subjects a text is about: what it means beside what a profile's clauses mean, the words they share, and, where there are
//! examples, what was learned from them. Neighbouring subjects are easily taken for one another.

mod classifier;
mod confidence;
mod evidence;
mod grams;
pub(crate) mod lexicon;
mod tells;
mod terms;

use std::{ops::Range, sync::Arc};

use self::classifier::{Classifier, Example};
use self::confidence::Fit;
use self::evidence::Vocabulary;
use self::lexicon::Lexicon;
use self::tells::told;
use self::terms::Term;
use super::background::is_ordinary;
use super::embedding::{Vector, dot, embed, unit};
use super::language;
use crate::judge::text::{Word, words};
use crate::judge::{Match, Profile};

pub(crate) use terms::{is_stop_word, is_telling, terms};

/// A listed keyword decides by itself.
const KEYWORD: f64 = 0.95;
/// Below this nobody asks which words it was.
const WORTH_QUOTING: f64 = 0.4;
/// From so many examples on there is something to learn from a profile.
const ENOUGH_EXAMPLES: usize = 5;
/// How much the description counts beside the mean of the examples.
const DESCRIPTION: f32 = 0.5;

/// Profiles prepared for matching many texts.
#[derive(Debug, Default)]
pub struct Profiles {
    prepared: Vec<Prepared>,
    /// The clauses of all profiles, and their examples, each profile's side by side.
    clauses: Vec<Vector>,
    examples: Vec<Vector>,
    lexicon: Lexicon,
    learned: Vec<Learned>,
}

#[derive(Debug)]
struct Prepared {
    key: Arc<str>,
    name: Arc<str>,
    whole: Vector,
    /// The middle of the examples, drawn towards the description; when there are none, nothing.
    middle: Option<Vector>,
    clauses: Range<usize>,
    examples: Range<usize>,
    vocabulary: Vocabulary,
    keywords: Vec<Vec<String>>,
}

/// What was learned about the profiles of one group.
#[derive(Debug)]
struct Learned {
    classifier: Classifier,
    /// The profile of each class.
    profiles: Vec<usize>,
}

impl Profiles {
    /// Prepares `profiles`; the order is kept. Where two or more of a group have five examples, they are learned from.
    #[must_use]
    pub fn new(profiles: &[Profile]) -> Self {
        let mut made = Self::default();
        let mut said: Vec<Vec<Word>> = Vec::with_capacity(profiles.len());
        for profile in profiles {
            let whole = format!("{} {}", profile.name, profile.description);
            let texts = std::iter::once(whole.as_str());
            let texts = texts.chain(profile.examples.iter().map(String::as_str));
            said.push(texts.flat_map(words).collect());
            made.prepare(profile, &whole);
        }
        made.lexicon = Lexicon::new(&said);
        for (prepared, said) in made.prepared.iter_mut().zip(&said) {
            prepared.vocabulary = Vocabulary::new(said);
        }
        made.learn(profiles);
        made
    }

    fn prepare(&mut self, profile: &Profile, whole: &str) {
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

    /// One classifier for each group of keys (what stands before a colon): subjects of different groups do not exclude each other.
    fn learn(&mut self, profiles: &[Profile]) {
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

    /// One match per profile, in the order they were given.
    ///
    /// ```
    /// use handoff::judge::{Profile, Profiles};
    /// let billing = Profile { key: "billing".into(), name: "Billing".into(), description: "Invoices, refunds and payments".into(), ..Profile::default() };
    /// let matches = Profiles::new(&[billing]).matches("I want a refund for this invoice.");
    /// assert!(matches[0].score >= 0.5 && matches[0].evidence.is_some());
    /// ```
    #[must_use]
    pub fn matches(&self, text: &str) -> Vec<Match> {
        self.matches_of(text, &words(text))
    }

    pub(crate) fn matches_of(&self, text: &str, words: &[Word]) -> Vec<Match> {
        if self.prepared.is_empty() {
            return Vec::new();
        }
        let terms = terms(words);
        let fits = self.fits(text, words, &terms);
        let told = told(words);
        let found = self.prepared.iter().zip(fits).enumerate();
        found
            .map(|(at, (profile, fit))| {
                let (score, evidence) = match keyword_span(profile, words) {
                    Some(span) => (KEYWORD, Some(span)),
                    None => self.scored(profile, fit, &terms),
                };
                let told = told.filter(|told| self.lexicon.uses(at, told.group));
                let (score, evidence) = match told {
                    Some(told) => (told.beside(score), evidence.or(Some(told.span))),
                    None => (score, evidence),
                };
                Match {
                    key: profile.key.clone(),
                    name: profile.name.clone(),
                    score,
                    evidence: evidence.map(|(start, end)| text[start..end].to_owned()),
                }
            })
            .collect()
    }

    fn scored(
        &self,
        profile: &Prepared,
        fit: Fit,
        terms: &[Term],
    ) -> (f64, Option<(usize, usize)>) {
        let score = fit.probability();
        if score < WORTH_QUOTING {
            return (score, None);
        }
        let meanings = &self.clauses[profile.clauses.clone()];
        (score, profile.vocabulary.evidence(terms, meanings))
    }

    fn fits(&self, text: &str, words: &[Word], terms: &[Term]) -> Vec<Fit> {
        let vector = &embed(text);
        let is_english = is_english(text, words);

        let coverage = self.lexicon.coverage(terms);
        let mut fits: Vec<Fit> = self
            .prepared
            .iter()
            .enumerate()
            .map(|(at, profile)| Fit {
                is_english,
                whole: dot(vector, &profile.whole),
                clause: nearest(vector, &self.clauses[profile.clauses.clone()]),
                clauses: profile.clauses.len() as f32,
                examples: profile.middle.as_ref().map(|middle| {
                    let nearest = nearest(vector, &self.examples[profile.examples.clone()]);
                    (dot(vector, middle), nearest)
                }),
                learned: None,
                of_all: coverage.of_all[at],
                of_telling: coverage.of_telling[at],
            })
            .collect();
        for learned in &self.learned {
            let probabilities = learned.classifier.probabilities(vector, words);
            for (profile, probability) in learned.profiles.iter().zip(probabilities) {
                fits[*profile].learned = Some(probability);
            }
        }
        fits
    }
}

/// Most words are ordinary English ones, or no other language is told.
pub(crate) fn is_english(text: &str, words: &[Word]) -> bool {
    let ordinary = words.iter().filter(|word| is_ordinary(&word.folded));
    ordinary.count() * 3 > words.len() * 2
        || language::detect(text, words).is_none_or(|language| language == "en")
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

fn nearest(vector: &Vector, others: &[Vector]) -> f32 {
    others
        .iter()
        .map(|other| dot(vector, other))
        .fold(0.0, f32::max)
}

fn keyword_span(profile: &Prepared, words: &[Word]) -> Option<(usize, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str, description: &str) -> Profile {
        Profile {
            key: name.to_owned(),
            name: name.to_owned(),
            description: description.to_owned(),
            ..Profile::default()
        }
    }

    #[test]
    fn asking_for_a_person_is_about_no_subject() {
        let profiles = Profiles::new(&[profile(
            "Injuries and lawyers",
            "Somebody was hurt by a product, or talks of lawyers and courts.",
        )]);
        for (text, is_about) in [
            (
                "Yes please, I want to talk to a real person about it.",
                false,
            ),
            ("My lawyer will be in touch.", true),
        ] {
            assert_eq!(profiles.matches(text)[0].score >= 0.5, is_about, "{text}");
        }
    }

    #[test]
    fn the_right_profile_is_best_and_over_the_boundary() {
        let profiles = Profiles::new(&[
            profile(
                "Billing",
                "Invoices, refunds, double charges and payment methods",
            ),
            profile(
                "Shipping",
                "Where a parcel is, late deliveries, wrong addresses",
            ),
            profile("Legal", "Threats of legal action, lawyers, court"),
        ]);
        for (text, name) in [
            ("Why was I charged twice?", "Billing"),
            ("I want my money back", "Billing"),
            ("my package never arrived", "Shipping"),
            ("the courier left it at the wrong address", "Shipping"),
            ("You will hear from my attorney", "Legal"),
            ("I am going to sue you", "Legal"),
        ] {
            let matches = profiles.matches(text);
            let best = matches
                .iter()
                .max_by(|a, b| a.score.total_cmp(&b.score))
                .unwrap();
            assert_eq!(&*best.name, name, "{text} {matches:?}");
            assert!(best.score >= 0.5, "{text} {matches:?}");
            assert!(text.contains(best.evidence.as_deref().unwrap()));
        }
        for text in [
            "hello",
            "what is the weather in Rome",
            "thank you very much",
            "",
        ] {
            assert!(
                profiles.matches(text).iter().all(|found| found.score < 0.5),
                "{text} {:?}",
                profiles.matches(text)
            );
        }
    }

    #[test]
    fn a_keyword_decides_by_itself() {
        let mut gold = profile("Gold", "members");
        gold.keywords.push("Gold card".to_owned());
        assert!(Profiles::new(&[gold]).matches("I lost my GOLD card!")[0].score > 0.9);
    }
}

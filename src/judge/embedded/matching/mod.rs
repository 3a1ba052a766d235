//! Which subjects a text is about: what it means beside what a profile's clauses mean, the words they share, and, where there are
//! examples, what was learned from them. Neighbouring subjects are easily taken for one another.

mod classifier;
mod confidence;
mod evidence;
mod grams;
mod learned;
pub(crate) mod lexicon;
mod prepared;
mod tells;
mod terms;

use self::confidence::Fit;
use self::evidence::Vocabulary;
use self::learned::Learned;
use self::lexicon::Lexicon;
use self::prepared::{Prepared, keyword_span};
use self::tells::told;
use self::terms::Term;
use super::background::is_ordinary;
use super::embedding::{Vector, dot, embed};
use super::language;
use crate::judge::text::{Word, words};
use crate::judge::{Match, Profile};

pub(crate) use terms::{is_stop_word, is_telling, terms};

/// A listed keyword decides by itself.
const KEYWORD: f64 = 0.95;
/// Below this nobody asks which words it was.
const WORTH_QUOTING: f64 = 0.4;

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

fn nearest(vector: &Vector, others: &[Vector]) -> f32 {
    others
        .iter()
        .map(|other| dot(vector, other))
        .fold(0.0, f32::max)
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

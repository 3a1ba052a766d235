//! Which subjects a text is about: words in common with a profile's clauses, weighed by rarity, with the synonyms of support work.
//! No meaning beyond words; what a profile does not say in some word is not found.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::background::rarity;
use super::frustration::logistic;
use crate::judge::text::{Pause, Word, fold, stem, words};
use crate::judge::{Match, Profile};

/// A synonym is nearly as good as the word itself.
const SYNONYM: f64 = 0.85;
/// A listed keyword decides by itself.
const KEYWORD: f64 = 0.95;
/// A span of evidence longer than this many words is cut to its weightiest word.
const LONGEST_EVIDENCE: usize = 9;

static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("stop_words.txt").lines().collect());

/// Whether a folded word says nothing about the subject.
pub(crate) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(folded)
}

/// From a stem, or from two to four words joined by spaces, to the group it belongs to.
static SYNONYMS: LazyLock<HashMap<String, u16>> = LazyLock::new(|| {
    let mut groups = HashMap::new();
    let lines = include_str!("synonyms.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for (group, line) in (0u16..).zip(lines) {
        for entry in line.split(", ") {
            let key = if entry.contains(' ') {
                entry.to_owned()
            } else {
                stem(entry).to_owned()
            };
            groups.entry(key).or_insert(group);
        }
    }
    groups
});

/// A telling word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    stem: String,
    group: Option<u16>,
    weight: f64,
    start: usize,
    end: usize,
    /// Which word of the text it is, to measure distances.
    at: usize,
}

/// Profiles prepared for matching many texts.
#[derive(Debug)]
pub struct Profiles {
    prepared: Vec<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    key: String,
    name: String,
    /// The name, each clause of the description, each example.
    units: Vec<Vec<Term>>,
    keywords: Vec<Vec<String>>,
}

/// How much of a text and of a unit is shared, and which words of the text.
#[derive(Debug, Default)]
pub(crate) struct Overlap {
    pub of_text: f64,
    pub of_unit: f64,
    pub weight: f64,
    matched: Vec<usize>,
}

impl Profiles {
    /// Prepares `profiles`; the order is kept.
    #[must_use]
    pub fn new(profiles: &[Profile]) -> Self {
        Self {
            prepared: profiles.iter().map(Prepared::new).collect(),
        }
    }

    /// One match per profile, in the order they were given.
    ///
    /// ```
    /// use handoff::judge::{Profile, Profiles};
    /// let billing = Profile { key: "billing".into(), name: "Billing".into(), description: "Invoices, refunds and payments".into(), ..Profile::default() };
    /// let matches = Profiles::new(&[billing]).matches("Why was I charged twice?");
    /// assert!(matches[0].score >= 0.5);
    /// assert_eq!(matches[0].evidence.as_deref(), Some("charged"));
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
        self.prepared
            .iter()
            .map(|profile| profile.matched(text, words, &terms))
            .collect()
    }
}

impl Prepared {
    fn new(profile: &Profile) -> Self {
        let clauses = profile
            .description
            .split([':', ',', ';', '.', '\n'])
            .flat_map(|clause| clause.split(" and "))
            .flat_map(|clause| clause.split(" or "));
        let units = std::iter::once(profile.name.as_str())
            .chain(clauses)
            .chain(profile.examples.iter().map(String::as_str));
        let folded = |phrase: &String| words(phrase).into_iter().map(|word| word.folded).collect();
        Self {
            key: profile.key.clone(),
            name: profile.name.clone(),
            units: units
                .map(|unit| terms(&words(unit)))
                .filter(|terms| !terms.is_empty())
                .collect(),
            keywords: profile
                .keywords
                .iter()
                .map(folded)
                .filter(|keyword: &Vec<String>| !keyword.is_empty())
                .collect(),
        }
    }

    fn matched(&self, text: &str, words: &[Word], terms: &[Term]) -> Match {
        let found = |score, evidence: Option<(usize, usize)>| Match {
            key: self.key.clone(),
            name: self.name.clone(),
            score,
            evidence: evidence.map(|(start, end)| text[start..end].to_owned()),
        };
        if let Some(span) = self
            .keywords
            .iter()
            .find_map(|keyword| keyword_span(words, keyword))
        {
            return found(KEYWORD, Some(span));
        }
        let all: Vec<&Term> = self.units.iter().flatten().collect();
        let whole = overlap(terms, &all);
        let best = self
            .units
            .iter()
            .map(|unit| overlap(terms, &unit.iter().collect::<Vec<_>>()))
            .max_by(|a, b| a.of_unit.total_cmp(&b.of_unit));
        let best = best.map_or(0.0, |overlap| overlap.of_unit);
        found(score(&whole, best), evidence(terms, &whole.matched))
    }
}

/// Set by hand: the share of the text, the best clause's share, and how telling the shared words are.
fn score(whole: &Overlap, best_clause: f64) -> f64 {
    if whole.weight == 0.0 {
        return 0.02;
    }
    logistic(2.4 * whole.of_text + 2.2 * best_clause + 0.22 * whole.weight - 3.0)
}

fn keyword_span(words: &[Word], keyword: &[String]) -> Option<(usize, usize)> {
    let mut windows = words.windows(keyword.len());
    let window = windows.find(|window| {
        window
            .iter()
            .zip(keyword)
            .all(|(word, keyword)| word.folded == *keyword)
    })?;
    Some((window[0].start, window[window.len() - 1].end))
}

/// The telling words of a text, each once, fixed expressions as one.
pub(crate) fn terms(words: &[Word]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let (group, length) =
            expression(&words[at..]).map_or((None, 1), |(group, length)| (Some(group), length));
        let stem = stem(&word.folded);
        let is_known = terms.iter().any(|term| term.stem == stem);
        if group.is_some() || (!is_known && !STOP_WORDS.contains(word.folded.as_str())) {
            let group = group.or_else(|| SYNONYMS.get(stem).copied());
            let weight = rarity(&word.folded).min(8.0);
            terms.push(Term {
                stem: stem.to_owned(),
                group,
                weight,
                start: word.start,
                end: words[at + length - 1].end,
                at,
            });
        }
        at += length;
    }
    terms
}

fn expression(words: &[Word]) -> Option<(u16, usize)> {
    let mut joined = words[0].folded.clone();
    let mut best = None;
    for (length, word) in words
        .iter()
        .enumerate()
        .take(4)
        .skip(1)
        .take_while(|(_, word)| word.pause == Pause::None)
    {
        joined.push(' ');
        joined.push_str(&word.folded);
        best = SYNONYMS
            .get(&joined)
            .map(|group| (*group, length + 1))
            .or(best);
    }
    best
}

pub(crate) fn overlap(text: &[Term], unit: &[&Term]) -> Overlap {
    let mut found = Overlap::default();
    let all: f64 = text.iter().map(|term| term.weight).sum();
    let of_unit: f64 = unit.iter().map(|term| term.weight).sum();
    for (at, term) in text.iter().enumerate() {
        let share = unit
            .iter()
            .map(|other| likeness(term, other))
            .fold(0.0, f64::max);
        if share > 0.0 {
            found.weight += share * term.weight;
            found.matched.push(at);
        }
    }
    let in_unit: f64 = unit
        .iter()
        .map(|other| {
            other.weight
                * text
                    .iter()
                    .map(|term| likeness(term, other))
                    .fold(0.0, f64::max)
        })
        .sum();
    found.of_text = if all > 0.0 { found.weight / all } else { 0.0 };
    found.of_unit = if of_unit > 0.0 {
        in_unit / of_unit
    } else {
        0.0
    };
    found
}

fn likeness(a: &Term, b: &Term) -> f64 {
    if a.stem == b.stem {
        1.0
    } else if a.group.is_some() && a.group == b.group {
        SYNONYM
    } else {
        0.0
    }
}

fn evidence(terms: &[Term], matched: &[usize]) -> Option<(usize, usize)> {
    let (first, last) = (&terms[*matched.first()?], &terms[*matched.last()?]);
    if last.at - first.at < LONGEST_EVIDENCE {
        return Some((first.start, last.end));
    }
    let weightiest = matched
        .iter()
        .map(|at| &terms[*at])
        .max_by(|a, b| a.weight.total_cmp(&b.weight))?;
    Some((weightiest.start, weightiest.end))
}

/// Whether `phrase` has any telling word: a profile made from it could match something.
pub(crate) fn is_telling(phrase: &str) -> bool {
    words(phrase)
        .iter()
        .any(|word| !STOP_WORDS.contains(fold(&word.folded).as_str()))
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
            assert_eq!(best.name, name, "{text} {matches:?}");
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

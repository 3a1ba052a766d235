//! How good or bad a text sounds, from the words in it. Knows negation, emphasis, capitals and emoji; no irony.

use std::sync::LazyLock;

use crate::judge::quick_map::QuickMap;
use crate::judge::text::{Pause, Word, words};

/// How far back a "not" reaches.
const NEGATION_REACH: usize = 3;
/// "Not good" is less bad than "bad".
const NEGATED: f64 = -0.7;
/// What "very" adds and "slightly" takes, in valence.
const BOOST: f64 = 0.35;
const CAPITALS: f64 = 0.7;
const EXCLAMATION: f64 = 0.3;
/// The sum of valences at which the scale is at 0.71.
const SOFTENING: f64 = 15.0;
/// What is said before "but" counts half, what comes after it half more.
const BEFORE_BUT: f64 = 0.5;
const AFTER_BUT: f64 = 1.5;

const NEGATIONS: &[&str] = &[
    "not", "no", "never", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont",
    "wouldnt", "cant", "cannot", "couldnt", "shouldnt", "aint", "havent", "hasnt", "hadnt",
    "neither", "nor", "without", "hardly", "barely", "nothing", "nobody",
];
const BOOSTERS: &[&str] = &[
    "very",
    "really",
    "so",
    "extremely",
    "absolutely",
    "completely",
    "totally",
    "utterly",
    "incredibly",
    "super",
    "such",
    "too",
    "highly",
    "truly",
    "fucking",
    "bloody",
    "damn",
    "seriously",
    "beyond",
    "deeply",
    "quite",
    "entirely",
    "most",
    "especially",
    "insanely",
    "freaking",
];
const DAMPENERS: &[&str] = &[
    "slightly", "somewhat", "bit", "little", "kinda", "sorta", "fairly", "partly", "rather",
    "almost", "mildly",
];

#[derive(Default)]
struct Lexicon {
    words: QuickMap<f64>,
    /// What a word does to the ones after it.
    turns: QuickMap<Turn>,
    signs: Vec<(&'static str, f64)>,
    /// The characters that begin a sign.
    sign_starts: Vec<char>,
}

/// What a word does to the valence of the words after it.
#[derive(Clone, Copy, PartialEq)]
enum Turn {
    Negates,
    Boosts,
    Dampens,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (list, turn) in [
        (NEGATIONS, Turn::Negates),
        (BOOSTERS, Turn::Boosts),
        (DAMPENERS, Turn::Dampens),
    ] {
        lexicon.turns.extend(list.iter().map(|word| (*word, turn)));
    }
    let mut is_signs = false;
    for line in include_str!("valence.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        is_signs |= line == "[signs]";
        let Some((entry, value)) = line
            .rsplit_once(' ')
            .and_then(|(entry, value)| Some((entry, value.parse().ok()?)))
        else {
            continue;
        };
        if is_signs {
            lexicon.signs.push((entry, value));
        } else {
            lexicon.words.insert(entry, value);
        }
    }
    // Longest first, so that ">:(" is not read as ":(".
    lexicon
        .signs
        .sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    lexicon.sign_starts = lexicon
        .signs
        .iter()
        .filter_map(|(sign, _)| sign.chars().next())
        .collect();
    lexicon.sign_starts.sort_unstable();
    lexicon.sign_starts.dedup();
    lexicon
});

/// What a text sounds like, in parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tone {
    /// −1…1 over the whole text.
    pub compound: f64,
    /// Sum of the good words, 0 or more.
    pub good: f64,
    /// Sum of the bad words, 0 or more.
    pub bad: f64,
    /// Negating words.
    pub negations: u32,
    /// The span of the worst word.
    pub worst: Option<(usize, usize)>,
}

/// Reads the tone of `text`, whose words are `words`.
pub(crate) fn tone(text: &str, words: &[Word]) -> Tone {
    let is_shouting = is_shouting(text);
    let but = words
        .iter()
        .rposition(|word| matches!(word.folded.as_str(), "but" | "however"));
    let negates = |word: &&Word| turn(word) == Some(Turn::Negates);
    let negations = words.iter().filter(negates).count();
    let mut tone = Tone {
        negations: u32::try_from(negations).unwrap_or(u32::MAX),
        ..Tone::default()
    };
    let mut worst = 0.0;
    for (at, word) in words.iter().enumerate() {
        let Some(plain) = valence(&word.folded) else {
            continue;
        };
        let mut value = emphasised(plain, words, at);
        if !is_shouting && is_in_capitals(&text[word.start..word.end]) {
            value += CAPITALS.copysign(value);
        }
        value *= match but {
            Some(but) if at < but => BEFORE_BUT,
            Some(but) if at > but => AFTER_BUT,
            _ => 1.0,
        };
        if value < worst {
            worst = value;
            tone.worst = Some((word.start, word.end));
        }
        tone.add(value);
    }
    for value in signs(text) {
        tone.add(value);
    }
    tone.settle(text);
    tone
}

/// What an angry or a glad expression of another language is worth, as a valence.
const EXPRESSION: f64 = 2.5;

/// The tone of a text in another language, from how much in it sounds glad and how much angry; emoji count as always.
pub(crate) fn of_counts(
    text: &str,
    glad: usize,
    worst: Option<(usize, usize)>,
    angry: usize,
) -> Tone {
    let mut tone = Tone {
        good: EXPRESSION * glad as f64,
        bad: EXPRESSION * angry as f64,
        worst,
        ..Tone::default()
    };
    for value in signs(text) {
        tone.add(value);
    }
    tone.settle(text);
    tone
}

/// −1…1 for a text.
pub(crate) fn compound(text: &str) -> f64 {
    tone(text, &words(text)).compound
}

impl Tone {
    /// Puts the sum on the scale; exclamation marks push it further where it goes.
    fn settle(&mut self, text: &str) {
        let sum = self.good - self.bad;
        let marks = text.bytes().filter(|b| *b == b'!').count().min(4) as f64 * EXCLAMATION;
        let sum = if sum == 0.0 {
            0.0
        } else {
            sum + marks.copysign(sum)
        };
        self.compound = sum / (sum * sum + SOFTENING).sqrt();
    }

    fn add(&mut self, value: f64) {
        if value > 0.0 {
            self.good += value;
        } else {
            self.bad -= value;
        }
    }
}

fn emphasised(plain: f64, words: &[Word], at: usize) -> f64 {
    let mut value = plain;
    let mut is_negated = false;
    let mut from = at;
    for distance in 1..=NEGATION_REACH.min(at) {
        if words[from].pause != Pause::None {
            break;
        }
        from = at - distance;
        match turn(&words[from]) {
            Some(Turn::Negates) => is_negated = true,
            Some(Turn::Boosts) if distance < 3 => value += BOOST.copysign(plain),
            Some(Turn::Dampens) if distance < 3 => value -= BOOST.copysign(plain),
            _ => {}
        }
    }
    if is_negated { value * NEGATED } else { value }
}

fn turn(word: &Word) -> Option<Turn> {
    LEXICON.turns.get(word.folded.as_str()).copied()
}

/// Looks a word up, then the word its ending was put on.
fn valence(word: &str) -> Option<f64> {
    let lexicon = &LEXICON.words;
    if let Some(value) = lexicon.get(word) {
        return Some(*value);
    }
    for ending in ["s", "es", "ed", "d", "ing", "ly", "er", "est", "y"] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.len() >= 4)
            && let Some(value) = lexicon.get(rest)
        {
            return Some(*value);
        }
    }
    None
}

fn signs(text: &str) -> Vec<f64> {
    let mut found = Vec::new();
    if !text.bytes().any(|b| !b.is_ascii() || b":;=<".contains(&b))
        && !text.contains("xD")
        && !text.contains("D:")
    {
        return found;
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let can_begin = LEXICON.sign_starts.binary_search(&first).is_ok();
        let sign = can_begin
            .then(|| {
                let mut signs = LEXICON.signs.iter();
                signs.find(|(sign, _)| rest.starts_with(sign))
            })
            .flatten();
        found.extend(sign.map(|(_, value)| *value));
        rest = &rest[sign.map_or(first.len_utf8(), |(sign, _)| sign.len())..];
    }
    found
}

/// All in capitals: then no single word stands out.
pub(crate) fn is_shouting(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 8 && !text.chars().any(char::is_lowercase)
}

pub(crate) fn is_in_capitals(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_sounds_good_and_bad_sounds_bad() {
        for text in [
            "Great, thanks!",
            "this is not bad at all",
            "I love it :)",
            "It was slow but now it works perfectly",
        ] {
            assert!(compound(text) > 0.2, "{text} {}", compound(text));
        }
        for text in [
            "This is terrible",
            "not good",
            "You are useless!!",
            "nice app but it never works and support is awful",
            "😡",
            "I hate this",
        ] {
            assert!(compound(text) < -0.2, "{text} {}", compound(text));
        }
        assert!(compound("My order number is 48213").abs() < 0.05);
        assert!(compound("").abs() < f64::EPSILON);
    }

    #[test]
    fn emphasis_makes_it_stronger() {
        assert!(compound("very bad") < compound("bad"));
        assert!(compound("slightly bad") > compound("bad"));
        assert!(compound("this is BAD") < compound("this is bad"));
        assert!(compound("bad!!!") < compound("bad"));
    }

    #[test]
    fn every_value_is_on_the_scale() {
        assert!(LEXICON.words.len() > 500);
        assert!(
            LEXICON
                .words
                .values()
                .chain(LEXICON.signs.iter().map(|(_, value)| value))
                .all(|value| value.abs() <= 4.0)
        );
    }
}

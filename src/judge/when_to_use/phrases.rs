//! The phrases by which a clause is understood, from `phrases.txt`, and how they are looked for.

use std::sync::LazyLock;

use super::Wish;
use crate::conversation::Priority;
use crate::judge::Word;

/// Phrases of one kind.
pub(super) type Phrases = LazyLock<Vec<&'static str>>;

macro_rules! sections {
    ($($visible:vis $name:ident;)+) => {
        $($visible static $name: Phrases = LazyLock::new(|| section(stringify!($name)));)+
    };
}
sections! {
    pub(super) HAND_OVER;
    pub(super) TO_WHOM;
    pub(super) WHEN;
    pub(super) ALWAYS;
    pub(super) AT_ONCE;
    pub(super) NEVER;
    pub(super) ANSWERING;
    pub(super) TRYING;
    pub(super) ORDER;
    pub(super) FAILED;
    pub(super) SCAFFOLD;
    PERSON;
    WANTING;
    UPSET;
    CANNOT;
    pub(super) STYLE_OPENERS;
    pub(super) ASKING;
    FIELDS;
    pub(super) PRIORITY;
}

static WISHES: LazyLock<Vec<(Vec<&'static str>, Wish)>> = LazyLock::new(|| {
    [
        ("Wish Warmly", Wish::Warmly),
        ("Wish Briefly", Wish::Briefly),
        ("Wish Formally", Wish::Formally),
        ("Wish WithApology", Wish::WithApology),
        ("Wish WithThanks", Wish::WithThanks),
        ("Wish InTheirLanguage", Wish::InTheirLanguage),
        ("Wish ThatAPersonTakesOver", Wish::ThatAPersonTakesOver),
        ("Wish WithWait", Wish::WithWait),
        ("Wish WithHours", Wish::WithHours),
    ]
    .map(|(name, wish)| (section(name), wish))
    .into()
});

/// The lines under `[name]`. A test finds every section filled.
fn section(name: &str) -> Vec<&'static str> {
    let lines = include_str!("phrases.txt").lines();
    let after = lines.skip_while(|line| {
        line.strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            != Some(name)
    });
    after
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .collect()
}

/// Where `phrase` stands in `words`: the first word and how many.
pub(super) fn find(words: &[Word], phrase: &str) -> Option<(usize, usize)> {
    let length = phrase.split(' ').count();
    let at = words.windows(length).position(|window| {
        window
            .iter()
            .map(|word| word.folded.as_str())
            .eq(phrase.split(' '))
    })?;
    Some((at, length))
}

/// The first place any of `phrases` stands.
pub(super) fn first(words: &[Word], phrases: &[&str]) -> Option<(usize, usize)> {
    phrases
        .iter()
        .filter_map(|phrase| find(words, phrase))
        .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))
}

pub(super) fn has(words: &[Word], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| find(words, phrase).is_some())
}

pub(super) fn opens_with(words: &[Word], phrases: &[&str]) -> bool {
    first(words, phrases).is_some_and(|(at, _)| at == 0)
}

pub(super) fn asks_for_person(words: &[Word]) -> bool {
    has(words, &WANTING) && has(words, &PERSON)
}

pub(super) fn is_upset(words: &[Word]) -> bool {
    has(words, &UPSET)
}

pub(super) fn cannot_answer(words: &[Word]) -> bool {
    has(words, &CANNOT)
}

pub(super) fn names_field(words: &[Word]) -> bool {
    has(words, &FIELDS)
}

pub(super) fn wishes(words: &[Word]) -> Vec<Wish> {
    WISHES
        .iter()
        .filter(|(phrases, _)| has(words, phrases))
        .map(|(_, wish)| *wish)
        .collect()
}

pub(super) fn priority(words: &[Word]) -> Option<Priority> {
    has(words, &PRIORITY).then(|| {
        if has(words, &["low"]) {
            Priority::Low
        } else if has(words, &["normal"]) {
            Priority::Normal
        } else if has(words, &["urgent", "urgently", "highest", "top"]) {
            Priority::Urgent
        } else {
            Priority::High
        }
    })
}

/// "3", "three", "twice".
pub(super) fn number(word: &str) -> Option<u32> {
    const NAMES: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    if word == "twice" {
        return Some(2);
    }
    let named = NAMES
        .iter()
        .position(|name| *name == word)
        .and_then(|n| u32::try_from(n).ok());
    word.parse().ok().or(named).filter(|n| (1..=20).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_filled() {
        assert!(WISHES.iter().all(|(phrases, _)| !phrases.is_empty()));
        for list in [
            &HAND_OVER,
            &TO_WHOM,
            &WHEN,
            &ALWAYS,
            &AT_ONCE,
            &NEVER,
            &ANSWERING,
            &TRYING,
            &ORDER,
            &FAILED,
            &SCAFFOLD,
            &PERSON,
            &WANTING,
            &UPSET,
            &CANNOT,
            &STYLE_OPENERS,
            &ASKING,
            &FIELDS,
            &PRIORITY,
        ] {
            assert!(!list.is_empty());
        }
    }
}

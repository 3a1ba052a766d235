//! Finding an admin's words in a customer's text: whole words, whatever their case and accents.

use super::{
    embedded::matching::is_stop_word,
    text::{Word, stem, words},
};

/// The first place where `phrase` stands in `text` as whole words, outside every exception; as it was written.
///
/// ```
/// use handoff::judge::phrase::find;
/// let travel = ["travel agent".to_owned()];
/// assert_eq!(find("Get me an AGENT!", "agent", &travel).as_deref(), Some("AGENT"));
/// assert_eq!(find("My travel agent booked it", "agent", &travel), None);
/// assert_eq!(find("Quiero un café", "cafe", &[]).as_deref(), Some("café"));
/// ```
#[must_use]
pub fn find(text: &str, phrase: &str, exceptions: &[String]) -> Option<String> {
    Text::of(text).find(phrase, exceptions)
}

/// A text whose words were told apart once, to look for many phrases.
#[derive(Debug)]
pub struct Text<'t> {
    text: &'t str,
    words: Vec<Word>,
}

impl<'t> Text<'t> {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            words: words(text),
        }
    }

    /// Whether these words, lower case and without accents, stand in it one after the other.
    #[must_use]
    pub fn has(&self, folded: &str) -> bool {
        let length = folded.split(' ').count();
        self.words.windows(length).any(|window| {
            window
                .iter()
                .map(|word| word.folded.as_str())
                .eq(folded.split(' '))
        })
    }

    /// Like [`find`].
    #[must_use]
    pub fn find(&self, phrase: &str, exceptions: &[String]) -> Option<String> {
        let found = places(&self.words, &words(phrase));
        if found.is_empty() {
            return None;
        }
        let excepted: Vec<(usize, usize)> = exceptions
            .iter()
            .flat_map(|exception| places(&self.words, &words(exception)))
            .collect();
        let is_free = |&(start, end): &(usize, usize)| {
            !excepted
                .iter()
                .any(|&(from, to)| from <= start && end <= to)
        };
        let (start, end) = found.into_iter().find(is_free)?;
        Some(self.text[start..end].to_owned())
    }
}

/// Where the wanted words stand one after the other, as byte ranges.
fn places(said: &[Word], wanted: &[Word]) -> Vec<(usize, usize)> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let same = |window: &&[Word]| window.iter().zip(wanted).all(|(a, b)| a.folded == b.folded);
    let ends = |window: &[Word]| Some((window.first()?.start, window.last()?.end));
    said.windows(wanted.len())
        .filter(same)
        .filter_map(ends)
        .collect()
}

/// Whether an answer takes up a word of substance of what was asked, by its stem; nothing where one of them
/// has too few such words to compare.
#[must_use]
pub fn takes_up(asked: &str, answered: &str, at_least: usize) -> Option<bool> {
    let (asked, answered) = (words(asked), words(answered));
    let (asked, answered) = (stems(&asked), stems(&answered));
    let is_enough = asked.len() >= at_least && answered.len() >= at_least;
    is_enough.then(|| answered.iter().any(|word| asked.contains(word)))
}

/// The words of substance, each once, by their stems: no articles, pronouns and the like.
fn stems(said: &[Word]) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::with_capacity(said.len());
    let telling = said.iter().filter(|word| !is_stop_word(&word.folded));
    for stem in telling.map(|word| stem(&word.folded)) {
        if !found.contains(&stem) {
            found.push(stem);
        }
    }
    found
}

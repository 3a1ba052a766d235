//! Phrases as data: word classes and patterns over them, read from a text file and matched against a message.
//! The file says what counts; no phrase is known here.
//!
//! ```text
//! [TALK]             a class, one entry a line; an entry may have several words ("customer service")
//! talk
//! [yes]              patterns that speak for it: a score, then elements
//! 0.97 TALK TO* WHO
//! [no]               patterns that undo what they touch
//! not WANT _* WHO
//! ```
//! Elements: `CLASS`, a `word`, either of several `A|B|word`, `_` for any word; `?` behind it for none or one, `*` for up to four.
//! `^` and `$` are the edges of a clause, `^^` and `$$` those of the message.

mod pattern;

use std::collections::{HashMap, HashSet};

use pattern::{Pattern, Piece};

use super::text::{Pause, Word, is_one_slip};

/// How many words an entry of a class may have.
const LONGEST_ENTRY: usize = 4;
/// Shorter words have too many neighbours that mean something else ("walk", "what").
const SHORTEST_FORGIVEN: usize = 5;

/// A compiled phrase file.
#[derive(Debug)]
pub(crate) struct Phrasebook {
    classes: HashMap<String, u64>,
    /// Words that begin an entry of several words.
    openers: HashSet<String>,
    /// Entries that are recognised with one slip of the keyboard.
    forgiven: Vec<String>,
    /// Classes without which no pattern can match: a quick way out. Zero when there are none.
    needed: u64,
    yes: Vec<Pattern>,
    no: Vec<Pattern>,
}

/// Where a pattern matched, as bytes of the message, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    pub score: f64,
    pub start: usize,
    pub end: usize,
}

impl Phrasebook {
    /// Reads a phrase file. `needed` names the classes of which a message must have at least one word.
    /// A name that no class has matches nothing; a test reads every file and looks for those.
    pub(crate) fn parse(file: &'static str, needed: &[&str]) -> Self {
        let mut book = Self {
            classes: HashMap::new(),
            openers: HashSet::new(),
            forgiven: Vec::new(),
            needed: 0,
            yes: Vec::new(),
            no: Vec::new(),
        };
        let mut names: Vec<&'static str> = Vec::new();
        let mut section = "";
        for line in file
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            if let Some(name) = line
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                section = name;
                if !matches!(name, "yes" | "no") && !names.contains(&name) {
                    names.push(name);
                }
                continue;
            }
            match section {
                "yes" => book.yes.extend(Pattern::parse(line, &names)),
                "no" => book.no.push(Pattern::undoing(line, &names)),
                _ => book.add_entry(line, pattern::bit(section, &names)),
            }
        }
        book.needed = needed
            .iter()
            .map(|name| pattern::bit(name, &names))
            .fold(0, |all, one| all | one);
        book
    }

    fn add_entry(&mut self, entry: &'static str, mask: u64) {
        *self.classes.entry(entry.to_owned()).or_default() |= mask;
        match entry.split_once(' ') {
            Some((first, _)) => {
                self.openers.insert(first.to_owned());
            }
            None if entry.len() >= SHORTEST_FORGIVEN && entry.is_ascii() => {
                self.forgiven.push(entry.to_owned());
            }
            None => {}
        }
    }

    /// Every place where a pattern speaks for it and none speaks against it, best first.
    /// `is_ordinary` says which words are words of their own and so never a slip of another.
    pub(crate) fn hits(&self, words: &[Word], is_ordinary: impl Fn(&str) -> bool) -> Vec<Hit> {
        let pieces = self.pieces(words, is_ordinary);
        let present = pieces.iter().fold(0, |all, piece| all | piece.mask);
        if self.needed != 0 && present & self.needed == 0 {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for pattern in self
            .yes
            .iter()
            .filter(|pattern| pattern.is_possible(present))
        {
            hits.extend(
                pattern
                    .places(&pieces)
                    .into_iter()
                    .map(|place| (pattern.score, place)),
            );
        }
        if hits.is_empty() {
            return Vec::new();
        }
        let no = self
            .no
            .iter()
            .filter(|pattern| pattern.is_possible(present));
        let undone: Vec<(usize, usize)> = no.flat_map(|pattern| pattern.places(&pieces)).collect();
        hits.retain(|(_, (from, to))| !undone.iter().any(|(a, b)| from < b && a < to));
        let mut hits: Vec<Hit> = hits
            .into_iter()
            .map(|(score, (from, to))| Hit {
                score,
                start: pieces[from].start,
                end: pieces[to - 1].end,
            })
            .collect();
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then((b.end - b.start).cmp(&(a.end - a.start)))
                .then(a.start.cmp(&b.start))
        });
        hits
    }

    fn pieces<'a>(
        &'a self,
        words: &'a [Word],
        is_ordinary: impl Fn(&str) -> bool,
    ) -> Vec<Piece<'a>> {
        let mut pieces = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let (entry, length) = self.longest_entry(&words[at..]);
            let first = &words[at];
            let mask = match entry {
                Some(mask) => mask,
                None if is_ordinary(&first.folded) => 0,
                None => self.forgiving(&first.folded),
            };
            // A fixed expression is not its first word: "have to" is no "have".
            let folded = if length == 1 {
                first.folded.as_str()
            } else {
                ""
            };
            pieces.push(Piece {
                folded,
                mask,
                start: first.start,
                end: words[at + length - 1].end,
                pause: first.pause,
            });
            at += length;
        }
        pieces
    }

    fn longest_entry(&self, words: &[Word]) -> (Option<u64>, usize) {
        let first = &words[0];
        if self.openers.contains(&first.folded) {
            let mut joined = first.folded.clone();
            let mut best = None;
            for (length, word) in words
                .iter()
                .enumerate()
                .take(LONGEST_ENTRY)
                .skip(1)
                .take_while(|(_, word)| word.pause == Pause::None)
            {
                joined.push(' ');
                joined.push_str(&word.folded);
                best = self
                    .classes
                    .get(&joined)
                    .map(|mask| (Some(*mask), length + 1))
                    .or(best);
            }
            if let Some(best) = best {
                return best;
            }
        }
        (self.classes.get(&first.folded).copied(), 1)
    }

    fn forgiving(&self, word: &str) -> u64 {
        if word.len() + 1 < SHORTEST_FORGIVEN || !word.is_ascii() {
            return 0;
        }
        self.forgiven
            .iter()
            .find(|entry| is_one_slip(entry, word))
            .and_then(|entry| self.classes.get(entry))
            .copied()
            .unwrap_or(0)
    }
}

/// The names that patterns of a file use and no class has; empty in a sound file.
#[cfg(test)]
pub(crate) fn unknown_names(file: &'static str) -> Vec<&'static str> {
    let sections: HashSet<_> = file
        .lines()
        .filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'))
        .collect();
    let options = file
        .lines()
        .filter(|line| !line.starts_with(['#', '[']))
        .flat_map(|line| line.split([' ', '|', '?', '*']));
    options
        .filter(|name| {
            name.starts_with(|c: char| c.is_ascii_uppercase()) && !sections.contains(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::words;
    use super::*;

    const FILE: &str = "[TALK]\ntalk\nspeak\n[WHO]\nhuman\ncustomer service\n[DET]\na\n[yes]\n0.9 TALK to? DET* WHO\n0.8 ^^ WHO please? $$\n[no]\ndont want _* WHO";

    fn best(text: &str) -> Option<String> {
        let book = Phrasebook::parse(FILE, &["WHO"]);
        let hit = book
            .hits(&words(text), |word| word == "humane")
            .first()
            .copied()?;
        Some(text[hit.start..hit.end].to_owned())
    }

    #[test]
    fn patterns_match_their_words_and_nothing_else() {
        assert_eq!(
            best("now TALK to a human!").as_deref(),
            Some("TALK to a human")
        );
        assert_eq!(
            best("speak to customer service").as_deref(),
            Some("speak to customer service")
        );
        assert_eq!(
            best("Human, please"),
            None,
            "a pattern does not reach over a pause"
        );
        assert_eq!(best("Human please").as_deref(), Some("Human please"));
        assert_eq!(best("the human please"), None);
        assert_eq!(best("I don't want to talk to a human"), None);
    }

    #[test]
    fn one_slip_is_forgiven_unless_it_is_a_word() {
        assert_eq!(best("talk to a hunan").as_deref(), Some("talk to a hunan"));
        assert_eq!(best("talk to a humane"), None);
    }
}

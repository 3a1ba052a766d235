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

use pattern::{Pattern, Piece, Present};

use super::quick_map::QuickMap;
use super::text::{Pause, Word, is_one_slip};

/// Shorter words have too many neighbours that mean something else ("walk", "what").
const SHORTEST_FORGIVEN: usize = 5;

/// A compiled phrase file.
#[derive(Debug, Default)]
pub(crate) struct Phrasebook {
    words: QuickMap<Known>,
    /// What may follow the first word of a fixed expression, longest first, by [`Known::opens`].
    expressions: Vec<Vec<Tail>>,
    /// Entries that are recognised with one slip of the keyboard, by their length.
    forgiven: Vec<Vec<(&'static str, Known)>>,
    /// Classes without which no pattern can match: a quick way out. Zero when there are none.
    needed: u64,
    yes: Vec<Pattern>,
    no: Vec<Pattern>,
}

/// What the book knows of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Counts from 1; 0 is a word that no pattern names.
    id: u16,
    mask: u64,
    /// Where its fixed expressions are, if it opens any.
    opens: Option<usize>,
}

/// The rest of a fixed expression.
#[derive(Debug)]
struct Tail {
    words: Vec<&'static str>,
    mask: u64,
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
        let mut book = Self::default();
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
                "yes" => book.add_pattern(line, &names),
                "no" => {
                    let undoing = Pattern::parse(0.0, line, &names, |word| book.known(word).id);
                    book.no.push(undoing);
                }
                _ => book.add_entry(line, pattern::bit(section, &names)),
            }
        }
        book.needed = needed
            .iter()
            .map(|name| pattern::bit(name, &names))
            .fold(0, |all, one| all | one);
        book.forgive();
        book
    }

    /// The same without forgiving slips: for languages in which a neighbour of an entry is often another word.
    pub(crate) fn strict(file: &'static str, needed: &[&str]) -> Self {
        Self {
            forgiven: Vec::new(),
            ..Self::parse(file, needed)
        }
    }

    fn known(&mut self, word: &'static str) -> &mut Known {
        let next = u16::try_from(self.words.len() + 1).unwrap_or(0);
        self.words.entry(word).or_insert(Known {
            id: next,
            ..Known::default()
        })
    }

    fn add_pattern(&mut self, line: &'static str, names: &[&'static str]) {
        let parsed = line
            .split_once(' ')
            .and_then(|(score, rest)| Some((score.parse().ok()?, rest)));
        if let Some((score, rest)) = parsed {
            let pattern = Pattern::parse(score, rest, names, |word| self.known(word).id);
            self.yes.push(pattern);
        }
    }

    fn add_entry(&mut self, entry: &'static str, mask: u64) {
        let mut words = entry.split(' ');
        let first = words.next().unwrap_or(entry);
        let rest: Vec<&'static str> = words.collect();
        if rest.is_empty() {
            self.known(first).mask |= mask;
            return;
        }
        let fresh = self.expressions.len();
        let at = *self.known(first).opens.get_or_insert(fresh);
        if at == fresh {
            self.expressions.push(Vec::new());
        }
        let tails = &mut self.expressions[at];
        match tails.iter_mut().find(|tail| tail.words == rest) {
            Some(tail) => tail.mask |= mask,
            None => tails.push(Tail { words: rest, mask }),
        }
        tails.sort_by_key(|tail| std::cmp::Reverse(tail.words.len()));
    }

    fn forgive(&mut self) {
        let mut forgivable: Vec<(&'static str, Known)> = self
            .words
            .iter()
            .filter(|(word, known)| {
                known.mask != 0 && word.len() >= SHORTEST_FORGIVEN && word.is_ascii()
            })
            .map(|(word, known)| (*word, *known))
            .collect();
        forgivable.sort_unstable_by_key(|(word, _)| *word);
        for (word, known) in forgivable {
            if self.forgiven.len() <= word.len() {
                self.forgiven.resize_with(word.len() + 1, Vec::new);
            }
            self.forgiven[word.len()].push((word, known));
        }
    }

    /// Every place where a pattern speaks for it and none speaks against it, best first.
    /// `is_ordinary` says which words are words of their own and so never a slip of another.
    pub(crate) fn hits(&self, words: &[Word], is_ordinary: impl Fn(&str) -> bool) -> Vec<Hit> {
        let pieces = self.pieces(words, is_ordinary);
        let present = Present::of(&pieces);
        if self.needed != 0 && present.classes & self.needed == 0 {
            return Vec::new();
        }
        let mut found: Vec<(f64, (usize, usize))> = Vec::new();
        for pattern in self.yes.iter().filter(|yes| yes.is_possible(present)) {
            found.extend(pattern.places(&pieces).map(|place| (pattern.score, place)));
        }
        if found.is_empty() {
            return Vec::new();
        }
        let no = self.no.iter().filter(|no| no.is_possible(present));
        let undone: Vec<(usize, usize)> = no.flat_map(|no| no.places(&pieces)).collect();
        found.retain(|(_, (from, to))| !undone.iter().any(|(a, b)| from < b && a < to));
        let mut hits: Vec<Hit> = found
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

    fn pieces(&self, words: &[Word], is_ordinary: impl Fn(&str) -> bool) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let (known, length) = self.longest_entry(&words[at..], &is_ordinary);
            pieces.push(Piece {
                id: known.id,
                mask: known.mask,
                start: words[at].start,
                end: words[at + length - 1].end,
                pause: words[at].pause,
            });
            at += length;
        }
        pieces
    }

    /// What the first words are, and how many of them.
    fn longest_entry(&self, words: &[Word], is_ordinary: impl Fn(&str) -> bool) -> (Known, usize) {
        let first = &words[0];
        let Some(known) = self.words.get(first.folded.as_str()) else {
            return (self.forgiving(&first.folded, is_ordinary), 1);
        };
        let tails = known.opens.map_or(&[][..], |at| &self.expressions[at]);
        let follows = |tail: &&Tail| {
            let next = words.get(1..=tail.words.len());
            next.is_some_and(|next| {
                let mut pairs = next.iter().zip(&tail.words);
                pairs.all(|(word, wanted)| word.pause == Pause::None && word.folded == *wanted)
            })
        };
        match tails.iter().find(follows) {
            // A fixed expression is not its first word: "have to" is no "have".
            Some(tail) => {
                let expression = Known {
                    mask: tail.mask,
                    ..Known::default()
                };
                (expression, 1 + tail.words.len())
            }
            None => (*known, 1),
        }
    }

    /// The entry that was meant, when one key slipped. It counts for its classes, not as the word itself.
    fn forgiving(&self, word: &str, is_ordinary: impl Fn(&str) -> bool) -> Known {
        if word.len() < SHORTEST_FORGIVEN || !word.is_ascii() || self.forgiven.is_empty() {
            return Known::default();
        }
        if word.bytes().any(|b| b.is_ascii_digit()) || is_ordinary(word) {
            return Known::default();
        }
        let lengths = word.len() - 1..=word.len() + 1;
        let near = lengths.filter_map(|length| self.forgiven.get(length));
        let mut near = near.flatten();
        let meant = near.find(|(entry, _)| begins_alike(entry, word) && is_one_slip(entry, word));
        Known {
            mask: meant.map_or(0, |(_, known)| known.mask),
            ..Known::default()
        }
    }
}

/// One slip leaves one of the first two letters where it was, or moves it by one: a quick way to most refusals.
fn begins_alike(a: &str, b: &str) -> bool {
    match (a.as_bytes(), b.as_bytes()) {
        ([a1, a2, ..], [b1, b2, ..]) => a1 == b1 || a2 == b2 || a1 == b2 || a2 == b1,
        _ => false,
    }
}

/// The names that patterns of a file use and no class has; empty in a sound file.
#[cfg(test)]
pub(crate) fn unknown_names(file: &'static str) -> Vec<&'static str> {
    let sections: Vec<_> = file
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

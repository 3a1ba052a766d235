//! Words somebody looks for in what was said, and where they stand in a text.
//!
//! A word finds every word that begins with it; words in quotes are found whole and next to each other.
//! Case and accents do not count. What is found is the database's business; both must read words alike.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How many letters of a text are shown around what was found.
const SHOWN: usize = 160;
/// How many of them stand before it.
const BEFORE: usize = 40;

/// What somebody looks for. All of it must be in one message, or in a customer's name and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    text: String,
    phrases: Vec<Phrase>,
}

/// Words that stand next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Letters and digits alone, folded; at least one.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub is_open: bool,
}

/// A piece of a text in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_hit: bool,
}

impl Search {
    /// What a text looks for; nothing when it has no word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // What stands between quotes is every second part. A quote that is not closed reaches to the end.
        let quoted = |at: usize| at % 2 == 1;
        let mut phrases = Vec::new();
        for (at, part) in text.split(['"', '“', '”', '„']).enumerate() {
            if quoted(at) {
                phrases.extend(Phrase::of(part, false));
            } else {
                phrases.extend(
                    part.split_whitespace()
                        .filter_map(|word| Phrase::of(word, true)),
                );
            }
        }
        (!phrases.is_empty()).then(|| Self {
            text: text.to_owned(),
            phrases,
        })
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What must be found, each of it.
    #[must_use]
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// The part of a text in which something was found first, with all that was found marked.
    #[must_use]
    pub fn excerpt(&self, text: &str) -> Vec<Piece> {
        let hits = self.places(text);
        let first = hits.first().map_or(0, |hit| hit.start);
        let shown = window(text, first);
        let mut pieces = Vec::new();
        if shown.start > 0 {
            pieces.push(plain("…"));
        }
        let mut from = shown.start;
        for hit in hits.into_iter().filter(|hit| hit.end <= shown.end) {
            if from < hit.start {
                pieces.push(plain(&text[from..hit.start]));
            }
            from = hit.end;
            pieces.push(Piece {
                text: text[hit].to_owned(),
                is_hit: true,
            });
        }
        if from < shown.end {
            pieces.push(plain(&text[from..shown.end]));
        }
        if shown.end < text.len() {
            pieces.push(plain("…"));
        }
        pieces
    }

    /// Where each phrase stands, in order and without overlaps.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut places: Vec<Range<usize>> = (0..words.len())
            .flat_map(|at| {
                let here = &words[at..];
                let of = self
                    .phrases
                    .iter()
                    .filter_map(move |phrase| phrase.at_start_of(here));
                of.collect::<Vec<_>>()
            })
            .collect();
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut end = 0;
        places.retain(|place| {
            let is_apart = place.start >= end;
            end = end.max(place.end);
            is_apart
        });
        places
    }
}

impl Phrase {
    fn of(text: &str, is_open: bool) -> Option<Self> {
        let words: Vec<String> = words(text).into_iter().map(|(_, word)| word).collect();
        (!words.is_empty()).then_some(Self { words, is_open })
    }

    /// Where the phrase stands if the words begin with it.
    fn at_start_of(&self, words: &[(Range<usize>, String)]) -> Option<Range<usize>> {
        let here = words.get(..self.words.len())?;
        let last = self.words.len() - 1;
        let fits = here
            .iter()
            .zip(&self.words)
            .enumerate()
            .all(|(at, ((_, word), wanted))| {
                word == wanted || (self.is_open && at == last && word.starts_with(wanted.as_str()))
            });
        fits.then(|| here[0].0.start..here[last].0.end)
    }
}

/// The words of a text with their places: runs of letters and digits, folded.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let is_part = |c: char| c.is_alphanumeric() || is_accent(c);
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_part).map(|at| rest + at) {
        let end = text[start..]
            .find(|c| !is_part(c))
            .map_or(text.len(), |at| start + at);
        found.push((start..end, fold(&text[start..end])));
        rest = end;
    }
    found
}

/// Lower case, without accents. Other letters stay as they are, since the databases keep them too.
fn fold(word: &str) -> String {
    let plain = word.nfd().filter(|c| !is_accent(*c));
    plain.flat_map(char::to_lowercase).collect()
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The part of a text around a place, cut between words.
fn window(text: &str, place: usize) -> Range<usize> {
    let before = text[..place]
        .char_indices()
        .rev()
        .nth(BEFORE)
        .map(|(at, _)| at);
    let start = before.map_or(0, |at| {
        let space = text[at..place].find(char::is_whitespace);
        space.map_or(place, |gap| at + gap + 1)
    });
    // The space just found may be longer than one byte; the word after it is where to begin.
    let start = (start..=place)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(place);
    let beyond = text[start..]
        .char_indices()
        .nth(SHOWN)
        .map(|(at, _)| start + at);
    let end = beyond.map_or(text.len(), |at| {
        let space = text[place..at].rfind(char::is_whitespace);
        space.filter(|gap| *gap > 0).map_or(at, |gap| place + gap)
    });
    start..end
}

fn plain(text: &str) -> Piece {
    Piece {
        text: text.to_owned(),
        is_hit: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(search: &str, text: &str) -> String {
        let pieces = Search::parse(search).unwrap().excerpt(text);
        let shown = |piece: Piece| {
            if piece.is_hit {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        };
        pieces.into_iter().map(shown).collect()
    }

    #[test]
    fn words_begin_and_quoted_words_are_whole() {
        assert_eq!(
            marked("ord", "My ORDER, ordinary; word"),
            "My [ORDER], [ordinary]; word"
        );
        assert_eq!(marked("\"order\"", "orders order"), "orders [order]");
        assert_eq!(
            marked("“late order”", "A late, order. late orders"),
            "A [late, order]. late orders"
        );
        assert_eq!(
            marked("ORD-12345", "about ORD-12345."),
            "about [ORD-12345]."
        );
        assert_eq!(
            marked("hanna.vu", "hanna.vuori@example.com"),
            "[hanna.vuori]@example.com"
        );
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(marked("camion", "¿El CAMIÓN sale?"), "¿El [CAMIÓN] sale?");
        assert_eq!(
            marked("müller", "Muller und MU\u{308}LLER"),
            "[Muller] und [MU\u{308}LLER]"
        );
        assert_eq!(marked("заказ", "Мой ЗАКАЗ 12"), "Мой [ЗАКАЗ] 12");
    }

    #[test]
    fn what_has_no_word_looks_for_nothing() {
        for text in ["", "  ", "\"\"", "%", "* - (", "“”"] {
            assert_eq!(Search::parse(text), None, "{text}");
        }
        assert_eq!(
            Search::parse("\"open end").unwrap().phrases()[0].words,
            ["open", "end"]
        );
    }

    #[test]
    fn a_long_text_is_shown_around_its_first_hit() {
        let text = format!("{} bench {}", "déjà ".repeat(60), "vu ".repeat(90));
        let shown = marked("bench", &text);
        assert!(
            shown.starts_with("…déjà") && shown.contains("[bench]") && shown.ends_with('…'),
            "{shown}"
        );
        assert!(shown.chars().count() < SHOWN + 10, "{shown}");
        let unbroken = "\u{1fa91}".repeat(400);
        let shown = marked("bench", &format!("{unbroken}bench{unbroken}"));
        assert!(shown.contains("[bench]"), "{shown}");
    }

    #[test]
    fn a_text_without_a_hit_is_shown_from_its_beginning() {
        assert_eq!(marked("bench", "No such thing."), "No such thing.");
        assert_eq!(marked("bench", ""), "");
    }
}

//! Parts text into the word pieces that the table has vectors for, the way the table's teacher does: lower case, no accents, punctuation
//! apart, then the longest known beginning of what is left of the word. Pieces without a vector are left out.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::table::{FIRST, Table, hash};

/// A word of more characters than this is no word, but a link or noise.
const LONGEST_WORD: usize = 100;
/// What marks a piece that goes on with a word.
const GOES_ON: &[u8] = b"##";

/// The rows of the pieces of `text`, in order, at the end of `found`.
pub(super) fn pieces(text: &str, table: &Table, found: &mut Vec<u16>) {
    let mut splitter = Splitter {
        table,
        word: String::with_capacity(32),
        found,
    };
    if text.is_ascii() {
        text.chars()
            .for_each(|c| splitter.take(c.to_ascii_lowercase()));
    } else {
        text.chars()
            .filter(|c| !is_unseen(*c))
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .for_each(|c| splitter.take(c));
    }
    splitter.end_word();
}

struct Splitter<'a> {
    table: &'a Table,
    word: String,
    found: &'a mut Vec<u16>,
}

impl Splitter<'_> {
    fn take(&mut self, c: char) {
        if c.is_whitespace() {
            self.end_word();
        } else if is_punctuation(c) || is_ideograph(c) {
            self.end_word();
            self.word.push(c);
            self.end_word();
        } else if !is_unseen(c) {
            self.word.push(c);
        }
    }

    /// A word with a part that is no piece is unknown as a whole.
    fn end_word(&mut self) {
        let before = self.found.len();
        let word = self.word.as_bytes();
        if word.len() > LONGEST_WORD && self.word.chars().count() > LONGEST_WORD {
            self.word.clear();
            return;
        }
        let mut start = 0;
        while start < word.len() {
            let Some((piece, end)) = self.longest_from(start) else {
                self.found.truncate(before);
                break;
            };
            self.found.push(piece);
            start = end;
        }
        self.word.clear();
    }

    /// The longest piece that the word has at `start`, and where it ends. A cut inside a character matches no spelling.
    fn longest_from(&self, start: usize) -> Option<(u16, usize)> {
        let prefix = if start == 0 { &b""[..] } else { GOES_ON };
        let rest = &self.word.as_bytes()[start..];
        let longest = rest.len().min(self.table.longest - prefix.len());
        let mut hashes = [0; 256];
        let mut so_far = hash(FIRST, prefix);
        for (at, byte) in rest[..longest].iter().enumerate() {
            so_far = hash(so_far, &[*byte]);
            hashes[at] = so_far;
        }
        (1..=longest).rev().find_map(|length| {
            let piece = self
                .table
                .piece(hashes[length - 1], prefix, &rest[..length])?;
            Some((piece, start + length))
        })
    }
}

/// Control and format characters, which the teacher does not see.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// Every sign of ASCII, and the punctuation of other blocks; signs of currency and mathematics beyond ASCII are parts of words.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{589}' | '\u{5be}' | '\u{60c}' | '\u{61b}' | '\u{61f}'
            | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
            | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{30fb}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}'
            | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}'
            | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

/// Chinese characters stand alone.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelled(text: &str) -> Vec<String> {
        let table = Table::built_in();
        let mut rows = Vec::new();
        pieces(text, table, &mut rows);
        rows.into_iter()
            .map(|row| String::from_utf8_lossy(table.spelling(row)).into_owned())
            .collect()
    }

    #[derive(serde::Deserialize)]
    struct Reference {
        text: String,
        pieces: Vec<String>,
    }

    #[test]
    fn it_parts_texts_as_the_reference_does() {
        // Made by tools/distill/fixture.py.
        let lines = include_str!("pieces.jsonl").lines();
        let references: Vec<Reference> = lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert!(references.len() > 250);
        for reference in references {
            assert_eq!(
                spelled(&reference.text),
                reference.pieces,
                "{:?}",
                reference.text
            );
        }
    }

    #[test]
    fn an_unknown_part_makes_the_word_unknown() {
        assert_eq!(spelled("card ка card"), ["card", "card"]);
        assert_eq!(spelled("reorder"), ["re", "##ord", "##er"]);
    }

    proptest! {
        /// Whatever is written: no panic, and pieces are found in the order and the number the letters allow.
        #[test]
        fn any_text_is_parted(text in any::<String>()) {
            let found = spelled(&text);
            prop_assert!(found.len() <= text.nfd().count());
        }

        #[test]
        fn pieces_put_together_are_the_words_again(words in proptest::collection::vec("[a-z]{1,12}", 0..8)) {
            let together: String = spelled(&words.join(" ")).iter().map(|piece| piece.trim_start_matches("##")).collect();
            prop_assert_eq!(together, words.concat());
        }

        #[test]
        fn capitals_and_space_change_nothing(text in "[a-zA-Z0-9 .,!?'-]{0,60}") {
            prop_assert_eq!(spelled(&text.to_uppercase()), spelled(&text));
            prop_assert_eq!(spelled(&format!("  {}\n", text.replace(' ', "   "))), spelled(&text));
        }
    }
}

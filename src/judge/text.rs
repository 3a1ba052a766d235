//! Words, pauses and stems: what every reader of text here starts from. No meaning, no word lists.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pause {
    None,
    Comma,
    Stop,
}

/// A word of a text: where it stands, and how it reads without capitals, accents and apostrophes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    pub folded: String,
    /// The pause before this word. The first word of a text comes after a stop.
    pub pause: Pause,
    /// Stands between quotation marks: somebody else's words, perhaps.
    pub is_quoted: bool,
}

/// The words of `text`, in order. Apostrophes join ("don't" reads `dont`), everything else that is not a letter or digit parts.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.len() / 5 + 1);
    let mut pause = Pause::Stop;
    let mut is_quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() && !is_combining_mark(first) {
            is_quoted = quotes(first, is_quoted);
            let next = chars.peek().map(|(_, c)| *c);
            pause = pause.max(pause_of(first, next));
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            if c.is_alphanumeric() || is_combining_mark(c) || joins(text, at, c) {
                end = at + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        found.push(Word {
            start,
            end,
            folded: fold(&text[start..end]),
            pause,
            is_quoted,
        });
        pause = Pause::None;
    }
    // A quotation mark that is never closed quotes nothing.
    if is_quoted {
        for word in found.iter_mut().rev().take_while(|word| word.is_quoted) {
            word.is_quoted = false;
        }
    }
    found
}

fn quotes(c: char, is_quoted: bool) -> bool {
    match c {
        '"' => !is_quoted,
        '“' | '„' | '«' => true,
        '”' | '»' => false,
        _ => is_quoted,
    }
}

/// A full stop inside "3.5" or "example.com" is no pause.
fn pause_of(c: char, next: Option<char>) -> Pause {
    match c {
        '!' | '?' | ';' | '\n' | '…' | '।' | '。' | '¿' | '¡' => Pause::Stop,
        '.' | ':' if next.is_none_or(|c| !c.is_alphanumeric()) => Pause::Stop,
        ',' | '(' | ')' | '–' | '—' => Pause::Comma,
        _ => Pause::None,
    }
}

fn joins(text: &str, at: usize, c: char) -> bool {
    matches!(c, '\'' | '’') && text[at + c.len_utf8()..].starts_with(char::is_alphabetic)
}

/// Lower case, without accents and apostrophes: "Don’t" and "dont" are one word, so are "café" and "cafe".
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|c| *c != '\'')
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    let plain = text
        .nfkd()
        .filter(|c| !is_accent(*c) && !matches!(c, '\'' | '’'));
    plain
        .flat_map(char::to_lowercase)
        .flat_map(plain_letters)
        .collect()
}

/// Accents of Latin, Greek and Cyrillic letters go; the vowel signs of other scripts are letters and stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn plain_letters(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'ł' => ('l', None),
        'ı' => ('i', None),
        'ø' => ('o', None),
        'æ' => ('a', Some('e')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// The part of an English word that its forms share: "charges", "charged" and "charging" are one.
pub(crate) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    let word = strip_plural(word);
    for ending in [
        "ations", "ation", "ments", "ment", "ings", "ing", "ied", "ed", "ly", "er", "al", "es",
        "y", "e",
    ] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 3
            && rest.bytes().any(|b| b"aeiouy".contains(&b))
        {
            return undouble(rest);
        }
    }
    word
}

fn strip_plural(word: &str) -> &str {
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix("ies")
        .filter(|rest| rest.len() >= 3)
        .or_else(|| word.strip_suffix('s'))
        .unwrap_or(word)
}

/// "shipp" from "shipping" is "ship"; "bill" and "pass" stay.
fn undouble(word: &str) -> &str {
    let bytes = word.as_bytes();
    match bytes {
        [.., a, b] if a == b && b"bdgmnprt".contains(a) => &word[..word.len() - 1],
        _ => word,
    }
}

/// Whether two words differ by at most one letter added, dropped, changed, or swapped with its neighbour.
pub(crate) fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    let (long, short) = (&long[same..], &short[same..]);
    match (long, short) {
        ([], []) => true,
        ([_, rest @ ..], _) if long.len() > short.len() => rest == short,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) if a1 == b2 && a2 == b1 && a == b => true,
        ([_, a @ ..], [_, b @ ..]) => a == b,
        _ => false,
    }
}

/// The sentences of `text` as byte ranges, trimmed, in order.
pub(crate) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let ends = match c {
            '\n' => true,
            '.' => next.is_none_or(char::is_whitespace),
            '!' | '?' => next.is_none_or(|c| !matches!(c, '!' | '?')),
            _ => false,
        };
        if ends {
            push_trimmed(text, start, at + c.len_utf8(), &mut found);
            start = at + c.len_utf8();
        }
    }
    push_trimmed(text, start, text.len(), &mut found);
    found
}

fn push_trimmed(text: &str, start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let from = start + (piece.len() - piece.trim_start().len());
        found.push((from, from + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_lose_capitals_accents_and_apostrophes() {
        assert_eq!(
            folded("Don’t charge my CAFÉ, ok?"),
            ["dont", "charge", "my", "cafe", "ok"]
        );
        assert_eq!(folded("rock 'n' roll"), ["rock", "n", "roll"]);
        assert_eq!(folded("Straße łódź"), ["strasse", "lodz"]);
        assert_eq!(folded("मुझे इंसान"), ["मुझे", "इंसान"]);
        assert!(folded("?! …").is_empty());
    }

    #[test]
    fn pauses_know_numbers_from_sentences() {
        let pauses: Vec<_> = words("Pay 3.50 now, please. Thanks")
            .iter()
            .map(|word| word.pause)
            .collect();
        assert_eq!(
            pauses,
            [
                Pause::Stop,
                Pause::None,
                Pause::None,
                Pause::None,
                Pause::Comma,
                Pause::Stop
            ]
        );
    }

    #[test]
    fn quoted_words_are_known_and_an_open_quote_is_not_one() {
        let quoted = |text: &str| words(text).iter().filter(|word| word.is_quoted).count();
        assert_eq!(quoted("it says \"talk to us\" here"), 3);
        assert_eq!(quoted("a 5\" screen is broken"), 0);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [
            ("charges", "charged"),
            ("shipping", "ship"),
            ("policies", "policy"),
            ("billing", "bill"),
            ("cancelled", "cancelling"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("address"), stem("add"));
    }

    #[test]
    fn one_slip_is_one_letter() {
        for near in ["hunan", "huma", "humann", "huamn"] {
            assert!(is_one_slip(near, "human"), "{near}");
        }
        assert!(!is_one_slip("hmn", "human"));
        assert!(!is_one_slip("agenda", "agent"));
    }

    #[test]
    fn sentences_are_exact_pieces() {
        let text = " It broke!! Cost 3.50 €.\n- and now? ";
        let pieces: Vec<_> = sentences(text)
            .into_iter()
            .map(|(a, b)| &text[a..b])
            .collect();
        assert_eq!(pieces, ["It broke!!", "Cost 3.50 €.", "- and now?"]);
    }
}

//! What somebody says they are called.

use crate::judge::text::{Pause, Word, words};

/// Whether a label asks for a person's name.
pub(crate) fn is_name(label: &str) -> bool {
    words(label)
        .last()
        .is_some_and(|word| word.folded == "name")
        && !words(label)
            .iter()
            .any(|word| matches!(word.folded.as_str(), "company" | "product" | "user"))
}

/// How people begin who say their name, as folded words, and whether only what has a capital can be one then:
/// "I am Anna" says a name, "I am late" does not.
const BEGINNINGS: &[(&[&str], bool)] = &[
    (&["my", "name", "is"], false),
    (&["my", "names"], false),
    (&["name", "is"], false),
    (&["i", "am"], true),
    (&["im"], true),
    (&["this", "is"], true),
    (&["mein", "name", "ist"], false),
    (&["ich", "heisse"], false),
    (&["ich", "bin"], true),
    (&["je", "mappelle"], false),
    (&["mon", "nom", "est"], false),
    (&["je", "suis"], true),
    (&["me", "llamo"], false),
    (&["mi", "nombre", "es"], false),
    (&["soy"], true),
    (&["meu", "nome", "e"], false),
    (&["chamo", "me"], false),
    (&["me", "chamo"], false),
    (&["sou"], true),
    (&["mi", "chiamo"], false),
    (&["il", "mio", "nome", "e"], false),
    (&["sono"], true),
    (&["mijn", "naam", "is"], false),
    (&["ik", "heet"], false),
    (&["ik", "ben"], true),
    (&["nazywam", "sie"], false),
    (&["mam", "na", "imie"], false),
    (&["jestem"], true),
    (&["adim"], false),
    (&["benim", "adim"], false),
    (&["मेरा", "नाम"], false),
];

/// Words that go on after a name.
const AFTER: &[&str] = &[
    "and", "from", "but", "with", "i", "my", "the", "und", "aus", "aber", "ich", "et", "y", "mais",
    "e", "en", "uit", "z", "ve", "है", "और",
];

/// Words within a name that do not end one.
const BETWEEN: &[&str] = &["de", "da", "di", "do", "del", "van", "von", "der"];

/// What somebody says they are called: "My name is Anna Berg", "I'm Anna", "Ich heiße Anna Berg".
pub(super) fn name(text: &str) -> Option<String> {
    let said = words(text);
    let folded: Vec<&str> = said.iter().map(|word| word.folded.as_str()).collect();
    let begins = |at: usize| {
        let fits = |(words, _): &&(&[&str], bool)| {
            folded[at..].starts_with(words) && folded.len() > at + words.len()
        };
        let longest = BEGINNINGS.iter().filter(fits);
        let longest = longest.max_by_key(|(words, _)| words.len())?;
        Some((at + longest.0.len(), longest.1))
    };
    let (at, needs_capital) = (0..said.len()).find_map(begins)?;
    let is_part =
        |word: &&Word| !needs_capital || text[word.start..].starts_with(char::is_uppercase);
    let parts: Vec<&Word> = said[at..]
        .iter()
        .take(3)
        .take_while(is_part)
        .take_while(|word| !AFTER.contains(&word.folded.as_str()))
        .collect();
    let parts: Vec<&Word> = parts
        .iter()
        .enumerate()
        .take_while(|(n, word)| *n == 0 || word.pause == Pause::None)
        .map(|(_, word)| *word)
        .collect();
    let is_end = |word: &&&Word| !BETWEEN.contains(&word.folded.as_str());
    let (first, last) = (parts.first()?, parts.iter().rfind(is_end)?);
    Some(text[first.start..last.end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_heard_in_ten_languages() {
        for (text, wanted) in [
            ("Hi, my name is Anna Berg from Oslo", "Anna Berg"),
            ("Ich heiße Anna Berg und habe eine Frage", "Anna Berg"),
            ("Guten Tag, ich bin Anna Berg.", "Anna Berg"),
            ("Je m'appelle Anna Berg et j'attends", "Anna Berg"),
            ("Me llamo Ana Ruiz y espero", "Ana Ruiz"),
            ("Soy Ana Ruiz, mañana por la tarde", "Ana Ruiz"),
            ("Meu nome é Ana Ruiz", "Ana Ruiz"),
            ("Mi chiamo Anna Rossi", "Anna Rossi"),
            ("Ik heet Anna de Vries", "Anna de Vries"),
            ("Je m'appelle Anna Berg de Paris", "Anna Berg"),
            ("Nazywam się Anna Nowak", "Anna Nowak"),
            ("Adım Ayşe Yılmaz", "Ayşe Yılmaz"),
            ("मेरा नाम आशा है", "आशा"),
        ] {
            assert_eq!(name(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_somebody_is_is_no_name() {
        for text in [
            "I am late",
            "ich bin sehr verärgert",
            "soy cliente desde hace años",
            "je suis en colère",
            "my name is",
            "sono arrabbiata",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

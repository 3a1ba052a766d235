//! Anger and gladness in other languages than English, from fixed words and expressions: one file a language in `mood/`.

use std::sync::LazyLock;

use super::background;
use crate::judge::phrasebook::Phrasebook;
use crate::judge::text::Word;

macro_rules! files {
    ($($tag:literal),+) => {
        const FILES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("mood/", $tag, ".txt")))),+];
    };
}
files!("de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi");

static BOOKS: LazyLock<Vec<(&'static str, Phrasebook)>> = LazyLock::new(|| {
    let book = |(tag, file): &(&'static str, &'static str)| {
        (*tag, Phrasebook::strict(file, &["ANGER", "GLAD"]))
    };
    FILES.iter().map(book).collect()
});

/// What sounds angry and what sounds glad in a message.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Mood {
    /// Where it sounds angry, without overlaps.
    pub angry: Vec<(usize, usize)>,
    pub glad: usize,
}

/// Reads a message in the language of this tag; one in no known language is tried in all. English is read elsewhere.
pub(crate) fn read(words: &[Word], language: Option<&str>) -> Mood {
    let mut mood = Mood::default();
    let own = |tag: &str| language.is_none_or(|language| language == tag);
    let books = BOOKS.iter().filter(|(tag, _)| own(tag));
    for hit in books.flat_map(|(_, book)| book.hits(words, background::is_ordinary)) {
        let is_apart = mood
            .angry
            .iter()
            .all(|(start, end)| hit.end <= *start || *end <= hit.start);
        if hit.score < 0.5 {
            mood.glad += 1;
        } else if is_apart {
            mood.angry.push((hit.start, hit.end));
        }
    }
    mood
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::phrasebook::unknown_names;
    use crate::judge::text::{fold, words};

    #[test]
    fn every_file_is_sound_and_written_without_accents() {
        for (tag, file) in FILES {
            assert_eq!(unknown_names(file), Vec::<&str>::new(), "{tag}");
            for line in file
                .lines()
                .filter(|line| !line.starts_with(['#', '[', '0']))
            {
                assert!(
                    line.contains(char::is_uppercase) || fold(line) == line,
                    "{tag} {line}"
                );
            }
        }
    }

    #[test]
    fn a_negation_takes_it_back() {
        let read = |text: &str| read(&words(text), Some("de"));
        assert_eq!(read("Ich bin wütend, so eine Frechheit").angry.len(), 2);
        assert_eq!(read("Ich bin nicht wütend"), Mood::default());
        assert_eq!(read("Danke, super").glad, 2);
    }
}

//! Greetings and thanks: what needs no knowledge to be answered well, in the language it was written in.

use std::sync::LazyLock;

use super::text::words;
use crate::wording::{Phrase, wording};

/// The longest message that can be small talk, in words.
const LONGEST: usize = 8;

/// The words of one language, by what they do.
struct Words {
    tag: &'static str,
    /// Thanks, greetings, farewells, in the order they are looked at.
    kinds: [(Phrase, Vec<&'static str>); 3],
    fillers: Vec<&'static str>,
}

static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let sections = include_str!("small_talk.txt").split("\n[").skip(1);
    sections.filter_map(language).collect()
});

fn language(section: &'static str) -> Option<Words> {
    let (tag, lines) = section.split_once(']')?;
    let list = |name: &str| {
        let line = lines.lines().find_map(|line| line.strip_prefix(name));
        line.map_or(Vec::new(), |line| line.split_whitespace().collect())
    };
    Some(Words {
        tag,
        kinds: [
            (Phrase::Welcome, list("thanks ")),
            (Phrase::Hello, list("greetings ")),
            (Phrase::Goodbye, list("farewells ")),
        ],
        fillers: list("fillers "),
    })
}

/// The answer to a message that is nothing but a greeting, thanks or a farewell: in the language of its words,
/// or in that of the conversation where the words are at home there too.
///
/// ```
/// use handoff::judge::small_talk;
/// assert!(small_talk("Hello!", None).is_some());
/// assert!(small_talk("Thank you, that is good to know!", None).is_some());
/// assert!(small_talk("Hello, where is my order?", None).is_none());
/// assert!(small_talk("Guten Morgen", None).is_some_and(|answer| answer.starts_with("Hallo!")));
/// ```
#[must_use]
pub fn small_talk(text: &str, language: Option<&str>) -> Option<&'static str> {
    let said = words(text);
    if said.is_empty() || said.len() > LONGEST {
        return None;
    }
    let said: Vec<&str> = said.iter().map(|word| word.folded.as_str()).collect();
    let own = LANGUAGES.iter().filter(|known| Some(known.tag) == language);
    let mut languages = own.chain(LANGUAGES.iter());
    let (tag, phrase) = languages.find_map(|known| Some((known.tag, known.reads(&said)?)))?;
    Some(wording(Some(tag)).say(phrase))
}

impl Words {
    /// What the message does, if every word of it is known here.
    fn reads(&self, said: &[&str]) -> Option<Phrase> {
        let is_known = |word: &&str| {
            let mut kinds = self.kinds.iter();
            kinds.any(|(_, list)| list.contains(word)) || self.fillers.contains(word)
        };
        if !said.iter().all(is_known) {
            return None;
        }
        let does = |(_, list): &&(Phrase, Vec<&str>)| said.iter().any(|word| list.contains(word));
        let found = self.kinds.iter().find(does);
        found.map(|(phrase, _)| *phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &str) -> Option<(&'static str, Phrase)> {
        let answer = small_talk(text, None)?;
        crate::wording::wordings().iter().find_map(|wording| {
            let phrases = [Phrase::Hello, Phrase::Welcome, Phrase::Goodbye];
            let phrase = phrases
                .into_iter()
                .find(|phrase| wording.say(*phrase) == answer)?;
            Some((wording.tag, phrase))
        })
    }

    #[test]
    fn small_talk_is_answered_in_its_own_language() {
        for (text, tag, phrase) in [
            ("hi there", "en", Phrase::Hello),
            ("Thanks a lot, that was very helpful", "en", Phrase::Welcome),
            ("Guten Abend", "de", Phrase::Hello),
            ("Vielen Dank!", "de", Phrase::Welcome),
            ("Bonjour", "fr", Phrase::Hello),
            ("Merci beaucoup", "fr", Phrase::Welcome),
            ("Buenos días", "es", Phrase::Hello),
            ("muchas gracias", "es", Phrase::Welcome),
            ("Bom dia!", "pt", Phrase::Hello),
            ("Grazie mille", "it", Phrase::Welcome),
            ("Dank je wel", "nl", Phrase::Welcome),
            ("Dzień dobry", "pl", Phrase::Hello),
            ("Teşekkür ederim", "tr", Phrase::Welcome),
            ("नमस्ते", "hi", Phrase::Hello),
            ("See you later", "en", Phrase::Goodbye),
            ("Au revoir", "fr", Phrase::Goodbye),
        ] {
            assert_eq!(answered(text), Some((tag, phrase)), "{text}");
        }
    }

    #[test]
    fn the_language_of_the_conversation_comes_first() {
        let dutch = wording(Some("nl")).say(Phrase::Hello);
        assert_eq!(small_talk("Hallo", Some("nl")), Some(dutch));
        let english = wording(None).say(Phrase::Hello);
        assert_eq!(small_talk("hello", Some("nl")), Some(english));
    }

    #[test]
    fn questions_are_no_small_talk() {
        for text in [
            "hello, where is my order?",
            "thanks but it is still broken",
            "guten Tag, wo ist mein Paket",
            "good",
            "48213",
            "the team",
        ] {
            assert_eq!(small_talk(text, None), None, "{text}");
        }
    }
}

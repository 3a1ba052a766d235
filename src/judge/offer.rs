//! Telling what an AI says about a person, and what the customer answers: the phrases are data in `offer/`, in ten languages.

use std::sync::LazyLock;

use super::{
    Consent,
    embedded::consent as embedded,
    phrasebook::Phrasebook,
    text::{Pause, Word, sentences, words},
};
use crate::wording::{Phrase, wordings};

macro_rules! with_people {
    ($file:literal) => {
        concat!(include_str!("offer/whom.txt"), include_str!($file))
    };
}

/// A person takes over now.
static PROMISES: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::strict(with_people!("offer/promises.txt"), &["WHOM"]));
/// Does the customer want one?
static QUESTIONS: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::strict(with_people!("offer/questions.txt"), &["WHOM"]));

/// The sentence in which an AI says that a person takes over now, if there is one. A question, a condition
/// and an ability (“I can connect you”) are no such sentence.
///
/// ```
/// use handoff::judge::says_it_hands_over;
/// assert_eq!(says_it_hands_over("Sorry. I am transferring you to a colleague.").as_deref(), Some("I am transferring you to a colleague."));
/// assert_eq!(says_it_hands_over("Shall I transfer you to a colleague?"), None);
/// assert_eq!(says_it_hands_over("I will transfer the money to your account."), None);
/// ```
#[must_use]
pub fn says_it_hands_over(text: &str) -> Option<String> {
    let promise = sentences(text)
        .into_iter()
        .map(|(start, end)| &text[start..end])
        .filter(|piece| !piece.ends_with('?'))
        .find(|piece| says(&PROMISES, piece));
    promise.map(str::to_owned)
}

/// Whether a phrase of the book stands in a sentence. Commas part nothing here: half a sentence may hang on the other.
fn says(book: &Phrasebook, sentence: &str) -> bool {
    let in_one = |word: Word| Word {
        pause: Pause::None,
        ..word
    };
    let said: Vec<Word> = words(sentence).into_iter().map(in_one).collect();
    !book.hits(&said, |_| true).is_empty()
}

/// Whether an AI's message asks the customer if they want a person: the configured question, ours in any language, or words to that effect.
#[must_use]
pub fn is_offer(text: &str, configured: &str) -> bool {
    let configured = configured.trim();
    if !configured.is_empty() && text.contains(configured) {
        return true;
    }
    let mut ours = wordings().iter().map(|wording| wording.say(Phrase::Offer));
    if ours.any(|offer| text.contains(offer)) {
        return true;
    }
    sentences(text)
        .into_iter()
        .map(|(start, end)| &text[start..end])
        .any(|piece| piece.ends_with('?') && says(&QUESTIONS, piece))
}

/// A message read as the answer to “would you like a person?”.
#[must_use]
pub fn consent(text: &str) -> Consent {
    embedded::read(&words(text), 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::phrasebook::unknown_names;

    #[test]
    fn every_file_uses_only_its_own_classes() {
        for file in [
            with_people!("offer/promises.txt"),
            with_people!("offer/questions.txt"),
        ] {
            assert_eq!(unknown_names(file), Vec::<&str>::new());
        }
    }

    #[test]
    fn offers_are_told_from_other_questions() {
        assert!(is_offer(
            "Would you like me to connect you with a person?",
            ""
        ));
        assert!(is_offer(
            "Shall a colleague call?",
            "Shall a colleague call?"
        ));
        assert!(is_offer(
            "Voulez-vous que je fasse venir un collègue ? Il verra tout ce dont nous avons parlé.",
            ""
        ));
        assert!(!is_offer("Would you like a refund?", ""));
        assert!(!is_offer("A person will answer soon.", ""));
    }

    #[test]
    fn saying_that_a_person_takes_over_is_told_from_talking_about_it() {
        for text in [
            "I'm connecting you with a member of our support team now.",
            "One moment. I will transfer you to an agent!",
            "You are being transferred to a specialist.",
            "I have escalated this to our team.",
            "Ich verbinde Sie mit einem Kollegen.",
        ] {
            assert!(says_it_hands_over(text).is_some(), "{text}");
        }
        for text in [
            "I can connect you with a colleague.",
            "Would you like me to transfer you to an agent?",
            "If that fails I will transfer you to a colleague.",
            "Our support team is open from nine.",
            "I will transfer your booking to the new date.",
            "",
        ] {
            assert_eq!(says_it_hands_over(text), None, "{text}");
        }
    }
}

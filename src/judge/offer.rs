//! Telling an offer of a person in an AI's words, and the answer to it.

use super::{Consent, embedded::consent as embedded, phrase, text::words};
use crate::wording::{Phrase, wordings};

/// Whom an AI offers, and how it asks.
const PEOPLE: [&str; 12] = [
    "person",
    "human",
    "colleague",
    "agent",
    "representative",
    "operator",
    "team member",
    "someone",
    "somebody",
    "specialist",
    "our team",
    "support team",
];
const ASKS: [&str; 8] = [
    "would you like",
    "do you want",
    "shall i",
    "should i",
    "can i connect",
    "want me to",
    "may i",
    "would you prefer",
];

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
    let has = |list: &[&str]| {
        list.iter()
            .any(|words| phrase::find(text, words, &[]).is_some())
    };
    text.contains('?') && has(&ASKS) && has(&PEOPLE)
}

/// A message read as the answer to “would you like a person?”.
#[must_use]
pub fn consent(text: &str) -> Consent {
    embedded::read(&words(text), 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

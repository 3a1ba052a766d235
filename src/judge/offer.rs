//! Telling an offer of a person in an AI's words, and the answer to it.

use super::{
    Consent,
    embedded::consent as embedded,
    phrase,
    text::{sentences, words},
};
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

/// How an AI says that it hands over, in its own words.
const HANDS_OVER: [&str; 40] = [
    "i am transferring",
    "im transferring",
    "i will transfer",
    "ill transfer",
    "let me transfer",
    "i am connecting you",
    "im connecting you",
    "i will connect you",
    "ill connect you",
    "let me connect you",
    "i am forwarding you",
    "im forwarding you",
    "i am handing you",
    "im handing you",
    "i am handing this",
    "im handing this",
    "i am passing you",
    "im passing you",
    "i will put you through",
    "ill put you through",
    "i am putting you through",
    "im putting you through",
    "i have transferred",
    "ive transferred",
    "i have escalated",
    "ive escalated",
    "i am escalating",
    "im escalating",
    "i will escalate",
    "ill escalate",
    "we are transferring you",
    "you are being transferred",
    "you are being connected",
    "you will be transferred",
    "you will be connected",
    "ich verbinde sie",
    "ich leite sie",
    "je vous transfere",
    "le transfiero",
    "te transfiero",
];
/// What one of those has in it: a quick way out for most texts.
const HINTS: [&str; 10] = [
    "transf",
    "connect",
    "escalat",
    "forward",
    "handing",
    "passing",
    "through",
    "verbind",
    "leite",
    "transfier",
];
/// To whom, beside the people it offers.
const TEAM: [&str; 16] = [
    "team",
    "support",
    "manager",
    "supervisor",
    "people",
    "advisor",
    "expert",
    "staff",
    "mitarbeiter",
    "kollegen",
    "menschen",
    "conseiller",
    "collegue",
    "agente",
    "persona",
    "companero",
];
/// What makes a sentence less than a promise.
const IF: [&str; 9] = [
    "if", "when", "once", "unless", "before", "cannot", "cant", "would", "unable",
];

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
    let lower = text.to_lowercase();
    if !HINTS.iter().any(|hint| lower.contains(hint)) {
        return None;
    }
    let pieces = sentences(text)
        .into_iter()
        .map(|(start, end)| &text[start..end]);
    let promise = pieces.filter(|piece| !piece.ends_with('?')).find(|piece| {
        let said = phrase::Text::of(piece);
        let has = |list: &[&str]| list.iter().any(|words| said.has(words));
        has(&HANDS_OVER) && (has(&PEOPLE) || has(&TEAM)) && !has(&IF)
    });
    promise.map(str::to_owned)
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
    if !text.contains('?') {
        return false;
    }
    let said = phrase::Text::of(text);
    let has = |list: &[&str]| list.iter().any(|words| said.has(words));
    has(&ASKS) && has(&PEOPLE)
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

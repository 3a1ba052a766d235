//! Greetings and thanks: what needs no knowledge to be answered well.

use super::{phrase::substance, text::words};

const GREETINGS: [&str; 14] = [
    "hi",
    "hello",
    "hey",
    "hallo",
    "hola",
    "bonjour",
    "ciao",
    "moin",
    "morning",
    "afternoon",
    "evening",
    "greetings",
    "ola",
    "hej",
];
const THANKS: [&str; 12] = [
    "thanks", "thank", "thx", "cheers", "danke", "gracias", "merci", "grazie", "obrigado",
    "obrigada", "bedankt", "ty",
];
const FAREWELLS: [&str; 6] = ["bye", "goodbye", "ciao", "tschuss", "adios", "later"];

const FILLERS: [&str; 30] = [
    "good",
    "there",
    "you",
    "so",
    "much",
    "very",
    "a",
    "lot",
    "great",
    "ok",
    "okay",
    "again",
    "day",
    "well",
    "perfect",
    "wonderful",
    "excellent",
    "super",
    "nice",
    "kind",
    "know",
    "helpful",
    "helps",
    "helped",
    "needed",
    "wanted",
    "wow",
    "quick",
    "all",
    "really",
];

/// The answer to a message that is nothing but a greeting, thanks or a farewell.
///
/// ```
/// use handoff::judge::small_talk;
/// assert!(small_talk("Hello!").is_some());
/// assert!(small_talk("Thank you, that is good to know!").is_some());
/// assert!(small_talk("Hello, where is my order?").is_none());
/// ```
#[must_use]
pub fn small_talk(text: &str) -> Option<&'static str> {
    let said = words(text);
    if said.is_empty() || said.len() > 8 {
        return None;
    }
    let has = |list: &[&str]| said.iter().any(|word| list.contains(&word.folded.as_str()));
    let is_all = |list: &[&str], also: &[&str]| {
        substance(text)
            .iter()
            .all(|word| list.contains(&word.as_str()) || also.contains(&word.as_str()))
    };
    if has(&THANKS) && is_all(&THANKS, &FILLERS) {
        return Some("You're welcome. Is there anything else I can do for you?");
    }
    if has(&GREETINGS) && is_all(&GREETINGS, &FILLERS) {
        return Some("Hello! What can I do for you?");
    }
    if has(&FAREWELLS) && is_all(&FAREWELLS, &FILLERS) {
        return Some("Goodbye. Write again whenever you like.");
    }
    None
}

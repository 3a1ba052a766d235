//! Skills in one field: a name and a level each, with commas or new lines between them.

use std::collections::BTreeMap;

/// The level of a skill that is named without one.
const USUAL: u8 = 3;

/// “billing 4, returns 2” → the level of each. What a level may be is the core's business; a word that only
/// looks like one is part of the name.
///
/// ```
/// use app::form::{skills_in_words, skills_read};
/// let read = skills_read("billing 4, Card payments\nreturns 9");
/// assert_eq!(skills_in_words(&read), "Card payments 3, billing 4, returns 9");
/// ```
pub fn skills_read(text: &str) -> BTreeMap<String, u8> {
    let parts = text.split([',', '\n', ';']).map(str::trim);
    let skill = |part: &str| match part.rsplit_once(char::is_whitespace) {
        Some((name, level)) => match level.parse() {
            Ok(level) => (name.trim().to_owned(), level),
            Err(_) => (part.to_owned(), USUAL),
        },
        None => (part.to_owned(), USUAL),
    };
    parts.filter(|part| !part.is_empty()).map(skill).collect()
}

/// The same as one line.
pub fn skills_in_words(skills: &BTreeMap<String, u8>) -> String {
    let words: Vec<String> = skills
        .iter()
        .map(|(name, level)| format!("{name} {level}"))
        .collect();
    words.join(", ")
}

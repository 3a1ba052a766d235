//! A text the team keeps to answer with, and what is filled into it.

use std::collections::BTreeMap;

use crate::id::CannedReplyId;

/// The longest name, in characters.
pub const REPLY_NAME_MAX: usize = 60;
/// The longest text, in characters.
pub const REPLY_TEXT_MAX: usize = 2000;

/// A text the team keeps to answer with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedReply {
    pub id: CannedReplyId,
    pub name: String,
    /// With variables such as `{{customer_name}}`.
    pub text: String,
    /// Grows with each change.
    pub revision: i64,
}

/// Everything wrong with a name and a text, each with its place.
#[must_use]
pub fn reply_problems(name: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    match name.trim().chars().count() {
        0 => problems.push(("/name", "Write a name to find it by.".to_owned())),
        1..=REPLY_NAME_MAX => {}
        length => problems.push((
            "/name",
            format!("This has {length} characters. A name has at most {REPLY_NAME_MAX}."),
        )),
    }
    match text.trim().chars().count() {
        0 => problems.push(("/text", "Write what it says.".to_owned())),
        1..=REPLY_TEXT_MAX => {}
        length => problems.push((
            "/text",
            format!("This has {length} characters. A text has at most {REPLY_TEXT_MAX}."),
        )),
    }
    problems
}

/// The text with what is known filled in. What is not known stays as it is, so that whoever sends it sees it.
#[must_use]
pub fn fill_in(text: &str, known: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = variable(rest) {
        filled.push_str(before);
        match known.get(name.trim()) {
            Some(value) => filled.push_str(value),
            None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    filled + rest
}

/// The variables of a text that nothing was filled into.
#[must_use]
pub fn left_open(text: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((_, name, after)) = variable(rest) {
        let name = name.trim().to_owned();
        if !open.contains(&name) {
            open.push(name);
        }
        rest = after;
    }
    open
}

/// The next variable: what stands before it, its name, what stands after it.
fn variable(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("{{")?;
        let end = start + text[start..].find("}}")?;
        let name = &text[start + 2..end];
        let is_name = !name.trim().is_empty()
            && name
                .trim()
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_name {
            return Some((&text[..start], name, &text[end + 2..]));
        }
        from = start + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_the_rest_stays() {
        let known = BTreeMap::from([("customer_name".to_owned(), "Priya {{x}}".to_owned())]);
        let text = "Hi {{customer_name}}, order {{ order_number }} {{not this}} {{customer_name}}";
        let filled = fill_in(text, &known);
        assert_eq!(
            filled,
            "Hi Priya {{x}}, order {{ order_number }} {{not this}} Priya {{x}}"
        );
        assert_eq!(left_open(text), ["customer_name", "order_number"]);
        assert!(left_open("a {{ b } {{}} {{{ c").is_empty());
    }

    #[test]
    fn every_mistake_is_named() {
        assert_eq!(reply_problems(" ", "").len(), 2);
        assert!(reply_problems("Late", "We look into it.").is_empty());
        assert_eq!(reply_problems("Late", &"x".repeat(2001))[0].0, "/text");
    }
}

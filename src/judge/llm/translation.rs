//! What a customer is told, in their language.
//!
//! A model that has read a customer's words writes nothing for customers. So a translation is a question of
//! its own, with nothing in it but the words of the admin or of this program, and what comes back must hold
//! the same numbers and addresses. It can be kept and used for everybody.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Fault, form::object, opinion::primary_tag, team_words::addresses};

const INSTRUCTIONS: &str = "Translate each text of the list into the given language, for a customer of a support chat: friendly, plain, \
as short as the original. Keep every number, time, name and address exactly as it is. Add nothing and leave out nothing. \
A text that is in that language already stays as it is.";

/// Texts to be told in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// BCP 47 primary tag of the language they are wanted in.
    language: String,
    texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    texts: Vec<String>,
}

impl Translation {
    /// The wish for `texts` in `language`; none when there is nothing to do or no such language.
    #[must_use]
    pub fn new(language: &str, texts: Vec<String>) -> Option<Self> {
        let language = primary_tag(language)?;
        (!texts.is_empty()).then_some(Self { language, texts })
    }

    /// The body of a chat completion request to `model`.
    #[must_use]
    pub fn body(&self, model: &str) -> Value {
        let wish = json!({"language": self.language, "texts": self.texts});
        let texts = json!({"type": "array", "items": {"type": "string"}});
        json!({
            "model": model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": wish.to_string()},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "translation", "strict": true, "schema": object([("texts", texts)])},
            },
        })
    }

    /// Reads the model's words: a translation for each text, in order, where it says the same. Never panics.
    pub fn read(&self, content: &str) -> Result<Vec<Option<String>>, Fault> {
        let form: Form = serde_json::from_str(content).map_err(|_| Fault::OffForm)?;
        if form.texts.len() != self.texts.len() {
            return Err(Fault::OffForm);
        }
        let pairs = self.texts.iter().zip(form.texts);
        let checked = pairs.map(|(text, told)| {
            let told = told.trim().to_owned();
            same_facts(text, &told).then_some(told)
        });
        Ok(checked.collect())
    }
}

/// Whether a translation has the numbers and addresses of its original, no others, and about its length.
///
/// ```
/// use handoff::judge::llm::same_facts;
/// assert!(same_facts("You are number 2 in line.", "Olet jonossa numero 2."));
/// assert!(!same_facts("You are number 2 in line.", "Olet jonossa numero 1."));
/// assert!(!same_facts("A colleague is on the way.", "Katso evil.example"));
/// ```
#[must_use]
pub fn same_facts(original: &str, translated: &str) -> bool {
    let length = |text: &str| text.chars().count();
    let is_sized = length(translated) <= 3 * length(original) + 40
        && length(translated) * 12 >= length(original);
    let speaks = translated.chars().any(char::is_alphanumeric);
    let is_clean = !translated.contains("{{")
        && !translated
            .chars()
            .any(|c| c.is_control() && !c.is_whitespace());
    let named = |text| {
        let mut found: Vec<String> = addresses(text).map(str::to_lowercase).collect();
        found.sort_unstable();
        found
    };
    is_sized
        && speaks
        && is_clean
        && numbers(original) == numbers(translated)
        && named(original) == named(translated)
}

/// Every number with how often it stands there; leading zeros do not count.
fn numbers(text: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for digits in text
        .split(|c: char| !c.is_numeric())
        .filter(|part| !part.is_empty())
    {
        let bare = digits.trim_start_matches('0');
        *found
            .entry(if bare.is_empty() { "0" } else { bare })
            .or_default() += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_says_the_same_or_is_not_used() {
        let wish = Translation::new(
            "fi-FI",
            vec![
                "Back on Monday at 09:00.".into(),
                "See help.example/faq.".into(),
            ],
        )
        .unwrap();
        let read = |texts: &[&str]| wish.read(&json!({"texts": texts}).to_string());
        let good = read(&["Takaisin maanantaina klo 9:00.", "Katso help.example/faq."]).unwrap();
        assert!(good.iter().all(Option::is_some), "{good:?}");
        let bad = read(&["Takaisin maanantaina klo 10:00.", "Katso evil.example/faq."]).unwrap();
        assert_eq!(bad, [None, None]);
        assert_eq!(read(&["only one"]), Err(Fault::OffForm));
        for long in ["x ".repeat(200), String::new(), "{{position}}".into()] {
            assert!(!same_facts("Please hold on for a moment.", &long), "{long}");
        }
    }

    #[test]
    fn only_languages_and_texts_make_a_wish() {
        assert!(Translation::new("the customer's", vec!["Hi".into()]).is_none());
        assert!(Translation::new("fi", Vec::new()).is_none());
    }
}

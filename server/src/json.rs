//! JSON that somebody sent, decoded, with everything that is wrong with it named at once.

use handoff::problem::{self, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes a value, or names every mistake in it with its place.
pub fn decode<T: DeserializeOwned>(value: Value) -> Result<T, Vec<Problem>> {
    let decoded = problem::decode(value);
    match decoded.value {
        Some(value) if decoded.problems.is_empty() => Ok(value),
        _ => Err(decoded.problems),
    }
}

#[cfg(test)]
mod tests {
    use handoff::conversation::Message;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only whether it can be read matters here")]
        text: String,
        #[expect(dead_code, reason = "only whether it can be read matters here")]
        messages: Option<Vec<Message>>,
    }

    fn mistakes(value: Value) -> Vec<(String, String)> {
        let problems = decode::<Body>(value).unwrap_err();
        problems
            .into_iter()
            .map(|p| (p.pointer, p.detail))
            .collect()
    }

    #[test]
    fn every_bad_member_is_named() {
        let found = mistakes(
            json!({"text": 5, "txet": "", "messages": [{"author": "pigeon", "confidence": "high", "a/b": 1}]}),
        );
        let places: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(
            places,
            [
                "/text",
                "/txet",
                "/messages/0/author",
                "/messages/0/confidence",
                "/messages/0/a~1b"
            ]
        );
        assert_eq!(found[0].1, "This is integer `5`. It must be a string.");
        assert_eq!(found[1].1, "There is no “txet” here. Use text or messages.");
        assert_eq!(
            found[2].1,
            "“pigeon” is not one of these: customer, ai, operator, system."
        );
        assert_eq!(found[3].1, "This is string \"high\". It must be a number.");
    }

    #[test]
    fn what_is_missing_is_named_with_its_place() {
        assert_eq!(
            mistakes(json!({})),
            [("/text".to_owned(), "“text” is missing.".to_owned())]
        );
        assert_eq!(mistakes(json!([1]))[0].0, "/0");
        assert_eq!(
            mistakes(json!("x")),
            [(
                String::new(),
                "This is string \"x\". It must be an object.".to_owned()
            )]
        );
    }
}

//! JSON that somebody sent, decoded, with everything that is wrong with it named at once.

use handoff::problem::{Problem, step};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

/// Nobody reads more mistakes than this.
const MISTAKES_MAX: usize = 50;

/// Decodes a value, or names every mistake in it with its place.
///
/// A decoder stops at its first mistake. So the member it stopped at is taken out and the rest is decoded
/// again, until nothing more is found; a required member that is missing ends the search.
///
/// ```
/// #[derive(Debug, serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Claim { operator_id: i64 }
///
/// let problems = server::json::decode::<Claim>(serde_json::json!({"operator_id": "x", "by": 1})).unwrap_err();
/// let places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
/// assert_eq!(places, ["/operator_id", "/by"]);
/// ```
pub fn decode<T: DeserializeOwned>(mut value: Value) -> Result<T, Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(decoded) if problems.is_empty() => return Ok(decoded),
            Ok(_) => return Err(problems),
            Err(error) => error,
        };
        let mistake = Mistake::new(&error);
        let is_known = problems
            .iter()
            .any(|known| known.pointer == mistake.problem.pointer);
        if is_known {
            return Err(problems);
        }
        let has_more = mistake.take_out(&mut value);
        problems.push(mistake.problem);
        if !has_more || problems.len() == MISTAKES_MAX {
            return Err(problems);
        }
    }
}

struct Mistake {
    problem: Problem,
    /// The object the mistake is in, and the member to take out of it.
    member: Option<(String, String)>,
}

impl Mistake {
    fn new(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let said = error.inner().to_string();
        let mut path: Vec<(String, Option<String>)> = Vec::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => path.push((format!("/{index}"), None)),
                Segment::Map { key } => path.push((step(key), Some(key.clone()))),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let named = ["unknown field", "missing field"]
            .into_iter()
            .find_map(|words| quoted_after(&said, words));
        if let Some(name) = named
            && path.last().and_then(|(_, key)| key.as_deref()) != Some(name)
        {
            path.push((step(name), Some(name.to_owned())));
        }
        let pointer: String = path.iter().map(|(step, _)| step.as_str()).collect();
        let member = path.pop().and_then(|(_, key)| {
            let object = path.iter().map(|(step, _)| step.as_str()).collect();
            Some((object, key?))
        });
        Self {
            problem: Problem::new(pointer, in_plain_words(&said)),
            member,
        }
    }

    /// Takes the faulty member out. False when there is nothing to take out.
    fn take_out(&self, value: &mut Value) -> bool {
        let Some((object, key)) = &self.member else {
            return false;
        };
        let object = value.pointer_mut(object).and_then(Value::as_object_mut);
        object.is_some_and(|object| object.shift_remove(key).is_some())
    }
}

/// The name in back quotes after `words`.
fn quoted_after<'a>(said: &'a str, words: &str) -> Option<&'a str> {
    let rest = said.strip_prefix(words)?.trim_start().strip_prefix('`')?;
    rest.split('`').next()
}

/// The decoder's words as people would say them.
fn in_plain_words(said: &str) -> String {
    if let Some(name) = quoted_after(said, "missing field") {
        return format!("“{name}” is missing.");
    }
    let allowed = said.split_once("expected ").map(|(_, allowed)| allowed);
    let list = |allowed: Option<&str>| {
        let allowed = allowed.unwrap_or("nothing").trim_start_matches("one of ");
        allowed.replace('`', "")
    };
    if let Some(name) = quoted_after(said, "unknown field") {
        return format!("There is no “{name}” here. Use {}.", list(allowed));
    }
    if let Some(name) = quoted_after(said, "unknown variant") {
        return format!("“{name}” is not one of these: {}.", list(allowed));
    }
    let wrong = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "));
    match wrong.and_then(|wrong| wrong.split_once(", expected ")) {
        Some((found, expected)) => format!("This is {found}. It must be {}.", kind(expected)),
        None => format!("This cannot be read: {said}."),
    }
}

/// What the decoder expected, in the words of JSON.
fn kind(expected: &str) -> &str {
    match expected {
        "f64" | "f32" => "a number",
        "i64" | "u64" | "i32" | "u32" | "usize" => "a whole number",
        "a sequence" => "a list",
        "a map" => "an object",
        other if other.starts_with("struct ") => "an object",
        other => other,
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

//! JSON that somebody wrote, decoded, with everything that is wrong with it named at once.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serde_path_to_error::Segment;

use super::{Problem, step};

/// Nobody reads more mistakes than this.
const MISTAKES_MAX: usize = 100;
/// After so many stand-ins for one place there is none that fits.
const TRIES_MAX: usize = 4;

/// A value decoded as far as it could be, with everything that is wrong with it.
#[derive(Debug)]
pub struct Decoded<T> {
    /// With stand-ins where there are problems. None where nothing could stand in.
    pub value: Option<T>,
    pub problems: Vec<Problem>,
}

/// Decodes a value and names every mistake in it with its place.
///
/// A decoder stops at its first mistake. So what it stopped at is taken out, or replaced where something
/// must be there, and the rest is decoded again until nothing more is found.
///
/// ```
/// use handoff::problem::decode;
/// #[derive(Debug, serde::Deserialize)]
/// #[serde(deny_unknown_fields)]
/// struct Claim { operator_id: i64 }
///
/// let decoded = decode::<Claim>(serde_json::json!({"operator_id": "x", "by": 1}));
/// let places: Vec<&str> = decoded.problems.iter().map(|problem| problem.pointer.as_str()).collect();
/// assert_eq!(places, ["/operator_id", "/by"]);
/// ```
pub fn decode<T: DeserializeOwned>(mut value: Value) -> Decoded<T> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut tries: BTreeMap<String, usize> = BTreeMap::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(decoded) => {
                return Decoded {
                    value: Some(decoded),
                    problems,
                };
            }
            Err(error) => error,
        };
        let mistake = Mistake::new(&error);
        let count = tries.entry(mistake.problem.pointer.clone()).or_default();
        let is_repaired = mistake.repair(&mut value, *count);
        *count += 1;
        // What stands in for a mistake may not fit either, which is nobody's mistake.
        if *count == 1 {
            problems.push(mistake.problem);
        }
        if !is_repaired || problems.len() == MISTAKES_MAX {
            return Decoded {
                value: None,
                problems,
            };
        }
    }
}

struct Mistake {
    problem: Problem,
    /// The object or list it is in, and which of its members it is. None for the value as a whole.
    place: Option<(String, Member)>,
    kind: Kind,
}

enum Member {
    Key(String),
    Item(usize),
}

enum Kind {
    /// A member that has no place there.
    Unknown,
    /// A member that must be there and is not.
    Missing,
    /// Something else than what is expected, with what could stand in for it.
    Other(Option<Value>),
}

impl Mistake {
    fn new(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let said = error.inner().to_string();
        let mut path: Vec<(String, Member)> = Vec::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => path.push((format!("/{index}"), Member::Item(*index))),
                Segment::Map { key } => path.push((step(key), Member::Key(key.clone()))),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let unknown = quoted_after(&said, "unknown field");
        let missing = quoted_after(&said, "missing field");
        let is_last =
            |name: &str| matches!(path.last(), Some((_, Member::Key(key))) if key == name);
        if let Some(name) = unknown
            .or(missing)
            .filter(|name| missing.is_some() || !is_last(name))
        {
            path.push((step(name), Member::Key(name.to_owned())));
        }
        let kind = match (unknown, missing) {
            (Some(_), _) => Kind::Unknown,
            (_, Some(_)) => Kind::Missing,
            _ => Kind::Other(stand_in(&said)),
        };
        let pointer: String = path.iter().map(|(step, _)| step.as_str()).collect();
        let place = path.pop().map(|(_, member)| {
            let around = path.iter().map(|(step, _)| step.as_str()).collect();
            (around, member)
        });
        Self {
            problem: Problem::new(pointer, in_plain_words(&said)),
            place,
            kind,
        }
    }

    /// Takes out what is wrong, or puts something in its place. False when there is nothing to be done.
    fn repair(&self, value: &mut Value, tried: usize) -> bool {
        let Some((around, member)) = &self.place else {
            return false;
        };
        if tried >= TRIES_MAX {
            return false;
        }
        match (value.pointer_mut(around), member) {
            (Some(Value::Object(object)), Member::Key(key)) => match &self.kind {
                Kind::Unknown => object.shift_remove(key).is_some(),
                // What could stand there, the decoder says when it meets nothing.
                Kind::Missing => object.insert(key.clone(), Value::Null).is_none(),
                // What may be left out is best left out.
                Kind::Other(_) if tried == 0 => object.shift_remove(key).is_some(),
                Kind::Other(Some(stand_in)) => {
                    object.insert(key.clone(), stand_in.clone());
                    true
                }
                Kind::Other(None) => false,
            },
            (Some(Value::Array(items)), Member::Item(at)) => match (items.get_mut(*at), &self.kind)
            {
                (Some(item), Kind::Other(Some(stand_in))) => {
                    *item = stand_in.clone();
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// Something of the kind that was expected.
fn stand_in(said: &str) -> Option<Value> {
    let (_, expected) = said.split_once("expected ")?;
    if said.starts_with("unknown variant") {
        let first = expected.split('`').nth(1)?;
        return Some(first.into());
    }
    Some(match kind(expected) {
        // A choice by its name, which the decoder then tells the names of.
        "a string" | "string or map" => json!(""),
        "a number" | "a whole number" => json!(0),
        "a boolean" => json!(false),
        "a list" => json!([]),
        "an object" => json!({}),
        _ => return None,
    })
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
    use std::collections::BTreeSet;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        Blue,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Chair {
        name: String,
        colour: Colour,
        #[serde(default)]
        legs: Vec<u32>,
    }

    #[test]
    fn what_stands_behind_a_mistake_is_read_too() {
        let chairs = json!([
            {"colour": "green", "legs": [1, "two", -3], "seat": true},
            {"name": 7, "colour": "blue"},
            "stool",
            {"name": "Last", "legs": {}},
        ]);
        let decoded = decode::<Vec<Chair>>(chairs);
        let places: Vec<&str> = decoded
            .problems
            .iter()
            .map(|p| p.pointer.as_str())
            .collect();
        let expected = [
            "/0/colour",
            "/0/seat",
            "/0/legs/1",
            "/0/legs/2",
            "/0/name",
            "/1/name",
            "/2",
            "/2/name",
            "/2/colour",
            "/3/legs",
            "/3/colour",
        ];
        assert_eq!(BTreeSet::from_iter(places), BTreeSet::from(expected));
        let chairs = decoded.value.unwrap();
        assert_eq!(chairs[3].name, "Last");
        assert!(
            matches!(chairs[0].colour, Colour::Red) && matches!(chairs[1].colour, Colour::Blue)
        );
        assert_eq!(chairs[0].legs, [1, 0, 0]);
    }

    #[test]
    fn what_is_no_list_at_all_is_one_mistake() {
        let decoded = decode::<Vec<Chair>>(json!("chairs"));
        assert!(decoded.value.is_none());
        assert_eq!(decoded.problems.len(), 1);
        assert_eq!(decoded.problems[0].pointer, "");
    }
}

//! The form a model fills in: a strict JSON schema in which every name is from a list.

use serde_json::{Map, Value, json};

use super::Question;

/// The schema of the answer to `question`. Only what is asked for is in it.
///
/// Numbers have no bounds here because not every endpoint knows them; they are put in range when read.
pub(super) fn schema(question: &Question) -> Value {
    let mut fields = Map::new();
    let mut add = |name: &str, schema: Value| drop(fields.insert(name.to_owned(), schema));
    add("language", json!({"type": ["string", "null"]}));
    add("wants_person", claim());
    add("upset", claim());
    add("mood", json!({"type": "number"}));
    add("urgent", claim());
    if !question.subjects.is_empty() {
        let found = object([
            ("id", ids('s', question.subjects.len())),
            ("probability", json!({"type": "number"})),
            ("quote", json!({"type": ["string", "null"]})),
        ]);
        add("subjects", json!({"type": "array", "items": found}));
    }
    if question.asks_consent {
        add(
            "consent",
            json!({"type": "string", "enum": ["yes", "no", "unclear"]}),
        );
    }
    if !question.paragraphs.is_empty() {
        let cited = json!({"type": "array", "items": ids('p', question.paragraphs.len())});
        let answer = object([
            ("paragraphs", cited),
            ("confidence", json!({"type": "number"})),
        ]);
        add("answer", answer);
    }
    if question.asks_summary {
        add("summary", json!({"type": ["string", "null"]}));
        add(
            "next_steps",
            json!({"type": "array", "items": {"type": "string"}}),
        );
    }
    object(fields)
}

/// The position an id stands for, if it is one of `count`.
pub(super) fn position(id: &str, letter: char, count: usize) -> Option<usize> {
    let number = id.strip_prefix(letter)?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    let number: usize = number.parse().ok().filter(|_| is_plain)?;
    (1..=count).contains(&number).then(|| number - 1)
}

fn claim() -> Value {
    object([
        ("probability", json!({"type": "number"})),
        ("quote", json!({"type": ["string", "null"]})),
    ])
}

fn ids(letter: char, count: usize) -> Value {
    let names: Vec<String> = (1..=count)
        .map(|number| format!("{letter}{number}"))
        .collect();
    json!({"type": "string", "enum": names})
}

/// An object with all of these members and no others.
pub(super) fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Value {
    let fields: Map<String, Value> = fields
        .into_iter()
        .map(|(name, schema)| (name.into(), schema))
        .collect();
    let names: Vec<&String> = fields.keys().collect();
    json!({
        "type": "object",
        "required": names,
        "additionalProperties": false,
        "properties": fields,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_ids_have_a_position() {
        assert_eq!(position("s1", 's', 3), Some(0));
        assert_eq!(position("s3", 's', 3), Some(2));
        for stranger in ["s0", "s4", "p1", "s01", "s+1", "s", "", "1", "s1 ", "é1"] {
            assert_eq!(position(stranger, 's', 3), None, "{stranger}");
        }
    }
}

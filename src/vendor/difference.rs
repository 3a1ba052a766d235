//! Where two JSON values differ.

use serde_json::Value;

use crate::problem::step;

/// One place where they differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    pub(super) pointer: String,
    /// None where only the second has something.
    pub(super) was: Option<Value>,
    /// None where only the first has something.
    pub(super) is: Option<Value>,
}

/// Every place where they differ, as deep as it can be named. `null` and what is empty are as good as nothing.
pub(super) fn differences(was: &Value, is: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", Some(was), Some(is), &mut found);
    found
}

/// Whether they say the same; numbers by their value, however they are written.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    differences(one, other).is_empty()
}

fn compare(at: &str, was: Option<&Value>, is: Option<&Value>, found: &mut Vec<Difference>) {
    let says_something = |value: &&Value| match value {
        Value::Null => false,
        Value::Array(rows) => !rows.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    let said = |value: Option<&Value>| value.filter(says_something).cloned();
    match (was, is) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let keys = one.keys();
            let more = other.keys().filter(|key| !one.contains_key(*key));
            for key in keys.chain(more) {
                let at = format!("{at}{}", step(key));
                compare(&at, one.get(key), other.get(key), found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) if one.len() == other.len() => {
            for (row, (one, other)) in one.iter().zip(other).enumerate() {
                compare(&format!("{at}/{row}"), Some(one), Some(other), found);
            }
        }
        (Some(Value::Number(one)), Some(Value::Number(other)))
            if one.as_f64() == other.as_f64() => {}
        _ if said(was) == said(is) => {}
        _ => found.push(Difference {
            pointer: at.to_owned(),
            was: said(was),
            is: said(is),
        }),
    }
}

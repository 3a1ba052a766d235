//! Reading a document section by section, with a pointer to each mistake.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    problem::{self, Problem},
    trigger::SECTIONS,
};

/// Takes one section out of the document, noting what is wrong with it.
pub(super) fn take<T: DeserializeOwned>(
    sections: &mut Map<String, Value>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let value = sections.remove(name).filter(|value| !value.is_null())?;
    decode(value, &format!("/{name}"), problems)
}

pub(super) fn decode<T: DeserializeOwned>(
    value: Value,
    pointer: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let decoded = problem::decode(value);
    problems.extend(
        decoded
            .problems
            .into_iter()
            .map(|problem| problem.at(pointer)),
    );
    decoded.value
}

/// Lays the keys that were given over what is there, so that those left out keep their values.
pub(super) fn merge<T: Serialize + DeserializeOwned>(
    target: &mut T,
    given: Map<String, Value>,
    pointer: &str,
    problems: &mut Vec<Problem>,
) {
    let Ok(Value::Object(mut merged)) = serde_json::to_value(&*target) else {
        return;
    };
    for (key, value) in given {
        match (merged.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => old.extend(new),
            (Some(old), new) => *old = new,
            (None, _) => {
                let known = if pointer == "/triggers" {
                    SECTIONS.join(", ")
                } else {
                    merged.keys().cloned().collect::<Vec<_>>().join(", ")
                };
                problems.push(Problem::new(
                    format!("{pointer}{}", problem::step(&key)),
                    format!("There is no “{key}” here. Use {known}."),
                ));
            }
        }
    }
    if let Some(done) = decode(Value::Object(merged), pointer, problems) {
        *target = done;
    }
}

//! A transfer function as JSON has it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{NamedTexts, Target, TransferFunction, TransferParts, kind};
use crate::{
    id::TransferFunctionId,
    problem::{Problem, decode, step},
};

/// A transfer function as JSON has it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    name: String,
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    sip_headers: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    parameters: Map<String, Value>,
}

/// What a document says, as far as it can be read, and what is wrong with its shape.
pub(super) fn read(document: &Value) -> (Option<TransferFunction>, Vec<Problem>) {
    let decoded = decode::<Written>(document.clone());
    let mut problems = decoded.problems;
    let Some(written) = decoded.value else {
        return (None, problems);
    };
    let parameters = texts(kind::PARAMETERS, written.parameters, &mut problems);
    let sip_headers = texts(kind::SIP_HEADERS, written.sip_headers, &mut problems);
    let lines = [("number", written.number), ("url", written.url)];
    let parts = TransferParts {
        lines: lines
            .into_iter()
            .filter_map(|(field, text)| Some((field.to_owned(), text?)))
            .collect(),
        named: [(kind::SIP_HEADERS.to_owned(), sip_headers)].into(),
    };
    let kind = written.kind.as_deref().unwrap_or("queue");
    let target = Target::of(kind, &parts);
    if target.is_none() {
        let detail = format!("“{kind}” is not a kind of transfer. Use queue, phone or webhook.");
        problems.push(Problem::new("/kind", detail));
    }
    let read = target.map(|target| TransferFunction {
        id: TransferFunctionId(0),
        name: written.name.trim().to_owned(),
        target,
        parameters,
    });
    (read, problems)
}

/// Named texts; numbers and flags are taken as they are written.
fn texts(key: &str, rows: Map<String, Value>, problems: &mut Vec<Problem>) -> NamedTexts {
    let mut read = Vec::new();
    for (name, value) in rows {
        let text = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => {
                let at = format!("/{key}{}", step(&name));
                problems.push(Problem::new(at, "Write a text in quotes here."));
                continue;
            }
        };
        read.push((name, text));
    }
    read
}

/// The document that [`read`] reads back as this.
pub(super) fn write(function: &TransferFunction) -> Value {
    let rows = |rows: &[(String, String)]| -> Map<String, Value> {
        rows.iter()
            .map(|(name, text)| (name.clone(), json!(text)))
            .collect()
    };
    let mut written = Written {
        name: function.name.clone(),
        kind: Some(function.target.kind().to_owned()),
        parameters: rows(&function.parameters),
        sip_headers: rows(function.target.headers()),
        ..Written::default()
    };
    match &function.target {
        Target::Queue => {}
        Target::Phone { number, .. } => written.number = Some(number.clone()),
        Target::Webhook { url } => written.url = Some(url.clone()),
    }
    serde_json::to_value(written).unwrap_or_default()
}

//! A transfer function: what is sent to which system when a queue is used.
//!
//! Its texts may name values of the conversation in double braces. They are replaced once and never
//! evaluated: what a customer wrote stays text, whatever it looks like.

mod check;

use check::{check_rows, is_dialled, is_web_address};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    id::TransferFunctionId,
    problem::{Problem, step},
};

/// The values every conversation has; what was gathered comes under the names of its fields.
pub const VALUES: [&str; 12] = [
    "conversation_id",
    "customer_name",
    "customer_email",
    "customer_phone",
    "channel",
    "language",
    "reason",
    "priority",
    "summary",
    "handoff",
    "queue",
    "agent_name",
];

const NAME_MAX: usize = 100;
const VALUE_MAX: usize = 1_000;
/// What telephony systems take in one header.
const HEADER_MAX: usize = 255;

/// What is sent to which system when a queue is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferFunction {
    pub id: TransferFunctionId,
    pub name: String,
    pub target: Target,
    /// Named parameters, each a text in which values may be named.
    pub parameters: Vec<(String, String)>,
}

/// Which kind of system takes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Our own queue: the conversation waits in the inbox.
    Queue,
    /// A telephone number or SIP address, with headers for the call.
    Phone {
        number: String,
        sip_headers: Vec<(String, String)>,
    },
    /// An address that is told.
    Webhook { url: String },
}

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

/// What an AI or a telephone system is to do, with every value filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instruction {
    pub function: String,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub sip_headers: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub variables: Map<String, Value>,
}

impl TransferFunction {
    /// Reads one out of a document, or says everything that is wrong with it. `fields` are the names of
    /// what is gathered, which its texts may use too.
    ///
    /// ```
    /// use handoff::{handoff::TransferFunction, id::TransferFunctionId};
    /// use serde_json::json;
    /// let document = json!({"name": "to_sales", "kind": "phone", "number": "+34 910 000 000",
    ///     "sip_headers": {"X-Summary": "{{sumary}}"}});
    /// let problems = TransferFunction::from_json(&document, &[]).unwrap_err();
    /// assert_eq!(problems[0].pointer, "/sip_headers/X-Summary");
    /// assert_eq!(problems[0].detail, "There is no value “sumary”. Did you mean {{summary}}?");
    /// ```
    pub fn from_json(document: &Value, fields: &[&str]) -> Result<Self, Vec<Problem>> {
        let (read, mut problems) = Self::shape(document);
        problems.extend(read.iter().flat_map(|read| read.check(fields)));
        match read {
            Some(read) if problems.is_empty() => Ok(read),
            _ => Err(problems),
        }
    }

    /// Reads one that was checked before, whatever values there are by now.
    #[must_use]
    pub fn from_kept(document: &Value) -> Option<Self> {
        Self::shape(document).0
    }

    /// What the document says, as far as it can be read, and what is wrong with its shape.
    fn shape(document: &Value) -> (Option<Self>, Vec<Problem>) {
        let written = match written(document) {
            Ok(written) => written,
            Err(problem) => return (None, vec![problem]),
        };
        let mut problems = Vec::new();
        let mut texts = |key: &str, rows: Map<String, Value>| -> Vec<(String, String)> {
            let read = rows.into_iter().filter_map(|(name, value)| {
                let text = match value {
                    Value::String(text) => text,
                    Value::Number(number) => number.to_string(),
                    Value::Bool(flag) => flag.to_string(),
                    _ => {
                        let at = format!("/{key}{}", step(&name));
                        problems.push(Problem::new(at, "Write a text in quotes here."));
                        return None;
                    }
                };
                Some((name, text))
            });
            read.collect()
        };
        let parameters = texts("parameters", written.parameters);
        let sip_headers = texts("sip_headers", written.sip_headers);
        let target = match written.kind.as_deref() {
            None | Some("queue") => Some(Target::Queue),
            Some("phone") => Some(Target::Phone {
                number: written.number.unwrap_or_default(),
                sip_headers,
            }),
            Some("webhook") => Some(Target::Webhook {
                url: written.url.unwrap_or_default(),
            }),
            Some(other) => {
                let detail =
                    format!("“{other}” is not a kind of transfer. Use queue, phone or webhook.");
                problems.push(Problem::new("/kind", detail));
                None
            }
        };
        let read = target.map(|target| Self {
            id: TransferFunctionId(0),
            name: written.name.trim().to_owned(),
            target,
            parameters,
        });
        (read, problems)
    }

    /// The document that [`TransferFunction::from_json`] reads back as this.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let rows = |rows: &[(String, String)]| -> Map<String, Value> {
            rows.iter()
                .map(|(name, text)| (name.clone(), json!(text)))
                .collect()
        };
        let mut written = Written {
            name: self.name.clone(),
            kind: Some(self.target.kind().to_owned()),
            parameters: rows(&self.parameters),
            ..Written::default()
        };
        match &self.target {
            Target::Queue => {}
            Target::Phone {
                number,
                sip_headers,
            } => {
                written.number = Some(number.clone());
                written.sip_headers = rows(sip_headers);
            }
            Target::Webhook { url } => written.url = Some(url.clone()),
        }
        serde_json::to_value(written).unwrap_or_default()
    }

    /// Everything that is wrong with it.
    #[must_use]
    pub fn check(&self, fields: &[&str]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let is_name = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte))
        };
        let length = self.name.chars().count();
        if length == 0 || length > NAME_MAX || !is_name(&self.name) {
            let detail = "A transfer function's name has 1 to 100 letters, digits, spaces, dots, dashes or underscores, such as “default_transfer”.";
            problems.push(Problem::new("/name", detail));
        }
        problems.extend(self.target.check(fields));
        problems.extend(check_rows(
            "parameters",
            &self.parameters,
            VALUE_MAX,
            fields,
        ));
        problems
    }

    /// What is to be done with these values filled in. A value that is not known is left empty.
    #[must_use]
    pub fn instruction(&self, values: &[(&str, &str)]) -> Instruction {
        let filled = |rows: &[(String, String)], most: usize| -> Map<String, Value> {
            let row = |(name, text): &(String, String)| {
                let text = replaced(text, values);
                (name.clone(), json!(one_line(&text, most)))
            };
            rows.iter().map(row).collect()
        };
        let mut instruction = Instruction {
            function: self.name.clone(),
            kind: self.target.kind(),
            number: None,
            sip_headers: Map::new(),
            url: None,
            variables: filled(&self.parameters, VALUE_MAX * 4),
        };
        match &self.target {
            Target::Queue => {}
            Target::Phone {
                number,
                sip_headers,
            } => {
                instruction.number = Some(number.clone());
                instruction.sip_headers = filled(sip_headers, HEADER_MAX);
            }
            Target::Webhook { url } => instruction.url = Some(url.clone()),
        }
        instruction
    }
}

fn written(document: &Value) -> Result<Written, Problem> {
    serde_path_to_error::deserialize(document).map_err(|error| {
        let pointer = error
            .path()
            .iter()
            .fold(String::new(), |at, segment| match segment {
                serde_path_to_error::Segment::Map { key } => at + &step(key),
                _ => at,
            });
        Problem::new(pointer, format!("{}.", error.into_inner()))
    })
}

impl Target {
    /// The name in JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Phone { .. } => "phone",
            Self::Webhook { .. } => "webhook",
        }
    }

    fn check(&self, fields: &[&str]) -> Vec<Problem> {
        match self {
            Self::Queue => Vec::new(),
            Self::Phone {
                number,
                sip_headers,
            } => {
                let mut problems = check_rows("sip_headers", sip_headers, HEADER_MAX, fields);
                if !is_dialled(number) {
                    let detail = format!(
                        "“{number}” cannot be called. Write a number with its country, such as “+34 910 000 000”, or an address such as “sip:queue@example.com”."
                    );
                    problems.push(Problem::new("/number", detail));
                }
                problems
            }
            Self::Webhook { url } if is_web_address(url) => Vec::new(),
            Self::Webhook { url } => {
                let detail = format!(
                    "“{url}” is not an address. Write it in full, such as “https://example.com/transfer”."
                );
                vec![Problem::new("/url", detail)]
            }
        }
    }
}

/// Splits at the next value named in double braces: before, its name, after.
fn next_value(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name.trim(), after))
}

/// The text with each named value in place of its name. What a value contains is not looked at again.
fn replaced(text: &str, values: &[(&str, &str)]) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = next_value(rest) {
        done.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        done.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    done.push_str(rest);
    done
}

/// The text without line breaks and other control characters, which would end a header and begin another.
fn one_line(text: &str, most: usize) -> String {
    let plain = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.take(most).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone() -> TransferFunction {
        let document = json!({"name": "transfer_to_premium", "kind": "phone", "number": "+34 910 000 000",
            "sip_headers": {"X-Summary": "{{summary}}", "X-Order": "order {{order_number}}"},
            "parameters": {"why": "{{reason}}"}});
        TransferFunction::from_json(&document, &["order_number"]).unwrap()
    }

    #[test]
    fn values_are_replaced_and_never_evaluated() {
        let hostile = "x {{customer_email}}\r\nX-Evil: 1";
        let values = [
            ("summary", hostile),
            ("customer_email", "a@example.com"),
            ("reason", "asked"),
        ];
        let instruction = phone().instruction(&values);
        assert_eq!(
            instruction.sip_headers["X-Summary"],
            "x {{customer_email}}  X-Evil: 1"
        );
        assert_eq!(instruction.sip_headers["X-Order"], "order");
        assert_eq!(instruction.variables["why"], "asked");
        assert_eq!(instruction.number.as_deref(), Some("+34 910 000 000"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let function = phone();
        let again = TransferFunction::from_json(&function.to_json(), &["order_number"]).unwrap();
        assert_eq!(function, again);
    }

    #[test]
    fn every_mistake_is_named_at_its_place() {
        let document = json!({"name": "", "kind": "phone", "number": "call me",
            "sip_headers": {"Bad Header": "{{nothing}}"}, "parameters": {"a": []}});
        let problems = TransferFunction::from_json(&document, &[]).unwrap_err();
        let places: Vec<&str> = problems
            .iter()
            .map(|problem| problem.pointer.as_str())
            .collect();
        assert_eq!(
            places,
            [
                "/parameters/a",
                "/name",
                "/sip_headers/Bad Header",
                "/sip_headers/Bad Header",
                "/number"
            ]
        );
        let kind =
            TransferFunction::from_json(&json!({"name": "a", "kind": "fax"}), &[]).unwrap_err();
        assert_eq!(kind[0].pointer, "/kind");
        let url = TransferFunction::from_json(
            &json!({"name": "a", "kind": "webhook", "url": "ftp://x"}),
            &[],
        );
        assert_eq!(url.unwrap_err()[0].pointer, "/url");
    }
}

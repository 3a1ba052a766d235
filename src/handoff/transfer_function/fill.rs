//! What is to be done, with every value filled in.

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Target, TransferFunction, VALUE_MAX, kind::HEADER_MAX, values::next_value};

/// What an AI or a telephone system is to do, with every value filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
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

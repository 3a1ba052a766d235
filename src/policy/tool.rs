//! The functions made from the handoffs, as an AI is told of them.

use serde_json::{Map, Value, json};

use super::{GatherField, Policy};
use crate::{
    handoff::{Handoff, Wanted, availability},
    judge::extract::Kind,
};

impl Policy {
    /// The functions that can be used now, in the form function-calling interfaces take: strict JSON
    /// Schema, with what must be gathered as arguments. None while Human Handoff is switched off.
    #[must_use]
    pub fn tools(&self, wanted: &Wanted) -> Vec<Value> {
        if !self.action.enabled {
            return Vec::new();
        }
        let usable =
            |handoff: &&Handoff| availability(self.queues_of(handoff), wanted).status.is_open;
        let usable = self.handoffs.iter().filter(usable);
        usable.map(|handoff| self.tool(handoff)).collect()
    }

    fn tool(&self, handoff: &Handoff) -> Value {
        let fields = &self.action.information_to_gather;
        let properties: Map<String, Value> = fields
            .iter()
            .map(|field| (field.name.clone(), argument(field)))
            .collect();
        // A strict schema requires every argument; what is not known is given as null.
        let required: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let parts = [handoff.description.trim(), handoff.instructions(true)];
        let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let description = if told.is_empty() {
            format!("Hands the conversation to people: {}.", handoff.name)
        } else {
            told.join("\n")
        };
        json!({
            "type": "function",
            "function": {
                "name": handoff.function(),
                "description": description,
                "strict": true,
                "parameters": {
                    "type": "object",
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                },
            },
        })
    }
}

/// One thing to gather as an argument. What is not known yet may be null: then it is asked for.
fn argument(field: &GatherField) -> Value {
    let title = field.title();
    let description = match field.description.trim() {
        "" => title.to_owned(),
        more => format!("{title}: {more}"),
    };
    let mut schema = json!({"type": ["string", "null"], "description": description});
    if field.kind == Kind::Choice {
        let choices = field.choices.iter().map(|choice| json!(choice));
        schema["enum"] = choices.chain([Value::Null]).collect();
    }
    schema
}

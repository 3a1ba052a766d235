//! Which tools there are, and what each takes.

use std::sync::Arc;

use handoff::access::TokenScope;
use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

/// The tools a token may use. `functions` are those made from the handoffs that can be used now, as function-calling
/// interfaces take them.
pub(super) fn tools(scope: TokenScope, functions: &[Value]) -> Vec<Tool> {
    let mut tools = vec![check_availability(), get_conversation()];
    if scope >= TokenScope::WriteAll {
        tools.extend([append_message(), request_handoff(), cancel_handoff()]);
        tools.extend(functions.iter().filter_map(made_from_a_handoff));
    }
    tools
}

fn tool(name: String, title: &str, description: String, schema: Map<String, Value>) -> Tool {
    let is_reading = ["check_availability", "get_conversation"].contains(&name.as_str());
    let hints = ToolAnnotations::new()
        .read_only(is_reading)
        .destructive(false)
        .open_world(false);
    Tool::new(name, description, Arc::new(schema))
        .with_title(title)
        .with_annotations(hints)
}

/// A schema of an object with those members.
fn schema(members: &Value, required: &[&str]) -> Map<String, Value> {
    let Value::Object(schema) = json!({
        "type": "object", "properties": members, "required": required, "additionalProperties": false,
    }) else {
        return Map::new();
    };
    schema
}

fn conversation_id() -> Value {
    json!({"type": "string", "description": "The conversation’s id, as append_message answered it."})
}

fn check_availability() -> Tool {
    let members = json!({
        "queue": {"type": "string", "description": "One queue alone, by its name or id."},
        "zone": {"type": "string", "description": "The customer’s time zone, such as Europe/Madrid."},
        "at": {"type": "string", "format": "date-time", "description": "Another instant than now."},
    });
    let description = "Says whether people are there now, queue by queue, and when they are back.";
    tool(
        "check_availability".into(),
        "Check availability",
        description.into(),
        schema(&members, &[]),
    )
}

fn get_conversation() -> Tool {
    let description = "Reads a conversation: who has it, its place in line, the handoff request and what was said. Messages by an operator are a person’s words to the customer.";
    tool(
        "get_conversation".into(),
        "Read a conversation",
        description.into(),
        schema(
            &json!({"conversation_id": conversation_id()}),
            &["conversation_id"],
        ),
    )
}

fn append_message() -> Tool {
    let members = json!({
        "conversation_id": {"type": "string", "description": "The conversation. Leave it out for the first message of a new one; the answer has its id."},
        "author": {"type": "string", "enum": ["customer", "ai"], "description": "Who said it."},
        "text": {"type": "string", "description": "What was said."},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1, "description": "How sure the AI is of its answer."},
        "language": {"type": "string", "description": "Of a new conversation, such as en."},
        "customer_name": {"type": "string", "description": "Of a new conversation."},
        "customer_email": {"type": "string", "description": "Of a new conversation."},
    });
    let description = "Tells what the customer or the AI said, and answers what to do: carry on, offer a person, ask for what is missing, hand off, or say when people are back. Where the decision has a message, tell the customer that.";
    tool(
        "append_message".into(),
        "Add a message",
        description.into(),
        schema(&members, &["author", "text"]),
    )
}

fn request_handoff() -> Tool {
    let members = json!({
        "conversation_id": conversation_id(),
        "gathered": {"type": "object", "additionalProperties": {"type": "string"},
            "description": "What is known of the customer’s case, by the names of what the team asks for."},
    });
    let description = "Asks for a person where no handoff function fits better. Answers whether the conversation was handed over, what is still missing, or when people are back.";
    tool(
        "request_handoff".into(),
        "Request a handoff",
        description.into(),
        schema(&members, &["conversation_id"]),
    )
}

fn cancel_handoff() -> Tool {
    let description = "Takes a request for a person back because the customer does not want one any more. Once a person has taken over it is theirs to end.";
    tool(
        "cancel_handoff".into(),
        "Cancel a handoff",
        description.into(),
        schema(
            &json!({"conversation_id": conversation_id()}),
            &["conversation_id"],
        ),
    )
}

/// The same function with the conversation it is for.
fn made_from_a_handoff(function: &Value) -> Option<Tool> {
    let function = function.get("function")?;
    let (name, description) = (
        function["name"].as_str()?,
        function["description"].as_str()?,
    );
    let mut schema = function["parameters"].as_object()?.clone();
    let members = schema.get_mut("properties")?.as_object_mut()?;
    members.insert("conversation_id".into(), conversation_id());
    let required = schema.get_mut("required")?.as_array_mut()?;
    required.insert(0, json!("conversation_id"));
    let title = name.replace('_', " ");
    Some(tool(
        name.to_owned(),
        &title,
        description.to_owned(),
        schema,
    ))
}

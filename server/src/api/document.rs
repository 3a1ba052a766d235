//! The document of the API (`OpenAPI` 3.1): what each endpoint says of itself, and what is true of all of them.
//!
//! An endpoint tells its address, its parameters, its body and what it answers when all is well. What holds
//! for every endpoint is added here: the token, the problems, the key of a request, and the examples, which
//! are the ones the tests send.

use handoff::problem::Problem;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, openapi::OpenApi};

use super::{BASE, v1, version::TAGS};

/// The bodies that are shown as examples, by method and address. The tests send every one of them.
pub const EXAMPLES: &str = include_str!("examples.json");

const ABOUT: &str = "Gives any AI support agent a human side: post each message and get a decision, read and answer \
what waits, and set up when a conversation goes to whom.\n\nEvery request carries a token: `Authorization: Bearer hnd_…`. \
A token speaks for one AI agent; what belongs to another one does not exist for it. One that is for every AI agent \
speaks for the one that the request names in `Handoff-Agent`. What goes wrong is answered as \
`application/problem+json` (RFC 9457), with every mistake of a body in `errors` and its place as a JSON pointer. \
Every answer has an `X-Request-Id`.";

/// What an operation answers when something is wrong: the status, and what it means.
const PROBLEMS: [(&str, &str); 10] = [
    ("400", "The request cannot be read."),
    ("401", "There is no token, or not one that works."),
    (
        "403",
        "The token may only look, or is for one AI agent where it takes one for all.",
    ),
    (
        "404",
        "There is no such thing, or it belongs to another AI agent.",
    ),
    (
        "409",
        "It cannot be done as things are: `code` and `detail` say why.",
    ),
    ("413", "The body is longer than 256 kB."),
    ("415", "The body is not JSON."),
    (
        "422",
        "Some of it cannot be taken; `errors` names all of it, each with its place.",
    ),
    (
        "429",
        "The token has sent as many requests as it may in a minute; `Retry-After` says how long to wait.",
    ),
    (
        "500",
        "Something went wrong here. Nothing of the request was kept.",
    ),
];

/// The whole document.
#[must_use]
pub fn document() -> Value {
    let (_, api) = v1::routes().split_for_parts();
    let nested = OpenApi::default().nest(BASE, api);
    let mut document = serde_json::to_value(nested).unwrap_or_default();
    document["info"] = json!({
        "title": "Handoff", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
    });
    document["security"] = json!([{"token": []}]);
    let components = &mut document["components"];
    components["securitySchemes"] = json!({"token": {
        "type": "http", "scheme": "bearer",
        "description": "An API token. With the scope `read_all` it may look, with `write_all` also change. Where it is for every AI agent, \
            the header `Handoff-Agent` says by its id which one is meant.",
    }});
    components["schemas"]["Mistake"] = json!(Problem::schema());
    components["schemas"]["Problem"] = problem();
    for (status, description) in PROBLEMS {
        components["responses"][status] = problem_response(description);
    }
    complete(&mut document);
    flatten(&mut document);
    named(&document)
}

fn problem() -> Value {
    let text = json!({"type": "string"});
    json!({
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status", "detail", "instance", "code"],
        "properties": {
            "type": text, "title": text, "status": {"type": "integer"}, "detail": text, "instance": text,
            "code": {"type": "string", "description": "What kind of problem it is, for programs.", "example": "taken"},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Mistake"}},
            "taken_by": {"type": "object", "properties": {"id": {"type": "integer"}, "name": text}},
        },
    })
}

fn problem_response(description: &str) -> Value {
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    json!({"description": description, "content": {"application/problem+json": {"schema": schema}}})
}

/// Adds to every operation what is true of all that are like it.
fn complete(document: &mut Value) {
    let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, item) in paths {
        let methods = item.as_object_mut().into_iter().flatten();
        for (method, operation) in methods.filter(|(_, operation)| operation.is_object()) {
            operation["operationId"] = json!(operation_id(method, path));
            let parameters = parameters(method, path, operation);
            if !parameters.is_empty() {
                operation["parameters"] = json!(parameters);
            }
            add_problems(method, path, operation);
            add_link(operation);
            let address = path.strip_prefix(BASE).unwrap_or(path);
            if let Some(example) = examples.get(&format!("{method} {address}")) {
                operation["requestBody"]["content"]["application/json"]["example"] =
                    example.clone();
            }
        }
    }
}

/// Writes out what schemas take over from others, wherever they do: those say that nothing else is there, which is
/// not so in them.
fn flatten(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    write_out(document, &schemas);
}

fn write_out(node: &mut Value, schemas: &Value) {
    match node {
        Value::Array(rows) => rows.iter_mut().for_each(|row| write_out(row, schemas)),
        Value::Object(members) => {
            if let Some(Value::Array(parts)) = members.get_mut("allOf") {
                for part in parts {
                    take_over(part, schemas);
                }
            }
            members
                .values_mut()
                .for_each(|member| write_out(member, schemas));
        }
        _ => {}
    }
}

/// Puts what a part of a schema refers to in its place. What may be missing altogether requires nothing.
fn take_over(part: &mut Value, schemas: &Value) {
    let known = |part: &Value| {
        let name = part["$ref"].as_str()?.rsplit('/').next()?;
        schemas.get(name).cloned()
    };
    let either = part["oneOf"].as_array().into_iter().flatten();
    let optional = either.into_iter().find_map(known);
    if let Some(Value::Object(mut written)) = optional {
        written.remove("required");
        *part = Value::Object(written);
    } else if let Some(written) = known(part) {
        *part = written;
    }
    if let Value::Object(part) = part {
        part.remove("additionalProperties");
    }
}

/// What can be said of a parameter: one that is not said is not sent, so it is never null.
fn without_null(parameter: &mut Value) {
    let schema = parameter["schema"].clone();
    let is_null = |kind: &Value| *kind == json!("null");
    let kinds = schema["type"].as_array();
    if let Some(kind) = kinds.and_then(|kinds| kinds.iter().find(|kind| !is_null(kind))) {
        parameter["schema"]["type"] = kind.clone();
    }
    let either = schema["oneOf"].as_array().into_iter().flatten();
    if let Some(other) = either.into_iter().find(|one| !is_null(&one["type"])) {
        parameter["schema"] = other.clone();
    }
}

/// A name that no other operation has: `post_conversations_id_claim`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.strip_prefix(BASE).unwrap_or(path);
    let words = words.replace(['{', '}'], "").replace(['/', '.'], "_");
    format!("{method}{words}")
}

/// The parameters of an operation: those it names, those in its address, and the headers that it heeds.
fn parameters(method: &str, path: &str, operation: &Value) -> Vec<Value> {
    let mut all = operation["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    all.iter_mut().for_each(without_null);
    for name in path.split('/').filter_map(|step| {
        let name = step.strip_prefix('{')?;
        name.strip_suffix('}')
    }) {
        all.push(
            json!({"name": name, "in": "path", "required": true, "schema": in_path(path, name)}),
        );
    }
    let mut header = |name: &str, about: &str, schema: Value| {
        all.push(json!({"name": name, "in": "header", "description": about, "schema": schema}));
    };
    if method == "post" {
        let about = "What you call this request. However often it is sent within 24 hours, it is done once and answered the same.";
        let pattern = "^([!#-~]{1,100}|\"[!#-~]{1,100}\")$";
        header(
            "Idempotency-Key",
            about,
            json!({"type": "string", "pattern": pattern}),
        );
    }
    if operation["responses"].get("412").is_some() {
        let about =
            "The `ETag` of what the change was made from. Without it the newest is written over.";
        header(
            "If-Match",
            about,
            json!({"type": "string", "pattern": TAGS}),
        );
    }
    if operation["responses"].get("304").is_some() {
        let about = "The `ETag` of what you have already.";
        header(
            "If-None-Match",
            about,
            json!({"type": "string", "pattern": TAGS}),
        );
    }
    all
}

/// What a part of an address looks like.
fn in_path(path: &str, name: &str) -> Value {
    match name {
        "vendor" => json!({"type": "string", "enum": ["quickchat", "asapp", "agent_rush"]}),
        "form" => {
            json!({"type": "string", "enum": ["weekly_hours", "availability", "business_hours"]})
        }
        "id" if path.contains("/conversations/") => {
            json!({"type": "string", "pattern": "^conv_[0-9a-z]{26}$"})
        }
        _ => json!({"type": "integer", "format": "int64"}),
    }
}

/// A list that comes in pages says where the next one is.
fn add_link(operation: &mut Value) {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let mut names = parameters.filter_map(|parameter| parameter["name"].as_str());
    if names.any(|name| name == "limit") {
        operation["responses"]["200"]["headers"]["Link"] = json!({
            "description": "Where the next page is, as `rel=\"next\"`. Without it this is the last one.",
            "schema": {"type": "string"},
        });
    }
}

fn add_problems(method: &str, path: &str, operation: &mut Value) {
    let has_body = operation["requestBody"].is_object();
    let changes = method != "get" && !path.ends_with("/decisions");
    let statuses = [
        ("400", true),
        ("401", true),
        ("403", changes),
        ("404", path.contains('{')),
        ("409", method == "post"),
        ("413", has_body),
        ("415", has_body),
        ("422", has_body || method == "post"),
        ("429", true),
        ("500", true),
    ];
    let responses = &mut operation["responses"];
    for (status, _) in statuses.into_iter().filter(|(_, happens)| *happens) {
        if responses.get(status).is_none() {
            responses[status] = json!({"$ref": format!("#/components/responses/{status}")});
        }
    }
    // What an endpoint says of a refusal of its own is a problem as well.
    let own = responses.as_object_mut().into_iter().flatten();
    for (_, response) in own.filter(|(status, _)| status.starts_with(['4', '5'])) {
        if response.get("$ref").is_none() {
            let description = response["description"].as_str().unwrap_or_default();
            *response = problem_response(description);
        }
    }
}

/// The document with its schemas called what the things are called: a `QueueJson` is a `Queue`.
fn named(document: &Value) -> Value {
    let schemas = document["components"]["schemas"].as_object();
    let names: Vec<&str> = schemas
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    let mut text = document.to_string();
    for name in names.iter().filter(|name| name.contains("Json")) {
        let mut short = name.replace("Json", "").replace("Page_", "PageOf");
        // What a decision says of a handoff is another thing than a handoff as it is set up.
        if names.contains(&short.as_str()) {
            short.push_str("Card");
        }
        text = text.replace(&format!("\"{name}\":"), &format!("\"{short}\":"));
        text = text.replace(
            &format!("/schemas/{name}\""),
            &format!("/schemas/{short}\""),
        );
    }
    serde_json::from_str(&text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let text = document.to_string();
        let mut count = 0;
        for place in text.split("\"$ref\":\"#").skip(1) {
            let place = place.split('"').next().unwrap();
            assert!(document.pointer(place).is_some(), "{place} is not there");
            count += 1;
        }
        assert!(count > 100, "{count}");
        assert!(
            !text.contains("Json\""),
            "schemas are called what the things are called"
        );
    }
}

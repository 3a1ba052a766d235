//! A call of a tool as a request to the API, and the API's answer as the tool's.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use form_urlencoded::Serializer;
use rmcp::{
    ErrorData,
    model::{CallToolResult, ContentBlock},
};
use serde_json::{Map, Value, json};
use tower::ServiceExt;

use crate::api::{AGENT, BASE};

/// The largest answer, in bytes.
const ANSWER_MAX: usize = 4 * 1024 * 1024;

/// The line to the API in the name of a program.
pub(super) struct Line {
    api: Router,
    token: Option<HeaderValue>,
    /// The AI agent that is meant, where the token is for all of them.
    agent: Option<HeaderValue>,
}

/// What a tool asks of the API.
struct Asked {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl Asked {
    fn get(path: String) -> Self {
        Self {
            method: Method::GET,
            path,
            body: None,
        }
    }

    fn post(path: String, body: Value) -> Self {
        Self {
            method: Method::POST,
            path,
            body: Some(body),
        }
    }
}

impl Line {
    /// With the token that `headers` carry.
    pub(super) fn new(api: &Router, headers: &HeaderMap) -> Self {
        Self {
            api: api.clone(),
            token: headers.get(header::AUTHORIZATION).cloned(),
            agent: headers.get(AGENT).cloned(),
        }
    }

    /// The functions made from the handoffs that can be used now.
    pub(super) async fn functions(&self) -> Result<Vec<Value>, ErrorData> {
        let (status, mut body) = self.ask(Asked::get("/tools".into())).await?;
        if status != StatusCode::OK {
            return Err(ErrorData::internal_error(said(&body), None));
        }
        let tools = body.get_mut("tools").map(Value::take);
        Ok(match tools {
            Some(Value::Array(tools)) => tools,
            _ => Vec::new(),
        })
    }

    /// Does what a tool does. What cannot be done is the tool's answer; a tool that does not exist is not.
    pub(super) async fn call(
        &self,
        name: &str,
        arguments: Map<String, Value>,
    ) -> Result<CallToolResult, ErrorData> {
        let asked = match asked(name, arguments) {
            Some(Ok(asked)) => asked,
            Some(Err(detail)) => {
                return Ok(CallToolResult::error(vec![ContentBlock::text(detail)]));
            }
            None => {
                let detail = format!("There is no tool “{name}”.");
                return Err(ErrorData::invalid_params(detail, None));
            }
        };
        let (status, mut body) = self.ask(asked).await?;
        if !status.is_success() {
            return Ok(CallToolResult::error(vec![ContentBlock::text(said(&body))]));
        }
        // How a decision was reached is for people to look at, and long.
        if let Some(Value::Object(decision)) = body.get_mut("decision") {
            decision.shift_remove("trace");
            decision.shift_remove("reading");
        }
        let mut result = CallToolResult::success(vec![ContentBlock::text(body.to_string())]);
        result.structured_content = Some(body);
        Ok(result)
    }

    async fn ask(&self, asked: Asked) -> Result<(StatusCode, Value), ErrorData> {
        let failed = |detail: &'static str| ErrorData::internal_error(detail, None);
        let mut request = Request::builder()
            .method(asked.method)
            .uri(format!("{BASE}{}", asked.path));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, token);
        }
        if let Some(agent) = &self.agent {
            request = request.header(AGENT, agent);
        }
        let body = match asked.body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let request = request
            .body(body)
            .map_err(|_| failed("This cannot be asked."))?;
        let response = match self.api.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let status = response.status();
        let bytes = to_bytes(response.into_body(), ANSWER_MAX)
            .await
            .map_err(|_| failed("The answer is too long."))?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok((status, body))
    }
}

/// A problem in words: what is wrong, and where.
fn said(problem: &Value) -> String {
    let errors = problem["errors"].as_array().into_iter().flatten();
    let lines: Vec<String> = errors
        .map(|error| {
            let text = |key: &str| error[key].as_str().unwrap_or_default();
            format!("{} {}", text("pointer"), text("detail"))
        })
        .collect();
    if lines.is_empty() {
        let detail = problem["detail"].as_str();
        return detail.unwrap_or("This did not work. Try again.").to_owned();
    }
    lines.join("\n")
}

/// What a tool asks of the API; None when there is no such tool.
fn asked(name: &str, mut arguments: Map<String, Value>) -> Option<Result<Asked, String>> {
    if name == "check_availability" {
        return Some(Ok(Asked::get(availability(&arguments))));
    }
    if name == "append_message" && is_new(&arguments) {
        return Some(Ok(Asked::post(
            "/conversations".into(),
            beginning(arguments),
        )));
    }
    let is_handoff = name.starts_with("handoff_");
    let known = [
        "append_message",
        "get_conversation",
        "request_handoff",
        "cancel_handoff",
    ];
    if !is_handoff && !known.contains(&name) {
        return None;
    }
    let id = arguments.shift_remove("conversation_id");
    let id = id.as_ref().and_then(Value::as_str).unwrap_or_default();
    let is_id = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !is_id {
        let detail =
            "Say which conversation: “conversation_id” is the id that append_message answered.";
        return Some(Err(detail.to_owned()));
    }
    let at = |verb: &str| format!("/conversations/{id}{verb}");
    Some(Ok(match name {
        "get_conversation" => Asked::get(at("")),
        "append_message" => Asked::post(at("/messages"), Value::Object(arguments)),
        "cancel_handoff" => Asked::post(at("/cancel_handoff"), json!({})),
        "request_handoff" => {
            let gathered = arguments
                .shift_remove("gathered")
                .unwrap_or_else(|| json!({}));
            let call = json!({"function": name, "arguments": gathered});
            Asked::post(at("/handoff"), call)
        }
        _ => Asked::post(
            at("/handoff"),
            json!({"function": name, "arguments": arguments}),
        ),
    }))
}

fn is_new(arguments: &Map<String, Value>) -> bool {
    arguments
        .get("conversation_id")
        .is_none_or(|id| id.is_null() || id == "")
}

fn availability(arguments: &Map<String, Value>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in arguments {
        if let Some(text) = value.as_str() {
            query.append_pair(name, text);
        }
    }
    format!("/availability?{}", query.finish())
}

/// The first message of a new conversation.
fn beginning(mut arguments: Map<String, Value>) -> Value {
    arguments.shift_remove("conversation_id");
    let mut take = |name: &str| arguments.shift_remove(name).unwrap_or_default();
    let customer = json!({"name": take("customer_name"), "email": take("customer_email")});
    let language = take("language");
    json!({"channel": "api", "language": language, "customer": customer, "message": arguments})
}

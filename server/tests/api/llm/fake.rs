//! A language model's server that says what it is told to: the wire format of chat completions, on loopback.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use futures::stream;
use serde_json::{Value, json};
use server::llm::{ApiKey, LlmSettings};
use tokio::net::TcpListener;

pub(super) const KEY: &str = "sk-the-quiet-grey-horse";

/// What the server does with the next question.
#[derive(Clone)]
pub(super) enum Act {
    /// Answers with the form, filled in.
    Form(Value),
    /// Answers with these words instead of a form.
    Words(String),
    /// Answers with this body.
    Raw(String),
    Status(u16),
    Busy(&'static str),
    Slow(Duration),
    /// Begins an answer and breaks the connection.
    Cut,
    /// Sends more and more.
    Endless,
    Redirect(String),
    /// Fills in the form without finding anything.
    Calm,
}

#[derive(Clone, Default)]
pub(super) struct Fake(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    acts: VecDeque<Act>,
    usual: Option<Act>,
    questions: Vec<(Value, String)>,
    at_once: usize,
    most_at_once: usize,
}

impl Fake {
    /// Starts one, and says how to reach it.
    pub(super) async fn start() -> (Self, LlmSettings) {
        let fake = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/v1/chat/completions", post(answer))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = LlmSettings {
            base_url: format!("http://{address}/v1"),
            model: "sample-model".into(),
            api_key: ApiKey::new(KEY),
            time_out: Duration::from_secs(5),
            concurrency: 4,
            calls_per_hour: 1000,
        };
        (fake, settings)
    }

    /// The next questions are answered so, in order; then as usual.
    pub(super) fn then(&self, acts: impl IntoIterator<Item = Act>) {
        self.0.lock().unwrap().acts.extend(acts);
    }

    pub(super) fn always(&self, act: Act) {
        self.0.lock().unwrap().usual = Some(act);
    }

    /// The bodies that arrived so far, with their Authorization.
    pub(super) fn questions(&self) -> Vec<(Value, String)> {
        self.0.lock().unwrap().questions.clone()
    }

    /// How many questions were open at the same time, at most.
    pub(super) fn most_at_once(&self) -> usize {
        self.0.lock().unwrap().most_at_once
    }

    fn begin(&self, body: Value, key: String) -> Act {
        let mut inside = self.0.lock().unwrap();
        inside.questions.push((body, key));
        inside.at_once += 1;
        inside.most_at_once = inside.most_at_once.max(inside.at_once);
        let next = inside.acts.pop_front();
        next.or_else(|| inside.usual.clone()).unwrap_or(Act::Calm)
    }

    fn end(&self) {
        self.0.lock().unwrap().at_once -= 1;
    }
}

async fn answer(State(fake): State<Fake>, headers: HeaderMap, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let key = headers
        .get("authorization")
        .map_or("", |key| key.to_str().unwrap());
    let act = fake.begin(body.clone(), key.to_owned());
    if let Act::Slow(time) = &act {
        tokio::time::sleep(*time).await;
    }
    fake.end();
    match act {
        Act::Calm | Act::Slow(_) => completion(&calm(&body).to_string()),
        Act::Form(form) => completion(&form.to_string()),
        Act::Words(words) => completion(&words),
        Act::Raw(body) => body.into_response(),
        Act::Status(status) => {
            let said = json!({"error": {"message": format!("bad key {KEY}")}}).to_string();
            (StatusCode::from_u16(status).unwrap(), said).into_response()
        }
        Act::Busy(wait) => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", wait)]).into_response(),
        Act::Cut => {
            let pieces = [Ok("{\"choices\": ["), Err("cut")];
            Body::from_stream(stream::iter(pieces)).into_response()
        }
        Act::Endless => {
            let pieces = std::iter::repeat_with(|| Ok::<_, &str>("a".repeat(8192))).take(20_000);
            Body::from_stream(stream::iter(pieces)).into_response()
        }
        Act::Redirect(to) => (StatusCode::TEMPORARY_REDIRECT, [("location", to)]).into_response(),
    }
}

fn completion(words: &str) -> Response {
    let message = json!({"role": "assistant", "content": words, "refusal": null});
    let choice = json!({"index": 0, "message": message, "finish_reason": "stop"});
    let body = json!({"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "sample-model",
        "choices": [choice], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}});
    body.to_string().into_response()
}

/// A form with all the members that were asked for and nothing found.
pub(super) fn calm(body: &Value) -> Value {
    let schema = &body["response_format"]["json_schema"]["schema"]["properties"];
    let mut form = serde_json::Map::new();
    for name in schema.as_object().unwrap().keys() {
        let nothing = match name.as_str() {
            "wants_person" | "upset" | "urgent" => json!({"probability": 0.02, "quote": null}),
            "mood" => json!(0.0),
            "consent" => json!("unclear"),
            "answer" => json!({"paragraphs": [], "confidence": 0}),
            "subjects" | "next_steps" | "texts" => json!([]),
            _ => Value::Null,
        };
        form.insert(name.clone(), nothing);
    }
    Value::Object(form)
}

//! A server for one test: the real router, a real database in a folder of its own, a clock that stands
//! still and randomness that repeats.

pub(crate) mod database;
pub(crate) mod leaving;

use std::sync::Arc;

use app::{
    document::Assets,
    site::{MailWay, Site},
};
use axum::{
    Router,
    body::{Body, BodyDataStream, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use handoff::{
    access::{Actor, TokenScope},
    actions::{Desk, NewAgent, NewToken, create_admin, create_agent, create_token, save_action},
    clock::{FixedClock, from_millis},
    id::{AgentId, Entropy, OperatorId},
    samples,
    store::Store,
};
use serde_json::Value;
use server::live::Hub;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Monday, 12 January 2026, 10:00 UTC.
pub(crate) const NOW: i64 = 1_768_212_000_000;

pub(crate) struct TestServer {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<FixedClock>,
    /// A token that may look and change.
    pub(crate) token: String,
    pub(crate) router: Router,
    _folder: TempDir,
}

/// What the server answered, whatever it was.
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// What the server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The places of everything that was wrong.
    pub(crate) fn pointers(&self) -> Vec<&str> {
        let errors = self.body["errors"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        errors
            .iter()
            .map(|error| error["pointer"].as_str().unwrap())
            .collect()
    }
}

impl TestServer {
    /// A server with one AI agent that hands over at any hour.
    pub(crate) async fn start() -> Self {
        Self::start_with(|desk, _| desk).await
    }

    /// The same with a desk that was changed first.
    pub(crate) async fn start_with(change: impl FnOnce(Desk, Arc<FixedClock>) -> Desk) -> Self {
        let mut server = Self::empty(change).await;
        server.token = server.new_token(TokenScope::WriteAll, None).await;
        server.enable(AgentId(1)).await;
        server
    }

    /// A server with the sample world, and a token for the shop's AI agent.
    pub(crate) async fn with_samples() -> Self {
        let mut server = Self::empty(|desk, _| desk).await;
        let now = from_millis(NOW);
        let world = samples::fill(&server.desk, &server.clock, now).await;
        let shop = Some(world.unwrap().shop);
        server.token = server.new_token(TokenScope::WriteAll, shop).await;
        server
    }

    /// A server that nothing is set up on.
    async fn empty(change: impl FnOnce(Desk, Arc<FixedClock>) -> Desk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = database::fresh(&folder).await;
        let clock = Arc::new(FixedClock::at(from_millis(NOW)));
        let store = Store::open(&url).await.unwrap();
        let desk = Desk::new(store, clock.clone(), Arc::new(Entropy::seeded(7)));
        let desk = change(desk, clock.clone());
        let site = Site {
            desk: desk.clone(),
            assets: Assets {
                style: "/s.css".into(),
                script: "/s.js".into(),
            },
            base_url: "http://127.0.0.1:3000".into(),
            mail: MailWay::Folder("handoff-mail".into()),
        };
        let hub = Hub::start(desk.store.clone(), CancellationToken::new());
        let router = server::router::router(site, hub);
        Self {
            desk,
            clock,
            token: String::new(),
            router,
            _folder: folder,
        }
    }

    pub(crate) async fn new_token(&self, scope: TokenScope, agent: Option<AgentId>) -> String {
        self.token_like(scope, (agent, false)).await
    }

    /// A token that is for every AI agent.
    pub(crate) async fn new_token_for_all(&self, scope: TokenScope) -> String {
        self.token_like(scope, (None, true)).await
    }

    async fn token_like(
        &self,
        scope: TokenScope,
        (agent, is_for_all): (Option<AgentId>, bool),
    ) -> String {
        let new = NewToken {
            name: "Test".into(),
            scope,
            agent,
            is_for_all,
            expires_at: None,
        };
        create_token(&self.desk, &Actor::System, &new)
            .await
            .unwrap()
            .reveal()
            .to_owned()
    }

    pub(crate) async fn new_agent(&self, name: &str) -> AgentId {
        let new = NewAgent {
            name: name.into(),
            about: String::new(),
        };
        create_agent(&self.desk, &Actor::System, &new)
            .await
            .unwrap()
    }

    pub(crate) async fn new_operator(&self, name: &str) -> OperatorId {
        let email = format!("{}@example.com", name.to_lowercase().replace(' ', "."));
        create_admin(&self.desk, &email, name, "four quiet grey horses")
            .await
            .unwrap()
    }

    async fn enable(&self, agent: AgentId) {
        let saved = self.desk.store.action(agent).await.unwrap().unwrap();
        let mut action = saved.action;
        action.enabled = true;
        save_action(&self.desk, &Actor::System, agent, &action, saved.revision)
            .await
            .unwrap();
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// Something outside the API, without a token.
    pub(crate) async fn page(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Replaces something; with a version, only that one.
    pub(crate) async fn put(&self, path: &str, version: Option<&str>, body: Value) -> Answer {
        let mut request = self
            .request("PUT", path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, version);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request("DELETE", path).body(Body::empty()).unwrap())
            .await
    }

    /// Makes something and gives its id back.
    pub(crate) async fn made(&self, path: &str, body: Value) -> i64 {
        let made = self.post(path, body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body["id"].as_i64().unwrap()
    }

    /// A request with the token, under the API's address.
    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("/v1/api{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
    }

    /// The answer as it comes.
    pub(crate) async fn raw(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Its status.
    pub(crate) async fn status_of(&self, request: Request<Body>) -> StatusCode {
        self.raw(request).await.status()
    }

    /// What a stream tells, bit by bit.
    pub(crate) async fn stream(&self, request: Request<Body>) -> BodyDataStream {
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().into_data_stream()
    }

    /// Any request, with its whole answer.
    pub(crate) async fn any(&self, request: Request<Body>) -> Raw {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // Streams of what happens never end.
        let is_endless = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        let bytes = if is_endless {
            Bytes::new()
        } else {
            to_bytes(body, usize::MAX).await.unwrap()
        };
        Raw {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.raw(request).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        if parts.status.is_client_error() {
            assert_eq!(
                parts.headers[header::CONTENT_TYPE],
                "application/problem+json"
            );
            assert_eq!(body["status"], parts.status.as_u16());
            for member in ["type", "title", "detail", "instance"] {
                assert!(body[member].is_string(), "{member} of {body}");
            }
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// A conversation in which nothing was said.
    pub(crate) async fn begun(&self) -> String {
        let begun = self.post("/conversations", serde_json::json!({})).await;
        let id = begun.body["conversation"]["id"].as_str().unwrap();
        id.to_owned()
    }

    /// A conversation that waits for somebody.
    pub(crate) async fn waiting(&self) -> String {
        let text = "Can I talk to a real person, please?";
        let body = serde_json::json!({"message": {"author": "customer", "text": text}});
        let begun = self.post("/conversations", body).await;
        assert_eq!(
            begun.body["decision"]["outcome"], "hand_off",
            "{}",
            begun.body
        );
        begun.body["conversation"]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

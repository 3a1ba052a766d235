//! A browser without a script, at a server for one test: the real router, a real database in a folder
//! of its own, a clock that stands still and randomness that repeats.

use std::sync::Arc;

use app::{
    document::Assets,
    site::{MailWay, Site},
};
use axum::{
    Router,
    body::{Body, BodyDataStream, to_bytes},
    http::{Request, StatusCode, header},
};
use handoff::{
    actions::Desk,
    clock::{Clock, FixedClock, from_millis},
    id::Entropy,
    samples,
    store::Store,
};
use server::{live::Hub, router::router};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::database;

/// Monday, 12 January 2026, 10:00 UTC.
const NOW: i64 = 1_768_212_000_000;

pub(crate) const PASSWORD: &str = "four quiet grey horses";

pub(crate) struct TestServer {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<FixedClock>,
    router: Router,
    _folder: TempDir,
}

/// One browser with its cookie.
pub(crate) struct Browser<'a> {
    server: &'a TestServer,
    cookie: Option<String>,
}

/// A page that is open and listens, in the name of whoever is signed in.
pub(crate) struct Listener {
    router: Router,
    cookie: String,
}

impl Listener {
    /// The stream from an event on.
    pub(crate) async fn live(&self, after: i64) -> BodyDataStream {
        let request = Request::builder()
            .uri("/live")
            .header(header::COOKIE, &self.cookie)
            .header("last-event-id", after.to_string());
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body().into_data_stream()
    }
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where it leads on, for redirects.
    pub(crate) location: String,
    pub(crate) html: String,
}

impl TestServer {
    /// An empty desk, before set-up.
    pub(crate) async fn empty() -> Self {
        Self::with(|desk, _| desk).await
    }

    /// An empty desk that is changed before anybody uses it.
    pub(crate) async fn with(change: impl FnOnce(Desk, Arc<dyn Clock>) -> Desk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = database::fresh(&folder).await;
        let clock = Arc::new(FixedClock::at(from_millis(NOW)));
        let store = Store::open(&url).await.unwrap();
        let desk = Desk::new(store, clock.clone(), Arc::new(Entropy::seeded(7)));
        let desk = change(desk, clock.clone());
        let site = Site {
            desk: desk.clone(),
            assets: Assets {
                style: "/assets/style.css".into(),
                script: "/assets/main.js".into(),
            },
            base_url: "http://127.0.0.1:3000".into(),
            mail: MailWay::Folder("handoff-mail".into()),
        };
        let hub = Hub::start(desk.store.clone(), CancellationToken::new());
        Self {
            desk,
            clock,
            router: router(site, hub),
            _folder: folder,
        }
    }

    /// The sample world.
    pub(crate) async fn with_samples() -> Self {
        let server = Self::empty().await;
        let now = from_millis(NOW);
        samples::fill(&server.desk, &server.clock, now)
            .await
            .unwrap();
        server
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            server: self,
            cookie: None,
        }
    }

    /// A browser that has just set everything up, as Maya.
    pub(crate) async fn set_up(&self) -> Browser<'_> {
        let mut maya = self.browser();
        let form = [
            ("name", "Maya Strand"),
            ("email", "maya@example.com"),
            ("password", PASSWORD),
            ("organisation", "Alder & Pine"),
            ("zone", "Europe/Madrid"),
            ("agent", "Nora"),
            ("days[mon]", "on"),
            ("opens", "09:00"),
            ("closes", "17:00"),
        ];
        assert_eq!(maya.post("/set-up", &form).await.location, "/");
        maya
    }
}

impl Browser<'_> {
    /// Another page of the same browser, which only listens.
    pub(crate) fn listener(&self) -> Listener {
        Listener {
            router: self.server.router.clone(),
            cookie: self.cookie.clone().unwrap(),
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = Request::builder().uri(path);
        self.send(request, Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let pairs = form
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(request, Body::from(body)).await
    }

    /// Posts a form with a file in it.
    pub(crate) async fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (name, text): (&str, &str),
    ) -> Page {
        const EDGE: &str = "edge-of-a-part";
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={EDGE}"),
            );
        let part = |name: &str, more: &str, value: &str| {
            format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n"
            )
        };
        let parts = fields
            .iter()
            .map(|(name, value)| part(name, "", &value.replace('\n', "\r\n")));
        let mut body: String = parts.collect();
        body.push_str(&part(name, "; filename=\"sent.json\"", text));
        body.push_str("--");
        body.push_str(EDGE);
        body.push_str("--\r\n");
        self.send(request, Body::from(body)).await
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Page {
        let form = [("email", email), ("password", password)];
        self.post("/sign-in", &form).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let request = request.header(header::ACCEPT, "text/html");
        let router = self.server.router.clone();
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let text = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        if let Some(cookie) = text(header::SET_COOKIE) {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        let location = text(header::LOCATION).unwrap_or_default();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page {
            status,
            location,
            html: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

impl Page {
    /// The secret that is shown this one time.
    pub(crate) fn secret(&self) -> &str {
        let (_, field) = self.html.split_once("id=\"shown-once\"").unwrap();
        let (_, value) = field.split_once("value=\"").unwrap();
        value.split('"').next().unwrap()
    }
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |escaped, byte| {
        escaped + &format!("%{byte:02X}")
    })
}

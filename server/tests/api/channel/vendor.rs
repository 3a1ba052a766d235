//! Somebody else's service on loopback, which speaks as the vendors' pages say and does as it is told to.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use tokio::{io::AsyncReadExt, net::TcpListener};

/// What the vendor does with the next request.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Answers with that status and that body.
    Says(u16, &'static str),
    /// The same, and asks to be left alone for so many seconds.
    Waits(u16, u32),
    /// Leads on to another place.
    Leads(&'static str),
    /// Takes it and does not answer.
    Hangs,
}

/// What arrived.
#[derive(Debug, Clone)]
pub(super) struct Called {
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Called {
    pub(super) fn form(&self, name: &str) -> String {
        let mut fields = form_urlencoded::parse(self.body.as_bytes());
        let found = fields.find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, value)| value.into_owned())
    }
}

#[derive(Clone, Default)]
pub(super) struct Vendor(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    /// What it says when it takes something.
    usual: &'static str,
    /// The status it says that with; 201 unless it was told otherwise.
    usual_status: Option<u16>,
    acts: VecDeque<Act>,
    called: Vec<Called>,
}

impl Vendor {
    /// Starts one that answers 201 with `usual`, and says where it is.
    pub(super) async fn start(usual: &'static str) -> (Self, String) {
        let vendor = Self::default();
        vendor.0.lock().unwrap().usual = usual;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(take).with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (vendor, format!("http://{address}"))
    }

    /// Answers with that status from now on.
    pub(super) fn usual_status(&self, status: u16) {
        self.0.lock().unwrap().usual_status = Some(status);
    }

    /// What it does with the next requests, in order.
    pub(super) fn then(&self, acts: impl IntoIterator<Item = Act>) {
        self.0.lock().unwrap().acts.extend(acts);
    }

    pub(super) fn called(&self) -> Vec<Called> {
        self.0.lock().unwrap().called.clone()
    }
}

async fn take(State(vendor): State<Vendor>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let (act, usual) = {
        let mut inside = vendor.0.lock().unwrap();
        inside.called.push(Called {
            path: uri.to_string(),
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        });
        let usual = Act::Says(inside.usual_status.unwrap_or(201), inside.usual);
        (inside.acts.pop_front(), usual)
    };
    let status = |status| StatusCode::from_u16(status).unwrap();
    match act.unwrap_or(usual) {
        Act::Says(code, body) => (status(code), body).into_response(),
        Act::Waits(code, seconds) => {
            (status(code), [("retry-after", seconds.to_string())]).into_response()
        }
        Act::Leads(place) => (status(307), [("location", place)]).into_response(),
        Act::Hangs => {
            tokio::time::sleep(Duration::from_secs(3)).await;
            StatusCode::OK.into_response()
        }
    }
}

/// A vendor that takes every request and hangs up in the middle of its answer.
pub(super) async fn hanging_up() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut first = [0; 16];
            let _ = stream.read(&mut first).await;
            drop(stream);
        }
    });
    format!("http://{address}")
}

//! Somebody else's system on loopback, which takes what it is sent as it is told to.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use tokio::{io::AsyncReadExt, net::TcpListener};

/// What the receiver does with the next delivery.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Status(u16),
    /// A status, and how many seconds to wait.
    Later(u16, u32),
    /// A status with words.
    Words(u16, &'static str),
    Slow(Duration),
    Redirect(String),
}

/// What arrived: the headers and the bytes of the body.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

#[derive(Clone, Default)]
pub(crate) struct Receiver(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    acts: VecDeque<Act>,
    arrived: Vec<Arrived>,
}

impl Receiver {
    /// Starts one, and says where it is.
    pub(crate) async fn start() -> (Self, String) {
        let receiver = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/transfer", post(take))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, format!("http://{address}/transfer"))
    }

    /// What it does with the next deliveries, in order; after that it takes them.
    pub(crate) fn then(&self, acts: impl IntoIterator<Item = Act>) {
        self.0.lock().unwrap().acts.extend(acts);
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.0.lock().unwrap().arrived.clone()
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> Response {
    let act = {
        let mut inside = receiver.0.lock().unwrap();
        inside.arrived.push(Arrived { headers, body });
        inside.acts.pop_front()
    };
    match act.unwrap_or(Act::Status(204)) {
        Act::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Act::Later(status, seconds) => (
            StatusCode::from_u16(status).unwrap(),
            [("retry-after", seconds.to_string())],
        )
            .into_response(),
        Act::Words(status, words) => (StatusCode::from_u16(status).unwrap(), words).into_response(),
        Act::Slow(pause) => {
            tokio::time::sleep(pause).await;
            StatusCode::OK.into_response()
        }
        Act::Redirect(to) => (StatusCode::FOUND, [("location", to)]).into_response(),
    }
}

/// A receiver that hangs up on the first delivery, in the middle of it, and takes none.
pub(crate) async fn hanging_up() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut first = [0; 16];
            let _ = stream.read(&mut first).await;
            // What is left unread makes the system say that the connection was reset.
            drop(stream);
        }
    });
    format!("http://{address}/transfer")
}

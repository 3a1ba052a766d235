//! How long a request may take. One that brings files may take longer on a slow line, as long as something arrives.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use tokio::time::{Instant, sleep_until};

/// How long is waited for an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Since the request began, or since the last bytes of a file arrived.
    pub(crate) quiet: Duration,
    /// Altogether, where files arrive.
    pub(crate) whole: Duration,
}

impl Patience {
    /// That of every request that is no stream.
    pub(crate) const USUAL: Self = Self {
        quiet: Duration::from_secs(30),
        whole: Duration::from_mins(15),
    };
}

/// Ends a request that takes too long.
pub(crate) async fn end_late(
    State(patience): State<Patience>,
    request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let last = Arc::new(Mutex::new(start));
    let request = if brings_files(&request) {
        noted(request, last.clone())
    } else {
        request
    };
    let answer = next.run(request);
    tokio::pin!(answer);
    loop {
        let heard = *last.lock().unwrap_or_else(PoisonError::into_inner);
        let end = (heard + patience.quiet).min(start + patience.whole.max(patience.quiet));
        if Instant::now() >= end {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        tokio::select! {
            answer = &mut answer => return answer,
            () = sleep_until(end) => {}
        }
    }
}

fn brings_files(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
        || request.uri().path().ends_with("/files")
}

/// The request, of which it is noted when something arrived last.
fn noted(request: Request, last: Arc<Mutex<Instant>>) -> Request {
    request.map(|body| {
        Body::from_stream(body.into_data_stream().inspect(move |_| {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        }))
    })
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Bytes, middleware, routing::post};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    /// What the server answers to a body of so many bytes, of which one arrives each 100 ms.
    async fn trickled(path: &str, (sent, of): (usize, usize)) -> String {
        let patience = Patience {
            quiet: Duration::from_secs(2),
            whole: Duration::from_secs(12),
        };
        let take = |body: Bytes| async move { format!("{} bytes", body.len()) };
        let router = Router::new()
            .route("/files", post(take))
            .route("/words", post(take))
            .layer(middleware::from_fn_with_state(patience, end_late));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let (mut reader, mut writer) = stream.split();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {of}\r\n\r\n"
        );
        writer.write_all(head.as_bytes()).await.unwrap();
        let write = async {
            for _ in 0..sent {
                tokio::time::sleep(Duration::from_millis(100)).await;
                if writer.write_all(b"x").await.is_err() {
                    break;
                }
            }
            std::future::pending::<()>().await;
        };
        let mut answer = vec![0; 400];
        let read = async { reader.read(&mut answer).await.unwrap() };
        let length = tokio::select! {
            length = read => length,
            () = write => 0,
        };
        String::from_utf8_lossy(&answer[..length]).into_owned()
    }

    #[tokio::test]
    async fn files_arrive_as_slowly_as_they_like_as_long_as_something_arrives() {
        let (slow, words, still, endless) = tokio::join!(
            trickled("/files", (30, 30)),
            trickled("/words", (30, 30)),
            trickled("/files", (3, 30)),
            trickled("/files", (300, 300)),
        );
        assert!(
            slow.contains("200 OK") && slow.ends_with("30 bytes"),
            "{slow}"
        );
        assert!(words.contains("503"), "words come at once: {words}");
        assert!(still.contains("503"), "nothing arrives any more: {still}");
        assert!(endless.contains("503"), "not for ever: {endless}");
    }
}

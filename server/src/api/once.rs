//! `Idempotency-Key`: a POST with one is done once, and answered the same however often it is sent.

use std::time::Duration;

use app::site::Site;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use handoff::{
    access::TokenScope,
    actions::{Once, answer_once},
    id::hash_secret,
    seal::{Keyring, NONCE_LENGTH},
    store::{KeptAnswer, RequestKey},
};

use super::{
    body::{bytes, longest},
    problem::{ApiProblem, internal},
    token::{Caller, Known, caller},
};

/// The name of the header.
const KEY: &str = "idempotency-key";

/// The longest key, in characters: a message takes it as its name, which has as many.
const KEY_MAX: usize = 100;

/// How long somebody waits for the answer to the same request that is on its way already.
const PATIENCE: Duration = Duration::from_secs(10);

/// What an answer says besides its body, and says again.
const KEPT: [HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::LOCATION,
    header::ETAG,
    header::LINK,
];

/// Does a POST with a key once. Everything else passes.
pub(super) async fn once(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    match answered(&site, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn answered(site: &Site, request: Request, next: Next) -> Result<Response, ApiProblem> {
    let caller = caller(site, request.headers(), TokenScope::ReadAll).await?;
    let key = key(request.headers())?;
    let (mut parts, body) = request.into_parts();
    let bytes = bytes(Request::new(body), longest(parts.uri.path())).await?;
    let key = RequestKey {
        token: caller.id(),
        fingerprint: fingerprint(&caller, &parts, &bytes),
        key,
    };
    let envelope = Envelope::of(&caller, &key);
    parts.extensions.insert(Known(caller));
    let nonce = site.desk.entropy.bytes();
    let answer = async {
        let answer = kept(next.run(Request::from_parts(parts, bytes.into())).await).await;
        envelope.closed(answer, nonce)
    };
    match answer_once(&site.desk, &key, PATIENCE, answer).await? {
        Once::First(answer) => Ok(response(envelope.opened(answer)?, false)),
        Once::Again(answer) => Ok(response(envelope.opened(answer)?, true)),
        Once::Differs => Err(ApiProblem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "key_used",
            "This Idempotency-Key belongs to another request. Use a new key for each request.",
        )),
        Once::Running => Err(ApiProblem::new(
            StatusCode::CONFLICT,
            "running",
            "The same request is still being done. Send it again in a moment.",
        )),
    }
}

/// What an answer is kept in. Some answers tell a secret this once, so none of them can be read in the database: the
/// key is made from the token, of which only the hash is there.
struct Envelope {
    ring: Keyring,
    /// It opens for this request only.
    place: String,
}

impl Envelope {
    fn of(caller: &Caller, key: &RequestKey) -> Self {
        Self {
            ring: Keyring::new(caller.seal_key("answers")),
            place: format!("token {}, request {}", key.token, key.key),
        }
    }

    fn closed(&self, mut answer: KeptAnswer, nonce: [u8; NONCE_LENGTH]) -> KeptAnswer {
        match self.ring.seal(&answer.body, &self.place, nonce) {
            Ok(sealed) => answer.body = sealed,
            Err(error) => {
                tracing::error!(%error, "an answer could not be sealed");
                answer.status = StatusCode::INTERNAL_SERVER_ERROR.as_u16();
            }
        }
        answer
    }

    fn opened(&self, mut answer: KeptAnswer) -> Result<KeptAnswer, ApiProblem> {
        answer.body = self.ring.open(&answer.body, &self.place).map_err(|error| {
            tracing::error!(%error, "a kept answer does not open");
            internal()
        })?;
        Ok(answer)
    }
}

/// What the program calls its request. The quotes of a structured header (RFC 8941) are no part of it.
fn key(headers: &HeaderMap) -> Result<String, ApiProblem> {
    let value = headers.get(KEY).and_then(|value| value.to_str().ok());
    let value = value.unwrap_or_default().trim();
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let key = quoted.unwrap_or(value);
    let is_sign = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
    if (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(is_sign) {
        return Ok(key.to_owned());
    }
    Err(ApiProblem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        format!(
            "An Idempotency-Key has 1 to {KEY_MAX} letters, digits and signs without spaces, such as a UUID."
        ),
    ))
}

/// The same for the same request only. Where the token is for every AI agent, another one is another request.
fn fingerprint(caller: &Caller, parts: &Parts, body: &Bytes) -> String {
    let body = String::from_utf8_lossy(body);
    let about = if caller.is_for_all() {
        format!(" for {}", caller.agent())
    } else {
        String::new()
    };
    hash_secret(&format!("{} {}{about}\n{body}", parts.method, parts.uri))
}

/// An answer as it is kept. One whose body cannot be read is none.
async fn kept(response: Response) -> KeptAnswer {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let named = |name: &HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    KeptAnswer {
        status: parts.status.as_u16(),
        headers: KEPT.iter().filter_map(named).collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

fn response(answer: KeptAnswer, is_again: bool) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Body::from(answer.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    if is_again {
        let name = HeaderName::from_static("idempotency-replayed");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    response
}

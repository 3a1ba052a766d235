//! The JSON body of a request.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use handoff::{
    file::{FILE_MAX, size_in_words},
    nul,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::ApiProblem;
use crate::json::decode;

/// The longest body, in bytes: room for any conversation, too little to keep the server busy.
const BODY_MAX: usize = 256 * 1024;

/// The longest body that brings a file, in bytes: base64 has four signs for three bytes.
const WITH_FILE_MAX: usize = FILE_MAX / 3 * 4 + BODY_MAX;

/// A body decoded into `T`, every mistake in it named.
pub(super) struct Body<T>(pub(super) T);

/// The same where the body brings a file.
pub(super) struct FileBody<T>(pub(super) T);

/// A body that may be left out: then it is as if `{}` had been sent.
pub(super) struct OptionalBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        of_json(request, BODY_MAX).await.map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FileBody<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        of_json(request, WITH_FILE_MAX).await.map(Self)
    }
}

async fn of_json<T: DeserializeOwned>(request: Request, most: usize) -> Result<T, ApiProblem> {
    if !is_json(&request) {
        return Err(ApiProblem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "Send JSON, and say so: “Content-Type: application/json”.",
        ));
    }
    decoded(&bytes(request, most).await?)
}

/// The longest body that an address takes, in bytes.
pub(super) fn longest(path: &str) -> usize {
    if path.starts_with("/conversations/") && path.ends_with("/files") {
        WITH_FILE_MAX
    } else {
        BODY_MAX
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for OptionalBody<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiProblem> {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            let (parts, body) = request.into_parts();
            let bytes = bytes(Request::new(body), BODY_MAX).await?;
            if !bytes.is_empty() {
                let request = Request::from_parts(parts, bytes.into());
                return Body::from_request(request, state)
                    .await
                    .map(|Body(body)| Self(body));
            }
        }
        decoded(b"{}").map(Self)
    }
}

fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A body of at most so many bytes.
pub(super) async fn bytes(request: Request, most: usize) -> Result<axum::body::Bytes, ApiProblem> {
    to_bytes(request.into_body(), most).await.map_err(|_| {
        let detail = if most == BODY_MAX {
            "This is more than 256 kB. Send less at a time.".to_owned()
        } else {
            let most = size_in_words(FILE_MAX as u64);
            format!("This is more than a file of {most} takes. Send a smaller one.")
        };
        ApiProblem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    })
}

fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiProblem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ApiProblem::new(
            StatusCode::BAD_REQUEST,
            "malformed",
            format!("This is not JSON: something is wrong in line {line}, column {column}."),
        )
    })?;
    decode(nul::without_in_json(value)).map_err(ApiProblem::invalid)
}

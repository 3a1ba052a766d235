//! The JSON body of a request.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::ApiProblem;
use crate::json::decode;

/// The longest body, in bytes: room for any conversation, too little to keep the server busy.
const BODY_MAX: usize = 256 * 1024;

/// A body decoded into `T`, every mistake in it named.
pub(super) struct Body<T>(pub(super) T);

/// A body that may be left out: then it is as if `{}` had been sent.
pub(super) struct OptionalBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        if !is_json(&request) {
            return Err(ApiProblem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "Send JSON, and say so: “Content-Type: application/json”.",
            ));
        }
        decoded(&bytes(request).await?).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for OptionalBody<T> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiProblem> {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            let (parts, body) = request.into_parts();
            let bytes = bytes(Request::new(body)).await?;
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

pub(super) async fn bytes(request: Request) -> Result<axum::body::Bytes, ApiProblem> {
    to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| {
        ApiProblem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "This is more than 256 kB. Send less at a time.",
        )
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
    decode(value).map_err(ApiProblem::invalid)
}

//! Versions: `ETag` says which one was read, `If-Match` which one a change was made from.

use app::site::Site;
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::problem::ApiProblem;

/// The version a change was made from. Without one the newest is written over.
pub(super) struct IfMatch(pub(super) Option<i64>);

impl FromRequestParts<Site> for IfMatch {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiProblem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let revision = text.trim_start_matches("W/").trim_matches('"').parse();
        revision.map(|revision| Self(Some(revision))).map_err(|_| {
            ApiProblem::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                "“If-Match” takes the “ETag” of what was read, such as \"3\".",
            )
        })
    }
}

/// An answer with its version.
pub(super) fn tagged<T: Serialize>(status: StatusCode, revision: i64, body: T) -> Response {
    let mut response = (status, Json(body)).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

//! Versions: `ETag` says which one was read, `If-Match` which one a change was made from.

use std::fmt::Display;

use app::site::Site;
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use handoff::actions::SaveError;
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
pub(super) fn tagged<T: Serialize>(status: StatusCode, tag: impl Display, body: T) -> Response {
    with_tag((status, Json(body)).into_response(), tag)
}

/// The answer to somebody who has this version already.
pub(super) fn unchanged(tag: &str) -> Response {
    with_tag(StatusCode::NOT_MODIFIED.into_response(), tag)
}

/// The refusal of a change that was made from an older version, with the tag of the one there is.
pub(super) fn outdated(tag: &str) -> Response {
    with_tag(ApiProblem::from(SaveError::Outdated).into_response(), tag)
}

fn with_tag(mut response: Response, tag: impl Display) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The versions a change may have been made from, as their tags. Without any the newest is written over.
pub(super) struct IfMatchTags(pub(super) Option<Vec<String>>);

impl FromRequestParts<Site> for IfMatchTags {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiProblem> {
        let tags = listed(parts, &header::IF_MATCH);
        // Only the very same bytes will do here (RFC 9110, 13.1.1), which a weak tag does not promise.
        let strong = |tags: Vec<String>| tags.into_iter().filter(|tag| !tag.starts_with("W/"));
        let tags = tags.filter(|tags| !tags.iter().any(|tag| tag == "*"));
        Ok(Self(
            tags.map(|tags| strong(tags).map(|tag| bare(&tag)).collect()),
        ))
    }
}

/// The versions that the client has already, as their tags.
pub(super) struct IfNoneMatch(Vec<String>);

impl FromRequestParts<Site> for IfNoneMatch {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiProblem> {
        let tags = listed(parts, &header::IF_NONE_MATCH).unwrap_or_default();
        let bare = |tag: &String| bare(tag.trim_start_matches("W/"));
        Ok(Self(tags.iter().map(bare).collect()))
    }
}

impl IfNoneMatch {
    /// Whether the client has this version; `*` stands for any.
    pub(super) fn includes(&self, tag: &str) -> bool {
        self.0.iter().any(|known| known == tag || known == "*")
    }
}

/// The members of a header that is a list. None when it was not sent.
fn listed(parts: &Parts, name: &HeaderName) -> Option<Vec<String>> {
    let mut values = parts.headers.get_all(name).iter().peekable();
    values.peek()?;
    let texts = values.filter_map(|value| value.to_str().ok());
    let members = texts.flat_map(|text| text.split(','));
    Some(members.map(|member| member.trim().to_owned()).collect())
}

fn bare(tag: &str) -> String {
    tag.trim_matches('"').to_owned()
}

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

use super::{paged::malformed, problem::ApiProblem};

/// The longest tag that is looked at, in characters; ours are shorter.
const TAG_MAX: usize = 64;

/// What the headers of versions look like, for the document of the API.
pub(super) const TAGS: &str = "^(\\*|(W/)?\"[!#-+--~]{1,64}\"( *, *(W/)?\"[!#-+--~]{1,64}\")*)$";

/// The versions a change may have been made from. Without any the newest is written over.
pub(super) struct IfMatch(Option<Vec<String>>);

impl IfMatch {
    /// The revision that a change must be made from, where `now` is the newest: none has to be, or exactly this.
    pub(super) fn revision(&self, now: i64) -> Option<i64> {
        let tags = self.0.as_ref()?;
        let is_met = tags.iter().any(|tag| *tag == now.to_string());
        // No version has a number below 1.
        Some(if is_met { now } else { 0 })
    }
}

impl FromRequestParts<Site> for IfMatch {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiProblem> {
        let IfMatchTags(tags) = IfMatchTags::from_request_parts(parts, site).await?;
        Ok(Self(tags))
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
        Ok(Self(match listed(parts, &header::IF_MATCH)? {
            None | Some(Listed::Any) => None,
            // Only the very same bytes will do here (RFC 9110, 13.1.1), which a weak tag does not promise.
            Some(Listed::Tags(tags)) => {
                let strong = tags.into_iter().filter(|tag| !tag.is_weak);
                Some(strong.map(|tag| tag.text).collect())
            }
        }))
    }
}

/// The versions that the client has already.
pub(super) struct IfNoneMatch(Option<Listed>);

impl FromRequestParts<Site> for IfNoneMatch {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ApiProblem> {
        listed(parts, &header::IF_NONE_MATCH).map(Self)
    }
}

impl IfNoneMatch {
    /// Whether the client has this version; `*` stands for any.
    pub(super) fn includes(&self, tag: &str) -> bool {
        match &self.0 {
            None => false,
            Some(Listed::Any) => true,
            Some(Listed::Tags(tags)) => tags.iter().any(|known| known.text == tag),
        }
    }
}

/// What such a header says.
enum Listed {
    Any,
    Tags(Vec<Tag>),
}

struct Tag {
    is_weak: bool,
    text: String,
}

/// What a header names: `*`, or tags with commas between them (RFC 9110, 8.8.3). None when it was not sent.
fn listed(parts: &Parts, name: &HeaderName) -> Result<Option<Listed>, ApiProblem> {
    let values: Vec<_> = parts.headers.get_all(name).iter().collect();
    if values.is_empty() {
        return Ok(None);
    }
    let texts: Option<Vec<&str>> = values.iter().map(|value| value.to_str().ok()).collect();
    let text = texts.map(|texts| texts.join(","));
    let read = text.as_deref().and_then(|text| match text.trim() {
        "*" => Some(Listed::Any),
        text => text
            .split(',')
            .map(tag)
            .collect::<Option<_>>()
            .map(Listed::Tags),
    });
    read.map(Some).ok_or_else(|| {
        let name = if *name == header::IF_MATCH {
            "If-Match"
        } else {
            "If-None-Match"
        };
        malformed(&format!(
            "“{name}” takes the “ETag” of what was read, in its quotes, such as \"3\"."
        ))
    })
}

/// One tag: what stands in the quotes, and whether it is a weak one.
fn tag(text: &str) -> Option<Tag> {
    let text = text.trim();
    let strong = text.strip_prefix("W/");
    let inner = strong
        .unwrap_or(text)
        .strip_prefix('"')?
        .strip_suffix('"')?;
    let is_tag = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
    ((1..=TAG_MAX).contains(&inner.len()) && inner.bytes().all(is_tag)).then(|| Tag {
        is_weak: strong.is_some(),
        text: inner.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_stands_in_quotes() {
        let read = |text: &str| tag(text).map(|tag| (tag.is_weak, tag.text));
        assert_eq!(read("\"3\""), Some((false, "3".into())));
        assert_eq!(read(" W/\"a-b\" "), Some((true, "a-b".into())));
        for wrong in ["", "3", "\"3", "\"\"", "\"a\"b\"", "w/\"3\"", "\"a b\""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

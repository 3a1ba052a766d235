//! Who a visitor is, and what they are told when something is refused.

use app::site::Site;
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use handoff::{actions::VerbError, conversation::Conversation, id::hash_secret, store::StoreError};
use serde_json::json;

use super::tag::Tag;

/// The conversation of the visitor who holds its secret.
pub(super) struct Visitor(pub(super) Conversation);

impl FromRequestParts<Site> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refusal> {
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let secret = header
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(Refusal::Unknown)?;
        let conversation = site
            .desk
            .store
            .conversation_of_visitor(&hash_secret(secret))
            .await?;
        let conversation = conversation.ok_or(Refusal::Unknown)?;
        Tag::of(site, conversation.agent, &parts.headers).await?;
        Ok(Self(conversation))
    }
}

/// Why the widget gets no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    NotFound,
    /// No secret, or one that opens nothing.
    Unknown,
    /// A page of a site that is not among those which may show the chat.
    Foreign,
    /// Who writes must be known, and is not; says why.
    Stranger(String),
    /// What was sent is not what the chat sends.
    Unreadable,
    /// More was sent than is taken at once; says in how many seconds more is.
    TooMuch(u64),
    Verb(VerbError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Verb(VerbError::Store(error))
    }
}

impl From<VerbError> for Refusal {
    fn from(error: VerbError) -> Self {
        Self::Verb(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let wait = match self {
            Self::TooMuch(seconds) => Some(seconds),
            _ => None,
        };
        let (status, detail) = match self {
            Self::NotFound | Self::Verb(VerbError::Missing) => {
                (StatusCode::NOT_FOUND, "There is no such chat.".to_owned())
            }
            Self::Unknown => (
                StatusCode::UNAUTHORIZED,
                "This chat is over or was never begun here.".to_owned(),
            ),
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                "This site is not among those that may show the chat. Add it on the page of the channel “Web chat”.".to_owned(),
            ),
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                "This could not be read. Reload the page and send it again.".to_owned(),
            ),
            Self::TooMuch(seconds) => (StatusCode::TOO_MANY_REQUESTS, wait_in_words(seconds)),
            Self::Stranger(why) => (StatusCode::FORBIDDEN, why),
            Self::Verb(VerbError::Invalid(problems)) => {
                let details: Vec<_> = problems.into_iter().map(|problem| problem.detail).collect();
                (StatusCode::UNPROCESSABLE_ENTITY, details.join(" "))
            }
            Self::Verb(VerbError::Store(error)) => {
                tracing::error!(%error, "a visitor could not be answered");
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "This could not be saved. It is tried again.".to_owned(),
                )
            }
            Self::Verb(error) => (StatusCode::CONFLICT, error.to_string()),
        };
        let body = json!({"type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail});
        let mut response = (status, Json(body)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

fn wait_in_words(seconds: u64) -> String {
    let wait = match (seconds, seconds.div_ceil(60)) {
        (..=1, _) => "a second".to_owned(),
        (..60, _) => format!("{seconds} seconds"),
        (_, 1) => "a minute".to_owned(),
        (_, minutes) => format!("{minutes} minutes"),
    };
    format!("That was a lot at once. Wait {wait}, then send it again.")
}

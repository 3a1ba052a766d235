//! No page: why, as a status and as a page of its own.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use handoff::{
    actions::{SaveError, VerbError},
    store::StoreError,
};

use crate::{
    pages::error::{Refusal, render},
    person::Theme,
    site::Site,
};

/// Why there is no page. Becomes the page that says so on its way out.
#[derive(Debug)]
pub enum Oops {
    NotFound,
    Forbidden,
    /// The form is not one of ours, or too old.
    Stale,
    /// Another site asked for it.
    Foreign,
    Failed(StoreError),
}

impl From<StoreError> for Oops {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl From<SaveError> for Oops {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Missing => Self::NotFound,
            SaveError::Forbidden => Self::Forbidden,
            SaveError::Invalid(_) | SaveError::Outdated | SaveError::Used(_) => Self::Stale,
            SaveError::Store(error) => Self::Failed(error),
        }
    }
}

impl From<VerbError> for Oops {
    fn from(error: VerbError) -> Self {
        match error {
            VerbError::Missing => Self::NotFound,
            VerbError::Store(error) => Self::Failed(error),
            _ => Self::Stale,
        }
    }
}

impl From<crate::form::BadForm> for Oops {
    fn from(error: crate::form::BadForm) -> Self {
        tracing::debug!(%error, "a form that is not ours");
        Self::Stale
    }
}

impl From<tower_sessions::session::Error> for Oops {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Failed(StoreError::Unreadable(error.to_string()))
    }
}

/// Marks a response that still needs its page.
#[derive(Clone)]
struct Unrendered(Refusal);

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let (status, refusal) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Refusal::NotFound),
            Self::Forbidden => (StatusCode::FORBIDDEN, Refusal::Forbidden),
            Self::Stale => (StatusCode::BAD_REQUEST, Refusal::Stale),
            Self::Foreign => (StatusCode::FORBIDDEN, Refusal::Stale),
            Self::Failed(error) => {
                tracing::error!(%error, "a page could not be made");
                (StatusCode::SERVICE_UNAVAILABLE, Refusal::Unavailable)
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Unrendered(refusal));
        response
    }
}

/// Turns refusals into pages, on the way out.
pub async fn show_refusals(State(site): State<Site>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    match response.extensions().get::<Unrendered>() {
        Some(Unrendered(refusal)) => {
            let html = render(refusal.clone(), Theme::System, &site.assets);
            (response.status(), Html(html)).into_response()
        }
        None => response,
    }
}

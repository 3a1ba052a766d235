//! A form that was not accepted.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

/// The page again, with what was written and what is wrong with it.
pub fn refused(html: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()
}

//! What becomes of a form that was sent: it is done, or its page comes again with what is wrong.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use handoff::actions::SaveError;

use super::Oops;
use crate::form::FieldErrors;

/// The page again, with what was written and what is wrong with it.
pub fn refused(html: String) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response()
}

/// What was made of a form, or what is wrong with it. For everything else there is no page.
pub fn settled<T>(done: Result<T, SaveError>) -> Result<Result<T, FieldErrors>, Oops> {
    match done {
        Ok(made) => Ok(Ok(made)),
        Err(SaveError::Invalid(problems)) => Ok(Err(FieldErrors::of(problems))),
        Err(other) => Err(other.into()),
    }
}

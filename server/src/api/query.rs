//! The parameters after the question mark.

use axum::{
    extract::{FromRequestParts, Query as Parsed},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use super::problem::ApiProblem;

/// Parameters decoded into `T`.
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiProblem> {
        match Parsed::<T>::from_request_parts(parts, state).await {
            Ok(Parsed(query)) => Ok(Self(query)),
            Err(rejection) => Err(ApiProblem::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                format!("The address cannot be read: {}.", rejection.body_text()),
            )),
        }
    }
}

//! The HTTP API for programs: JSON in, JSON or a problem out.
//!
//! One file an endpoint, in `v1/<noun>/<verb>.rs`, but for what is set up in versions, whose verbs are the
//! same for every noun: `v1/kept.rs`. Rules are not here: an endpoint decodes, calls one
//! verb of the product, and says what came of it.

mod body;
pub mod docs;
mod document;
mod once;
mod paged;
mod problem;
mod query;
mod token;
mod v1;
mod version;

use app::site::Site;
use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
pub use document::{EXAMPLES, document};
use problem::ApiProblem;
pub(crate) use token::{AGENT, known_program};

use crate::address::leads_nowhere;

/// Where the API is mounted.
pub const BASE: &str = "/v1/api";

/// Every endpoint, to be mounted at [`BASE`].
pub fn router(site: &Site) -> Router<Site> {
    let (endpoints, _) = v1::routes().split_for_parts();
    endpoints
        .fallback(async || nothing())
        .layer(middleware::from_fn(paged::linked))
        .layer(middleware::from_fn(find))
        .layer(middleware::from_fn(problem::answer_in_problems))
        .layer(middleware::from_fn_with_state(site.clone(), once::once))
        // What goes wrong before an endpoint is reached is a problem too.
        .layer(middleware::from_fn(problem::answer_in_problems))
}

/// Finds no endpoint and nothing behind one where the address has a sign that is in no name.
async fn find(request: Request, next: Next) -> Response {
    if leads_nowhere(request.uri()) {
        return nothing().into_response();
    }
    next.run(request).await
}

fn nothing() -> ApiProblem {
    ApiProblem::missing("There is nothing at this address.")
}

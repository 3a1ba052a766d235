//! Other vendors' JSON: in, with a report on what could not be taken along, and out again.

mod export;
mod import;

use app::site::Site;
use axum::{
    Router,
    routing::{get, post},
};
use handoff::vendor::{VENDORS, Vendor, vendor_named};

use crate::api::problem::ApiProblem;

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/imports/{vendor}", post(import::import))
        .route("/exports/{vendor}", get(export::export))
        .route("/exports/{vendor}/report", get(export::report))
}

fn named(name: &str) -> Result<&'static dyn Vendor, ApiProblem> {
    vendor_named(name).ok_or_else(|| {
        let names: Vec<&str> = VENDORS.into_iter().map(Vendor::name).collect();
        let names = names.join(", ");
        ApiProblem::missing(&format!(
            "There is no vendor of that name. There are {names}."
        ))
    })
}

//! Other vendors' JSON: in, with a report on what could not be taken along, and out again.

mod export;
mod import;

use app::site::Site;
use handoff::vendor::{VENDORS, Vendor, vendor_named};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::problem::ApiProblem;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(import::import))
        .routes(routes!(export::export))
        .routes(routes!(export::report))
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

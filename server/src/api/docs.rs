//! The document of the API at `/openapi.json`, and pages to read and try it at `/docs/api`.

use std::sync::LazyLock;

use app::site::Site;
use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::document;

/// Made once: it says the same as long as the program runs.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// The document and its pages. Both are for everybody: they tell nothing of what is kept here.
pub fn router() -> Router<Site> {
    let config = Config::from("/openapi.json")
        .deep_linking(true)
        // The bar of the other layout brings an inline style, which the content policy refuses.
        .use_base_layout()
        .doc_expansion("none")
        .validator_url("none");
    Router::new()
        .route("/openapi.json", get(openapi))
        .merge(SwaggerUi::new("/docs/api").config(config))
}

async fn openapi() -> ([(HeaderName, HeaderValue); 1], &'static str) {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], DOCUMENT.as_str())
}

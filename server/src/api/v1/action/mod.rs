//! The Human Handoff action, in the sections of the configuration document that are about it.

mod replace;
mod show;

use app::site::Site;
use axum::{http::StatusCode, response::Response};
use handoff::{judge::understand, store::SavedAction};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{problem::ApiProblem, version::tagged};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show::show, replace::replace))
}

#[derive(Serialize, ToSchema)]
struct ActionJson {
    #[serde(flatten)]
    sections: Value,
    /// How “When to use” was understood, part by part.
    understood: Vec<Part>,
}

/// A part of “When to use” and what it means.
#[derive(Serialize, ToSchema)]
struct Part {
    said: String,
    understood: bool,
    in_words: String,
}

/// The action with its version.
fn answer(saved: &SavedAction) -> Response {
    let parts = understand(&saved.action.when_to_use).into_iter();
    let shown = ActionJson {
        sections: saved.action.to_sections(),
        understood: parts
            .map(|clause| Part {
                said: clause.said,
                understood: clause.understood,
                in_words: clause.in_words,
            })
            .collect(),
    };
    tagged(StatusCode::OK, saved.revision, shown)
}

fn gone() -> ApiProblem {
    ApiProblem::missing("The AI agent of this token is gone.")
}

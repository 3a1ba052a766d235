//! The Human Handoff action, in the sections of the configuration document that are about it.

mod replace;
mod show;

use app::site::Site;
use axum::{http::StatusCode, response::Response};
use handoff::{judge::understand, policy::Messages, store::SavedAction, trigger::Triggers};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::configuration::{ActionSection, OutsideHoursSection};
use crate::api::{problem::ApiProblem, version::tagged};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show::show, replace::replace))
}

/// The sections of the configuration that are about the action.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActionSections {
    action: ActionSection,
    triggers: Triggers,
    messages: Messages,
    outside_hours: OutsideHoursSection,
}

/// The sections as they are written: what is left out is as a new action has it.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActionBody {
    /// Whether it is `enabled` must be said.
    action: ActionSection,
    #[serde(default)]
    triggers: Triggers,
    #[serde(default)]
    messages: Messages,
    #[serde(default)]
    outside_hours: OutsideHoursSection,
    /// Is in what was read, and not heeded.
    #[serde(default)]
    #[schema(value_type = Vec<Part>)]
    understood: Value,
}

#[derive(Serialize, ToSchema)]
struct ActionJson {
    #[serde(flatten)]
    #[schema(value_type = ActionSections)]
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

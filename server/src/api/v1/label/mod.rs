//! Labels that conversations can have. They are made by being put on one.

use app::site::Site;
use axum::{Json, extract::State};
use handoff::{
    conversation::{Colour, Label},
    id::LabelId,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{problem::ApiProblem, token::ReadToken};

#[derive(Serialize, ToSchema)]
pub(super) struct LabelJson {
    id: LabelId,
    name: String,
    colour: Colour,
}

impl From<Label> for LabelJson {
    fn from(label: Label) -> Self {
        Self {
            id: label.id,
            name: label.name,
            colour: label.colour,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct LabelList {
    labels: Vec<LabelJson>,
}

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every label, by name.
#[utoipa::path(
    get,
    path = "/labels",
    tag = "Labels",
    responses(
        (status = 200, description = "What is asked for.", body = LabelList),
    ),
)]
async fn list(_: ReadToken, State(site): State<Site>) -> Result<Json<LabelList>, ApiProblem> {
    let labels = site.desk.store.labels().await?;
    Ok(Json(LabelList {
        labels: labels.into_iter().map(LabelJson::from).collect(),
    }))
}

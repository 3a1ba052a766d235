//! Labels that conversations can have. They are made by being put on one.

use app::site::Site;
use axum::{Json, Router, extract::State, routing::get};
use handoff::{
    conversation::{Colour, Label},
    id::LabelId,
};
use serde::Serialize;

use crate::api::{problem::ApiProblem, token::ReadToken};

#[derive(Serialize)]
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

#[derive(Serialize)]
struct List {
    labels: Vec<LabelJson>,
}

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/labels", get(list))
}

/// `GET /labels`: every label, by name.
async fn list(_: ReadToken, State(site): State<Site>) -> Result<Json<List>, ApiProblem> {
    let labels = site.desk.store.labels().await?;
    Ok(Json(List {
        labels: labels.into_iter().map(LabelJson::from).collect(),
    }))
}

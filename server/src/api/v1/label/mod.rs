//! Labels that conversations can have. They are made by being put on one.

use app::site::Site;
use axum::{extract::State, response::Response};
use handoff::{
    conversation::{Colour, Label},
    id::LabelId,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{
    paged::{PageQuery, followed},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

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
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every label, by name.
#[utoipa::path(
    get,
    path = "/labels",
    tag = "Labels",
    params(PageQuery),
    responses(
        (status = 200, description = "What is asked for.", body = LabelList),
    ),
)]
async fn list(
    _: ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Response, ApiProblem> {
    let kept = site.desk.store.labels().await?;
    let page = query.of(kept.into_iter().map(|one| (one.id.0, one)).collect())?;
    let list = LabelList {
        labels: page.data.into_iter().map(LabelJson::from).collect(),
        next: page.next.clone(),
    };
    Ok(followed("cursor", page.next.as_deref(), list))
}

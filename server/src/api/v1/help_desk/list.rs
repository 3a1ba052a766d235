//! `GET /help_desks`: every help desk that can be connected.

use app::site::Site;
use axum::{Json, extract::State};
use handoff::help_desk::HELP_DESKS;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::HelpDeskJson;
use crate::api::{problem::ApiProblem, token::ReadToken};

/// Every help desk that can be connected.
#[derive(Serialize, ToSchema)]
pub(super) struct HelpDesksJson {
    data: Vec<HelpDeskJson>,
}

/// Every help desk that can be connected, and how each is doing.
#[utoipa::path(
    get,
    path = "/help_desks",
    tag = "Help desks",
    responses(
        (status = 200, description = "What is asked for.", body = HelpDesksJson),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
) -> Result<Json<HelpDesksJson>, ApiProblem> {
    let all = site.desk.store.help_desks(Some(caller.agent())).await?;
    let data = HELP_DESKS.iter().map(|adapter| {
        let saved = all.iter().find(|saved| saved.vendor == adapter.name());
        HelpDeskJson::of(*adapter, saved)
    });
    Ok(Json(HelpDesksJson {
        data: data.collect(),
    }))
}

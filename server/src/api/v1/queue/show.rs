//! `GET /queues/{id}`: one of them, with its version.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::card::card;
use crate::api::{problem::ApiProblem, token::ReadToken, version::tagged};

pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, ApiProblem> {
    let card = card(&site.desk, caller.agent(), id).await?;
    Ok(tagged(StatusCode::OK, card.revision(), card))
}

//! `PUT /topics/{id}`: all of it is replaced. With `If-Match`, only if nobody changed it meanwhile.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use handoff::{actions, id::TopicId};
use serde_json::Value;

use super::card::{card, draft};
use crate::api::{
    body::Body,
    problem::ApiProblem,
    token::WriteToken,
    version::{IfMatch, tagged},
};

pub(super) async fn update(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
    IfMatch(revision): IfMatch,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    card(desk, agent, id).await?;
    let draft = draft(desk, agent, body).await?;
    let of = Some((TopicId(id), revision));
    actions::save_topic(desk, &caller.actor(), agent, of, &draft).await?;
    let card = card(desk, agent, id).await?;
    Ok(tagged(StatusCode::OK, card.revision(), card))
}

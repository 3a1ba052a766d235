//! `POST /conversations/{id}/snooze`, `priority`, `labels`, and `DELETE …/labels/{label}`: what people do with a
//! conversation beside answering.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use handoff::{
    actions,
    clock::Instant,
    conversation::{Colour, Priority},
    id::{ConversationId, LabelId},
};
use serde::Deserialize;

use super::card::ConversationJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken, v1::label::LabelJson};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SnoozeBody {
    /// Null brings it back now. It must be said: leaving it out is more likely a slip.
    #[serde(deserialize_with = "Option::deserialize")]
    until: Option<Instant>,
}

pub(super) async fn snooze(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<SnoozeBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let desk = &site.desk;
    let done = actions::snooze(desk, &caller.actor(), caller.scope(), &id, body.until).await?;
    Ok(Json(ConversationJson::load(&desk.store, done).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityBody {
    priority: Priority,
}

pub(super) async fn set_priority(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<PriorityBody>,
) -> Result<Json<ConversationJson>, ApiProblem> {
    let (desk, actor) = (&site.desk, caller.actor());
    let done = actions::set_priority(desk, &actor, caller.scope(), &id, body.priority).await?;
    Ok(Json(ConversationJson::load(&desk.store, done).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelBody {
    name: String,
    /// Only for a label that there is not yet.
    #[serde(default)]
    colour: Option<Colour>,
}

pub(super) async fn put_label(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<LabelBody>,
) -> Result<(StatusCode, Json<LabelJson>), ApiProblem> {
    let named = (body.name.as_str(), body.colour);
    let put = actions::put_label(&site.desk, &caller.actor(), caller.scope(), &id, named).await;
    let (label, is_new) = put?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(label.into())))
}

pub(super) async fn take_label(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path((id, label)): Path<(ConversationId, LabelId)>,
) -> Result<StatusCode, ApiProblem> {
    let (desk, actor) = (&site.desk, caller.actor());
    if actions::take_label(desk, &actor, caller.scope(), &id, label).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiProblem::missing("This conversation has no such label."))
    }
}

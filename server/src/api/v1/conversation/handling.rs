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
use utoipa::ToSchema;

use super::card::ConversationJson;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken, v1::label::LabelJson};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SnoozeBody {
    /// Null brings it back now. It must be said: leaving it out is more likely a slip.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Instant>,
}

/// A conversation is put aside until an instant, or brought back now.
#[utoipa::path(
    post,
    path = "/conversations/{id}/snooze",
    tag = "Conversations",
    request_body = SnoozeBody,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityBody {
    priority: Priority,
}

/// A conversation gets another priority.
#[utoipa::path(
    post,
    path = "/conversations/{id}/priority",
    tag = "Conversations",
    request_body = PriorityBody,
    responses(
        (status = 200, description = "Done.", body = ConversationJson),
    ),
)]
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelBody {
    name: String,
    /// Only for a label that there is not yet.
    #[serde(default)]
    colour: Option<Colour>,
}

/// A label is put on a conversation, and made if there is none of that name.
#[utoipa::path(
    post,
    path = "/conversations/{id}/labels",
    tag = "Conversations",
    request_body = LabelBody,
    responses(
        (status = 201, description = "The label is new.", body = LabelJson),
        (status = 200, description = "Done.", body = LabelJson),
    ),
)]
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

/// A label is taken off a conversation.
#[utoipa::path(
    delete,
    path = "/conversations/{id}/labels/{label}",
    tag = "Conversations",
    responses(
        (status = 204, description = "Done."),
    ),
)]
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

//! `GET /conversations/{id}`: the context card, with everything that was said.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    conversation::Entry,
    id::{ConversationId, MessageId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    assignment::AssignmentJson,
    card::{ConversationJson, HandoffRequestJson, MessageJson, Names, TicketJson},
    transfer::TransferJson,
    verdict::VerdictJson,
};
use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

/// The most messages and notes of one answer; “more” says that there are others after them.
const ENTRIES_MAX: i64 = 500;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowQuery {
    /// `1`: the decisions with their traces.
    trace: Option<u8>,
    /// Only what was said after this message.
    after: Option<MessageId>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ContextCard {
    conversation: ConversationJson,
    handoff_request: Option<HandoffRequestJson>,
    /// What the system that takes over was handed with it.
    transfer: Option<TransferJson>,
    /// What became of its handoffs in help desks, the newest first.
    tickets: Vec<TicketJson>,
    /// What was said of the newest handoff.
    verdict: Option<VerdictJson>,
    /// Why whoever has it was given it, and why not each other one, the newest first.
    assignments: Vec<AssignmentJson>,
    /// The place in line, from 1.
    position: Option<usize>,
    messages: Vec<MessageJson>,
    /// Apart from the messages, so that a program that passes those on never tells a customer.
    notes: Vec<MessageJson>,
    more: bool,
}

/// The context card, with everything that was said.
#[utoipa::path(
    get,
    path = "/conversations/{id}",
    tag = "Conversations",
    params(ShowQuery),
    responses(
        (status = 200, description = "What is asked for.", body = ContextCard),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Query(query): Query<ShowQuery>,
) -> Result<Json<ContextCard>, ApiProblem> {
    let store = &site.desk.store;
    let found = store.conversation(caller.scope(), &id).await?;
    let conversation =
        found.ok_or_else(|| ApiProblem::missing("There is no such conversation."))?;
    let names = Names::of(store, conversation.agent).await?;
    let names = names
        .with_customers(store, std::slice::from_ref(&conversation))
        .await?;
    let after = query.after.unwrap_or(MessageId(0));
    let mut entries = store.entries(&conversation, after, ENTRIES_MAX + 1).await?;
    let most = usize::try_from(ENTRIES_MAX).unwrap_or(usize::MAX);
    let more = entries.len() > most;
    entries.truncate(most);
    let (notes, messages): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.is_note);
    let has_trace = query.trace == Some(1);
    let messages = messages.into_iter().map(|entry| message(entry, has_trace));
    let request = store.handoff_request(&conversation).await?;
    let transfer = match &request {
        Some(request) => {
            let at = (request.requested_at, site.desk.now());
            TransferJson::load(store, &conversation, at).await?
        }
        None => None,
    };
    let tickets = store.tickets(&conversation.id).await?;
    let verdict = store.verdict(&conversation).await?;
    Ok(Json(ContextCard {
        transfer,
        verdict: verdict.map(|said| VerdictJson::new(said, &names)),
        handoff_request: request.map(|request| HandoffRequestJson::new(request, &names)),
        tickets: tickets.into_iter().map(TicketJson::from).collect(),
        assignments: AssignmentJson::of(store.assignments(&conversation.id).await?, &names),
        position: store.position(&conversation).await?,
        messages: messages.collect(),
        notes: notes.into_iter().map(MessageJson::from).collect(),
        more,
        conversation: ConversationJson::new(conversation, &names),
    }))
}

fn message(entry: Entry, has_trace: bool) -> MessageJson {
    let mut message = MessageJson::from(entry);
    if let Some(Value::Object(decision)) = &mut message.decision
        && !has_trace
    {
        decision.shift_remove("trace");
    }
    message
}

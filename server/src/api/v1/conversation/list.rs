//! `GET /conversations`: the AI agent's conversations, the newest first.

use app::site::Site;
use axum::{extract::State, response::Response};
use handoff::{
    conversation::{Search, State as ConversationState},
    store::ConversationQuery,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::{ConversationJson, Names};
use crate::api::{
    paged::{followed, malformed, rows_wanted, strange_cursor},
    problem::ApiProblem,
    query::Query,
    token::ReadToken,
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    state: Option<ConversationState>,
    /// What to look for in messages, notes, names and addresses.
    q: Option<String>,
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct ConversationList {
    conversations: Vec<ConversationJson>,
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

/// The AI agent's conversations, the newest first.
#[utoipa::path(
    get,
    path = "/conversations",
    tag = "Conversations",
    params(ListQuery),
    responses(
        (status = 200, description = "What is asked for.", body = ConversationList),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<ListQuery>,
) -> Result<Response, ApiProblem> {
    let limit = rows_wanted(query.limit)?;
    let search = query.q.as_deref().map(Search::parse);
    if search == Some(None) {
        return Err(malformed("“q” has no word to look for."));
    }
    let wanted = ConversationQuery {
        search: search.flatten(),
        scope: caller.scope(),
        state: query.state,
        after: query.cursor,
        limit,
    };
    let page = site.desk.store.conversations(&wanted).await?;
    let page = page.ok_or_else(strange_cursor)?;
    let store = &site.desk.store;
    let names = Names::of(store, caller.agent()).await?;
    let names = names.with_customers(store, &page.conversations).await?;
    let conversations = page.conversations.into_iter();
    let conversations =
        conversations.map(|conversation| ConversationJson::new(conversation, &names));
    let next = page.next;
    let list = ConversationList {
        conversations: conversations.collect(),
        next: next.clone(),
    };
    Ok(followed("cursor", next.as_deref(), list))
}

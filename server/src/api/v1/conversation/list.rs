//! `GET /conversations`: the AI agent's conversations, the newest first.

use app::site::Site;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use handoff::{
    conversation::{Search, State as ConversationState},
    store::ConversationQuery,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::card::{ConversationJson, Names};
use crate::api::{BASE, problem::ApiProblem, query::Query, token::ReadToken};

const LIMIT_MAX: i64 = 100;
const LIMIT: i64 = 50;

#[derive(Deserialize, utoipa::IntoParams)]
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
) -> Result<impl IntoResponse, ApiProblem> {
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(malformed("“limit” is a number from 1 to 100."));
    }
    let search = query.q.as_deref().map(Search::parse);
    if search == Some(None) {
        return Err(malformed("“q” has no word to look for."));
    }
    let q = query.q.clone();
    let wanted = ConversationQuery {
        search: search.flatten(),
        scope: caller.scope(),
        state: query.state,
        after: query.cursor,
        limit,
    };
    let page = site.desk.store.conversations(&wanted).await?;
    let page = page.ok_or_else(|| {
        malformed("This “cursor” is not one this list gave out. Leave it out to begin at the top.")
    })?;
    let names = Names::of(&site.desk.store, caller.agent()).await?;
    let mut headers = HeaderMap::new();
    let link = page
        .next
        .as_ref()
        .map(|next| link((query.state, q.as_deref()), next, limit));
    if let Some(link) = link.and_then(|link| HeaderValue::from_str(&link).ok()) {
        headers.insert(header::LINK, link);
    }
    let conversations = page.conversations.into_iter();
    let conversations =
        conversations.map(|conversation| ConversationJson::new(conversation, &names));
    let list = ConversationList {
        conversations: conversations.collect(),
        next: page.next,
    };
    Ok((headers, Json(list)))
}

fn malformed(detail: &str) -> ApiProblem {
    ApiProblem::new(StatusCode::BAD_REQUEST, "malformed", detail)
}

/// Where the next page is (RFC 8288). A cursor is made of digits, letters, dots and underscores.
fn link((state, q): (Option<ConversationState>, Option<&str>), next: &str, limit: i64) -> String {
    let state = state.map_or_else(String::new, |state| format!("state={}&", state.as_str()));
    let q = q.map_or_else(String::new, |q| {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("q={q}&")
    });
    format!("<{BASE}/conversations?{state}{q}cursor={next}&limit={limit}>; rel=\"next\"")
}

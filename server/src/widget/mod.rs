//! What the chat widget talks to: visitors without an account, from any site.
//!
//! A visitor proves who they are by the secret they got when their conversation began, in the
//! Authorization header. There is no cookie, so that other sites can allow it and none can abuse it.

mod cors;
mod door;
mod file;
mod live;
mod message;
mod status;
mod tag;
mod visitor;

use app::{form::WITH_FILES_MAX, site::Site};
use axum::{
    Extension, Json, Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
pub use door::Visits;
use door::{Door, admit};
use file::Said;
use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Incoming, keep_files, leave_message, note_known_user, receive_message,
        start_conversation,
    },
    channel::Channel,
    conversation::{AnsweredBy, Conversation, Customer},
    customer::Identity,
    handoff::wait_in,
    id::{MessageId, Secret},
    policy::fill,
    store::StoreError,
    wording::{Phrase, wording},
};
use message::{Message, messages_after};
use serde::Deserialize;
use serde_json::json;
use status::Status;
use tag::Tag;
use visitor::{Refusal, Visitor};

use crate::{
    live::{Hub, Sign},
    patience::{Patience, end_late},
};

/// The most a visitor may send at once, in bytes.
const BODY_MAX: usize = 64 * 1024;

/// Everything under `/widget/` that is not a page.
pub fn router(site: &Site, visits: Visits) -> Router<Site> {
    let door = (site.clone(), Door::new(visits));
    Router::new()
        .route("/widget/agents/{key}", get(agent))
        .route(
            "/widget/agents/{key}/conversations",
            post(begin)
                .layer(DefaultBodyLimit::max(WITH_FILES_MAX))
                .layer(middleware::from_fn_with_state(Patience::USUAL, end_late))
                .layer(middleware::from_fn_with_state(door.clone(), admit)),
        )
        .route("/widget/conversation", get(show))
        .route(
            "/widget/conversation/messages",
            post(write)
                .layer(DefaultBodyLimit::max(WITH_FILES_MAX))
                .layer(middleware::from_fn_with_state(Patience::USUAL, end_late))
                .layer(middleware::from_fn_with_state(door, admit)),
        )
        .route("/widget/conversation/files/{file}", get(file::file))
        .route("/widget/conversation/live", get(live::live))
        .route("/widget/conversation/typing", post(typing))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(middleware::from_fn(cors::allow_any_site))
}

/// What a page knows of whoever looks at it.
#[derive(Deserialize)]
struct Reader {
    /// A BCP 47 tag.
    language: Option<String>,
}

/// Who answers, and whether somebody is there, in the visitor's language.
async fn agent(
    State(site): State<Site>,
    Path(key): Path<String>,
    Query(reader): Query<Reader>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let store = &site.desk.store;
    let agent = store.agent_by_key(&key).await?.ok_or(Refusal::NotFound)?;
    let tag = Tag::of(&site, agent.id, &headers).await?;
    let wording = wording(tag.language().or(reader.language.as_deref()));
    let action = store
        .action(agent.id)
        .await?
        .ok_or(Refusal::NotFound)?
        .action;
    let schedule = store
        .default_schedule(agent.id)
        .await?
        .map(|saved| saved.schedule.status(site.desk.now()));
    let greeting = match tag.greeting() {
        Some(own) => own.to_owned(),
        None => fill(
            wording.say(Phrase::Greeting),
            &[("agent_name", agent.name.clone())],
        ),
    };
    Ok(Json(json!({
        "name": agent.name,
        "about": agent.about,
        "greeting": greeting,
        "look": tag.look(),
        "files": file::limits(&site).await?,
        "reply_time": fill(wording.say(Phrase::ReplyTime), &[("wait", wait_in(wording, u64::from(action.reply_minutes)))]),
        "open": schedule.is_none_or(|status| status.is_open),
        "opens_at": schedule.and_then(|status| status.opens_at),
        "closes_at": schedule.and_then(|status| status.closes_at),
    }))
    .into_response())
}

#[derive(Deserialize)]
struct FirstMessage {
    client_id: String,
    text: String,
    zone: Option<String>,
    language: Option<String>,
    name: Option<String>,
    email: Option<String>,
    /// Who is signed in on the site, as the site signed it.
    identity: Option<String>,
    /// It is a message for the team, left by the form that is shown while nobody is there.
    #[serde(default)]
    leaves: bool,
}

/// A visitor writes for the first time.
async fn begin(
    State(site): State<Site>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Said(first, files): Said<FirstMessage>,
) -> Result<Response, Refusal> {
    let agent = site
        .desk
        .store
        .agent_by_key(&key)
        .await?
        .ok_or(Refusal::NotFound)?;
    let tag = Tag::of(&site, agent.id, &headers).await?;
    let user = tag.user(&site, first.identity.as_deref())?;
    let known = user.clone();
    let (name, email) = known.map_or((None, None), |user| (user.name, user.email));
    let short = |text: Option<String>| {
        text.map(|text| text.trim().chars().take(100).collect::<String>())
            .filter(|text| !text.is_empty())
    };
    let attachments = keep_files(&site.desk, (None, None), files).await?;
    let customer = Customer {
        name: name.or(short(first.name)),
        email: email.or(short(first.email)),
        zone: first.zone.and_then(|zone| zone.parse().ok()),
    };
    let beginning = Beginning {
        agent: agent.id,
        channel: Channel::Web,
        answered_by: AnsweredBy::BuiltIn,
        customer,
        language: first
            .language
            .map(|tag| tag.chars().take(2).collect::<String>().to_lowercase()),
        first: Some(Incoming {
            client_id: Some(first.client_id),
            attachments,
            ..Incoming::text(first.text)
        }),
        has_visitor: true,
        proofs: user.as_ref().map(Identity::of_user).unwrap_or_default(),
    };
    let started = if first.leaves && tag.takes_messages() {
        leave_message(&site.desk, &Actor::Customer, &beginning).await?
    } else {
        start_conversation(&site.desk, &Actor::Customer, &beginning).await?
    };
    let is_new = started.received.decision.is_some();
    let conversation = started.received.conversation;
    if let Some(user) = user.filter(|_| is_new) {
        note_known_user(&site.desk, &conversation, &user).await?;
    }
    let mut body = state_of(&site, &conversation, MessageId(0)).await?;
    body["token"] = json!(started.visitor.as_ref().map(Secret::reveal));
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

#[derive(Deserialize)]
struct NextMessage {
    client_id: String,
    text: String,
}

/// A visitor writes again.
async fn write(
    State(site): State<Site>,
    Visitor(conversation): Visitor,
    Said(next, files): Said<NextMessage>,
) -> Result<Response, Refusal> {
    let whose = (Some(&conversation.id), None);
    let incoming = Incoming {
        client_id: Some(next.client_id),
        attachments: keep_files(&site.desk, whose, files).await?,
        ..Incoming::text(next.text)
    };
    let received = receive_message(
        &site.desk,
        &Actor::Customer,
        Scope::Everything,
        &conversation.id,
        &incoming,
    )
    .await?;
    let own = received
        .messages
        .first()
        .map_or(MessageId(0), |id| MessageId(id.0 - 1));
    let body = state_of(&site, &received.conversation, own).await?;
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// A visitor is writing, which whoever looks at their conversation sees at once.
async fn typing(
    Extension(hub): Extension<Hub>,
    Visitor(conversation): Visitor,
) -> impl IntoResponse {
    hub.sign(Sign {
        name: conversation.customer.name.unwrap_or_default(),
        conversation: conversation.id,
        operator: None,
        is_writing: true,
    });
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: i64,
}

/// The conversation so far: what a page shows after a reload, and what polling asks for.
async fn show(
    State(site): State<Site>,
    Visitor(conversation): Visitor,
    Query(after): Query<After>,
) -> Result<Response, Refusal> {
    Ok(Json(state_of(&site, &conversation, MessageId(after.after)).await?).into_response())
}

/// The messages after one, the status, and where the live stream goes on from.
async fn state_of(
    site: &Site,
    conversation: &Conversation,
    after: MessageId,
) -> Result<serde_json::Value, StoreError> {
    // Read before the messages: an event that comes between is then told twice rather than never.
    let cursor = site.desk.store.latest_event().await?;
    let messages: Vec<Message> = messages_after(site, conversation, after).await?;
    let status = Status::of(site, conversation).await?;
    Ok(json!({
        "conversation_id": conversation.id,
        "messages": messages,
        "status": status,
        "cursor": cursor,
        "handoff": status::handoff_payload(site, conversation).await?,
    }))
}

//! Sending what was written: a reply to the customer, or a note to the team.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, VerbError},
    conversation::{fill_in, left_open},
    id::ConversationId,
    problem::Problem,
};

use super::{
    Desk,
    composer::{Draft, RawReply},
    looking::Asked,
};
use crate::{
    form::{FieldErrors, decode},
    request::{Oops, SignedIn},
    site::Site,
};

/// Sends it and goes back to the end of the conversation; what cannot be sent stays in the field.
pub(super) async fn reply(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawReply = decode(&body)?;
    let id = ConversationId(id);
    let desk = Desk::of(site, who, &asked).await?;
    if values.op == "insert" {
        let values = inserted(&desk, &id, values).await?;
        let draft = Draft {
            values,
            ..Draft::default()
        };
        return Ok(Html(desk.show(id, &asked, draft).await?).into_response());
    }
    let refused = match sent(&desk, &id, &values).await {
        Ok(()) => return Ok(Redirect::to(&desk.looking.conversation(&id)).into_response()),
        Err(refused) => refused,
    };
    let errors = FieldErrors::new(why(refused)?);
    let page = desk
        .show(
            id,
            &asked,
            Draft {
                values,
                errors,
                ..Draft::default()
            },
        )
        .await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// Whoever reloads a refused reply by its address lands on the conversation.
pub(super) async fn to_conversation(Path(id): Path<String>) -> Redirect {
    Redirect::to(&crate::routes::conversation(&id))
}

/// What is written, with a kept text added to it.
async fn inserted(desk: &Desk, id: &ConversationId, values: RawReply) -> Result<RawReply, Oops> {
    let seen = desk.seen(id.clone(), None).await?;
    let chosen = seen
        .canned
        .iter()
        .find(|reply| reply.id.to_string() == values.canned);
    let text = match chosen.map(|reply| fill_in(&reply.text, &seen.known())) {
        Some(added) if values.text.trim().is_empty() => added,
        Some(added) => format!("{} {added}", values.text.trim_end()),
        None => values.text.clone(),
    };
    Ok(RawReply { text, ..values })
}

/// Keeps what is written and not sent, for whoever is signed in.
pub(super) async fn keep_draft(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Oops> {
    let values: RawReply = decode(&body)?;
    let written = (values.text.as_str(), values.is_note());
    let (me, id) = (who.operator.id, ConversationId(id));
    actions::keep_draft(&site.desk, me, who.scope, &id, written).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sent(desk: &Desk, id: &ConversationId, values: &RawReply) -> Result<(), VerbError> {
    let (site, actor) = (&desk.site.desk, &desk.who.actor);
    let me = desk.who.operator.id;
    let words = (me, values.text.as_str());
    if values.is_note() {
        actions::add_note(site, actor, desk.who.scope, id, words).await?;
        return Ok(());
    }
    let open = left_open(&values.text);
    if !open.is_empty() {
        let open: Vec<String> = open.iter().map(|name| format!("{{{{{name}}}}}")).collect();
        let detail = format!(
            "{} is not known here. Write it in, or take it out.",
            open.join(" and ")
        );
        return Err(VerbError::Invalid(vec![Problem::new("/text", detail)]));
    }
    if values.op == "assign" && !values.text.trim().is_empty() {
        actions::assign(site, actor, desk.who.scope, id, Some(me)).await?;
    }
    actions::reply(site, actor, desk.who.scope, id, words).await?;
    Ok(())
}

/// Why it was not sent, beside the field; what is nobody's mistake is a page of its own.
fn why(refused: VerbError) -> Result<Vec<(String, String)>, Oops> {
    let words = match refused {
        VerbError::Invalid(problems) => {
            let pairs = problems.into_iter().map(|p| (p.pointer, p.detail));
            return Ok(pairs.collect());
        }
        VerbError::Taken { name, .. } => format!(
            "{name} has taken this conversation. Your words are still here: take it from {name} and send, or keep them as a note."
        ),
        VerbError::Resolved => {
            "This conversation is resolved meanwhile, so nothing was sent. Keep your words as a note, or wait until the customer writes again.".to_owned()
        }
        other => return Err(other.into()),
    };
    Ok(vec![("/text".to_owned(), words)])
}

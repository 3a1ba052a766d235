//! Sending what was written: a reply to the customer, or a note to the team.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, VerbError},
    conversation::{Attachment, fill_in, left_open},
    id::{ConversationId, FileId},
    problem::Problem,
};

use super::{
    Desk,
    brought::Brought,
    composer::{Draft, RawReply},
    looking::Asked,
};
use crate::{
    form::{FieldErrors, decode},
    request::{Oops, SignedIn},
    site::Site,
};

impl Desk {
    /// What somebody wrote here before and has not sent yet.
    pub(super) async fn kept_draft(&self, id: &ConversationId) -> Result<Draft, Oops> {
        let kept = self.site.desk.store.draft(self.who.operator.id, id).await?;
        Ok(kept.map_or_else(Draft::default, |kept| Draft {
            values: RawReply {
                text: kept.text,
                kind: if kept.is_note { "note" } else { "reply" }.to_owned(),
                ..RawReply::default()
            },
            kept_at: Some(kept.at),
            ..Draft::default()
        }))
    }
}

/// Sends it and goes back to the end of the conversation; what cannot be sent stays in the field.
pub(super) async fn reply(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    brought: Brought,
) -> Result<Response, Oops> {
    let Brought { mut values, files } = brought;
    let id = ConversationId(id);
    let desk = Desk::of(site, who, &asked).await?;
    // They are kept at once, so that they are still there when the words cannot be sent.
    let mut wrong = uploaded(&desk, &id, files, &mut values).await?;
    let is_insert = values.op == "insert";
    if !is_insert && wrong.is_empty() {
        match sent(&desk, &id, &values).await {
            Ok(()) => return Ok(Redirect::to(&desk.looking.conversation(&id)).into_response()),
            Err(refused) => wrong = why(refused)?,
        }
    }
    let files = waiting(&desk, &id, &values).await?;
    if is_insert {
        values = inserted(&desk, &id, values).await?;
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let draft = Draft {
        values,
        files,
        errors: FieldErrors::new(wrong),
        ..Draft::default()
    };
    let page = desk.show(id, &asked, draft).await?;
    Ok((status, Html(page)).into_response())
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

/// Keeps the files that came with the form beside those that were brought before, and gives back what is wrong with the
/// others: a file that cannot be taken takes no other with it.
async fn uploaded(
    desk: &Desk,
    id: &ConversationId,
    files: Vec<actions::Brought>,
    values: &mut RawReply,
) -> Result<Vec<(String, String)>, Oops> {
    let (site, whose) = (&desk.site.desk, (id, Some(desk.who.operator.id)));
    let mut wrong = Vec::new();
    for file in files {
        match actions::upload_files(site, desk.who.scope, whose, vec![file]).await {
            Ok(kept) => {
                let names = kept.into_iter().filter_map(|kept| Some(kept.file?.id.0));
                values.files.extend(names);
            }
            Err(refused) => wrong.extend(why(refused)?),
        }
    }
    wrong.dedup();
    Ok(wrong)
}

/// The files that were brought and not sent. One that is gone meanwhile is left out.
async fn waiting(
    desk: &Desk,
    id: &ConversationId,
    values: &RawReply,
) -> Result<Vec<Attachment>, Oops> {
    let mut waiting = Vec::new();
    for file in &values.files {
        let store = &desk.site.desk.store;
        waiting.extend(store.loose_file(id, &FileId(file.clone())).await?);
    }
    Ok(waiting)
}

async fn sent(desk: &Desk, id: &ConversationId, values: &RawReply) -> Result<(), VerbError> {
    let (site, actor) = (&desk.site.desk, &desk.who.actor);
    let me = desk.who.operator.id;
    let words = (me, values.text.as_str());
    let files: Vec<FileId> = values.files.iter().cloned().map(FileId).collect();
    if values.is_note() {
        if !files.is_empty() {
            let detail = "A note has words alone. Send the files with a reply, or take them out.";
            return Err(VerbError::Invalid(vec![Problem::new("/files", detail)]));
        }
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
    if values.op == "assign" && !(values.text.trim().is_empty() && files.is_empty()) {
        actions::assign(site, actor, desk.who.scope, id, Some(me)).await?;
    }
    let words = (me, values.text.as_str(), files.as_slice());
    actions::reply_with_files(site, actor, desk.who.scope, id, words).await?;
    Ok(())
}

/// Why it was not sent, beside the field; what is nobody's mistake is a page of its own.
fn why(refused: VerbError) -> Result<Vec<(String, String)>, Oops> {
    let words = match refused {
        VerbError::Invalid(problems) => {
            let pairs = problems.into_iter().map(|p| {
                // The page has one field for all files.
                let is_file = p.pointer.starts_with("/files/");
                (if is_file { "/files".to_owned() } else { p.pointer }, p.detail)
            });
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

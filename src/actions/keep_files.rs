//! Files that came are kept, before there is a message that they belong to.

use chrono::TimeDelta;

use super::{Desk, VerbError};
use crate::{
    access::Scope,
    conversation::Attachment,
    file::{NewFile, OFF, StoredFile, too_many},
    id::{ConversationId, FileId, OperatorId},
    problem::Problem,
    store::{StoreError, Tx},
};

/// What was never sent is dropped after so many hours.
const LOOSE_HOURS: i64 = 24;

/// A file as it came: the name that its sender gives it, and its bytes.
pub type Brought = (Option<String>, Vec<u8>);

/// Whether files may be sent at all: an admin says so.
pub async fn takes_files(desk: &Desk) -> Result<bool, StoreError> {
    let organisation = desk.store.organisation().await?;
    Ok(organisation.is_some_and(|organisation| organisation.takes_files))
}

/// Keeps files of a conversation, or of one that begins with them, and gives back how they stand in a message. They
/// belong to none yet; what is never sent is dropped after a day. Every file that cannot be taken is named, and then
/// none is kept.
pub async fn keep_files(
    desk: &Desk,
    (of, by): (Option<&ConversationId>, Option<OperatorId>),
    brought: Vec<Brought>,
) -> Result<Vec<Attachment>, VerbError> {
    if brought.is_empty() {
        return Ok(Vec::new());
    }
    if !takes_files(desk).await? {
        return Err(VerbError::Invalid(vec![Problem::new("/files", OFF)]));
    }
    let files = checked(desk, brought)?;
    let kept = files.iter().map(attachment).collect();
    let (of, now) = (of.cloned(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.delete_loose_files(now - TimeDelta::hours(LOOSE_HOURS))
                    .await?;
                for file in files {
                    tx.insert_file(file, (of.as_ref(), by), now).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    Ok(kept)
}

/// The files, or everything that is wrong with them.
fn checked(desk: &Desk, brought: Vec<Brought>) -> Result<Vec<NewFile>, VerbError> {
    let sizes: Vec<usize> = brought.iter().map(|(_, bytes)| bytes.len()).collect();
    let whole = too_many(&sizes).map(|detail| Problem::new("/files", detail));
    let mut problems: Vec<Problem> = whole.into_iter().collect();
    let mut files = Vec::new();
    for (row, (name, bytes)) in brought.into_iter().enumerate() {
        match NewFile::new(desk.entropy.file_id(), name.as_deref(), bytes) {
            Ok(file) => files.push(file),
            Err(detail) => problems.push(Problem::new(format!("/files/{row}"), detail)),
        }
    }
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(VerbError::Invalid(problems))
    }
}

fn attachment(file: &NewFile) -> Attachment {
    let stored = StoredFile {
        id: file.id.clone(),
        media_type: file.media_type.to_owned(),
        size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
    };
    Attachment::kept(file.name.clone(), stored)
}

/// Keeps files for a message of a conversation that the caller may see.
pub async fn upload_files(
    desk: &Desk,
    scope: Scope,
    (of, by): (&ConversationId, Option<OperatorId>),
    brought: Vec<Brought>,
) -> Result<Vec<Attachment>, VerbError> {
    let conversation = desk.store.conversation(scope, of).await?;
    let conversation = conversation.ok_or(VerbError::Missing)?;
    keep_files(desk, (Some(&conversation.id), by), brought).await
}

/// The files of those names that were brought for the conversation and not sent yet, or what is wrong with the names.
pub async fn loose_files(
    desk: &Desk,
    scope: Scope,
    of: &ConversationId,
    ids: &[FileId],
) -> Result<Vec<Attachment>, VerbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let conversation = desk.store.conversation(scope, of).await?;
    conversation.ok_or(VerbError::Missing)?;
    let mut found = Vec::new();
    for id in ids {
        found.push(desk.store.loose_file(of, id).await?);
    }
    named(found)
}

/// The same within a transaction.
pub(super) async fn loose_files_of(
    tx: &mut Tx,
    of: &ConversationId,
    ids: &[FileId],
) -> Result<Vec<Attachment>, VerbError> {
    let mut found = Vec::new();
    for id in ids {
        found.push(tx.loose_file(of, id).await?);
    }
    named(found)
}

fn named(found: Vec<Option<Attachment>>) -> Result<Vec<Attachment>, VerbError> {
    let mut problems = Vec::new();
    let mut files: Vec<Attachment> = Vec::new();
    for (row, file) in found.into_iter().enumerate() {
        match file {
            Some(file) if !files.contains(&file) => files.push(file),
            Some(_) => {}
            None => {
                let detail = "No such file waits in this conversation: it was sent already, or dropped after a day. Bring it again.";
                problems.push(Problem::new(format!("/files/{row}"), detail));
            }
        }
    }
    let sizes: Vec<usize> = files
        .iter()
        .filter_map(|file| usize::try_from(file.file.as_ref()?.size).ok())
        .collect();
    problems.extend(too_many(&sizes).map(|detail| Problem::new("/files", detail)));
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(VerbError::Invalid(problems))
    }
}

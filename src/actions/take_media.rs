//! The files that came along with a customer's words are taken in, or at least named.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::timeout;

use super::{
    Desk, VerbError,
    fetch_file::fetch_file,
    keep_files::{keep_files, takes_files},
};
use crate::{
    channel::{Held, Media},
    conversation::{Attachment, AttachmentKind},
    file::MESSAGE_MAX,
    store::{SavedChannel, StoreError},
};

/// So long the files of one message are waited for: vendors wait for an answer to it, some of them for fifteen
/// seconds, and the words matter more.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came along, kept where files may be sent. What is not kept is at least named.
pub(super) async fn take_media(
    desk: &Desk,
    channel: &SavedChannel,
    media: Vec<Media>,
) -> Result<Vec<Attachment>, VerbError> {
    let named: Vec<_> = media.iter().map(named).collect();
    if media.is_empty() || !takes_files(desk).await? {
        return Ok(named);
    }
    let all = join_all(media.into_iter().map(|one| held(desk, channel, one.held))).await;
    let mut attachments = Vec::new();
    let mut room = MESSAGE_MAX;
    for (named, bytes) in named.into_iter().zip(all) {
        let bytes = bytes?;
        let Some(bytes) = bytes.filter(|bytes| bytes.len() <= room) else {
            attachments.push(named);
            continue;
        };
        room -= bytes.len();
        match keep_files(desk, (None, None), vec![(named.name.clone(), bytes)]).await {
            Ok(kept) => attachments.extend(kept),
            Err(VerbError::Invalid(_)) => attachments.push(named),
            Err(error) => return Err(error),
        }
    }
    Ok(attachments)
}

/// A file that is named and not kept.
pub(super) fn named(media: &Media) -> Attachment {
    let short = |text: &String| text.chars().take(500).collect::<String>();
    Attachment {
        kind: AttachmentKind::of(&media.content_type),
        name: media.name.as_ref().map(short),
        url: media.url.clone().filter(|url| url.len() <= 2000),
        file: None,
    }
}

/// The bytes of a file. Where they cannot be had, the channel says why.
async fn held(
    desk: &Desk,
    channel: &SavedChannel,
    held: Held,
) -> Result<Option<Vec<u8>>, StoreError> {
    let name = match held {
        Held::Here(bytes) => return Ok(Some(bytes)),
        Held::Elsewhere => return Ok(None),
        Held::AtVendor(name) => name,
    };
    let fetched = timeout(PATIENCE, fetch_file(desk, channel, &name)).await;
    let too_late = |_| Err("The vendor took too long to send it".to_owned());
    let why = match fetched.unwrap_or_else(too_late) {
        Ok(bytes) => return Ok(Some(bytes)),
        Err(why) => why,
    };
    let error = format!(
        "A customer’s file could not be fetched: {}.",
        why.trim_end_matches('.')
    );
    let (id, now) = (channel.id, desk.now());
    desk.store
        .write(move |tx| Box::pin(async move { tx.note_channel_error(id, &error, now).await }))
        .await?;
    Ok(None)
}

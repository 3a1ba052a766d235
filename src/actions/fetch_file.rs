//! A file that a vendor keeps is fetched from there.

use super::{Desk, post::Post};
use crate::{
    channel::Fetched,
    file::{FILE_MAX, too_large},
    store::SavedChannel,
};

/// So much is read of what a vendor says of a file, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// The bytes of a file that a channel's vendor keeps under this name; why they cannot be had, for people.
pub(super) async fn fetch_file(
    desk: &Desk,
    channel: &SavedChannel,
    name: &str,
) -> Result<Vec<u8>, String> {
    let post = desk.post.as_ref();
    let post = post.ok_or("This program was started without a key for secrets")?;
    let opened = post.open(channel).map_err(|error| error.to_string())?;
    let vendor = opened.adapter.vendor();
    let find = opened.adapter.find_file(name, &opened.settings);
    let find = find.ok_or_else(|| format!("{vendor} gave the file no name that we know"))?;
    let found = answered(post, &find, (ANSWER_MAX, vendor)).await?;
    let fetch = opened.adapter.fetch_file(&found, &opened.settings)?;
    let bytes = answered(post, &fetch, (FILE_MAX + 1, vendor)).await?;
    if bytes.len() > FILE_MAX {
        return Err(too_large("The file"));
    }
    Ok(bytes)
}

async fn answered(
    post: &Post,
    fetch: &crate::channel::Fetch,
    (most, vendor): (usize, &str),
) -> Result<Vec<u8>, String> {
    let Fetched { status, bytes } = post
        .courier
        .fetch(fetch, most)
        .await
        .map_err(|lost| lost.why)?;
    match status {
        200..300 => Ok(bytes),
        401 | 403 => Err(format!(
            "{vendor} does not accept the credentials ({status})"
        )),
        404 | 410 => Err(format!("{vendor} does not have it any more ({status})")),
        _ => Err(format!("{vendor} answered {status}")),
    }
}

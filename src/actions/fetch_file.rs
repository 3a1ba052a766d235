//! A file that a vendor keeps is fetched from there.

use super::{Desk, post::Post};
use crate::{
    channel::{Fetch, Fetched, Found},
    file::{FILE_MAX, too_large},
    store::SavedChannel,
};

/// So many requests lead to a file at most.
const REQUESTS_MAX: usize = 4;

/// The bytes of a file that a channel's vendor keeps under this name; why they cannot be had, for people.
pub(super) async fn fetch_file(
    desk: &Desk,
    channel: &SavedChannel,
    name: &str,
) -> Result<Vec<u8>, String> {
    let post = desk.post.as_ref();
    let post = post.ok_or("This program was started without a key for secrets")?;
    let opened = post.open(channel).map_err(|error| error.to_string())?;
    let (adapter, vendor) = (opened.adapter, opened.adapter.vendor());
    let first = adapter.find_file(name, &opened.settings);
    let mut fetch = first.ok_or_else(|| format!("{vendor} gave the file no name that we know"))?;
    for _ in 0..REQUESTS_MAX {
        let answer = answered(post, &fetch, vendor).await?;
        match adapter.found_file(&fetch, answer, &opened.settings)? {
            Found::File(bytes) if bytes.len() > FILE_MAX => return Err(too_large("The file")),
            Found::File(bytes) => return Ok(bytes),
            Found::At(next) => fetch = next,
        }
    }
    Err(format!("{vendor} leads from one place to the next"))
}

/// What a vendor answers, if that leads to a file.
async fn answered(post: &Post, fetch: &Fetch, vendor: &str) -> Result<Fetched, String> {
    let answer = post.courier.fetch(fetch, FILE_MAX + 1).await;
    let answer = answer.map_err(|lost| lost.why)?;
    match answer.status {
        200..300 => Ok(answer),
        300..=399 if answer.location.is_some() => Ok(answer),
        status @ (401 | 403) => Err(format!(
            "{vendor} does not accept the credentials ({status})"
        )),
        status @ (404 | 410) => Err(format!("{vendor} does not have it any more ({status})")),
        status => Err(format!("{vendor} answered {status}")),
    }
}

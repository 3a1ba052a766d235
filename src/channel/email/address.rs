//! The address that an answer goes to: `support+THREAD.SIGNATURE@example.com`. Whoever can write it was
//! written to by us.

use super::super::{Settings, sign};

/// How much of the signature stands in an address, in hexadecimal digits: 80 bits.
const SIGNATURE: usize = 20;
/// The longest name of a thread.
const THREAD_MAX: usize = 20;

/// What a letter's address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressed {
    /// It is the channel's, and leads to no conversation.
    Plain,
    /// It goes on in a thread.
    Thread(String),
}

/// What an address says about a channel. None where it is somebody else's.
#[must_use]
pub fn addressed(address: &str, settings: &Settings) -> Option<Addressed> {
    let (local, domain) = parts(settings)?;
    let address = address.trim().to_ascii_lowercase();
    let (given, at) = address.rsplit_once('@')?;
    if at != domain {
        return None;
    }
    if given == local {
        return Some(Addressed::Plain);
    }
    let tag = given.strip_prefix(&local)?.strip_prefix('+')?;
    let signed = tag.split_once('.').filter(|(thread, signature)| {
        is_thread(thread) && sign::is_same(&signature_of(thread, settings), signature)
    });
    // What is not signed by us is worth as much as the plain address.
    Some(signed.map_or(Addressed::Plain, |(thread, _)| {
        Addressed::Thread(thread.to_owned())
    }))
}

/// The address that answers in a thread go to.
pub(super) fn reply_to(thread: &str, settings: &Settings) -> Option<String> {
    let (local, domain) = parts(settings)?;
    let signature = signature_of(thread, settings);
    (is_thread(thread) && !signature.is_empty())
        .then(|| format!("{local}+{thread}.{signature}@{domain}"))
}

/// The domain that the channel's address is in.
pub(super) fn domain(settings: &Settings) -> String {
    parts(settings).map_or_else(String::new, |(_, domain)| domain)
}

fn parts(settings: &Settings) -> Option<(String, String)> {
    let address = settings.get("address").to_ascii_lowercase();
    let (local, domain) = address.split_once('@')?;
    Some((local.to_owned(), domain.to_owned()))
}

fn is_thread(thread: &str) -> bool {
    (1..=THREAD_MAX).contains(&thread.len())
        && thread
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

/// Mail servers may write an address in small letters, so the signature has no others.
fn signature_of(thread: &str, settings: &Settings) -> String {
    let mut digits = sign::sha256_hex(
        settings.get("key"),
        &[b"an answer in the thread ", thread.as_bytes()],
    );
    digits.truncate(SIGNATURE);
    digits
}

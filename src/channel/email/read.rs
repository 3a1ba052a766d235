//! What a letter says, and which letters nobody wrote.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders};
use serde::{Deserialize, Serialize};

use super::super::{Held, Item, Media, Said, Settings, Unreadable};
use super::{
    Addressed, addressed,
    bounce::bounce,
    form::Brought,
    quote::fold,
    write::{OURS, one_line},
};
use crate::id::hash_secret;

/// So many letters of a thread are named in an answer.
const REFERENCES_MAX: usize = 20;
/// The most of a letter's HTML that is kept, in bytes.
const HTML_MAX: usize = 300_000;
/// So many files of a letter are told of.
const FILES_MAX: usize = 20;

/// What an answer must know of the letter that it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Context {
    pub(super) subject: String,
    /// Without angle brackets, oldest first, the letter itself last.
    pub(super) letters: Vec<String>,
}

/// What a letter tells: what somebody says, or that an answer did not arrive. None where it is another machine's,
/// or for somebody else.
pub(super) fn told(brought: &Brought<'_>, settings: &Settings) -> Result<Option<Item>, Unreadable> {
    let letter = MessageParser::default()
        .parse(brought.raw.as_ref())
        .ok_or(Unreadable)?;
    if let Some(bounce) = bounce(&letter, brought, settings) {
        return Ok(Some(Item::Bounced(bounce)));
    }
    Ok(said(&letter, brought, settings)?.map(Item::Said))
}

fn said(
    letter: &Message<'_>,
    brought: &Brought<'_>,
    settings: &Settings,
) -> Result<Option<Said>, Unreadable> {
    let from = first(letter.from()).ok_or(Unreadable)?;
    let address = from.1.to_lowercase();
    if is_automatic(letter) || addressed(&address, settings).is_some() {
        return Ok(None);
    }
    let whole = letter.body_text(0).unwrap_or_default().into_owned();
    let name = named(letter, &address, &whole);
    let signed = match recipient(letter, brought, settings) {
        Some(Addressed::Thread(thread)) => Some(thread),
        _ => None,
    };
    let is_signed_answer = signed.is_some();
    let thread = signed.unwrap_or_else(|| name.chars().take(20).collect());
    let context = context(letter);
    let subject = context.subject.clone();
    let new = fold(&whole);
    let text = if new.is_empty() { subject } else { new };
    let html = letter.html_bodies().next().and_then(|part| {
        let html = part.is_text_html().then(|| part.text_contents())??;
        (html.len() <= HTML_MAX).then(|| html.to_owned())
    });
    Ok(Some(Said {
        address: address.clone(),
        thread,
        name: Some(from.0.unwrap_or(address.clone())),
        email: Some(address),
        is_signed_answer,
        vendor_id: name,
        text,
        media: files(letter),
        html,
        context: serde_json::to_string(&context).unwrap_or_default(),
    }))
}

/// Whom the letter is for, among all that its head names: a signed address before the plain one.
pub(super) fn recipient(
    letter: &Message<'_>,
    brought: &Brought<'_>,
    settings: &Settings,
) -> Option<Addressed> {
    let mut all: Vec<String> = brought.recipients.clone();
    for name in ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"] {
        for value in letter.header_values(name) {
            match value {
                HeaderValue::Address(address) => all.extend(
                    address
                        .iter()
                        .filter_map(|each| each.address().map(str::to_owned)),
                ),
                HeaderValue::Text(text) => {
                    all.push(text.trim_matches(['<', '>', ' ']).to_owned());
                }
                _ => {}
            }
        }
    }
    let mut found: Vec<Addressed> = all
        .iter()
        .filter_map(|address| addressed(address, settings))
        .collect();
    let signed = found
        .iter()
        .position(|each| matches!(each, Addressed::Thread(_)));
    let at = signed.or((!found.is_empty()).then_some(0))?;
    Some(found.swap_remove(at))
}

/// A machine's letter: an answer from nobody, a list's, a report that something did not arrive, or our own.
fn is_automatic(letter: &Message<'_>) -> bool {
    let text = |name: &str| {
        let value = letter.header_raw(name).unwrap_or_default();
        value.trim().to_ascii_lowercase()
    };
    let auto = text("Auto-Submitted");
    let is_report = letter.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind
                .subtype()
                .is_some_and(|kind| kind.eq_ignore_ascii_case("report"))
    });
    let sender = first(letter.from()).map_or_else(String::new, |from| from.1.to_ascii_lowercase());
    (!auto.is_empty() && auto != "no")
        || ["bulk", "junk", "list", "auto_reply"].contains(&text("Precedence").as_str())
        || is_report
        || text("Return-Path") == "<>"
        || ["mailer-daemon@", "postmaster@", "no-reply@", "noreply@"]
            .iter()
            .any(|machine| sender.starts_with(machine))
        || ["List-Id", "X-Autoreply", "X-Autorespond", OURS]
            .iter()
            .any(|name| letter.header_raw(*name).is_some())
}

/// A name and an address.
fn first(address: Option<&Address<'_>>) -> Option<(Option<String>, String)> {
    let found = address?.first()?;
    let address = one_line(found.address()?, 254);
    let name = found
        .name()
        .map(|name| one_line(name, 100))
        .filter(|name| !name.is_empty());
    // What cannot be written to is nobody.
    let is_whole = address
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    is_whole.then_some((name, address))
}

/// What tells a letter from all others, in small letters and digits: the same when it is brought twice, also
/// on two ways, since what happened to it on the way is no part of it.
fn named(letter: &Message<'_>, from: &str, text: &str) -> String {
    let date = letter.header_raw("Date").unwrap_or_default();
    let id = letter.message_id().unwrap_or_default();
    let whole = hash_secret(&format!("{id}\n{from}\n{date}\n{text}"));
    whole
        .bytes()
        .map(|byte| {
            char::from(if byte.is_ascii_digit() {
                byte
            } else {
                b'a' + byte % 26
            })
        })
        .collect()
}

fn context(letter: &Message<'_>) -> Context {
    let mut letters: Vec<String> = Vec::new();
    for value in [letter.references(), letter.in_reply_to()] {
        if let Some(ids) = value.as_text_list() {
            letters.extend(ids.iter().map(|id| one_line(id, 200)));
        } else if let Some(id) = value.as_text() {
            letters.push(one_line(id, 200));
        }
    }
    letters.extend(letter.message_id().map(|id| one_line(id, 200)));
    letters.retain(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic()));
    let mut seen = Vec::new();
    for id in letters.into_iter().rev() {
        if !seen.contains(&id) && seen.len() < REFERENCES_MAX {
            seen.push(id);
        }
    }
    seen.reverse();
    Context {
        subject: one_line(letter.subject().unwrap_or_default(), 200),
        letters: seen,
    }
}

/// The files that came along.
fn files(letter: &Message<'_>) -> Vec<Media> {
    let file = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type().map_or_else(
            || "application/octet-stream".to_owned(),
            |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("*")),
        );
        Media {
            content_type: one_line(&kind, 100),
            name: part.attachment_name().map(|name| one_line(name, 200)),
            url: None,
            held: Held::Here(part.contents().to_vec()),
        }
    };
    letter.attachments().take(FILES_MAX).map(file).collect()
}

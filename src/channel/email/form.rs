//! A letter as it is brought: as it is, or in a field of a form.

use std::borrow::Cow;

use super::super::{Unreadable, Wire};

/// The fields that a whole letter may stand in: Mailgun's and that of `SendGrid`.
const LETTER: [&str; 2] = ["body-mime", "email"];
/// More fields than a form of mail ever has.
const FIELDS_MAX: usize = 200;

/// A letter with whom it was for, where whoever brought it said so.
pub(super) struct Brought<'a> {
    pub(super) raw: Cow<'a, [u8]>,
    pub(super) recipients: Vec<String>,
}

impl<'a> Brought<'a> {
    pub(super) fn of(wire: &Wire<'a>) -> Result<Self, Unreadable> {
        let mut recipients: Vec<String> = wire.asked("recipient").into_iter().collect();
        if !is_form(wire) {
            return Ok(Self {
                raw: Cow::Borrowed(wire.body),
                recipients,
            });
        }
        let mut raw = None;
        for (name, value) in fields(wire) {
            if LETTER.contains(&name.as_str()) {
                raw = Some(value);
            } else if name == "recipient" {
                recipients.push(String::from_utf8_lossy(&value).into_owned());
            }
        }
        let raw = raw.ok_or(Unreadable)?;
        Ok(Self { raw, recipients })
    }
}

fn is_form(wire: &Wire<'_>) -> bool {
    boundary(wire).is_some() || is_urlencoded(wire)
}

fn is_urlencoded(wire: &Wire<'_>) -> bool {
    wire.header("content-type")
        .to_ascii_lowercase()
        .starts_with("application/x-www-form-urlencoded")
}

/// The fields of either kind of form; none where it is no form.
pub(super) fn fields<'a>(wire: &Wire<'a>) -> Vec<(String, Cow<'a, [u8]>)> {
    if let Some(boundary) = boundary(wire) {
        return parts(wire.body, &boundary);
    }
    if !is_urlencoded(wire) {
        return Vec::new();
    }
    let owned = |(name, value): (Cow<'_, str>, Cow<'_, str>)| {
        let value = value.into_owned().into_bytes();
        (name.into_owned(), Cow::Owned(value))
    };
    form_urlencoded::parse(wire.body)
        .take(FIELDS_MAX)
        .map(owned)
        .collect()
}

/// What parts a form of several parts.
fn boundary(wire: &Wire<'_>) -> Option<Vec<u8>> {
    let kind = wire.header("content-type");
    let (kind, rest) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let found = rest.split(';').find_map(|each| {
        let (name, value) = each.split_once('=')?;
        let is_it = name.trim().eq_ignore_ascii_case("boundary");
        is_it.then(|| value.trim().trim_matches('"'))
    })?;
    (1..=200)
        .contains(&found.len())
        .then(|| format!("--{found}").into_bytes())
}

/// The named parts of a form.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<(String, Cow<'a, [u8]>)> {
    let mut found = Vec::new();
    let Some(mut at) = next(body, boundary, 0).map(|at| at + boundary.len()) else {
        return found;
    };
    let mut line = b"\r\n".to_vec();
    line.extend_from_slice(boundary);
    while found.len() < FIELDS_MAX {
        let Some(end) = next(body, &line, at) else {
            break;
        };
        found.extend(field(&body[at..end]));
        at = end + line.len();
    }
    found
}

/// A part's name and what stands in it.
fn field(part: &[u8]) -> Option<(String, Cow<'_, [u8]>)> {
    let part = part.strip_prefix(b"\r\n")?;
    let end = next(part, b"\r\n\r\n", 0)?;
    let head = String::from_utf8_lossy(&part[..end]);
    let line = head.lines().find(|line| {
        line.get(..20)
            .is_some_and(|name| name.eq_ignore_ascii_case("content-disposition:"))
    })?;
    let name = line.split(';').find_map(|each| {
        let (name, value) = each.split_once('=')?;
        (name.trim() == "name").then(|| value.trim().trim_matches('"').to_owned())
    })?;
    Some((name, Cow::Borrowed(&part[end + 4..])))
}

/// Where `wanted` stands next.
fn next(within: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = within.get(from..)?;
    let first = *wanted.first()?;
    let mut at = 0;
    while let Some(step) = rest.get(at..)?.iter().position(|byte| *byte == first) {
        at += step;
        if rest[at..].starts_with(wanted) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

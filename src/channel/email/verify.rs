//! Who may bring mail: whoever shows the key, or whose form is signed with it.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::super::{Once, Wire, sign};
use super::form::{Brought, fields};
use crate::{id::hash_secret, nul};

/// A form's signature is worth so much time, in seconds: it does not cover what the form says.
const FRESH: i64 = 300;

pub(super) fn is_brought_by_ours(wire: &Wire<'_>, key: &str) -> bool {
    shown(wire).is_some_and(|shown| sign::is_same(key, &shown)) || is_signed_form(wire, key)
}

/// The key as the request shows it: as a bearer's, or as a password with any name.
fn shown(wire: &Wire<'_>) -> Option<String> {
    let (way, rest) = wire.header("authorization").split_once(' ')?;
    let rest = rest.trim();
    if way.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if !way.eq_ignore_ascii_case("basic") {
        return None;
    }
    let login = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    Some(login.split_once(':')?.1.to_owned())
}

/// The word that a form was signed with; none where the key itself was shown.
pub(super) fn once(wire: &Wire<'_>, key: &str) -> Option<Once> {
    if shown(wire).is_some_and(|shown| sign::is_same(key, &shown)) {
        return None;
    }
    let fields = fields(wire);
    let (_, token) = fields.iter().find(|(name, _)| name == "token")?;
    let brought = Brought::of(wire).ok()?;
    Some(Once {
        token: nul::without(String::from_utf8_lossy(token).into_owned()),
        brought: hash_secret(&String::from_utf8_lossy(&brought.raw)),
    })
}

/// Mailgun signs the time and a word of its own.
fn is_signed_form(wire: &Wire<'_>, key: &str) -> bool {
    let fields = fields(wire);
    let get = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map_or(&b""[..], |(_, value)| value.as_ref())
    };
    let timestamp = get("timestamp");
    let at = std::str::from_utf8(timestamp)
        .ok()
        .and_then(|at| at.parse::<i64>().ok());
    let signature = String::from_utf8_lossy(get("signature"));
    at.is_some_and(|at| wire.now.abs_diff(at) <= FRESH.unsigned_abs())
        && sign::is_sha256_hex(key, &[timestamp, get("token")], &signature)
}

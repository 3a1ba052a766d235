//! Who may bring messages: whoever signs with the app's secret, and lately.

use serde_json::Value;

use super::super::{Settings, Wire, sign};

/// A request that was signed longer ago, in seconds, is somebody's copy.
const AGE_MAX: i64 = 300;

pub(super) fn is_signed(wire: &Wire<'_>, settings: &Settings) -> bool {
    let stamp = wire.header("x-slack-request-timestamp");
    let is_fresh = stamp
        .parse::<i64>()
        .is_ok_and(|at| wire.now.abs_diff(at) <= AGE_MAX.unsigned_abs());
    let signature = wire.header("x-slack-signature").strip_prefix("v0=");
    let parts = [b"v0:", stamp.as_bytes(), b":", wire.body];
    is_fresh
        && signature.is_some_and(|signature| {
            sign::is_sha256_hex(settings.get("signing_secret"), &parts, signature)
        })
}

/// What Slack is to hear when it asks whether this address is ours.
pub(super) fn challenge(wire: &Wire<'_>, settings: &Settings) -> Option<String> {
    // Asked like everything else it sends: signed.
    if !is_signed(wire, settings) {
        return None;
    }
    let body: Value = serde_json::from_slice(wire.body).ok()?;
    let is_question = body["type"] == "url_verification";
    let challenge = body["challenge"].as_str().filter(|_| is_question)?;
    Some(challenge.to_owned())
}

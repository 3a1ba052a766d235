//! Who may bring messages: whoever signs with the app's secret.

use super::super::{Settings, Wire, sign};

pub(super) fn is_signed(wire: &Wire<'_>, settings: &Settings) -> bool {
    let signature = wire.header("x-hub-signature-256");
    signature.strip_prefix("sha256=").is_some_and(|signature| {
        sign::is_sha256_hex(settings.get("app_secret"), &[wire.body], signature)
    })
}

/// What Meta is to hear when it asks whether this address is ours, and shows the right token.
pub(super) fn challenge(wire: &Wire<'_>, settings: &Settings) -> Option<String> {
    let token = wire.asked("hub.verify_token")?;
    let is_ours = wire.asked("hub.mode")? == "subscribe"
        && sign::is_same(settings.get("verify_token"), &token);
    wire.asked("hub.challenge").filter(|_| is_ours)
}

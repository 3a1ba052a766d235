//! An answer as a text message, and what Twilio says to it.

use base64::{Engine, engine::general_purpose::STANDARD};
use form_urlencoded::Serializer;

use super::super::{Answer, Call, Channel, Outcome, Reply, Settings};
use super::is_sid;

/// Where Twilio is asked for everything.
pub(super) const HOME: &str = "https://api.twilio.com";

/// What Twilio lets us in by.
pub(super) fn login(settings: &Settings) -> String {
    let (account, token) = (settings.get("account_sid"), settings.get("auth_token"));
    format!("Basic {}", STANDARD.encode(format!("{account}:{token}")))
}

/// The request that sends it.
pub(super) fn call(reply: &Reply<'_>, settings: &Settings) -> Call {
    let (account, from) = (settings.get("account_sid"), settings.get("from"));
    let sender = if is_sid(from, "MG") {
        "MessagingServiceSid"
    } else {
        "From"
    };
    let last = if reply.is_last { "&last=1" } else { "" };
    let note_to = format!("{}?sending={}{last}", reply.inbound_url, reply.sending);
    let body = Serializer::new(String::new())
        .append_pair("To", reply.to)
        .append_pair(sender, from)
        .append_pair("Body", reply.text)
        .append_pair("StatusCallback", &note_to)
        .finish();
    Call {
        channel: Channel::Sms,
        home: HOME,
        path: format!("/2010-04-01/Accounts/{account}/Messages.json"),
        headers: vec![
            ("authorization", login(settings)),
            ("content-type", "application/x-www-form-urlencoded".into()),
        ],
        body,
    }
}

/// What Twilio's answer to such a request means.
pub(super) fn outcome(answer: &Answer) -> Outcome {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if (200..300).contains(&answer.status) {
        return Outcome::Taken(body["sid"].as_str().unwrap_or_default().to_owned());
    }
    // They wrote STOP, which Twilio keeps for itself too.
    if body["code"] == 21610 {
        return Outcome::Unwanted;
    }
    answer.outcome("Twilio", body["message"].as_str())
}

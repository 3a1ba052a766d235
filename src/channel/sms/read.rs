//! What Twilio tells: messages, wishes not to be written to, and how far answers came.

use super::{
    super::{DeliveryState, Held, Item, Media, Said, Unreadable, Wire},
    file,
};
use crate::id::SendingId;

/// What Twilio takes for a wish not to be written to, where nothing else is set up there.
const STOP: [&str; 8] = [
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "REVOKE",
];
const START: [&str; 2] = ["START", "UNSTOP"];

/// Everything that a request tells.
pub(super) fn told(wire: &Wire<'_>) -> Result<Vec<Item>, Unreadable> {
    let form = Form(wire.form());
    if let Some(of) = wire.asked("sending") {
        let of = of.parse().map(SendingId).map_err(|_| Unreadable)?;
        let is_last = wire.asked("last").is_some();
        return Ok(delivery(&form, of, is_last).into_iter().collect());
    }
    let (address, vendor_id) = (form.get("From"), form.get("MessageSid"));
    if address.is_empty() || vendor_id.is_empty() {
        return Err(Unreadable);
    }
    let text = form.get("Body");
    if let Some(is_wanted) = wish(form.get("OptOutType"), text) {
        return Ok(vec![Item::Silence {
            address: address.to_owned(),
            is_wanted,
        }]);
    }
    if form.get("OptOutType") == "HELP" {
        // Twilio answers that by itself.
        return Ok(Vec::new());
    }
    Ok(vec![Item::Said(Said {
        address: address.to_owned(),
        thread: address.to_owned(),
        vendor_id: vendor_id.to_owned(),
        text: text.to_owned(),
        media: media(&form),
        ..Said::default()
    })])
}

/// A form's fields.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Whether somebody wishes to be written to, or not to be, if these words are about that.
fn wish(said: &str, text: &str) -> Option<bool> {
    let word = text.trim().to_ascii_uppercase();
    match said {
        "STOP" => Some(false),
        "START" => Some(true),
        _ if STOP.contains(&word.as_str()) => Some(false),
        _ if START.contains(&word.as_str()) => Some(true),
        _ => None,
    }
}

fn media(form: &Form) -> Vec<Media> {
    let count = form.get("NumMedia").parse::<usize>().unwrap_or(0).min(10);
    let file = |place: usize| {
        let url = form.get(&format!("MediaUrl{place}"));
        Media {
            content_type: form.get(&format!("MediaContentType{place}")).to_owned(),
            name: None,
            url: (!url.is_empty()).then(|| url.to_owned()),
            held: file::name(url).map_or(Held::Elsewhere, Held::AtVendor),
        }
    };
    (0..count).map(file).collect()
}

fn delivery(form: &Form, of: SendingId, is_last: bool) -> Option<Item> {
    let status = form.get("MessageStatus");
    let state = match status {
        "sent" => DeliveryState::Sent,
        // A long text has arrived when its last part has.
        "delivered" if is_last => DeliveryState::Delivered,
        "read" if is_last => DeliveryState::Read,
        "undelivered" | "failed" | "canceled" => DeliveryState::Failed,
        _ => return None,
    };
    let reason = (state == DeliveryState::Failed).then(|| why(form.get("ErrorCode")));
    Some(Item::Delivery { of, state, reason })
}

/// What Twilio's commonest codes mean, for people.
fn why(code: &str) -> String {
    let words = match code {
        "30003" => "The phone is off or out of reach",
        "30004" => "The customer blocked messages, or their number cannot receive them",
        "30005" => "The number does not exist any more",
        "30006" => "It is a landline, or a network that takes no text messages",
        "30007" | "30034" => "The network took it for unwanted advertising",
        "21610" => "The customer wrote STOP",
        "" => return "The network could not deliver it".into(),
        _ => "The network could not deliver it",
    };
    format!("{words} (Twilio {code})")
}

//! What Meta tells: messages, and how far answers came.

use serde::Deserialize;
use serde_json::Value;

use super::super::{DeliveryState, Held, Item, Media, Said, Settings, Unreadable, Wire};
use crate::id::SendingId;

/// Everything that a request tells of the number that was set up.
pub(super) fn told(wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
    let told: Told = serde_json::from_slice(wire.body).map_err(|_| Unreadable)?;
    let values = told.entry.into_iter().flat_map(|entry| entry.changes);
    // An app may have several numbers, and tells all of them at the same address.
    let ours = values
        .map(|change| change.value)
        .filter(|value| value.metadata.phone_number_id == settings.get("phone_number_id"));
    Ok(ours.flat_map(items).collect())
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    value: News,
}

/// What is new about one number.
#[derive(Default, Deserialize)]
#[serde(default)]
struct News {
    metadata: Number,
    contacts: Vec<Contact>,
    messages: Vec<Value>,
    statuses: Vec<Progress>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Number {
    phone_number_id: String,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(default)]
    profile: Profile,
    #[serde(default)]
    wa_id: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Progress {
    #[serde(default)]
    status: String,
    #[serde(default)]
    biz_opaque_callback_data: String,
    #[serde(default)]
    errors: Vec<Value>,
}

fn items(value: News) -> Vec<Item> {
    let News {
        contacts,
        messages,
        statuses,
        ..
    } = value;
    let said = messages
        .iter()
        .filter_map(|message| said(message, &contacts));
    said.chain(statuses.iter().filter_map(delivery)).collect()
}

/// A message that holds words or a file. Reactions and the like hold neither.
fn said(message: &Value, contacts: &[Contact]) -> Option<Item> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let (from, id) = (text("/from")?, text("/id")?);
    let kind = text("/type").unwrap_or_default();
    let name = contacts.iter().find(|contact| contact.wa_id == from);
    let mut said = Said {
        address: from.to_owned(),
        thread: from.to_owned(),
        name: name.and_then(|contact| contact.profile.name.clone()),
        vendor_id: id.to_owned(),
        ..Said::default()
    };
    let words = match kind {
        "text" => text("/text/body"),
        "button" => text("/button/text"),
        "interactive" => text("/interactive/button_reply/title")
            .or_else(|| text("/interactive/list_reply/title")),
        "image" | "audio" | "video" | "document" | "sticker" => {
            let file = &message[kind];
            said.media.push(Media {
                content_type: file["mime_type"].as_str().unwrap_or(kind).to_owned(),
                name: file["filename"].as_str().map(str::to_owned),
                url: None,
                held: file["id"]
                    .as_str()
                    .map_or(Held::Elsewhere, |id| Held::AtVendor(id.to_owned())),
            });
            file["caption"].as_str()
        }
        "location" => {
            said.text = format!(
                "{} {}, {}",
                text("/location/name").unwrap_or("Location"),
                message.pointer("/location/latitude")?,
                message.pointer("/location/longitude")?
            );
            None
        }
        _ => None,
    };
    if let Some(words) = words {
        words.clone_into(&mut said.text);
    }
    let holds_something = !said.text.trim().is_empty() || !said.media.is_empty();
    holds_something.then_some(Item::Said(said))
}

fn delivery(status: &Progress) -> Option<Item> {
    let data = &status.biz_opaque_callback_data;
    let (of, is_last) = match data.strip_suffix(" last") {
        Some(of) => (of, true),
        None => (data.as_str(), false),
    };
    let of = SendingId(of.parse().ok()?);
    let state = match status.status.as_str() {
        "sent" => DeliveryState::Sent,
        "delivered" if is_last => DeliveryState::Delivered,
        "read" if is_last => DeliveryState::Read,
        "failed" => DeliveryState::Failed,
        _ => return None,
    };
    let error = status.errors.first();
    let title = error.and_then(|error| error["title"].as_str());
    let reason = (state == DeliveryState::Failed).then(|| {
        let title: String = title
            .unwrap_or("WhatsApp could not deliver it")
            .chars()
            .take(300)
            .collect();
        match error.and_then(|error| error["code"].as_i64()) {
            Some(code) => format!("{title} (Meta {code})"),
            None => title,
        }
    });
    Some(Item::Delivery { of, state, reason })
}

//! WhatsApp, as Meta's Cloud API has it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Adapter, Answer, Call, Channel, DeliveryState, Field, Item, Limits, Media, Outcome, Reply,
    Said, Settings, Unreadable, Wire, sign,
};
use crate::id::SendingId;

/// WhatsApp through Meta's Cloud API.
pub(super) struct Whatsapp;

const FIELDS: [Field; 6] = [
    Field::line(
        "phone_number_id",
        "Phone number ID",
        "In Meta’s app dashboard under WhatsApp, API Setup. It is not the number itself.",
    )
    .checked(is_digits),
    Field::secret(
        "app_secret",
        "App secret",
        "Under App settings, Basic. It signs what Meta sends here.",
    ),
    Field::secret(
        "access_token",
        "Access token",
        "A permanent token of a system user that may send WhatsApp messages.",
    ),
    Field::secret(
        "verify_token",
        "Verify token",
        "Any words of your own. Meta is given the same, and repeats them when it asks whether this address is yours.",
    ),
    Field::line(
        "template",
        "Template",
        "An approved template whose body has one variable, {{1}}. It carries your answer when the customer has not written for 24 hours. Without one, nothing can be sent then.",
    )
    .optional()
    .checked(is_template),
    Field::line(
        "template_language",
        "Language of the template",
        "As Meta writes it, such as en or en_US.",
    )
    .optional()
    .checked(is_language),
];

fn is_digits(text: &str) -> Option<&'static str> {
    let is_fine = text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit());
    (!is_fine).then_some("A phone number ID has digits only.")
}

fn is_template(text: &str) -> Option<&'static str> {
    let is_fine = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (!is_fine).then_some("A template’s name has small letters, digits and underscores only.")
}

fn is_language(text: &str) -> Option<&'static str> {
    let is_fine = (2..=7).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    (!is_fine).then_some("Write the language as Meta does, such as en or en_US.")
}

impl Adapter for Whatsapp {
    fn channel(&self) -> Channel {
        Channel::Whatsapp
    }

    fn vendor(&self) -> &'static str {
        "Meta"
    }

    fn lede(&self) -> &'static str {
        "Customers write to your WhatsApp number and are answered in the same thread."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Save here first, so that the verify token is known.",
            "In Meta’s app dashboard open WhatsApp, Configuration, and put the inbound address and the verify token under Webhook.",
            "Subscribe to the field “messages”.",
            "Switch it on here and send a test to a number that has written to you today.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 4096,
            is_plain: true,
            window_hours: Some(24),
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some(
            "A number with its country and without signs, such as 15550100123, that has written to you within 24 hours.",
        )
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        let signature = wire.header("x-hub-signature-256");
        signature.strip_prefix("sha256=").is_some_and(|signature| {
            sign::is_sha256_hex(settings.get("app_secret"), &[wire.body], signature)
        })
    }

    fn handshake(&self, wire: &Wire<'_>, settings: &Settings) -> Option<String> {
        let token = wire.asked("hub.verify_token")?;
        let is_ours = wire.asked("hub.mode")? == "subscribe"
            && sign::is_same(settings.get("verify_token"), &token);
        wire.asked("hub.challenge").filter(|_| is_ours)
    }

    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
        let told: Told = serde_json::from_slice(wire.body).map_err(|_| Unreadable)?;
        let values = told.entry.into_iter().flat_map(|entry| entry.changes);
        // An app may have several numbers, and tells all of them at the same address.
        let ours = values
            .map(|change| change.value)
            .filter(|value| value.metadata.phone_number_id == settings.get("phone_number_id"));
        Ok(ours.flat_map(items).collect())
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        let last = if reply.is_last { " last" } else { "" };
        let mut body = json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": reply.to,
            "biz_opaque_callback_data": format!("{}{last}", reply.sending),
        });
        if reply.is_window_closed {
            body["type"] = "template".into();
            body["template"] = template(reply.text, settings)?;
        } else {
            body["type"] = "text".into();
            body["text"] = json!({"preview_url": false, "body": reply.text});
        }
        Ok(Call {
            channel: Channel::Whatsapp,
            home: "https://graph.facebook.com",
            path: format!("/v23.0/{}/messages", settings.get("phone_number_id")),
            headers: vec![
                (
                    "authorization",
                    format!("Bearer {}", settings.get("access_token")),
                ),
                ("content-type", "application/json".into()),
            ],
            body: body.to_string(),
        })
    }

    fn read(&self, answer: &Answer) -> Outcome {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if (200..300).contains(&answer.status) {
            let id = body.pointer("/messages/0/id").and_then(Value::as_str);
            return Outcome::Taken(id.unwrap_or_default().to_owned());
        }
        let said = body.pointer("/error/message").and_then(Value::as_str);
        match body.pointer("/error/code").and_then(Value::as_i64) {
            // A token that has run out, and too many messages, come with any status.
            Some(0 | 10 | 190 | 200..=299) => Answer {
                status: 401,
                ..answer.clone()
            }
            .outcome("Meta", said),
            Some(4 | 80007 | 130_429 | 131_048 | 131_056) => Answer {
                status: 429,
                ..answer.clone()
            }
            .outcome("Meta", said),
            Some(131_050) => Outcome::Unwanted,
            Some(131_047) => Outcome::ForGood(
                "The customer has not written for 24 hours, and the message was not a template"
                    .into(),
            ),
            _ => answer.outcome("Meta", said),
        }
    }
}

/// The approved template with the text in it.
fn template(text: &str, settings: &Settings) -> Result<Value, String> {
    let name = settings.given("template").ok_or(
        "The customer has not written for 24 hours, so WhatsApp takes only an approved template, and none is set up for this channel",
    )?;
    // A variable may not have line breaks, nor many blanks in a row.
    let words: Vec<&str> = text.split_whitespace().collect();
    Ok(json!({
        "name": name,
        "language": {"code": settings.given("template_language").unwrap_or("en")},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": words.join(" ")}]}],
    }))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.set("phone_number_id", "106540352242922");
        settings.set("app_secret", "the app's secret");
        settings.set("access_token", "EAAG");
        settings.set("verify_token", "meatyhamhock");
        settings
    }

    fn wire<'a>(query: &'a str, headers: &'a [(String, String)], body: &'a [u8]) -> Wire<'a> {
        Wire {
            urls: &[],
            query,
            headers,
            body,
            now: 0,
        }
    }

    fn message(inner: &str) -> String {
        format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550100999","phone_number_id":"106540352242922"}},{inner}}}}}]}}]}}"#
        )
    }

    fn parsed(body: &str) -> Vec<Item> {
        Whatsapp
            .parse(&wire("", &[], body.as_bytes()), &settings())
            .unwrap()
    }

    /// Signed with Python's hmac and hashlib: `hmac.new(secret, body, sha256).hexdigest()`.
    #[test]
    fn what_meta_signed_is_accepted_and_anything_altered_is_not() {
        for (body, hex) in [
            (
                r#"{"entry":[]}"#,
                "db10fd9cff5919ab2144649cdecf685710b1cb61be0164f4a909cbb5bbad9e47",
            ),
            (
                "{\"text\":\"Zo\u{eb} 🪑\"}",
                "23c24c7f2de9c9c85dfbebe835488af4a75231ea3542afadc699fb5248cfe28b",
            ),
            (
                "",
                "819117d877e7706c35b63d5852172dea3b3128df7f4e930f2677ab426d39fdac",
            ),
        ] {
            let is_signed = |body: &str, signature: String, settings: &Settings| {
                let headers = [("x-hub-signature-256".to_owned(), signature)];
                Whatsapp.verify(&wire("", &headers, body.as_bytes()), settings)
            };
            assert!(
                is_signed(body, format!("sha256={hex}"), &settings()),
                "{body}"
            );
            let longer = format!("{body} ");
            assert!(!is_signed(&longer, format!("sha256={hex}"), &settings()));
            for wrong in [
                hex.to_owned(),
                "sha256=".into(),
                format!("sha1={hex}"),
                format!("sha256={}", &hex[2..]),
            ] {
                assert!(!is_signed(body, wrong, &settings()));
            }
            let mut without = settings();
            without.set("app_secret", "");
            assert!(!is_signed(body, format!("sha256={hex}"), &without));
        }
    }

    #[test]
    fn the_handshake_is_answered_only_with_the_right_token() {
        let asked =
            |query: &str, settings: &Settings| Whatsapp.handshake(&wire(query, &[], b""), settings);
        let right = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock";
        assert_eq!(asked(right, &settings()).as_deref(), Some("1158201444"));
        for wrong in [
            "",
            "hub.mode=subscribe&hub.challenge=1",
            "hub.mode=subscribe&hub.challenge=1&hub.verify_token=x",
            "hub.mode=other&hub.challenge=1&hub.verify_token=meatyhamhock",
        ] {
            assert_eq!(asked(wrong, &settings()), None, "{wrong}");
        }
        let mut without = settings();
        without.set("verify_token", "");
        assert_eq!(
            asked(
                "hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
                &without
            ),
            None
        );
    }

    #[test]
    fn words_files_answers_and_notes_are_told_apart() {
        let contacts = r#""contacts":[{"profile":{"name":"Ruth Bell"},"wa_id":"15550100123"}]"#;
        let one = |inner: &str| {
            parsed(&message(&format!(
                r#"{contacts},"messages":[{{"from":"15550100123","id":"wamid.1","timestamp":"1","type":{inner}}}]"#
            )))
        };
        let items = one(r#""text","text":{"body":"Where is my order?"}"#);
        let [Item::Said(said)] = &items[..] else {
            panic!("these are words")
        };
        assert_eq!(
            (said.text.as_str(), said.name.as_deref()),
            ("Where is my order?", Some("Ruth Bell"))
        );
        let items = one(r#""image","image":{"mime_type":"image/jpeg","id":"9","caption":"See?"}"#);
        let [Item::Said(said)] = &items[..] else {
            panic!("this is a picture")
        };
        assert_eq!(
            (said.text.as_str(), said.media[0].content_type.as_str()),
            ("See?", "image/jpeg")
        );
        let items = one(
            r#""interactive","interactive":{"type":"button_reply","button_reply":{"id":"1","title":"Yes"}}"#,
        );
        assert!(matches!(&items[..], [Item::Said(said)] if said.text == "Yes"));
        assert!(one(r#""reaction","reaction":{"emoji":"x"}"#).is_empty());
        let status = |rest: &str| {
            parsed(&message(&format!(
                r#""statuses":[{{"id":"wamid.2","recipient_id":"1",{rest}}}]"#
            )))
        };
        assert_eq!(
            status(r#""status":"read","biz_opaque_callback_data":"7 last""#),
            [Item::Delivery {
                of: SendingId(7),
                state: DeliveryState::Read,
                reason: None
            }]
        );
        assert_eq!(
            status(
                r#""status":"failed","biz_opaque_callback_data":"7","errors":[{"code":131026,"title":"Undeliverable"}]"#
            ),
            [Item::Delivery {
                of: SendingId(7),
                state: DeliveryState::Failed,
                reason: Some("Undeliverable (Meta 131026)".into())
            }]
        );
        assert!(status(r#""status":"sent""#).is_empty());
        let other =
            message(r#""messages":[{"from":"1","id":"2","type":"text","text":{"body":"x"}}]"#)
                .replace("106540352242922", "7");
        assert!(parsed(&other).is_empty());
        for wrong in [
            "",
            "[",
            "null",
            r#"{"entry":1}"#,
            r#"{"entry":[{"changes":[{"value":{"messages":{}}}]}]}"#,
        ] {
            assert!(
                Whatsapp
                    .parse(&wire("", &[], wrong.as_bytes()), &settings())
                    .is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn after_a_day_only_the_template_goes_out() {
        let mut settings = settings();
        let reply = Reply {
            to: "15550100123",
            text: "Your\nrefund   is here.",
            thread: "",
            context: "",
            is_by_person: true,
            sending: SendingId(7),
            is_last: true,
            inbound_url: "",
            is_window_closed: true,
        };
        assert!(
            Whatsapp
                .render(&reply, &settings)
                .unwrap_err()
                .contains("none is set up")
        );
        settings.set("template", "answer");
        settings.set("template_language", "en_US");
        let call = Whatsapp.render(&reply, &settings).unwrap();
        let body: Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(
            body["template"]["components"][0]["parameters"][0]["text"],
            "Your refund is here."
        );
        let call = Whatsapp
            .render(
                &Reply {
                    is_window_closed: false,
                    ..reply
                },
                &settings,
            )
            .unwrap();
        let body: Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(
            (&body["text"]["body"], &body["biz_opaque_callback_data"]),
            (&json!(reply.text), &json!("7 last"))
        );
        assert_eq!(call.path, "/v23.0/106540352242922/messages");
    }

    #[test]
    fn what_meta_answers_says_whether_trying_again_helps() {
        let read = |status, body: &str| {
            Whatsapp.read(&Answer {
                status,
                retry_after: None,
                body: body.to_owned(),
            })
        };
        assert_eq!(
            read(200, r#"{"messages":[{"id":"wamid.9"}]}"#),
            Outcome::Taken("wamid.9".into())
        );
        assert!(matches!(
            read(
                400,
                r#"{"error":{"code":130429,"message":"Rate limit hit"}}"#
            ),
            Outcome::ForNow(..)
        ));
        assert!(matches!(
            read(400, r#"{"error":{"code":190,"message":"expired"}}"#),
            Outcome::Denied(_)
        ));
        assert!(
            matches!(read(400, r#"{"error":{"code":131047}}"#), Outcome::ForGood(why) if why.contains("24 hours"))
        );
        assert!(matches!(read(503, ""), Outcome::ForNow(..)));
        assert!(matches!(read(422, "{}"), Outcome::ForGood(_)));
    }
}

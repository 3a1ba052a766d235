use serde_json::{Value, json};

use super::{super::DeliveryState, *};
use crate::id::SendingId;

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
    let other = message(r#""messages":[{"from":"1","id":"2","type":"text","text":{"body":"x"}}]"#)
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
        files: &[],
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

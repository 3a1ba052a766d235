//! An answer as a message of WhatsApp, and what Meta says to it.

use serde_json::{Value, json};

use super::{
    super::{Answer, Call, Channel, Outcome, Reply, Settings},
    file,
};

/// The request that sends it. After a day without words of the customer's only the template may go out.
pub(super) fn call(reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
    let last = if reply.is_last { " last" } else { "" };
    let mut body = json!({
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": reply.to,
        "biz_opaque_callback_data": format!("{}{last}", reply.sending),
    });
    if reply.is_window_closed {
        body["type"] = "template".into();
        body["template"] = template(reply.text, settings)?;
    } else if let Some(file) = reply.files.first() {
        let (kind, told) = file::sent(file);
        body["type"] = kind.into();
        body[kind] = told;
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

/// What Meta's answer to such a request means.
pub(super) fn outcome(answer: &Answer) -> Outcome {
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
            "The customer has not written for 24 hours, and the message was not a template".into(),
        ),
        _ => answer.outcome("Meta", said),
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

//! What the team does in Slack: words in a thread, and clicks.

use serde_json::Value;

use super::super::{Item, Settings, TeamDoes, TeamItem, Unreadable, Wire};

/// Everything that a request tells.
pub(super) fn told(wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
    let form = wire.form();
    let clicked = form.iter().find(|(name, _)| name == "payload");
    if let Some((_, payload)) = clicked {
        let payload: Value = serde_json::from_str(payload).map_err(|_| Unreadable)?;
        return Ok(clicks(&payload));
    }
    let body: Value = serde_json::from_slice(wire.body).map_err(|_| Unreadable)?;
    if body["type"] != "event_callback" {
        return Ok(Vec::new());
    }
    Ok(said(&body, settings.get("channel")).into_iter().collect())
}

/// What somebody wrote in a thread of the channel; what programs write there, we among them, is nothing.
fn said(body: &Value, channel: &str) -> Option<Item> {
    let event = &body["event"];
    let is_program = event["bot_id"].is_string() || event["subtype"].is_string();
    if event["type"] != "message" || is_program || event["channel"] != channel {
        return None;
    }
    let text = |name: &str| event[name].as_str().filter(|text| !text.is_empty());
    Some(Item::Team(TeamItem {
        vendor_id: body["event_id"].as_str()?.to_owned(),
        who: text("user")?.to_owned(),
        does: TeamDoes::Says {
            thread: text("thread_ts")?.to_owned(),
            text: unescaped(text("text")?),
        },
    }))
}

fn clicks(payload: &Value) -> Vec<Item> {
    let who = payload["user"]["id"].as_str();
    let actions = payload["actions"].as_array().map_or(&[][..], Vec::as_slice);
    let one = |action: &Value| {
        let conversation = action["value"].as_str()?.to_owned();
        let does = match action["action_id"].as_str()? {
            "claim" => TeamDoes::Claims { conversation },
            "resolve" => TeamDoes::Resolves { conversation },
            "hand_back" => TeamDoes::HandsBack { conversation },
            _ => return None,
        };
        let at = action["action_ts"].as_str()?;
        Some(Item::Team(TeamItem {
            vendor_id: format!("{} {at}", who?),
            who: who?.to_owned(),
            does,
        }))
    };
    actions.iter().filter_map(one).collect()
}

/// What somebody typed, from what Slack makes of it: links are written as `<address|words>`.
pub(super) fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((inside, after)) = from.split_once('>') else {
            plain.push_str(from);
            rest = "";
            break;
        };
        plain.push_str(
            inside
                .split_once('|')
                .map_or(inside, |(address, _)| address),
        );
        rest = after;
    }
    plain.push_str(rest);
    plain
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

//! What the team is shown, and what Slack says to it.

use serde_json::{Value, json};

use super::super::{Answer, Call, Channel, Outcome, Reply, Settings};
use super::TEXT_MAX;

/// The longest of the three texts of a card, in characters: Slack takes 3000 for all of it.
const PART_MAX: usize = 900;

/// What the team is shown of a conversation.
#[derive(Debug, Clone, Copy)]
pub struct TeamCard<'a> {
    pub conversation: &'a str,
    pub customer: &'a str,
    pub channel: &'a str,
    pub reason: &'a str,
    pub summary: &'a str,
    pub priority: &'a str,
    /// Where it is here.
    pub link: &'a str,
    /// Nobody answers from there.
    pub is_alert: bool,
}

/// The request that shows a conversation to the team.
#[must_use]
pub fn team_card(settings: &Settings, card: &TeamCard<'_>) -> Call {
    let head = format!("{} needs a person ({})", card.customer, card.channel);
    let words = [
        format!("*{}*", part(&head)),
        part(card.reason),
        part(card.summary),
        format!(
            "Priority: {}. <{}|Open it in the inbox>",
            card.priority, card.link
        ),
    ];
    let words: Vec<String> = words.into_iter().filter(|line| !line.is_empty()).collect();
    let mut blocks = vec![json!({"type": "section",
        "text": {"type": "mrkdwn", "text": words.join("\n")}})];
    if !card.is_alert {
        let button = |id: &str, label: &str| {
            json!({"type": "button", "action_id": id, "value": card.conversation,
                "text": {"type": "plain_text", "text": label}})
        };
        blocks.push(json!({"type": "actions", "elements": [
            button("claim", "Take it"), button("resolve", "Resolve"), button("hand_back", "Hand back"),
        ]}));
    }
    let body = json!({"channel": settings.get("channel"), "text": part(&head), "blocks": blocks,
        "unfurl_links": false});
    call(settings, "chat.postMessage", &body)
}

/// The request that posts a body that was made before.
#[must_use]
pub fn team_post(settings: &Settings, body: String) -> Call {
    Call {
        body,
        ..call(settings, "chat.postMessage", &Value::Null)
    }
}

/// The request that adds a line to a thread; `is_loud` shows it in the channel too.
#[must_use]
pub fn team_line(settings: &Settings, thread: &str, (text, is_loud): (&str, bool)) -> Call {
    let body = json!({"channel": settings.get("channel"), "thread_ts": thread,
        "text": short(text, TEXT_MAX), "reply_broadcast": is_loud, "unfurl_links": false});
    call(settings, "chat.postMessage", &body)
}

/// The request that asks who somebody of the team is.
#[must_use]
pub fn team_member(settings: &Settings, who: &str) -> Call {
    let mut asked = call(settings, "users.info", &Value::Null);
    asked.headers.retain(|(name, _)| *name != "content-type");
    asked
        .headers
        .push(("content-type", "application/x-www-form-urlencoded".into()));
    asked.body = form_urlencoded::Serializer::new(String::new())
        .append_pair("user", who)
        .finish();
    asked
}

/// The e-mail address in the answer to [`team_member`].
#[must_use]
pub fn team_address(answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_str(&answer.body).ok()?;
    let address = body.pointer("/user/profile/email")?.as_str()?;
    (body["ok"] == true).then(|| address.to_lowercase())
}

fn call(settings: &Settings, method: &str, body: &Value) -> Call {
    Call {
        channel: Channel::Slack,
        home: "https://slack.com",
        path: format!("/api/{method}"),
        headers: vec![
            (
                "authorization",
                format!("Bearer {}", settings.get("bot_token")),
            ),
            ("content-type", "application/json; charset=utf-8".into()),
        ],
        body: body.to_string(),
    }
}

/// One of the texts of a card, so short that what stands below it is still shown.
fn part(text: &str) -> String {
    short(text, PART_MAX)
}

/// A text of at most so many characters, of which none is cut in the middle of what stands for it.
fn short(text: &str, most: usize) -> String {
    let whole = escaped(text);
    if whole.chars().count() <= most {
        return whole;
    }
    let mut length = 0;
    let fits = |sign: &char| {
        length += match sign {
            '&' => "&amp;".len(),
            '<' | '>' => "&lt;".len(),
            _ => 1,
        };
        length <= most - 2
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{} …", escaped(&kept))
}

/// Text in which Slack finds no mentions and no links of its own.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The request that posts a test.
pub(super) fn post(reply: &Reply<'_>, settings: &Settings) -> Call {
    let body = json!({"channel": reply.to, "text": escaped(reply.text)});
    call(settings, "chat.postMessage", &body)
}

/// What Slack's answer to a request means.
pub(super) fn outcome(answer: &Answer) -> Outcome {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if answer.status == 200 && body["ok"] == true {
        return Outcome::Taken(body["ts"].as_str().unwrap_or_default().to_owned());
    }
    let error = body["error"].as_str();
    let status = match error {
        Some(
            "invalid_auth" | "account_inactive" | "token_revoked" | "not_authed" | "token_expired",
        ) => 401,
        Some("ratelimited") => 429,
        Some("internal_error" | "fatal_error" | "service_unavailable") => 503,
        Some(_) => 400,
        None => answer.status,
    };
    let answer = Answer {
        status,
        ..answer.clone()
    };
    answer.outcome("Slack", error)
}

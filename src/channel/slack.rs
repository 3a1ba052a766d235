//! Slack, where a team follows conversations: what it is shown, and what it writes and clicks there.

use serde_json::{Value, json};

use super::{
    Adapter, Answer, Call, Channel, Field, Input, Item, Limits, Outcome, Reply, Settings, TeamDoes,
    TeamItem, Unreadable, Wire, sign,
};

/// The team's Slack.
pub(super) struct Slack;

/// A request that was signed longer ago, in seconds, is somebody's copy.
const AGE_MAX: i64 = 300;

/// The longest text that is put into one message, in characters.
const TEXT_MAX: usize = 2900;

const FIELDS: [Field; 4] = [
    Field::secret(
        "bot_token",
        "Bot token",
        "Under OAuth & Permissions: it begins with xoxb-. The app needs chat:write, channels:history and users:read.email.",
    ),
    Field::secret(
        "signing_secret",
        "Signing secret",
        "Under Basic Information. It signs what Slack sends here.",
    ),
    Field::line(
        "channel",
        "Channel",
        "The ID of your support channel, such as C0123456789, at the end of its details. Invite the app there.",
    )
    .checked(is_channel),
    Field::line(
        "mode",
        "What the channel is for",
        "Colleagues are known by the e-mail address that they have in Slack and here.",
    )
    .filled(Input::Choice(&[
        (
            "answers",
            "Follow and answer: the conversation is posted, and answers in its thread reach the customer",
        ),
        ("alerts", "Alerts: only that somebody waits, and why"),
    ])),
];

fn is_channel(text: &str) -> Option<&'static str> {
    let is_fine = text.starts_with(['C', 'G'])
        && (9..=15).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (!is_fine).then_some("A channel’s ID is C and some capitals and digits. Its name does not do.")
}

impl Adapter for Slack {
    fn channel(&self) -> Channel {
        Channel::Slack
    }

    fn vendor(&self) -> &'static str {
        "Slack"
    }

    fn lede(&self) -> &'static str {
        "Handoffs are posted to your team’s channel; answers in the thread reach customers wherever they wrote."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Make an app at Slack, give it a bot with chat:write, channels:history, users:read and users:read.email, and install it.",
            "Save here with its bot token and signing secret.",
            "Under Event Subscriptions put the inbound address, and subscribe to message.channels.",
            "Under Interactivity put the same address, so that the buttons work.",
            "Invite the app to the channel, switch it on here and send a test.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: TEXT_MAX,
            is_plain: false,
            window_hours: None,
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some("The ID of a channel that the app was invited to.")
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
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

    fn handshake(&self, wire: &Wire<'_>, settings: &Settings) -> Option<String> {
        // Asked like everything else it sends: signed.
        if !self.verify(wire, settings) {
            return None;
        }
        let body: Value = serde_json::from_slice(wire.body).ok()?;
        let is_question = body["type"] == "url_verification";
        let challenge = body["challenge"].as_str().filter(|_| is_question)?;
        Some(challenge.to_owned())
    }

    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
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

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        let body = json!({"channel": reply.to, "text": escaped(reply.text)});
        Ok(call(settings, "chat.postMessage", &body))
    }

    fn read(&self, answer: &Answer) -> Outcome {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if answer.status == 200 && body["ok"] == true {
            return Outcome::Taken(body["ts"].as_str().unwrap_or_default().to_owned());
        }
        let error = body["error"].as_str();
        let status = match error {
            Some(
                "invalid_auth" | "account_inactive" | "token_revoked" | "not_authed"
                | "token_expired",
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
        format!("*{}*", escaped(&head)),
        escaped(card.reason),
        escaped(card.summary),
        format!(
            "Priority: {}. <{}|Open it in the inbox>",
            card.priority, card.link
        ),
    ];
    let words: Vec<String> = words.into_iter().filter(|line| !line.is_empty()).collect();
    let mut blocks = vec![json!({"type": "section",
        "text": {"type": "mrkdwn", "text": short(&words.join("\n"))}})];
    if !card.is_alert {
        let button = |id: &str, label: &str| {
            json!({"type": "button", "action_id": id, "value": card.conversation,
                "text": {"type": "plain_text", "text": label}})
        };
        blocks.push(json!({"type": "actions", "elements": [
            button("claim", "Take it"), button("resolve", "Resolve"), button("hand_back", "Hand back"),
        ]}));
    }
    let body = json!({"channel": settings.get("channel"), "text": escaped(&head), "blocks": blocks,
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
        "text": short(&escaped(text)), "reply_broadcast": is_loud, "unfurl_links": false});
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

fn short(text: &str) -> String {
    if text.chars().count() <= TEXT_MAX {
        return text.to_owned();
    }
    text.chars()
        .take(TEXT_MAX - 2)
        .chain(" …".chars())
        .collect()
}

/// Text in which Slack finds no mentions and no links of its own.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What somebody typed, from what Slack makes of it: links are written as `<address|words>`.
fn unescaped(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.set("signing_secret", "8f742231b10e8888abcd99yyyzzz85a5");
        settings.set("bot_token", "xoxb-1");
        settings.set("channel", "C0123456789");
        settings
    }

    fn wire<'a>(headers: &'a [(String, String)], body: &'a str, now: i64) -> Wire<'a> {
        Wire {
            urls: &[],
            query: "",
            headers,
            body: body.as_bytes(),
            now,
        }
    }

    /// The example of Slack's own pages, and one signed with Python's hmac.
    #[test]
    fn what_slack_signed_is_accepted_while_it_is_fresh_and_anything_altered_is_not() {
        let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        let at = 1_531_420_618;
        for (body, signature) in [
            (
                body,
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            ),
            (
                "{\"text\":\"Zo\u{eb}\"}",
                "v0=2ec9627ea402d152828535f42d1f9614f630f8ac0ad19cd454fa20fc4a898130",
            ),
        ] {
            let is_signed = |body: &str, stamp: &str, signature: &str, now: i64| {
                let headers = [
                    ("x-slack-request-timestamp".to_owned(), stamp.to_owned()),
                    ("x-slack-signature".to_owned(), signature.to_owned()),
                ];
                Slack.verify(&wire(&headers, body, now), &settings())
            };
            let stamp = at.to_string();
            assert!(is_signed(body, &stamp, signature, at + 299));
            assert!(!is_signed(body, &stamp, signature, at + 301));
            assert!(!is_signed(body, &stamp, signature, at - 301));
            assert!(!is_signed(&format!("{body} "), &stamp, signature, at));
            assert!(!is_signed(body, &(at + 1).to_string(), signature, at));
            for wrong in ["", "v0=", &signature[3..], &signature[..60]] {
                assert!(!is_signed(body, &stamp, wrong, at), "{wrong}");
            }
            assert!(!is_signed(body, "", signature, at) && !is_signed(body, "now", signature, at));
        }
    }

    #[test]
    fn words_in_a_thread_and_clicks_are_told_apart_from_what_programs_write() {
        let parsed = |body: &str| Slack.parse(&wire(&[], body, 0), &settings()).unwrap();
        let event = |inner: &str| {
            format!(
                r#"{{"type":"event_callback","event_id":"Ev1","event":{{"type":"message","channel":"C0123456789",{inner}}}}}"#
            )
        };
        let said = parsed(&event(
            r#""user":"U1","ts":"2.0","thread_ts":"1.0","text":"See <https://a.example|here> &amp; now""#,
        ));
        let [
            Item::Team(TeamItem {
                who,
                does: TeamDoes::Says { thread, text },
                ..
            }),
        ] = &said[..]
        else {
            panic!("these are words: {said:?}")
        };
        assert_eq!(
            (who.as_str(), thread.as_str(), text.as_str()),
            ("U1", "1.0", "See https://a.example & now")
        );
        for nothing in [
            r#""user":"U1","ts":"2.0","text":"outside of a thread""#,
            r#""bot_id":"B1","user":"U1","thread_ts":"1.0","text":"ours""#,
            r#""subtype":"message_changed","user":"U1","thread_ts":"1.0","text":"x""#,
        ] {
            assert!(parsed(&event(nothing)).is_empty(), "{nothing}");
        }
        let elsewhere = event(r#""user":"U1","thread_ts":"1.0","text":"x""#)
            .replace("C0123456789", "C999999999");
        assert!(parsed(&elsewhere).is_empty());
        let payload = r#"{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"claim","value":"conv_1","action_ts":"3.0"}]}"#;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("payload", payload)
            .finish();
        let clicked = parsed(&body);
        assert!(
            matches!(&clicked[..], [Item::Team(TeamItem { does: TeamDoes::Claims { conversation }, .. })] if conversation == "conv_1")
        );
    }

    #[test]
    fn what_customers_write_mentions_nobody() {
        let card = TeamCard {
            conversation: "conv_1",
            customer: "<!channel> & co",
            channel: "SMS",
            reason: "They asked <@U1>",
            summary: "<https://evil.example|click>",
            priority: "High",
            link: "https://desk.example.com/inbox/conv_1",
            is_alert: false,
        };
        let call = team_card(&settings(), &card);
        for wrong in ["<!channel>", "<@U1>", "<https://evil"] {
            assert!(!call.body.contains(wrong), "{wrong}");
        }
        assert!(call.body.contains("hand_back"));
        let alert = team_card(
            &settings(),
            &TeamCard {
                is_alert: true,
                ..card
            },
        );
        assert!(!alert.body.contains("hand_back"));
        assert_eq!(escaped(&unescaped("a <b> c")), "a b c");
    }

    #[test]
    fn what_slack_answers_says_whether_trying_again_helps() {
        let read = |status, body: &str| {
            Slack.read(&Answer {
                status,
                retry_after: Some(30),
                body: body.to_owned(),
            })
        };
        assert_eq!(
            read(200, r#"{"ok":true,"ts":"1.0"}"#),
            Outcome::Taken("1.0".into())
        );
        assert!(matches!(
            read(200, r#"{"ok":false,"error":"invalid_auth"}"#),
            Outcome::Denied(_)
        ));
        assert!(matches!(
            read(200, r#"{"ok":false,"error":"channel_not_found"}"#),
            Outcome::ForGood(_)
        ));
        assert!(matches!(read(429, ""), Outcome::ForNow(_, Some(30))));
    }
}

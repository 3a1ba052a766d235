//! What other people's services are told: chats, calls, text messages, tickets and webhooks.

use handoff::{
    channel::{
        Channel, PutThrough, Reply, SentFile, Settings, TeamCard, adapter, team_card, team_line,
    },
    clock::from_millis,
    delivery::{About, Envelope, Topic, webhook::body},
    help_desk::{HELP_DESKS, Known, Line, Mask, Ticket},
    id::SendingId,
};
use serde_json::Value;

use super::{
    read::{Html, xml},
    request, texts,
};
use crate::support::NOW;

const LINK: &str = "https://desk.example.com/inbox/conv_a";

/// Every text in a document, with where it is.
fn leaves(of: &Value, at: &str, found: &mut Vec<(String, String)>) {
    match of {
        Value::String(text) => found.push((at.to_owned(), text.clone())),
        Value::Array(all) => all
            .iter()
            .for_each(|one| leaves(one, &format!("{at}/*"), found)),
        Value::Object(all) => all
            .iter()
            .for_each(|(name, one)| leaves(one, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

/// The places that a document has, whatever stands there.
fn places(of: &str) -> Vec<String> {
    let mut found = Vec::new();
    leaves(&serde_json::from_str(of).unwrap(), "", &mut found);
    found.into_iter().map(|(place, _)| place).collect()
}

fn reply<'a>(text: &'a str, files: &'a [SentFile]) -> Reply<'a> {
    Reply {
        to: "+15550100123",
        text,
        thread: "+15550100123",
        context: "",
        is_by_person: true,
        sending: SendingId(1),
        is_last: true,
        inbound_url: "https://desk.example.com/channels/k/inbound",
        is_window_closed: false,
        files,
    }
}

#[test]
fn slack_finds_no_mention_no_link_and_no_mark_but_ours() {
    let mut settings = Settings::default();
    settings.set("channel", "C0123456789");
    settings.set("bot_token", "xoxb-1");
    let link = format!("<{LINK}|Open it in the inbox>");
    for text in texts() {
        let card = TeamCard {
            conversation: "conv_a",
            customer: &text,
            channel: "Web chat",
            reason: &text,
            summary: &text,
            priority: "Urgent",
            link: LINK,
            is_alert: false,
        };
        let reply = reply(&text, &[]);
        let calls = [
            team_card(&settings, &card),
            team_line(&settings, "1.2", (&text, true)),
            adapter(Channel::Slack)
                .unwrap()
                .render(&reply, &settings)
                .unwrap(),
        ];
        let shown = calls[0].body.contains(&link);
        assert!(shown, "where it is opened is always said: {text:?}");
        for call in calls {
            let mut found = Vec::new();
            leaves(&serde_json::from_str(&call.body).unwrap(), "", &mut found);
            for (place, said) in found {
                let said = said.replace(&link, "");
                assert!(!said.contains(['<', '>']), "{place} of {text:?}: {said}");
                let references = said.split('&').skip(1);
                for reference in references {
                    let is_known = ["amp;", "lt;", "gt;"]
                        .iter()
                        .any(|known| reference.starts_with(known));
                    assert!(is_known, "{place} of {text:?}: &{reference}");
                }
            }
        }
    }
}

#[test]
fn a_call_is_put_through_by_the_same_marks_whatever_is_said_and_goes_along() {
    let then = "https://desk.example.com/channels/k/inbound?conversation=conv_a";
    for text in texts() {
        let call = PutThrough {
            number: Some("sip:desk@pbx.example".into()),
            headers: vec![
                ("X-Summary".into(), text.clone()),
                ("X-Reason".into(), text.clone()),
            ],
            say: text.clone(),
            language: "en-GB".into(),
        };
        let (elements, words) = xml(&call.twiml(then));
        let dial = format!("Dial action=\"{then}\"");
        let expected = ["Response", "Say language=\"en-GB\"", dial.as_str(), "Sip"];
        assert_eq!(elements, expected, "{text:?}");
        // What is behind the question mark is read as a form by whoever calls, and made heads of a call.
        let (_, sip) = words.rsplit_once("sip:desk@pbx.example?").unwrap();
        let heads: Vec<(String, String)> = form_urlencoded::parse(sip.as_bytes())
            .into_owned()
            .collect();
        let names: Vec<&str> = heads.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["X-Summary", "X-Reason"], "{text:?}");
        for (_, value) in heads {
            assert!(
                !value.contains(|sign: char| sign.is_control()),
                "{text:?}: {value:?}"
            );
        }
        let spoken = PutThrough {
            number: Some(text.clone()),
            language: text.clone(),
            ..call
        };
        let (elements, _) = xml(&spoken.twiml(&text));
        let names: Vec<&str> = elements
            .iter()
            .map(|one| one.split(' ').next().unwrap())
            .collect();
        let target = if text.starts_with("sip:") {
            "Sip"
        } else {
            "Number"
        };
        assert_eq!(names, ["Response", "Say", "Dial", target], "{text:?}");
    }
}

#[test]
fn text_messages_and_whatsapp_say_it_in_one_field() {
    let mut settings = Settings::default();
    settings.set("account_sid", "AC00000000000000000000000000000000");
    settings.set("from", "+15550100999");
    settings.set("phone_number_id", "1");
    settings.set("template", "hello");
    let file = |text: &str| SentFile {
        name: text.to_owned(),
        media_type: "application/pdf".into(),
        size: 1,
        bytes: Vec::new(),
        url: "https://desk.example.com/files/x".into(),
    };
    let whatsapp = adapter(Channel::Whatsapp).unwrap();
    let bodies = |text: &str| {
        let files = [file(text)];
        let closed = Reply {
            is_window_closed: true,
            ..reply(text, &[])
        };
        [reply(text, &[]), reply(text, &files), closed]
            .map(|reply| whatsapp.render(&reply, &settings).unwrap().body)
    };
    let usual = bodies("x").map(|body| places(&body));
    for text in texts() {
        let call = adapter(Channel::Sms)
            .unwrap()
            .render(&reply(&text, &[]), &settings)
            .unwrap();
        let form: Vec<(String, String)> = form_urlencoded::parse(call.body.as_bytes())
            .into_owned()
            .collect();
        let names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["To", "From", "Body", "StatusCallback"], "{text:?}");
        assert_eq!(form[2].1, text);
        let [words, file, template] = bodies(&text);
        assert_eq!(
            [&words, &file, &template].map(|body| places(body)),
            usual,
            "{text:?}"
        );
        let words: Value = serde_json::from_str(&words).unwrap();
        assert_eq!(words["text"]["body"], text);
        let file: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(file["document"]["filename"], text);
        let template: Value = serde_json::from_str(&template).unwrap();
        let told = template["template"]["components"][0]["parameters"][0]["text"]
            .as_str()
            .unwrap();
        assert!(
            !told.contains(['\n', '\t']) && !told.contains("    "),
            "{text:?}"
        );
    }
}

fn ticket(text: &str) -> Ticket {
    let line = || Line {
        who: text.to_owned(),
        text: text.to_owned(),
    };
    let known = Known {
        agent: text,
        name: Some(text),
        email: Some(text),
        channel: "Web chat",
        request: &request(text),
        lines: &[line(), line()],
        link: LINK,
    };
    Ticket::of("ticket_conv_a_7_1", &known, &Mask::default())
}

#[test]
fn a_ticket_is_asked_for_in_the_same_way_whatever_stands_in_it() {
    let mut settings = Settings::default();
    for (name, value) in [
        ("subdomain", "acme"),
        ("domain", "acme"),
        ("ticket_type_id", "1"),
        ("email", "a@example.com"),
    ] {
        settings.set(name, value);
    }
    let usual = ticket("x");
    for text in texts() {
        let ticket = ticket(&text);
        assert!(
            !ticket.subject.contains(|sign: char| sign.is_control()),
            "{text:?}"
        );
        let html = Html::read(&ticket.html());
        let benign = Html::read(&usual.html());
        // What is blank is no section.
        if !text.trim().is_empty() {
            assert_eq!(html.built(), benign.built(), "{text:?}");
        }
        for desk in HELP_DESKS {
            let ask = desk.create(&ticket, &settings);
            let expected = desk.create(&usual, &settings);
            assert_eq!(
                places(&ask.body),
                places(&expected.body),
                "{text:?} for {}",
                desk.name()
            );
            assert_eq!(
                (&ask.home, &ask.path, &ask.headers),
                (&expected.home, &expected.path, &expected.headers)
            );
            let look = desk.look_up(&ticket, &settings);
            let fields = |path: &str| {
                let query = path.split_once('?').map_or("", |(_, query)| query);
                let fields = form_urlencoded::parse(query.as_bytes());
                fields
                    .map(|(name, _)| name.into_owned())
                    .collect::<Vec<_>>()
            };
            let benign = desk.look_up(&usual, &settings);
            assert_eq!(fields(&look.path), fields(&benign.path), "{text:?}");
            assert!(
                look.path.bytes().all(|byte| byte.is_ascii_graphic()),
                "{}",
                look.path
            );
            assert_eq!((&look.home, &look.headers), (&benign.home, &benign.headers));
        }
    }
}

#[test]
fn a_webhook_is_told_the_same_words_in_the_same_places() {
    let told = |text: &str| {
        let envelope = Envelope {
            id: "msg_1",
            event: "handoff.requested",
            sequence: 1,
            at: from_millis(NOW),
        };
        let request = request(text);
        let about = About {
            request: Some(&request),
            operator: Some((1, text)),
            ..About::default()
        };
        let topics = [Topic::HandoffRequested, Topic::Assigned];
        topics.map(|topic| body(envelope, Some(topic), &about).to_string())
    };
    let usual = told("x").map(|body| places(&body));
    for text in texts() {
        let bodies = told(&text);
        assert_eq!(
            bodies.each_ref().map(|body| places(body)),
            usual,
            "{text:?}"
        );
        let requested: Value = serde_json::from_str(&bodies[0]).unwrap();
        assert_eq!(requested["data"]["summary"], text);
    }
}

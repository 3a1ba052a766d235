use super::{
    super::{TeamDoes, TeamItem},
    read::unescaped,
    write::escaped,
    *,
};

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
    let elsewhere =
        event(r#""user":"U1","thread_ts":"1.0","text":"x""#).replace("C0123456789", "C999999999");
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

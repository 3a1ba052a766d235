use base64::{Engine, engine::general_purpose::STANDARD};

use super::{super::DeliveryState, *};
use crate::id::SendingId;

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.set("account_sid", "AC0123456789abcdef0123456789abcdef");
    settings.set("auth_token", "12345");
    settings.set("from", "+15550100999");
    settings
}

fn parsed(query: &str, body: &str) -> Result<Vec<Item>, Unreadable> {
    let wire = Wire {
        urls: &[],
        query,
        headers: &[],
        body: body.as_bytes(),
        now: 0,
    };
    Sms.parse(&wire, &settings())
}

fn is_signed(urls: &[&str], body: &str, signature: &str, settings: &Settings) -> bool {
    let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
    let headers = [("x-twilio-signature".to_owned(), signature.to_owned())];
    let wire = Wire {
        urls: &urls,
        query: "",
        headers: &headers,
        body: body.as_bytes(),
        now: 0,
    };
    Sms.verify(&wire, settings)
}

/// Signed by the request validator of Twilio's own Python library, version 9.13.
const SIGNED: [(&str, &str, &str); 4] = [
    (
        "https://desk.example.com/channels/k/inbound",
        "MessageSid=SM1&From=%2B15550100123&To=%2B15550100999&Body=Where+is+my+order%3F&NumMedia=0",
        "EggwQJsOPGFIbY8qdKsxjPe+BXQ=",
    ),
    (
        "https://desk.example.com/channels/k/inbound?sending=7&last=1",
        "MessageSid=SM2&MessageStatus=delivered&ErrorCode=",
        "JyBsKiPOAUUSr7ucyv6nhRuDxE8=",
    ),
    (
        "https://desk.example.com/channels/k/inbound",
        "Body=Zo%C3%AB+%F0%9F%AA%91&From=%2B1&A=2&A=1&A=2&MessageSid=SM3",
        "drqOMvDZYQ5qsO5egY5aZHgavb8=",
    ),
    (
        "https://desk.example.com:443/channels/k/inbound",
        "MessageSid=SM4&From=%2B1&Body=",
        "8mKKQd7m2qHrsJG1hbHOIkd+rFA=",
    ),
];

#[test]
fn what_twilios_own_library_signed_is_accepted_and_anything_altered_is_not() {
    for (url, body, signature) in SIGNED {
        assert!(is_signed(
            &["https://other.example", url],
            body,
            signature,
            &settings()
        ));
        for at in 0..body.len() {
            let mut altered = body.as_bytes().to_vec();
            altered[at] = if altered[at] == b'x' { b'y' } else { b'x' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(
                !is_signed(&[url], &altered, signature, &settings()),
                "{altered}"
            );
        }
        assert!(!is_signed(
            &["https://other.example"],
            body,
            signature,
            &settings()
        ));
        for signature in ["", "x", &signature[1..], &signature.to_lowercase()] {
            assert!(
                !is_signed(&[url], body, signature, &settings()),
                "{signature}"
            );
        }
    }
}

#[test]
fn without_a_secret_nothing_fits() {
    let mut settings = settings();
    settings.set("auth_token", "");
    // The signature of an empty key, which anybody can make.
    let mut mac = <hmac::Hmac<sha1::Sha1> as hmac::KeyInit>::new_from_slice(b"").unwrap();
    hmac::Mac::update(&mut mac, b"https://a.example/");
    let signature = STANDARD.encode(hmac::Mac::finalize(mac).into_bytes());
    assert!(!is_signed(
        &["https://a.example/"],
        "",
        &signature,
        &settings
    ));
}

#[test]
fn words_files_wishes_and_notes_are_told_apart() {
    let said = parsed(
        "",
        "MessageSid=SM1&From=%2B15550100123&Body=Hello&NumMedia=1&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm&MediaContentType0=image%2Fjpeg",
    );
    let [Item::Said(said)] = &said.unwrap()[..] else {
        panic!("these are words")
    };
    assert_eq!(
        (said.address.as_str(), said.text.as_str()),
        ("+15550100123", "Hello")
    );
    assert_eq!(said.media[0].content_type, "image/jpeg");
    let silence = |is_wanted| Item::Silence {
        address: "+1".into(),
        is_wanted,
    };
    let from = "MessageSid=SM1&From=%2B1";
    for (rest, wanted) in [
        ("Body=+stop+", false),
        ("Body=Unsubscribe", false),
        ("Body=START", true),
        ("Body=hola&OptOutType=STOP", false),
    ] {
        assert_eq!(
            parsed("", &format!("{from}&{rest}")),
            Ok(vec![silence(wanted)])
        );
    }
    let words = parsed("", &format!("{from}&Body=Please+stop+the+order")).unwrap();
    assert!(matches!(words[0], Item::Said(_)));
    assert_eq!(
        parsed("", &format!("{from}&Body=HELP&OptOutType=HELP")),
        Ok(vec![])
    );
    let note = |status: &str, state, reason: Option<&str>| {
        let told = parsed("sending=7&last=1", &format!("MessageSid=SM1&{status}"));
        let reason = reason.map(str::to_owned);
        let of = SendingId(7);
        assert_eq!(told, Ok(vec![Item::Delivery { of, state, reason }]));
    };
    note("MessageStatus=delivered", DeliveryState::Delivered, None);
    let why = "The number does not exist any more (Twilio 30005)";
    note(
        "MessageStatus=undelivered&ErrorCode=30005",
        DeliveryState::Failed,
        Some(why),
    );
    assert_eq!(parsed("sending=7", "MessageStatus=delivered"), Ok(vec![]));
    assert_eq!(parsed("sending=7", "MessageStatus=queued"), Ok(vec![]));
    for wrong in [
        "",
        "Body=x",
        "From=%2B1&Body=x",
        "%%%&&==",
        "MessageSid=SM1&Body=x",
    ] {
        assert_eq!(parsed("", wrong), Err(Unreadable), "{wrong}");
    }
    assert_eq!(parsed("sending=x", from), Err(Unreadable));
}

#[test]
fn a_reply_is_the_request_that_twilio_describes() {
    let reply = Reply {
        to: "+15550100123",
        text: "Ça va? & <b>",
        thread: "",
        context: "",
        is_by_person: true,
        sending: SendingId(7),
        is_last: true,
        inbound_url: "https://desk.example.com/channels/k/inbound",
        is_window_closed: false,
        files: &[],
    };
    let call = Sms.render(&reply, &settings()).unwrap();
    assert_eq!(
        call.path,
        "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json"
    );
    let form: Vec<(String, String)> = form_urlencoded::parse(call.body.as_bytes())
        .into_owned()
        .collect();
    let note = "https://desk.example.com/channels/k/inbound?sending=7&last=1";
    let wanted = [
        ("To", "+15550100123"),
        ("From", "+15550100999"),
        ("Body", "Ça va? & <b>"),
        ("StatusCallback", note),
    ];
    assert_eq!(
        form,
        wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert!(!format!("{call:?}").contains("Basic"));
}

#[test]
fn what_twilio_answers_says_whether_trying_again_helps() {
    let read = |status, body: &str| {
        Sms.read(&Answer {
            status,
            retry_after: Some(3),
            body: body.to_owned(),
        })
    };
    assert_eq!(read(201, r#"{"sid":"SM9"}"#), Outcome::Taken("SM9".into()));
    assert!(matches!(read(429, "{}"), Outcome::ForNow(_, Some(3))));
    assert!(matches!(read(500, "<html>"), Outcome::ForNow(..)));
    assert!(matches!(
        read(401, r#"{"message":"Authenticate"}"#),
        Outcome::Denied(_)
    ));
    let invalid = read(
        400,
        r#"{"code":21211,"message":"Invalid 'To' Phone Number"}"#,
    );
    assert_eq!(
        invalid,
        Outcome::ForGood("Twilio answered 400: Invalid 'To' Phone Number".into())
    );
    assert_eq!(read(400, r#"{"code":21610}"#), Outcome::Unwanted);
}

//! What must hold for anything that anybody may type. The fuzz targets and a test share these.

use handoff::{
    channel::{ADAPTERS, Answer, Channel, Item, Settings, Wire, adapter, fold, plain, split},
    conversation::{Author, Message},
    judge::{Profile, Profiles, clause_profiles, read_with, understand},
};

/// Reads a message of any bytes: every probability is one, and all evidence is the customer's own words.
pub(crate) fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let billing = Profile {
        key: "billing".into(),
        name: "Billing".into(),
        description: "Invoices, refunds and payments".into(),
        keywords: vec!["Gold card".into()],
        ..Profile::default()
    };
    let profiles = Profiles::new(&[billing]);
    let reading = read_with(&[Message::new(Author::Customer, text.as_ref())], &profiles);
    for probability in [reading.wants_human, reading.frustration, reading.urgency] {
        assert!((0.0..=1.0).contains(&probability), "{probability}");
    }
    assert!((-1.0..=1.0).contains(&reading.sentiment));
    let matched = &reading.matches[0];
    assert!((0.0..=1.0).contains(&matched.score));
    let evidence = &reading.evidence;
    let quoted = [&evidence.wants_human, &evidence.urgency, &matched.evidence];
    for quote in quoted.into_iter().flatten() {
        assert!(
            text.contains(quote.as_str()),
            "{quote:?} is not in {text:?}"
        );
    }
}

/// Understands any bytes as “When to use”: every part is quoted from it, and every subject can be looked for.
pub(crate) fn understand_bytes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let clauses = understand(&text);
    for clause in &clauses {
        assert!(
            text.contains(&clause.said),
            "{:?} is not in {text:?}",
            clause.said
        );
        assert!(!clause.in_words.is_empty());
    }
    let subjects = clause_profiles(&clauses);
    let found = Profiles::new(&subjects).matches(&text);
    assert_eq!(found.len(), subjects.len());
}

/// Hears any bytes as every vendor's request, in its body, behind the question mark and in its headers. Nothing
/// is signed by chance, and every text that is read can be carried on in parts.
pub(crate) fn hear(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let names = [
        "x-twilio-signature",
        "x-hub-signature-256",
        "x-slack-signature",
        "authorization",
        "content-type",
    ];
    let headers = names.map(|name| (name.to_owned(), text.clone().into_owned()));
    let urls = [format!("https://desk.example.com/{text}")];
    let wire = Wire {
        urls: &urls,
        query: &text,
        headers: &headers,
        body: bytes,
        now: 0,
    };
    for adapter in ADAPTERS {
        let told = |field: &handoff::channel::Field| (field.name.to_owned(), "1".to_owned());
        let settings: Settings = adapter.fields().iter().map(told).collect();
        assert!(!adapter.verify(&wire, &settings));
        let _answer = adapter.handshake(&wire, &settings);
        let items = adapter.parse(&wire, &settings).unwrap_or_default();
        for item in items {
            if let Item::Said(said) = item {
                let parts = split(&plain(&said.text), adapter.limits().characters);
                assert!(parts.iter().all(|part| !part.is_empty()));
            }
        }
        let _outcome = adapter.read(&Answer {
            status: u16::from(bytes.first().copied().unwrap_or(0)) * 3,
            retry_after: None,
            body: text.clone().into_owned(),
        });
    }
}

/// Reads any bytes as a letter: as it is, and in either kind of form. What it says is never more than there is,
/// and stands in one line where one line is meant.
pub(crate) fn letter(bytes: &[u8]) {
    let Some(email) = adapter(Channel::Email) else {
        return;
    };
    let told = [
        ("address", "support@example.com"),
        ("key", "sixteen letters."),
    ];
    let settings: Settings = told
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let form = |name: &str| {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        [head.as_bytes(), bytes, b"\r\n--b--\r\n"].concat()
    };
    for (kind, body) in [
        ("message/rfc822", bytes.to_vec()),
        ("multipart/form-data; boundary=b", form("body-mime")),
        ("multipart/form-data; boundary=b", bytes.to_vec()),
        ("application/x-www-form-urlencoded", bytes.to_vec()),
    ] {
        let headers = [("content-type".to_owned(), kind.to_owned())];
        let wire = Wire {
            urls: &[],
            query: "",
            headers: &headers,
            body: &body,
            now: 0,
        };
        assert!(!email.verify(&wire, &settings));
        for item in email.parse(&wire, &settings).unwrap_or_default() {
            let Item::Said(said) = item else {
                continue;
            };
            assert!(said.address.contains('@') && !said.address.contains(char::is_control));
            assert!((1..=20).contains(&said.thread.len()), "{}", said.thread);
            assert!(!said.name.unwrap_or_default().contains(char::is_control));
            assert!(fold(&said.text).len() <= said.text.len());
        }
    }
}

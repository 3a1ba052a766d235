use super::*;
use crate::{channel::sign, id::SendingId};

const KEY: &str = "a key that only the mail server and we know";

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.set("address", "Support@example.com");
    settings.set("name", "Support at Example");
    settings.set("key", KEY);
    settings
}

fn wire<'a>(headers: &'a [(String, String)], body: &'a [u8]) -> Wire<'a> {
    Wire {
        urls: &[],
        query: "",
        headers,
        body,
        now: 1_800_000_000,
    }
}

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// What a letter is read as.
fn read_as(raw: &str) -> Option<super::super::Said> {
    let items = Email
        .parse(&wire(&[], raw.as_bytes()), &settings())
        .unwrap();
    items.into_iter().next().map(|item| match item {
        Item::Said(said) => said,
        other => panic!("letters say something: {other:?}"),
    })
}

fn letter(more: &str, text: &str) -> String {
    format!(
        "From: \"Zoë, Lind\" <Zoe@Customers.Example>\r\nTo: support@example.com\r\nSubject: My  order\r\n\
        Message-ID: <a1@customers.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n{more}\r\n{text}"
    )
}

/// An answer to that letter.
fn answer_to(said: &super::super::Said) -> Letter {
    let reply = Reply {
        to: &said.address,
        text: "Hello Zoë.",
        thread: &said.thread,
        context: &said.context,
        is_by_person: true,
        sending: SendingId(7),
        is_last: true,
        inbound_url: "",
        is_window_closed: false,
        files: &[],
    };
    let call = Email.render(&reply, &settings()).unwrap();
    serde_json::from_str(&call.body).unwrap()
}

#[test]
fn a_letter_begins_a_thread_and_only_the_signed_address_leads_back_to_it() {
    let said = read_as(&letter("", "Where is it?\r\n")).unwrap();
    assert_eq!(said.address, "zoe@customers.example");
    assert_eq!(
        said.name.as_deref(),
        Some("\"Zoë, Lind\"").map(|name| name.trim_matches('"'))
    );
    assert_eq!(said.text, "Where is it?");
    let answer = answer_to(&said);
    assert_eq!(answer.subject, "Re: My order");
    assert_eq!(answer.references, ["a1@customers.example"]);
    assert!(answer.reply_to.split('@').next().unwrap().len() <= 64);
    let to = |address: &str, message: &str| {
        let raw = letter("", "Thanks")
            .replace("support@example.com", address)
            .replace("a1@", message);
        read_as(&raw).unwrap().thread
    };
    assert_eq!(to(&answer.reply_to, "b1@"), said.thread);
    assert_eq!(to(&answer.reply_to.to_uppercase(), "b2@"), said.thread);
    // Nothing else does: not the address alone, not its thread without our signature, not what it refers to.
    let (start, domain) = answer.reply_to.split_once('@').unwrap();
    let tag = start.split_once('.').unwrap().0;
    for wrong in [
        "support@example.com".to_owned(),
        format!("{tag}@{domain}"),
        format!("{tag}.@{domain}"),
        format!("{tag}.{}@{domain}", "0".repeat(20)),
        format!("{start}0@{domain}"),
        format!("{start}@elsewhere.example"),
    ] {
        assert_ne!(to(&wrong, "c1@"), said.thread, "{wrong}");
    }
    let refers = letter(
        "In-Reply-To: <7.thread@example.com>\r\nReferences: <a1@customers.example>\r\n",
        "Hm",
    );
    assert_ne!(read_as(&refers).unwrap().thread, said.thread);
}

#[test]
fn every_other_signature_of_a_thread_is_refused() {
    let reply_to = answer_to(&read_as(&letter("", "x")).unwrap()).reply_to;
    let at = reply_to.find('.').unwrap() + 1;
    for place in at..at + 20 {
        for digit in b"0123456789abcdef" {
            let mut altered = reply_to.clone().into_bytes();
            if altered[place] == *digit {
                continue;
            }
            altered[place] = *digit;
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(addressed(&altered, &settings()), Some(Addressed::Plain));
        }
    }
    let mut other = settings();
    other.set("key", "another key, which is as long");
    assert_eq!(addressed(&reply_to, &other), Some(Addressed::Plain));
    other.set("key", "");
    assert_eq!(addressed(&reply_to, &other), Some(Addressed::Plain));
}

#[test]
fn what_is_brought_twice_has_one_name_and_what_differs_has_another() {
    let name = |raw: &str| read_as(raw).unwrap().vendor_id;
    let one = letter("", "Where is it?");
    assert_eq!(
        name(&one),
        name(&letter("Received: by mx2\r\n", "Where is it?"))
    );
    assert_ne!(name(&one), name(&letter("", "Where is it??")));
    assert_ne!(name(&one), name(&one.replace("Zoe@", "Mallory@")));
}

#[test]
fn letters_of_machines_and_our_own_are_left_out() {
    for more in [
        "Auto-Submitted: auto-replied\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Precedence: bulk\r\n",
        "Precedence: List\r\n",
        "X-Autoreply: yes\r\n",
        "List-Id: <news.example>\r\n",
        "Return-Path: <>\r\n",
        "X-Handoff-Thread: abc\r\n",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n",
    ] {
        assert_eq!(read_as(&letter(more, "I am away.")), None, "{more}");
    }
    for sender in [
        "MAILER-DAEMON@mx.example",
        "postmaster@a.example",
        "support@example.com",
    ] {
        let raw = letter("", "x").replace("Zoe@Customers.Example", sender);
        assert_eq!(read_as(&raw), None, "{sender}");
    }
    assert!(read_as(&letter("Auto-Submitted: no\r\n", "I am here.")).is_some());
}

#[test]
fn who_brings_mail_shows_the_key_or_signs_the_form_with_it() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let is_ours = |headers: &[(String, String)], body: &[u8], settings: &Settings| {
        Email.verify(&wire(headers, body), settings)
    };
    let login = |text: &str| format!("Basic {}", STANDARD.encode(text));
    for right in [format!("Bearer {KEY}"), login(&format!("any:{KEY}"))] {
        assert!(is_ours(
            &headers(&[("authorization", &right)]),
            b"",
            &settings()
        ));
    }
    for wrong in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        KEY,
        &login(KEY),
        &login("any:x"),
        "Basic ?",
    ] {
        assert!(
            !is_ours(&headers(&[("authorization", wrong)]), b"", &settings()),
            "{wrong}"
        );
    }
    let mut keyless = settings();
    keyless.set("key", "");
    assert!(!is_ours(
        &headers(&[("authorization", "Bearer ")]),
        b"",
        &keyless
    ));
    let signed = |at: &str, token: &str| sign::sha256_hex(KEY, &[at.as_bytes(), token.as_bytes()]);
    let form = |at: &str, signature: &str| {
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let raw = letter("", "Where is it?\r\n\r\n--b\r\nno part");
        let recipient = "support@example.com";
        part("timestamp", at)
            + &part("token", "t")
            + &part("signature", signature)
            + &part("recipient", recipient)
            + &part("body-mime", &raw)
            + "--b--\r\n"
    };
    let kind = headers(&[("content-type", "multipart/form-data; boundary=\"b\"")]);
    let fresh = form("1800000100", &signed("1800000100", "t"));
    assert!(is_ours(&kind, fresh.as_bytes(), &settings()));
    let old = form("1799990000", &signed("1799990000", "t"));
    assert!(!is_ours(&kind, old.as_bytes(), &settings()));
    let forged = form("1800000100", &signed("1800000101", "t"));
    assert!(!is_ours(&kind, forged.as_bytes(), &settings()));
    assert!(!is_ours(&headers(&[]), fresh.as_bytes(), &settings()));
    let items = Email
        .parse(&wire(&kind, fresh.as_bytes()), &settings())
        .unwrap();
    let [Item::Said(said)] = &items[..] else {
        panic!("the form has a letter")
    };
    assert_eq!(said.text, "Where is it?");
}

#[test]
fn a_urlencoded_form_with_a_letter_is_read_and_one_without_is_not() {
    let kind = headers(&[("content-type", "application/x-www-form-urlencoded")]);
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("email", &letter("", "Hello"));
    let body = body.finish();
    assert_eq!(
        Email
            .parse(&wire(&kind, body.as_bytes()), &settings())
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        Email.parse(&wire(&kind, b"a=b"), &settings()),
        Err(Unreadable)
    );
    for nothing in [&b""[..], b"no letter", b"Subject: x\r\n\r\nwords"] {
        assert_eq!(
            Email.parse(&wire(&[], nothing), &settings()),
            Err(Unreadable)
        );
    }
}

#[test]
fn what_a_letter_repeats_is_folded_and_what_it_says_is_kept() {
    for (whole, new) in [
        (
            "Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Support\n<support@example.com> wrote:\n> When?",
            "Yes.",
        ),
        ("Ja.\n\nAm 02.11.26 schrieb Maya:\n> Wann?\n> \n", "Ja."),
        ("Oui.\n-----Message d'origine-----\nDe : Maya", "Oui."),
        (
            "No.\n________________________________\nFrom: Maya\nSent: Monday",
            "No.",
        ),
        ("Yes.\n> When?\n\n--\nZoë", "Yes."),
        ("I need:\n- one\n- two", "I need:\n- one\n- two"),
        ("> only this", "> only this"),
        ("Hi", "Hi"),
        ("", ""),
    ] {
        assert_eq!(fold(whole), new, "{whole:?}");
    }
}

#[test]
fn html_alone_is_read_as_text_and_kept_as_it_was_sent() {
    let said = read_as(&letter(
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n",
        "<p>Hello <b>you</b></p><script>alert(1)</script>",
    ))
    .unwrap();
    assert!(said.text.contains("Hello you"), "{}", said.text);
    assert!(said.html.unwrap().contains("<script>"));
    let plain = read_as(&letter("", "<b>text</b>")).unwrap();
    assert_eq!((plain.text.as_str(), plain.html), ("<b>text</b>", None));
}

#[test]
fn nothing_over_an_answer_has_two_lines() {
    let raw = letter("", "x")
        .replace("My  order", "=?utf-8?q?a=0D=0ABcc:_all@example.com?=")
        .replace("<a1@customers.example>", "<a b>");
    let letter = answer_to(&read_as(&raw).unwrap());
    assert_eq!(letter.subject, "Re: a Bcc: all@example.com");
    for line in [
        &letter.from,
        &letter.to,
        &letter.reply_to,
        &letter.message_id,
    ] {
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    assert!(letter.references.iter().all(|id| !id.contains(' ')));
}

#[test]
fn an_address_that_could_not_carry_a_signature_is_refused() {
    for fine in ["support@example.com", "help-desk.de@mail.example.co.uk"] {
        assert_eq!(is_address(fine), None, "{fine}");
    }
    for wrong in [
        "support",
        "a+b@example.com",
        "@example.com",
        "a@",
        "Support <a@b.c>",
        "abcdefghijklmnopqrstuvwxyz@a.example",
    ] {
        assert!(is_address(wrong).is_some(), "{wrong}");
    }
}

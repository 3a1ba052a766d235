//! Mails to the team, and letters to customers.

use std::path::Path;

use handoff::{
    channel::{Channel, Item, Letter, Reply, Said, SentFile, Settings, Wire, adapter},
    clock::from_millis,
    delivery::email::{Content, DigestLine, Mail, Told, digest, of_handoff, plain},
    id::SendingId,
};
use mail_parser::{Message, MessageParser, MimeHeaders};
use server::{
    delivery::Outcome,
    mail::{MailSettings, MailWay, Mailer},
};

use super::{read::Html, request, texts};
use crate::support::NOW;

const LINK: &str = "https://desk.example.com/inbox/conv_a";

fn mailer(folder: &Path) -> Mailer {
    let settings = MailSettings {
        way: MailWay::Folder(folder.to_owned()),
        from: None,
    };
    Mailer::new(&settings, "desk.example.com").unwrap()
}

/// Every mail that tells the team something, with the same text wherever somebody else's words may stand.
fn contents(text: &str) -> Vec<Content> {
    let handoff = of_handoff(&Told {
        agent: text,
        customer: text,
        channel: "Web chat",
        queue: Some(text),
        request: &request(text),
        link: LINK,
        zone: chrono_tz::UTC,
    });
    let line = || DigestLine {
        agent: text.to_owned(),
        customer: text.to_owned(),
        reason: text.to_owned(),
        link: LINK.to_owned(),
        requested_at: from_millis(NOW),
    };
    let all = digest(&[line(), line()], chrono_tz::UTC);
    vec![handoff, all, plain(text, &[text, text], LINK)]
}

/// What people can see of a text.
fn visible(text: &str) -> String {
    let signs = text
        .chars()
        .filter(|sign| !sign.is_control() && !sign.is_whitespace());
    signs.collect()
}

/// The names in the head of a mail as it leaves, in order; the whole is such that no server on the way can read it
/// in another way.
#[track_caller]
fn heads(sent: &str, of: &str) -> Vec<String> {
    let alone = sent.replace("\r\n", "");
    assert!(!alone.contains(['\r', '\n']), "half a line end for {of:?}");
    let is_odd = |sign: char| sign.is_control() && sign != '\t';
    assert!(
        !alone.contains(is_odd),
        "a control character for {of:?}: {sent:?}"
    );
    assert!(
        sent.lines().all(|line| line.len() <= 998),
        "a long line for {of:?}"
    );
    let (head, _) = sent.split_once("\r\n\r\n").unwrap();
    let lines = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    lines
        .map(|line| {
            line.split_once(':')
                .unwrap_or_else(|| panic!("{line:?}"))
                .0
                .to_owned()
        })
        .collect()
}

fn parsed(outcome: &Outcome) -> Message<'_> {
    MessageParser::default()
        .parse(outcome.sent.as_bytes())
        .unwrap()
}

/// The words of a mail's part, without what the way of carrying them adds.
fn words(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text
        .chars()
        .filter(|sign| !sign.is_control() || "\n\t".contains(*sign))
        .collect();
    text.trim_end().to_owned()
}

#[tokio::test]
async fn a_mail_to_the_team_has_the_same_heads_and_the_same_marks_whatever_is_told_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(folder.path());
    let usual: Vec<Content> = contents("x");
    for text in texts() {
        for (content, usual) in contents(&text).into_iter().zip(&usual) {
            let (html, expected) = (Html::read(&content.html), Html::read(&usual.html));
            // What is blank has no place of its own.
            let mut expected = expected.built();
            if text.trim().is_empty() {
                expected.retain(|mark| html.built().contains(mark));
                assert!(html.built().len() <= expected.len(), "{text:?}");
            } else {
                assert_eq!(html.built(), expected, "{text:?}");
            }
            assert!(
                visible(&html.words).contains(&visible(&text)),
                "{text:?} in {:?}",
                html.words
            );
            assert!(
                !content.subject.contains(|sign: char| sign.is_control()),
                "{text:?}"
            );
            let mail = |content: &Content| Mail {
                to: "team@example.com".into(),
                subject: content.subject.clone(),
                text: content.text.clone(),
                html: content.html.clone(),
                message_id: "conv_a.1@desk.example.com".into(),
                in_reply_to: Some("conv_a.0@desk.example.com".into()),
            };
            let sent = mailer
                .send(&mail(&content), "mail_1", from_millis(NOW))
                .await;
            let benign = mailer.send(&mail(usual), "mail_1", from_millis(NOW)).await;
            assert_eq!(
                heads(&sent.sent, &text),
                heads(&benign.sent, "x"),
                "{text:?}"
            );
            let read = parsed(&sent);
            let subject = content.subject.replace("=?", "= ?");
            assert_eq!(
                read.subject().unwrap_or_default().trim(),
                subject.trim(),
                "{text:?}"
            );
            assert_eq!(read.parts.len(), 3, "{text:?}");
            assert_eq!(
                words(&read.body_html(0).unwrap()),
                words(&content.html),
                "{text:?}"
            );
            assert_eq!(
                words(&read.body_text(0).unwrap()),
                words(&content.text),
                "{text:?}"
            );
        }
    }
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.set("address", "support@example.com");
    settings.set("name", "Support");
    settings.set("key", "a key that nobody can guess");
    settings
}

/// What we make of a customer's letter that says the same everywhere.
fn heard(text: &str) -> Option<Said> {
    let line = text.replace(['\r', '\n', '\0'], " ");
    let name = line.replace(['"', '\\'], "");
    let letter = format!(
        "From: \"{name}\" <ruth@customers.example>\r\nTo: support@example.com\r\nSubject: {line}\r\n\
         Message-ID: <{line}>\r\nReferences: <{line}> <a@b>\r\nIn-Reply-To: <{line}>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    );
    let headers = [
        (
            "authorization".to_owned(),
            format!("Bearer {}", settings().get("key")),
        ),
        ("content-type".to_owned(), "message/rfc822".to_owned()),
    ];
    let wire = Wire {
        urls: &[],
        query: "",
        headers: &headers,
        body: letter.as_bytes(),
        now: 0,
    };
    let items = adapter(Channel::Email)
        .unwrap()
        .parse(&wire, &settings())
        .ok()?;
    items.into_iter().find_map(|item| match item {
        Item::Said(said) => Some(said),
        _ => None,
    })
}

/// The answer to it, which says the same, with a file that is called the same.
fn letter(said: &Said, text: &str) -> Letter {
    let file = SentFile {
        name: handoff::file::safe_name(text, "application/pdf"),
        media_type: "application/pdf".into(),
        size: 4,
        bytes: b"%PDF".to_vec(),
        url: String::new(),
    };
    let reply = Reply {
        to: &said.address,
        text,
        thread: &said.thread,
        context: &said.context,
        is_by_person: false,
        sending: SendingId(1),
        is_last: true,
        inbound_url: "",
        is_window_closed: false,
        files: &[file],
    };
    let call = adapter(Channel::Email)
        .unwrap()
        .render(&reply, &settings())
        .unwrap();
    serde_json::from_str(&call.body).unwrap()
}

#[tokio::test]
async fn a_letter_to_a_customer_has_the_same_heads_whatever_they_wrote_and_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = mailer(folder.path());
    let usual = mailer
        .send_letter(&letter(&heard("x").unwrap(), "x"), from_millis(NOW))
        .await;
    let usual = heads(&usual.sent, "x");
    let mut count = 0;
    for text in texts() {
        // What makes no letter at all is not answered.
        let Some(said) = heard(&text) else { continue };
        count += 1;
        let letter = letter(&said, &text);
        let sent = mailer.send_letter(&letter, from_millis(NOW)).await;
        assert_eq!(heads(&sent.sent, &text), usual, "{text:?}");
        let read = parsed(&sent);
        let to: Vec<&str> = read
            .to()
            .unwrap()
            .iter()
            .filter_map(|to| to.address())
            .collect();
        assert_eq!(to, ["ruth@customers.example"], "{text:?}");
        let subject = read.subject().unwrap();
        assert!(
            subject.to_lowercase().starts_with("re:") || subject == "Your message",
            "{text:?}"
        );
        assert!(
            !subject.contains(|sign: char| sign.is_control()),
            "{text:?}: {subject:?}"
        );
        assert_eq!(read.parts.len(), 3, "{text:?}");
        let file = read.attachment(0).unwrap();
        assert!(file.is_content_type("application", "pdf"), "{text:?}");
        assert_eq!(
            file.attachment_name().unwrap(),
            letter.files[0].name,
            "{text:?}"
        );
        assert_eq!(read.html_body_count(), 1, "no part but the words: {text:?}");
        assert!(
            visible(&read.body_text(0).unwrap()).contains(&visible(&text)),
            "{text:?}"
        );
    }
    assert!(count > 300, "{count} were letters");
}

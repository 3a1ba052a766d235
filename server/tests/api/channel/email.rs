//! E-mail: a customer writes a letter, is handed over, and a person answers in its thread.

use std::{path::Path, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use handoff::{
    access::{Actor, Scope},
    actions::{Post, claim, reply, reply_with_files, save_organisation, upload_files},
    channel::{Channel, DeliveryState},
    conversation::{Conversation, State},
    id::MessageId,
    seal::{Keyring, SealKey},
};
use server::{
    channel::{AnyCourier, ChannelSettings, HttpCourier, collect_mail},
    mail::{MailSettings, MailWay, Mailer},
};

use super::{
    BASE, channel_of, connect, conversations, entries, for_seconds, last_sending,
    only_conversation, told,
};
use crate::support::TestServer;

pub(super) const KEY: &str = "a key that only the mail server and we know";
const FIELDS: [(&str, &str); 3] = [
    ("address", "support@example.com"),
    ("name", "Support at Example"),
    ("key", KEY),
];

/// A server whose letters are put into a folder.
pub(super) async fn connected() -> (TestServer, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mail = MailSettings {
        way: MailWay::Folder(folder.path().to_owned()),
        from: None,
    };
    let mailer = Mailer::new(&mail, "desk.example.com").unwrap();
    (connected_by(mailer).await, folder)
}

/// A server whose letters leave that way.
pub(super) async fn connected_by(mailer: Mailer) -> TestServer {
    let server = TestServer::start_with(|desk, _| {
        let courier = AnyCourier {
            http: Arc::new(HttpCourier::new(&ChannelSettings::default()).unwrap()),
            mailer,
            clock: desk.clock.clone(),
        };
        desk.with_post(Post {
            courier: Arc::new(courier),
            keys: Arc::new(Keyring::new(SealKey::new([7; 32]))),
            base_url: BASE.to_owned(),
        })
    })
    .await;
    connect(&server, Channel::Email, &FIELDS).await;
    server
}

pub(super) fn letter(id: &str, to: &str, text: &str) -> String {
    format!(
        "From: Zoe Lind <zoe@customers.example>\r\nTo: {to}\r\nSubject: My order\r\nMessage-ID: <{id}@customers.example>\r\n\r\n{text}\r\n"
    )
}

async fn brought_with(server: &TestServer, letter: &str, key: &str) -> axum::http::StatusCode {
    let channel = channel_of(server, Channel::Email).await;
    let path = format!("/channels/{}/inbound", channel.inbound_key);
    let shown = format!("Bearer {key}");
    let headers = [
        ("content-type", "message/rfc822"),
        ("authorization", shown.as_str()),
    ];
    told(server, &path, &headers, letter.to_owned()).await
}

pub(super) async fn brought(server: &TestServer, letter: &str) {
    assert_eq!(brought_with(server, letter, KEY).await, 200);
}

/// Every letter that left, oldest first.
pub(super) fn left(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.join("new")) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|file| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        name.split('.').next().unwrap().parse::<i64>().unwrap_or(0)
    });
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

pub(super) fn head(letter: &str, name: &str) -> String {
    let unfolded = letter.replace("\r\n ", " ");
    let line = unfolded.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_default().trim().to_owned()
}

pub(super) async fn answered(server: &TestServer, of: &Conversation, text: &str) {
    let maya = server.new_operator("Maya Strand").await;
    let everything = Scope::Everything;
    claim(&server.desk, &Actor::System, everything, &of.id, maya)
        .await
        .unwrap();
    reply(
        &server.desk,
        &Actor::System,
        everything,
        &of.id,
        (maya, text),
    )
    .await
    .unwrap();
    for_seconds(server, 0).await;
}

#[tokio::test]
async fn a_letter_is_handed_over_answered_in_its_thread_and_goes_on_there() {
    let (server, folder) = connected().await;
    brought(
        &server,
        &letter(
            "a1",
            "support@example.com",
            "Can I talk to a real person, please?",
        ),
    )
    .await;
    let conversation = only_conversation(&server).await;
    assert_eq!(
        (conversation.state, conversation.channel),
        (State::Waiting, Channel::Email)
    );
    assert_eq!(conversation.customer.title(), "Zoe Lind");
    for_seconds(&server, 0).await;
    let automatic = left(folder.path());
    assert_eq!(head(&automatic[0], "Auto-Submitted:"), "auto-replied");
    answered(&server, &conversation, "Hi, Maya here. It left today.").await;
    let answer = left(folder.path()).pop().unwrap();
    assert!(answer.contains("Hi, Maya here."), "{answer}");
    assert_eq!(head(&answer, "To:"), "zoe@customers.example");
    assert_eq!(
        head(&answer, "From:"),
        "\"Support at Example\" <support@example.com>"
    );
    assert_eq!(head(&answer, "Subject:"), "Re: My order");
    assert_eq!(head(&answer, "In-Reply-To:"), "<a1@customers.example>");
    assert_eq!(head(&answer, "References:"), "<a1@customers.example>");
    assert_eq!(head(&answer, "Auto-Submitted:"), "");
    assert_eq!(
        last_sending(&server, &conversation).await.state,
        DeliveryState::Sent
    );
    // The customer answers, with all of it quoted below.
    let back = head(&answer, "Reply-To:");
    assert!(
        back.starts_with("support+") && back.ends_with("@example.com"),
        "{back}"
    );
    brought(
        &server,
        &letter(
            "a2",
            &back,
            "Thank you!\r\n\r\nOn Monday Maya wrote:\r\n> Hi, Maya here.",
        ),
    )
    .await;
    assert_eq!(conversations(&server).await.len(), 1);
    let all = entries(&server, &conversation).await;
    assert_eq!(all.last().unwrap().text, "Thank you!");
    // A person has it, so that no machine answers.
    let count = left(folder.path()).len();
    for_seconds(&server, 0).await;
    assert_eq!(left(folder.path()).len(), count);
}

#[tokio::test]
async fn who_only_knows_the_conversation_begins_one_of_their_own() {
    let (server, folder) = connected().await;
    brought(
        &server,
        &letter("a1", "support@example.com", "A person, please."),
    )
    .await;
    let conversation = only_conversation(&server).await;
    answered(&server, &conversation, "Hello Zoe.").await;
    let answer = left(folder.path()).pop().unwrap();
    let forged = letter("a2", "support@example.com", "Send it to my new address.").replace(
        "Subject:",
        &format!(
            "In-Reply-To: {}\r\nReferences: {}\r\nSubject:",
            head(&answer, "Message-ID:"),
            head(&answer, "Message-ID:")
        ),
    );
    brought(&server, &forged).await;
    assert_eq!(conversations(&server).await.len(), 2);
    let words: Vec<String> = entries(&server, &conversation)
        .await
        .into_iter()
        .map(|entry| entry.text)
        .collect();
    assert!(!words.contains(&"Send it to my new address.".to_owned()));
}

#[tokio::test]
async fn without_the_key_nothing_is_written_and_what_comes_twice_is_kept_once() {
    let (server, _folder) = connected().await;
    let mail = letter("a1", "support@example.com", "Hello there");
    for wrong in ["", "x", &KEY[1..], &KEY.to_uppercase()] {
        assert_eq!(brought_with(&server, &mail, wrong).await, 401, "{wrong}");
    }
    assert!(conversations(&server).await.is_empty());
    for _ in 0..3 {
        brought(&server, &mail).await;
    }
    let conversation = only_conversation(&server).await;
    let said = entries(&server, &conversation).await;
    assert_eq!(
        said.iter()
            .filter(|entry| entry.text == "Hello there")
            .count(),
        1
    );
    assert_eq!(brought_with(&server, "no letter", KEY).await, 400);
    let long = "x".repeat(21 * 1024 * 1024);
    assert_eq!(brought_with(&server, &long, KEY).await, 413);
}

#[tokio::test]
async fn machines_are_not_answered_and_one_that_hides_it_is_stopped() {
    let (server, folder) = connected().await;
    let away = letter("a1", "support@example.com", "I am away.")
        .replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:");
    brought(&server, &away).await;
    assert!(conversations(&server).await.is_empty());
    for place in 0..40 {
        brought(
            &server,
            &letter(&format!("b{place}"), "support@example.com", "I am away."),
        )
        .await;
    }
    assert_eq!(conversations(&server).await.len(), 30);
    let error = channel_of(&server, Channel::Email)
        .await
        .connection
        .last_error
        .unwrap()
        .0;
    assert!(error.contains("more than 30 times"), "{error}");
    assert!(left(folder.path()).is_empty());
}

#[tokio::test]
async fn letters_in_a_folder_are_taken_in_once_and_put_aside() {
    let (server, _folder) = connected().await;
    let inbox = tempfile::tempdir().unwrap();
    std::fs::create_dir(inbox.path().join("new")).unwrap();
    let put =
        |name: &str, text: &str| std::fs::write(inbox.path().join("new").join(name), text).unwrap();
    put("1.a", &letter("a1", "support@example.com", "One"));
    put("2.b", "no letter");
    assert_eq!(collect_mail(&server.desk, inbox.path()).await.unwrap(), 2);
    assert_eq!(collect_mail(&server.desk, inbox.path()).await.unwrap(), 0);
    assert_eq!(
        std::fs::read_dir(inbox.path().join("cur")).unwrap().count(),
        2
    );
    let conversation = only_conversation(&server).await;
    assert_eq!(entries(&server, &conversation).await[0].text, "One");
}

#[tokio::test]
async fn how_a_letter_looked_is_kept_for_its_message_alone() {
    let (server, _folder) = connected().await;
    let html = letter("a1", "support@example.com", "<p>Hello</p>").replace(
        "Subject:",
        "MIME-Version: 1.0\r\nContent-Type: text/html\r\nSubject:",
    );
    brought(&server, &html).await;
    let conversation = only_conversation(&server).await;
    let letters = server.desk.store.letters(&conversation.id).await.unwrap();
    let id = *letters.first().unwrap();
    let kept = server
        .desk
        .store
        .letter(&conversation.id, id)
        .await
        .unwrap();
    assert!(kept.unwrap().contains("<p>Hello</p>"));
    assert_eq!(
        server
            .desk
            .store
            .letter(&conversation.id, MessageId(id.0 + 1))
            .await
            .unwrap(),
        None
    );
}

fn letter_with_files(id: &str) -> String {
    let part = |head: &str, data: &str| {
        format!("--edge\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{data}\r\n")
    };
    let head = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"..\\\\leg.pdf\"";
    let svg =
        "Content-Type: image/svg+xml\r\nContent-Disposition: attachment; filename=\"logo.svg\"";
    format!(
        "From: Zoe Lind <zoe@customers.example>\r\nTo: support@example.com\r\nSubject: My order\r\nMessage-ID: <{id}@customers.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n\
         --edge\r\nContent-Type: text/plain\r\n\r\nCan I talk to a real person, please?\r\n{}{}--edge--\r\n",
        part(head, &STANDARD.encode(b"\x89PNG\r\n\x1a\n and so on")),
        part(svg, &STANDARD.encode(b"<svg onload=alert(1)>")),
    )
}

#[tokio::test]
async fn files_of_a_letter_are_kept_and_those_of_an_answer_leave_in_it() {
    let (server, folder) = connected().await;
    // As long as nobody allowed any, they are named and no more.
    brought(&server, &letter_with_files("a0")).await;
    let first = only_conversation(&server).await;
    let named = entries(&server, &first).await.remove(0).attachments;
    assert_eq!(named.len(), 2);
    assert!(named.iter().all(|with| with.file.is_none()));
    save_organisation(&server.desk, &Actor::System, ("Alder", "UTC"), true)
        .await
        .unwrap();
    brought(&server, &letter_with_files("a1")).await;
    let mut all = conversations(&server).await;
    all.retain(|conversation| conversation.id != first.id);
    let conversation = all.remove(0);
    let kept = entries(&server, &conversation).await.remove(0).attachments;
    let told: Vec<_> = kept
        .iter()
        .map(|with| {
            let stored = with.file.clone().unwrap();
            (with.name.clone().unwrap(), stored.media_type)
        })
        .collect();
    let wanted = [
        ("leg.pdf".to_owned(), "image/png".to_owned()),
        ("logo.svg".to_owned(), "application/octet-stream".to_owned()),
    ];
    assert_eq!(told, wanted);
    let maya = server.new_operator("Maya Strand").await;
    let pdf = vec![(
        Some("Rücksendung.pdf".to_owned()),
        b"%PDF-1.7 and so on".to_vec(),
    )];
    let scope = Scope::Everything;
    let whose = (&conversation.id, Some(maya));
    let file = upload_files(&server.desk, scope, whose, pdf).await.unwrap();
    let ids = [file[0].file.clone().unwrap().id];
    let words = (maya, "Print this.", ids.as_slice());
    reply_with_files(&server.desk, &Actor::System, scope, &conversation.id, words)
        .await
        .unwrap();
    for_seconds(&server, 0).await;
    let answer = left(folder.path()).pop().unwrap();
    assert!(
        head(&answer, "Content-Type:").starts_with("multipart/mixed"),
        "{answer}"
    );
    for part in [
        "Print this.",
        "application/pdf",
        "attachment;",
        "R%C3%BCcksendung.pdf",
    ] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    let data = STANDARD.encode(b"%PDF-1.7 and so on");
    assert!(answer.contains(&data), "{answer}");
    assert_eq!(
        last_sending(&server, &conversation).await.state,
        DeliveryState::Sent
    );
}

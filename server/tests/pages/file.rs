//! Files in the inbox, by a plain form: sent, refused with the words kept, and downloaded.

use handoff::{
    access::{Actor, Scope},
    actions::{Beginning, Incoming, keep_files, start_conversation},
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    id::{AgentId, ConversationId, MessageId},
};

use crate::browser::{Browser, TestServer};

async fn allow(maya: &mut Browser<'_>) {
    let form = [
        ("name", "Alder & Pine"),
        ("zone", "Europe/Madrid"),
        ("takes_files", "on"),
    ];
    let saved = maya.post("/settings/organisation", &form).await;
    assert_eq!(saved.location, "/settings/organisation");
    let page = maya.get("/settings/organisation").await.html;
    let (_, field) = page.split_once("name=\"takes_files\"").unwrap();
    assert!(field[..200].contains("checked"), "{}", &field[..200]);
}

async fn begun(server: &TestServer, first: Incoming) -> ConversationId {
    let beginning = Beginning {
        agent: AgentId(1),
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: Customer::default(),
        language: None,
        first: Some(first),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let begun = start_conversation(&server.desk, &Actor::Customer, &beginning).await;
    begun.unwrap().received.conversation.id
}

#[tokio::test]
async fn there_is_no_field_for_files_until_an_admin_says_so() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let id = begun(&server, Incoming::text("Hello")).await;
    let page = maya.get(&format!("/inbox/{id}")).await.html;
    assert!(!page.contains("type=\"file\""));
    let path = format!("/inbox/{id}/replies");
    let fields = [("kind", "reply"), ("text", "Here it is")];
    let refused = maya.post_file(&path, &fields, ("file", "%PDF-1.7")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("Here it is"));
    allow(&mut maya).await;
    let page = maya.get(&format!("/inbox/{id}")).await.html;
    assert!(page.contains("type=\"file\"") && page.contains("multipart/form-data"));
}

#[tokio::test]
async fn what_was_brought_stays_when_the_words_cannot_be_sent_and_can_be_left_out() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    allow(&mut maya).await;
    let id = begun(&server, Incoming::text("Hello")).await;
    let path = format!("/inbox/{id}/replies");
    let open = [("kind", "reply"), ("text", "Dear {{name}}, here it is")];
    let refused = maya.post_file(&path, &open, ("file", "%PDF-1.7")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("here it is") && refused.html.contains("sent.json"));
    let (_, box_of) = refused.html.split_once("name=\"files\" value=\"").unwrap();
    let file = box_of.split('"').next().unwrap().to_owned();
    let fields = [("kind", "reply"), ("text", "Here it is"), ("files", &file)];
    let sent = maya
        .post_file(&path, &fields, ("file", "a second one"))
        .await;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let store = &server.desk.store;
    let conversation = store.conversation(Scope::Everything, &id).await.unwrap();
    let entries = store.entries(&conversation.unwrap(), MessageId(0), 9).await;
    let entries = entries.unwrap();
    let kinds: Vec<_> = entries
        .last()
        .unwrap()
        .attachments
        .iter()
        .map(|with| with.file.clone().unwrap().media_type)
        .collect();
    assert_eq!(kinds, ["application/pdf", "text/plain"]);
    let page = maya.get(&format!("/inbox/{id}")).await.html;
    assert!(
        page.contains(&format!("href=\"/inbox/{id}/files/{file}\"")),
        "{page}"
    );
    let got = maya.get(&format!("/inbox/{id}/files/{file}")).await;
    assert_eq!((got.status.as_u16(), got.html.as_str()), (200, "%PDF-1.7"));
    // A note has words alone.
    let note = [("kind", "note"), ("text", "For us")];
    let refused = maya.post_file(&path, &note, ("file", "%PDF-1.7")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("A note has words alone"));
}

#[tokio::test]
async fn a_hostile_name_is_only_words_and_a_file_is_found_by_those_who_see_its_conversation() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    allow(&mut maya).await;
    let name = "\"><script>alert(1)<\\script>\u{202e}gpj.exe";
    let brought = vec![(Some(name.to_owned()), b"<svg onload=alert(1)>".to_vec())];
    let attachments = keep_files(&server.desk, (None, None), brought)
        .await
        .unwrap();
    let file = attachments[0].file.clone().unwrap();
    assert_eq!(file.media_type, "application/octet-stream");
    let first = Incoming {
        attachments,
        ..Incoming::text("")
    };
    let id = begun(&server, first).await;
    let page = maya.get(&format!("/inbox/{id}")).await.html;
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains('\u{202e}'));
    let path = format!("/inbox/{id}/files/{}", file.id);
    assert_eq!(maya.get(&path).await.status, 200);
    let other = begun(&server, Incoming::text("Hi")).await;
    let elsewhere = format!("/inbox/{other}/files/{}", file.id);
    assert_eq!(maya.get(&elsewhere).await.status, 404);
    let mut nobody = server.browser();
    assert!(nobody.get(&path).await.location.starts_with("/sign-in"));
}

//! The inbox as a workplace, by plain forms: several at once, put aside, labelled, and taken back.

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Incoming, assign, claim, create_admin, receive_message, start_conversation,
    },
    channel::Channel,
    conversation::{AnsweredBy, Conversation, Customer, State},
    id::{AgentId, ConversationId, CustomerId, OperatorId},
};

use crate::browser::TestServer;

const MAYA: OperatorId = OperatorId(1);

/// Conversations that people talk to the AI in.
async fn conversations(server: &TestServer, names: &[&str]) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    for name in names {
        let beginning = Beginning {
            agent: AgentId(1),
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer {
                name: Some((*name).to_owned()),
                ..Customer::default()
            },
            language: None,
            first: Some(Incoming::text("Where is my wardrobe?")),
            has_visitor: false,
            proofs: Vec::new(),
        };
        let begun = start_conversation(&server.desk, &Actor::Customer, &beginning).await;
        ids.push(begun.unwrap().received.conversation.id);
        server.clock.advance(60);
    }
    ids
}

async fn of(server: &TestServer, id: &ConversationId) -> Conversation {
    let found = server.desk.store.conversation(Scope::Everything, id).await;
    found.unwrap().unwrap()
}

#[tokio::test]
async fn several_are_done_at_once_and_the_result_is_said_and_taken_back() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let desk = &server.desk;
    let ben = create_admin(desk, "ben@example.com", "Ben Ito", "four quiet grey horses");
    let ben = ben.await.unwrap();
    let ids = conversations(&server, &["Anna", "Bo", "Cem"]).await;
    let page = maya.get("/inbox?view=open").await;
    let box_of = |id: &ConversationId| format!("{}:0", id.0);
    for id in &ids {
        assert!(
            page.html.contains(&format!("value=\"{}\"", box_of(id))),
            "{}",
            page.html
        );
    }
    // Ben takes one while Maya looks at her list.
    assign(desk, &Actor::System, Scope::Everything, &ids[1], Some(ben))
        .await
        .unwrap();
    let picked: Vec<String> = ids.iter().map(box_of).collect();
    let mut form: Vec<(&str, &str)> = picked
        .iter()
        .map(|value| ("picked", value.as_str()))
        .collect();
    form.push(("op", "resolve"));
    let done = maya.post("/inbox/bulk?view=open", &form).await;
    assert_eq!(done.location, "/inbox?view=open");
    let page = maya.get(&done.location).await;
    assert!(
        page.html
            .contains("2 resolved, 1 was taken by Ben Ito meanwhile."),
        "{}",
        page.html
    );
    assert_eq!(of(&server, &ids[0]).await.state, State::Resolved);
    assert_eq!(of(&server, &ids[1]).await.state, State::WithOperator);
    assert!(
        page.html.contains("action=\"/inbox/undo\""),
        "{}",
        page.html
    );
    maya.post("/inbox/undo", &[]).await;
    assert!(
        maya.get("/inbox?view=open")
            .await
            .html
            .contains("Taken back: all is as it was.")
    );
    assert_eq!(of(&server, &ids[0]).await.state, State::WithAi);
    maya.post("/inbox/undo", &[]).await;
    assert!(
        maya.get("/inbox")
            .await
            .html
            .contains("nothing to take back")
    );
    let none = maya
        .post("/inbox/bulk?view=open", &[("op", "resolve")])
        .await;
    assert!(
        maya.get(&none.location)
            .await
            .html
            .contains("Pick some conversations first")
    );
}

#[tokio::test]
async fn a_conversation_is_put_aside_by_forms() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let ids = conversations(&server, &["Anna"]).await;
    let (id, scope) = (&ids[0], Scope::Everything);
    let handling = format!("/inbox/{}/handling?view=mine", id.0);
    let early = maya
        .post(&handling, &[("op", "snooze"), ("until", "tomorrow")])
        .await;
    assert_eq!(early.status, 422);
    assert!(early.html.contains("Take it over first"), "{}", early.html);
    claim(&server.desk, &Actor::System, scope, id, MAYA)
        .await
        .unwrap();
    let own = [
        ("op", "snooze"),
        ("until", "own"),
        ("own", "2026-01-99T10:00"),
    ];
    let wrong = maya.post(&handling, &own).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.html.contains("is not a day and a time") && wrong.html.contains("2026-01-99T10:00")
    );
    let done = maya
        .post(&handling, &[("op", "snooze"), ("until", "tomorrow")])
        .await;
    let page = maya.get(done.location.split('#').next().unwrap()).await;
    assert!(
        page.html
            .contains("Put aside until tomorrow at 09:00 (Europe/Madrid)"),
        "{}",
        page.html
    );
    assert!(maya.get("/inbox?view=snoozed").await.html.contains("Anna"));
    assert!(!maya.get("/inbox?view=mine").await.html.contains("Anna"));
    // The customer's next words bring it back.
    receive_message(
        &server.desk,
        &Actor::Customer,
        scope,
        id,
        &Incoming::text("Hello?"),
    )
    .await
    .unwrap();
    assert!(maya.get("/inbox?view=mine").await.html.contains("Anna"));
}

#[tokio::test]
async fn a_conversation_is_labelled_and_raised_and_its_list_is_kept() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let ids = conversations(&server, &["Anna"]).await;
    let id = &ids[0];
    claim(&server.desk, &Actor::System, Scope::Everything, id, MAYA)
        .await
        .unwrap();
    let handling = format!("/inbox/{}/handling?view=mine", id.0);
    maya.post(&handling, &[("op", "priority"), ("priority", "3")])
        .await;
    maya.post(&handling, &[("op", "label"), ("name", "<b>Late</b>")])
        .await;
    let page = maya.get(&format!("/inbox/{}", id.0)).await.html;
    assert!(
        page.contains("set the priority to urgent")
            && page.contains("labelled it “&lt;b&gt;Late&lt;/b&gt;”"),
        "{page}"
    );
    let narrowed = maya.get("/inbox?view=mine&label=1").await.html;
    assert!(
        narrowed.contains("Anna") && narrowed.contains("Show more than"),
        "{narrowed}"
    );
    let kept = maya
        .post(
            "/inbox/filters?view=mine&label=1",
            &[("op", "keep"), ("filter", "Late ones")],
        )
        .await;
    assert_eq!(kept.location, "/inbox?label=1&view=mine");
    let page = maya.get(&kept.location).await.html;
    assert!(
        page.contains("Kept by you") && page.contains("Forget “Late ones”"),
        "{page}"
    );
}

#[tokio::test]
async fn kept_replies_are_managed_and_inserted_with_what_is_known() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let ids = conversations(&server, &["Anna"]).await;
    let (replies, page) = (
        format!("/inbox/{}/replies", ids[0].0),
        format!("/inbox/{}", ids[0].0),
    );
    let empty = maya
        .post("/settings/replies", &[("op", "save"), ("name", "x")])
        .await;
    assert_eq!(empty.status, 422);
    assert!(empty.html.contains("Write what it says.") && empty.html.contains("value=\"x\""));
    let text = "Hi {{customer_name}}, it is {{operator_name}}. About {{order_number}}:";
    let form = [("op", "save"), ("name", "Late"), ("text", text)];
    assert_eq!(
        maya.post("/settings/replies", &form).await.location,
        "/settings/replies"
    );
    // Without a script the button adds it to what is written, and nothing is sent.
    let form = [
        ("kind", "reply"),
        ("text", "Hello!"),
        ("op", "insert"),
        ("canned", "1"),
    ];
    let inserted = maya.post(&replies, &form).await;
    assert_eq!(inserted.status, 200);
    let filled = "Hello! Hi Anna, it is Maya Strand. About {{order_number}}:";
    assert!(inserted.html.contains(filled), "{}", inserted.html);
    let open = maya
        .post(&replies, &[("kind", "reply"), ("text", filled)])
        .await;
    assert_eq!(open.status, 422);
    assert!(
        open.html.contains("{{order_number}} is not known here."),
        "{}",
        open.html
    );
    // What is typed is kept until it is sent.
    let kept = maya
        .post(
            &format!("{page}/draft"),
            &[("kind", "note"), ("text", "Half a th")],
        )
        .await;
    assert_eq!(kept.status, 204);
    assert!(maya.get(&page).await.html.contains("Half a th"));
    maya.post(&replies, &[("kind", "note"), ("text", "Half a thought")])
        .await;
    let sent = maya.get(&page).await.html;
    assert!(
        sent.contains("Half a thought") && !sent.contains("Draft kept"),
        "{sent}"
    );
    let unknown = maya
        .post("/inbox/conv_nobody/draft", &[("text", "x")])
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn one_customers_conversations_are_read_in_one_log() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let ids = conversations(&server, &["Anna", "Anna"]).await;
    let [first, second] = [0, 1].map(|at| CustomerId::first_heard_in(&ids[at]).0);
    let customer = format!("/inbox/{}/customer", ids[1].0);
    let merge = [("op", "merge"), ("customer", first.as_str())];
    let merged = maya.post(&customer, &merge).await;
    assert!(merged.location.starts_with(&format!("/inbox/{}", ids[1].0)));
    let words = format!("/inbox/{}?earlier={}", ids[1].0, ids[0].0);
    let opened = maya.get(&words).await.html;
    assert_eq!(opened.matches("\"text\">Where is my wardrobe?").count(), 2);
    assert!(opened.contains("Joined by Maya"), "{opened}");
    let page = maya.get(&format!("/inbox/{}", ids[1].0)).await.html;
    assert!(page.contains("/history?"), "{page}");
    let history = maya.get(&format!("/inbox/{}/history", ids[1].0)).await;
    assert_eq!(
        history
            .html
            .matches("\"text\">Where is my wardrobe?")
            .count(),
        2,
        "{}",
        history.html
    );
    assert!(
        history.html.contains("Back to this conversation")
            && history.html.contains("Open this conversation")
    );
    assert_eq!(maya.get("/inbox/conv_nobody/history").await.status, 404);
    let found = maya.get(&format!("{customer}?find=Anna")).await.html;
    assert!(found.contains("Nobody else is found"), "{found}");
    let part = [("op", "part"), ("customer", second.as_str())];
    assert_eq!(maya.post(&customer, &part).await.status, 303);
    let found = maya.get(&format!("{customer}?find=Anna")).await.html;
    assert!(found.contains(&first), "{found}");
    assert_eq!(maya.get("/inbox/conv_nobody/customer").await.status, 404);
    let set = maya
        .post("/settings/inbox", &[("holds_replies", "on")])
        .await;
    assert_eq!(set.location, "/settings/inbox");
    assert!(maya.get("/inbox").await.html.contains("data-no-keys"));
}

#[tokio::test]
async fn a_page_says_who_is_there_only_where_somebody_may_be() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let ids = conversations(&server, &["Anna"]).await;
    let before = server.desk.store.latest_event().await.unwrap();
    let there = [("conversation", ids[0].0.as_str()), ("writing", "yes")];
    assert_eq!(maya.post("/live/here", &there).await.status, 204);
    let nowhere = maya
        .post("/live/here", &[("conversation", "conv_nobody")])
        .await;
    assert_eq!(nowhere.status, 404);
    let mut nobody = server.browser();
    assert_eq!(nobody.post("/live/here", &there).await.location, "/sign-in");
    let visitor = maya.post("/widget/conversation/typing", &[]).await;
    assert_eq!(
        visitor.status, 401,
        "only who holds the conversation's secret"
    );
    let after = server.desk.store.latest_event().await.unwrap();
    assert_eq!(before, after, "it is kept nowhere");
}

//! Nobody is there: a callback is promised, listed, taken and done; and hours that change meanwhile.

use handoff::{
    access::{Actor, Scope},
    actions::{Hours, save_hours},
    conversation::State,
    id::{AgentId, ConversationId, OperatorId},
    policy::{OutsideAction, OutsideHours},
    schedule::Schedule,
};
use serde_json::{Value, json};

use crate::support::TestServer;

const AGENT: AgentId = AgentId(1);

/// Closed on Monday, when these tests are; open on Tuesday from nine to five in Madrid.
fn tuesdays() -> Schedule {
    let hours = json!({"timezone": "Europe/Madrid", "weekly_hours": {"tue": [{"start": "09:00", "end": "17:00"}]}});
    Schedule::from_json(&hours).unwrap()
}

async fn keep(server: &TestServer, schedule: &Schedule) {
    let store = &server.desk.store;
    let before = store.default_schedule(AGENT).await.unwrap().unwrap();
    let revision = store.action(AGENT).await.unwrap().unwrap().revision;
    let hours = Hours {
        schedule: schedule.clone(),
        reply_minutes: 5,
        outside_hours: OutsideHours {
            action: OutsideAction::CollectCallback,
            message: "We are back {{opens_at}}. How can we reach you?".into(),
        },
    };
    let place = (AGENT, before.id);
    save_hours(
        &server.desk,
        &Actor::System,
        place,
        &hours,
        (before.revision, revision),
    )
    .await
    .unwrap();
}

async fn say(server: &TestServer, id: &str, text: &str) -> Value {
    let body = json!({"author": "customer", "text": text});
    server
        .post(&format!("/conversations/{id}/messages"), body)
        .await
        .body
}

async fn promised(server: &TestServer) -> String {
    let text = "Can I talk to a real person, please?";
    let body = json!({"customer": {"zone": "Europe/London"}, "message": {"author": "customer", "text": text}});
    let begun = server.post("/conversations", body).await.body;
    assert_eq!(begun["decision"]["outcome"], "collect_callback", "{begun}");
    let id = begun["conversation"]["id"].as_str().unwrap().to_owned();
    let noted = say(server, &id, "Sure, +34 612 345 678").await;
    assert_eq!(noted["decision"]["outcome"], "collect_callback", "{noted}");
    id
}

async fn only(server: &TestServer) -> Value {
    let list = server.get("/callbacks").await.body;
    assert_eq!(list["callbacks"].as_array().unwrap().len(), 1, "{list}");
    list["callbacks"][0].clone()
}

#[tokio::test]
async fn a_callback_is_due_when_somebody_is_there_and_it_suits() {
    let server = TestServer::start().await;
    keep(&server, &tuesdays()).await;
    let id = promised(&server).await;
    let callback = only(&server).await;
    assert_eq!(callback["conversation_id"], id.as_str());
    assert_eq!(callback["contact"], "+34 612 345 678");
    assert_eq!(callback["due_at"], "2026-01-13T08:00:00Z");
    assert_eq!(callback["late"], false);

    // Three in the afternoon in London is four in Madrid.
    let answer = say(&server, &id, "I'm Anna Berg, tomorrow at 3 pm please").await;
    let said = answer["decision"]["message"].as_str().unwrap();
    assert!(said.contains("tomorrow at 15:00, your time"), "{said}");
    let callback = only(&server).await;
    assert_eq!(callback["due_at"], "2026-01-13T15:00:00Z");
    assert_eq!(callback["name"], "Anna Berg");
    assert_eq!(callback["wish"], "I'm Anna Berg, tomorrow at 3 pm please");
}

#[tokio::test]
async fn a_callback_is_taken_by_one_and_done_once() {
    let server = TestServer::start().await;
    keep(&server, &tuesdays()).await;
    let conversation = ConversationId(promised(&server).await);
    let maya = server.new_operator("Maya Strand").await;
    let tom = server.new_operator("Tom Reed").await;
    let id = only(&server).await["id"].clone();
    let claim = format!("/callbacks/{id}/claim");

    let taken = server.post(&claim, json!({"operator_id": maya})).await;
    assert_eq!(
        (taken.status.as_u16(), &taken.body["taken_by"]),
        (200, &json!(maya)),
        "{}",
        taken.body
    );
    let late = server.post(&claim, json!({"operator_id": tom})).await;
    assert_eq!(
        (late.status.as_u16(), &late.body["code"]),
        (409, &json!("taken"))
    );

    let done = format!("/callbacks/{id}/done");
    let nobody = server
        .post(&done, json!({"operator_id": OperatorId(99)}))
        .await;
    assert_eq!(nobody.pointers(), ["/operator_id"]);
    for _ in 0..2 {
        let answer = server.post(&done, json!({"operator_id": maya})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body["done_at"].is_string());
    }
    let kept = server
        .desk
        .store
        .conversation(Scope::Everything, &conversation)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.state, State::Resolved);
    assert_eq!(server.get("/callbacks").await.body["callbacks"], json!([]));
    assert_eq!(
        server.get("/callbacks?done=true").await.body["callbacks"][0]["id"],
        id
    );
    assert_eq!(
        server
            .post(&claim, json!({"operator_id": tom}))
            .await
            .status,
        404
    );
    // What is done holds on to no queue.
    let queue = server.get("/queues").await.body["data"][0]["id"].clone();
    let other = json!({"name": "Another", "open_24": true, "timezone": "UTC"});
    server.made("/queues", other).await;
    let gone = server.delete(&format!("/queues/{queue}")).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
}

#[tokio::test]
async fn another_agents_callbacks_do_not_exist() {
    let mut server = TestServer::start().await;
    keep(&server, &tuesdays()).await;
    promised(&server).await;
    let id = only(&server).await["id"].clone();
    let other = server.new_agent("Otto").await;
    server.token = server
        .new_token(handoff::access::TokenScope::WriteAll, Some(other))
        .await;
    assert_eq!(server.get("/callbacks").await.body["callbacks"], json!([]));
    assert_eq!(
        server
            .post(&format!("/callbacks/{id}/done"), json!({}))
            .await
            .status,
        404
    );
}

async fn words(server: &TestServer, id: &str) -> Vec<String> {
    let conversation = server.get(&format!("/conversations/{id}")).await.body;
    let messages = conversation["messages"].as_array().unwrap();
    messages
        .iter()
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn whoever_waits_when_hours_change_is_told_once_and_keeps_their_place() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let before = words(&server, &id).await.len();
    keep(&server, &tuesdays()).await;
    keep(&server, &tuesdays()).await;
    let told = words(&server, &id).await;
    assert_eq!(told.len(), before + 1, "{told:?}");
    assert!(
        told.last()
            .unwrap()
            .contains("back tomorrow at 09:00, Madrid time. You keep your place in line")
    );

    // In line they can still leave a number, and stay in line.
    let left = say(&server, &id, "call me on +34 612 345 678").await;
    assert_eq!(left["decision"]["outcome"], "ignored");
    assert_eq!(only(&server).await["contact"], "+34 612 345 678");
    assert_eq!(only(&server).await["due_at"], "2026-01-13T08:00:00Z");

    keep(&server, &Schedule::always(chrono_tz::Europe::Madrid)).await;
    let told = words(&server, &id).await;
    assert!(
        told.last()
            .unwrap()
            .starts_with("Good news: our team is here after all."),
        "{told:?}"
    );
    let kept = server
        .desk
        .store
        .conversation(Scope::Everything, &ConversationId(id.clone()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.state, State::Waiting);
    assert_eq!(only(&server).await["due_at"], "2026-01-12T10:00:00Z");
    let kinds: Vec<String> = server
        .desk
        .store
        .conversation_events_after(&ConversationId(id), handoff::id::EventId(0), 100)
        .await
        .unwrap()
        .into_iter()
        .map(|event| event.kind.as_str().to_owned())
        .collect();
    let changes = kinds
        .iter()
        .filter(|kind| *kind == "conversation.availability_changed");
    assert_eq!(changes.count(), 2, "{kinds:?}");
    assert!(kinds.contains(&"callback.moved".to_owned()));
}

//! Many people reach for the same conversations at once.

use futures::{StreamExt, future::join_all, stream};
use handoff::{
    access::Scope,
    id::{AgentId, ConversationId, EventId, OperatorId},
};
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

const PEOPLE: usize = 50;
const CONVERSATIONS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_claim_one_conversation_exactly_one_has_it() {
    let server = TestServer::start().await;
    let begun = join_all((0..CONVERSATIONS).map(|_| server.waiting())).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(server.new_operator(&format!("Person {number}")).await);
    }
    // Fifty at once, each with one claim on its way at a time, as people are.
    let claims = people.iter().enumerate().map(async |(offset, by)| {
        let mut answers = Vec::new();
        for step in 0..CONVERSATIONS {
            // Everybody starts somewhere else, so that the winners are not all one person.
            let id = &begun[(offset * 7 + step) % CONVERSATIONS];
            let path = format!("/conversations/{id}/claim");
            let answer = server.post(&path, json!({"operator_id": by})).await;
            answers.push((id.as_str(), *by, answer));
        }
        answers
    });
    let answers: Vec<_> = join_all(claims).await.into_iter().flatten().collect();
    for id in &begun {
        let of_this: Vec<_> = answers.iter().filter(|(of, ..)| of == id).collect();
        let winners: Vec<_> = of_this
            .iter()
            .filter(|(.., answer)| answer.status == 200)
            .collect();
        assert_eq!((of_this.len(), winners.len()), (PEOPLE, 1), "{id}");
        let (_, winner, _) = winners[0];
        for (_, by, answer) in of_this.iter().filter(|(_, by, _)| by != winner) {
            assert_eq!(
                (answer.status.as_u16(), &answer.body["taken_by"]["id"]),
                (409, &json!(winner)),
                "{by}"
            );
        }
    }
}

const MANY: usize = 1000;

/// How somebody's load looks at one moment, over the API.
async fn loads(server: &TestServer) -> Vec<i64> {
    let answer = server.get("/operators?limit=100").await;
    let rows = answer.body["data"].as_array().unwrap();
    rows.iter()
        .map(|row| row["load"].as_i64().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_people_and_the_assigner_never_share_one_and_never_have_too_many() {
    let server = TestServer::start().await;
    let queue = server.desk.store.queues(AgentId(1)).await.unwrap()[0].id;
    let sharing = json!({"method": "load_based", "max_concurrent_per_agent": 5, "is_strict": true});
    let path = format!("/queues/{queue}/sharing");
    let begun: Vec<String> = stream::iter(0..MANY)
        .map(|_| server.waiting())
        .buffer_unordered(50)
        .collect()
        .await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(server.new_operator(&format!("Person {number}")).await);
    }
    assert_eq!(server.put(&path, None, sharing).await.status, 200);
    let (server, begun, people) = (&server, begun.as_slice(), people.as_slice());
    let work = (0..PEOPLE).map(|person| works(server, begun, people, person));
    let watched = async {
        for _ in 0..40 {
            for load in loads(server).await {
                assert!(load <= 5, "somebody has {load}");
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    futures::future::join(join_all(work), watched).await;
    assert!(loads(server).await.into_iter().all(|load| load <= 5));
    assert!(loads(server).await.into_iter().any(|load| load > 0));
    for id in begun {
        no_line_is_without_effect(server, id).await;
    }
}

/// One person's day: they reach for conversations, pass them on, finish them, come and go.
async fn works(server: &TestServer, begun: &[String], people: &[OperatorId], person: usize) {
    let by = people[person];
    for step in 0..24 {
        let id = &begun[(person * 37 + step * 13) % MANY];
        let claim = format!("/conversations/{id}/claim");
        let claimed = server.post(&claim, json!({"operator_id": by})).await;
        assert!(is_settled(&claimed), "{}", claimed.body);
        match step % 6 {
            0 => {
                let away = json!({"presence": "away", "give_back": true});
                let path = format!("/operators/{by}/presence");
                let gone = server.put(&path, None, away).await;
                // A busy machine may take longer than a request may; what holds must hold all the same.
                assert!([200, 503].contains(&gone.status.as_u16()), "{}", gone.body);
            }
            1 => {
                let path = format!("/operators/{by}/presence");
                server.put(&path, None, json!({"presence": "online"})).await;
            }
            2 | 3 => {
                let path = format!("/conversations/{id}/assign");
                let other = people[(person + step) % PEOPLE];
                let moved = server.post(&path, json!({"operator_id": other})).await;
                assert!(is_settled(&moved), "{}", moved.body);
            }
            _ => {
                let path = format!("/conversations/{id}/resolve");
                server.post(&path, json!({})).await;
            }
        }
    }
}

/// Done, or refused because somebody else was first or has too many.
fn is_settled(answer: &Answer) -> bool {
    let kind = answer.body["type"].as_str().unwrap_or_default();
    let known = ["taken", "full", "resolved"];
    answer.status == 200 || (answer.status == 409 && known.iter().any(|it| kind.contains(it)))
}

/// Each line of a conversation's activity begins where the one before it ended, and changes something.
async fn no_line_is_without_effect(server: &TestServer, id: &str) {
    let id = ConversationId(id.to_owned());
    let events = server
        .desk
        .store
        .conversation_events_after(&id, EventId(0), 1000)
        .await
        .unwrap();
    let mut now: Option<Value> = None;
    for event in events {
        let (before, after) = (&event.data["before"], &event.data["after"]);
        if !before.is_object() {
            continue;
        }
        assert_ne!(before, after, "{id} {:?}", event.kind);
        if let Some(now) = &now {
            assert_eq!(now, before, "{id} {:?}", event.kind);
        }
        now = Some(after.clone());
    }
    let kept = server
        .desk
        .store
        .conversation(Scope::Everything, &id)
        .await
        .unwrap()
        .unwrap();
    if let Some(now) = now {
        assert_eq!(now, json!({"state": kept.state, "assignee": kept.assignee}));
    }
}

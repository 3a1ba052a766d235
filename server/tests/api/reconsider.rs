//! Hours can change in many ways. By each of them, whoever waits is told once and keeps their place.

use handoff::{
    access::Actor,
    actions::{QueueDraft, QueueHours, save_queue},
    id::{AgentId, QueueId},
    schedule::Schedule,
};
use serde_json::{Value, json};

use crate::support::TestServer;

/// Closed on Monday, when these tests are; open on Tuesday.
fn tuesdays() -> Value {
    json!({"tue": [{"start": "09:00", "end": "17:00"}]})
}

/// A queue with hours of its own, behind the one handoff, and somebody who waits in it.
struct Shop {
    server: TestServer,
    queue: i64,
    schedule: i64,
    handoff: i64,
    conversation: String,
}

fn queue(more: &Value) -> Value {
    let mut queue = json!({"name": "Desk", "type": "Agent_queue", "enabled": true, "open_24": true,
        "timezone": "Europe/Madrid", "transfer_function_name": "default_transfer"});
    let more = more.as_object().unwrap().clone();
    queue.as_object_mut().unwrap().extend(more);
    queue
}

impl Shop {
    async fn open() -> Self {
        let server = TestServer::start().await;
        server
            .made("/transfer_functions", json!({"name": "default_transfer"}))
            .await;
        let queue_id = server.made("/queues", queue(&json!({}))).await;
        let handoff = server
            .made("/handoffs", json!({"name": "Desk", "queues": ["Desk"]}))
            .await;
        let shown = server.get(&format!("/queues/{queue_id}")).await;
        let conversation = server.waiting().await;
        Self {
            queue: queue_id,
            schedule: shown.body["schedule_id"].as_i64().unwrap(),
            handoff,
            conversation,
            server,
        }
    }

    async fn put(&self, path: &str, body: Value) {
        let changed = self.server.put(path, None, body).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
    }

    async fn words(&self) -> Vec<String> {
        let card = self
            .server
            .get(&format!("/conversations/{}", self.conversation))
            .await
            .body;
        assert_eq!(card["conversation"]["state"], "waiting");
        assert_eq!(card["position"], 1);
        let messages = card["messages"].as_array().unwrap().iter();
        messages
            .map(|message| message["text"].as_str().unwrap().to_owned())
            .collect()
    }

    /// They were told that it is closed until Tuesday, once.
    async fn are_told_once(&self, before: usize) {
        let words = self.words().await;
        assert_eq!(words.len(), before + 1, "{words:?}");
        let last = words.last().unwrap();
        assert!(last.contains("tomorrow at 09:00"), "{last}");
    }
}

#[tokio::test]
async fn by_the_queue_through_the_api() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let path = format!("/queues/{}", shop.queue);
    let closed = queue(&json!({"open_24": false, "weekly_hours": tuesdays()}));
    shop.put(&path, closed.clone()).await;
    shop.are_told_once(before).await;
    let mut fewer = closed;
    fewer["capacity"] = json!(9);
    shop.put(&path, fewer).await;
    shop.are_told_once(before).await;
    shop.put(&path, queue(&json!({}))).await;
    assert!(shop.words().await.last().unwrap().starts_with("Good news"));
}

#[tokio::test]
async fn by_another_schedule_that_the_queue_follows_from_now_on() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let other =
        json!({"name": "Tuesdays", "timezone": "Europe/Madrid", "weekly_hours": tuesdays()});
    let other = shop.server.made("/schedules", other).await;
    let following = json!({"name": "Desk", "schedule_id": other,
        "transfer_function_name": "default_transfer"});
    shop.put(&format!("/queues/{}", shop.queue), following)
        .await;
    shop.are_told_once(before).await;
}

#[tokio::test]
async fn by_the_schedule_through_the_api() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let hours = json!({"name": "Desk", "timezone": "Europe/Madrid", "weekly_hours": tuesdays()});
    for _ in 0..2 {
        shop.put(&format!("/schedules/{}", shop.schedule), hours.clone())
            .await;
        shop.are_told_once(before).await;
    }
}

#[tokio::test]
async fn by_the_destination_document_of_a_handoff() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let destination = [queue(
        &json!({"open_24": false, "weekly_hours": tuesdays()}),
    )];
    let body = json!({"name": "Desk", "destination": destination});
    shop.put(&format!("/handoffs/{}", shop.handoff), body).await;
    shop.are_told_once(before).await;
}

#[tokio::test]
async fn by_the_pages_action() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let (desk, agent) = (&shop.server.desk, AgentId(1));
    let saved = desk
        .store
        .saved_queue(agent, QueueId(shop.queue))
        .await
        .unwrap()
        .unwrap();
    let hours = json!({"timezone": "Europe/Madrid", "weekly_hours": tuesdays()});
    let draft = QueueDraft {
        hours_revision: None,
        queue: saved.queue,
        hours: QueueHours::Own(Box::new(Schedule::from_json(&hours).unwrap())),
    };
    let of = Some((QueueId(shop.queue), Some(saved.revision)));
    save_queue(desk, &Actor::System, agent, of, &draft)
        .await
        .unwrap();
    shop.are_told_once(before).await;
}

#[tokio::test]
async fn a_queue_that_is_switched_off_is_closed_and_one_that_is_renamed_is_not() {
    let shop = Shop::open().await;
    let before = shop.words().await.len();
    let path = format!("/queues/{}", shop.queue);
    shop.put(&path, queue(&json!({"name": "Front desk"}))).await;
    assert_eq!(shop.words().await.len(), before);
    shop.put(
        &path,
        queue(&json!({"name": "Front desk", "enabled": false})),
    )
    .await;
    assert_eq!(shop.words().await.len(), before + 1);
    shop.put(&path, queue(&json!({"name": "Front desk"}))).await;
    assert!(shop.words().await.last().unwrap().starts_with("Good news"));
}

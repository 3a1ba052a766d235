//! What people do with conversations beside answering, for programs: labels, priority, snoozing, search, and the
//! texts the team keeps.

use handoff::access::TokenScope;
use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn labels_are_put_on_listed_and_taken_off() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let labels = format!("/conversations/{id}/labels");
    let put = server
        .post(&labels, json!({"name": "Late delivery", "colour": "rust"}))
        .await;
    assert_eq!(
        (put.status.as_u16(), put.body["colour"].as_str()),
        (201, Some("rust"))
    );
    let again = server
        .post(&labels, json!({"name": "late  Delivery"}))
        .await;
    assert_eq!(
        (again.status.as_u16(), &again.body["id"]),
        (200, &put.body["id"])
    );
    let list = server.get("/labels").await;
    assert_eq!(list.body["labels"][0]["name"], "Late delivery");
    let wrong = server.post(&labels, json!({"name": " "})).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.pointers()),
        (422, vec!["/name"])
    );
    let one = format!("{labels}/{}", put.body["id"]);
    assert_eq!(server.delete(&one).await.status, 204);
    assert_eq!(server.delete(&one).await.status, 404);
    let foreign = server
        .post("/conversations/conv_nobody/labels", json!({"name": "x"}))
        .await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn a_conversation_is_ranked_and_put_aside_once_somebody_has_it() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let maya = server.new_operator("Maya Strand").await;
    let ranked = server
        .post(
            &format!("/conversations/{id}/priority"),
            json!({"priority": "urgent"}),
        )
        .await;
    assert_eq!(ranked.body["priority"], "urgent");
    let wrong = server
        .post(
            &format!("/conversations/{id}/priority"),
            json!({"priority": "huge"}),
        )
        .await;
    assert_eq!(wrong.status, 422);
    let snooze = format!("/conversations/{id}/snooze");
    let until = json!({"until": "2026-01-12T18:00:00Z"});
    let early = server.post(&snooze, until.clone()).await;
    assert_eq!(
        (early.status.as_u16(), early.pointers()),
        (422, vec!["/until"])
    );
    server
        .post(
            &format!("/conversations/{id}/claim"),
            json!({"operator_id": maya}),
        )
        .await;
    let aside = server.post(&snooze, until).await;
    assert_eq!(aside.body["snoozed_until"], "2026-01-12T18:00:00Z");
    let past = server
        .post(&snooze, json!({"until": "2026-01-12T09:00:00Z"}))
        .await;
    assert_eq!(past.status, 422);
    assert_eq!(server.post(&snooze, json!({})).await.status, 422);
    let back = server.post(&snooze, json!({"until": null})).await;
    assert!(back.body["snoozed_until"].is_null());
    server
        .post(&format!("/conversations/{id}/resolve"), json!({}))
        .await;
    let late = server
        .post(
            &format!("/conversations/{id}/priority"),
            json!({"priority": "low"}),
        )
        .await;
    assert_eq!(
        (late.status.as_u16(), late.body["code"].as_str()),
        (409, Some("resolved"))
    );
}

#[tokio::test]
async fn conversations_are_searched_within_what_the_token_may_see() {
    let mut server = TestServer::start().await;
    let id = server.waiting().await;
    let found = server.get("/conversations?q=real%20pers").await;
    assert_eq!(found.body["conversations"][0]["id"], id.as_str());
    assert_eq!(
        server.get("/conversations?q=wardrobe").await.body["conversations"],
        json!([])
    );
    assert_eq!(
        server
            .get("/conversations?q=real&state=resolved")
            .await
            .body["conversations"],
        json!([])
    );
    assert_eq!(server.get("/conversations?q=%25").await.status, 400);
    let other = server.new_agent("Other").await;
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    assert_eq!(
        server.get("/conversations?q=real").await.body["conversations"],
        json!([])
    );
    let foreign = server
        .post(
            &format!("/conversations/{id}/snooze"),
            json!({"until": null}),
        )
        .await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn kept_replies_are_changed_by_their_revision() {
    let server = TestServer::start().await;
    let id = server
        .made(
            "/canned_replies",
            json!({"name": "Late", "text": "Hi {{customer_name}}"}),
        )
        .await;
    let wrong = server
        .post("/canned_replies", json!({"name": "", "text": ""}))
        .await;
    assert_eq!(wrong.pointers(), ["/name", "/text"]);
    let path = format!("/canned_replies/{id}");
    let changed = json!({"name": "Late", "text": "Hello", "revision": 1});
    assert_eq!(server.put(&path, None, changed.clone()).await.status, 200);
    let outdated = server.put(&path, None, changed).await;
    assert!(outdated.status.is_client_error(), "{}", outdated.body);
    let kept = server.get("/canned_replies").await;
    assert_eq!(kept.body["canned_replies"][0]["text"], "Hello");
    // The header says the same in its own way, and is not passed over.
    let again = json!({"name": "Late", "text": "Hello again", "revision": 2});
    for (header, wanted) in [(".,", 400), ("\"1\"", 412), ("\"2\"", 200)] {
        let answer = server.put(&path, Some(header), again.clone()).await;
        assert_eq!(answer.status, wanted, "{header}: {}", answer.body);
    }
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!(server.delete(&path).await.status, 404);
}

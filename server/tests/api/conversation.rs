//! Beginning, finding and looking at conversations.

use serde_json::{Value, json};

use crate::support::TestServer;

#[tokio::test]
async fn a_conversation_begins_with_what_is_known() {
    let server = TestServer::start().await;
    let begun = server
        .post("/conversations", json!({"channel": "email", "language": "pt-BR", "customer": {"name": " Ana ", "email": "Ana@Example.com", "zone": "America/Sao_Paulo"}}))
        .await;
    assert_eq!(begun.status, 201);
    let conversation = &begun.body["conversation"];
    let id = conversation["id"].as_str().unwrap();
    assert_eq!(
        begun.header("location"),
        format!("/v1/api/conversations/{id}")
    );
    assert_eq!(conversation["channel"], "email");
    assert_eq!(conversation["language"], "pt");
    assert_eq!(conversation["state"], "with_ai");
    assert_eq!(
        conversation["customer"],
        json!({
            "id": id.replace("conv_", "cus_"), "name": "Ana", "email": "ana@example.com", "zone": "America/Sao_Paulo"
        })
    );
    assert_eq!(conversation["created_at"], "2026-01-12T10:00:00Z");
    assert_eq!(
        server.post("/conversations", json!({})).await.body["conversation"]["channel"],
        "api"
    );
}

#[tokio::test]
async fn the_card_has_everything_a_person_needs() {
    let server = TestServer::start().await;
    let (id, by) = (
        server.waiting().await,
        server.new_operator("Maya Strand").await,
    );
    server
        .post(
            &format!("/conversations/{id}/notes"),
            json!({"operator_id": by, "text": "A regular."}),
        )
        .await;
    let card = server.get(&format!("/conversations/{id}")).await.body;
    assert_eq!(card["conversation"]["state"], "waiting");
    assert_eq!(card["conversation"]["needs_attention"], true);
    assert_eq!(card["position"], 1);
    let request = &card["handoff_request"];
    assert_eq!(request["trigger"], "explicit_request");
    assert!(request["evidence"].as_str().unwrap().contains("person"));
    for member in [
        "reason",
        "summary",
        "collected",
        "missing",
        "tried",
        "promised",
        "suggested",
    ] {
        assert!(!request[member].is_null(), "{member}");
    }
    assert_eq!(card["notes"][0]["text"], "A regular.");
    assert!(!card["messages"].to_string().contains("A regular."));
    assert_eq!(card["messages"][0]["decision"]["outcome"], "hand_off");
    assert!(card["messages"][0]["decision"].get("trace").is_none());
    let traced = server
        .get(&format!("/conversations/{id}?trace=1"))
        .await
        .body;
    assert!(traced["messages"][0]["decision"]["trace"].is_array());
    server
        .post(
            &format!("/conversations/{id}/messages"),
            json!({"author": "customer", "text": "Hello?"}),
        )
        .await;
    let first = &card["messages"][0]["id"];
    let later = server
        .get(&format!("/conversations/{id}?after={first}"))
        .await
        .body;
    assert_eq!(later["messages"][0]["text"], "Hello?");
    assert_eq!(later["messages"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_list_is_walked_page_by_page_and_nothing_is_missed() {
    let server = TestServer::start().await;
    for _ in 0..5 {
        server.post("/conversations", json!({})).await;
        server.clock.advance(1);
    }
    server.waiting().await;
    let (mut path, mut seen) = ("/conversations?limit=2".to_owned(), Vec::new());
    loop {
        let page = server.get(&path).await;
        let rows = page.body["conversations"].as_array().unwrap().clone();
        seen.extend(
            rows.iter()
                .map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        // A newcomer on top moves nothing.
        server.post("/conversations", json!({})).await;
        let Some(link) = page.header("link").strip_suffix(">; rel=\"next\"") else {
            break;
        };
        path = link.strip_prefix("</v1/api").unwrap().to_owned();
    }
    assert_eq!(seen.len(), 6);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
    let waiting = server.get("/conversations?state=waiting").await.body;
    assert_eq!(waiting["conversations"].as_array().map(Vec::len), Some(1));
    assert_eq!(waiting["next"], Value::Null);
}

#[tokio::test]
async fn a_list_that_cannot_be_is_refused() {
    let server = TestServer::start().await;
    for query in [
        "limit=0",
        "limit=101",
        "limit=many",
        "state=lost",
        "cursor=x",
        "sate=waiting",
    ] {
        let answer = server.get(&format!("/conversations?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
    }
}

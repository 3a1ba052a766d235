//! Lists come in pages of at most a hundred, and each page says where the next one is.

use std::collections::BTreeSet;

use handoff::access::TokenScope;
use serde_json::{Value, json};

use crate::{
    document::operations,
    support::{Answer, TestServer},
};

/// The rows of a page, under whatever name.
fn rows(answer: &Answer) -> Vec<Value> {
    let mut parts = answer.body.as_object().unwrap().values();
    parts.find_map(Value::as_array).unwrap().clone()
}

/// Where the next page is, without the address of the API.
fn next(answer: &Answer) -> Option<String> {
    let link = answer.header("link");
    let link = link.strip_suffix(">; rel=\"next\"")?;
    Some(link.strip_prefix("</v1/api").unwrap().to_owned())
}

/// Five of everything that can be made.
async fn furnished() -> TestServer {
    let mut server = TestServer::start().await;
    server.token = server.new_token_for_all(TokenScope::WriteAll).await;
    for number in 0..5 {
        let name = format!("Number {number}");
        server.new_operator(&name).await;
        for (path, body) in [
            ("/agents", json!({"name": name})),
            ("/topics", json!({"title": name, "text": "Text."})),
            (
                "/queues",
                json!({"name": name, "open_24": true, "timezone": "UTC"}),
            ),
            (
                "/schedules",
                json!({"name": format!("Hours {number}"), "open_24": true, "timezone": "UTC"}),
            ),
            ("/transfer_functions", json!({"name": name})),
            (
                "/routing_profiles",
                json!({"name": name, "description": "It.", "is_active": true, "user_ids": []}),
            ),
            ("/canned_replies", json!({"name": name, "text": "Hello."})),
            (
                "/webhooks",
                json!({"name": name, "url": "https://example.com/h", "events": ["conversation.resolved"]}),
            ),
        ] {
            let made = server.post(path, body).await;
            assert_eq!(made.status, 201, "{path}: {}", made.body);
        }
        let handoff = json!({"name": name, "queues": ["Number 0"]});
        assert_eq!(server.post("/handoffs", handoff).await.status, 201);
        let id = server.begun().await;
        let label = json!({"name": name});
        server
            .post(&format!("/conversations/{id}/labels"), label)
            .await;
    }
    server
}

#[tokio::test]
async fn every_list_is_read_page_by_page_and_nothing_comes_twice() {
    let server = furnished().await;
    let mut walked = 0;
    for of in operations() {
        let parameters = of.says["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let is_paged = parameters
            .iter()
            .any(|parameter| parameter["name"] == "limit");
        if of.method != "get" || !is_paged {
            continue;
        }
        let name = of.name();
        let mut path = format!("{}?limit=2", of.path);
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let page = server.get(&path).await;
            assert_eq!(page.status, 200, "{name}: {}", page.body);
            seen.extend(rows(&page).iter().map(|row| row["id"].to_string()));
            pages += 1;
            let Some(after) = next(&page) else { break };
            assert!(after.contains("limit=2"), "{name}: {after}");
            path = after;
        }
        let all: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(all.len(), seen.len(), "{name}: {seen:?}");
        if name != "get /callbacks" {
            assert!(
                pages >= 3 && seen.len() >= 5,
                "{name}: {pages} pages, {seen:?}"
            );
        }
        for wrong in ["limit=0", "limit=101", "limit=x", "limit=-1"] {
            let refused = server.get(&format!("{}?{wrong}", of.path)).await;
            assert_eq!(refused.status, 400, "{name}?{wrong}");
        }
        walked += 1;
    }
    assert!(walked >= 12, "{walked}");
}

#[tokio::test]
async fn what_is_made_meanwhile_moves_nothing() {
    let server = furnished().await;
    let first = server.get("/canned_replies?limit=3").await;
    let mut seen = rows(&first);
    // Before and after the place that was reached, by name.
    for name in ["Aardvark", "Number 2a", "Zebra"] {
        let made = json!({"name": name, "text": "Hello."});
        server.post("/canned_replies", made).await;
    }
    let rest = server.get(&next(&first).unwrap()).await;
    seen.extend(rows(&rest));
    let names: Vec<&str> = seen
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    let expected = [
        "Number 0",
        "Number 1",
        "Number 2",
        "Number 2a",
        "Number 3",
        "Number 4",
    ];
    assert_eq!(names[..6], expected);
}

//! Customers, as a program sees them: named in conversations, listed, merged and parted.

use serde_json::{Value, json};

use crate::support::TestServer;

async fn begins(server: &TestServer, name: &str) -> (String, String) {
    let customer = json!({"name": name, "email": "ada@customers.example"});
    let begun = server
        .post("/conversations", json!({"customer": customer}))
        .await;
    let conversation = &begun.body["conversation"];
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    (
        word(&conversation["id"]),
        word(&conversation["customer"]["id"]),
    )
}

#[tokio::test]
async fn two_are_merged_and_parted_and_their_conversations_stay_as_they_are() {
    let server = TestServer::start().await;
    let (first, ada) = begins(&server, "Ada").await;
    let (second, other) = begins(&server, "A. Lovelace").await;
    assert_ne!(ada, other, "a typed address is no proof");
    let merge = |id: &str| format!("/customers/{id}/merge");
    let merged = server
        .post(&merge(&other), json!({"customer_id": ada}))
        .await;
    assert_eq!(merged.status, 200, "{}", merged.body);
    let body = merged.body;
    assert_eq!(
        (&body["id"], &body["conversation_count"]),
        (&json!(ada), &json!(2))
    );
    assert_eq!(body["merged"][0]["id"], json!(other));
    assert_eq!(body["merged"][0]["how"], "program");
    let again = server
        .post(&merge(&ada), json!({"customer_id": other}))
        .await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &body));
    for id in [&first, &second] {
        let card = server.get(&format!("/conversations/{id}")).await.body;
        assert_eq!(card["conversation"]["customer"]["id"], json!(ada));
    }
    // Whoever was merged is found by the id that they had.
    let found = server.get(&format!("/customers/{other}")).await.body;
    assert_eq!(found["id"], json!(ada));
    let parted = server
        .post(&format!("/customers/{other}/part"), Value::Null)
        .await;
    assert_eq!(parted.body["id"], json!(other), "{}", parted.body);
    assert_eq!(parted.body["conversations"][0]["id"], json!(second));
    let kept = server.get(&format!("/customers/{ada}")).await.body;
    assert_eq!(
        (&kept["conversation_count"], &kept["merged"]),
        (&json!(1), &json!([]))
    );
}

#[tokio::test]
async fn the_list_leads_on_and_what_is_wrong_is_said() {
    let server = TestServer::start().await;
    for at in 0..3 {
        begins(&server, &format!("Customer {at}")).await;
    }
    let (_, ada) = begins(&server, "Ada").await;
    let page = server.get("/customers?limit=3").await;
    assert_eq!(page.body["customers"].as_array().unwrap().len(), 3);
    let next = page.body["next"].as_str().unwrap();
    assert!(page.header("link").contains("rel=\"next\""));
    let rest = server
        .get(&format!("/customers?limit=3&cursor={next}"))
        .await;
    assert_eq!(rest.body["customers"].as_array().unwrap().len(), 1);
    assert_eq!(server.get("/customers?cursor=x").await.status, 400);
    let unknown = json!({"customer_id": "cus_nobody"});
    let refused = server
        .post(&format!("/customers/{ada}/merge"), unknown)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.body["errors"][0]["pointer"], "/customer_id");
}

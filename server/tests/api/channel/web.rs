//! The chat on a site: where it may be, and who is believed.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use handoff::{
    channel::Channel,
    conversation::{Author, State},
    id::AgentId,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{connect, conversations, entries, only_conversation, server};
use crate::support::TestServer;

const SECRET: &str = "a secret of at least thirty-two characters";

async fn key(server: &TestServer) -> String {
    let agent = server.desk.store.agent(AgentId(1)).await.unwrap();
    agent.unwrap().public_key
}

fn token(server: &TestServer, secret: &str, claims: &Value) -> String {
    let mut claims = claims.clone();
    claims["exp"] = json!(server.desk.now().timestamp() + 600);
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(json!({"alg": "HS256"})), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{signed}.{signature}")
}

/// A page of that site begins a conversation.
async fn begins(server: &TestServer, origin: Option<&str>, more: &Value) -> StatusCode {
    let mut first =
        json!({"client_id": "c1", "text": "Hello", "name": "Typed", "email": "typed@evil.example"});
    for (name, value) in more.as_object().unwrap() {
        first[name] = value.clone();
    }
    let path = format!("/widget/agents/{}/conversations", key(server).await);
    let mut request = Request::builder()
        .method("POST")
        .uri(path)
        .header("content-type", "application/json");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    server
        .status_of(request.body(Body::from(first.to_string())).unwrap())
        .await
}

async fn asks(server: &TestServer, origin: &str) -> StatusCode {
    let path = format!("/widget/agents/{}", key(server).await);
    let request = Request::builder().uri(path).header("origin", origin);
    server.status_of(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn only_the_named_sites_may_show_the_chat() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    assert_eq!(asks(&server, "https://anybody.example").await, 200);
    connect(
        &server,
        Channel::Web,
        &[("origins", "https://shop.example\nhttp://localhost:8080")],
    )
    .await;
    assert_eq!(asks(&server, "https://shop.example").await, 200);
    for foreign in [
        "https://anybody.example",
        "https://shop.example.evil",
        "null",
        "http://shop.example",
    ] {
        assert_eq!(asks(&server, foreign).await, 403, "{foreign}");
        assert_eq!(
            begins(&server, Some(foreign), &json!({})).await,
            403,
            "{foreign}"
        );
    }
    assert!(conversations(&server).await.is_empty());
    assert_eq!(
        begins(&server, Some("https://shop.example"), &json!({})).await,
        201
    );
    assert_eq!(conversations(&server).await.len(), 1);
}

#[tokio::test]
async fn whoever_the_site_signed_for_is_known_and_nobody_else_is() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    connect(
        &server,
        Channel::Web,
        &[("identity_secret", SECRET), ("identity", "known")],
    )
    .await;
    let zoe = json!({"sub": "42", "name": "Zoe Lind", "email": "zoe@customers.example"});
    for identity in [
        json!(null),
        json!(""),
        json!("x"),
        json!(token(
            &server,
            "another secret of the same length at all",
            &zoe
        )),
        json!(token(&server, SECRET, &json!({"name": "Nobody"}))),
    ] {
        let refused = begins(&server, None, &json!({"identity": identity})).await;
        assert_eq!(refused, 403, "{identity}");
    }
    assert!(conversations(&server).await.is_empty());
    let identity = token(&server, SECRET, &zoe);
    for _ in 0..2 {
        assert_eq!(
            begins(&server, None, &json!({"identity": identity})).await,
            201
        );
    }
    let conversation = only_conversation(&server).await;
    assert_eq!(conversation.customer.name.as_deref(), Some("Zoe Lind"));
    assert_eq!(
        conversation.customer.email.as_deref(),
        Some("zoe@customers.example")
    );
    let all = entries(&server, &conversation).await;
    let notes: Vec<_> = all.iter().filter(|entry| entry.is_note).collect();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].author, Author::System);
    assert!(
        notes[0].text.contains("42 (zoe@customers.example)"),
        "{}",
        notes[0].text
    );
}

#[tokio::test]
async fn a_chat_that_is_switched_off_is_not_there() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    let fields = [("greeting", "Welcome to the shop")];
    let saved = connect(&server, Channel::Web, &fields).await;
    assert_eq!(asks(&server, "https://a.example").await, 200);
    let draft = handoff::actions::ConnectionDraft {
        is_enabled: false,
        settings: saved.connection.settings.clone(),
    };
    let of = (AgentId(1), Channel::Web);
    handoff::actions::save_channel(
        &server.desk,
        &handoff::access::Actor::System,
        of,
        None,
        &draft,
    )
    .await
    .unwrap();
    assert_eq!(asks(&server, "https://a.example").await, 404);
    assert_eq!(begins(&server, None, &json!({})).await, 404);
}

#[tokio::test]
async fn a_message_that_is_left_by_the_form_becomes_a_callback_with_its_address() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    let left = json!({"leaves": true, "email": "ruth@customers.example", "name": "Ruth"});
    connect(&server, Channel::Web, &[("outside", "form")]).await;
    for email in ["", "ruth", "ruth@"] {
        let wrong = json!({"leaves": true, "email": email});
        assert_eq!(begins(&server, None, &wrong).await, 422, "{email}");
    }
    assert!(conversations(&server).await.is_empty());
    assert_eq!(begins(&server, None, &left).await, 201);
    assert_eq!(
        begins(&server, None, &left).await,
        201,
        "sent twice, kept once"
    );
    let conversation = only_conversation(&server).await;
    assert_eq!(conversation.state, State::Callback);
    let callback = server.desk.store.callback_of(&conversation.id).await;
    let callback = callback.unwrap().unwrap();
    assert_eq!(callback.contact.as_deref(), Some("ruth@customers.example"));
    assert_eq!(callback.customer_name.as_deref(), Some("Ruth"));
    let told = entries(&server, &conversation).await;
    assert!(
        told.iter().any(|entry| entry.author == Author::Ai),
        "{told:?}"
    );
}

#[tokio::test]
async fn where_no_form_is_set_up_a_message_is_answered_as_any_other() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    let left = json!({"leaves": true, "email": "ruth@customers.example"});
    assert_eq!(begins(&server, None, &left).await, 201);
    let conversation = only_conversation(&server).await;
    assert_eq!(conversation.state, State::WithAi);
}

#[tokio::test]
async fn the_same_user_of_the_site_is_the_same_customer_and_a_typed_address_is_not() {
    let server = server(Channel::Sms, "http://127.0.0.1:9").await;
    connect(&server, Channel::Web, &[("identity_secret", SECRET)]).await;
    let zoe = json!({"sub": "42", "email": "zoe@customers.example"});
    let identity = token(&server, SECRET, &zoe);
    for client_id in ["z1", "z2"] {
        let first = json!({"client_id": client_id, "identity": identity});
        assert_eq!(begins(&server, None, &first).await, 201);
    }
    let typed = json!({"client_id": "t1", "email": "zoe@customers.example"});
    assert_eq!(begins(&server, None, &typed).await, 201);
    let all = conversations(&server).await;
    let ids: Vec<_> = all.iter().map(|one| one.id.clone()).collect();
    let whose = server.desk.store.customers_of(&ids).await.unwrap();
    let customers: std::collections::BTreeSet<_> = whose.values().collect();
    assert_eq!((ids.len(), customers.len()), (3, 2));
}

/// Says something under an address, with or without the secret of a conversation.
async fn said(
    server: &TestServer,
    path: &str,
    from: &str,
    more: (&str, usize),
) -> crate::support::Raw {
    let (secret, number) = more;
    let body = json!({"client_id": format!("c{number}"), "text": "Hello"});
    let mut request = Request::builder()
        .method("POST")
        .uri(path)
        .header("content-type", "application/json");
    if !secret.is_empty() {
        request = request.header("authorization", format!("Bearer {secret}"));
    }
    let mut request = request.body(Body::from(body.to_string())).unwrap();
    let peer: std::net::SocketAddr = format!("{from}:40000").parse().unwrap();
    request
        .extensions_mut()
        .insert(axum::extract::ConnectInfo(peer));
    server.any(request).await
}

#[tokio::test]
async fn whoever_writes_in_a_loop_is_told_to_wait_and_nobody_else_is() {
    let server = TestServer::start().await;
    let begin = format!("/widget/agents/{}/conversations", key(&server).await);
    let mut secret = String::new();
    for number in 0..10 {
        let answer = said(&server, &begin, "8.8.8.8", ("", number)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        body["token"].as_str().unwrap().clone_into(&mut secret);
    }
    let refused = said(&server, &begin, "8.8.8.8", ("", 10)).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.headers["retry-after"], "6");
    assert!(
        refused.text.contains("Wait 6 seconds, then send it again."),
        "{}",
        refused.text
    );
    assert_eq!(
        conversations(&server).await.len(),
        10,
        "nothing is kept of it"
    );
    assert_eq!(said(&server, &begin, "9.9.9.9", ("", 10)).await.status, 201);
    // Going on is another matter, until it is too much as well; another address does not help then.
    let path = "/widget/conversation/messages";
    let mut taken = 0;
    while said(
        &server,
        path,
        ["9.9.9.9", "1.1.1.1"][taken % 2],
        (&secret, 100 + taken),
    )
    .await
    .status
        == 201
    {
        taken += 1;
    }
    assert_eq!(taken, 60);
    server
        .clock
        .set(server.desk.now() + chrono::TimeDelta::seconds(1));
    assert_eq!(
        said(&server, path, "1.1.1.1", (&secret, 200)).await.status,
        201
    );
}

//! Files: who may bring and have them, what they are called and told as, and what becomes of hostile ones.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use handoff::{
    access::TokenScope,
    file::{FILE_MAX, FILES_MAX},
    id::AgentId,
};
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and what a picture holds";
const SVG: &[u8] =
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>";

async fn bring(server: &TestServer, id: &str, name: &str, bytes: &[u8]) -> Answer {
    let body = json!({"name": name, "data": STANDARD.encode(bytes)});
    server
        .post(&format!("/conversations/{id}/files"), body)
        .await
}

async fn brought(server: &TestServer, id: &str, name: &str) -> Value {
    let answer = bring(server, id, name, PNG).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body["id"].clone()
}

/// A download: its status, what stands over it, and its bytes.
async fn fetched(server: &TestServer, request: Request<Body>) -> (u16, HeaderMap, Vec<u8>) {
    let answer = server.raw(request).await;
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status.as_u16(), parts.headers, bytes.to_vec())
}

async fn by_api(server: &TestServer, id: &str, file: &Value) -> (u16, HeaderMap, Vec<u8>) {
    let path = format!("/conversations/{id}/files/{}", file.as_str().unwrap());
    let request = server.request("GET", &path).body(Body::empty()).unwrap();
    fetched(server, request).await
}

fn assert_kept_and_not_shown(headers: &HeaderMap) {
    let said = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert!(said("content-disposition").starts_with("attachment; filename="));
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert!(said("content-security-policy").starts_with("sandbox; default-src 'none'"));
    let cache = said("cache-control");
    assert!(cache.contains("no-store"), "{cache}");
}

#[tokio::test]
async fn a_file_is_brought_sent_with_words_and_downloaded_whole() {
    let server = TestServer::with_samples().await;
    let id = server.begun().await;
    let answer = bring(&server, &id, "C:\\pics\\broken \u{202e}gnp.leg.png", PNG).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.body["media_type"], "image/png");
    assert_eq!(answer.body["kind"], "image");
    assert_eq!(answer.body["name"], "broken gnp.leg.png");
    let file = answer.body["id"].clone();
    let path = format!("/conversations/{id}/messages");
    let body = json!({"author": "customer", "text": "Look at this leg", "files": [file], "client_id": "c1"});
    let said = server.post(&path, body.clone()).await;
    assert_eq!(said.status, 201, "{}", said.body);
    let with = &said.body["message"]["attachments"][0];
    assert_eq!(with["file"]["id"], file);
    assert_eq!(with["file"]["size"], PNG.len());
    assert!(with.get("url").is_none());
    // The same message sent again has its file already.
    assert_eq!(server.post(&path, body).await.status, 200);
    let (status, headers, bytes) = by_api(&server, &id, &file).await;
    assert_eq!((status, bytes.as_slice()), (200, PNG));
    assert_eq!(headers["content-type"], "image/png");
    assert_kept_and_not_shown(&headers);
    // It belongs to one message.
    let again = json!({"author": "customer", "text": "And again", "files": [file]});
    let again = server.post(&path, again).await;
    assert_eq!(
        (again.status.as_u16(), again.pointers()),
        (422, vec!["/files/0"])
    );
}

#[tokio::test]
async fn a_reply_can_be_a_file_alone_and_says_so_in_the_list() {
    let server = TestServer::with_samples().await;
    let id = server.begun().await;
    let file = brought(&server, &id, "label.png").await;
    let path = format!("/conversations/{id}/replies");
    let empty = server
        .post(&path, json!({"operator_id": 1, "text": " "}))
        .await;
    assert_eq!(empty.pointers(), ["/text"]);
    let sent = server
        .post(&path, json!({"operator_id": 1, "files": [file]}))
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    assert_eq!(sent.body["message"]["attachments"][0]["name"], "label.png");
    assert_eq!(
        sent.body["conversation"]["last_message"]["text"],
        "label.png"
    );
}

#[tokio::test]
async fn what_a_file_is_said_to_be_counts_for_nothing() {
    let server = TestServer::with_samples().await;
    let id = server.begun().await;
    let page = b"<!doctype html><script>alert(1)</script>";
    for (name, bytes, kind) in [
        ("photo.png", SVG, "application/octet-stream"),
        ("photo.svg", SVG, "application/octet-stream"),
        ("notes.txt", &page[..], "application/octet-stream"),
        ("page.html", PNG, "image/png"),
        ("run.png", b"MZ\x90\0", "application/octet-stream"),
    ] {
        let answer = bring(&server, &id, name, bytes).await;
        assert_eq!(answer.body["media_type"], kind, "{name}");
        let (status, headers, _) = by_api(&server, &id, &answer.body["id"]).await;
        assert_eq!(
            (status, headers["content-type"].to_str().unwrap()),
            (200, kind)
        );
        assert_kept_and_not_shown(&headers);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_in_words() {
    let server = TestServer::with_samples().await;
    let id = server.begun().await;
    let large = bring(&server, &id, "film.mp4", &vec![0; FILE_MAX + 1]).await;
    assert_eq!(
        (large.status.as_u16(), large.pointers()),
        (422, vec!["/files/0"])
    );
    assert!(
        large.body["detail"]
            .as_str()
            .unwrap()
            .contains("larger than 10 MB")
    );
    let whole = bring(&server, &id, "film.mp4", &vec![0; FILE_MAX]).await;
    assert_eq!(whole.status, 201, "{}", whole.body);
    let huge = bring(&server, &id, "film.mp4", &vec![0; FILE_MAX * 2]).await;
    assert_eq!(huge.status, 413);
    assert_eq!(bring(&server, &id, "a.txt", b"").await.status, 422);
    let path = format!("/conversations/{id}/files");
    let odd = server
        .post(&path, json!({"name": "a", "data": "not base64!"}))
        .await;
    assert_eq!(odd.pointers(), ["/data"]);
    let mut all = Vec::new();
    for at in 0..=FILES_MAX {
        all.push(brought(&server, &id, &format!("{at}.png")).await);
    }
    let path = format!("/conversations/{id}/messages");
    let many = json!({"author": "customer", "text": "All", "files": all});
    assert_eq!(server.post(&path, many).await.pointers(), ["/files"]);
    // Nobody but us says that something is kept.
    let own = json!({"author": "customer", "text": "x", "attachments": [
        {"kind": "file", "file": {"id": all[0], "media_type": "text/html", "size": 1}}]});
    assert_eq!(
        server.post(&path, own).await.pointers(),
        ["/attachments/0/file"]
    );
}

#[tokio::test]
async fn a_file_is_found_through_its_conversation_alone() {
    let mut server = TestServer::with_samples().await;
    let (id, other) = (server.begun().await, server.begun().await);
    let file = brought(&server, &id, "mine.png").await;
    assert_eq!(by_api(&server, &other, &file).await.0, 404);
    let stolen = json!({"author": "customer", "text": "x", "files": [file]});
    let path = format!("/conversations/{other}/messages");
    assert_eq!(server.post(&path, stolen).await.status, 422);
    server.token = server
        .new_token(TokenScope::WriteAll, Some(AgentId(2)))
        .await;
    assert_eq!(by_api(&server, &id, &file).await.0, 404);
    assert_eq!(bring(&server, &id, "a.png", PNG).await.status, 404);
}

#[tokio::test]
async fn nothing_is_taken_where_files_are_off() {
    let server = TestServer::start().await;
    let id = server.begun().await;
    let refused = bring(&server, &id, "a.png", PNG).await;
    assert_eq!(
        (refused.status.as_u16(), refused.pointers()),
        (422, vec!["/files"])
    );
    let told = server
        .page(&format!("/widget/agents/{}", key(&server).await))
        .await;
    assert_eq!(told.body["files"], Value::Null);
    let sent = says(&server, None, &[("a.png", PNG)]).await;
    assert_eq!(sent.status, 422);
    assert!(
        sent.body["detail"]
            .as_str()
            .unwrap()
            .contains("cannot be sent here")
    );
}

async fn key(server: &TestServer) -> String {
    let agent = server.desk.store.agent(AgentId(1)).await.unwrap();
    agent.unwrap().public_key
}

/// What a visitor is answered.
struct Said {
    status: u16,
    body: Value,
}

/// A visitor says something with files: for the first time, or again with the secret.
async fn says(server: &TestServer, secret: Option<&str>, files: &[(&str, &[u8])]) -> Said {
    const EDGE: &str = "edge-of-a-part";
    let path = match secret {
        Some(_) => "/widget/conversation/messages".to_owned(),
        None => format!("/widget/agents/{}/conversations", key(server).await),
    };
    let message = json!({"client_id": format!("c{}", files.len()), "text": ""});
    let mut body = format!(
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"message\"\r\n\r\n{message}\r\n"
    )
    .into_bytes();
    for (name, bytes) in files {
        let head = format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: image/svg+xml; x\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let mut request = Request::post(path).header(header::CONTENT_TYPE, kind);
    if let Some(secret) = secret {
        request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
    }
    let answer = server.any(request.body(Body::from(body)).unwrap()).await;
    Said {
        status: answer.status,
        body: serde_json::from_str(&answer.text).unwrap(),
    }
}

async fn by_visitor(server: &TestServer, secret: &str, file: &Value) -> (u16, HeaderMap, Vec<u8>) {
    let request = Request::get(format!(
        "/widget/conversation/files/{}",
        file.as_str().unwrap()
    ))
    .header(header::AUTHORIZATION, format!("Bearer {secret}"));
    fetched(server, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_visitor_begins_with_a_picture_and_has_what_the_team_sends() {
    let server = TestServer::with_samples().await;
    let begun = says(&server, None, &[("broken.png", PNG)]).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let (secret, id) = (
        begun.body["token"].as_str().unwrap(),
        begun.body["conversation_id"].as_str().unwrap(),
    );
    let own = &begun.body["messages"][0]["files"][0];
    assert_eq!(
        (&own["name"], &own["size"]),
        (&json!("broken.png"), &json!(PNG.len()))
    );
    let (status, headers, bytes) = by_visitor(&server, secret, &own["id"]).await;
    assert_eq!((status, bytes.as_slice()), (200, PNG));
    assert_kept_and_not_shown(&headers);
    // What is only brought is not theirs yet.
    let file = brought(&server, id, "answer.png").await;
    assert_eq!(by_visitor(&server, secret, &file).await.0, 404);
    let path = format!("/conversations/{id}/replies");
    let sent = server
        .post(
            &path,
            json!({"operator_id": 1, "text": "Here", "files": [file]}),
        )
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    assert_eq!(by_visitor(&server, secret, &file).await.0, 200);
    // Another visitor's secret opens nothing of it.
    let other = says(&server, None, &[("a.svg", SVG), ("b.svg", SVG)]).await;
    let other = other.body["token"].as_str().unwrap();
    assert_eq!(by_visitor(&server, other, &file).await.0, 404);
    assert_eq!(by_visitor(&server, "wrong", &file).await.0, 401);
}

#[tokio::test]
async fn a_visitor_who_sends_too_much_is_told_which_and_nothing_is_kept() {
    let server = TestServer::with_samples().await;
    let large = vec![0; FILE_MAX + 1];
    let refused = says(&server, None, &[("a.png", PNG), ("film.mp4", &large)]).await;
    assert_eq!(refused.status, 422);
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(
        detail.contains("film.mp4") && detail.contains("10 MB"),
        "{detail}"
    );
    let six = [("a.png", PNG); FILES_MAX + 1];
    let refused = says(&server, None, &six).await;
    assert!(
        refused.body["detail"]
            .as_str()
            .unwrap()
            .contains("at most 5")
    );
}

#[tokio::test]
async fn a_large_file_with_a_key_is_brought_once() {
    let server = TestServer::with_samples().await;
    let id = server.begun().await;
    let body = json!({"name": "a.bin", "data": STANDARD.encode(vec![7; 1_000_000])}).to_string();
    let mut ids = Vec::new();
    for _ in 0..2 {
        let request = server
            .request("POST", &format!("/conversations/{id}/files"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "one-file");
        let answer = server.send(request.body(Body::from(body.clone())).unwrap());
        let answer = answer.await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        ids.push(answer.body["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
}

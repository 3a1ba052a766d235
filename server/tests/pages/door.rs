//! Set-up, and signing in and out.

use axum::http::StatusCode;

use crate::browser::{PASSWORD, TestServer};

#[tokio::test]
async fn an_empty_desk_is_set_up_once() {
    let server = TestServer::empty().await;
    let mut stranger = server.browser();
    assert_eq!(stranger.get("/").await.location, "/set-up");
    assert_eq!(stranger.get("/sign-in").await.location, "/set-up");

    let mut maya = server.set_up().await;
    let home = maya.get("/").await;
    assert!(home.html.contains("What does Nora need"), "{}", home.html);
    assert!(home.html.contains("2 of 7"));

    assert_eq!(stranger.get("/set-up").await.location, "/");
    let again = stranger.post("/set-up", &[("name", "Eve")]).await;
    assert_eq!(again.location, "/", "{}", again.html);
    assert_eq!(server.desk.store.operators().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_refused_set_up_keeps_what_was_written_but_the_password() {
    let server = TestServer::empty().await;
    let form = [("name", "Maya <Strand>"), ("password", PASSWORD)];
    let page = server.browser().post("/set-up", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("Maya &lt;Strand&gt;"), "{}", page.html);
    assert!(!page.html.contains(PASSWORD));
    assert!(server.desk.store.organisation().await.unwrap().is_none());
}

#[tokio::test]
async fn the_door_leads_back_to_where_one_wanted_to_go() {
    let server = TestServer::empty().await;
    server.set_up().await;
    let mut maya = server.browser();
    let door = maya.get("/settings/tokens?x=1").await.location;
    assert_eq!(door, "/sign-in?back=%2Fsettings%2Ftokens%3Fx%3D1");
    assert!(maya.get(&door).await.html.contains("/settings/tokens?x=1"));
    let form = [
        ("email", "Maya@Example.com"),
        ("password", PASSWORD),
        ("back", "/settings/tokens?x=1"),
    ];
    assert_eq!(maya.post("/sign-in", &form).await.location, form[2].1);

    let form = [form[0], form[1], ("back", "//evil.example")];
    assert_eq!(server.browser().post("/sign-in", &form).await.location, "/");

    assert_eq!(maya.post("/sign-out", &[]).await.location, "/sign-in");
    let out = maya.get("/settings/mine").await.location;
    assert_eq!(out, "/sign-in?back=%2Fsettings%2Fmine");
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let server = TestServer::empty().await;
    server.set_up().await;
    let mut words = Vec::new();
    for email in ["maya@example.com", "nobody@example.com"] {
        let page = server.browser().sign_in(email, "wrong horses").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html.contains(email));
        words.push(page.html.replace(email, ""));
    }
    assert_eq!(words[0], words[1]);
}

#[tokio::test]
async fn guessing_on_and_on_is_refused_also_with_the_right_password() {
    let server = TestServer::empty().await;
    server.set_up().await;
    for _ in 0..10 {
        let page = server.browser().sign_in("maya@example.com", "wrong").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = server.browser().sign_in("maya@example.com", PASSWORD).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.html.contains("Wait 15 minutes"), "{}", page.html);

    server.clock.advance(15 * 60);
    let page = server.browser().sign_in("maya@example.com", PASSWORD).await;
    assert_eq!(page.location, "/");
}

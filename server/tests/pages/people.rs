//! Inviting, joining, keeping out.

use axum::http::StatusCode;

use crate::browser::{Browser, PASSWORD, TestServer};

/// The path of a new invitation for Lena.
async fn invited(maya: &mut Browser<'_>) -> String {
    let form = [
        ("name", "Lena Vogt"),
        ("email", "lena@example.com"),
        ("role", "operator"),
    ];
    let page = maya.post("/operators/invite", &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    let path = page.secret().strip_prefix("http://127.0.0.1:3000").unwrap();
    path.to_owned()
}

async fn joined<'a>(server: &'a TestServer, maya: &mut Browser<'_>) -> Browser<'a> {
    let path = invited(maya).await;
    let mut lena = server.browser();
    assert!(lena.get(&path).await.html.contains("Lena Vogt"));
    let form = [("name", "Lena Vogt"), ("password", PASSWORD)];
    assert_eq!(lena.post(&path, &form).await.location, "/");
    assert_eq!(lena.get(&path).await.status, StatusCode::GONE);
    lena
}

#[tokio::test]
async fn whoever_joins_is_signed_in_and_sets_nothing_up() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let mut lena = joined(&server, &mut maya).await;
    let home = lena.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(!home.html.contains("First steps"));
    for path in [
        "/operators/invite",
        "/settings/tokens",
        "/settings/organisation",
        "/settings/language-model",
    ] {
        assert_eq!(lena.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let make = lena.post("/agents", &[("name", "Otto")]).await;
    assert_eq!(make.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_disabled_person_lands_at_the_door_with_the_next_click() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let mut lena = joined(&server, &mut maya).await;
    let form = [("operator", "2"), ("enabled", "no")];
    let done = maya.post("/do/set-operator-enabled", &form).await;
    assert_eq!(done.location, "/operators");
    assert!(maya.get("/operators").await.html.contains("cannot sign in"));

    assert!(
        lena.get("/operators")
            .await
            .location
            .starts_with("/sign-in")
    );
    let page = lena.sign_in("lena@example.com", PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_withdrawn_invitation_lets_nobody_in() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let path = invited(&mut maya).await;
    let form = [("invitation", "1")];
    maya.post("/do/withdraw-invitation", &form).await;
    let form = [("name", "Lena"), ("password", PASSWORD)];
    let page = server.browser().post(&path, &form).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert_eq!(server.desk.store.operators().await.unwrap().len(), 1);
}

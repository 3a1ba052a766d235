//! Tokens, the organisation, one's own settings, the AI agents.

use axum::http::StatusCode;

use crate::browser::{PASSWORD, TestServer};

#[tokio::test]
async fn a_token_is_shown_once_and_can_be_revoked() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [("name", "Shop"), ("agent", "1"), ("scope", "read_all")];
    let page = maya.post("/settings/tokens", &form).await;
    let secret = page.secret().to_owned();
    assert!(secret.starts_with("hnd_"));
    let list = maya.get("/settings/tokens").await.html;
    assert!(list.contains("Shop") && !list.contains(&secret));

    let hash = handoff::id::hash_secret(&secret);
    assert!(server.desk.store.token(&hash).await.unwrap().is_some());
    maya.post("/do/revoke-token", &[("token", "1")]).await;
    assert!(server.desk.store.token(&hash).await.unwrap().is_none());
}

#[tokio::test]
async fn a_token_may_be_for_every_ai_agent() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [
        ("name", "Owner"),
        ("agent", "every"),
        ("scope", "write_all"),
    ];
    let secret = maya
        .post("/settings/tokens", &form)
        .await
        .secret()
        .to_owned();
    let kept = server
        .desk
        .store
        .token(&handoff::id::hash_secret(&secret))
        .await;
    assert!(kept.unwrap().unwrap().is_for_all);
    let list = maya.get("/settings/tokens").await.html;
    assert!(list.contains(">Every AI agent<"), "{list}");
}

#[tokio::test]
async fn everything_wrong_with_the_organisation_is_said_at_once() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [("name", ""), ("zone", "Madrid")];
    let page = maya.post("/settings/organisation", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.html.contains("Did you mean “Europe/Madrid”?"));
    assert!(page.html.contains("Not saved: 2 problems."));

    let form = [("name", "Alder & Oak"), ("zone", "Europe/Lisbon")];
    let saved = maya.post("/settings/organisation", &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let organisation = server.desk.store.organisation().await.unwrap().unwrap();
    assert_eq!(organisation.name, "Alder & Oak");
    assert_eq!(organisation.zone, chrono_tz::Europe::Lisbon);
}

#[tokio::test]
async fn the_colours_are_on_the_very_next_page() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [("name", "Maya"), ("theme", "dark")];
    assert_eq!(
        maya.post("/settings/mine", &form).await.location,
        "/settings/mine"
    );
    let page = maya.get("/settings/mine").await.html;
    assert!(page.contains("data-theme=\"dark\""));
    assert!(page.contains("Your settings are saved."));
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let mut elsewhere = server.browser();
    elsewhere.sign_in("maya@example.com", PASSWORD).await;
    let new = "six red boats at sea";
    let wrong = [("current_password", "x"), ("new_password", new)];
    let page = maya.post("/settings/mine/password", &wrong).await;
    assert!(
        page.html.contains("This is not your password"),
        "{}",
        page.html
    );

    let form = [("current_password", PASSWORD), ("new_password", new)];
    let done = maya.post("/settings/mine/password", &form).await;
    assert_eq!(done.location, "/sign-in");
    let door = maya.get("/sign-in").await.html;
    assert!(door.contains("Your password is changed."));
    for browser in [&mut maya, &mut elsewhere] {
        assert!(browser.get("/").await.location.starts_with("/sign-in"));
    }
    let old = maya.sign_in("maya@example.com", PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(maya.sign_in("maya@example.com", new).await.location, "/");
}

#[tokio::test]
async fn an_ai_agent_is_made_and_renamed() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [("name", "Otto"), ("about", "Trade desk")];
    assert_eq!(
        maya.post("/agents", &form).await.location,
        "/agents/2/actions"
    );
    let page = maya.post("/agents", &[("name", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    let form = [("name", "Ottilie"), ("about", "")];
    assert_eq!(
        maya.post("/agents/2/rename", &form).await.location,
        "/agents"
    );
    assert!(
        maya.get("/agents")
            .await
            .html
            .contains("Otto is now called Ottilie.")
    );
    let unknown = maya.get("/agents/99/rename").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn notifications_are_ones_own_silent_at_first_and_only_what_is_wanted() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let me = handoff::id::OperatorId(1);
    let saved = server.desk.store.notifications(me).await.unwrap();
    assert!(!saved.has_sound && !saved.hides_text);
    let page = maya.post("/settings/notifications", &[("wanted", "everything")]);
    let page = page.await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("Choose which conversations"),
        "{}",
        page.html
    );
    let form = [("wanted", "mine"), ("hides_text", "on")];
    let done = maya.post("/settings/notifications", &form).await;
    assert_eq!(done.location, "/settings/notifications");
    let saved = server.desk.store.notifications(me).await.unwrap();
    assert_eq!(saved.wanted, handoff::notification::Wanted::Mine);
    assert!(saved.hides_text && !saved.has_sound);

    // The first answer says where to begin, and later ones go on from there.
    let first = maya.get("/inbox/notices").await.html;
    assert!(
        first.contains("data-last=") && !first.contains("<li"),
        "{first}"
    );
    maya.post("/settings/notifications", &[("wanted", "nothing")])
        .await;
    let none = maya.get("/inbox/notices?since=0").await.html;
    assert!(
        none.contains("data-nothing") && !none.contains("<li"),
        "{none}"
    );
}

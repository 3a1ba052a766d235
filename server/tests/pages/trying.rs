//! Trying settings out, and the sentence beside “When to use”: what is decided is shown, and nothing is kept.

use axum::http::StatusCode;
use std::time::Duration;

use handoff::{actions::Desk, conversation::View, id::AgentId};
use serde_json::json;

use crate::{
    browser::TestServer,
    fake::{Act, Fake},
};

const TRY: &str = "/agents/1/try-it";
const ACTION: &str = "/agents/1/actions/human-handoff";

#[tokio::test]
async fn a_try_decides_at_any_moment_and_keeps_nothing() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    maya.post(
        "/do/set-action-enabled",
        &[("agent", "1"), ("enabled", "yes")],
    )
    .await;
    let mut form = vec![
        ("try[lines][0][who]", "customer"),
        ("try[lines][0][text]", "Can I talk to a person, please?"),
        ("try[moment][on]", "2026-01-12"),
        ("try[moment][at]", "10:00"),
        ("try[moment][zone]", "Europe/Madrid"),
    ];
    let open = maya.post(TRY, &form).await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(open.html.contains("hands over</em>"), "{}", open.html);
    form[3].1 = "20:00";
    let closed = maya.post(TRY, &form).await.html;
    assert!(closed.contains("Closed") && !closed.contains("hands over</em>"));

    let me = handoff::id::OperatorId(1);
    let counts = server
        .desk
        .store
        .view_counts(handoff::access::Scope::Everything, me)
        .await
        .unwrap();
    assert_eq!(counts.of(View::All), 0);
}

#[tokio::test]
async fn settings_that_are_not_saved_are_tried_and_come_back_unchanged() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [
        ("op", "try"),
        ("revision", "1"),
        ("enabled", "on"),
        (
            "when_to_use",
            "Hand over when the customer wants a <b>rhinoceros</b>.",
        ),
        ("level", "balanced"),
        ("triggers[keyword][enabled]", "on"),
        ("triggers[keyword][conduct]", "at_once"),
        ("triggers[keyword][phrases]", "ridiculous"),
        ("messages[handoff_initiated]", "Off you go."),
    ];
    let page = maya.post(TRY, &form).await;
    assert_eq!(page.status, StatusCode::OK);
    // The first sample has the word, and only the unsaved settings watch for it.
    assert!(page.html.contains("hands over"), "{}", page.html);
    assert!(page.html.contains("Off you go."));
    assert!(
        page.html
            .contains("name=\"triggers[keyword][phrases]\" value=\"ridiculous\"")
    );
    assert!(page.html.contains("a &lt;b&gt;rhinoceros&lt;/b&gt;"));
    assert!(!page.html.contains("name=\"op\" value=\"try\""));

    let stored = server.desk.store.action(AgentId(1)).await.unwrap().unwrap();
    assert!(!stored.action.enabled && stored.revision == 1);

    let mut saved = form.to_vec();
    saved[0].1 = "decide";
    saved.push(("try[settings]", "saved"));
    saved.push(("try[lines][0][text]", "This is ridiculous"));
    let page = maya.post(TRY, &saved).await;
    assert!(page.html.contains("carries on alone"), "{}", page.html);

    let mut back = form.to_vec();
    back[0].1 = "resume";
    let page = maya.post(ACTION, &back).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("rhinoceros") && page.html.contains("Unsaved changes."));
}

#[tokio::test]
async fn what_cannot_be_tried_is_said_beside_its_field() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [
        ("op", "decide"),
        ("try[lines][0][text]", " "),
        ("try[moment][at]", "noon"),
        ("try[online]", "-1"),
    ];
    let page = maya.post(TRY, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "There is nothing to decide.",
        "“noon” is not a time.",
        "“-1” is not a number of people.",
    ] {
        assert!(
            page.html.matches(words).count() >= 2,
            "{words}: {}",
            page.html
        );
    }
}

#[tokio::test]
async fn trying_is_for_admins() {
    let server = TestServer::empty().await;
    server.set_up().await;
    let mut nobody = server.browser();
    assert_eq!(nobody.get(TRY).await.status, StatusCode::SEE_OTHER);
    let check = format!("{ACTION}/check");
    assert_eq!(
        nobody.post(&check, &[("example", "x")]).await.location,
        "/sign-in"
    );
}

#[tokio::test]
async fn a_sentence_is_answered_with_the_parts_of_the_page_that_follow_it() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [
        ("revision", "1"),
        (
            "when_to_use",
            "Hand over when the customer asks for a person. Be nice to Gold members.",
        ),
        ("example", "Let me speak to a human <b>now</b>"),
        ("triggers[explicit_request][enabled]", "on"),
        ("triggers[when_to_use][enabled]", "on"),
    ];
    let answer = maya.post(&format!("{ACTION}/check"), &form).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.html.contains("<html"), "only the parts are sent");
    assert_eq!(
        answer.html.matches("Holds for your example").count(),
        1,
        "{}",
        answer.html
    );
    assert!(answer.html.contains("Nora hands over") && !answer.html.contains("<b>now"));

    let mut page = form.to_vec();
    page.push(("op", "check"));
    let page = maya.post(ACTION, &page).await.html;
    assert!(page.contains("Holds for your example") && page.contains("Unsaved changes."));
}

#[tokio::test]
async fn a_level_says_what_it_changes_before_anything_is_saved() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = [
        ("op", "level"),
        ("revision", "1"),
        ("level", "minimal"),
        ("triggers[frustration][enabled]", "on"),
    ];
    let page = maya.post(ACTION, &form).await.html;
    assert!(
        page.contains("“Frustrated or angry” is turned off."),
        "{page}"
    );
}

/// What is tried, with a language model set up that does this.
async fn tried_with(act: Act, text: &str) -> (TestServer, Fake, String) {
    let (fake, mut settings) = Fake::start().await;
    settings.time_out = Duration::from_millis(400);
    let connected =
        |desk: Desk, clock| desk.with_llm(Some(server::llm::connect(&settings, clock).unwrap()));
    let server = TestServer::with(connected).await;
    let mut maya = server.set_up().await;
    let enabled = [("agent", "1"), ("enabled", "yes")];
    maya.post("/do/set-action-enabled", &enabled).await;
    fake.always(act);
    let form = [
        ("try[lines][0][who]", "customer"),
        ("try[lines][0][text]", text),
        ("try[moment][on]", "2026-01-12"),
        ("try[moment][at]", "10:00"),
        ("try[moment][zone]", "Europe/Madrid"),
    ];
    let page = maya.post(TRY, &form).await;
    assert_eq!(page.status, StatusCode::OK);
    (server, fake, page.html)
}

/// A form in which the customer asks for a person in these words.
fn asking(quote: &str) -> Act {
    let calm = json!({"probability": 0.02, "quote": null});
    Act::Form(
        json!({"language": "en", "upset": calm, "urgent": calm, "mood": 0.0,
        "wants_person": {"probability": 0.95, "quote": quote}, "summary": null}),
    )
}

#[tokio::test]
async fn a_language_model_that_is_set_up_reads_what_is_tried() {
    let text = "Is Maya in the shop today?";
    let (server, fake, html) = tried_with(asking("Is Maya in"), text).await;
    assert!(html.contains("Read by the language model"), "{html}");
    assert_eq!(
        fake.questions().len(),
        1,
        "other questions: {:?}",
        fake.questions()
    );
    let me = handoff::id::OperatorId(1);
    let counts = server
        .desk
        .store
        .view_counts(handoff::access::Scope::Everything, me)
        .await
        .unwrap();
    assert_eq!(counts.of(View::All), 0);
}

#[tokio::test]
async fn a_model_that_fails_leaves_what_is_tried_to_the_embedded_judge() {
    for act in [
        Act::Status(500),
        Act::Slow(Duration::from_secs(3)),
        Act::Busy("1"),
        Act::Words("Certainly! {".to_owned()),
        Act::Raw("<html>".to_owned()),
    ] {
        let (_, _, html) = tried_with(act, "Can I talk to a person, please?").await;
        assert!(!html.contains("Read by the language model"), "{html}");
        assert!(html.contains("hands over</em>"), "{html}");
    }
}

//! What is sent to which system, set up by forms.

use axum::http::StatusCode;
use handoff::{
    access::Actor,
    actions::{Beginning, Incoming, save_action, start_conversation},
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    handoff::Target,
    id::{AgentId, TransferFunctionId},
};
use server::outgoing::{Outgoing, OutgoingSettings};

use crate::{
    browser::{Browser, TestServer},
    leaving::{deliver_all, leaving_by},
};

const NEW: &str = "/agents/1/transfer-functions/new";
const ONE: &str = "/agents/1/transfer-functions/1";

fn phone(name: &str) -> Vec<(&str, &str)> {
    vec![
        ("op", "save"),
        ("name", name),
        ("kind", "phone"),
        ("lines[number]", "+34 910 000 000"),
        ("lines[url]", ""),
        ("named[sip_headers][3][name]", "X-Summary"),
        ("named[sip_headers][3][text]", "{{summary}}"),
        ("named[sip_headers][5][name]", "X-Channel"),
        ("named[sip_headers][5][text]", "by {{channel}}"),
        ("named[parameters][0][name]", ""),
        ("named[parameters][0][text]", ""),
        ("named[parameters][1][name]", "reason"),
        ("named[parameters][1][text]", "{{reason}}"),
    ]
}

async fn made(maya: &mut Browser<'_>) {
    let done = maya.post(NEW, &phone("transfer_to_premium")).await;
    assert_eq!(done.location, ONE, "{}", done.html);
}

#[tokio::test]
async fn a_system_transfer_with_parameters_is_made_and_shown_as_it_would_be_sent() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let empty = maya.get("/agents/1/transfer-functions").await.html;
    assert!(empty.contains("Nothing is sent elsewhere"));
    made(&mut maya).await;
    let store = &server.desk.store;
    let saved = store
        .transfer_function(AgentId(1), TransferFunctionId(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(saved.function.parameters.len(), 1);
    let Target::Phone { sip_headers, .. } = &saved.function.target else {
        panic!("{saved:?}");
    };
    assert_eq!(sip_headers[0], ("X-Summary".into(), "{{summary}}".into()));
    assert_eq!(
        sip_headers[1],
        ("X-Channel".into(), "by {{channel}}".into())
    );

    let page = maya.get(ONE).await.html;
    assert!(page.contains("Nothing is sent until a queue uses it."));
    assert!(page.contains("by web"), "{page}");
    assert!(page.contains("Charged twice for order 10482"));
    let list = maya.get("/agents/1/transfer-functions").await.html;
    assert!(list.contains("Phone call") && list.contains("1 parameter, 2 headers"));
}

#[tokio::test]
async fn rows_are_added_moved_and_removed_without_saving() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let mut form = phone("");
    form[0].1 = "up:sip_headers:5";
    let page = maya.post(NEW, &form).await;
    assert_eq!(page.status, StatusCode::OK);
    let first = r#"name="named[sip_headers][0][name]" type="text" value="X-Channel""#;
    assert!(page.html.contains(first), "{}", page.html);
    form[0].1 = "add:sip_headers";
    let page = maya.post(NEW, &form).await.html;
    assert!(page.contains("named[sip_headers][2][name]"));
    form[0].1 = "show";
    assert!(maya.post(NEW, &form).await.html.contains("by web"));
    let all = server.desk.store.transfer_functions(AgentId(1)).await;
    assert_eq!(all.unwrap(), []);
}

#[tokio::test]
async fn everything_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let mut form = phone("Transfer_to_Premium");
    form[3].1 = "call me";
    form[5].1 = "X Summary";
    form[8].1 = "{{chanel}}";
    let page = maya.post(NEW, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = page.html;
    assert!(html.contains("Not saved: 4 problems."), "{html}");
    assert!(html.contains("“Transfer_to_Premium” is there already. Choose another name."));
    assert!(html.contains("“call me” cannot be called."));
    assert!(html.contains("named-sip_headers-0-name-error"));
    assert!(html.contains("Did you mean {{channel}}?"));
    for typed in ["call me", "X Summary", "{{chanel}}", "{{reason}}"] {
        assert!(html.contains(&format!(r#"value="{typed}""#)), "{typed}");
    }
}

#[tokio::test]
async fn a_transfer_function_in_use_cannot_be_deleted() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let queue = |function| {
        [
            ("op", "save"),
            ("revision", ""),
            ("name", "Premium"),
            ("enabled", "on"),
            ("hours", "shared"),
            ("schedule", "1"),
            ("transfer_function", function),
        ]
    };
    let done = maya.post("/agents/1/queues/new", &queue("1")).await;
    assert_eq!(done.location, "/agents/1/queues/2", "{}", done.html);
    let asked = maya.get(&format!("{ONE}/delete")).await.html;
    assert!(asked.contains("It cannot be deleted while queues use it"));
    assert!(!asked.contains("Delete transfer function"));
    let refused = maya.post(&format!("{ONE}/delete"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html.contains("is used by the queue “Premium”"));

    let mut free = queue("");
    free[1].1 = "2";
    let done = maya.post("/agents/1/queues/2", &free).await;
    assert_eq!(done.location, "/agents/1/queues/2", "{}", done.html);
    let gone = maya.post(&format!("{ONE}/delete"), &[]).await;
    assert_eq!(gone.location, "/agents/1/transfer-functions");
}

#[tokio::test]
async fn a_newer_version_by_somebody_else_is_shown_and_nothing_is_lost() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let mut theirs = phone("transfer_to_premium");
    theirs.push(("revision", "1"));
    theirs[3].1 = "+34 920 000 000";
    assert_eq!(maya.post(ONE, &theirs).await.status, StatusCode::SEE_OTHER);
    let mut mine = theirs.clone();
    mine[3].1 = "+34 930 000 000";
    let page = maya.post(ONE, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains("saved another version at"));
    assert!(
        page.html.contains("<td>+34 920 000 000</td>"),
        "{}",
        page.html
    );
    assert!(page.html.contains(r#"value="+34 930 000 000""#));
    assert!(page.html.contains(r#"name="revision" value="2""#));
    mine.last_mut().unwrap().1 = "2";
    assert_eq!(maya.post(ONE, &mine).await.status, StatusCode::SEE_OTHER);
}

/// Somebody asks for a person, and the conversation waits. Gives back its address in the inbox.
async fn handed_over(server: &TestServer) -> String {
    let desk = &server.desk;
    let saved = desk.store.action(AgentId(1)).await.unwrap().unwrap();
    let mut action = saved.action;
    action.enabled = true;
    save_action(desk, &Actor::System, AgentId(1), &action, saved.revision)
        .await
        .unwrap();
    let beginning = Beginning {
        agent: AgentId(1),
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: Customer::default(),
        language: None,
        first: Some(Incoming::text("Can I talk to a real person, please?")),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let begun = start_conversation(desk, &Actor::Customer, &beginning).await;
    format!("/inbox/{}", begun.unwrap().received.conversation.id)
}

#[tokio::test]
async fn the_inbox_card_says_that_a_webhook_could_not_be_told_and_why() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let mut webhook = phone("tell_the_crm");
    webhook[2].1 = "webhook";
    webhook[4].1 = "http://127.0.0.1:9/transfer";
    webhook.retain(|(name, _)| !name.contains("sip_headers"));
    let done = maya.post(NEW, &webhook).await;
    assert_eq!(done.location, ONE, "{}", done.html);
    let queue = [
        ("op", "save"),
        ("revision", "1"),
        ("name", "Main team"),
        ("enabled", "on"),
        ("hours", "shared"),
        ("schedule", "1"),
        ("transfer_function", "1"),
    ];
    let done = maya.post("/agents/1/queues/1", &queue).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let path = handed_over(&server).await;
    let card = maya.get(&path).await.html;
    assert!(
        card.contains("“tell_the_crm” is being told of it."),
        "{card}"
    );
    // No private network is reached without a setting, so this can only fail.
    let outgoing = Outgoing::new(OutgoingSettings::default()).unwrap();
    deliver_all(&server.desk, &server.clock, &leaving_by(outgoing)).await;
    let card = maya.get(&path).await.html;
    let said = "“tell_the_crm” could not be told of it: take it here.";
    assert!(card.contains(said), "{card}");
    assert!(card.contains("HANDOFF_WEBHOOK_NETWORKS"), "{card}");
    assert!(card.contains("Needs agent intervention"), "{card}");
}

#[tokio::test]
async fn what_a_function_sends_is_not_taken_out_of_what_is_asked_for() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let action = "/agents/1/actions/human-handoff";
    let asks = [
        ("op", "save"),
        ("revision", "1"),
        ("enabled", "on"),
        ("information_to_gather[0][label]", "Order number"),
    ];
    let saved = maya.post(action, &asks).await;
    assert_eq!(saved.location, action, "{}", saved.html);
    let mut function = phone("to_sales");
    function[8].1 = "{{order_number}}";
    let made = maya.post(NEW, &function).await;
    assert_eq!(made.location, ONE, "{}", made.html);
    let without = [("op", "save"), ("revision", "2"), ("enabled", "on")];
    let refused = maya.post(action, &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "The transfer function “to_sales” sends “order_number”";
    assert_eq!(
        refused.html.matches(said).count(),
        2,
        "above and at its place: {}",
        refused.html
    );
    assert!(refused.html.contains("href=\"#information_to_gather\""));
}

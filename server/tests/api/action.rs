//! The Human Handoff action through the API, setting by setting: what it is, what it does to the next message,
//! and what the team has afterwards.

use serde_json::{Value, json};

use crate::support::TestServer;

const PATH: &str = "/actions/human_handoff";

/// Writes the action: these sections, and what a new action has beside them.
async fn set(server: &TestServer, sections: Value) -> Value {
    let saved = server.put(PATH, None, sections).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    saved.body
}

/// A conversation that begins with these words, in some language.
async fn begin(server: &TestServer, text: &str, language: &str) -> (String, Value) {
    let body = json!({"language": language, "message": {"author": "customer", "text": text}});
    let begun = server.post("/conversations", body).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    let id = begun.body["conversation"]["id"].as_str().unwrap();
    (id.to_owned(), begun.body["decision"].clone())
}

async fn says(server: &TestServer, id: &str, author: &str, text: &str) -> Value {
    let body = json!({"author": author, "text": text});
    let path = format!("/conversations/{id}/messages");
    server.post(&path, body).await.body["decision"].clone()
}

#[tokio::test]
async fn created_by_default_for_every_ai_agent_but_disabled_by_default() {
    let mut server = TestServer::start().await;
    let other = server.new_agent("Theo").await;
    let scope = handoff::access::TokenScope::WriteAll;
    server.token = server.new_token(scope, Some(other)).await;
    let shown = server.get(PATH).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert_eq!(shown.body["action"]["enabled"], false);
    assert_eq!(shown.body["action"]["when_to_use"], "");
    let sent_back = server
        .put(PATH, Some(shown.header("etag")), shown.body.clone())
        .await;
    assert_eq!(sent_back.status, 200, "{}", sent_back.body);
    assert_eq!(sent_back.body, shown.body);
    let late = server
        .put(PATH, Some(shown.header("etag")), shown.body.clone())
        .await;
    assert_eq!(
        (late.status.as_u16(), &late.body["code"]),
        (412, &json!("outdated"))
    );
}

#[tokio::test]
async fn enabled_when_disabled_the_ai_agent_does_not_hand_off_automatically() {
    let server = TestServer::start().await;
    let asks = "Can I talk to a real person, please?";
    set(&server, json!({"action": {"enabled": false}})).await;
    let (_, decision) = begin(&server, asks, "en").await;
    assert_eq!(decision["outcome"], "continue");
    set(&server, json!({"action": {"enabled": true}})).await;
    let (_, decision) = begin(&server, asks, "en").await;
    assert_ne!(decision["outcome"], "continue");
    let unsaid = server.put(PATH, None, json!({"action": {}})).await;
    assert_eq!(unsaid.pointers(), ["/action/enabled"]);
}

#[tokio::test]
async fn when_to_use_trigger_conditions() {
    let server = TestServer::start().await;
    let words = "when the user asks to speak with a human, or when the user has a billing issue";
    let saved = set(
        &server,
        json!({"action": {"enabled": true, "when_to_use": words}}),
    )
    .await;
    assert_eq!(saved["understood"][0]["understood"], true);
    let (_, decision) = begin(&server, "I have a billing issue", "en").await;
    assert_eq!(decision["trigger"]["kind"], "when_to_use", "{decision}");
    assert_eq!(decision["outcome"], "offer");
    let (_, decision) = begin(&server, "What colours does the chair come in?", "en").await;
    assert_eq!(decision["outcome"], "continue");
}

#[tokio::test]
async fn when_to_use_pre_handoff_behavior() {
    let server = TestServer::start().await;
    let words = "Hand over when the user has a billing issue. \
                 Try to resolve the issue first, then hand off if unsuccessful.";
    set(
        &server,
        json!({"action": {"enabled": true, "when_to_use": words}}),
    )
    .await;
    let (id, first) = begin(&server, "I have a billing issue", "en").await;
    assert_eq!(first["outcome"], "continue", "{first}");
    for (author, text, outcome) in [
        (
            "ai",
            "Please check the invoice in your account.",
            "continue",
        ),
        ("customer", "Yes, I have a billing issue", "continue"),
        ("ai", "Please sign out and in again.", "continue"),
        (
            "customer",
            "Both invoices look fine, it is a billing issue",
            "offer",
        ),
    ] {
        let decision = says(&server, &id, author, text).await;
        assert_eq!(decision["outcome"], outcome, "{text}: {decision}");
    }
}

#[tokio::test]
async fn when_to_use_topics_for_escalation() {
    let server = TestServer::start().await;
    let words = "Refunds and double charges always go to a person.";
    set(
        &server,
        json!({"action": {"enabled": true, "when_to_use": words}}),
    )
    .await;
    let (_, decision) = begin(&server, "I was charged twice, I want my refund", "en").await;
    assert_eq!(
        (&decision["outcome"], &decision["trigger"]["kind"]),
        (&json!("hand_off"), &json!("when_to_use"))
    );
}

#[tokio::test]
async fn when_to_use_the_handoff_message_is_described_and_adapts_to_the_users_language() {
    let server = TestServer::start().await;
    let words = "Hand over at once when the user asks for a person. \
                 Apologise and notify the user that they are being transferred to a team member.";
    set(
        &server,
        json!({"action": {"enabled": true, "when_to_use": words},
            "triggers": {"explicit_request": {"conduct": "at_once"}}}),
    )
    .await;
    let told = async |text: &str, language: &str| {
        let (_, decision) = begin(&server, text, language).await;
        assert_eq!(decision["outcome"], "hand_off", "{decision}");
        decision["message"].as_str().unwrap().to_owned()
    };
    let english = told("I want to talk to a person", "en").await;
    assert!(english.contains("sorry"), "{english}");
    let spanish = told("Quiero hablar con una persona", "es").await;
    assert!(spanish.starts_with("Sentimos las molestias."), "{spanish}");
    assert_ne!(english, spanish);
}

#[tokio::test]
async fn auto_assign_priority_from_the_context_and_urgency() {
    let server = TestServer::start().await;
    let urgent = "Can I talk to a real person now? This is urgent, we are locked out!";
    for is_on in [true, false] {
        set(
            &server,
            json!({"action": {"enabled": true, "auto_priority": is_on},
                "triggers": {"explicit_request": {"conduct": "at_once"}}}),
        )
        .await;
        let (id, decision) = begin(&server, urgent, "en").await;
        let given = decision["priority"].as_str().unwrap();
        assert_eq!(given != "normal", is_on, "{decision}");
        let card = server.get(&format!("/conversations/{id}")).await.body;
        assert_eq!(card["conversation"]["priority"], given);
    }
}

#[tokio::test]
async fn information_to_gather_from_the_conversation_or_by_asking() {
    let server = TestServer::start().await;
    let fields = json!([
        {"name": "email", "label": "E-mail address", "type": "email", "required": true},
        {"name": "order_number", "label": "Order number", "type": "text", "required": true}]);
    set(
        &server,
        json!({"action": {"enabled": true, "information_to_gather": fields},
            "triggers": {"explicit_request": {"conduct": "at_once"}}}),
    )
    .await;
    let (id, _) = begin(&server, "Hello, I am ada@example.com", "en").await;
    let asked = says(&server, &id, "customer", "I want to talk to a person").await;
    assert_eq!(asked["outcome"], "gather", "{asked}");
    assert_eq!(asked["gather"]["collected"]["email"], "ada@example.com");
    assert_eq!(asked["gather"]["missing"], json!(["order_number"]));
    let given = says(&server, &id, "customer", "AB-12345").await;
    assert_eq!(given["outcome"], "hand_off", "{given}");
    let card = server.get(&format!("/conversations/{id}")).await.body;
    let collected = &card["handoff_request"]["collected"];
    assert!(collected.to_string().contains("AB-12345"), "{collected}");
    let twice = json!([{"name": "email", "type": "email"}, {"name": "email", "type": "email"}]);
    let refused = server
        .put(
            PATH,
            None,
            json!({"action": {"enabled": true, "information_to_gather": twice}, "colours": {}}),
        )
        .await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.pointers().contains(&"/colours"));
    assert!(
        refused
            .pointers()
            .iter()
            .any(|place| place.starts_with("/action/information_to_gather/1"))
    );
    let kept = server.get(PATH).await.body;
    assert_eq!(
        kept["action"]["information_to_gather"][1]["name"],
        "order_number"
    );
}

#[tokio::test]
async fn after_handoff_the_conversation_is_flagged_as_needs_agent_intervention() {
    let server = TestServer::start().await;
    let (quiet, _) = begin(&server, "What colours does the chair come in?", "en").await;
    let id = server.waiting().await;
    for (of, needs) in [(&quiet, false), (&id, true)] {
        let card = server.get(&format!("/conversations/{of}")).await.body;
        assert_eq!(card["conversation"]["needs_attention"], needs);
    }
    let flagged = server.get("/conversations?state=waiting").await.body;
    assert_eq!(flagged["conversations"].as_array().map(Vec::len), Some(1));
    assert_eq!(flagged["conversations"][0]["id"], id.as_str());
}

#[tokio::test]
async fn after_handoff_an_ai_summary_of_the_conversation_is_generated() {
    let server = TestServer::start().await;
    let story = "My oak table arrived with a broken leg, order AP-20417.";
    let (id, _) = begin(&server, story, "en").await;
    says(
        &server,
        &id,
        "customer",
        "Can I talk to a real person, please?",
    )
    .await;
    let card = server.get(&format!("/conversations/{id}")).await.body;
    let summary = card["handoff_request"]["summary"].as_str().unwrap();
    assert!(summary.contains("broken leg"), "{summary}");
}

#[tokio::test]
async fn after_handoff_a_team_member_picks_up_the_conversation_and_replies_directly() {
    let server = TestServer::start().await;
    let id = server.waiting().await;
    let maya = server.new_operator("Maya Strand").await;
    let claim = json!({"operator_id": maya});
    let taken = server
        .post(&format!("/conversations/{id}/claim"), claim)
        .await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    let reply = json!({"operator_id": maya, "text": "Hello, I am Maya."});
    let sent = server
        .post(&format!("/conversations/{id}/replies"), reply)
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let card = server.get(&format!("/conversations/{id}")).await.body;
    assert_eq!(card["conversation"]["state"], "with_operator");
    assert_eq!(card["conversation"]["needs_attention"], false);
    let last = card["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["author"], &last["text"]),
        (&json!("operator"), &json!("Hello, I am Maya."))
    );
}

#[tokio::test]
async fn availability_office_hours_and_reply_time() {
    let server = TestServer::start().await;
    set(
        &server,
        json!({"action": {"enabled": true, "reply_minutes": 60,
            "when_to_use": "Hand over at once when they ask for a person. Tell them how long it takes."},
            "triggers": {"explicit_request": {"conduct": "at_once"}}}),
    )
    .await;
    let (_, decision) = begin(&server, "I want to talk to a person", "en").await;
    let told = decision["message"].as_str().unwrap();
    assert!(told.contains("about 60 minutes"), "{told}");
    let never = json!({"action": {"enabled": true, "reply_minutes": 0}});
    let refused = server.put(PATH, None, never).await;
    assert_eq!(refused.pointers(), ["/action/reply_minutes"]);
    let hours = server.get("/schedules").await.body["data"][0]["id"].clone();
    let office = json!({"name": "Office", "timezone": "Europe/Madrid",
        "weekly_hours": {"tue": [{"start": "09:00", "end": "17:00"}]}});
    let changed = server
        .put(&format!("/schedules/{hours}"), None, office)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let (_, decision) = begin(&server, "I want to talk to a person", "en").await;
    assert_eq!(decision["queue"]["opens_at"], "2026-01-13T08:00:00Z");
}

#[tokio::test]
async fn what_a_transfer_function_sends_cannot_be_taken_out_of_what_is_asked_for() {
    let server = TestServer::start().await;
    let asks =
        |fields: Value| json!({"action": {"enabled": true, "information_to_gather": fields}});
    let order = json!([{"name": "order_number", "label": "Order number"}]);
    set(&server, asks(order.clone())).await;
    let function = json!({"name": "to_sales", "kind": "phone", "number": "+34 910 000 000",
        "sip_headers": {"X-Order": "{{order_number}}"}, "parameters": {"what": "{{order_number}} {{summary}}"}});
    assert_eq!(
        server.post("/transfer_functions", function).await.status,
        201
    );
    for without in [
        json!([]),
        json!([{"name": "order", "label": "Order number"}]),
    ] {
        let refused = server.put(PATH, None, asks(without)).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        let errors = refused.body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "it is said once: {}", refused.body);
        assert_eq!(errors[0]["pointer"], "/action/information_to_gather");
        let detail = errors[0]["detail"].as_str().unwrap();
        assert!(
            detail.contains("to_sales") && detail.contains("order_number"),
            "{detail}"
        );
    }
    let kept = server.get("/configuration").await.body;
    let back = server.put("/configuration", None, kept.clone()).await;
    assert_eq!((back.status.as_u16(), &back.body), (200, &kept));
    set(&server, asks(order)).await;
}

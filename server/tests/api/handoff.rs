//! Handoffs that know who is there, row by row: what is set up, what the AI sees of it, and where a conversation
//! goes.

use serde_json::{Value, json};

use crate::support::TestServer;

/// Something that has to do with bills.
const BILLING: &str = "I have a question about a refund for an invoice, I was charged twice";

fn queue(name: &str, more: &Value) -> Value {
    let mut queue = json!({"name": name, "type": "Agent_queue", "enabled": true, "open_24": true,
        "timezone": "America/New_York", "transfer_function_name": "default_transfer"});
    for (key, value) in more.as_object().unwrap() {
        queue[key] = value.clone();
    }
    queue
}

/// Hours on weekdays; it is Monday, ten in the morning in London and five in New York.
fn weekdays(start: &str, end: &str) -> Value {
    let day = json!([{"start": start, "end": end}]);
    json!({"open_24": false, "weekly_hours":
        {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day}})
}

async fn with_transfer(functions: &[&str]) -> TestServer {
    let server = TestServer::start().await;
    for name in functions {
        server
            .made("/transfer_functions", json!({"name": name}))
            .await;
    }
    server
}

/// A handoff that leads to these queues, and its id.
async fn leads(server: &TestServer, name: &str, available: &str, queues: Value) -> i64 {
    let handoff = json!({"name": name, "available_instructions": available,
        "unavailable_instructions": "I apologize, there are no agents available at this time.",
        "destination": queues});
    server.made("/handoffs", handoff).await
}

/// What is decided about a first message, and everything else that is answered.
async fn begin(server: &TestServer, more: Value) -> Value {
    let mut body = json!({"message": {"author": "customer", "text": BILLING}});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let begun = server.post("/conversations", body).await;
    assert_eq!(begun.status, 201, "{}", begun.body);
    begun.body
}

/// The AI calls a function in a new conversation.
async fn call(server: &TestServer, function: &str, more: Value) -> Value {
    let begun = begin(server, more).await;
    let path = format!(
        "/conversations/{}/handoff",
        begun["conversation"]["id"].as_str().unwrap()
    );
    let called = server.post(&path, json!({"function": function})).await;
    assert_eq!(called.status, 200, "{}", called.body);
    called.body
}

/// Why a queue was passed over, by the trace of a decision.
fn passed_over<'a>(decision: &'a Value, queue: &str) -> &'a str {
    let trace = decision["trace"].as_array().unwrap();
    let line = trace
        .iter()
        .find(|line| line["step"] == "availability" && line["kind"] == queue);
    line.map_or("", |line| line["why"].as_str().unwrap())
}

#[tokio::test]
async fn availability_is_resolved_before_the_ai_is_invoked_which_only_sees_the_block_that_applies()
{
    let server = with_transfer(&["default_transfer"]).await;
    let available = "Collect the context and confirm the transfer.";
    let open = json!([queue("Billing", &json!({}))]);
    let id = leads(&server, "Billing Support", available, open).await;
    let topic = json!({"title": "Billing inquiry", "text": "Invoices, refunds and double charges.",
        "handoffs": ["Billing Support"]});
    server.made("/topics", topic).await;
    let told = async || {
        let begun = begin(&server, json!({})).await;
        begun["decision"]["instructions"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let while_open = told().await;
    assert!(while_open.contains(available), "{while_open}");
    assert!(!while_open.contains("apologize"), "{while_open}");
    let closed = json!([queue("Billing", &weekdays("09:00", "17:00"))]);
    let handoff = json!({"name": "Billing Support", "available_instructions": available,
        "unavailable_instructions": "I apologize, there are no agents available at this time.",
        "destination": closed});
    let changed = server.put(&format!("/handoffs/{id}"), None, handoff).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let while_closed = told().await;
    assert!(while_closed.contains("apologize"), "{while_closed}");
    assert!(
        !while_closed.contains("Collect the context"),
        "{while_closed}"
    );
    let tools = server.get("/tools").await.body;
    assert_eq!(tools["tools"], json!([]));
}

#[tokio::test]
async fn create_a_handoff_name_description_and_generated_function() {
    let server = with_transfer(&[]).await;
    let made = server
        .post(
            "/handoffs",
            json!({"name": "Billing Support", "description": "A question about an invoice."}),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.body["function"], "handoff_billing_support");
    let tools = server.get("/tools").await.body;
    let function = &tools["tools"][0]["function"];
    assert_eq!(function["name"], "handoff_billing_support");
    let description = function["description"].as_str().unwrap();
    assert!(description.contains("A question about an invoice."));
}

#[tokio::test]
async fn tools_take_what_must_be_gathered_as_arguments_and_only_those_usable_now_are_listed() {
    let server = with_transfer(&["default_transfer"]).await;
    let fields = json!([
        {"name": "order_number", "label": "Order number", "type": "text", "required": true},
        {"name": "plan", "label": "Plan", "type": "choice", "choices": ["Free", "Gold"]}]);
    let action = json!({"action": {"enabled": true, "information_to_gather": fields}});
    let saved = server.put("/actions/human_handoff", None, action).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let open = json!([queue("Open", &json!({}))]);
    leads(&server, "Open", "Transfer immediately.", open).await;
    let closed = json!([queue("Closed", &weekdays("09:00", "17:00"))]);
    leads(&server, "Closed", "Transfer immediately.", closed).await;
    let tools = server.get("/tools").await.body;
    assert_eq!(tools["tools"].as_array().map(Vec::len), Some(1));
    let function = &tools["tools"][0]["function"];
    assert_eq!(
        (&function["name"], &function["strict"]),
        (&json!("handoff_open"), &json!(true))
    );
    let parameters = &function["parameters"];
    assert_eq!(parameters["required"], json!(["order_number", "plan"]));
    assert_eq!(parameters["additionalProperties"], false);
    let plan = &parameters["properties"]["plan"]["enum"];
    assert_eq!(plan, &json!(["Free", "Gold", null]));
    let begun = begin(&server, json!({})).await;
    let id = begun["conversation"]["id"].as_str().unwrap();
    let arguments = json!({"order_number": "AB-12345", "plan": null});
    let call = json!({"function": "handoff_open", "arguments": arguments});
    let path = format!("/conversations/{id}/handoff");
    let called = server.post(&path, call).await.body;
    assert_eq!(called["decision"]["outcome"], "hand_off", "{called}");
    let collected = &called["decision"]["gather"]["collected"];
    assert_eq!(collected["order_number"], "AB-12345");
}

#[tokio::test]
async fn agent_available_instructions_transfer_ask_for_confirmation_or_collect_first() {
    let server = with_transfer(&["default_transfer"]).await;
    for (name, instructions, outcome) in [
        ("At once", "Transfer immediately.", "hand_off"),
        (
            "Asking",
            "Ask the caller for confirmation before transferring.",
            "offer",
        ),
        (
            "Collecting",
            "Transfer immediately. Ask for the order number first.",
            "gather",
        ),
    ] {
        let open = json!([queue(name, &json!({}))]);
        leads(&server, name, instructions, open).await;
        let function = format!("handoff_{}", name.to_lowercase().replace(' ', "_"));
        let called = call(&server, &function, json!({})).await;
        assert_eq!(called["decision"]["outcome"], outcome, "{name}: {called}");
        assert_eq!(called["decision"]["handoff"]["name"], name);
    }
}

#[tokio::test]
async fn agent_unavailable_instructions() {
    let server = with_transfer(&["default_transfer"]).await;
    let closed = json!([queue("Billing", &weekdays("09:00", "17:00"))]);
    leads(&server, "Billing", "Transfer immediately.", closed).await;
    let called = call(&server, "handoff_billing", json!({})).await;
    let decision = &called["decision"];
    assert_ne!(decision["outcome"], "hand_off", "{decision}");
    let instructions = decision["instructions"].as_str().unwrap();
    assert!(instructions.contains("I apologize, there are no agents available at this time."));
    assert_eq!(decision["queue"]["opens_at"], "2026-01-12T14:00:00Z");
}

/// The three examples as they are published (channels in our order), each with the function that it names.
fn examples() -> [(&'static str, Value); 3] {
    let day = json!([{"start": "09:00", "end": "17:00"}]);
    let week = json!({"mon": day, "tue": day, "wed": day, "thu": day, "fri": day});
    let mut shifts = week.clone();
    shifts["mon"] = json!([{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]);
    shifts["sat"] = json!([{"start": "10:00", "end": "14:00"}]);
    [
        (
            "default_transfer",
            json!({"name": "Billing Support", "type": "Agent_queue", "enabled": true, "open_24": true,
                "timezone": "America/New_York", "transfer_function_name": "default_transfer"}),
        ),
        (
            "transfer_to_sales",
            json!({"name": "Sales Queue", "type": "Agent_queue", "enabled": true, "open_24": false,
                "weekly_hours": week, "timezone": "America/New_York",
                "transfer_function_name": "transfer_to_sales"}),
        ),
        (
            "transfer_to_premium",
            json!({"name": "Premium Support", "type": "Agent_queue", "enabled": true, "open_24": false,
                "weekly_hours": shifts,
                "date_exceptions": {"2026-12-25": {"closed": true}, "2026-07-04": {"open_24": true}},
                "timezone": "America/Los_Angeles", "supported_channel_types": ["chat", "voice"],
                "supported_languages": ["en", "es"], "transfer_function_name": "transfer_to_premium"}),
        ),
    ]
}

#[tokio::test]
async fn destination_json_24_7_business_hours_and_full_configuration_examples() {
    let server = with_transfer(&[
        "default_transfer",
        "transfer_to_sales",
        "transfer_to_premium",
    ])
    .await;
    for (_, example) in examples() {
        let name = example["name"].clone();
        let id = server
            .made("/handoffs", json!({"name": name, "destination": [example]}))
            .await;
        let shown = server.get(&format!("/handoffs/{id}")).await.body;
        assert_eq!(shown["queues"], json!([name]));
        let queues = server.get("/queues").await.body;
        let rows = queues["data"].as_array().unwrap();
        let queue = rows.iter().find(|row| row["name"] == name).unwrap();
        for (key, value) in example.as_object().unwrap() {
            assert_eq!(&queue[key], value, "{key} of {name}");
        }
    }
    let at = async |instant: &str| {
        let path = format!("/availability?queue=Premium%20Support&at={instant}");
        server.get(&path).await.body["open"].clone()
    };
    for (instant, is_open) in [
        // Monday before, in and after the break, in Los Angeles.
        ("2026-01-12T19:59:00Z", true),
        ("2026-01-12T20:30:00Z", false),
        ("2026-01-12T21:00:00Z", true),
        // The Fourth of July is a Saturday, open day and night; on Christmas Day, a Friday, nobody is there.
        ("2026-07-05T06:59:00Z", true),
        ("2026-12-25T18:00:00Z", false),
        // A day that is not listed.
        ("2026-01-11T20:00:00Z", false),
    ] {
        assert_eq!(at(instant).await, is_open, "{instant}");
    }
}

#[tokio::test]
async fn destination_fields_each_is_required_or_optional_and_nothing_wrong_is_saved() {
    let server = with_transfer(&["transfer_to_premium"]).await;
    let [_, _, (_, full)] = examples();
    for (field, wrong) in [
        ("name", json!("")),
        ("type", json!("Queue")),
        ("enabled", json!("yes")),
        ("open_24", json!(1)),
        ("timezone", json!("America/New_Yrok")),
        ("transfer_function_name", json!("nowhere")),
        (
            "weekly_hours",
            json!({"mon": [{"start": "17:00", "end": "9"}]}),
        ),
        ("date_exceptions", json!({"2026-13-01": {"closed": true}})),
        ("supported_channel_types", json!(["pigeon"])),
        ("supported_languages", json!(["klingonese"])),
    ] {
        let at = format!("/destination/0/{field}");
        let refused = async |queue: &Value| {
            let body = json!({"name": "Premium", "destination": [queue]});
            let refused = server.post("/handoffs", body).await;
            assert_eq!(refused.status, 422, "{field}: {}", refused.body);
            assert_eq!(refused.pointers().len(), 1, "{field}: {}", refused.body);
            assert!(refused.pointers()[0].starts_with(&at), "{}", refused.body);
        };
        let mut with = full.clone();
        with[field] = wrong;
        refused(&with).await;
        let is_optional = field.starts_with("supported") || field == "date_exceptions";
        with.as_object_mut().unwrap().shift_remove(field);
        if !is_optional {
            refused(&with).await;
        }
    }
    assert_eq!(server.get("/handoffs").await.body["data"], json!([]));
}

#[tokio::test]
async fn destination_fields_every_error_at_once_with_its_path() {
    let server = with_transfer(&["default_transfer"]).await;
    let destination = json!([
        {"name": "", "type": "Queue", "enabled": "yes", "open_24": false,
         "weekly_hours": {"mon": [{"start": "13:00", "end": "17.00"}],
            "tue": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}],
            "wed": [{"start": "09:00", "end": "09:00"}]},
         "date_exceptions": {"2026-13-01": {"closed": true}}, "timezone": "Europe/Madrit",
         "supported_channel_types": ["pigeon"], "supported_languages": ["klingonese"],
         "transfer_function_name": "nowhere"}]);
    let body = json!({"name": "", "destination": destination});
    let refused = server.post("/handoffs", body).await;
    assert_eq!(refused.status, 422);
    for field in [
        "name",
        "type",
        "enabled",
        "weekly_hours/mon/0/end",
        "weekly_hours/tue/1",
        "weekly_hours/wed/0",
        "date_exceptions/2026-13-01",
        "timezone",
        "supported_channel_types/0",
        "supported_languages/0",
        "transfer_function_name",
    ] {
        let at = format!("/destination/0/{field}");
        assert!(
            refused
                .pointers()
                .iter()
                .any(|place| place.starts_with(&at)),
            "{at} in {:?}",
            refused.pointers()
        );
    }
}

#[tokio::test]
async fn transfer_function_must_exist() {
    let server = with_transfer(&["default_transfer"]).await;
    let lost = queue(
        "Billing",
        &json!({"transfer_function_name": "default_transfr"}),
    );
    for (path, body, at) in [
        ("/queues", lost.clone(), "/transfer_function_name"),
        (
            "/handoffs",
            json!({"name": "Billing", "destination": [lost]}),
            "/destination/0/transfer_function_name",
        ),
    ] {
        let refused = server.post(path, body).await;
        assert_eq!(
            (refused.status.as_u16(), refused.pointers()),
            (422, vec![at])
        );
        let why = refused.body["errors"][0]["detail"].as_str().unwrap();
        assert!(why.contains("Did you mean “default_transfer”?"), "{why}");
    }
}

#[tokio::test]
async fn a_queue_passed_over_says_why_enabled_hours_channel_types_and_languages() {
    let server = with_transfer(&["default_transfer"]).await;
    let queues = json!([
        queue("Off", &json!({"enabled": false})),
        queue("Asleep", &weekdays("09:00", "17:00")),
        queue("Calls", &json!({"supported_channel_types": ["voice"]})),
        queue("Spanish", &json!({"supported_languages": ["es"]})),
        queue("Small", &json!({"supported_languages": ["en"]})),
        queue("Everybody", &json!({}))
    ]);
    leads(&server, "Desk", "Transfer immediately.", queues).await;
    let rows = server.get("/queues").await.body;
    let rows = rows["data"].as_array().unwrap();
    let small = rows.iter().find(|row| row["name"] == "Small").unwrap();
    let body = queue(
        "Small",
        &json!({"supported_languages": ["en"], "capacity": 1}),
    );
    let path = format!("/queues/{}", small["id"]);
    assert_eq!(server.put(&path, None, body).await.status, 200);

    let asks = json!({"channel": "web", "language": "en-GB"});
    let first = call(&server, "handoff_desk", asks.clone()).await["decision"].clone();
    assert_eq!(
        first["queue"]["name"], "Small",
        "a region falls back to its language"
    );
    let second = call(&server, "handoff_desk", asks).await["decision"].clone();
    assert_eq!(second["queue"]["name"], "Everybody", "{second}");
    for (queue, why) in [
        ("Off", "disabled"),
        ("Asleep", "closed until Mon 09:00 America/New_York"),
        ("Calls", "not for chat"),
        ("Spanish", "no English"),
        ("Small", "full"),
    ] {
        assert_eq!(passed_over(&second, queue), why);
    }
    let calls = json!({"channel": "phone", "language": "de"});
    let by_phone = call(&server, "handoff_desk", calls).await["decision"].clone();
    assert_eq!(
        by_phone["queue"]["name"], "Calls",
        "omitted means all languages"
    );
}

#[tokio::test]
async fn a_topic_with_one_or_more_handoff_scenarios_different_queues_by_hours() {
    let server = with_transfer(&["default_transfer"]).await;
    let by_day = json!([queue("Billing desk", &weekdays("05:00", "06:00"))]);
    leads(&server, "Billing Support", "Transfer immediately.", by_day).await;
    let always = json!([queue("General desk", &json!({}))]);
    leads(&server, "General Support", "Transfer immediately.", always).await;
    let topic = json!({"title": "Billing inquiry", "text": "Invoices, refunds and double charges.",
        "handoffs": ["Billing Support", "General Support"]});
    server.made("/topics", topic).await;
    let in_hours = begin(&server, json!({})).await["decision"].clone();
    assert_eq!(in_hours["outcome"], "hand_off", "{in_hours}");
    assert_eq!(in_hours["queue"]["name"], "Billing desk");
    server.clock.advance(2 * 3600);
    let after = begin(&server, json!({})).await["decision"].clone();
    assert_eq!(after["outcome"], "hand_off", "{after}");
    assert_eq!(after["handoff"]["name"], "General Support");
    assert_eq!(
        passed_over(&after, "Billing desk"),
        "closed until Tue 05:00 America/New_York"
    );
}

#[tokio::test]
async fn a_topics_instructions_reinforce_when_that_handoff_should_be_used() {
    let server = with_transfer(&["default_transfer"]).await;
    let open = json!([queue("Billing desk", &json!({}))]);
    leads(&server, "Billing Support", "Ask first.", open).await;
    let topic = json!({"title": "Billing inquiry", "text": "Invoices, refunds and double charges.",
        "instructions": "Use the handoff when the customer has a damaged parcel.",
        "handoffs": ["Billing Support"]});
    let without = json!({"title": "Billing inquiry", "text": "Invoices, refunds and double charges.",
        "handoffs": ["Billing Support"]});
    let id = server.made("/topics", without).await;
    let said = json!({"message": {"author": "customer", "text": "My parcel came damaged"}});
    let before = server.post("/conversations", said.clone()).await.body;
    assert_eq!(before["decision"]["outcome"], "continue", "{before}");
    let changed = server.put(&format!("/topics/{id}"), None, topic).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let after = server.post("/conversations", said).await.body;
    assert_eq!(after["decision"]["outcome"], "offer", "{after}");
    assert_eq!(after["decision"]["trigger"]["kind"], "topic_handoff");
}

#[tokio::test]
async fn a_handoff_is_triggered_from_a_topic_article_or_from_inside_a_task() {
    let server = with_transfer(&["default_transfer"]).await;
    let open = json!([queue("Billing desk", &json!({}))]);
    leads(&server, "Billing Support", "Transfer immediately.", open).await;
    let from_a_task = call(&server, "handoff_billing_support", json!({})).await;
    assert_eq!(from_a_task["decision"]["trigger"]["kind"], "function_call");
    assert_eq!(from_a_task["decision"]["outcome"], "hand_off");
    let topic = json!({"title": "Billing inquiry", "text": "Invoices, refunds and double charges.",
        "handoffs": ["Billing Support"]});
    server.made("/topics", topic).await;
    let from_a_topic = begin(&server, json!({})).await;
    assert_eq!(from_a_topic["decision"]["trigger"]["kind"], "topic_handoff");
    assert_eq!(from_a_topic["decision"]["outcome"], "hand_off");
}

#[tokio::test]
async fn system_transfers_control_the_parameters_that_are_passed() {
    let server = with_transfer(&[]).await;
    server
        .made(
            "/transfer_functions",
            json!({"name": "default_transfer", "kind": "phone", "number": "+1 212 555 0100",
                "sip_headers": {"X-Queue": "{{queue}}"}, "parameters": {"why": "{{reason}}"}}),
        )
        .await;
    let open = json!([queue("Billing desk", &json!({}))]);
    leads(&server, "Billing Support", "Transfer immediately.", open).await;
    let transfer = call(&server, "handoff_billing_support", json!({})).await["transfer"].clone();
    assert_eq!(transfer["number"], "+1 212 555 0100", "{transfer}");
    assert_eq!(transfer["sip_headers"], json!({"X-Queue": "Billing desk"}));
    assert!(!transfer["variables"]["why"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn when_to_use_handoffs_the_customer_asks_or_the_ai_cannot_assist() {
    let server = with_transfer(&["default_transfer"]).await;
    let open = json!([queue("Desk", &json!({}))]);
    leads(&server, "General Support", "Transfer immediately.", open).await;
    let asks = json!({"message": {"author": "customer", "text": "Let me talk to a human"}});
    let asked = server.post("/conversations", asks).await.body;
    assert_eq!(asked["decision"]["trigger"]["kind"], "explicit_request");
    let question = json!({"message": {"author": "customer", "text": "Can I pay with shells?"}});
    let begun = server.post("/conversations", question).await.body;
    let id = begun["conversation"]["id"].as_str().unwrap();
    let unsure = json!({"author": "ai", "text": "Perhaps you can.", "confidence": 0.1});
    let answered = server
        .post(&format!("/conversations/{id}/messages"), unsure)
        .await
        .body;
    let decision = &answered["decision"];
    assert_eq!(decision["trigger"]["kind"], "low_confidence", "{decision}");
    assert_eq!(decision["handoff"]["name"], "General Support");
}

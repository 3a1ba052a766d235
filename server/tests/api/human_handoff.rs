//! The configuration in five sections, as existing clients read and write it.

use axum::{body::Body, http::header};
use handoff::{
    access::{Actor, TokenScope},
    actions::save_action,
    conversation::Conduct,
    id::AgentId,
    trigger::Guideline,
};
use serde_json::{Value, json};

use crate::support::{Answer, TestServer};

const PATH: &str = "/human_handoff/configuration";

/// A configuration in which every field says something.
fn full() -> Value {
    json!({
        "settings": {
            "is_active": true, "keywords": ["speak to human", "agent"], "ai_summary_active": false,
            "topic_based_routing_active": false, "question_message": "Shall I fetch a colleague?",
            "confirmation_message": "A colleague is on the way.",
            "confirmation_outside_working_hours_message": "We are closed. Write your e-mail and we answer tomorrow.",
            "working_hours_active": true, "timezone": "Europe/London",
            "send_email_notification": true, "emails": ["team@example.com", "lead@example.com"]},
        "availability": [
            {"day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"},
            {"day_span": "saturday", "start_time": "10:00", "end_time": "14:00"}],
        "generic_guidelines": [
            {"name": "user_frustration", "description": "They are cross.", "is_active": true},
            {"name": "customer_support_suggestion", "description": "Support was suggested.", "is_active": false},
            {"name": "lack_of_knowledge", "description": "Nora does not know.", "is_active": true},
            {"name": "irrelevant_advice", "description": "Beside the point.", "is_active": false},
            {"name": "media_message", "description": "They sent a picture.", "is_active": true}],
        "custom_guidelines": [
            {"name": "Refund above 100", "description": "The customer wants more than 100 euros back", "is_active": true},
            {"name": "Press", "description": "A journalist asks", "is_active": false}],
        "routing_profiles": []})
}

async fn put(server: &TestServer, body: &Value) -> Answer {
    server.put(PATH, None, body.clone()).await
}

/// The same without what the server says by itself.
fn without_ids(mut configuration: Value) -> Value {
    for section in ["availability", "custom_guidelines", "routing_profiles"] {
        for item in configuration[section].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().remove("id");
        }
    }
    configuration
}

#[tokio::test]
async fn a_new_agent_shows_all_five_sections_with_every_documented_field() {
    let server = TestServer::start().await;
    let shown = server.get(PATH).await;
    assert_eq!(shown.status, 200);
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(
        keys(&shown.body),
        [
            "settings",
            "availability",
            "generic_guidelines",
            "custom_guidelines",
            "routing_profiles"
        ]
    );
    assert_eq!(keys(&shown.body["settings"]), keys(&full()["settings"]));
    let generic = shown.body["generic_guidelines"].as_array().unwrap();
    assert_eq!(generic.len(), 5);
    assert!(
        generic
            .iter()
            .all(|row| !row["description"].as_str().unwrap().is_empty())
    );
    let timezone = shown.body["settings"]["timezone"].as_str().unwrap();
    assert!(timezone.parse::<chrono_tz::Tz>().is_ok(), "{timezone}");
}

#[tokio::test]
async fn what_is_put_is_what_is_read_and_every_field_is_kept() {
    let server = TestServer::start().await;
    let put = put(&server, &full()).await;
    assert_eq!(put.status, 200, "{}", put.body);
    assert_eq!(without_ids(put.body.clone()), full());
    let shown = server.get(PATH).await;
    assert_eq!(
        shown.body, put.body,
        "the answer is the configuration as it is now"
    );
    assert_eq!(shown.header("etag"), put.header("etag"));
}

#[tokio::test]
async fn what_is_read_can_be_put_back_and_is_the_same() {
    let server = TestServer::start().await;
    for configuration in [server.get(PATH).await.body, full()] {
        let first = put(&server, &configuration).await;
        assert_eq!(first.status, 200, "{}", first.body);
        let read = server.get(PATH).await;
        let again = put(&server, &read.body).await;
        assert_eq!((again.status.as_u16(), &again.body), (200, &read.body));
        assert_eq!(again.header("etag"), read.header("etag"));
    }
}

#[tokio::test]
async fn ids_are_kept_when_sent_back_made_when_absent_and_gone_when_left_out() {
    let server = TestServer::start().await;
    let mut configuration = put(&server, &full()).await.body;
    let ids = |value: &Value, section: &str| -> Vec<i64> {
        let rows = value[section].as_array().unwrap();
        rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
    };
    for section in ["availability", "custom_guidelines"] {
        let before = ids(&configuration, section);
        assert!(before[0] != before[1] && before[0] > 0);
        let rows = configuration[section].as_array_mut().unwrap();
        let mut new = rows.remove(0);
        new.as_object_mut().unwrap().remove("id");
        new["name"]
            .is_string()
            .then(|| new["name"] = json!("Another"));
        rows.push(new);
        configuration = put(&server, &configuration).await.body;
        let after = ids(&configuration, section);
        assert_eq!(after[0], before[1], "{section}");
        assert!(
            !before.contains(&after[1]),
            "a number is given once: {after:?}"
        );
    }
}

#[tokio::test]
async fn every_mistake_is_named_with_its_place_and_nothing_is_changed() {
    let server = TestServer::start().await;
    let before = put(&server, &full()).await.body;
    let mut wrong = full();
    wrong["settings"]["timezone"] = json!("Europe/Lodnon");
    wrong["settings"]["confirmation_message"] = json!("x".repeat(501));
    wrong["settings"]["emails"] = json!(["nobody"]);
    wrong["settings"]["colour"] = json!("red");
    wrong["settings"]
        .as_object_mut()
        .unwrap()
        .remove("is_active");
    wrong["availability"][1]["start_time"] = json!("9 o'clock");
    wrong["generic_guidelines"][0]["name"] = json!("user_frustation");
    wrong["custom_guidelines"][0]["name"] = json!("n".repeat(101));
    wrong["custom_guidelines"][1]["description"] = json!("d".repeat(2001));
    wrong.as_object_mut().unwrap().remove("routing_profiles");
    let refused = put(&server, &wrong).await;
    assert_eq!(refused.status, 422);
    let mut places = refused.pointers();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            "/availability/1/start_time",
            "/custom_guidelines/0/name",
            "/custom_guidelines/1/description",
            "/generic_guidelines/0/name",
            "/routing_profiles",
            "/settings/colour",
            "/settings/confirmation_message",
            "/settings/emails/0",
            "/settings/is_active",
            "/settings/timezone",
        ]
    );
    assert_eq!(server.get(PATH).await.body, before);
}

#[tokio::test]
async fn a_body_that_lacks_any_section_or_any_setting_is_refused_at_its_place() {
    let server = TestServer::start().await;
    let sections = [
        "settings",
        "availability",
        "generic_guidelines",
        "custom_guidelines",
        "routing_profiles",
    ];
    for section in sections {
        let mut partial = full();
        partial.as_object_mut().unwrap().remove(section);
        let refused = put(&server, &partial).await;
        assert_eq!(
            (refused.status.as_u16(), refused.pointers()),
            (422, vec![format!("/{section}").as_str()])
        );
    }
    for (setting, _) in full()["settings"].as_object().unwrap() {
        let mut partial = full();
        partial["settings"].as_object_mut().unwrap().remove(setting);
        let answer = put(&server, &partial).await;
        if setting == "topic_based_routing_active" {
            assert_eq!(answer.status, 200, "it is derived, so it may be left out");
            continue;
        }
        assert_eq!(
            (answer.status.as_u16(), answer.pointers()),
            (422, vec![format!("/settings/{setting}").as_str()])
        );
    }
}

#[tokio::test]
async fn hours_that_cannot_be_are_refused() {
    let server = TestServer::start().await;
    let cases = [
        json!([]),
        json!([{"day_span": "monday", "start_time": "09:00", "end_time": "13:00"},
               {"day_span": "monday-friday", "start_time": "12:00", "end_time": "17:00"}]),
        json!([{"id": 4, "day_span": "monday", "start_time": "09:00", "end_time": "13:00"},
               {"id": 4, "day_span": "friday", "start_time": "12:00", "end_time": "17:00"}]),
        json!([{"day_span": "moonday", "start_time": "09:00", "end_time": "13:00"}]),
    ];
    for case in cases {
        let mut wrong = full();
        wrong["availability"] = case.clone();
        let refused = put(&server, &wrong).await;
        assert_eq!(refused.status, 422, "{case}");
        let place = refused.pointers()[0].to_owned();
        assert!(place.starts_with("/availability"), "{case}: {place}");
    }
}

#[tokio::test]
async fn hours_are_kept_while_they_are_switched_off() {
    let server = TestServer::start().await;
    let mut off = full();
    off["settings"]["working_hours_active"] = json!(false);
    let done = put(&server, &off).await;
    assert_eq!(without_ids(done.body), off);
    let open = server.get("/availability?at=2026-01-11T03:00:00Z").await;
    assert_eq!(open.status, 200, "{}", open.body);
    let on = put(&server, &full()).await;
    assert_eq!(without_ids(on.body), full());
}

/// An action and hours that say more than five sections can. Gives back the address of the hours.
async fn richer(server: &TestServer) -> String {
    let (desk, agent) = (&server.desk, AgentId(1));
    let saved = desk.store.action(agent).await.unwrap().unwrap();
    let mut action = saved.action;
    action.when_to_use = "Hand over when somebody asks about prices.".into();
    action.triggers.frustration.sentiment_threshold = -0.8;
    action.triggers.custom_guidelines.0 = vec![Guideline {
        name: "Legal".into(),
        description: "They mention a lawyer".into(),
        conduct: Conduct::AtOnce,
        threshold: 0.7,
        ..Guideline::default()
    }];
    save_action(desk, &Actor::System, agent, &action, saved.revision)
        .await
        .unwrap();
    let schedules = server.get("/schedules").await;
    let path = format!("/schedules/{}", schedules.body["data"][0]["id"]);
    let hours = json!({"name": "Office", "timezone": "Europe/Madrid", "weekly_hours": {
        "mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}],
        "fri": [{"start": "22:00", "end": "02:00"}]},
        "date_exceptions": {"2026-12-25": {"closed": true, "name": "Christmas", "yearly": true}}});
    let changed = server.put(&path, None, hours).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    path
}

/// The report that an answer links to.
async fn report(server: &TestServer, answer: &Answer) -> String {
    let link = answer.header("link").to_owned();
    assert!(link.contains("rel=\"describedby\""), "{link}");
    let address = link.split(['<', '>']).nth(1).unwrap();
    let address = address.strip_prefix("/v1/api").unwrap();
    server.get(address).await.body.to_string()
}

#[tokio::test]
async fn what_the_shape_cannot_say_survives_being_sent_back_and_is_reported() {
    let server = TestServer::start().await;
    let hours = richer(&server).await;
    let dates = server.get(&hours).await.body["date_exceptions"].clone();
    let mut configuration = server.get(PATH).await.body;
    assert_eq!(configuration["availability"].as_array().unwrap().len(), 3);
    configuration["settings"]["is_active"] = json!(false);
    let done = put(&server, &configuration).await;
    assert_eq!((done.status.as_u16(), &done.body), (200, &configuration));
    let now = server
        .desk
        .store
        .action(AgentId(1))
        .await
        .unwrap()
        .unwrap()
        .action;
    assert!(!now.enabled && now.when_to_use.contains("prices"));
    assert!(now.triggers.frustration.sentiment_threshold < -0.7);
    let guideline = &now.triggers.custom_guidelines.0[0];
    assert!(guideline.conduct == Conduct::AtOnce && guideline.threshold > 0.6);
    assert_eq!(server.get(&hours).await.body["date_exceptions"], dates);
    let report = report(&server, &done).await;
    for said in [
        "One date with hours of its own stays",
        "“Legal” still hands over at once and has to be sure to 0.70",
    ] {
        assert!(report.contains(said), "{said} in {report}");
    }
}

#[tokio::test]
async fn what_is_left_out_is_gone_and_reported_and_dates_stay_through_other_weeks() {
    let server = TestServer::start().await;
    let hours = richer(&server).await;
    let dates = server.get(&hours).await.body["date_exceptions"].clone();
    let mut configuration = server.get(PATH).await.body;
    configuration["custom_guidelines"] = json!([]);
    configuration["availability"] = full()["availability"].clone();
    let done = put(&server, &configuration).await;
    let report = report(&server, &done).await;
    for said in [
        "“Legal” was left out and is gone",
        "The hours of the first queue were",
    ] {
        assert!(report.contains(said), "{said} in {report}");
    }
    let now = server.get(&hours).await.body;
    assert_eq!(now["date_exceptions"], dates);
    assert_eq!(
        now["weekly_hours"]["sat"],
        json!([{"start": "10:00", "end": "14:00"}])
    );
}

#[tokio::test]
async fn a_tag_names_one_version_and_twenty_writers_on_it_have_one_winner() {
    let server = TestServer::start().await;
    let read = server.get(PATH).await;
    let tag = read.header("etag").to_owned();
    let request = server
        .request("GET", PATH)
        .header(header::IF_NONE_MATCH, &tag);
    let same = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (same.status.as_u16(), same.header("etag")),
        (304, tag.as_str())
    );
    let writers = (0..20).map(|number| {
        let mut own = full();
        own["settings"]["question_message"] = json!(format!("Shall I fetch somebody? {number}"));
        server.put(PATH, Some(&tag), own)
    });
    let answers = futures::future::join_all(writers).await;
    let statuses: Vec<u16> = answers
        .iter()
        .map(|answer| answer.status.as_u16())
        .collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 412).count(),
        19,
        "{statuses:?}"
    );
    let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
    let now = server.get(PATH).await;
    assert_eq!(
        (&now.body, now.header("etag")),
        (&winner.body, winner.header("etag"))
    );
    let loser = answers.iter().find(|answer| answer.status == 412).unwrap();
    assert_eq!(
        loser.header("etag"),
        now.header("etag"),
        "it says what there is"
    );
    let weak = server
        .put(PATH, Some(&format!("W/{}", now.header("etag"))), full())
        .await;
    assert_eq!(weak.status, 412, "only the very same bytes will do");
}

#[tokio::test]
async fn a_token_that_may_only_look_looks_and_another_agents_sees_its_own() {
    let mut server = TestServer::start().await;
    put(&server, &full()).await;
    server.token = server.new_token(TokenScope::ReadAll, None).await;
    assert_eq!(server.get(PATH).await.status, 200);
    assert_eq!(put(&server, &full()).await.status, 403);
    let other = server.new_agent("Otto").await;
    server.token = server.new_token(TokenScope::WriteAll, Some(other)).await;
    let own = server.get(PATH).await.body;
    assert_eq!(own["custom_guidelines"], json!([]));
}

#[tokio::test]
async fn routing_profiles_are_kept_by_their_id_and_name_people_there_are() {
    let server = TestServer::start().await;
    let (maya, sam) = (
        server.new_operator("Maya").await,
        server.new_operator("Sam").await,
    );
    let profile = |name: &str, people: Value| json!({"name": name, "description": "Invoices", "is_active": true, "user_ids": people});
    let mut configuration = full();
    configuration["routing_profiles"] = json!([
        profile("Billing", json!([maya, sam])),
        profile("Deliveries", json!([sam]))
    ]);
    let done = put(&server, &configuration).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(
        done.body["settings"]["topic_based_routing_active"], true,
        "it is derived"
    );
    assert_eq!(
        without_ids(done.body.clone())["routing_profiles"],
        configuration["routing_profiles"]
    );
    let id = done.body["routing_profiles"][0]["id"].clone();
    let path = format!("/routing_profiles/{id}");
    let mut taught = server.get(&path).await.body;
    taught["examples"] = json!(["I was charged twice"]);
    assert_eq!(server.put(&path, None, taught).await.status, 200);

    // The two swap their names; what the section cannot say stays with its id.
    let mut swapped = done.body.clone();
    swapped["routing_profiles"][0]["name"] = json!("Deliveries");
    swapped["routing_profiles"][1]["name"] = json!("Billing");
    let done = put(&server, &swapped).await;
    assert_eq!((done.status.as_u16(), &done.body), (200, &swapped));
    let now = server.get(&path).await.body;
    assert_eq!(
        (&now["name"], &now["examples"]),
        (&json!("Deliveries"), &json!(["I was charged twice"]))
    );

    let mut wrong = swapped.clone();
    wrong["routing_profiles"][0]["user_ids"] = json!([maya, 999]);
    wrong["routing_profiles"][1]["name"] = json!("");
    wrong["settings"]["question_message"] = json!("Shall {{agent_nam}} come?");
    let refused = put(&server, &wrong).await;
    assert_eq!(
        refused.pointers(),
        [
            "/settings/question_message",
            "/routing_profiles/0/user_ids/1",
            "/routing_profiles/1/name"
        ]
    );
    swapped["routing_profiles"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    let done = put(&server, &swapped).await;
    assert_eq!(done.body, swapped);
    assert_eq!(server.get(&path).await.status, 404);
}

#[tokio::test]
async fn what_is_put_decides_the_next_message() {
    let server = TestServer::start().await;
    let mut configuration = full();
    configuration["settings"]["keywords"] = json!(["banana"]);
    configuration["settings"]["working_hours_active"] = json!(false);
    assert_eq!(put(&server, &configuration).await.status, 200);
    let made = server
        .post(
            "/conversations",
            json!({"channel": "web", "message": {"author": "customer", "text": "banana"}}),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let decision = &made.body["decision"];
    assert_eq!(
        decision["outcome"], "hand_off",
        "whoever says a keyword asks directly"
    );
    let said = decision["message"].as_str().unwrap();
    assert!(said.starts_with("A colleague is on the way."), "{said}");
}

#[tokio::test]
async fn routing_profiles_are_kept_and_what_the_sections_cannot_say_of_them_stays() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let billing = json!({"name": "Billing", "description": "Invoices", "examples": ["I was charged twice"],
        "is_active": true, "user_ids": [ana]});
    let id = server.made("/routing_profiles", billing).await;
    let mut shown = server.get(PATH).await.body;
    assert_eq!(shown["settings"]["topic_based_routing_active"], true);
    assert_eq!(shown["routing_profiles"][0]["user_ids"], json!([ana]));
    shown["routing_profiles"][0]["description"] = json!("Invoices and refunds");
    let trade =
        json!({"name": "Trade", "description": "Hotels", "is_active": false, "user_ids": []});
    shown["routing_profiles"]
        .as_array_mut()
        .unwrap()
        .push(trade);
    let replaced = put(&server, &shown).await;
    assert_eq!(replaced.status, 200, "{}", replaced.body);
    assert_eq!(
        without_ids(server.get(PATH).await.body),
        without_ids(shown.clone())
    );
    let kept = server.get(&format!("/routing_profiles/{id}")).await.body;
    assert_eq!(kept["description"], "Invoices and refunds");
    assert_eq!(kept["examples"], json!(["I was charged twice"]));
    shown["routing_profiles"] = json!([{"name": "Billing", "description": "Invoices", "is_active": false, "user_ids": [ana, 999]}]);
    let refused = put(&server, &shown).await;
    assert_eq!(
        (refused.status.as_u16(), refused.pointers()),
        (422, vec!["/routing_profiles/0/user_ids/1"])
    );
    shown["routing_profiles"] = json!([]);
    assert_eq!(put(&server, &shown).await.status, 200);
    assert_eq!(
        server.get(&format!("/routing_profiles/{id}")).await.status,
        404
    );
}

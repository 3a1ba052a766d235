//! Who gets it: given out by each queue's way, given back, given to somebody else, with why and why not.

use chrono::Duration;
use handoff::{
    actions::{look_after_line, note_seen},
    clock::from_millis,
    id::{AgentId, OperatorId},
};
use serde_json::{Value, json};

use crate::support::{NOW, TestServer};

async fn shares(server: &TestServer, sharing: Value) -> i64 {
    let queue = server.desk.store.queues(AgentId(1)).await.unwrap()[0].id;
    let path = format!("/queues/{queue}/sharing");
    let saved = server.put(&path, None, sharing).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    queue.0
}

async fn card(server: &TestServer, id: &str) -> Value {
    server.get(&format!("/conversations/{id}")).await.body
}

async fn assignee(server: &TestServer, id: &str) -> Value {
    card(server, id).await["conversation"]["assignee"]["id"].clone()
}

async fn goes(server: &TestServer, who: OperatorId, body: Value) -> Value {
    let path = format!("/operators/{who}/presence");
    let gone = server.put(&path, None, body).await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    gone.body
}

/// Why somebody did not get it, by the newest assignment.
fn why_not(card: &Value, who: OperatorId) -> String {
    let others = card["assignments"][0]["others"].as_array().unwrap();
    let other = others.iter().find(|other| other["operator"] == json!(who));
    other.unwrap()["why"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn people_take_turns_and_it_is_said_why_and_why_not() {
    let server = TestServer::start().await;
    let [ana, raj, mei] =
        ["Ana Vega", "Raj Patel", "Mei Lin"].map(|name| server.new_operator(name));
    let (ana, raj, mei) = (ana.await, raj.await, mei.await);
    goes(&server, mei, json!({"presence": "away"})).await;
    shares(&server, json!({"method": "round_robin"})).await;
    let mut had = Vec::new();
    for _ in 0..4 {
        let text = "Can I talk to a real person, please?";
        let body = json!({"message": {"author": "customer", "text": text}});
        let begun = server.post("/conversations", body).await.body;
        let given = begun["conversation"]["assignee"]["id"].clone();
        assert_eq!(begun["decision"]["routing"]["assignee"], given);
        assert_eq!(begun["decision"]["routing"]["method"], "round_robin");
        assert_eq!(begun["conversation"]["state"], "with_operator");
        had.push(given);
        let id = begun["conversation"]["id"].as_str().unwrap();
        let card = card(&server, id).await;
        assert_eq!(card["assignments"][0]["why"], "next in turn");
        assert_eq!(why_not(&card, mei), "away since 10:00");
        let said = card["messages"].as_array().unwrap().last().unwrap();
        assert!(
            said["text"].as_str().unwrap().contains("connected with"),
            "{said}"
        );
    }
    assert_eq!(had, [json!(ana), json!(raj), json!(ana), json!(raj)]);
}

#[tokio::test]
async fn whoever_is_full_gets_the_next_when_there_is_room() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let path = format!("/operators/{ana}");
    let mut can = server.get(&path).await.body;
    can["capacity"] = json!(1);
    can["skills"] = json!({"Billing": 4});
    let kept = server.put(&path, None, can).await;
    assert_eq!(kept.body["skills"], json!({"billing": 4}), "{}", kept.body);
    shares(&server, json!({"method": "load_based"})).await;
    let (first, second) = (server.waiting().await, server.waiting().await);
    assert_eq!(assignee(&server, &first).await, json!(ana));
    let waits = card(&server, &second).await;
    assert_eq!(waits["conversation"]["state"], "waiting");
    assert_eq!(
        (
            &waits["position"],
            waits["assignments"].as_array().unwrap().len()
        ),
        (&json!(1), 0)
    );
    server
        .post(&format!("/conversations/{first}/resolve"), json!({}))
        .await;
    assert_eq!(assignee(&server, &second).await, json!(ana));
    let loads = server.get(&path).await.body;
    assert_eq!((&loads["load"], &loads["capacity"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn what_somebody_gives_back_is_first_in_line_and_goes_to_somebody_else() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    shares(&server, json!({"method": "load_based"})).await;
    let given = server.waiting().await;
    assert_eq!(assignee(&server, &given).await, json!(ana));
    let raj = server.new_operator("Raj Patel").await;
    goes(&server, raj, json!({"presence": "busy"})).await;
    let gone = goes(&server, ana, json!({"presence": "away", "give_back": true})).await;
    assert_eq!(gone["returned"], 1);
    let waiting = server.waiting().await;
    assert_eq!(card(&server, &given).await["position"], 1);
    assert_eq!(card(&server, &waiting).await["position"], 2);
    // Whoever gave it back does not get it again, though they are there first.
    goes(&server, ana, json!({"presence": "online"})).await;
    assert_eq!(assignee(&server, &given).await, Value::Null);
    assert_eq!(assignee(&server, &waiting).await, json!(ana));
    goes(&server, raj, json!({"presence": "online"})).await;
    assert_eq!(assignee(&server, &given).await, json!(raj));
    let card = card(&server, &given).await;
    assert_eq!(why_not(&card, ana), "had it just now and did not answer");
}

#[tokio::test]
async fn whoever_does_not_answer_loses_it_and_whoever_answers_keeps_it() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    shares(
        &server,
        json!({"method": "load_based", "reassign_minutes": 10}),
    )
    .await;
    let (silent, answered) = (server.waiting().await, server.waiting().await);
    let reply = json!({"operator_id": ana, "text": "I am looking into it."});
    server
        .post(&format!("/conversations/{answered}/replies"), reply)
        .await;
    server.clock.set(from_millis(NOW) + Duration::minutes(10));
    // There is nobody else, so it stays.
    look_after_line(&server.desk).await.unwrap();
    assert_eq!(assignee(&server, &silent).await, json!(ana));
    let raj = server.new_operator("Raj Patel").await;
    look_after_line(&server.desk).await.unwrap();
    let card = card(&server, &silent).await;
    assert_eq!(card["conversation"]["assignee"]["id"], json!(raj));
    let why = card["assignments"][0]["why"].as_str().unwrap();
    assert!(why.contains("no answer within 10 minutes"), "{why}");
    assert_eq!(assignee(&server, &answered).await, json!(ana));
}

#[tokio::test]
async fn only_the_people_of_the_matching_profile_get_it() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let raj = server.new_operator("Raj Patel").await;
    let billing = json!({"name": "Billing", "description": "Invoices, refunds, double charges and payment methods",
        "examples": ["I was charged twice"], "is_active": true, "user_ids": [raj]});
    let made = server.post("/routing_profiles", billing.clone()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    shares(&server, json!({"method": "load_based"})).await;
    let ask = async |text: &str| {
        let body = json!({"message": {"author": "customer", "text": text}});
        server.post("/conversations", body).await.body
    };
    let about = ask("Why was I charged twice? Can I talk to a real person, please?").await;
    let routing = &about["decision"]["routing"];
    assert_eq!(
        (&routing["profile"], &routing["operators"]),
        (&json!("Billing"), &json!([raj]))
    );
    assert!(routing["score"].as_f64().unwrap() >= 0.5);
    assert_eq!(routing["assignee"], json!(raj));
    let id = about["conversation"]["id"].as_str().unwrap();
    assert_eq!(why_not(&card(&server, id).await, ana), "not for “Billing”");
    let other = ask("Can I talk to a real person, please?").await;
    assert_eq!(other["decision"]["routing"]["profile"], Value::Null);
    assert_eq!(other["decision"]["routing"]["assignee"], json!(ana));
    // Said twice, it is refused with the place; switched off, it matches nothing.
    let again = server.post("/routing_profiles", billing.clone()).await;
    assert_eq!(
        (again.status.as_u16(), again.pointers()),
        (422, vec!["/name"])
    );
    let path = format!("/routing_profiles/{}", made.body["id"]);
    let mut off = made.body.clone();
    off["is_active"] = json!(false);
    assert_eq!(server.put(&path, None, off).await.status, 200);
    let about = ask("Why was I charged twice? Can I talk to a real person, please?").await;
    assert_eq!(about["decision"]["routing"]["profile"], Value::Null);
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!(server.get(&path).await.status, 404);
}

#[tokio::test]
async fn what_nobody_can_take_in_time_goes_another_way() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let here = shares(
        &server,
        json!({"method": "skill_based", "skills": {"tax": 3}, "need": "all",
        "fallback": {"to": "anyone", "after_minutes": 5}}),
    )
    .await;
    let id = server.waiting().await;
    assert_eq!(assignee(&server, &id).await, Value::Null);
    server.clock.set(from_millis(NOW) + Duration::minutes(5));
    look_after_line(&server.desk).await.unwrap();
    assert_eq!(assignee(&server, &id).await, json!(ana));
    let other =
        json!({"name": "Second line", "type": "Agent_queue", "open_24": true, "timezone": "UTC"});
    let other = server.made("/queues", other).await;
    let fallback = json!({"to": "other_queue", "queue": other, "after_minutes": 5});
    let sharing =
        json!({"method": "skill_based", "skills": {"tax": 3}, "need": "all", "fallback": fallback});
    assert_eq!(shares(&server, sharing).await, here);
    let id = server.waiting().await;
    server.clock.set(from_millis(NOW) + Duration::minutes(10));
    look_after_line(&server.desk).await.unwrap();
    assert_eq!(
        card(&server, &id).await["conversation"]["queue"],
        "Second line"
    );
    let fallback = json!({"to": "callback", "after_minutes": 5});
    shares(
        &server,
        json!({"method": "skill_based", "skills": {"tax": 3}, "need": "all", "fallback": fallback}),
    )
    .await;
    let id = server.waiting().await;
    server.clock.set(from_millis(NOW) + Duration::minutes(15));
    look_after_line(&server.desk).await.unwrap();
    look_after_line(&server.desk).await.unwrap();
    let card = card(&server, &id).await;
    let messages = card["messages"].as_array().unwrap();
    let asks = |message: &&Value| message["at"] == json!(server.desk.now());
    assert_eq!(messages.iter().filter(asks).count(), 1, "{card}");
}

#[tokio::test]
async fn a_reopened_conversation_goes_to_whoever_had_it() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let raj = server.new_operator("Raj Patel").await;
    shares(&server, json!({"method": "load_based"})).await;
    let id = server.waiting().await;
    assert_eq!(assignee(&server, &id).await, json!(ana));
    server
        .post(&format!("/conversations/{id}/resolve"), json!({}))
        .await;
    let text = json!({"author": "customer", "text": "Can I talk to a real person again, please?"});
    // Raj has fewer by the time, and still it is Ana's.
    server.waiting().await;
    let again = server
        .post(&format!("/conversations/{id}/messages"), text)
        .await;
    assert_eq!(
        again.body["decision"]["outcome"], "hand_off",
        "{}",
        again.body
    );
    let card = card(&server, &id).await;
    assert_eq!(card["conversation"]["assignee"]["id"], json!(ana));
    assert_eq!(
        card["assignments"][0]["why"],
        "had this conversation before"
    );
    assert_eq!(why_not(&card, raj), "Ana had it before");
}

#[tokio::test]
async fn every_mistake_is_named_at_its_place() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let wrong =
        json!({"skills": {"a": 9}, "languages": ["xx"], "capacity": 0, "weights": {"phone": 0}});
    let refused = server.put(&format!("/operators/{ana}"), None, wrong).await;
    assert_eq!(refused.status, 422);
    let mut places = refused.pointers();
    places.sort_unstable();
    assert_eq!(
        places,
        ["/capacity", "/languages/0", "/skills/a", "/weights/phone"]
    );
    let queue = server.desk.store.queues(AgentId(1)).await.unwrap()[0].id;
    let wrong = json!({"method": "round_robin", "max_concurrent_per_agent": 0, "reassign_minutes": 9999,
        "fallback": {"to": "other_queue", "queue": queue, "after_minutes": 5}});
    let refused = server
        .put(&format!("/queues/{queue}/sharing"), None, wrong)
        .await;
    let mut places = refused.pointers();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            "/fallback/queue",
            "/max_concurrent_per_agent",
            "/reassign_minutes"
        ]
    );
    let unknown = server.put("/operators/999", None, json!({})).await;
    assert_eq!(unknown.status, 404);
    let unknown = server
        .put(
            &format!("/operators/{ana}/presence"),
            None,
            json!({"presence": "asleep"}),
        )
        .await;
    assert_eq!(
        (unknown.status.as_u16(), unknown.pointers()),
        (422, vec!["/presence"])
    );
}

/// What somebody who asks for a person now is told.
async fn told(server: &TestServer) -> String {
    let text = "Can I talk to a real person, please?";
    let body = json!({"message": {"author": "customer", "text": text}});
    let begun = server.post("/conversations", body).await.body;
    begun["decision"]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn how_long_it_takes_is_said_from_how_long_it_took_lately() {
    let server = TestServer::start().await;
    let ana = server.new_operator("Ana Vega").await;
    let mut now = from_millis(NOW);
    for _ in 0..3 {
        let id = server.waiting().await;
        now += Duration::minutes(8);
        server.clock.set(now);
        let claim = format!("/conversations/{id}/claim");
        let claimed = server.post(&claim, json!({"operator_id": ana})).await;
        assert_eq!(claimed.status, 200, "{}", claimed.body);
    }
    let before = told(&server).await;
    assert!(!before.contains("8 minutes"), "{before}");
    look_after_line(&server.desk).await.unwrap();
    let lately = told(&server).await;
    assert!(
        lately.contains("16 minutes"),
        "the second in line: {lately}"
    );
    server.clock.set(now + Duration::hours(4));
    look_after_line(&server.desk).await.unwrap();
    let later = told(&server).await;
    assert!(!later.contains("24 minutes"), "{later}");
}

#[tokio::test]
async fn whoever_has_no_page_open_is_away_until_they_have_one_unless_they_said_otherwise() {
    let server = TestServer::start().await;
    let [ana, raj, mei] =
        ["Ana Vega", "Raj Patel", "Mei Lin"].map(|name| server.new_operator(name));
    let (ana, raj, mei) = (ana.await, raj.await, mei.await);
    let presence = async |who: OperatorId| {
        let card = server.get(&format!("/operators/{who}")).await.body;
        card["presence"].as_str().unwrap().to_owned()
    };
    shares(&server, json!({"method": "round_robin"})).await;
    goes(&server, raj, json!({"presence": "busy"})).await;
    for who in [ana, raj] {
        note_seen(&server.desk, who).await.unwrap();
    }
    server.clock.set(from_millis(NOW) + Duration::minutes(9));
    look_after_line(&server.desk).await.unwrap();
    assert_eq!(presence(ana).await, "online");
    server.clock.set(from_millis(NOW) + Duration::minutes(11));
    look_after_line(&server.desk).await.unwrap();
    assert_eq!(presence(ana).await, "away");
    assert_eq!(
        presence(raj).await,
        "busy",
        "what they said of themselves stays"
    );
    assert_eq!(
        presence(mei).await,
        "online",
        "who never had a page works otherwise"
    );
    goes(&server, mei, json!({"presence": "offline"})).await;
    let id = server.waiting().await;
    assert_eq!(assignee(&server, &id).await, Value::Null);
    assert!(!note_seen(&server.desk, raj).await.unwrap());
    assert!(note_seen(&server.desk, ana).await.unwrap());
    assert_eq!(presence(ana).await, "online");
    assert_eq!(
        assignee(&server, &id).await,
        json!(ana),
        "who comes back gets what waits"
    );
    goes(&server, ana, json!({"presence": "away"})).await;
    server.clock.set(from_millis(NOW) + Duration::minutes(13));
    assert!(!note_seen(&server.desk, ana).await.unwrap());
    assert_eq!(
        presence(ana).await,
        "away",
        "who said so stays away, pages or not"
    );
}

#[tokio::test]
async fn whoever_joins_a_group_works_on_its_queues_from_then_on() {
    let server = TestServer::start().await;
    let (ana, raj) = (
        server.new_operator("Ana Vega").await,
        server.new_operator("Raj Patel").await,
    );
    let queue = shares(&server, json!({"method": "round_robin"})).await;
    let joins = async |who: OperatorId, groups: Value| {
        let path = format!("/operators/{who}");
        let mut shown = server.get(&path).await.body;
        shown["groups"] = groups;
        let saved = server.put(&path, None, shown).await;
        (saved.status, saved.body)
    };
    assert_eq!(joins(ana, json!(["Billing"])).await.0, 200);
    let path = format!("/queues/{queue}");
    let mut shown = server.get(&path).await.body;
    shown["groups"] = json!(["billing"]);
    let fields = ["name", "timezone", "open_24", "groups"];
    let body: serde_json::Map<String, Value> = fields
        .iter()
        .map(|field| ((*field).to_owned(), shown[field].clone()))
        .collect();
    let saved = server.put(&path, None, Value::Object(body)).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(saved.body["groups"], json!(["billing"]));
    let given = async || {
        let text = "Can I talk to a real person, please?";
        let body = json!({"message": {"author": "customer", "text": text}});
        server.post("/conversations", body).await.body["conversation"]["assignee"]["id"].clone()
    };
    assert_eq!([given().await, given().await], [json!(ana), json!(ana)]);
    // Somebody joins, somebody leaves: nobody touches the queue.
    assert_eq!(joins(raj, json!(["Billing"])).await.0, 200);
    assert_eq!(joins(ana, json!([])).await.0, 200);
    assert_eq!([given().await, given().await], [json!(raj), json!(raj)]);
    let (status, refused) = joins(raj, json!(["Billing", " "])).await;
    assert_eq!(status, 422, "{refused}");
    assert!(refused.to_string().contains("/groups/1"), "{refused}");
    // With nobody in it, the queue is everybody's again: nobody waits for a group that is empty.
    assert_eq!(joins(raj, json!([])).await.0, 200);
    assert_eq!(given().await, json!(ana));
}

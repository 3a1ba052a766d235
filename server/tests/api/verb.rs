//! What people do with a conversation.

use handoff::id::OperatorId;
use serde_json::json;

use crate::support::{Answer, TestServer};

struct Scene {
    server: TestServer,
    conversation: String,
    maya: OperatorId,
    tom: OperatorId,
}

impl Scene {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let conversation = server.waiting().await;
        let maya = server.new_operator("Maya Strand").await;
        let tom = server.new_operator("Tom Reed").await;
        Self {
            server,
            conversation,
            maya,
            tom,
        }
    }

    async fn post(&self, verb: &str, body: serde_json::Value) -> Answer {
        self.server
            .post(
                &format!("/conversations/{}/{verb}", self.conversation),
                body,
            )
            .await
    }
}

#[tokio::test]
async fn one_person_takes_it_and_the_next_is_told_who() {
    let scene = Scene::new().await;
    let taken = scene
        .post("claim", json!({"operator_id": scene.maya}))
        .await;
    assert_eq!(taken.status, 200);
    assert_eq!(taken.body["state"], "with_operator");
    assert_eq!(
        taken.body["assignee"],
        json!({"id": scene.maya, "name": "Maya Strand"})
    );
    for (verb, body) in [
        ("claim", json!({"operator_id": scene.tom})),
        ("replies", json!({"operator_id": scene.tom, "text": "Hi"})),
    ] {
        let late = scene.post(verb, body).await;
        assert_eq!(late.status, 409);
        assert_eq!(late.body["code"], "taken");
        assert_eq!(late.body["detail"], "Maya Strand has this conversation.");
        assert_eq!(
            late.body["taken_by"],
            json!({"id": scene.maya, "name": "Maya Strand"})
        );
    }
    let again = scene
        .post("claim", json!({"operator_id": scene.maya}))
        .await;
    assert_eq!(again.status, 200, "one who has it has it");
}

#[tokio::test]
async fn a_reply_takes_over_and_reaches_the_transcript() {
    let scene = Scene::new().await;
    let replied = scene
        .post(
            "replies",
            json!({"operator_id": scene.maya, "text": " Hello, this is Maya. "}),
        )
        .await;
    assert_eq!(replied.status, 201);
    assert_eq!(replied.body["conversation"]["state"], "with_operator");
    assert_eq!(replied.body["message"]["text"], "Hello, this is Maya.");
    assert_eq!(replied.body["message"]["name"], "Maya Strand");
}

#[tokio::test]
async fn a_note_changes_nothing_else() {
    let scene = Scene::new().await;
    let noted = scene
        .post(
            "notes",
            json!({"operator_id": scene.tom, "text": "A regular."}),
        )
        .await;
    assert_eq!(noted.status, 201);
    assert_eq!(noted.body["note"]["text"], "A regular.");
    let card = scene
        .server
        .get(&format!("/conversations/{}", scene.conversation))
        .await
        .body;
    assert_eq!(card["conversation"]["state"], "waiting");
}

#[tokio::test]
async fn it_is_given_to_somebody_else_and_back_to_the_line() {
    let scene = Scene::new().await;
    for by in [scene.maya, scene.tom] {
        let given = scene.post("assign", json!({"operator_id": by})).await;
        assert_eq!(
            (given.status.as_u16(), &given.body["assignee"]["id"]),
            (200, &json!(by))
        );
    }
    let back = scene.post("assign", json!({"operator_id": null})).await;
    assert_eq!(back.body["state"], "waiting");
    assert_eq!(back.body["assignee"], json!(null));
}

#[tokio::test]
async fn what_is_done_is_not_done_again() {
    let scene = Scene::new().await;
    let path = format!("/conversations/{}/resolve", scene.conversation);
    let bare = scene
        .server
        .request("POST", &path)
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(scene.server.send(bare).await.body["state"], "resolved");
    let cases = [
        ("resolve", json!({})),
        ("hand_back", json!({})),
        ("claim", json!({"operator_id": scene.maya})),
        ("replies", json!({"operator_id": scene.maya, "text": "Hi"})),
        ("assign", json!({"operator_id": null})),
    ];
    for (verb, body) in cases {
        let refused = scene.post(verb, body).await;
        assert_eq!(
            (refused.status.as_u16(), refused.body["code"].as_str()),
            (409, Some("resolved")),
            "{verb}"
        );
    }
}

#[tokio::test]
async fn it_goes_back_to_the_ai_with_a_clean_slate() {
    let scene = Scene::new().await;
    scene
        .post("claim", json!({"operator_id": scene.maya}))
        .await;
    let back = scene
        .post("hand_back", json!({"operator_id": scene.maya}))
        .await;
    assert_eq!(
        (back.status.as_u16(), &back.body["state"]),
        (200, &json!("with_ai"))
    );
    let again = scene.post("hand_back", json!({})).await;
    assert_eq!(
        (again.status.as_u16(), again.body["code"].as_str()),
        (409, Some("with_ai"))
    );
    let next = scene
        .post("messages", json!({"author": "customer", "text": "Thanks"}))
        .await;
    assert_eq!(next.body["decision"]["outcome"], "continue");
}

#[tokio::test]
async fn taking_what_nobody_handed_over_is_a_reason_of_its_own() {
    let scene = Scene::new().await;
    let begun = scene
        .server
        .post(
            "/conversations",
            json!({"message": {"author": "customer", "text": "How do I oil my bench?"}}),
        )
        .await;
    let id = begun.body["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/conversations/{id}");
    let replied = scene
        .server
        .post(
            &format!("{path}/replies"),
            json!({"operator_id": scene.maya, "text": "Let me show you."}),
        )
        .await;
    assert_eq!(replied.status, 201);
    let card = scene.server.get(&path).await;
    let request = &card.body["handoff_request"];
    assert_eq!(request["trigger"], "manual");
    assert_eq!(request["reason"], "Maya Strand took it over from the AI");
    assert!(
        request["summary"].to_string().contains("oil my bench"),
        "{request}"
    );
}

#[tokio::test]
async fn a_handoff_is_judged_judged_again_and_taken_back() {
    let scene = Scene::new().await;
    let path = format!("/conversations/{}", scene.conversation);
    let say = async |who: OperatorId, verdict: serde_json::Value| {
        let body = json!({"operator_id": who, "verdict": verdict});
        scene.post("verdict", body).await
    };
    let first = say(scene.maya, json!("too_early")).await;
    assert_eq!(first.status, 200, "{:?}", first.body);
    assert_eq!(first.body["verdict"]["verdict"], "too_early");
    let second = say(scene.tom, json!("wrong_team")).await;
    assert_eq!(second.body["verdict"]["by"]["name"], "Tom Reed");
    let card = scene.server.get(&path).await;
    assert_eq!(card.body["verdict"], second.body["verdict"]);

    let counted = async |verdict: &str| {
        let figures = scene.server.get("/insights?days=1").await.body;
        let reason = &figures["reasons"][0];
        assert_eq!(reason["handoffs"], 1, "{figures}");
        reason["verdicts"][verdict].as_i64()
    };
    assert_eq!(counted("wrong_team").await, Some(1));
    assert_eq!(counted("too_early").await, Some(0), "the last one counts");

    let gone = say(scene.tom, json!(null)).await;
    assert_eq!(gone.body["verdict"], json!(null));
    assert_eq!(counted("wrong_team").await, Some(0));
    let store = &scene.server.desk.store;
    let events = store
        .events_after(handoff::id::EventId(0), 1000)
        .await
        .unwrap();
    let judged = events
        .iter()
        .filter(|event| event.kind.as_str() == "conversation.handoff_judged");
    let changes: Vec<_> = judged
        .map(|event| (event.data["before"].clone(), event.data["after"].clone()))
        .collect();
    assert_eq!(
        changes,
        [
            (json!(null), json!("too_early")),
            (json!("too_early"), json!("wrong_team")),
            (json!("wrong_team"), json!(null)),
        ]
    );
}

#[tokio::test]
async fn what_is_no_verdict_and_what_was_never_handed_over_is_refused() {
    let scene = Scene::new().await;
    let body = json!({"operator_id": scene.maya, "verdict": "fine"});
    let refused = scene.post("verdict", body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.pointers(), ["/verdict"]);
    let missing = scene
        .post("verdict", json!({"operator_id": scene.maya}))
        .await;
    assert_eq!(missing.status, 422);

    let begun = scene
        .server
        .post(
            "/conversations",
            json!({"message": {"author": "customer", "text": "How do I oil my bench?"}}),
        )
        .await;
    let id = begun.body["conversation"]["id"].as_str().unwrap();
    let body = json!({"operator_id": scene.maya, "verdict": "right"});
    let never = scene
        .server
        .post(&format!("/conversations/{id}/verdict"), body)
        .await;
    assert_eq!(
        (never.status.as_u16(), never.pointers()),
        (422, vec!["/verdict"])
    );
}

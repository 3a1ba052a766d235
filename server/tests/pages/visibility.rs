//! Who sees which conversation, through every door, and who looked at what was not theirs.

use std::time::Duration;

use axum::http::StatusCode;
use futures::StreamExt;
use handoff::{
    access::{Actor, Scope, Sight},
    actions::{QueueDraft, QueueHours, claim, save_queue, save_routing_profile, save_sight},
    conversation::{Conversation, State, View},
    id::{AgentId, ConversationId, OperatorId, RoutingProfileId},
    routing::RoutingProfile,
    samples::PASSWORD,
    store::{ConversationQuery, InboxQuery, StoreError},
};

use crate::browser::{Browser, TestServer};

const TOMAS: OperatorId = OperatorId(3);
const LENA: OperatorId = OperatorId(4);

/// The sample world, where Lena alone works on the shop's main queue.
async fn shop(sight: Sight) -> TestServer {
    let server = TestServer::with_samples().await;
    let desk = &server.desk;
    let saved = desk.store.saved_queues(AgentId(1)).await.unwrap();
    let main = saved
        .into_iter()
        .find(|saved| saved.queue.name == "Main team")
        .unwrap();
    let mut queue = main.queue;
    queue.members = vec![LENA];
    let of = Some((queue.id, Some(main.revision)));
    let draft = QueueDraft {
        queue,
        hours: QueueHours::Shared(main.schedule.0),
        hours_revision: None,
    };
    save_queue(desk, &Actor::System, AgentId(1), of, &draft)
        .await
        .unwrap();
    save_sight(desk, &Actor::System, sight).await.unwrap();
    server
}

async fn signed_in<'a>(server: &'a TestServer, name: &str) -> Browser<'a> {
    let mut browser = server.browser();
    let email = format!("{name}@alderandpine.example");
    assert_eq!(browser.sign_in(&email, PASSWORD).await.location, "/");
    browser
}

async fn all(server: &TestServer) -> Vec<Conversation> {
    let query = ConversationQuery {
        scope: Scope::Everything,
        state: None,
        search: None,
        after: None,
        limit: 500,
    };
    let page = server.desk.store.conversations(&query).await.unwrap();
    page.unwrap().conversations
}

async fn now_of(server: &TestServer, id: &ConversationId) -> Conversation {
    let found = server.desk.store.conversation(Scope::Everything, id).await;
    found.unwrap().unwrap()
}

/// One of the main queue that a colleague of Tomás has.
async fn foreign(server: &TestServer) -> Conversation {
    let main = server.desk.store.queues(AgentId(1)).await.unwrap();
    let main = main
        .iter()
        .find(|queue| queue.name == "Main team")
        .unwrap()
        .id;
    let mut all = all(server).await.into_iter();
    let found = all.find(|of| {
        of.queue == Some(main)
            && of.state == State::WithOperator
            && of.assignee.is_some_and(|by| by != TOMAS)
    });
    found.unwrap()
}

/// Every button and everything that is done with picked conversations is tried on one.
async fn clicked(tomas: &mut Browser<'_>, of: &Conversation) {
    for button in ["claim", "assign", "resolve", "verdict", "hand-back"] {
        let form = [
            ("conversation", of.id.0.as_str()),
            ("to", "3"),
            ("verdict", "right"),
        ];
        let done = tomas.post(&format!("/do/{button}"), &form).await;
        assert_eq!(done.location, "/inbox", "{button}: {}", done.html);
        let said = tomas.get("/inbox").await.html;
        assert!(said.contains("does not exist"), "{button}");
    }
    let picked = format!("{}:{}", of.id.0, of.assignee.unwrap());
    for op in ["resolve", "mine", "label", "priority"] {
        let form = [
            ("picked", picked.as_str()),
            ("op", op),
            ("name", "Mine"),
            ("priority", "3"),
        ];
        tomas.post("/inbox/bulk?view=all", &form).await;
    }
}

#[tokio::test]
async fn a_foreign_conversation_is_like_an_unknown_one_at_every_address() {
    let server = shop(Sight::Own).await;
    let of = foreign(&server).await;
    let mut tomas = signed_in(&server, "tomas").await;
    let unknown = "conv_nobodyknowsthisone";
    for page in [
        "",
        "/history",
        "/entries?after=0",
        "/parts",
        "?before=3",
        "?at=1",
    ] {
        let mut answer = async |id: &str| tomas.get(&format!("/inbox/{id}{page}")).await;
        let (theirs, none) = (answer(&of.id.0).await, answer(unknown).await);
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(theirs.html, none.html.replace(unknown, &of.id.0), "{page}");
    }
    let form = [
        ("text", "I should not be here"),
        ("kind", "note"),
        ("op", "priority"),
        ("priority", "3"),
        ("name", "Mine"),
    ];
    for door in ["replies", "draft", "handling"] {
        let path = format!("/inbox/{}/{door}", of.id.0);
        assert_eq!(
            tomas.post(&path, &form).await.status,
            StatusCode::NOT_FOUND,
            "{door}"
        );
    }
    let reply = [
        ("text", "I should not be here"),
        ("kind", "reply"),
        ("op", "assign"),
    ];
    let path = format!("/inbox/{}/replies", of.id.0);
    assert_eq!(
        tomas.post(&path, &reply).await.status,
        StatusCode::NOT_FOUND
    );
    clicked(&mut tomas, &of).await;
    let now = now_of(&server, &of.id).await;
    assert_eq!(now.revision, of.revision, "something was done to it");
    let store = &server.desk.store;
    let labels = store.labels_of(std::slice::from_ref(&of.id)).await.unwrap();
    let mut labels = labels.values().flatten();
    assert!(labels.all(|label| label.name != "Mine"));
    assert!(store.draft(TOMAS, &of.id).await.unwrap().is_none());
    // Whoever sees everything finds it at the same addresses.
    let mut maya = signed_in(&server, "maya").await;
    assert_eq!(
        maya.get(&format!("/inbox/{}", of.id.0)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_foreign_conversation_is_in_no_list_no_count_and_no_search() {
    let server = shop(Sight::Own).await;
    let of = foreign(&server).await;
    let name = of.customer.name.clone().unwrap();
    let mut tomas = signed_in(&server, "tomas").await;
    for view in View::ALL {
        let page = tomas.get(&format!("/inbox?view={}", view.as_str())).await;
        assert!(!page.html.contains(&of.id.0), "{}", view.as_str());
    }
    let search = format!("/inbox/rows?view=all&q={}", name.replace(' ', "+"));
    assert!(!tomas.get(&search).await.html.contains(&of.id.0));
    let mut maya = signed_in(&server, "maya").await;
    assert!(maya.get(&search).await.html.contains(&of.id.0), "{name}");
    let notices = tomas.get("/inbox/notices?since=0").await;
    assert_eq!(notices.status, StatusCode::OK);
    assert!(!notices.html.contains(&of.id.0));
}

/// The rule in words of its own, to hold the statements to.
fn is_within(scope: Scope, of: &Conversation, members: &[OperatorId]) -> bool {
    let (Scope::Own(who) | Scope::Team(who)) = scope else {
        return true;
    };
    let waits = of.assignee.is_none() && matches!(of.state, State::Waiting | State::Callback);
    let is_theirs = of.queue.is_some() && (members.is_empty() || members.contains(&who));
    let is_open = waits && (of.queue.is_none() || is_theirs);
    of.assignee == Some(who) || is_open || (is_theirs && matches!(scope, Scope::Team(_)))
}

#[tokio::test]
async fn every_look_up_agrees_about_who_sees_what() {
    let server = shop(Sight::Own).await;
    let store = &server.desk.store;
    let all = all(&server).await;
    let mut members = std::collections::BTreeMap::new();
    for known in store.agents().await.unwrap() {
        for queue in store.queues(known.agent.id).await.unwrap() {
            members.insert(queue.id, queue.members);
        }
    }
    let ids: Vec<ConversationId> = all.iter().map(|of| of.id.clone()).collect();
    for scope in [
        Scope::Own(TOMAS),
        Scope::Own(LENA),
        Scope::Team(TOMAS),
        Scope::Team(LENA),
        Scope::Everything,
    ] {
        let nobody = Vec::new();
        let of_queue = |of: &Conversation| {
            let found = of.queue.and_then(|queue| members.get(&queue));
            found.unwrap_or(&nobody).clone()
        };
        let wanted: std::collections::HashSet<ConversationId> = all
            .iter()
            .filter(|of| is_within(scope, of, &of_queue(of)))
            .map(|of| of.id.clone())
            .collect();
        assert!(!wanted.is_empty());
        if scope != Scope::Everything {
            assert!(wanted.len() < all.len(), "{scope:?} hides nothing");
        }
        assert_eq!(
            store.within(scope, &ids).await.unwrap(),
            wanted,
            "{scope:?}"
        );
        for id in &ids {
            let found = store.conversation(scope, id).await.unwrap();
            assert_eq!(found.is_some(), wanted.contains(id), "{scope:?} {id}");
        }
        let listed = InboxQuery::top(View::All, (scope, TOMAS), 500);
        let listed = store.inbox(&listed).await.unwrap().rows;
        let listed: std::collections::HashSet<_> = listed.into_iter().map(|row| row.id).collect();
        assert_eq!(listed, wanted, "{scope:?}");
        let counts = store.view_counts(scope, TOMAS).await.unwrap();
        assert_eq!(usize::try_from(counts.of(View::All)).unwrap(), wanted.len());
        let callbacks = store.callbacks(scope, false).await.unwrap();
        assert!(
            callbacks
                .iter()
                .all(|one| wanted.contains(&one.conversation))
        );
        let count = store.open_callbacks(scope).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), callbacks.len());
        let waiting = store.queue_counts(scope).await.unwrap();
        let needed = all
            .iter()
            .filter(|of| wanted.contains(&of.id) && of.needs_attention() && of.queue.is_some());
        let counted: i64 = waiting.values().sum();
        assert_eq!(
            usize::try_from(counted).unwrap(),
            needed.count(),
            "{scope:?}"
        );
    }
}

#[tokio::test]
async fn a_team_sees_what_its_people_have_until_everything_is_everybodys() {
    let server = shop(Sight::Team).await;
    let of = foreign(&server).await;
    let mut lena = signed_in(&server, "lena").await;
    let path = format!("/inbox/{}", of.id.0);
    assert_eq!(lena.get(&path).await.status, StatusCode::OK);
    let mut tomas = signed_in(&server, "tomas").await;
    assert_eq!(tomas.get(&path).await.status, StatusCode::NOT_FOUND);
    // Once it is everything, it is everything, from the next click on.
    save_sight(&server.desk, &Actor::System, Sight::All)
        .await
        .unwrap();
    assert_eq!(tomas.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whom_a_routing_profile_names_sees_what_waits_for_them_and_anybody_what_is_for_anybody() {
    let server = shop(Sight::Own).await;
    let main = server.desk.store.queues(AgentId(1)).await.unwrap();
    let main = main.iter().find(|queue| queue.name == "Main team");
    let main = main.unwrap().id;
    let mut all = all(&server).await.into_iter();
    let waits = all.find(|of| of.queue == Some(main) && of.state == State::Waiting);
    let mut of = waits.unwrap();
    let profile = RoutingProfile {
        id: RoutingProfileId(0),
        name: "Guarantees of workshops".into(),
        description: "Guarantees for workshops and schools".into(),
        examples: Vec::new(),
        is_active: true,
        operators: vec![TOMAS],
    };
    let profile = save_routing_profile(&server.desk, &Actor::System, AgentId(1), None, &profile)
        .await
        .unwrap();
    let path = format!("/inbox/{}", of.id.0);
    let mut tomas = signed_in(&server, "tomas").await;
    let mut sam = signed_in(&server, "sam").await;
    assert_eq!(tomas.get(&path).await.status, StatusCode::NOT_FOUND);
    of.stretch.line.profile = Some((profile, 0.9));
    keep(&server, &of).await;
    assert_eq!(tomas.get(&path).await.status, StatusCode::OK);
    assert_eq!(sam.get(&path).await.status, StatusCode::NOT_FOUND);
    let mut of = now_of(&server, &of.id).await;
    of.stretch.line.is_for_anyone = true;
    keep(&server, &of).await;
    assert_eq!(sam.get(&path).await.status, StatusCode::OK);
}

async fn keep(server: &TestServer, of: &Conversation) {
    let of = of.clone();
    let kept = server.desk.store.write::<_, StoreError>(move |tx| {
        Box::pin(async move { tx.update_conversation(&of).await })
    });
    kept.await.unwrap();
}

#[tokio::test]
async fn the_stream_names_only_what_its_person_sees() {
    let server = shop(Sight::Own).await;
    let of = foreign(&server).await;
    let tomas = signed_in(&server, "tomas").await;
    let mut body = tomas.listener().live(0).await;
    let mut said = String::new();
    while let Ok(Some(Ok(piece))) = tokio::time::timeout(Duration::from_secs(2), body.next()).await
    {
        said.push_str(std::str::from_utf8(&piece).unwrap());
    }
    assert!(said.contains("event: changed"), "{said}");
    assert!(!said.contains(&of.id.0));
    let seen = server
        .desk
        .store
        .within(Scope::Own(TOMAS), &named(&said))
        .await
        .unwrap();
    assert_eq!(
        seen.len(),
        named(&said).len(),
        "it named what Tomás does not see"
    );
    assert!(!seen.is_empty());
    // Nor who is there.
    let form = [("conversation", of.id.0.as_str()), ("writing", "yes")];
    let mut tomas = tomas;
    assert_eq!(
        tomas.post("/live/here", &form).await.status,
        StatusCode::NOT_FOUND
    );
}

/// The conversations that a stream named.
fn named(said: &str) -> Vec<ConversationId> {
    let parts = said.split("\"conversation\":\"").skip(1);
    let mut ids: Vec<ConversationId> = parts
        .map(|part| ConversationId(part.split('"').next().unwrap().to_owned()))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[tokio::test]
async fn whoever_gives_a_conversation_away_lands_in_the_inbox() {
    let server = shop(Sight::Own).await;
    let of = foreign(&server).await;
    // Tomás is given it, and gives it back to the AI, which he does not see at work.
    let given = handoff::actions::assign(
        &server.desk,
        &Actor::System,
        Scope::Everything,
        &of.id,
        Some(TOMAS),
    );
    given.await.unwrap();
    let mut tomas = signed_in(&server, "tomas").await;
    let form = [("conversation", of.id.0.as_str())];
    let done = tomas.post("/do/hand-back", &form).await;
    assert_eq!(done.location, "/inbox");
    assert!(
        tomas
            .get("/inbox")
            .await
            .html
            .contains("The AI has it again.")
    );
}

#[tokio::test]
async fn only_what_is_seen_can_be_claimed() {
    let server = shop(Sight::Own).await;
    let desk = &server.desk;
    let mut waiting = all(&server).await.into_iter();
    let queues = desk.store.queues(AgentId(1)).await.unwrap();
    let main = queues
        .iter()
        .find(|queue| queue.name == "Main team")
        .unwrap()
        .id;
    let one = waiting
        .find(|of| of.state == State::Waiting && of.queue == Some(main))
        .unwrap();
    let refused = claim(desk, &Actor::System, Scope::Own(TOMAS), &one.id, TOMAS).await;
    assert!(matches!(refused, Err(handoff::actions::VerbError::Missing)));
    claim(desk, &Actor::System, Scope::Own(LENA), &one.id, LENA)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_operators_see_is_said_by_admins_alone() {
    let server = TestServer::with_samples().await;
    let mut maya = signed_in(&server, "maya").await;
    let page = maya.get("/settings/visibility").await;
    assert!(page.html.contains("Who sees which conversation?"));
    let refused = maya
        .post("/settings/visibility", &[("operators_see", "some")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Choose what operators may see."));
    assert_eq!(server.desk.store.sight().await.unwrap(), Sight::All);
    let done = maya
        .post("/settings/visibility", &[("operators_see", "own")])
        .await;
    assert_eq!(done.location, "/settings/visibility");
    assert_eq!(server.desk.store.sight().await.unwrap(), Sight::Own);
    for name in ["tomas", "aiko"] {
        let mut other = signed_in(&server, name).await;
        for path in [
            "/settings/visibility",
            "/settings/audit",
            "/settings/audit.csv",
        ] {
            assert_eq!(
                other.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{name} {path}"
            );
        }
        let form = [("operators_see", "all")];
        let tried = other.post("/settings/visibility", &form).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(server.desk.store.sight().await.unwrap(), Sight::Own);
}

#[tokio::test]
async fn a_look_at_what_is_not_theirs_is_noted_once_an_hour() {
    let server = shop(Sight::All).await;
    let of = foreign(&server).await;
    let path = format!("/inbox/{}", of.id.0);
    let lines = async |maya: &mut Browser<'_>, query: &str| {
        let file = maya.get(&format!("/settings/audit.csv{query}")).await;
        assert_eq!(file.status, StatusCode::OK);
        file.html
            .trim()
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut maya = signed_in(&server, "maya").await;
    assert!(
        maya.get("/settings/audit")
            .await
            .html
            .contains("Nobody looked in this time")
    );
    let mut aiko = signed_in(&server, "aiko").await;
    for _ in 0..3 {
        assert_eq!(aiko.get(&path).await.status, StatusCode::OK);
        aiko.get(&format!("{path}/parts")).await;
    }
    let mut lena = signed_in(&server, "lena").await;
    lena.get(&path).await;
    let noted = lines(&mut maya, "").await;
    assert_eq!(noted.len(), 1, "{noted:?}");
    assert!(noted[0].contains("Aiko Tanabe") && noted[0].contains(&of.id.0));
    server.clock.advance(3600);
    aiko.get(&path).await;
    maya.get(&path).await;
    assert_eq!(lines(&mut maya, "").await.len(), 3);
    assert_eq!(lines(&mut maya, "?person=2").await.len(), 2);
    assert_eq!(
        lines(&mut maya, "?from=2025-01-01&to=2025-01-31")
            .await
            .len(),
        0
    );
    let page = maya.get("/settings/audit?person=1").await;
    assert!(page.html.contains(&path) && page.html.contains("Maya Strand"));
    let refused = maya.get("/settings/audit?from=soon&to=2026-02-30").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("“soon” is not a date."));
    // What is one's own is nobody's business but one's own.
    let own = handoff::actions::assign(
        &server.desk,
        &Actor::System,
        Scope::Everything,
        &of.id,
        Some(OperatorId(1)),
    );
    own.await.unwrap();
    server.clock.advance(3600);
    maya.get(&path).await;
    assert_eq!(lines(&mut maya, "").await.len(), 3);
}

#[tokio::test]
async fn many_looks_are_read_page_by_page() {
    let server = shop(Sight::All).await;
    let mut aiko = signed_in(&server, "aiko").await;
    for of in all(&server).await {
        aiko.get(&format!("/inbox/{}", of.id.0)).await;
    }
    server.clock.advance(3600);
    for of in all(&server).await {
        aiko.get(&format!("/inbox/{}", of.id.0)).await;
    }
    let mut maya = signed_in(&server, "maya").await;
    let first = maya.get("/settings/audit").await.html;
    let rows = |html: &str| html.matches("<time ").count();
    assert_eq!(rows(&first), 50);
    let (_, older) = first.split_once("/settings/audit?after=").unwrap();
    let older = older.split('"').next().unwrap();
    let second = maya
        .get(&format!("/settings/audit?after={older}"))
        .await
        .html;
    // What is Aiko's own is not noted.
    let others = all(&server).await.into_iter();
    let others = others.filter(|of| of.assignee != Some(OperatorId(2)));
    let count = 2 * others.count() - 50;
    assert_eq!(rows(&second), count.min(50));
}

//! Where conversations wait, set up by forms.

use axum::http::StatusCode;
use handoff::{
    channel::Channel,
    handoff::Queue,
    id::{AgentId, QueueId},
    schedule::SpecialHours,
    store::SavedQueue,
};

use crate::browser::{Browser, TestServer};

const NEW: &str = "/agents/1/queues/new";
const TWO: &str = "/agents/1/queues/2";

type Form = Vec<(&'static str, &'static str)>;

/// A queue with everything the vendor's full example has.
fn premium() -> Form {
    vec![
        ("op", "save"),
        ("revision", "0"),
        ("schedule_revision", "0"),
        ("name", "Premium Support"),
        ("enabled", "on"),
        ("hours", "own"),
        ("schedule", "1"),
        ("zone", "America/Los_Angeles"),
        ("open_days[mon]", "on"),
        ("weekly_hours[mon][0][start]", "09:00"),
        ("weekly_hours[mon][0][end]", "12:00"),
        ("weekly_hours[mon][4][start]", "13:00"),
        ("weekly_hours[mon][4][end]", "17:00"),
        ("date_exceptions[0][date]", "2026-12-25"),
        ("date_exceptions[0][kind]", "closed"),
        ("date_exceptions[1][date]", "2026-07-04"),
        ("date_exceptions[1][kind]", "open_24"),
        ("channels[web]", "on"),
        ("channels[phone]", "on"),
        ("languages[en]", "on"),
        ("other_languages", "es-mx, ca"),
        ("transfer_function", ""),
        ("members[1]", "on"),
        ("capacity", "12"),
        ("needs_presence", "on"),
    ]
}

fn with(mut form: Form, name: &'static str, value: &'static str) -> Form {
    match form.iter_mut().find(|(known, _)| *known == name) {
        Some(pair) => pair.1 = value,
        None => form.push((name, value)),
    }
    form
}

async fn saved(server: &TestServer, id: i64) -> SavedQueue {
    let store = &server.desk.store;
    let found = store.saved_queue(AgentId(1), QueueId(id)).await.unwrap();
    found.unwrap()
}

async fn made(maya: &mut Browser<'_>) {
    let done = maya.post(NEW, &premium()).await;
    assert_eq!(done.location, TWO, "{}", done.html);
}

#[tokio::test]
async fn a_queue_has_split_shifts_date_exceptions_channels_and_languages() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let SavedQueue {
        queue, schedule, ..
    } = saved(&server, 2).await;
    assert_eq!(schedule.1, "Premium Support");
    let hours = queue.schedule.clone();
    assert_eq!(hours.zone, chrono_tz::America::Los_Angeles);
    assert_eq!(hours.in_words(), "Mon 09:00–12:00, 13:00–17:00");
    let on = |date: &str| {
        let exception = hours.exceptions.on(date.parse().unwrap()).unwrap();
        exception.hours.clone()
    };
    assert_eq!(on("2026-12-25"), SpecialHours::Closed);
    assert_eq!(on("2026-07-04"), SpecialHours::Open24);
    assert_eq!(queue.channels, [Channel::Web, Channel::Phone]);
    assert_eq!(queue.languages, ["en", "es-MX", "ca"]);
    assert!(queue.speaks("es") && queue.speaks("en-GB") && !queue.speaks("de"));
    assert_eq!((queue.capacity, queue.members.len()), (Some(12), 1));
    assert!(queue.needs_presence);

    let page = maya.get(TWO).await.html;
    assert!(page.contains("It is tried after the queues before it."));
    let list = maya.get("/agents/1/queues").await.html;
    // It is Monday, 02:00 in Los Angeles.
    assert!(
        list.contains("opens today at 09:00, Los Angeles time"),
        "{list}"
    );
    assert!(list.contains("nobody, room for 12"));
    assert!(list.contains("Maya Strand, while online"));
    assert!(list.contains("Every conversation"));
}

#[tokio::test]
async fn a_queue_is_switched_off_opened_day_and_night_and_follows_shared_hours() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let mut form = with(premium(), "revision", "2");
    form = with(with(form, "schedule_revision", "1"), "hours", "open_24");
    form.retain(|(name, _)| *name != "enabled");
    let done = maya.post(TWO, &form).await;
    assert_eq!(done.location, TWO, "{}", done.html);
    let Queue {
        enabled, schedule, ..
    } = saved(&server, 2).await.queue;
    assert!(!enabled && schedule.open_24);
    let list = maya.get("/agents/1/queues").await.html;
    assert!(list.contains("takes nobody"));

    let form = with(with(form, "revision", "3"), "hours", "shared");
    let done = maya.post(TWO, &form).await;
    assert_eq!(done.location, TWO, "{}", done.html);
    assert_eq!(saved(&server, 2).await.schedule.0.0, 1);
    let page = maya.get(TWO).await.html;
    assert!(page.contains("They are followed by"), "{page}");
}

#[tokio::test]
async fn everything_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let mut form = with(premium(), "name", "premium support");
    form = with(form, "capacity", "many");
    form = with(form, "zone", "America/Los_Angles");
    form = with(form, "other_languages", "spanish");
    form = with(form, "weekly_hours[mon][4][end]", "17.00");
    let page = maya.post(NEW, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = page.html;
    assert!(html.contains("Not saved: 5 problems."), "{html}");
    for words in [
        "“premium support” is there already. Choose another name.",
        "“many” is not a number. Write a whole one, or leave it empty.",
        "Did you mean “America/Los_Angeles”?",
        "“spanish” is not a language tag. Write it as “es”.",
        "Monday: “17.00” is not a time. Write it as “17:00”.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    for typed in ["many", "America/Los_Angles", "spanish", "17.00"] {
        assert!(html.contains(&format!(r#"value="{typed}""#)), "{typed}");
    }
}

#[tokio::test]
async fn a_newer_version_of_the_queue_or_of_its_hours_is_shown_and_nothing_is_lost() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let first = with(with(premium(), "revision", "2"), "schedule_revision", "1");
    let theirs = with(first.clone(), "capacity", "20");
    assert_eq!(maya.post(TWO, &theirs).await.status, StatusCode::SEE_OTHER);
    let mine = with(first, "capacity", "30");
    let page = maya.post(TWO, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains("<td>20</td>"), "{}", page.html);
    assert!(
        page.html
            .contains(r#"name="capacity" type="text" value="30""#)
    );
    assert!(page.html.contains(r#"name="revision" value="3""#));

    // Its own hours were changed on the page of the hours.
    let newest = with(mine, "revision", "3");
    let hours = with(newest.clone(), "weekly_hours[mon][4][end]", "18:00");
    assert_eq!(maya.post(TWO, &hours).await.status, StatusCode::SEE_OTHER);
    let stale = with(with(newest, "revision", "4"), "schedule_revision", "1");
    let page = maya.post(TWO, &stale).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.html.contains("09:00–12:00, 13:00–18:00"),
        "{}",
        page.html
    );
    assert!(page.html.contains(r#"name="schedule_revision" value="2""#));
}

#[tokio::test]
async fn a_queue_is_deleted_unless_that_strands_somebody() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let refused = maya.post("/agents/1/queues/1/delete", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.html.contains("It is the only queue."),
        "{}",
        refused.html
    );
    made(&mut maya).await;
    let asked = maya.get(&format!("{TWO}/delete")).await.html;
    assert!(asked.contains(
        "Nobody waits in it, no callback is promised there, and no handoff leads to it."
    ));
    let gone = maya.post(&format!("{TWO}/delete"), &[]).await;
    assert_eq!(gone.location, "/agents/1/queues");
    assert_eq!(maya.get(TWO).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_queue_names_the_handoffs_and_topics_that_use_it_and_a_handoff_its_queues_each_a_link() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let handoff = [
        ("op", "save"),
        ("revision", "0"),
        ("name", "Billing Support"),
        ("available_instructions", "Transfer at once."),
        ("unavailable_instructions", "Say when we are back."),
        ("leads_by", "form"),
        ("queues[0][id]", "2"),
    ];
    let saved = maya.post("/agents/1/handoffs/new", &handoff).await;
    assert_eq!(saved.location, "/agents/1/handoffs/1", "{}", saved.html);
    let topic = [
        ("op", "save"),
        ("revision", "0"),
        ("title", "Invoices"),
        ("text", "Invoices are sent by e-mail."),
        ("handoffs[0][id]", "1"),
    ];
    let saved = maya.post("/agents/1/topics/new", &topic).await;
    assert_eq!(saved.location, "/agents/1/topics", "{}", saved.html);

    let queue = maya.get(TWO).await.html;
    assert!(queue.contains(r#"href="/agents/1/handoffs/1""#), "{queue}");
    assert!(queue.contains(r#"href="/agents/1/topics/1""#), "{queue}");
    let list = maya.get("/agents/1/queues").await.html;
    assert!(list.contains(r#"href="/agents/1/handoffs/1""#), "{list}");
    let handoff = maya.get("/agents/1/handoffs/1").await.html;
    assert!(
        handoff.contains(r#"href="/agents/1/queues/2""#),
        "{handoff}"
    );
}

#[tokio::test]
async fn queues_are_put_in_order_where_the_order_counts() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    made(&mut maya).await;
    let list = maya.get("/agents/1/queues").await.html;
    assert!(list.contains("they are tried in this order"), "{list}");
    let moved = maya
        .post("/agents/1/queues", &[("op", "up:queues:2")])
        .await;
    assert_eq!(moved.location, "/agents/1/queues");
    let order = server.desk.store.queues(AgentId(1)).await.unwrap();
    let ids: Vec<i64> = order.iter().map(|queue| queue.id.0).collect();
    assert_eq!(ids, [2, 1]);
    // What cannot be moved stays where it is.
    maya.post("/agents/1/queues", &[("op", "up:queues:2")])
        .await;
    let order = server.desk.store.queues(AgentId(1)).await.unwrap();
    assert_eq!(order[0].id, QueueId(2));
}

#[tokio::test]
async fn the_question_before_a_queue_is_deleted_names_the_callbacks_promised_there() {
    let server = TestServer::with_samples().await;
    let mut maya = server.browser();
    maya.sign_in("maya@alderandpine.example", handoff::samples::PASSWORD)
        .await;
    let store = &server.desk.store;
    let promised = store.callbacks_by_queue(AgentId(1)).await.unwrap();
    let (queue, count) = promised.into_iter().next().expect("a promised callback");
    let asked = maya.get(&format!("/agents/1/queues/{queue}/delete")).await;
    let words = match count {
        1 => "1 callback is promised here.".to_owned(),
        _ => format!("{count} callbacks are promised here."),
    };
    assert!(asked.html.contains(&words), "{}", asked.html);
}

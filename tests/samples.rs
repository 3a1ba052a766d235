//! The sample world is what it says: the same each time, with something in every view of the inbox.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{collections::BTreeMap, sync::Arc};

use handoff::{
    access::Scope,
    actions::{Desk, sign_in},
    clock::{FixedClock, Instant},
    conversation::{Conversation, State, View},
    id::{Entropy, MessageId},
    samples::{self, World},
    store::{InboxQuery, Store},
};

struct Filled {
    desk: Desk,
    world: World,
    _folder: tempfile::TempDir,
}

async fn filled(now: &str) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/world.db", folder.path().display());
    let now: Instant = now.parse().unwrap();
    let clock = Arc::new(FixedClock::at(now));
    let store = Store::open(&url).await.unwrap();
    let desk = Desk::new(store, clock.clone(), Arc::new(Entropy::seeded(7)));
    let world = samples::fill(&desk, &clock, now).await.unwrap();
    assert_eq!(desk.now(), now, "the clock is left at now");
    Filled {
        desk,
        world,
        _folder: folder,
    }
}

impl Filled {
    async fn conversations(&self) -> Vec<Conversation> {
        let mut found = Vec::new();
        for id in &self.world.conversations {
            let found_one = self
                .desk
                .store
                .conversation(Scope::Everything, id)
                .await
                .unwrap();
            found.push(found_one.unwrap());
        }
        found
    }
}

#[tokio::test]
async fn there_is_something_in_every_state_and_every_view() {
    let filled = filled("2026-12-17T13:05:00Z").await;
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for conversation in filled.conversations().await {
        *states.entry(conversation.state.as_str()).or_default() += 1;
    }
    for state in State::ALL {
        assert!(
            states.contains_key(state.as_str()),
            "none is {}: {states:?}",
            state.as_str()
        );
    }
    let maya = filled.desk.store.operators().await.unwrap().remove(1).id;
    for view in View::ALL {
        let query = InboxQuery::top(view, (Scope::Everything, maya), 50);
        let page = filled.desk.store.inbox(&query).await.unwrap();
        assert!(!page.rows.is_empty(), "{} is empty", view.title());
    }
}

#[tokio::test]
async fn the_same_clock_and_seed_give_the_same_world() {
    let (one, other) = (
        filled("2026-12-17T13:05:00Z").await,
        filled("2026-12-17T13:05:00Z").await,
    );
    assert_eq!(one.world.conversations, other.world.conversations);
    assert_eq!(one.conversations().await, other.conversations().await);
}

/// Whatever hour somebody looks at the demo, nothing in it lies in the future and customers wait.
#[tokio::test]
async fn the_world_can_be_visited_at_any_hour() {
    for now in [
        "2026-11-21T03:40:00Z",
        "2026-12-25T12:00:00Z",
        "2027-03-28T01:30:00Z",
        "2026-11-23T08:01:00Z",
    ] {
        let filled = filled(now).await;
        let all = filled.conversations().await;
        assert!(
            all.iter()
                .all(|conversation| conversation.last.at <= filled.desk.now()),
            "{now}"
        );
        let waiting = all.iter().filter(|one| one.state == State::Waiting).count();
        assert!(waiting >= 4, "{now}: {waiting} wait");
    }
}

#[tokio::test]
async fn every_decided_message_has_its_trace_and_every_waiting_one_its_card() {
    let filled = filled("2026-12-17T13:05:00Z").await;
    for conversation in filled.conversations().await {
        let entries = filled
            .desk
            .store
            .entries(&conversation, MessageId(0), 100)
            .await
            .unwrap();
        let decided = entries.iter().filter_map(|entry| entry.decision.as_ref());
        assert!(decided.clone().count() > 0);
        assert!(
            decided
                .clone()
                .all(|decision| decision["trace"][0]["step"] == "owner")
        );
        if conversation.state == State::Waiting {
            let request = filled
                .desk
                .store
                .handoff_request(&conversation)
                .await
                .unwrap()
                .unwrap();
            assert!(!request.summary.text.is_empty());
            assert!(request.taken_by.is_none());
        }
    }
}

#[tokio::test]
async fn everybody_can_sign_in_with_the_printed_password() {
    let filled = filled("2026-12-17T13:05:00Z").await;
    assert_eq!(filled.world.sign_ins.len(), 6);
    for person in &filled.world.sign_ins {
        let signed_in = sign_in(&filled.desk, person.email, person.password)
            .await
            .unwrap();
        assert_eq!(signed_in.unwrap().name, person.name);
    }
}

/// Every page that an admin opens shows something of each kind.
#[tokio::test]
async fn conversations_can_go_to_several_places_and_people_are_planned() {
    let filled = filled("2026-12-17T13:05:00Z").await;
    let (store, shop) = (&filled.desk.store, filled.world.shop);
    let functions = store.transfer_functions(shop).await.unwrap();
    let kinds: Vec<&str> = functions
        .iter()
        .map(|saved| saved.function.target.kind())
        .collect();
    for kind in ["queue", "phone", "webhook"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let queues = store.queues(shop).await.unwrap();
    assert_eq!(queues.len(), 4);
    let hours: Vec<String> = queues
        .iter()
        .map(|queue| queue.schedule.in_words())
        .collect();
    let mut different = hours.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 4, "{hours:?}");
    let webhook = functions
        .iter()
        .find(|saved| saved.function.target.kind() == "webhook");
    let told = queues
        .iter()
        .filter(|queue| queue.transfer_function == webhook.map(|saved| saved.function.id));
    assert!(
        told.clone().count() == 1 && told.clone().all(|queue| !queue.enabled),
        "nothing leaves the demo"
    );
    let handoffs = store.handoffs(shop).await.unwrap();
    assert_eq!(handoffs.len(), 3);
    assert!(handoffs.iter().all(|saved| saved.handoff.queues.len() == 2));
    let topics = store.topics(shop, None).await.unwrap();
    let leading = topics.iter().filter(|topic| !topic.handoffs.is_empty());
    assert!(
        leading.clone().count() == 2 && leading.clone().all(|topic| !topic.instructions.is_empty())
    );
    let plans = store.plans().await.unwrap();
    assert!(plans.len() == 4 && plans.len() < filled.world.sign_ins.len());
}

//! What people do with conversations beside answering, and that it can be taken back.

use std::sync::Arc;

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Done, Incoming, NewAgent, SaveError, Undoable, VerbError, add_note, claim,
        create_admin, create_agent, delete_canned_reply, delete_filter, keep_draft, put_label,
        receive_message, reply, resolve, save_canned_reply, save_filter, save_habits, set_priority,
        snooze, start_conversation, take_due_jobs, take_label, undo, wake,
    },
    channel::Channel,
    clock::FixedClock,
    conversation::{AnsweredBy, CannedReply, Conversation, Customer, Priority, Sort, State, View},
    id::{CannedReplyId, ConversationId, FilterId, OperatorId},
    operator::Habits,
    store::InboxQuery,
};

use super::database::{Database, fresh};

const MAYA: OperatorId = OperatorId(1);

struct World {
    desk: Desk,
    clock: Arc<FixedClock>,
    maya: Actor,
    ids: Vec<ConversationId>,
}

async fn world(database: &Database, customers: usize) -> World {
    let (desk, clock) = database.desk().await;
    let new = NewAgent {
        name: "Nora".into(),
        about: String::new(),
    };
    let agent = create_agent(&desk, &Actor::System, &new).await.unwrap();
    create_admin(&desk, "maya@example.com", "Maya", "four quiet grey horses")
        .await
        .unwrap();
    let maya = Actor::Operator {
        id: MAYA,
        name: "Maya".into(),
        role: handoff::operator::Role::Admin,
    };
    let mut ids = Vec::new();
    for at in 0..customers {
        let beginning = Beginning {
            agent,
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer {
                name: Some(format!("Customer {at}")),
                ..Customer::default()
            },
            language: None,
            first: Some(Incoming::text("Where is my order?")),
            has_visitor: false,
            proofs: Vec::new(),
        };
        let begun = start_conversation(&desk, &Actor::Customer, &beginning).await;
        ids.push(begun.unwrap().received.conversation.id);
        clock.advance(60);
    }
    World {
        desk,
        clock,
        maya,
        ids,
    }
}

impl World {
    async fn of(&self, at: usize) -> Conversation {
        let found = self
            .desk
            .store
            .conversation(Scope::Everything, &self.ids[at])
            .await;
        found.unwrap().unwrap()
    }

    async fn says(&self, at: usize, text: &str) {
        let incoming = Incoming::text(text);
        receive_message(
            &self.desk,
            &Actor::Customer,
            Scope::Everything,
            &self.ids[at],
            &incoming,
        )
        .await
        .unwrap();
    }

    async fn claim(&self, at: usize) {
        claim(
            &self.desk,
            &self.maya,
            Scope::Everything,
            &self.ids[at],
            MAYA,
        )
        .await
        .unwrap();
    }

    async fn held(&self, view: View) -> Vec<usize> {
        self.listed(&InboxQuery::top(view, (Scope::Everything, MAYA), 50))
            .await
    }

    async fn listed(&self, query: &InboxQuery) -> Vec<usize> {
        let rows = self.desk.store.inbox(query).await.unwrap().rows;
        let at = |id: &ConversationId| self.ids.iter().position(|known| known == id).unwrap();
        rows.iter().map(|row| at(&row.id)).collect()
    }

    fn done(&self, before: &Conversation, what: Undoable) -> Done {
        Done {
            conversation: before.id.clone(),
            revision: before.revision + 1,
            at: self.desk.now(),
            what,
        }
    }

    async fn undo(&self, done: &Done) -> bool {
        undo(&self.desk, &self.maya, Scope::Everything, done)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn what_is_put_aside_comes_back_in_time_or_with_the_customers_words() {
    for database in fresh().await {
        let world = world(&database, 2).await;
        let (desk, scope) = (&world.desk, Scope::Everything);
        let until = desk.now() + chrono::Duration::hours(3);
        let early = snooze(desk, &world.maya, scope, &world.ids[0], Some(until)).await;
        assert!(
            matches!(early, Err(VerbError::Invalid(_))),
            "nobody has it yet"
        );
        world.claim(0).await;
        world.says(0, "Hello?").await;
        assert!(world.of(0).await.needs_attention());
        let past = snooze(desk, &world.maya, scope, &world.ids[0], Some(desk.now())).await;
        assert!(matches!(past, Err(VerbError::Invalid(_))));
        snooze(desk, &world.maya, scope, &world.ids[0], Some(until))
            .await
            .unwrap();
        assert_eq!(world.held(View::Snoozed).await, [0]);
        assert!(world.held(View::Mine).await.is_empty());
        assert!(world.held(View::NeedsAttention).await.is_empty());
        assert_eq!(
            desk.store
                .view_counts(Scope::Everything, MAYA)
                .await
                .unwrap()
                .of(View::Snoozed),
            1
        );
        // Put aside anew, the first time brings nothing back; the second does.
        let later = until + chrono::Duration::hours(1);
        snooze(desk, &world.maya, scope, &world.ids[0], Some(later))
            .await
            .unwrap();
        world.clock.set(later);
        let due = take_due_jobs(desk).await.unwrap();
        assert_eq!(
            due.iter()
                .filter(|job| job.kind == "wake_conversation")
                .count(),
            2
        );
        wake(desk, &world.ids[0], until).await.unwrap();
        assert_eq!(world.held(View::Snoozed).await, [0]);
        wake(desk, &world.ids[0], later).await.unwrap();
        assert_eq!(
            world.held(View::NeedsAttention).await,
            [0],
            "and the customer still waits"
        );
        let again = desk.now() + chrono::Duration::hours(3);
        snooze(desk, &world.maya, scope, &world.ids[0], Some(again))
            .await
            .unwrap();
        world.says(0, "Is anybody there?").await;
        assert_eq!(world.of(0).await.snoozed_until, None);
        assert_eq!(world.held(View::NeedsAttention).await, [0]);
    }
}

#[tokio::test]
async fn labels_are_one_by_name_and_lists_are_narrowed_down_by_them() {
    for database in fresh().await {
        let world = world(&database, 3).await;
        let (desk, scope) = (&world.desk, Scope::Everything);
        let put = |at: usize, name: &'static str| {
            let (world, id) = (&world, &world.ids[at]);
            async move {
                put_label(&world.desk, &world.maya, scope, id, (name, None))
                    .await
                    .unwrap()
            }
        };
        let (late, is_new) = put(0, " Late  delivery").await;
        assert!(is_new && late.name == "Late delivery");
        assert_eq!(put(2, "LATE delivery").await, (late.clone(), true));
        assert_eq!(put(2, "late delivery").await, (late.clone(), false));
        put(1, "Étagère").await;
        assert_eq!(desk.store.labels().await.unwrap().len(), 2);
        let mut query = InboxQuery::top(View::All, (Scope::Everything, MAYA), 50);
        query.label = Some(late.id);
        assert_eq!(world.listed(&query).await, [2, 0]);
        query.search = handoff::conversation::Search::parse("customer 0");
        assert_eq!(world.listed(&query).await, [0]);
        assert!(
            take_label(desk, &world.maya, scope, &world.ids[0], late.id)
                .await
                .unwrap()
        );
        assert!(
            !take_label(desk, &world.maya, scope, &world.ids[0], late.id)
                .await
                .unwrap()
        );
        assert!(world.listed(&query).await.is_empty());
        let empty = put_label(desk, &world.maya, scope, &world.ids[0], (" ", None)).await;
        assert!(matches!(empty, Err(VerbError::Invalid(_))));
        let rows = desk
            .store
            .inbox(&InboxQuery::top(View::All, (Scope::Everything, MAYA), 50))
            .await
            .unwrap()
            .rows;
        let labels: Vec<usize> = rows.iter().map(|row| row.labels.len()).collect();
        assert_eq!(labels, [1, 1, 0]);
    }
}

#[tokio::test]
async fn what_was_done_is_taken_back_until_somebody_goes_on() {
    for database in fresh().await {
        let world = world(&database, 3).await;
        let (desk, scope) = (&world.desk, Scope::Everything);
        world.says(0, "Let me talk to a person").await;
        world.claim(0).await;
        world.says(0, "Hello?").await;
        let before = world.of(0).await;
        resolve(desk, &world.maya, scope, &world.ids[0])
            .await
            .unwrap();
        let done = world.done(&before, Undoable::resolving(&before));
        assert!(world.undo(&done).await);
        let back = world.of(0).await;
        assert_eq!(
            (back.state, back.assignee),
            (State::WithOperator, Some(MAYA))
        );
        assert_eq!(back.waiting_since, before.waiting_since);
        assert!(!world.undo(&done).await, "once is enough");

        set_priority(desk, &world.maya, scope, &world.ids[0], Priority::Urgent)
            .await
            .unwrap();
        assert_eq!(world.of(0).await.priority, Priority::Urgent);
        let done = world.done(
            &back,
            Undoable::Prioritised {
                before: back.priority,
            },
        );
        world.clock.advance(11 * 60);
        assert!(!world.undo(&done).await, "ten minutes have passed");

        let before = world.of(0).await;
        let until = desk.now() + chrono::Duration::hours(2);
        snooze(desk, &world.maya, scope, &world.ids[0], Some(until))
            .await
            .unwrap();
        let done = world.done(&before, Undoable::Snoozed { before: None });
        reply(desk, &world.maya, scope, &world.ids[0], (MAYA, "On it"))
            .await
            .unwrap();
        assert!(!world.undo(&done).await, "somebody went on from there");

        let (label, _) = put_label(desk, &world.maya, scope, &world.ids[1], ("Gift", None))
            .await
            .unwrap();
        let done = world.done(&world.of(1).await, Undoable::Labelled { label: label.id });
        assert!(world.undo(&done).await && !world.undo(&done).await);
    }
}

#[tokio::test]
async fn all_open_ones_come_with_those_who_wait_first_page_by_page_in_every_order() {
    for database in fresh().await {
        let world = world(&database, 7).await;
        for at in [1, 4, 5] {
            world.says(at, "Let me talk to a person").await;
            world.claim(at).await;
            world.clock.advance(60);
            world.says(at, "Hello?").await;
        }
        let (desk, scope) = (&world.desk, Scope::Everything);
        set_priority(desk, &world.maya, scope, &world.ids[5], Priority::Urgent)
            .await
            .unwrap();
        set_priority(desk, &world.maya, scope, &world.ids[2], Priority::High)
            .await
            .unwrap();
        resolve(desk, &world.maya, scope, &world.ids[6])
            .await
            .unwrap();
        for (sort, wanted) in [
            (Sort::Priority, [5, 1, 4, 2, 3, 0]),
            (Sort::Longest, [1, 4, 5, 0, 2, 3]),
            (Sort::Newest, [5, 4, 1, 3, 2, 0]),
        ] {
            for limit in [1, 2, 3, 50] {
                let mut query = InboxQuery::top(View::Open, (Scope::Everything, MAYA), limit);
                query.sort = Some(sort);
                let mut seen = Vec::new();
                loop {
                    seen.extend(world.listed(&query).await);
                    query.after = desk.store.inbox(&query).await.unwrap().next;
                    if query.after.is_none() {
                        break;
                    }
                }
                assert_eq!(seen, wanted, "{sort:?}, {limit} at a time");
            }
        }
        assert_eq!(
            desk.store
                .view_counts(Scope::Everything, MAYA)
                .await
                .unwrap()
                .of(View::Open),
            6
        );
    }
}

#[tokio::test]
async fn lists_are_kept_by_name_for_one_person_alone() {
    for database in fresh().await {
        let world = world(&database, 0).await;
        let desk = &world.desk;
        save_filter(desk, MAYA, (" My  late ones ", "label=1&view=mine"))
            .await
            .unwrap();
        save_filter(desk, MAYA, ("My late ones", "view=open"))
            .await
            .unwrap();
        let kept = desk.store.filters(MAYA).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].name.as_str(), kept[0].query.as_str()),
            ("My late ones", "view=open")
        );
        assert!(save_filter(desk, MAYA, (" ", "view=open")).await.is_err());
        assert!(
            delete_filter(desk, OperatorId(2), kept[0].id)
                .await
                .is_err()
        );
        assert!(delete_filter(desk, MAYA, FilterId(99)).await.is_err());
        delete_filter(desk, MAYA, kept[0].id).await.unwrap();
        assert!(desk.store.filters(MAYA).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_is_written_is_kept_until_it_is_sent() {
    for database in fresh().await {
        let world = world(&database, 2).await;
        let (desk, scope) = (&world.desk, Scope::Everything);
        let id = &world.ids[0];
        keep_draft(desk, MAYA, scope, id, ("Hello the", false))
            .await
            .unwrap();
        keep_draft(desk, MAYA, scope, id, ("Hello there", true))
            .await
            .unwrap();
        let kept = desk.store.draft(MAYA, id).await.unwrap().unwrap();
        assert_eq!(
            (kept.text.as_str(), kept.is_note, kept.at),
            ("Hello there", true, desk.now())
        );
        assert_eq!(desk.store.draft(MAYA, &world.ids[1]).await.unwrap(), None);
        reply(desk, &world.maya, scope, id, (MAYA, "Hello there"))
            .await
            .unwrap();
        assert_eq!(
            desk.store.draft(MAYA, id).await.unwrap(),
            None,
            "it is sent"
        );
        keep_draft(desk, MAYA, scope, id, ("A note", true))
            .await
            .unwrap();
        add_note(desk, &world.maya, scope, id, (MAYA, "A note"))
            .await
            .unwrap();
        assert_eq!(desk.store.draft(MAYA, id).await.unwrap(), None);
        keep_draft(desk, MAYA, scope, id, ("x", false))
            .await
            .unwrap();
        keep_draft(desk, MAYA, scope, id, (" ", false))
            .await
            .unwrap();
        assert_eq!(
            desk.store.draft(MAYA, id).await.unwrap(),
            None,
            "nothing written is nothing kept"
        );
        let nobody = keep_draft(
            desk,
            MAYA,
            scope,
            &ConversationId("conv_x".into()),
            ("x", false),
        )
        .await;
        assert!(matches!(nobody, Err(VerbError::Missing)));
        assert_eq!(desk.store.habits(MAYA).await.unwrap(), Habits::default());
        let quiet = Habits {
            has_keys: false,
            holds_replies: true,
        };
        save_habits(desk, MAYA, quiet).await.unwrap();
        assert_eq!(desk.store.habits(MAYA).await.unwrap(), quiet);
    }
}

#[tokio::test]
async fn kept_replies_are_not_written_over_unseen() {
    for database in fresh().await {
        let world = world(&database, 0).await;
        let desk = &world.desk;
        let new = CannedReply {
            id: CannedReplyId(0),
            name: " Late ".into(),
            text: "Hi {{customer_name}}".into(),
            revision: 0,
        };
        save_canned_reply(desk, &world.maya, &new).await.unwrap();
        let kept = desk.store.canned_replies().await.unwrap().remove(0);
        assert_eq!((kept.name.as_str(), kept.revision), ("Late", 1));
        save_canned_reply(desk, &world.maya, &kept).await.unwrap();
        let late = save_canned_reply(desk, &world.maya, &kept).await;
        assert!(matches!(late, Err(SaveError::Outdated)));
        let empty = CannedReply {
            name: String::new(),
            text: " ".into(),
            ..new
        };
        let Err(SaveError::Invalid(problems)) = save_canned_reply(desk, &world.maya, &empty).await
        else {
            panic!("it says nothing")
        };
        assert_eq!(problems.len(), 2);
        assert!(
            save_canned_reply(desk, &Actor::Customer, &kept)
                .await
                .is_err()
        );
        delete_canned_reply(desk, &world.maya, kept.id)
            .await
            .unwrap();
        assert!(
            delete_canned_reply(desk, &world.maya, kept.id)
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn whom_a_note_names_finds_the_conversation_until_it_is_resolved() {
    for database in fresh().await {
        let world = world(&database, 2).await;
        let (desk, id, scope) = (&world.desk, &world.ids[0], Scope::Everything);
        let tomas = create_admin(
            desk,
            "tomas@example.com",
            "Tomás Rey",
            "four loud brown horses",
        )
        .await
        .unwrap();
        let text = "@TOMÁS please look, @Maya did, @Nobody too";
        add_note(desk, &world.maya, scope, id, (MAYA, text))
            .await
            .unwrap();
        let named = async |who| {
            let query = InboxQuery::top(View::Mentions, (Scope::Everything, who), 10);
            let page = desk.store.inbox(&query).await.unwrap();
            let count = desk
                .store
                .view_counts(Scope::Everything, who)
                .await
                .unwrap();
            assert_eq!(
                usize::try_from(count.of(View::Mentions)).unwrap(),
                page.rows.len()
            );
            page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(named(tomas).await, std::slice::from_ref(id));
        assert_eq!(named(MAYA).await, [], "who writes a note is not told of it");
        claim(desk, &world.maya, scope, id, MAYA).await.unwrap();
        resolve(desk, &world.maya, scope, id).await.unwrap();
        assert_eq!(named(tomas).await, []);
    }
}

//! Writing: all or nothing, one winner, nothing lost, and one that fails takes nobody else with it.

use std::sync::Arc;

use handoff::{
    access::{Actor, Scope},
    actions::{Beginning, Desk, Incoming, VerbError, claim, receive_message, start_conversation},
    channel::Channel,
    conversation::{AnsweredBy, Conversation, Customer, State},
    event::{EventKind, NewEvent},
    id::{EventId, MessageId},
    samples,
    store::StoreError,
};
use serde_json::json;

use super::database::{fresh, now};

async fn count(desk: &Desk) -> (usize, Option<handoff::clock::Instant>) {
    let events = desk
        .store
        .events_after(EventId(0), 10_000)
        .await
        .unwrap()
        .len();
    (events, desk.store.next_job_at().await.unwrap())
}

async fn begin(desk: &Desk, agent: handoff::id::AgentId, client_id: &str) -> Conversation {
    let beginning = Beginning {
        agent,
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: Customer::default(),
        language: None,
        first: Some(Incoming {
            client_id: Some(client_id.into()),
            ..Incoming::text("Hello there")
        }),
        has_visitor: false,
        proofs: Vec::new(),
    };
    start_conversation(desk, &Actor::Customer, &beginning)
        .await
        .unwrap()
        .received
        .conversation
}

#[tokio::test]
async fn what_belongs_together_is_rolled_back_together() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        let before = count(&desk).await;
        let done: Result<(), StoreError> = desk
            .store
            .write(|tx| {
                Box::pin(async move {
                    let event = NewEvent::new(EventKind::OrganisationChanged, json!({}));
                    tx.record(&Actor::System, now(), &[event]).await?;
                    tx.add_job("reassure_waiting", &json!({}), now()).await?;
                    Err(StoreError::NotKept)
                })
            })
            .await;
        assert!(done.is_err());
        assert_eq!(count(&desk).await, before);
    }
}

#[tokio::test]
async fn of_many_that_share_a_commit_one_fails_alone() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        let writes = (0..64).map(|number| {
            let store = desk.store.clone();
            tokio::spawn(async move {
                store
                    .write::<_, StoreError>(move |tx| {
                        Box::pin(async move {
                            let event =
                                NewEvent::new(EventKind::SignedIn, json!({"number": number}));
                            tx.record(&Actor::System, now(), &[event]).await?;
                            if number == 31 {
                                Err(StoreError::Conflict)
                            } else {
                                Ok(number)
                            }
                        })
                    })
                    .await
            })
        });
        let mut kept = Vec::new();
        for (number, write) in writes.collect::<Vec<_>>().into_iter().enumerate() {
            match write.await.unwrap() {
                Ok(number) => kept.push(number),
                Err(error) => assert!(
                    number == 31 && matches!(error, StoreError::Conflict),
                    "{error}"
                ),
            }
        }
        let events = desk.store.events_after(EventId(0), 1000).await.unwrap();
        let mut found: Vec<_> = events
            .iter()
            .map(|event| event.data["number"].as_i64().unwrap())
            .collect();
        found.sort_unstable();
        kept.sort_unstable();
        assert_eq!(found, kept);
        assert_eq!(found.len(), 63);
    }
}

/// One whose statement the database refuses, rather than one that changes its mind.
#[tokio::test]
async fn a_refused_statement_takes_nobody_else_with_it() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        let store = &desk.store;
        let write = |hash: &'static str| {
            store.write::<bool, StoreError>(move |tx| {
                Box::pin(async move {
                    let zone = handoff::store::Organisation {
                        name: hash.into(),
                        zone: chrono_tz::UTC,
                        takes_files: false,
                    };
                    tx.save_organisation(&zone, now()).await?;
                    if hash == "bad" {
                        // No AI agent has this number.
                        tx.insert_queue(
                            handoff::id::AgentId(999),
                            "x",
                            1,
                            handoff::id::ScheduleId(999),
                        )
                        .await?;
                    }
                    Ok(true)
                })
            })
        };
        let (one, bad, other) = futures::join!(write("one"), write("bad"), write("other"));
        assert!(one.unwrap() && other.unwrap());
        assert!(bad.is_err());
        assert_eq!(store.organisation().await.unwrap().unwrap().name, "other");
        assert!(store.is_ready().await);
    }
}

#[tokio::test]
async fn of_many_who_claim_one_wins_and_the_others_learn_who() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        let world = samples::fill(&desk, &clock, now()).await.unwrap();
        let conversation = begin(&desk, world.shop, "race").await;
        let people = desk.store.operators().await.unwrap();
        let claims = (0..100).map(|number| {
            let (desk, id) = (desk.clone(), conversation.id.clone());
            let person = people[number % people.len()].clone();
            tokio::spawn(async move {
                let actor = Actor::Operator {
                    id: person.id,
                    name: person.name,
                    role: person.role,
                };
                (
                    person.id,
                    claim(&desk, &actor, Scope::Everything, &id, person.id).await,
                )
            })
        });
        let mut winners = Vec::new();
        let mut others = Vec::new();
        for done in claims.collect::<Vec<_>>() {
            match done.await.unwrap() {
                (by, Ok(_)) => winners.push(by),
                (_, Err(VerbError::Taken { by, .. })) => others.push(by),
                (_, Err(error)) => panic!("{error:?}"),
            }
        }
        winners.dedup();
        assert_eq!(winners.len(), 1, "{winners:?}");
        assert!(others.iter().all(|by| *by == winners[0]));
        let events = desk
            .store
            .conversation_events_after(&conversation.id, EventId(0), 1000)
            .await
            .unwrap();
        let claimed = events
            .iter()
            .filter(|event| event.kind == EventKind::ConversationClaimed);
        assert_eq!(
            claimed.count(),
            1,
            "the winner's later clicks change nothing"
        );
    }
}

#[tokio::test]
async fn messages_that_arrive_at_once_are_all_kept_and_repeats_once() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        let world = samples::fill(&desk, &clock, now()).await.unwrap();
        let conversation = begin(&desk, world.shop, "first").await;
        let again = begin(&desk, world.shop, "first").await;
        assert_eq!(conversation.id, again.id, "begun twice, kept once");
        let sends = (0..30).map(|number| {
            let (desk, id) = (desk.clone(), conversation.id.clone());
            tokio::spawn(async move {
                // Each is sent twice, as by a client that lost the answer.
                let incoming = Incoming {
                    client_id: Some(format!("m{}", number / 2)),
                    ..Incoming::text(format!("Message {}", number / 2))
                };
                loop {
                    match receive_message(
                        &desk,
                        &Actor::Customer,
                        Scope::Everything,
                        &id,
                        &incoming,
                    )
                    .await
                    {
                        Err(VerbError::Store(StoreError::Conflict)) => {}
                        done => return done.map(drop),
                    }
                }
            })
        });
        for send in sends.collect::<Vec<_>>() {
            send.await.unwrap().unwrap();
        }
        let kept = desk
            .store
            .conversation(Scope::Everything, &conversation.id)
            .await
            .unwrap()
            .unwrap();
        let entries = desk.store.entries(&kept, MessageId(0), 100).await.unwrap();
        assert_eq!(entries.len(), 16);
        assert!(kept.revision >= 16);
    }
}

/// A version that somebody else changed meanwhile is not written over.
#[tokio::test]
async fn an_old_version_is_not_written_over_a_newer_one() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        let world = samples::fill(&desk, &clock, now()).await.unwrap();
        let conversation = begin(&desk, world.shop, "old").await;
        let write = |changed: Conversation| {
            desk.store.write::<(), StoreError>(move |tx| {
                Box::pin(async move { tx.update_conversation(&changed).await })
            })
        };
        let changed = conversation.clone().resolved(now()).unwrap();
        write(changed).await.unwrap();
        let late = Conversation {
            language: Some("fr".into()),
            ..conversation.clone()
        };
        assert!(matches!(write(late).await, Err(StoreError::Conflict)));
        let kept = desk
            .store
            .conversation(Scope::Everything, &conversation.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (kept.state, kept.language.as_deref() == Some("fr")),
            (State::Resolved, false)
        );
    }
}

/// Whoever watches is told of a commit, and only of a commit.
#[tokio::test]
async fn a_commit_wakes_whoever_watches() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        let mut watch = desk.store.watch();
        let before = *watch.borrow_and_update();
        let failed: Result<(), StoreError> = desk
            .store
            .write(|tx| {
                Box::pin(async move {
                    let event = NewEvent::new(EventKind::SignedIn, json!({}));
                    tx.record(&Actor::System, now(), &[event]).await?;
                    Err(StoreError::NotKept)
                })
            })
            .await;
        assert!(failed.is_err() && !watch.has_changed().unwrap());
        let world = Arc::new(desk.clone());
        handoff::actions::create_admin(&world, "a@example.com", "Ada", "long enough")
            .await
            .unwrap();
        watch.changed().await.unwrap();
        assert!(*watch.borrow() > before);
    }
}

/// Two programs on one database, whose batches touch the same conversations: nobody is told of a deadlock.
#[tokio::test]
async fn two_programs_keep_messages_of_the_same_conversations() {
    for database in fresh().await.into_iter().filter(|one| !one.is_sqlite()) {
        let (one, clock) = database.desk().await;
        let world = samples::fill(&one, &clock, now()).await.unwrap();
        let (other, _) = database.desk().await;
        let mut begun = Vec::new();
        for row in 0..12 {
            begun.push(begin(&one, world.trade, &format!("begin{row}")).await.id);
        }
        let mut sent = Vec::new();
        for round in 0..5 {
            for row in 0..begun.len() {
                // The other program takes them in the opposite order.
                for (desk, at) in [(&one, row), (&other, begun.len() - 1 - row)] {
                    let (desk, id) = (desk.clone(), begun[at].clone());
                    let text = Incoming::text(format!("message {round} of {}", id.0));
                    sent.push(tokio::spawn(async move {
                        receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &text)
                            .await
                    }));
                }
            }
        }
        let mut refused = 0;
        for one in sent {
            match one.await.unwrap() {
                Ok(_) => {}
                // So many at once for one conversation may really be too many; they are told to try again.
                Err(VerbError::Store(StoreError::Conflict)) => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!(refused < 12, "{refused} of 120 were refused");
    }
}

#[tokio::test]
async fn later_work_is_looked_at_although_nothing_happened() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        let mut watch = desk.store.watch();
        watch.mark_unchanged();
        let outcome: Result<(), StoreError> = desk
            .store
            .write(|tx| {
                Box::pin(async move { tx.add_job("reassure_waiting", &json!({}), now()).await })
            })
            .await;
        outcome.unwrap();
        assert!(watch.has_changed().unwrap());
    }
}

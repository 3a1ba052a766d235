//! Every statement of the store runs on every engine and gives back what was kept.

use handoff::{
    access::{Actor, Scope, TokenScope},
    actions::{
        Acceptance, NewInvitation, NewToken, SaveError, TopicDraft, accept_invitation, assign,
        change_own_password, create_schedule, create_session, create_token, delete_schedule,
        delete_session, delete_topic, finish_callback, finish_job, hand_back, invite_operator,
        purge_sessions, reassure_waiting, rename_agent, rename_schedule, reply, resolve, retry_job,
        revoke_token, save_organisation, save_plan, save_session, save_topic, set_operator_enabled,
        sign_in, take_due_jobs, withdraw_invitation,
    },
    clock::Instant,
    conversation::{Callback, Search, State, View},
    id::{CallbackId, EventId, MessageId, OperatorId},
    operator::Role,
    samples::{self, World},
    schedule::WrittenPlan,
    store::{InboxQuery, Organisation, SavedSession, StoreError},
};
use handoff::{actions::Desk, clock::FixedClock};

use super::database::{fresh, now};

fn admin(world: &World) -> Actor {
    Actor::Operator {
        id: OperatorId(1),
        name: world.sign_ins[0].name.into(),
        role: Role::Admin,
    }
}

#[tokio::test]
async fn every_statement_works_on_every_engine() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        assert!(desk.store.organisation().await.unwrap().is_none());
        let world = samples::fill(&desk, &clock, now()).await.unwrap();
        people(&desk, &world).await;
        tokens(&desk, &world).await;
        knowledge(&desk, &world).await;
        settings(&desk, &world).await;
        hours(&desk, &world).await;
        plans(&desk, &world).await;
        callbacks(&desk, &world).await;
        sessions(&desk).await;
        inbox(&desk, &world).await;
        conversations(&desk, &world).await;
        jobs(&desk, &clock).await;
        events(&desk, &world).await;
    }
}

async fn people(desk: &Desk, world: &World) {
    let admin = admin(world);
    let person = desk.store.operator(OperatorId(2)).await.unwrap().unwrap();
    assert_eq!(person.name, "Aiko Tanabe");
    assert_eq!(desk.store.online_operators().await.unwrap(), 5);
    set_operator_enabled(desk, &admin, person.id, false)
        .await
        .unwrap();
    assert!(
        !desk
            .store
            .operator(person.id)
            .await
            .unwrap()
            .unwrap()
            .is_enabled()
    );
    assert!(
        sign_in(desk, &person.email, samples::PASSWORD)
            .await
            .unwrap()
            .is_none()
    );
    set_operator_enabled(desk, &admin, person.id, true)
        .await
        .unwrap();
    change_own_password(desk, &admin, samples::PASSWORD, "quite another one")
        .await
        .unwrap();
    assert!(
        sign_in(desk, world.sign_ins[0].email, "quite another one")
            .await
            .unwrap()
            .is_some()
    );
    let invitation = NewInvitation {
        email: "new@example.com".into(),
        name: "New".into(),
        role: Role::Operator,
    };
    let secret = invite_operator(desk, &admin, &invitation).await.unwrap();
    let open = desk.store.invitations(desk.now()).await.unwrap();
    assert_eq!(open.len(), 1);
    withdraw_invitation(desk, &admin, open[0].id).await.unwrap();
    let late = Acceptance {
        secret: secret.reveal().into(),
        name: "New".into(),
        password: "long enough".into(),
    };
    assert!(accept_invitation(desk, &late).await.is_err());
}

async fn tokens(desk: &Desk, world: &World) {
    let admin = admin(world);
    let wish = NewToken {
        name: "Bot".into(),
        scope: TokenScope::WriteAll,
        agent: Some(world.shop),
        is_for_all: false,
        expires_at: None,
    };
    let secret = create_token(desk, &admin, &wish).await.unwrap();
    let token = desk.store.token(&secret.hash()).await.unwrap().unwrap();
    let (id, at) = (token.id, desk.now());
    desk.store
        .write::<(), StoreError>(move |tx| Box::pin(async move { tx.touch_token(id, at).await }))
        .await
        .unwrap();
    assert_eq!(desk.store.tokens().await.unwrap().len(), 1);
    revoke_token(desk, &admin, id).await.unwrap();
    assert!(desk.store.token(&secret.hash()).await.unwrap().is_none());
}

fn topic(title: &str, text: &str) -> TopicDraft {
    TopicDraft {
        title: title.into(),
        text: text.into(),
        is_enabled: true,
        ..TopicDraft::default()
    }
}

async fn knowledge(desk: &Desk, world: &World) {
    let admin = admin(world);
    let before = desk.store.topics(world.shop, None).await.unwrap().len();
    let id = save_topic(
        desk,
        &admin,
        world.shop,
        None,
        &topic("100% wool_felt", "Not ours."),
    )
    .await
    .unwrap();
    // What is searched for is taken at its word, percent signs and underscores included.
    assert_eq!(
        desk.store
            .topics(world.shop, Some("100% WOOL_"))
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        desk.store
            .topics(world.shop, Some("100_ wool"))
            .await
            .unwrap()
            .len(),
        0
    );
    save_topic(
        desk,
        &admin,
        world.shop,
        Some((id, Some(1))),
        &TopicDraft {
            is_enabled: false,
            ..topic("Felt", "Still not ours.")
        },
    )
    .await
    .unwrap();
    let topic = desk.store.topic(world.shop, id).await.unwrap().unwrap();
    assert_eq!((topic.title.as_str(), topic.is_enabled), ("Felt", false));
    assert!(
        desk.store.topic(world.trade, id).await.unwrap().is_none(),
        "another agent's"
    );
    delete_topic(desk, &admin, world.shop, id).await.unwrap();
    assert_eq!(
        desk.store.topics(world.shop, None).await.unwrap().len(),
        before
    );
}

async fn settings(desk: &Desk, world: &World) {
    let admin = admin(world);
    let organisation = Organisation {
        name: "Alder & Pine SL".into(),
        zone: chrono_tz::Europe::Madrid,
        takes_files: false,
    };
    save_organisation(desk, &admin, ("Alder & Pine SL", "Europe/Madrid"), false)
        .await
        .unwrap();
    assert_eq!(desk.store.organisation().await.unwrap(), Some(organisation));
    let agent = desk.store.agent(world.shop).await.unwrap().unwrap();
    let renamed = handoff::actions::NewAgent {
        name: "Nora".into(),
        about: "The shop".into(),
    };
    rename_agent(desk, &admin, world.shop, &renamed)
        .await
        .unwrap();
    let found = desk
        .store
        .agent_by_key(&agent.public_key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.about, "The shop");
    assert_eq!(desk.store.queues(world.shop).await.unwrap().len(), 4);
    assert!(
        desk.store
            .policy(world.shop)
            .await
            .unwrap()
            .unwrap()
            .action
            .enabled
    );
    assert!(
        desk.store
            .default_schedule(world.trade)
            .await
            .unwrap()
            .unwrap()
            .schedule
            .open_24
    );
}

async fn hours(desk: &Desk, world: &World) {
    let (admin, store) = (admin(world), &desk.store);
    let first = store.default_schedule(world.shop).await.unwrap().unwrap();
    let night = ("Night desk", &first.schedule);
    let made = create_schedule(desk, &admin, world.shop, night)
        .await
        .unwrap();
    let twice = create_schedule(desk, &admin, world.shop, night).await;
    assert!(matches!(twice, Err(SaveError::Invalid(problems)) if problems[0].pointer == "/name"));
    rename_schedule(desk, &admin, (world.shop, made), "Late desk")
        .await
        .unwrap();
    let kept = store.schedule(world.shop, made).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.revision), ("Late desk", 1));
    assert!(store.schedule(world.trade, made).await.unwrap().is_none());
    let all = store.schedules(world.shop).await.unwrap();
    assert_eq!(
        (all[0].queues.len(), all.last().unwrap().queues.len()),
        (1, 0)
    );
    let used = delete_schedule(desk, &admin, (world.shop, first.id)).await;
    assert!(matches!(used, Err(SaveError::Used(_))));
    delete_schedule(desk, &admin, (world.shop, made))
        .await
        .unwrap();
    assert_eq!(
        store.schedules(world.shop).await.unwrap().len(),
        all.len() - 1
    );
}

async fn plans(desk: &Desk, world: &World) {
    let (admin, store) = (admin(world), &desk.store);
    let everybody = store.plans().await.unwrap();
    let sam = OperatorId(5);
    assert!(everybody.len() == 4 && !everybody.contains_key(&sam));
    let mut written = WrittenPlan {
        zone: "Europe/Lisbon".into(),
        ..WrittenPlan::default()
    };
    written.shifts[6] = "10:00–14:00".into();
    save_plan(desk, &admin, sam, &written, 0).await.unwrap();
    let late = save_plan(desk, &admin, sam, &written, 0).await;
    assert!(matches!(late, Err(SaveError::Outdated)));
    let kept = store.plan(sam).await.unwrap().unwrap();
    assert_eq!(WrittenPlan::of(&kept.plan.unwrap()), written);
    let nothing = WrittenPlan {
        zone: "UTC".into(),
        ..WrittenPlan::default()
    };
    save_plan(desk, &admin, sam, &nothing, kept.revision)
        .await
        .unwrap();
    assert_eq!(store.plans().await.unwrap(), everybody);
    let tomas = Actor::Operator {
        id: OperatorId(3),
        name: "Tomás Rey".into(),
        role: Role::Operator,
    };
    let others = save_plan(desk, &tomas, sam, &written, 2).await;
    assert!(matches!(others, Err(SaveError::Forbidden)));
}

async fn callbacks(desk: &Desk, world: &World) {
    let store = &desk.store;
    let count = async || store.open_callbacks(Scope::Everything).await.unwrap();
    let before = count().await;
    let conversation = store
        .conversation(Scope::Everything, &world.conversations[0])
        .await
        .unwrap()
        .unwrap();
    let promise = Callback {
        id: CallbackId(0),
        agent: conversation.agent,
        conversation: conversation.id.clone(),
        queue: None,
        customer_name: Some("Anna".into()),
        contact: None,
        wish: Some("tomorrow".into()),
        wished_at: Some(now()),
        due_at: now(),
        requested_at: now(),
        taken_by: None,
        done_at: None,
    };
    let known = Callback {
        contact: Some("+34 612 345 678".into()),
        ..promise.clone()
    };
    let of = conversation.id.clone();
    let (first, second) = store
        .write::<_, StoreError>(move |tx| {
            Box::pin(async move {
                let first = tx.keep_callback(&promise).await?;
                let second = tx.keep_callback(&known).await?;
                tx.take_callback(&of, Some(OperatorId(2)), now()).await?;
                Ok((first, second))
            })
        })
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(count().await, before + 1);
    let kept = store.callback_of(&conversation.id).await.unwrap().unwrap();
    assert_eq!(kept.contact.as_deref(), Some("+34 612 345 678"));
    assert_eq!(
        (kept.taken_by, kept.wished_at),
        (Some(OperatorId(2)), Some(now()))
    );
    let open = store.callbacks(Scope::Agent(conversation.agent), false);
    assert!(open.await.unwrap().contains(&kept));
    finish_callback(
        desk,
        &Actor::System,
        Scope::Everything,
        first,
        Some(OperatorId(2)),
    )
    .await
    .unwrap();
    let done = store
        .callback(Scope::Everything, first)
        .await
        .unwrap()
        .unwrap();
    assert!(done.done_at.is_some());
    assert_eq!(count().await, before);
    assert_eq!(
        store.callbacks(Scope::Everything, true).await.unwrap()[0],
        done
    );
}

async fn sessions(desk: &Desk) {
    let session = |data: &str, expires_at: Instant| SavedSession {
        id: "one".into(),
        operator: Some(OperatorId(1)),
        data: data.into(),
        expires_at,
    };
    let later = now() + chrono::Duration::hours(1);
    assert!(create_session(desk, session("a", later)).await.unwrap());
    assert!(
        !create_session(desk, session("b", later)).await.unwrap(),
        "the id is taken"
    );
    save_session(desk, session("c", later)).await.unwrap();
    assert_eq!(
        desk.store.session("one", now()).await.unwrap().as_deref(),
        Some("c")
    );
    assert_eq!(
        desk.store.session("one", later).await.unwrap(),
        None,
        "it ran out"
    );
    save_session(desk, session("c", now())).await.unwrap();
    purge_sessions(desk).await.unwrap();
    assert!(create_session(desk, session("d", later)).await.unwrap());
    delete_session(desk, "one".into()).await.unwrap();
    assert_eq!(desk.store.session("one", now()).await.unwrap(), None);
}

async fn inbox(desk: &Desk, world: &World) {
    let counts = desk
        .store
        .view_counts(Scope::Everything, OperatorId(3))
        .await
        .unwrap();
    for view in View::ALL {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let query = InboxQuery {
                after,
                ..InboxQuery::top(view, (Scope::Everything, OperatorId(3)), 3)
            };
            let page = desk.store.inbox(&query).await.unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), seen.len(), "{}: a row came twice", view.title());
        assert_eq!(
            i64::try_from(seen.len()).unwrap(),
            counts.of(view),
            "{}",
            view.title()
        );
    }
    let search = |words: &str| InboxQuery {
        search: Search::parse(words),
        ..InboxQuery::top(View::All, (Scope::Everything, OperatorId(3)), 50)
    };
    let found = desk
        .store
        .inbox(&search("hanna.vuori@"))
        .await
        .unwrap()
        .rows;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].customer.name.as_deref(), Some("Hanna Vuori"));
    assert_eq!(
        counts.of(View::All),
        i64::try_from(world.conversations.len()).unwrap()
    );
}

async fn conversations(desk: &Desk, world: &World) {
    let admin = admin(world);
    let scope = Scope::Agent(world.shop);
    let id = &world.conversations[0];
    assert!(
        desk.store
            .conversation(Scope::Agent(world.trade), id)
            .await
            .unwrap()
            .is_none(),
        "another agent's"
    );
    let conversation = desk.store.conversation(scope, id).await.unwrap().unwrap();
    assert_eq!(conversation.state, State::Waiting);
    assert!(desk.store.position(&conversation).await.unwrap().is_some());
    assert!(
        desk.store
            .waiting_by_queue(world.shop)
            .await
            .unwrap()
            .values()
            .sum::<usize>()
            >= 3
    );
    reassure_waiting(desk, id, conversation.waiting_since.unwrap())
        .await
        .unwrap();
    let last = desk.store.newest_message(id).await.unwrap();
    let entries = desk
        .store
        .entries(&conversation, MessageId(last.0 - 1), 10)
        .await
        .unwrap();
    assert!(entries[0].text.contains("longer than usual"));
    assign(desk, &admin, scope, id, Some(OperatorId(2)))
        .await
        .unwrap();
    assign(desk, &admin, scope, id, None).await.unwrap();
    let (replied, message) = reply(desk, &admin, scope, id, (OperatorId(1), "Hello"))
        .await
        .unwrap();
    assert!(message > last && replied.assignee == Some(OperatorId(1)));
    let request = desk.store.handoff_request(&replied).await.unwrap().unwrap();
    assert!(request.taken_at.is_some());
    hand_back(desk, &admin, scope, id).await.unwrap();
    let back = resolve(desk, &admin, scope, id).await.unwrap();
    assert_eq!(back.state, State::Resolved);
    assert!(desk.store.stretch_messages(&back).await.unwrap().is_empty());
    assert!(
        desk.store
            .conversation_of_visitor("nobody")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        desk.store
            .conversation_by_client_id(world.shop, "nobody")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        desk.store
            .message_by_client_id(id, "nobody")
            .await
            .unwrap()
            .is_none()
    );
}

async fn jobs(desk: &Desk, clock: &FixedClock) {
    let (later, due) = (
        now() + chrono::Duration::days(1),
        desk.store.next_job_at().await.unwrap().unwrap(),
    );
    assert!(due <= later);
    clock.set(later);
    let taken = take_due_jobs(desk).await.unwrap();
    assert!(!taken.is_empty());
    let others = take_due_jobs(desk).await.unwrap();
    assert!(
        others
            .iter()
            .all(|job| taken.iter().all(|mine| mine.id != job.id)),
        "nobody takes what is taken"
    );
    retry_job(desk, &taken[0], "no answer".into())
        .await
        .unwrap();
    for job in &taken[1..] {
        finish_job(desk, job.id).await.unwrap();
    }
    clock.advance(6);
    let again = take_due_jobs(desk).await.unwrap();
    assert!(
        again
            .iter()
            .any(|job| job.id == taken[0].id && job.attempts == 1),
        "{again:?}"
    );
    clock.set(now());
}

async fn events(desk: &Desk, world: &World) {
    let newest = desk.store.latest_event().await.unwrap();
    assert_eq!(desk.store.events_after(newest, 10).await.unwrap().len(), 0);
    let all = desk.store.events_after(EventId(0), 5).await.unwrap();
    assert!(all.len() == 5 && all.is_sorted_by_key(|event| event.id));
    let of = desk
        .store
        .conversation_events_after(&world.conversations[0], EventId(0), 100)
        .await
        .unwrap();
    assert!(
        of.iter()
            .all(|event| event.conversation.as_ref() == Some(&world.conversations[0]))
    );
    assert!(of.len() > 6);
}

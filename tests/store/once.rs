//! A request with a key is done once: whoever does it, and wherever it was stopped.

use std::time::Duration;

use futures::future::{join_all, pending};
use handoff::{
    access::{Actor, Scope, TokenScope},
    actions::{
        Beginning, Desk, Incoming, NewToken, Once, VerbError, answer_once, claim, create_token,
        look_after_line, receive_message, start_conversation,
    },
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    event::EventKind,
    id::{AgentId, ConversationId, EventId, OperatorId, TokenId},
    samples,
    store::{Doing, KEPT_FOR, KeptAnswer, RequestKey, once},
};

use super::database::{fresh, now};

const WAIT: Duration = Duration::from_secs(10);

fn key(name: &str, fingerprint: &str) -> RequestKey {
    RequestKey {
        token: TokenId(1),
        key: name.into(),
        fingerprint: fingerprint.into(),
    }
}

async fn token(desk: &Desk) {
    let new = NewToken {
        name: "Bot".into(),
        scope: TokenScope::WriteAll,
        agent: None,
        is_for_all: false,
        expires_at: None,
    };
    create_token(desk, &Actor::System, &new).await.unwrap();
}

async fn begun(desk: &Desk) -> ConversationId {
    let beginning = Beginning {
        agent: AgentId(1),
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: Customer::default(),
        language: None,
        first: Some(Incoming::text("Hello")),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let started = start_conversation(desk, &Actor::Customer, &beginning).await;
    started.unwrap().received.conversation.id
}

/// What an endpoint does: somebody claims a conversation, and the answer says how it is then.
async fn claimed(desk: &Desk, id: &ConversationId, by: OperatorId) -> KeptAnswer {
    let done = claim(desk, &Actor::System, Scope::Everything, id, by).await;
    answer(
        done.map(|conversation| format!("{:?} {}", conversation.assignee, conversation.revision)),
    )
}

async fn said(desk: &Desk, id: &ConversationId) -> KeptAnswer {
    let mut words = Incoming::text("Where is my order?");
    words.client_id = Some("the key".into());
    let actor = Actor::Customer;
    let done = receive_message(desk, &actor, Scope::Everything, id, &words).await;
    answer(done.map(|received| format!("{:?}", received.messages)))
}

fn answer(done: Result<String, VerbError>) -> KeptAnswer {
    let status = if done.is_ok() { 200 } else { 409 };
    let body = done.unwrap_or_else(|error| error.to_string());
    KeptAnswer {
        status,
        headers: Vec::new(),
        body,
    }
}

fn body(once: &Once) -> &str {
    match once {
        Once::First(answer) | Once::Again(answer) if answer.status == 200 => &answer.body,
        other => panic!("{other:?}"),
    }
}

async fn claims(desk: &Desk, id: &ConversationId) -> usize {
    let events = desk
        .store
        .conversation_events_after(id, EventId(0), 100)
        .await
        .unwrap();
    events
        .iter()
        .filter(|event| event.kind == EventKind::ConversationClaimed)
        .count()
}

#[tokio::test]
async fn a_program_that_was_stopped_after_the_effect_answers_without_doing_it_again() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        samples::fill(&desk, &clock, now()).await.unwrap();
        token(&desk).await;
        let (id, by) = (begun(&desk).await, OperatorId(1));
        // The effect is kept, and then the power goes: no answer is.
        let doing = Doing::new(key("k", "f"), desk.now(), None);
        let lost = once(doing, claimed(&desk, &id, by)).await;
        assert_eq!(lost.status, 200);
        let (desk, _) = database.desk().await;
        let again = answer_once(&desk, &key("k", "f"), WAIT, claimed(&desk, &id, by)).await;
        let again = again.unwrap();
        assert_eq!(body(&again), lost.body);
        assert!(
            matches!(again, Once::First(_)),
            "nobody was answered before"
        );
        let third = answer_once(&desk, &key("k", "f"), WAIT, pending())
            .await
            .unwrap();
        assert_eq!(third, Once::Again(lost));
        assert_eq!(claims(&desk, &id).await, 1);
    }
}

#[tokio::test]
async fn a_message_whose_answer_got_lost_is_answered_without_being_said_again() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        samples::fill(&desk, &clock, now()).await.unwrap();
        token(&desk).await;
        let id = begun(&desk).await;
        let doing = Doing::new(key("m", "f"), desk.now(), None);
        let lost = Box::pin(once(doing, said(&desk, &id))).await;
        for desk in [desk, database.desk().await.0] {
            let key = key("m", "f");
            let again = Box::pin(answer_once(&desk, &key, WAIT, said(&desk, &id))).await;
            assert_eq!(body(&again.unwrap()), lost.body);
            let kept = desk
                .store
                .thread(Scope::Everything, &id)
                .await
                .unwrap()
                .unwrap();
            let texts = kept
                .messages
                .iter()
                .filter(|said| said.text == "Where is my order?");
            assert_eq!(texts.count(), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_that_are_sent_the_same_do_it_once_and_answer_the_same() {
    for database in fresh().await {
        let (one, clock) = database.desk().await;
        samples::fill(&one, &clock, now()).await.unwrap();
        token(&one).await;
        let (two, _) = database.desk().await;
        for round in 0..10 {
            let id = begun(&one).await;
            let key = key(&format!("k{round}"), "f");
            let all = (0..100).map(|number| {
                let desk = if number % 2 == 0 { &one } else { &two };
                answer_once(desk, &key, WAIT, claimed(desk, &id, OperatorId(1)))
            });
            let answers: Vec<Once> = join_all(all)
                .await
                .into_iter()
                .map(Result::unwrap)
                .collect();
            for answer in &answers {
                assert_eq!(body(answer), body(&answers[0]));
            }
            assert_eq!(claims(&one, &id).await, 1);
        }
    }
}

#[tokio::test]
async fn who_waits_too_long_is_told_and_who_asks_something_else_at_once() {
    for database in fresh().await {
        let (desk, _) = database.desk().await;
        token(&desk).await;
        let slow = key("k", "f");
        let mut doing = Box::pin(answer_once(&desk, &slow, WAIT, pending()));
        let others = async {
            let short = Duration::from_millis(50);
            let same = answer_once(&desk, &slow, short, pending()).await;
            assert_eq!(same.unwrap(), Once::Running);
            let other = answer_once(&desk, &key("k", "g"), short, pending()).await;
            assert_eq!(other.unwrap(), Once::Differs);
        };
        tokio::select! {
            // Whoever is asked first does it.
            biased;
            _ = &mut doing => unreachable!("it never ends"),
            () = others => {}
        }
        // Whoever did it went away without an answer: the next one does it.
        drop(doing);
        let done = KeptAnswer {
            status: 200,
            headers: Vec::new(),
            body: "done".into(),
        };
        let next = answer_once(&desk, &slow, WAIT, async { done.clone() }).await;
        assert_eq!(next.unwrap(), Once::First(done));
    }
}

#[tokio::test]
async fn old_keys_are_forgotten() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        token(&desk).await;
        let done = KeptAnswer {
            status: 201,
            headers: Vec::new(),
            body: "done".into(),
        };
        let first = answer_once(&desk, &key("k", "f"), WAIT, async { done.clone() }).await;
        assert_eq!(first.unwrap(), Once::First(done.clone()));
        let kept = async || {
            desk.store
                .kept_request(&key("k", "f"), now() - KEPT_FOR)
                .await
                .unwrap()
        };
        look_after_line(&desk).await.unwrap();
        assert_eq!(kept().await.and_then(|kept| kept.answer), Some(done));
        clock.advance(KEPT_FOR.num_seconds());
        look_after_line(&desk).await.unwrap();
        assert_eq!(kept().await, None);
    }
}

//! Copies made while others write are whole, and a database in use is not replaced.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Incoming, NewAgent, create_agent, receive_message, start_conversation,
    },
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    id::AgentId,
    store::{check_database, copy_database, database_file, ensure_unused},
};
use sqlx::{AnyConnection, Connection};

use super::database::{Database, fresh};

const COPIES: usize = 12;

/// One conversation that goes on until it is told to stop.
async fn chatter(desk: Desk, agent: AgentId, stop: Arc<AtomicBool>) {
    let beginning = Beginning {
        agent,
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: Customer::default(),
        language: None,
        first: Some(Incoming::text("Hello")),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let begun = start_conversation(&desk, &Actor::Customer, &beginning)
        .await
        .unwrap();
    let id = begun.received.conversation.id;
    while !stop.load(Ordering::SeqCst) {
        let more = Incoming::text("Where is my order?");
        receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &more)
            .await
            .unwrap();
    }
}

async fn messages_in(file: &std::path::Path) -> i64 {
    let url = format!("sqlite://{}", file.display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    sqlx::query_scalar("select count(*) from messages")
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

async fn sqlite() -> Database {
    fresh().await.remove(0)
}

#[tokio::test]
async fn copies_made_under_load_are_whole_and_each_holds_more() {
    let (database, folder) = (sqlite().await, tempfile::tempdir().unwrap());
    let (desk, _) = database.desk().await;
    let new = NewAgent {
        name: "Bot".into(),
        about: String::new(),
    };
    let agent = create_agent(&desk, &Actor::System, &new).await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let chatting: Vec<_> = (0..4)
        .map(|_| tokio::spawn(chatter(desk.clone(), agent, stop.clone())))
        .collect();
    let from = database_file(&database.url).unwrap().unwrap();
    let mut before = 0;
    for number in 0..COPIES {
        let to = folder.path().join(format!("copy {number}?.db"));
        copy_database(&from, &to).await.unwrap();
        check_database(&to).await.unwrap();
        let plain = folder.path().join("plain.db");
        std::fs::rename(&to, &plain).unwrap();
        let count = messages_in(&plain).await;
        assert!(count >= before, "{count} messages after {before}");
        before = count;
    }
    stop.store(true, Ordering::SeqCst);
    for one in chatting {
        one.await.unwrap();
    }
    assert!(before > 0, "something was written while copying");
    assert!(copy_database(&from, &from).await.is_err(), "over itself");
}

#[tokio::test]
async fn a_database_in_use_is_told_from_one_that_is_not() {
    let database = sqlite().await;
    let file = database_file(&database.url).unwrap().unwrap();
    let store = database.store().await;
    let refused = ensure_unused(&file).await.unwrap_err().to_string();
    assert!(refused.contains("Stop the server first"), "{refused}");
    store.close().await;
    ensure_unused(&file).await.unwrap();
    assert!(
        database_file("postgres://somewhere/handoff")
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "These are only words, and too many of them to be an empty file.",
    )
    .unwrap();
    let refused = check_database(&text).await.unwrap_err().to_string();
    assert!(refused.contains("not an SQLite database"), "{refused}");
    let other = folder.path().join("other.db");
    std::fs::write(&other, "").unwrap();
    let refused = check_database(&other).await.unwrap_err().to_string();
    assert!(refused.contains("not a Handoff database"), "{refused}");
    let database = sqlite().await;
    database.store().await.close().await;
    let mut connection = database.connection().await;
    sqlx::query("update _sqlx_migrations set version = 999999 where version = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    let file = database_file(&database.url).unwrap().unwrap();
    let refused = check_database(&file).await.unwrap_err().to_string();
    assert!(refused.contains("newer version"), "{refused}");
}

/// The last connection takes SQLite's journal over into the database and removes it.
#[tokio::test]
async fn a_closed_database_is_one_file() {
    let database = sqlite().await;
    let store = database.store().await;
    let file = database_file(&database.url).unwrap().unwrap();
    let journal = file.with_extension("db-wal");
    assert!(store.is_ready().await && journal.exists());
    store.close().await;
    assert!(file.exists() && !journal.exists());
    assert!(
        !store.is_ready().await,
        "nothing is written once it is closed"
    );
    store.close().await;
}

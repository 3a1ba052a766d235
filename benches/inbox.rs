//! How long a page of each view takes among 1,000 and among 100,000 conversations, and whether SQLite
//! walks an index for it.

#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on has failed"
)]
#![expect(clippy::print_stdout, reason = "the figures are what this is for")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use handoff::{
    access::{Actor, Scope},
    actions::{Desk, NewAgent, create_admin, create_agent},
    clock::SystemClock,
    conversation::{Search, View},
    id::{Entropy, OperatorId},
    store::{InboxQuery, Store},
};
use sqlx::{AnyConnection, Connection};

const PAGES: u32 = 200;

/// Of twenty conversations one waits, one is with Ada, one is a callback, one is put aside; the rest are done or with the AI.
const FILL: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < $1) \
    insert into conversations (id, agent_id, customer_name, channel, answered_by, state, state_since, assignee_id, priority, \
    needs_attention, waiting_since, snoozed_until, stretch, stretch_from, last_author, last_text, last_at, revision, created_at) \
    select 'conv_' || i, 1, 'Customer ' || i, 'web', 'built_in', \
    case i % 20 when 1 then 'waiting' when 2 then 'with_operator' when 3 then 'callback' else case i % 2 when 0 then 'resolved' else 'with_ai' end end, \
    i, case i % 20 when 2 then 1 end, i % 3, case i % 20 when 1 then 1 else 0 end, case i % 20 when 1 then i end, \
    case i % 20 when 5 then i end, '{}', 0, 'customer', 'Where is my order ' || i || '?', i * 1000, 1, i from n";

async fn filled(folder: &std::path::Path, count: i64) -> Store {
    let url = format!("sqlite://{}/inbox-{count}.db", folder.display());
    let store = Store::open(&url).await.unwrap();
    let desk = Desk::new(store, Arc::new(SystemClock), Arc::new(Entropy::seeded(1)));
    let agent = NewAgent {
        name: "Bot".into(),
        about: String::new(),
    };
    create_agent(&desk, &Actor::System, &agent).await.unwrap();
    create_admin(&desk, "ada@example.com", "Ada", "long enough")
        .await
        .unwrap();
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    sqlx::query(FILL)
        .bind(count)
        .execute(&mut connection)
        .await
        .unwrap();
    for sql in [SAY, NAME] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    desk.store
}

/// Every conversation's message has “order”; one in a thousand is about a bench.
const SAY: &str = "insert into messages (conversation_id, author, is_note, body, attachments, at) \
    select id, 'customer', 0, last_text || case created_at % 1000 when 7 then ' A bench.' else '' end, '[]', last_at from conversations";

/// Ada is named in the notes of fifty conversations, however many there are.
const NAME: &str = "insert into mentions (operator_id, message_id, conversation_id) \
    select 1, m.id, m.conversation_id from messages m \
    where m.id % 20 = 3 and m.id > (select max(id) - 1000 from messages)";

/// What is asked for: a view, words, and how much of the inbox somebody may see.
type Asked = (View, Option<&'static str>, Scope);

async fn page(store: &Store, (view, search, scope): Asked) -> Duration {
    let query = InboxQuery {
        search: search.and_then(Search::parse),
        ..InboxQuery::top(view, (scope, OperatorId(1)), 50)
    };
    let started = Instant::now();
    let page = store.inbox(&query).await.unwrap();
    assert!(!page.rows.is_empty());
    started.elapsed()
}

/// The median page of both stores, taken in turn.
async fn medians(small: &Store, large: &Store, asked: Asked) -> [Duration; 2] {
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..PAGES {
        for (store, taken) in [small, large].into_iter().zip(&mut taken) {
            taken.push(page(store, asked).await);
        }
    }
    taken.map(|mut all| {
        all.sort_unstable();
        all[all.len() / 2]
    })
}

fn tell(what: &str, [one, other]: [Duration; 2]) {
    let ratio = other.as_secs_f64() / one.as_secs_f64();
    println!("{what:<18} {one:>12.0?} {other:>12.0?} {ratio:>7.2}");
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (
        filled(folder.path(), 1_000).await,
        filled(folder.path(), 100_000).await,
    );
    println!(
        "{:<18} {:>12} {:>12} {:>7}",
        "view", "1,000", "100,000", "ratio"
    );
    for view in View::ALL {
        let asked = (view, None, Scope::Everything);
        tell(view.title(), medians(&small, &large, asked).await);
    }
    for (what, scope) in [
        ("All, own alone", Scope::Own(OperatorId(1))),
        ("All, one's team", Scope::Team(OperatorId(1))),
    ] {
        let asked = (View::All, None, scope);
        tell(what, medians(&small, &large, asked).await);
    }
    for words in ["order", "bench", "\"is my order\"", "cust 7"] {
        let asked = (View::All, Some(words), Scope::Everything);
        tell(words, medians(&small, &large, asked).await);
    }
    let mut counts = [small, large].map(|store| (store, Duration::ZERO));
    for _ in 0..PAGES {
        for (store, taken) in &mut counts {
            let started = Instant::now();
            store
                .view_counts(Scope::Everything, OperatorId(1))
                .await
                .unwrap();
            *taken += started.elapsed() / PAGES;
        }
    }
    let [(_, one), (_, other)] = counts;
    tell("counts", [one, other]);
}

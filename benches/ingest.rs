//! How many messages a second are read, decided and safely on disk, at 1, 8 and 64 clients, beside bare
//! commits of one row by one client in the same run on the same disk.
//!
//! Rounds of both are taken in turn, so that a busy machine slows both alike. What limits differs from disk to
//! disk: on one that is slow to acknowledge it is the waiting, which sharing commits saves, and the ratio is
//! the figure; on a fast one it is the work of the processor, of which the time per message is the figure.
//! How long the disk takes to acknowledge is measured beside them.

#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on has failed"
)]
#![expect(clippy::print_stdout, reason = "the figures are what this is for")]

use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Incoming, NewAgent, create_agent, receive_message, save_action,
        start_conversation,
    },
    channel::Channel,
    clock::SystemClock,
    conversation::{AnsweredBy, Customer},
    id::{AgentId, Entropy},
    store::{Store, StoreError},
};
use sqlx::{AnyConnection, Connection};

const ROUNDS: u32 = 3;
const ROUND: Duration = Duration::from_millis(1200);
/// As long as conversations usually are.
const MESSAGES: usize = 8;

const TEXTS: [&str; 4] = [
    "Hello, my order 4711 has not arrived yet",
    "It was promised for last Tuesday",
    "What does the blue chair cost with delivery to Lisbon?",
    "Thank you, and can I pay in instalments?",
];

async fn desk(folder: &std::path::Path) -> (Desk, AgentId) {
    let url = format!("sqlite://{}/ingest.db", folder.display());
    let store = Store::open(&url).await.unwrap();
    let desk = Desk::new(store, Arc::new(SystemClock), Arc::new(Entropy::seeded(1)));
    let agent = NewAgent {
        name: "Bot".into(),
        about: String::new(),
    };
    let agent = create_agent(&desk, &Actor::System, &agent).await.unwrap();
    let mut action = desk.store.action(agent).await.unwrap().unwrap().action;
    action.enabled = true;
    action.when_to_use = "Hand over when the customer asks for a person or is upset. \
        Refunds and double charges always go to a person."
        .into();
    save_action(&desk, &Actor::System, agent, &action, 1)
        .await
        .unwrap();
    (desk, agent)
}

/// One client: conversation after conversation until told to stop.
async fn client(desk: Desk, agent: AgentId, until: Instant, count: Arc<AtomicU64>) {
    while Instant::now() < until {
        let beginning = Beginning {
            agent,
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer::default(),
            language: None,
            first: Some(Incoming::text(TEXTS[0])),
            has_visitor: false,
            proofs: Vec::new(),
        };
        let begun = start_conversation(&desk, &Actor::Customer, &beginning)
            .await
            .unwrap();
        count.fetch_add(1, Ordering::Relaxed);
        let id = begun.received.conversation.id;
        for text in TEXTS.iter().cycle().skip(1).take(MESSAGES - 1) {
            let incoming = Incoming::text(*text);
            receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &incoming)
                .await
                .unwrap();
            count.fetch_add(1, Ordering::Relaxed);
            if Instant::now() >= until {
                return;
            }
        }
    }
}

/// How many messages a second, and how long a processor is busy with each, in microseconds.
async fn messages_per_second(desk: &Desk, agent: AgentId, clients: usize) -> [f64; 2] {
    let (started, count, busy_before) = (Instant::now(), Arc::new(AtomicU64::new(0)), busy());
    let all = (0..clients)
        .map(|_| tokio::spawn(client(desk.clone(), agent, started + ROUND, count.clone())));
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let count = count.load(Ordering::Relaxed) as f64;
    let busy = busy().saturating_sub(busy_before).as_secs_f64();
    [
        count / started.elapsed().as_secs_f64(),
        busy * 1_000_000.0 / count,
    ]
}

/// How long this process has kept processors busy so far, both its own work and the system's for it.
fn busy() -> Duration {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else {
        return Duration::ZERO;
    };
    // The name before them, in brackets, may hold anything; Linux counts in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let times = fields.split_whitespace().skip(11).take(2);
    Duration::from_millis(
        10 * times
            .filter_map(|ticks| ticks.parse::<u64>().ok())
            .sum::<u64>(),
    )
}

/// The median time the disk takes to acknowledge four kilobytes.
fn acknowledged_in(folder: &std::path::Path) -> Duration {
    let mut file = std::fs::File::create(folder.join("disk")).unwrap();
    let mut taken: Vec<Duration> = (0..200)
        .map(|_| {
            file.write_all(&[7; 4096]).unwrap();
            let started = Instant::now();
            file.sync_data().unwrap();
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[taken.len() / 2]
}

/// One row and one commit after another, with the same settings and nothing else.
async fn bare_commits_per_second(connection: &mut AnyConnection) -> f64 {
    let (started, mut count) = (Instant::now(), 0_u32);
    while started.elapsed() < ROUND {
        sqlx::query("insert into bare (words) values ($1)")
            .bind(TEXTS[0])
            .execute(&mut *connection)
            .await
            .unwrap();
        count += 1;
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

async fn bare(folder: &std::path::Path) -> AnyConnection {
    let url = format!("sqlite://{}/bare.db?mode=rwc", folder.display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let sql = "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; \
        create table bare (id integer primary key, words text not null) strict";
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection
}

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let folder = tempfile::tempdir().unwrap();
    let (desk, agent) = desk(folder.path()).await;
    let mut connection = bare(folder.path()).await;
    let (mut bare, mut sums) = (0.0, [[0.0; 2]; 3]);
    messages_per_second(&desk, agent, 8).await;
    for _ in 0..ROUNDS {
        bare += bare_commits_per_second(&mut connection).await / f64::from(ROUNDS);
        for (sum, clients) in sums.iter_mut().zip([1, 8, 64]) {
            let round = messages_per_second(&desk, agent, clients).await;
            *sum = [sum[0] + round[0], sum[1] + round[1]];
        }
    }
    let taken = acknowledged_in(folder.path());
    println!("the disk acknowledges 4 kB in (median) {taken:.0?}");
    println!("bare one-row commits, 1 client:  {bare:>7.0} /s");
    for (sum, clients) in sums.iter().zip([1, 8, 64]) {
        let [rate, busy] = sum.map(|sum| sum / f64::from(ROUNDS));
        println!(
            "messages, {clients:>2} clients:            {rate:>7.0} /s   {:.2} × bare   {busy:>5.0} µs of processor each",
            rate / bare
        );
    }
    desk.store.close().await;
    Ok(())
}

//! What was acknowledged survives a process that is killed at any moment.
//!
//! The test starts itself again as a child that takes messages in, claims, replies and resolves on a real
//! SQLite file and prints a line once each is acknowledged; kills it; and compares. `HANDOFF_CRASH_ROUNDS`
//! sets the number of rounds, eight unless told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Incoming, claim, create_admin, create_agent, receive_message, reply,
        resolve, start_conversation,
    },
    channel::Channel,
    clock::SystemClock,
    conversation::{AnsweredBy, Customer, State},
    id::{AgentId, ConversationId, Entropy, EventId, MessageId, OperatorId},
    operator::Role,
    store::Store,
};

/// The address of the database, for the child.
const DATABASE: &str = "HANDOFF_CRASH_DATABASE";
/// How many clients the child plays at once.
const CLIENTS: usize = 4;

async fn desk(url: &str) -> Desk {
    let store = Store::open(url).await.unwrap();
    Desk::new(
        store,
        Arc::new(SystemClock),
        Arc::new(Entropy::from_system()),
    )
}

async fn set_up(url: &str) {
    let desk = desk(url).await;
    let agent = handoff::actions::NewAgent {
        name: "Bot".into(),
        about: String::new(),
    };
    create_agent(&desk, &Actor::System, &agent).await.unwrap();
    create_admin(&desk, "ada@example.com", "Ada", "long enough")
        .await
        .unwrap();
    desk.store.close().await;
}

/// Prints a line and only comes back once the parent can read it.
fn acknowledge(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// One client: conversations from beginning to end, one after another, for ever.
async fn play(desk: Desk) {
    let ada = OperatorId(1);
    let actor = Actor::Operator {
        id: ada,
        name: "Ada".into(),
        role: Role::Admin,
    };
    loop {
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
        let begun = start_conversation(&desk, &Actor::Customer, &beginning)
            .await
            .unwrap()
            .received;
        let id = begun.conversation.id;
        acknowledge(&format!("message {id} {}", begun.messages[0]));
        let more = Incoming::text("Where is my order?");
        let received = receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &more)
            .await
            .unwrap();
        acknowledge(&format!("message {id} {}", received.messages[0]));
        claim(&desk, &actor, Scope::Everything, &id, ada)
            .await
            .unwrap();
        acknowledge(&format!("claimed {id}"));
        let (_, message) = reply(&desk, &actor, Scope::Everything, &id, (ada, "On its way"))
            .await
            .unwrap();
        acknowledge(&format!("message {id} {message}"));
        resolve(&desk, &actor, Scope::Everything, &id)
            .await
            .unwrap();
        acknowledge(&format!("resolved {id}"));
    }
}

/// What the child does.
#[test]
#[ignore = "it runs until it is killed; the test below starts it"]
fn child() {
    let url = std::env::var(DATABASE).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let started = Instant::now();
        let desk = desk(&url).await;
        acknowledge(&format!("\nready {}", started.elapsed().as_millis()));
        let clients = (0..CLIENTS).map(|_| tokio::spawn(play(desk.clone())));
        for client in clients.collect::<Vec<_>>() {
            client.await.unwrap();
        }
    });
}

fn start(url: &str) -> (Child, mpsc::Receiver<String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = mpsc::channel();
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        // A line cut off by the kill was not acknowledged.
        for line in out.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    (child, lines)
}

#[derive(Default)]
struct Acknowledged {
    messages: BTreeSet<(ConversationId, MessageId)>,
    claimed: BTreeSet<ConversationId>,
    resolved: BTreeSet<ConversationId>,
}

impl Acknowledged {
    fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["message", id, message] => {
                if let Ok(message) = message.parse() {
                    self.messages.insert((ConversationId(id.into()), message));
                }
            }
            ["claimed", id] => drop(self.claimed.insert(ConversationId(id.into()))),
            ["resolved", id] => drop(self.resolved.insert(ConversationId(id.into()))),
            _ => {}
        }
    }

    /// What is missing from the database although it was acknowledged.
    async fn lost(&self, desk: &Desk) -> Vec<String> {
        let mut lost = Vec::new();
        for (id, message) in &self.messages {
            let conversation = desk
                .store
                .conversation(Scope::Everything, id)
                .await
                .unwrap();
            let Some(conversation) = conversation else {
                lost.push(format!("conversation {id}"));
                continue;
            };
            let entries = desk
                .store
                .entries(&conversation, MessageId(0), 100)
                .await
                .unwrap();
            if !entries.iter().any(|entry| entry.id == *message) {
                lost.push(format!("message {message} of {id}"));
            }
            if self.claimed.contains(id) && conversation.assignee != Some(OperatorId(1)) {
                lost.push(format!("the claim of {id}"));
            }
            if self.resolved.contains(id) && conversation.state != State::Resolved {
                lost.push(format!("the resolution of {id}"));
            }
        }
        lost
    }
}

/// Waits until the child is ready; gives back how long opening took, in milliseconds.
fn wait_until_ready(lines: &mpsc::Receiver<String>) -> u128 {
    loop {
        let line = lines.recv_timeout(Duration::from_secs(20)).unwrap();
        if let Some(millis) = line.strip_prefix("ready ") {
            return millis.parse().unwrap();
        }
    }
}

#[tokio::test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are what one wants to see of a long run"
)]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let rounds: u8 =
        std::env::var("HANDOFF_CRASH_ROUNDS").map_or(8, |rounds| rounds.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/crash.db", folder.path().display());
    set_up(&url).await;
    let mut acknowledged = Acknowledged::default();
    let (mut slowest, entropy) = (0, Entropy::from_system());
    for round in 0..rounds {
        let (mut child, lines) = start(&url);
        slowest = slowest.max(wait_until_ready(&lines));
        let pause = u64::from(entropy.bytes::<1>()[0]) * 2 + 20;
        std::thread::sleep(Duration::from_millis(pause));
        // On Unix this is SIGKILL: the child has no chance to tidy up.
        child.kill().unwrap();
        child.wait().unwrap();
        for line in &lines {
            acknowledged.note(&line);
        }
        let desk = desk(&url).await;
        assert_eq!(
            acknowledged.lost(&desk).await,
            Vec::<String>::new(),
            "round {round}, after {pause} ms"
        );
        desk.store.close().await;
    }
    let desk = desk(&url).await;
    let kept = desk.store.latest_event().await.unwrap();
    assert!(
        kept > EventId(0) && acknowledged.messages.len() > usize::from(rounds),
        "the child did something"
    );
    println!(
        "{rounds} rounds, {} messages and {} resolutions acknowledged, 0 lost; opening took at most {slowest} ms",
        acknowledged.messages.len(),
        acknowledged.resolved.len()
    );
    assert!(slowest < 2000, "opening took {slowest} ms");
}

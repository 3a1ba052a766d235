//! A server that is killed at any moment, and a receiver that fails every third time: whoever should be told of
//! a handoff is told, and what comes twice comes under the same id.
//!
//! It is killed three times, every two or three seconds. `HANDOFF_DELIVERY_HANDOFFS` sets how many handoffs there are
//! to be; then it is killed every five seconds until there were as many.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::Path,
    process::Child,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use chrono::TimeDelta;
use handoff::{
    actions::{self, Desk},
    clock::{Clock, FixedClock, SystemClock},
    id::{AgentId, Entropy},
    store::{DeliveryQuery, Store},
};
use serde_json::{Value, json};
use server::{
    channel::{ChannelSettings, HttpCourier, KeyFile},
    delivery::{Post, deliver_due},
    mail::{MailSettings, MailWay, Mailer},
    outgoing::{Outgoing, OutgoingSettings, Reach},
};

use crate::program::{run, start};

const CLIENTS: usize = 4;
/// Nothing is refused so often that it would be given up.
const FAILURES_MAX: usize = 5;
/// So many may be on their way to one destination when the server is killed.
const ON_THEIR_WAY: usize = 4;
const ROUNDS_MIN: u64 = 3;
const ROUNDS_MAX: u64 = 1000;
const DATABASE: &str = "sqlite://delivered.db";

/// What arrived under one id: each body, how often it was taken, and how often it was not.
type Arrived = (BTreeSet<String>, usize, usize);

/// What arrived, by its id, and how much that was.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<BTreeMap<String, Arrived>>>, Arc<Mutex<u64>>);

impl Receiver {
    async fn start() -> (Self, String) {
        let receiver = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/", post(take))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (receiver, format!("http://{address}/"))
    }
}

/// Three times in ten, in no order that what comes again could fall into step with.
fn fails(number: u64) -> bool {
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) % 10 < 3
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let number = {
        let mut count = receiver.1.lock().unwrap();
        *count += 1;
        *count
    };
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    let mut arrived = receiver.0.lock().unwrap();
    let known = arrived.entry(id).or_default();
    known.0.insert(String::from_utf8(body.to_vec()).unwrap());
    if fails(number) && known.2 < FAILURES_MAX {
        known.2 += 1;
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    known.1 += 1;
    StatusCode::NO_CONTENT
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    fn of(address: &str, token: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            http: reqwest::Client::new(),
            base: format!("http://{address}/v1/api"),
            token: token.to_owned(),
        }
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, reqwest::Error> {
        let sent = self.http.post(format!("{}{path}", self.base));
        let answer = sent.bearer_auth(&self.token).json(body).send().await?;
        answer.json().await
    }

    /// Hands conversations off until the server is gone.
    async fn play(self, handed_off: Arc<Mutex<BTreeSet<String>>>) {
        let text = "Can I talk to a real person, please?";
        let body = json!({"message": {"author": "customer", "text": text}});
        while let Ok(begun) = self.post("/conversations", &body).await {
            assert_eq!(begun["decision"]["outcome"], "hand_off", "{begun}");
            let id = begun["conversation"]["id"].as_str().unwrap().to_owned();
            handed_off.lock().unwrap().insert(id);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// An AI agent that hands over, and a webhook that is told of it; gives the token back.
async fn set_up(folder: &Path, url: &str) -> String {
    std::fs::write(
        folder.join("handoff.toml"),
        "[webhook]\nnetworks = [\"127.0.0.1\"]\n",
    )
    .unwrap();
    let create = [
        "token",
        "create",
        "--name",
        "Bot",
        "--scope",
        "write_all",
        "--database",
        DATABASE,
    ];
    let made = run(folder, &create, "");
    assert_eq!(made.code, 0, "{}", made.complaints);
    let token = made.output.trim().to_owned();
    let desk = desk(folder, Arc::new(SystemClock)).await;
    let saved = desk.store.action(AgentId(1)).await.unwrap().unwrap();
    let mut action = saved.action;
    action.enabled = true;
    let system = handoff::access::Actor::System;
    actions::save_action(&desk, &system, AgentId(1), &action, saved.revision)
        .await
        .unwrap();
    desk.store.close().await;
    let (mut child, address) = start(folder, DATABASE);
    let webhook =
        json!({"name": "Orders", "url": url, "events": ["conversation.handoff_requested"]});
    let made = Client::of(&address, &token)
        .post("/webhooks", &webhook)
        .await
        .unwrap();
    assert!(made["secret"].is_string(), "{made}");
    kill(&mut child);
    token
}

fn kill(child: &mut Child) {
    // On Unix this is SIGKILL: nothing can be put in order any more.
    child.kill().unwrap();
    child.wait().unwrap();
}

async fn desk(folder: &Path, clock: Arc<dyn Clock>) -> Desk {
    let url = format!("sqlite://{}/delivered.db", folder.display());
    let store = Store::open(&url).await.unwrap();
    Desk::new(store, clock, Arc::new(Entropy::seeded(7)))
}

/// What is left is delivered by another program, later.
async fn drain(folder: &Path) -> Desk {
    let clock = Arc::new(FixedClock::at(SystemClock.now()));
    let courier = Arc::new(HttpCourier::new(&ChannelSettings::default()).unwrap());
    // What signs was sealed by the server that was killed.
    let key = KeyFile::of(Some(&folder.join("delivered.db.key")), DATABASE);
    let desk = desk(folder, clock.clone()).await.with_post(actions::Post {
        courier: courier.clone(),
        keys: Arc::new(key),
        base_url: "http://127.0.0.1".to_owned(),
    });
    let settings = OutgoingSettings {
        reach: Reach(vec!["127.0.0.0/8".parse().unwrap()]),
        secret: None,
    };
    let mail = MailSettings {
        way: MailWay::Folder(folder.join("mail")),
        from: None,
    };
    let post = Post {
        mailer: Mailer::new(&mail, "desk.example.com").unwrap(),
        outgoing: Outgoing::new(settings).unwrap(),
        courier,
    };
    while let Some(at) = desk.store.next_delivery_at().await.unwrap() {
        clock.set(clock.now().max(at) + TimeDelta::seconds(1));
        deliver_due(&desk, &post).await.unwrap();
    }
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn every_handoff_is_told_whenever_the_server_is_killed_and_twice_only_under_one_id() {
    let wanted = std::env::var("HANDOFF_DELIVERY_HANDOFFS");
    let wanted: usize = wanted.map_or(0, |wanted| wanted.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (receiver, url) = Receiver::start().await;
    let token = set_up(folder.path(), &url).await;
    let handed_off = Arc::new(Mutex::new(BTreeSet::new()));
    let mut rounds = 0;
    while rounds < ROUNDS_MIN || handed_off.lock().unwrap().len() < wanted {
        assert!(rounds < ROUNDS_MAX, "too few handoffs come about");
        let (mut child, address) = start(folder.path(), DATABASE);
        let client = Client::of(&address, &token);
        let players = (0..CLIENTS).map(|_| tokio::spawn(client.clone().play(handed_off.clone())));
        let players: Vec<_> = players.collect();
        let lives = if wanted == 0 {
            1900 + 237 * rounds
        } else {
            5000
        };
        tokio::time::sleep(Duration::from_millis(lives)).await;
        kill(&mut child);
        rounds += 1;
        for player in players {
            player.await.unwrap();
        }
    }
    let desk = drain(folder.path()).await;
    let arrived = receiver.0.lock().unwrap().clone();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (id, (bodies, taken, _)) in &arrived {
        assert_eq!(bodies.len(), 1, "{id} is the same each time");
        assert!(*taken > 0, "{id} was taken");
        let body: Value = serde_json::from_str(bodies.first().unwrap()).unwrap();
        let conversation = body["data"]["conversation_id"].as_str().unwrap().to_owned();
        *told.entry(conversation).or_default() += 1;
    }
    let handed_off = handed_off.lock().unwrap().clone();
    assert!(handed_off.len() > 20, "{}", handed_off.len());
    for id in &handed_off {
        assert_eq!(told.get(id), Some(&1), "{id} was handed off");
    }
    let twice = arrived
        .values()
        .map(|(_, taken, _)| taken - 1)
        .sum::<usize>();
    let most = usize::try_from(rounds).unwrap() * ON_THEIR_WAY;
    assert!(twice <= most, "{twice} came twice, {most} may");
    let said = format!(
        "{} handoffs were told, {twice} of them twice under one id; the server was killed {rounds} times\n",
        handed_off.len()
    );
    std::io::stderr().write_all(said.as_bytes()).unwrap();
    let query = DeliveryQuery {
        state: Some(handoff::delivery::DeliveryState::Failed),
        limit: 1,
        ..DeliveryQuery::default()
    };
    assert!(
        desk.store
            .deliveries(&query)
            .await
            .unwrap()
            .deliveries
            .is_empty()
    );
}

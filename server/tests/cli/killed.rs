//! A server that is killed at any moment has done each request with a key once or not at all, and answers it
//! the next time it is sent.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Child,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};

use crate::program::{run, start};

const ROUNDS: u64 = 4;
const CLIENTS: usize = 8;

/// Every request that was sent, with its answer if there was one.
type Sent = Arc<Mutex<BTreeMap<String, Option<(u16, String)>>>>;

struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(folder: &Path) -> Self {
        let (child, address) = start(folder, "sqlite://killed.db");
        Self { child, address }
    }

    fn kill(mut self) {
        // On Unix this is SIGKILL: nothing can be put in order any more.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    fn of(program: &Program, token: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            http: reqwest::Client::new(),
            base: format!("http://{}/v1/api", program.address),
            token: token.to_owned(),
        }
    }

    /// Sends the request that a key stands for.
    async fn send(&self, key: &str) -> Result<(u16, String), reqwest::Error> {
        let (path, body) = request(key);
        let sent = self.http.post(format!("{}{path}", self.base));
        let sent = sent.bearer_auth(&self.token).header("idempotency-key", key);
        let answer = sent.json(&body).send().await?;
        let status = answer.status().as_u16();
        Ok((status, answer.text().await?))
    }

    async fn get(&self, path: &str) -> Value {
        let sent = self.http.get(format!("{}{path}", self.base));
        let answer = sent.bearer_auth(&self.token).send().await.unwrap();
        answer.json().await.unwrap()
    }
}

/// Half of the requests begin a conversation, half keep a reply for the team; each says its key.
fn request(key: &str) -> (&'static str, Value) {
    if key.ends_with('c') {
        let said = json!({"author": "customer", "text": key});
        return ("/conversations", json!({"message": said}));
    }
    ("/canned_replies", json!({"name": key, "text": "Hello!"}))
}

/// Sends one request after another until the server is gone.
async fn play(client: Client, name: String, sent: Sent) {
    for number in 0.. {
        let kind = if number % 2 == 0 { 'c' } else { 'r' };
        let key = format!("{name}-{number}-{kind}");
        sent.lock().unwrap().insert(key.clone(), None);
        let Ok(answer) = client.send(&key).await else {
            return;
        };
        sent.lock().unwrap().insert(key, Some(answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_with_a_key_is_done_once_whenever_the_server_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let create = ["token", "create", "--name", "Bot", "--scope", "write_all"];
    let create = [&create[..], &["--database", "sqlite://killed.db"]].concat();
    let made = run(folder.path(), &create, "");
    assert_eq!(made.code, 0, "{}", made.complaints);
    let token = made.output.trim().to_owned();
    let sent = Sent::default();
    for round in 0..ROUNDS {
        let program = Program::start(folder.path());
        let client = Client::of(&program, &token);
        let players = (0..CLIENTS).map(|number| {
            let name = format!("r{round}-{number}");
            tokio::spawn(play(client.clone(), name, sent.clone()))
        });
        let players: Vec<_> = players.collect();
        tokio::time::sleep(Duration::from_millis(400 + 173 * round)).await;
        program.kill();
        for player in players {
            player.await.unwrap();
        }
    }
    let program = Program::start(folder.path());
    let client = Client::of(&program, &token);
    let sent = sent.lock().unwrap().clone();
    let unanswered = sent.values().filter(|answer| answer.is_none()).count();
    assert!(
        unanswered > 0 && unanswered < sent.len() / 2,
        "{unanswered} of {}",
        sent.len()
    );
    for (key, before) in &sent {
        let again = client.send(key).await.unwrap();
        assert!((200..300).contains(&again.0), "{key}: {again:?}");
        if let Some(before) = before {
            assert_eq!(&again, before, "{key} was answered before");
        }
        assert_eq!(&client.send(key).await.unwrap(), &again);
    }
    let replies = counted(&client, "canned_replies").await;
    let begun = counted(&client, "conversations").await;
    let wanted = |kind| sent.keys().filter(|key| key.ends_with(kind)).count();
    assert_eq!((begun, replies), (wanted('c'), wanted('r')));
    program.kill();
}

/// How many there are in a list, page by page.
async fn counted(client: &Client, list: &str) -> usize {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let page = client.get(&format!("/{list}?limit=100{cursor}")).await;
        count += page[list].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return count,
        }
    }
}

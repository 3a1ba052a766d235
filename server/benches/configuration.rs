//! How long `GET` and `PUT` of the whole configuration take while messages come in: the sample world's configuration
//! through the real router, with its token, in the middle of as many clients as the load benchmark has.
//!
//! Both are to stay unnoticed: 2 ms to read and 20 ms to replace everything, at the median.

#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on has failed"
)]
#![expect(clippy::print_stdout, reason = "the figures are what this is for")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    document::Assets,
    site::{MailWay, Site},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use handoff::{
    access::{Actor, Scope, TokenScope},
    actions::{
        Beginning, Desk, Incoming, NewToken, create_token, receive_message, start_conversation,
    },
    channel::Channel,
    clock::{Clock, FixedClock, SystemClock},
    conversation::{AnsweredBy, Customer},
    id::{AgentId, Entropy},
    samples,
    store::Store,
};
use serde_json::Value;
use server::live::Hub;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

const CLIENTS: [usize; 3] = [0, 8, 64];
const TIMES: usize = 100;
/// As long as conversations usually are.
const MESSAGES: usize = 8;
const ADDRESS: &str = "/v1/api/configuration";

struct Bench {
    router: Router,
    desk: Desk,
    agent: AgentId,
    token: String,
}

impl Bench {
    async fn start(folder: &std::path::Path) -> Self {
        let url = format!("sqlite://{}/bench.db", folder.display());
        let store = Store::open(&url).await.unwrap();
        let now = SystemClock.now();
        let clock = Arc::new(FixedClock::at(now));
        let filling = Desk::new(store.clone(), clock.clone(), Arc::new(Entropy::seeded(1)));
        let agent = samples::fill(&filling, &clock, now).await.unwrap().shop;
        // What a token may send in a minute is for programs, not for measurements.
        let desk = Desk::new(store, Arc::new(SystemClock), Arc::new(Entropy::seeded(2)))
            .with_requests_a_minute(0);
        let new = NewToken {
            name: "Bench".into(),
            scope: TokenScope::WriteAll,
            agent: Some(agent),
            is_for_all: false,
            expires_at: None,
        };
        let token = create_token(&desk, &Actor::System, &new).await.unwrap();
        let site = Site {
            desk: desk.clone(),
            assets: Assets {
                style: "/s.css".into(),
                script: "/s.js".into(),
            },
            base_url: "http://127.0.0.1:3000".into(),
            mail: MailWay::Folder("handoff-mail".into()),
        };
        let hub = Hub::start(desk.store.clone(), CancellationToken::new());
        Self {
            router: server::router::router(site, hub),
            desk,
            agent,
            token: token.reveal().to_owned(),
        }
    }

    /// One request, with how long its answer took.
    async fn ask(&self, method: &str, body: String) -> (Duration, Value) {
        let request = Request::builder()
            .method(method)
            .uri(ADDRESS)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body)).unwrap();
        let started = Instant::now();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let took = started.elapsed();
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(status, StatusCode::OK, "{body}");
        (took, body)
    }
}

/// One client: conversation after conversation until told to stop.
async fn client((desk, agent): (Desk, AgentId), is_over: Arc<AtomicBool>, count: Arc<AtomicU64>) {
    while !is_over.load(Ordering::Relaxed) {
        let beginning = Beginning {
            agent,
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer::default(),
            language: None,
            first: Some(Incoming::text("Hello, my order 4711 has not arrived yet")),
            has_visitor: false,
            proofs: Vec::new(),
        };
        let begun = start_conversation(&desk, &Actor::Customer, &beginning);
        let id = begun.await.unwrap().received.conversation.id;
        for _ in 1..MESSAGES {
            let incoming = Incoming::text("It was promised for last Tuesday");
            let received =
                receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &incoming);
            received.await.unwrap();
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort_unstable();
    all[all.len() / 2].as_secs_f64() * 1000.0
}

async fn measure(bench: &Bench, clients: usize) {
    let (is_over, count) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let of = || (bench.desk.clone(), bench.agent);
    let running: Vec<_> = (0..clients)
        .map(|_| tokio::spawn(client(of(), is_over.clone(), count.clone())))
        .collect();
    let started = Instant::now();
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for time in 0..TIMES {
        let (read, mut document) = bench.ask("GET", String::new()).await;
        reads.push(read);
        // Something is different each time, so that there is something to keep.
        document["action"]["reply_minutes"] = (10 + time % 2).into();
        writes.push(bench.ask("PUT", document.to_string()).await.0);
    }
    is_over.store(true, Ordering::Relaxed);
    for one in running {
        one.await.unwrap();
    }
    let each_second = count.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    println!(
        "{clients:>2} clients, {each_second:>5.0} messages a second: GET {:.2} ms, PUT {:.2} ms",
        median(reads),
        median(writes),
    );
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder.path()).await;
    for clients in CLIENTS {
        measure(&bench, clients).await;
    }
}

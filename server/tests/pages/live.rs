//! The inbox's stream under load: whoever is cut off again and again misses nothing and hears nothing twice.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::body::BodyDataStream;
use futures::StreamExt;
use handoff::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{ConversationId, EventId},
    store::StoreError,
};
use serde_json::json;

use crate::browser::{Listener, TestServer};

const CLIENTS: usize = 100;
const EVENTS: usize = 5000;
/// Events are written so many at a time, as they are under load.
const AT_ONCE: usize = 10;
/// How often each client is cut off.
const DROPS: usize = 20;
/// Far longer than it takes: a stream that stops is a failure and no wait for ever.
const AT_MOST: Duration = Duration::from_mins(4);

/// When each event was on disk, from the first on.
type Written = Arc<Mutex<Vec<Instant>>>;

/// The numbers of the events in a piece of the stream.
fn numbers(piece: &[u8]) -> Vec<i64> {
    let text = String::from_utf8_lossy(piece);
    let lines = text.lines().filter_map(|line| line.strip_prefix("id:"));
    lines.map(|number| number.trim().parse().unwrap()).collect()
}

/// Listens until the last event, cut off after every `patience` of them; gives back what was heard, and how long
/// each event of unbroken listening took to arrive.
async fn listen(
    listener: Listener,
    (first, last): (i64, i64),
    patience: usize,
    written: Written,
) -> (Vec<i64>, Vec<Duration>) {
    let (mut heard, mut taken) = (Vec::with_capacity(EVENTS), Vec::new());
    while heard.last().is_none_or(|newest| *newest < last) {
        let after = heard.last().copied().unwrap_or(first - 1);
        let mut stream: BodyDataStream = listener.live(after).await;
        let (until, mut is_caught_up) = (heard.len() + patience, false);
        while heard.len() < until && heard.last().is_none_or(|newest| *newest < last) {
            let piece = stream.next().await.unwrap().unwrap();
            let now = Instant::now();
            for number in numbers(&piece) {
                let at = written
                    .lock()
                    .unwrap()
                    .get(usize::try_from(number - first).unwrap())
                    .copied();
                taken.extend(
                    at.filter(|_| is_caught_up)
                        .map(|at| now.saturating_duration_since(at)),
                );
                heard.push(number);
            }
            is_caught_up = true;
        }
    }
    (heard, taken)
}

async fn write(server: &TestServer, written: &Written) {
    for _ in 0..EVENTS / AT_ONCE {
        let at = server.desk.now();
        let added = || {
            NewEvent::new(EventKind::MessageAdded, json!({"message": 1}))
                .of_conversation(&ConversationId("conv_x".to_owned()))
        };
        let events: Vec<NewEvent> = (0..AT_ONCE).map(|_| added()).collect();
        server
            .desk
            .store
            .write::<_, StoreError>(move |tx| {
                Box::pin(async move { tx.record(&Actor::System, at, &events).await })
            })
            .await
            .unwrap();
        let now = Instant::now();
        written.lock().unwrap().extend([now; AT_ONCE]);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(
    clippy::print_stdout,
    reason = "how long it took is told and not judged: machines differ"
)]
async fn a_hundred_listeners_cut_off_twenty_times_miss_nothing_and_hear_nothing_twice() {
    let server = TestServer::empty().await;
    let maya = server.set_up().await;
    let EventId(before) = server.desk.store.latest_event().await.unwrap();
    let (first, last) = (before + 1, before + i64::try_from(EVENTS).unwrap());
    let written = Written::default();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            // Each is cut off at places of its own.
            let patience = EVENTS / (DROPS + 1) - number % 20;
            tokio::spawn(listen(
                maya.listener(),
                (first, last),
                patience,
                written.clone(),
            ))
        })
        .collect();
    let all = async {
        write(&server, &written).await;
        futures::future::join_all(clients).await
    };
    let all = tokio::time::timeout(AT_MOST, all).await.unwrap();
    let wanted: Vec<i64> = (first..=last).collect();
    let mut taken = Vec::new();
    for heard in all {
        let (heard, delays) = heard.unwrap();
        assert!(
            heard == wanted,
            "{} of {EVENTS} heard, or some twice",
            heard.len()
        );
        taken.extend(delays);
    }
    taken.sort_unstable();
    let p95 = taken[taken.len() * 95 / 100];
    println!("{CLIENTS} listeners, {EVENTS} events: 95 % within {p95:.0?} of being on disk");
}

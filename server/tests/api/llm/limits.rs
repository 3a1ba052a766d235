//! How often, how many at once, and for how long.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;

use super::{decided, fake::Act, said_of_reading, with_llm};
use crate::support::TestServer;

async fn read_by(server: &TestServer) -> (String, String) {
    let answer = decided(server, "Where is my parcel?", json!({})).await;
    let judge = answer.body["judge"].as_str().unwrap().to_owned();
    (judge, said_of_reading(&answer.body).to_owned())
}

#[tokio::test]
async fn after_failures_it_is_left_alone_and_then_tried_again() {
    let (server, fake) = with_llm(|_| ()).await;
    fake.then(std::iter::repeat_n(Act::Status(500), 6));
    for _ in 0..5 {
        assert!(read_by(&server).await.1.contains("status 500"));
    }
    for _ in 0..3 {
        assert!(read_by(&server).await.1.contains("left alone"));
    }
    assert_eq!(fake.questions().len(), 5);
    server.clock.advance(30);
    assert!(read_by(&server).await.1.contains("status 500"));
    server.clock.advance(30);
    assert!(read_by(&server).await.1.contains("left alone"));
    server.clock.advance(30);
    assert_eq!(read_by(&server).await.0, "llm");
    assert_eq!(read_by(&server).await.0, "llm");
    assert_eq!(fake.questions().len(), 8);
}

#[tokio::test]
async fn it_waits_as_long_as_it_is_asked_to() {
    let (server, fake) = with_llm(|_| ()).await;
    fake.then([Act::Busy("17")]);
    assert!(read_by(&server).await.1.contains("too much to do"));
    server.clock.advance(16);
    assert!(read_by(&server).await.1.contains("left alone"));
    server.clock.advance(1);
    assert_eq!(read_by(&server).await.0, "llm");
}

#[tokio::test]
async fn the_budget_of_an_hour_is_kept() {
    let (server, fake) = with_llm(|settings| settings.calls_per_hour = 2).await;
    for _ in 0..2 {
        assert_eq!(read_by(&server).await.0, "llm");
    }
    assert!(
        read_by(&server)
            .await
            .1
            .contains("for this hour are used up")
    );
    assert_eq!(fake.questions().len(), 2);
    server.clock.advance(3600);
    assert_eq!(read_by(&server).await.0, "llm");
}

#[tokio::test]
async fn no_more_are_on_their_way_at_once_than_allowed() {
    let (server, fake) = with_llm(|settings| settings.concurrency = 2).await;
    fake.always(Act::Slow(Duration::from_millis(60)));
    let all = join_all((0..8).map(|_| read_by(&server))).await;
    assert!(all.iter().all(|(judge, _)| judge == "llm"), "{all:?}");
    assert_eq!((fake.questions().len(), fake.most_at_once()), (8, 2));
}

#[tokio::test]
async fn who_would_wait_too_long_for_a_turn_does_not() {
    // Whoever comes late enough after the first gets its turn, just before its own time is up. On a busy machine that
    // may be all of them, so it is tried again.
    let mut said = Vec::new();
    for _ in 0..5 {
        let (server, fake) = with_llm(|settings| {
            settings.concurrency = 1;
            settings.time_out = Duration::from_millis(500);
        })
        .await;
        fake.always(Act::Slow(Duration::from_secs(3)));
        said = join_all((0..3).map(|_| read_by(&server))).await;
        assert!(
            said.iter().all(|(judge, _)| judge == "embedded"),
            "{said:?}"
        );
        let is_crowded = |(_, why): &(_, String)| why.contains("on their way already");
        if said.iter().any(is_crowded) {
            return;
        }
    }
    panic!("nobody waited in vain: {said:?}");
}

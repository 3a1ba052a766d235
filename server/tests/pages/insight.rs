//! Whether handing over works, as pages and files.

use axum::http::StatusCode;
use handoff::samples::PASSWORD;

use crate::browser::{Browser, TestServer};

async fn signed_in<'a>(server: &'a TestServer, email: &str) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.sign_in(email, PASSWORD).await.location, "/");
    browser
}

#[tokio::test]
async fn a_supervisor_sees_the_figures_and_takes_them_away_as_files() {
    let server = TestServer::with_samples().await;
    let mut aiko = signed_in(&server, "aiko@alderandpine.example").await;
    let page = aiko.get("/insights").await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "times in Madrid",
        "Handed to a person",
        "By topic",
        "<svg",
        "The same as a table",
    ] {
        assert!(page.html.contains(said), "{said}");
    }
    // What a picture shows stands in the table and in the file, and all three are of the same handoffs.
    let of = |file: &'static str| format!("/insights/{file}.csv?days=30&agent=1");
    let days = aiko.get(&of("days")).await.html;
    let sum = |text: &str| -> u32 {
        let lines = text.lines().skip(1);
        lines
            .map(|line| line.split(',').nth(1).unwrap().parse::<u32>().unwrap())
            .sum()
    };
    assert!(sum(&days) > 10, "{days}");
    for file in ["hours", "reasons", "topics", "queues"] {
        let text = aiko.get(&of(file)).await.html;
        assert_eq!(sum(&text), sum(&days), "{file}: {text}");
    }
    let all = aiko.get("/insights/days.csv?days=30").await.html;
    assert!(sum(&all) > sum(&days), "the other AI agent's are left out");
}

#[tokio::test]
async fn what_does_not_exist_for_somebody_is_not_there() {
    let server = TestServer::with_samples().await;
    let mut tomas = signed_in(&server, "tomas@alderandpine.example").await;
    for path in ["/insights", "/insights/days.csv"] {
        assert_eq!(
            tomas.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(!tomas.get("/").await.html.contains("/insights"));
    let mut maya = signed_in(&server, "maya@alderandpine.example").await;
    assert!(maya.get("/").await.html.contains("/insights"));
    for path in [
        "/insights?agent=77",
        "/insights/secrets.csv",
        "/insights/days.txt",
    ] {
        assert_eq!(maya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_range_that_cannot_be_is_refused_with_what_was_typed() {
    let server = TestServer::with_samples().await;
    let mut maya = signed_in(&server, "maya@alderandpine.example").await;
    let page = maya.get("/insights?from=tomorrow&to=2026-02-30").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.html.contains("“tomorrow” is not a date."),
        "{}",
        page.html
    );
    assert!(page.html.contains("value=\"2026-02-30\""), "{}", page.html);
    let empty = maya.get("/insights?from=2020-01-01&to=2020-01-31").await;
    assert!(empty.html.contains("Nothing was handed over in this time"));
}

//! U+0000, which PostgreSQL keeps in no text: wherever it is typed it is left out, and nothing fails.

use axum::http::StatusCode;

use super::crawl::{forms, pages, sent, signed_in};
use crate::browser::TestServer;

const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Fair\0\nDTSTART;VALUE=DATE:20260501\nEND:VEVENT\nEND:VCALENDAR\n";

#[tokio::test]
async fn every_form_takes_it_for_nothing() {
    let server = TestServer::with_samples().await;
    let mut maya = signed_in(&server).await;
    let forms = forms(&pages(&mut maya, "/").await);
    assert!(forms.len() > 60, "{} forms", forms.len());
    for form in forms {
        let fields = form.1.fields.iter().map(|field| {
            let value = match field.value.as_str() {
                value if !field.is_open => value.to_owned(),
                "" if field.name.contains("email") => "\0new@exam\0ple.com".to_owned(),
                "" => "\0n\0ew\0".to_owned(),
                value => format!("\0{value}\0"),
            };
            (field.name.clone(), value)
        });
        let fields: Vec<(String, String)> = fields.collect();
        for page in sent(&mut maya, &form, (&fields, CALENDAR)).await {
            let said = (&form.0, page.status, &page.html);
            assert!(page.status.as_u16() < 500, "{said:?} after {fields:?}");
            assert!(!page.html.contains(['\0', '\u{fffd}']), "{said:?}");
            assert!(!page.html.contains("could not be saved"), "{said:?}");
        }
    }
}

#[tokio::test]
async fn an_address_that_has_it_leads_nowhere_and_a_question_that_has_it_is_read_without() {
    let server = TestServer::with_samples().await;
    let mut maya = signed_in(&server).await;
    for (path, _) in pages(&mut maya, "/").await {
        let path = path.split(['?', '#']).next().unwrap();
        for (at, _) in path.match_indices('/').skip(1).chain([(path.len(), "")]) {
            let (before, after) = path.split_at(at);
            let page = maya.get(&format!("{before}%00{after}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{before}%00{after}");
        }
    }
    for (asked, plain) in [
        ("/inbox?q=de%00livery%00", "/inbox?q=delivery"),
        (
            "/settings/audit?person=%00&conver%00sation=",
            "/settings/audit?person=&conversation=",
        ),
        ("/insights?agent=%001", "/insights?agent=1"),
    ] {
        let (asked, plain) = (maya.get(asked).await, maya.get(plain).await);
        assert_eq!(asked.status, StatusCode::OK);
        assert_eq!(asked.html.replace("%00", ""), plain.html);
    }
}

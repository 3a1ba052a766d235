//! A mail as it would be, of a handoff that is made up.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    conversation::{HandoffRequest, Priority, RequestSummary},
    delivery::email::{Content, Told, of_handoff},
};

/// The mail about somebody who waits for a person.
pub(super) fn example(agent: &str, base_url: &str, (zone, now): (Tz, Instant)) -> Content {
    let request = HandoffRequest {
        trigger: "explicit_request".to_owned(),
        trigger_name: None,
        topic: None,
        reason: "They asked for a person".to_owned(),
        evidence: "Could I talk to somebody about my order, please?".to_owned(),
        priority: Priority::High,
        collected: BTreeMap::from([
            ("Order number".to_owned(), "ORD-12345".to_owned()),
            ("E-mail".to_owned(), "priya@example.com".to_owned()),
        ]),
        missing: vec!["Phone number".to_owned()],
        summary: RequestSummary {
            text: "Priya waits for order ORD-12345, which should have come on Monday. The AI could not say when it arrives.".to_owned(),
            suggested: vec!["Look up where the order is".to_owned()],
            ..RequestSummary::default()
        },
        queue: None,
        requested_at: now,
        taken_by: None,
        taken_at: None,
    };
    of_handoff(&Told {
        agent,
        customer: "Priya Sharma",
        channel: "Web chat",
        queue: Some("General Support"),
        request: &request,
        link: &format!("{base_url}/inbox/conv_example"),
        zone,
    })
}

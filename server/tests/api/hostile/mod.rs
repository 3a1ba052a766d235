//! Texts that want to be more than text: programs in every disguise, formulas, marks of every markup, letters that
//! turn a line around, ends of heads and of quotes. Whatever field they stand in, nothing of them is anything but
//! text in what leaves here: mails, files for spreadsheets, exports, and what other people's services are told.
//!
//! What they do in a page is looked at in a browser, with the same list.

mod export;
mod mail;
mod nul;
mod read;
mod setup;
mod vendor;
mod way;

use std::collections::BTreeMap;

use handoff::{
    clock::from_millis,
    conversation::{HandoffRequest, Priority, RequestSummary},
};

use crate::support::NOW;

/// The list, which the browser's test reads too.
fn texts() -> Vec<String> {
    let texts: Vec<String> =
        serde_json::from_str(include_str!("../../../../tests/hostile.json")).unwrap();
    assert!(texts.len() >= 300, "{}", texts.len());
    texts
}

/// A handoff that says the same in every field.
fn request(text: &str) -> HandoffRequest {
    let all = || vec![text.to_owned(), text.to_owned()];
    HandoffRequest {
        trigger: "explicit_request".into(),
        trigger_name: Some(text.into()),
        topic: Some(text.into()),
        reason: text.into(),
        evidence: text.into(),
        priority: Priority::Urgent,
        collected: BTreeMap::from([(text.to_owned(), text.to_owned())]),
        missing: all(),
        summary: RequestSummary {
            text: text.into(),
            tried: all(),
            promised: all(),
            attempted: all(),
            pressing: all(),
            suggested: all(),
            is_by_model: false,
        },
        queue: None,
        requested_at: from_millis(NOW),
        taken_by: None,
        taken_at: None,
    }
}

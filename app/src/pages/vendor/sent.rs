//! A form with a file in it, read part by part.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Multipart, Request};

use crate::form::plain_text;

/// The largest file, in bytes.
const FILE_MAX: usize = 256 * 1024;

const UNREADABLE: &str = "This file could not be read. Choose one of at most 256 kB.";

/// The part that is a file.
const FILE: &str = "file";

/// The parts of a form by their names. The text of a file that was chosen is in the place of what was pasted.
#[derive(Debug, Default)]
pub(super) struct Sent(BTreeMap<String, String>);

impl Sent {
    /// Takes the part of that name out; empty when there is none.
    pub(super) fn take(&mut self, name: &str) -> String {
        self.0.remove(name).unwrap_or_default()
    }
}

/// What was sent; a file goes into the part called `pasted`. When something cannot be read, what could be comes back
/// with it.
pub(super) async fn read(request: Request, pasted: &str) -> (Sent, Option<&'static str>) {
    let mut sent = Sent::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        return (sent, Some(UNREADABLE));
    };
    let mut problem = None;
    let mut has_file = false;
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => return (sent, Some(UNREADABLE)),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let Ok(bytes) = part.bytes().await else {
            return (sent, Some(UNREADABLE));
        };
        if name == FILE && bytes.len() > FILE_MAX {
            problem = Some(UNREADABLE);
            continue;
        }
        let text = plain_text(&bytes);
        let text = text.trim_start_matches('\u{feff}').to_owned();
        if name == FILE {
            if !text.trim().is_empty() {
                has_file = true;
                sent.0.insert(pasted.to_owned(), text);
            }
        } else if !(has_file && name == pasted) {
            sent.0.insert(name, text);
        }
    }
    (sent, problem)
}

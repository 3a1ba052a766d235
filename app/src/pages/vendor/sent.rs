//! The form with a file in it, read part by part.

use axum::extract::{FromRequest, Multipart, Request};

use super::import::RawImport;

/// The largest file, in bytes.
const FILE_MAX: usize = 256 * 1024;

const UNREADABLE: &str = "This file could not be read. Choose one of at most 256 kB.";

/// What was sent; a file that was chosen goes before what was pasted. When something cannot be read, what could
/// be comes back with it.
pub(super) async fn read(request: Request) -> Result<RawImport, (RawImport, &'static str)> {
    let mut values = RawImport::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        return Err((values, UNREADABLE));
    };
    let mut problem = None;
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => return Err((values, UNREADABLE)),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let Ok(bytes) = part.bytes().await else {
            return Err((values, UNREADABLE));
        };
        let is_file = name == "file";
        if is_file && bytes.len() > FILE_MAX {
            problem = Some(UNREADABLE);
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        // Browsers send a line break as two characters.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        match name.as_str() {
            "vendor" => values.vendor = text,
            "agent" => values.agent = text,
            "handoff" => values.handoff = text,
            "text" => values.text = text,
            "file" if !text.trim().is_empty() => values.text = text,
            _ => {}
        }
    }
    match problem {
        Some(problem) => Err((values, problem)),
        None => Ok(values),
    }
}

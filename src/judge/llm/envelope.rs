//! The envelope of an answer: what an OpenAI-compatible endpoint puts around the model's words.

use serde::Deserialize;

use super::Fault;
use crate::nul;

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Spoken,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Spoken {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
}

/// The model's own words in the body of a chat completion. Never panics, whatever the bytes are.
///
/// ```
/// use handoff::judge::llm::{Fault, content};
/// assert_eq!(content(br#"{"choices":[{"message":{"content":"{}"}}]}"#), Ok("{}".to_owned()));
/// assert_eq!(content(br#"{"choices":[]}"#), Err(Fault::Empty));
/// assert_eq!(content(b"<html>"), Err(Fault::NotACompletion));
/// ```
pub fn content(body: &[u8]) -> Result<String, Fault> {
    let read: Completion = serde_json::from_slice(body).map_err(|_| Fault::NotACompletion)?;
    let first = read.choices.into_iter().next().ok_or(Fault::Empty)?;
    if first
        .message
        .refusal
        .is_some_and(|said| !said.trim().is_empty())
    {
        return Err(Fault::Declined);
    }
    match first.finish_reason.as_deref() {
        Some("content_filter") => Err(Fault::Declined),
        Some("length") => Err(Fault::Unfinished),
        _ => first
            .message
            .content
            .filter(|content| !content.trim().is_empty())
            .map(nul::without_in_answer)
            .ok_or(Fault::Empty),
    }
}

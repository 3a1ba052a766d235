//! A transcript as programs and files write it, for decisions that nothing is kept of.

use chrono::Datelike;
use handoff::{
    channel::Channel, clock::Instant, conversation::Message, problem::Problem,
    stateless::Transcript,
};
use serde::Deserialize;
use serde_json::Value;

use crate::json::decode;

/// The years the zones' rules are known or can be foreseen for.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    channel: Option<Channel>,
    language: Option<String>,
    now: Option<Instant>,
    messages: Vec<Message>,
}

/// Reads `{"channel", "language", "now", "messages"}`; only the messages are required. What is left out is
/// the web, the language the words are in, and `now`.
pub fn read_transcript(value: Value, now: Instant) -> Result<Transcript, Vec<Problem>> {
    let written: Written = decode(value)?;
    let problems = written.check();
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Transcript {
        messages: written.messages,
        channel: written.channel.unwrap_or_default(),
        language: written.language.filter(|tag| !tag.trim().is_empty()),
        now: written.now.unwrap_or(now),
        ..Transcript::default()
    })
}

impl Written {
    fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.messages.is_empty() {
            problems.push(Problem::new(
                "/messages",
                "There is nothing to decide. Give at least one message.",
            ));
        }
        if self.now.is_some_and(|now| !YEARS.contains(&now.year())) {
            problems.push(Problem::new(
                "/now",
                "Nobody knows the time zones of that year. Give one from 1900 to 2999.",
            ));
        }
        let is_odd = |sure: &f64| !(0.0..=1.0).contains(sure);
        for (row, message) in self.messages.iter().enumerate() {
            if message.confidence.as_ref().is_some_and(is_odd) {
                problems.push(Problem::new(
                    format!("/messages/{row}/confidence"),
                    "A confidence is a number from 0 to 1.",
                ));
            }
        }
        problems
    }
}

//! The vendor's destination object: a queue with its hours inline.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::read::decode;
use crate::{channel::Channel, handoff::Queue, id::QueueId, problem::Problem, schedule::Schedule};

/// The vendor's destination object: a queue with its hours inline.
#[derive(Debug, Clone)]
pub(super) struct QueueSection {
    name: String,
    enabled: bool,
    channels: Vec<Channel>,
    languages: Vec<String>,
    schedule: Schedule,
}

impl QueueSection {
    /// Splits the queue's own fields from its hours, which the schedule reads itself.
    pub(super) fn parse(value: Value) -> Result<Self, Vec<Problem>> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Own {
            name: String,
            #[serde(default, rename = "type")]
            _kind: Option<String>,
            #[serde(default = "yes")]
            enabled: bool,
            #[serde(default)]
            supported_channel_types: Vec<String>,
            #[serde(default)]
            supported_languages: Vec<String>,
            #[serde(default, rename = "transfer_function_name")]
            _transfer_function_name: Option<String>,
        }
        const HOURS: [&str; 4] = ["open_24", "weekly_hours", "date_exceptions", "timezone"];
        let Value::Object(fields) = value else {
            return Err(vec![Problem::new(
                "",
                "A queue is an object with a name and its hours.",
            )]);
        };
        let (hours, own): (Map<_, _>, Map<_, _>) = fields
            .into_iter()
            .partition(|(key, _)| HOURS.contains(&key.as_str()));
        let mut problems = Vec::new();
        let own: Option<Own> = decode(Value::Object(own), "", &mut problems);
        let schedule = if hours.is_empty() {
            Some(Schedule::always(chrono_tz::UTC))
        } else {
            Schedule::from_json(&Value::Object(hours))
                .map_err(|found| problems.extend(found))
                .ok()
        };
        let mut channels = Vec::new();
        for (row, name) in own
            .iter()
            .flat_map(|own| own.supported_channel_types.iter().enumerate())
        {
            match channel_types(name) {
                Some(found) => channels.extend(found),
                None => problems.push(Problem::new(
                    format!("/supported_channel_types/{row}"),
                    format!(
                        "“{name}” is not a channel. Use voice, chat, email, slack, whatsapp or sms."
                    ),
                )),
            }
        }
        match (own, schedule) {
            (Some(own), Some(schedule)) if problems.is_empty() => Ok(Self {
                name: own.name,
                enabled: own.enabled,
                channels,
                languages: own.supported_languages,
                schedule,
            }),
            _ => Err(problems),
        }
    }

    pub(super) fn build(&self, id: QueueId) -> Queue {
        Queue {
            id,
            name: self.name.clone(),
            enabled: self.enabled,
            schedule: self.schedule.clone(),
            channels: self.channels.clone(),
            languages: self.languages.clone(),
        }
    }
}

const fn yes() -> bool {
    true
}

/// The vendor's channel types, and our own names.
fn channel_types(name: &str) -> Option<Vec<Channel>> {
    match name {
        "voice" => Some(vec![Channel::Phone]),
        "chat" => Some(vec![
            Channel::Web,
            Channel::Slack,
            Channel::Whatsapp,
            Channel::Sms,
            Channel::Api,
        ]),
        _ => Channel::parse(name).map(|channel| vec![channel]),
    }
}

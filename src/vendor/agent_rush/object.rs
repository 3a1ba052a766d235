//! The `handoff` object as it is written. Members that it does not know are left to the report.

use serde::Deserialize;
use serde_json::{Number, Value};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Outer {
    #[serde(default)]
    pub(super) handoff: Handoff,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Handoff {
    pub(super) enabled: Option<bool>,
    pub(super) triggers: Option<Triggers>,
    pub(super) routing: Option<Routing>,
    pub(super) messages: Option<Messages>,
    pub(super) business_hours: Option<Value>,
    pub(super) outside_hours: Option<OutsideHours>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Triggers {
    pub(super) customer_request: Option<bool>,
    pub(super) sentiment_threshold: Option<Number>,
    pub(super) max_exchanges: Option<u32>,
    pub(super) low_confidence_threshold: Option<Number>,
    pub(super) topics: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Routing {
    pub(super) method: Option<String>,
    pub(super) agent_pool: Option<Vec<Value>>,
    pub(super) skills: Option<Skills>,
    pub(super) max_concurrent_per_agent: Option<u32>,
    pub(super) fallback: Option<String>,
    pub(super) priority_boost_on_sentiment: Option<bool>,
}

/// The people for each skill, in the order they are written.
pub(super) type Skills = std::collections::BTreeMap<String, Vec<Value>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Messages {
    pub(super) handoff_initiated: Option<String>,
    pub(super) waiting_for_agent: Option<String>,
    pub(super) agent_connected: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OutsideHours {
    pub(super) action: Option<String>,
    pub(super) message: Option<String>,
}

//! How the whole configuration looks in the document of the API. It is read and written in `handoff::policy`.

use std::collections::BTreeMap;

use handoff::{
    channel::Channel,
    id::OperatorId,
    policy::{GatherField, GenericGuideline, Level, Messages, OutsideAction, Settings},
    routing::{Method, Need, RoutingProfile},
    schedule::Slot,
    trigger::{Guideline, Triggers},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::v1::{
    schedule::{Interval, SpecialDay},
    transfer_function::TransferFunctionBody,
};

/// All that is set up for an AI agent. It is what `handoff decide --config` reads.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::v1) struct Configuration {
    settings: Settings,
    availability: Vec<Slot>,
    generic_guidelines: Vec<GenericGuideline>,
    custom_guidelines: Vec<Guideline>,
    routing_profiles: Vec<RoutingProfile>,
    action: ActionSection,
    triggers: Triggers,
    messages: Messages,
    outside_hours: OutsideHoursSection,
    queues: Vec<QueueSection>,
    handoffs: Vec<HandoffSection>,
    transfer_functions: Vec<TransferFunctionBody>,
    topics: Vec<TopicSection>,
    assignment: AssignmentSection,
}

/// When the AI hands over, and what it asks for first.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::api::v1) struct ActionSection {
    /// Left out, it is as the settings say.
    enabled: Option<bool>,
    /// In the admin's own words.
    when_to_use: String,
    level: Level,
    auto_priority: bool,
    information_to_gather: Vec<GatherField>,
    /// Left out, it is as the settings say.
    ai_summary: Option<bool>,
    /// How soon the team usually answers.
    reply_minutes: u32,
}

/// What happens while nobody is there.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::api::v1) struct OutsideHoursSection {
    action: OutsideAction,
    /// Left out, it is as the settings say.
    message: Option<String>,
}

/// A destination object with what our queues know besides.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QueueSection {
    #[schema(example = "Billing Support")]
    name: String,
    /// Always `Agent_queue`.
    #[serde(default)]
    #[schema(example = "Agent_queue")]
    r#type: String,
    #[serde(default)]
    enabled: bool,
    #[serde(default)]
    open_24: bool,
    /// The hours of each day, by `mon` … `sun`.
    #[serde(default)]
    weekly_hours: BTreeMap<String, Vec<Interval>>,
    /// What is different on a date, by `2026-12-24`.
    #[serde(default)]
    date_exceptions: BTreeMap<String, SpecialDay>,
    /// An IANA zone.
    #[schema(example = "Europe/Madrid")]
    timezone: String,
    /// None listed means all.
    #[serde(default)]
    supported_channel_types: Vec<Channel>,
    /// None listed means all.
    #[serde(default)]
    supported_languages: Vec<String>,
    #[serde(default)]
    transfer_function_name: String,
    /// How many may wait at most.
    #[schema(minimum = 1)]
    capacity: Option<u32>,
    /// Closed while nobody of it is online.
    #[serde(default)]
    needs_presence: bool,
    /// Who works on it. None listed means everybody.
    #[serde(default)]
    members: Vec<OperatorId>,
    /// The groups whose people work on it, by name.
    #[serde(default)]
    groups: Vec<String>,
    sharing: Option<SharingSection>,
}

/// How a queue's conversations are shared out.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct SharingSection {
    method: Method,
    /// What somebody must be able to do, with the lowest level, 1 to 5.
    skills: BTreeMap<String, u8>,
    need: Need,
    /// How many anybody may have at once, besides their own limit.
    max_concurrent_per_agent: Option<u32>,
    /// The limit also holds for those who take one themselves.
    is_strict: bool,
    fallback: FallbackSection,
    /// After so many minutes without an answer somebody else gets it.
    reassign_minutes: Option<u32>,
}

/// What happens while nobody can take a conversation.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
enum FallbackSection {
    /// It keeps its place in line, and the customer is told which.
    #[default]
    Queue,
    /// It goes to the queue of that name.
    OtherQueue { queue: String, after_minutes: u32 },
    /// Whoever is there may get it, whatever their skills and whoever it is meant for.
    Anyone { after_minutes: u32 },
    /// The customer is asked how to reach them. They keep their place.
    Callback { after_minutes: u32 },
}

/// A named way to people, from which the AI's function is made.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct HandoffSection {
    #[schema(example = "Billing Support")]
    name: String,
    description: String,
    available_instructions: String,
    unavailable_instructions: String,
    /// The queues it leads to, by name, in order.
    queues: Vec<String>,
}

/// What the AI answers from, and the handoffs it may end in.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct TopicSection {
    #[schema(example = "Refunds")]
    title: String,
    text: String,
    instructions: String,
    /// By name, in order.
    handoffs: Vec<String>,
    /// Left out, it is on.
    enabled: Option<bool>,
}

/// How conversations are shared out, as another vendor says it.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct AssignmentSection {
    method: Option<Method>,
    agent_pool: Vec<PoolMember>,
    /// Who has which skill.
    skills: BTreeMap<String, Vec<PoolMember>>,
    max_concurrent_per_agent: Option<u32>,
    /// `queue`, `anyone` or `callback`.
    fallback: Option<String>,
    priority_boost_on_sentiment: Option<bool>,
}

/// Somebody in a pool: by number or by name.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
enum PoolMember {
    Number(i64),
    Name(String),
}

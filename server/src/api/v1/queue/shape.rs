//! How a queue looks in the document of the API. It is read and written in `handoff::handoff`.

use std::collections::BTreeMap;

use handoff::{
    channel::Channel,
    id::{OperatorId, ScheduleId},
};
use utoipa::ToSchema;

use crate::api::v1::schedule::{Interval, SpecialDay};

/// A destination object, as existing clients know it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct Destination {
    #[schema(example = "Billing Support")]
    name: String,
    /// Always `Agent_queue`.
    #[schema(required = false, example = "Agent_queue")]
    r#type: String,
    enabled: bool,
    open_24: bool,
    #[schema(required = false)]
    weekly_hours: BTreeMap<String, Vec<Interval>>,
    #[schema(required = false)]
    date_exceptions: BTreeMap<String, SpecialDay>,
    /// An IANA zone.
    #[schema(example = "Europe/Madrid")]
    timezone: String,
    /// None listed means all.
    #[schema(required = false)]
    supported_channel_types: Vec<Channel>,
    /// None listed means all.
    #[schema(required = false)]
    supported_languages: Vec<String>,
    #[schema(required = false)]
    transfer_function_name: String,
}

/// A destination object with what our queues know besides.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct QueueBody {
    #[schema(example = "Billing Support")]
    name: String,
    #[schema(required = false, example = "Agent_queue")]
    r#type: String,
    #[schema(required = false)]
    enabled: bool,
    #[schema(required = false)]
    open_24: bool,
    #[schema(required = false)]
    weekly_hours: BTreeMap<String, Vec<Interval>>,
    #[schema(required = false)]
    date_exceptions: BTreeMap<String, SpecialDay>,
    #[schema(required = false, example = "Europe/Madrid")]
    timezone: String,
    #[schema(required = false)]
    supported_channel_types: Vec<Channel>,
    #[schema(required = false)]
    supported_languages: Vec<String>,
    #[schema(required = false)]
    transfer_function_name: String,
    /// Who works on it. None listed means everybody.
    #[schema(required = false)]
    members: Vec<OperatorId>,
    /// The groups whose people work on it, by name.
    #[schema(required = false)]
    groups: Vec<String>,
    /// How many may wait at most.
    #[schema(required = false)]
    capacity: Option<u32>,
    /// Closed while nobody of it is online.
    #[schema(required = false)]
    needs_presence: bool,
    /// A schedule to follow, instead of hours of its own. Hours that are written beside it must be the same.
    #[schema(required = false)]
    schedule_id: Option<ScheduleId>,
}

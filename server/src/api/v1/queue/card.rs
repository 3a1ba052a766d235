//! A queue as programs see and write it: a destination object, with what our queues know besides.

use handoff::{
    actions::{Desk, QueueDraft, QueueHours},
    clock::Instant,
    handoff::{Destination, Queue},
    id::{AgentId, OperatorId, QueueId, ScheduleId},
    problem::Problem,
    schedule::Schedule,
    store::SavedQueue,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    api::{
        problem::ApiProblem,
        v1::{kept::Card, names::unknown},
    },
    json::decode,
};

/// What a body may say besides the fields of a destination object.
const OURS: [&str; 5] = [
    "members",
    "groups",
    "capacity",
    "needs_presence",
    "schedule_id",
];

/// The fields of a destination object that say its hours.
const HOURS: [&str; 4] = ["open_24", "weekly_hours", "date_exceptions", "timezone"];

#[derive(Serialize, ToSchema)]
pub(super) struct QueueJson {
    id: i64,
    #[serde(flatten)]
    #[schema(value_type = super::shape::Destination)]
    destination: Value,
    members: Vec<OperatorId>,
    groups: Vec<String>,
    capacity: Option<u32>,
    needs_presence: bool,
    schedule_id: ScheduleId,
    open: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Instant>,
    /// The handoffs that lead to it, by name.
    handoffs: Vec<String>,
    revision: i64,
    saved_by: Option<String>,
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
struct Ours {
    members: Vec<OperatorId>,
    groups: Vec<String>,
    capacity: Option<u32>,
    needs_presence: bool,
    schedule_id: Option<ScheduleId>,
}

impl Card for QueueJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// All of an AI agent's queues in order.
pub(super) async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<QueueJson>, ApiProblem> {
    let (store, now) = (&desk.store, desk.now());
    let functions = store.transfer_functions(agent).await?;
    let handoffs = store.handoffs(agent).await?;
    let card = |saved: SavedQueue| {
        let queue = saved.queue;
        let function = functions
            .iter()
            .find(|known| Some(known.function.id) == queue.transfer_function);
        let function = function.map(|known| known.function.name.as_str());
        let status = queue.schedule.status(now);
        let leading = handoffs
            .iter()
            .filter(|known| known.handoff.queues.contains(&queue.id));
        QueueJson {
            id: queue.id.0,
            destination: Destination::of(&queue, function).to_json(),
            members: queue.members,
            groups: queue.groups,
            capacity: queue.capacity,
            needs_presence: queue.needs_presence,
            schedule_id: saved.schedule.0,
            open: status.is_open,
            opens_at: status.opens_at,
            closes_at: status.closes_at,
            handoffs: leading.map(|known| known.handoff.name.clone()).collect(),
            revision: saved.revision,
            saved_by: saved.saved_by,
        }
    };
    let all = store.saved_queues(agent).await?;
    Ok(all.into_iter().map(card).collect())
}

/// The queue a body describes.
pub(super) async fn draft(
    desk: &Desk,
    agent: AgentId,
    body: Value,
) -> Result<QueueDraft, ApiProblem> {
    let mut problems = Vec::new();
    let destination = Destination::read_loosely(&body, &OURS);
    problems.extend(destination.as_ref().err().into_iter().flatten().cloned());
    let ours: Result<Ours, _> = decode(only_ours(&body));
    problems.extend(ours.as_ref().err().into_iter().flatten().cloned());
    let functions = desk.store.transfer_functions(agent).await?;
    let name = body.get("transfer_function_name").and_then(Value::as_str);
    let function = functions
        .iter()
        .find(|known| Some(known.function.name.as_str()) == name);
    if let (Some(name), None) = (name, function) {
        let there = functions.iter().map(|known| known.function.name.as_str());
        let detail = unknown("transfer function", name, there);
        problems.push(Problem::new("/transfer_function_name", detail));
    }
    let ours = ours.unwrap_or_default();
    problems.extend(unknown_members(desk, &ours.members).await?);
    if let (Ok(destination), Some(id)) = (&destination, ours.schedule_id) {
        problems.extend(other_hours(desk, agent, &body, destination, id).await?);
    }
    match destination {
        Ok(destination) if problems.is_empty() => {
            let queue = Queue {
                transfer_function: function.map(|known| known.function.id),
                members: ours.members,
                groups: ours.groups,
                capacity: ours.capacity,
                needs_presence: ours.needs_presence,
                ..destination.queue(QueueId(0))
            };
            let own = || QueueHours::Own(Box::new(destination.schedule.clone()));
            let hours = ours.schedule_id.map_or_else(own, QueueHours::Shared);
            Ok(QueueDraft {
                queue,
                hours,
                hours_revision: None,
            })
        }
        _ => {
            // Saving looks at what the hours mean; who is refused before is told of that as well.
            problems.extend(
                body.as_object()
                    .map(Schedule::check_fields)
                    .into_iter()
                    .flatten(),
            );
            Err(ApiProblem::invalid(problems))
        }
    }
}

fn only_ours(body: &Value) -> Value {
    let fields = body.as_object().into_iter().flatten();
    fields
        .filter(|(key, _)| OURS.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Hours that stand beside the schedule to follow and are not its own: one of the two would be lost.
async fn other_hours(
    desk: &Desk,
    agent: AgentId,
    body: &Value,
    written: &Destination,
    id: ScheduleId,
) -> Result<Option<Problem>, ApiProblem> {
    let Some(known) = desk.store.schedule(agent, id).await? else {
        return Ok(None);
    };
    let followed = Destination {
        schedule: known.schedule,
        ..written.clone()
    };
    let (written, followed) = (written.to_json(), followed.to_json());
    let differs =
        |field: &&&str| body.get(**field).is_some() && written[**field] != followed[**field];
    Ok(HOURS.iter().find(differs).map(|field| {
        let detail = format!(
            "“{field}” differs from schedule {id}, which “schedule_id” has this queue follow. Leave “schedule_id” out to give the queue hours of its own, leave the hours out to follow the schedule, or change the schedule itself.",
        );
        Problem::new(format!("/{field}"), detail)
    }))
}

async fn unknown_members(desk: &Desk, members: &[OperatorId]) -> Result<Vec<Problem>, ApiProblem> {
    let mut problems = Vec::new();
    for (row, id) in members.iter().enumerate() {
        if desk.store.operator(*id).await?.is_none() {
            let detail = format!("There is no operator {id}.");
            problems.push(Problem::new(format!("/members/{row}"), detail));
        }
    }
    Ok(problems)
}

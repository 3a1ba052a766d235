//! `GET /availability`: now, or `at` an instant; with `from` and `to`, the effective hours of those dates.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{Json, extract::State};
use chrono::NaiveDate;
use handoff::{
    clock::Instant,
    handoff::{Queue, opening_in_words},
    id::QueueId,
    schedule::{EffectiveDay, SpecialHours, Status},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, RawAsked};
use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

#[derive(Serialize, ToSchema)]
pub(super) struct AvailabilityJson {
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Some queue that is switched on is open.
    open: bool,
    /// When the first of them opens, if none is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Instant>,
    queues: Vec<QueueNowJson>,
}

#[derive(Serialize, ToSchema)]
struct QueueNowJson {
    id: QueueId,
    name: String,
    enabled: bool,
    timezone: &'static str,
    /// The ordinary week, for people.
    hours: String,
    open: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Instant>,
    /// The next opening as a customer in `zone` reads it; without one, in the queue's own time.
    opens_in_words: Option<String>,
    /// How many conversations wait.
    waiting: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<DayHoursJson>>,
}

/// One civil date in the queue's zone as it will really be.
#[derive(Serialize, ToSchema)]
struct DayHoursJson {
    date: NaiveDate,
    minutes_open: u32,
    /// On the wall clock.
    intervals: Vec<DayIntervalJson>,
    exception: Option<ExceptionJson>,
    clock_change: Option<ClockChangeJson>,
}

#[derive(Serialize, ToSchema)]
struct DayIntervalJson {
    start: String,
    end: String,
    /// It began on the evening before.
    from_the_evening_before: bool,
    /// It goes on over midnight, until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    runs_on_until: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct ExceptionJson {
    name: Option<String>,
    kind: &'static str,
    yearly: bool,
}

#[derive(Serialize, ToSchema)]
struct ClockChangeJson {
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    before: String,
    after: String,
}

/// Now, or `at` an instant; with `from` and `to`, the effective hours of those dates.
#[utoipa::path(
    get,
    path = "/availability",
    tag = "Availability",
    params(RawAsked),
    responses(
        (status = 200, description = "What is asked for.", body = AvailabilityJson),
        (status = 404, description = "There is no such thing."),
        (status = 422, description = "What is asked cannot be taken; “errors” names it."),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(raw): Query<RawAsked>,
) -> Result<Json<AvailabilityJson>, ApiProblem> {
    let asked = raw.read(site.desk.now()).map_err(ApiProblem::invalid)?;
    let store = &site.desk.store;
    let mut queues = store.queues(caller.agent()).await?;
    if let Some(wanted) = &asked.queue {
        queues.retain(|queue| queue.name == *wanted || queue.id.to_string() == *wanted);
        if queues.is_empty() {
            return Err(ApiProblem::missing("There is no such queue."));
        }
    }
    let waiting = store.waiting_by_queue(caller.agent()).await?;
    Ok(Json(answer(&asked, &queues, &waiting)))
}

fn answer(asked: &Asked, queues: &[Queue], waiting: &BTreeMap<QueueId, usize>) -> AvailabilityJson {
    let enabled = queues.iter().filter(|queue| queue.enabled);
    let statuses: Vec<Status> = enabled
        .map(|queue| queue.schedule.status(asked.at))
        .collect();
    let is_open = statuses.iter().any(|status| status.is_open);
    AvailabilityJson {
        at: asked.at,
        open: is_open,
        opens_at: statuses
            .iter()
            .filter_map(|status| status.opens_at)
            .min()
            .filter(|_| !is_open),
        queues: queues
            .iter()
            .map(|queue| {
                QueueNowJson::new(asked, queue, waiting.get(&queue.id).copied().unwrap_or(0))
            })
            .collect(),
    }
}

impl QueueNowJson {
    fn new(asked: &Asked, queue: &Queue, waiting: usize) -> Self {
        let (schedule, status) = (&queue.schedule, queue.schedule.status(asked.at));
        let words = |at| opening_in_words(at, asked.at, asked.zone, schedule.zone);
        let days = asked
            .dates
            .map(|(from, days)| schedule.effective(from, days));
        Self {
            id: queue.id,
            name: queue.name.clone(),
            enabled: queue.enabled,
            timezone: schedule.zone.name(),
            hours: schedule.in_words(),
            open: queue.enabled && status.is_open,
            opens_at: status.opens_at,
            closes_at: status.closes_at,
            opens_in_words: status.opens_at.map(words),
            waiting,
            days: days.map(|days| days.into_iter().map(DayHoursJson::from).collect()),
        }
    }
}

impl From<EffectiveDay> for DayHoursJson {
    fn from(day: EffectiveDay) -> Self {
        let intervals = day.stretches.iter().map(|stretch| DayIntervalJson {
            start: stretch.start.to_string(),
            end: stretch.end.to_string(),
            from_the_evening_before: stretch.is_spill,
            runs_on_until: stretch.runs_on_until.map(|until| until.to_string()),
        });
        Self {
            date: day.date,
            minutes_open: day.minutes_open,
            intervals: intervals.collect(),
            exception: day.exception.map(|exception| ExceptionJson {
                kind: match exception.hours {
                    SpecialHours::Closed => "closed",
                    SpecialHours::Open24 => "open_24",
                    SpecialHours::Intervals(_) => "intervals",
                },
                name: exception.name,
                yearly: exception.yearly,
            }),
            clock_change: day.clock_change.map(|change| ClockChangeJson {
                at: change.at,
                before: change.before.format("%H:%M").to_string(),
                after: change.after.format("%H:%M").to_string(),
            }),
        }
    }
}

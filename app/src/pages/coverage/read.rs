//! What the calendar shows: the span that is asked for, and each queue's open hours in it.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use handoff::{
    handoff::Queue,
    id::OperatorId,
    schedule::{Period, Schedule, Staffed, staffed},
    store::Agent,
};
use serde::Deserialize;

use super::calendar::{Calendar, Gap, Lane, Part};
use crate::routes;
use crate::ui::when::day_and_clock;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawSpan {
    /// A date in the week or month.
    pub on: String,
    /// `week` or `month`
    pub by: String,
    /// `own` shows every queue in its own zone, everything else in the organisation's.
    pub zone: String,
}

/// A week or a month of days.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub days: u32,
    pub is_month: bool,
    /// Each queue in its own zone.
    pub is_own_zone: bool,
    /// The zone of those who look.
    pub zone: Tz,
    pub today: NaiveDate,
}

impl Span {
    /// The span of an address; what cannot be read is this week.
    pub(super) fn of(raw: &RawSpan, now: DateTime<Utc>, zone: Tz) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        let on: NaiveDate = raw.on.parse().unwrap_or(today);
        // Far away there is nothing to see, and arithmetic on dates ends.
        let on = if (1970..2200).contains(&on.year()) {
            on
        } else {
            today
        };
        let is_month = raw.by == "month";
        let first = if is_month {
            on.with_day(1).unwrap_or(on)
        } else {
            on - Days::new(u64::from(on.weekday().num_days_from_monday()))
        };
        let days = if is_month {
            u32::try_from(((first + Months::new(1)) - first).num_days()).unwrap_or(30)
        } else {
            7
        };
        Self {
            first,
            days,
            is_month,
            is_own_zone: raw.zone == "own",
            zone,
            today,
        }
    }

    fn address(&self, agent: i64, on: NaiveDate, is_month: bool) -> String {
        let by = if is_month { "month" } else { "week" };
        let zone = if self.is_own_zone { "&zone=own" } else { "" };
        format!("{}?on={on}&by={by}{zone}", routes::coverage(agent))
    }

    fn before(&self) -> NaiveDate {
        if self.is_month {
            self.first - Months::new(1)
        } else {
            self.first - Days::new(7)
        }
    }

    fn after(&self) -> NaiveDate {
        self.first + Days::new(u64::from(self.days))
    }

    /// “14–20 December 2026”, “December 2026”.
    fn words(&self) -> String {
        let last = self.after() - Days::new(1);
        if self.is_month {
            self.first.format("%B %Y").to_string()
        } else if self.first.month() == last.month() {
            format!("{}–{}", self.first.day(), last.format("%-d %B %Y"))
        } else {
            format!(
                "{} – {}",
                self.first.format("%-d %B"),
                last.format("%-d %B %Y")
            )
        }
    }
}

/// Who may take conversations, and when they work as far as that is planned.
#[derive(Debug, Clone, Default)]
pub(super) struct Team {
    pub(super) people: Vec<OperatorId>,
    pub(super) plans: BTreeMap<OperatorId, Schedule>,
}

impl Team {
    /// When each of a queue's own people works. While nobody of them has a plan, all count as always
    /// there; once somebody has, only those who are planned count.
    fn plans_of(&self, queue: &Queue) -> Vec<Option<&Schedule>> {
        // A queue without members is everybody's.
        let mine = |id: &&OperatorId| queue.people.is_empty() || queue.people.contains(id);
        let mine: Vec<&OperatorId> = self.people.iter().filter(mine).collect();
        let planned = mine.iter().filter_map(|id| self.plans.get(*id));
        let planned: Vec<_> = planned.map(Some).collect();
        if planned.is_empty() {
            vec![None; mine.len()]
        } else {
            planned
        }
    }
}

/// The whole page, when these people may take conversations.
pub(super) fn page(
    (agent, queues): (&Agent, &[Queue]),
    team: &Team,
    span: &Span,
    now: DateTime<Utc>,
) -> Calendar {
    let id = agent.id.0;
    let lanes: Vec<Lane> = queues.iter().map(|queue| lane(queue, team, span)).collect();
    let dates = span.first.iter_days().take(span.days as usize).collect();
    let here = |zone: Tz| now.with_timezone(&zone);
    Calendar {
        agent: id,
        words: span.words(),
        before: span.address(id, span.before(), span.is_month),
        after: span.address(id, span.after(), span.is_month),
        this: span.address(id, span.today, span.is_month),
        week: span.address(id, span.today.max(span.first), false),
        month: span.address(id, span.first, true),
        other_zone: Span {
            is_own_zone: !span.is_own_zone,
            ..span.clone()
        }
        .address(id, span.first, span.is_month),
        is_month: span.is_month,
        is_own_zone: span.is_own_zone,
        zone: handoff::handoff::city(span.zone),
        today: span.today,
        now: place(span, span.zone, now),
        now_words: here(span.zone).format("Now, %H:%M").to_string(),
        people: team.people.len(),
        dates,
        lanes,
    }
}

fn lane(queue: &Queue, team: &Team, span: &Span) -> Lane {
    let schedule = &queue.schedule;
    let zone = if span.is_own_zone {
        schedule.zone
    } else {
        span.zone
    };
    let (from, to) = (midnight(zone, span.first), midnight(zone, span.after()));
    let open: Vec<Period> = if queue.enabled {
        schedule.open_between(from, to)
    } else {
        Vec::new()
    };
    let plans = team.plans_of(queue);
    let staffed = staffed(&open, &plans);
    let part = |staffed: &Staffed| {
        let Period { from, to } = staffed.period;
        Some(Part {
            start: place(span, zone, from)?,
            end: place(span, zone, to)?,
            minutes: staffed.period.minutes(),
            people: staffed.people,
        })
    };
    let exceptions = schedule
        .effective(span.first, span.days)
        .into_iter()
        .filter_map(|day| {
            let name = day
                .exception?
                .name
                .unwrap_or_else(|| "Different hours".to_owned());
            Some((day.date, name))
        });
    let gaps = staffed.iter().filter(|part| part.people == 0);
    Lane {
        queue: queue.id.0,
        name: queue.name.clone(),
        is_enabled: queue.enabled,
        is_planned: plans.iter().any(Option::is_some),
        hours: schedule.in_words(),
        zone: handoff::handoff::city(schedule.zone),
        minutes: open.iter().map(|period| period.minutes()).sum(),
        exceptions: exceptions.collect(),
        gaps: gaps.map(|part| gap(part.period, zone)).collect(),
        parts: staffed.iter().filter_map(part).collect(),
    }
}

fn gap(period: Period, zone: Tz) -> Gap {
    Gap {
        words: format!(
            "{} to {}",
            period.from.with_timezone(&zone).format("%A %-d %B, %H:%M"),
            day_and_clock(period.to, period.from, zone).replace("today at ", "")
        ),
        minutes: period.minutes(),
    }
}

/// Where a moment is on the picture, in days since the first; none outside.
fn place(span: &Span, zone: Tz, at: DateTime<Utc>) -> Option<f64> {
    let local = at.with_timezone(&zone).naive_local();
    let minutes = (local - span.first.and_time(chrono::NaiveTime::MIN)).num_minutes();
    let most = i64::from(span.days) * 1440;
    #[expect(clippy::cast_precision_loss, reason = "a month has 44,640 minutes")]
    (0..=most)
        .contains(&minutes)
        .then_some(minutes as f64 / 1440.0)
}

/// The moment a civil date begins.
fn midnight(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    let clock = date.and_time(chrono::NaiveTime::MIN);
    let later = |hours| clock + chrono::TimeDelta::hours(hours);
    (0..=3)
        .find_map(|hours| zone.from_local_datetime(&later(hours)).earliest())
        .map_or(clock.and_utc(), |at| at.to_utc())
}

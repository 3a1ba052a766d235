//! `GET /insights`: the figures of the last thirty days, of the last `days`, or of the dates `from` to `to`,
//! in the organisation's zone or in `zone`.

use app::site::Site;
use axum::{Json, extract::State};
use chrono::NaiveDate;
use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    conversation::Verdict,
    insight::{Group, Insights, LONGEST_DAYS, Period, Verdicts, Wait},
    problem::Problem,
    schedule::zone_named,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

const USUAL_DAYS: u64 = 30;

/// The parameters as they arrive.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAsked {
    days: Option<String>,
    from: Option<String>,
    to: Option<String>,
    zone: Option<String>,
}

impl RawAsked {
    /// The period, or everything wrong with what is asked.
    fn read(self, now: Instant, own: Tz) -> Result<Period, Vec<Problem>> {
        let mut problems = Vec::new();
        let zone = match self.zone.as_deref().map(zone_named) {
            Some(Err(detail)) => {
                problems.push(Problem::new("/zone", detail));
                own
            }
            Some(Ok(zone)) => zone,
            None => own,
        };
        let period = match (self.days, self.from, self.to) {
            (None, None, None) => Ok(Period::up_to(now, USUAL_DAYS, zone)),
            (Some(days), None, None) => read_days(&days).map(|days| Period::up_to(now, days, zone)),
            (None, from, to) => {
                Period::read(&from.unwrap_or_default(), &to.unwrap_or_default(), zone)
            }
            (Some(_), ..) => Err(vec![Problem::new(
                "/days",
                "Say either “days”, or “from” and “to”.",
            )]),
        };
        match period {
            Ok(period) if problems.is_empty() => Ok(period),
            Ok(_) => Err(problems),
            Err(others) => {
                problems.extend(others);
                Err(problems)
            }
        }
    }
}

fn read_days(text: &str) -> Result<u64, Vec<Problem>> {
    let most = u64::try_from(LONGEST_DAYS).unwrap_or(u64::MAX);
    let read = text.trim().parse().ok();
    read.filter(|days| (1..=most).contains(days))
        .ok_or_else(|| {
            let detail = format!("“{text}” is not a number of days from 1 to {most}.");
            vec![Problem::new("/days", detail)]
        })
}

/// Times are whole seconds.
#[derive(Serialize, ToSchema)]
struct WaitJson {
    count: u32,
    /// Half of them took no longer.
    typical_seconds: i64,
    /// Nine in ten took no longer.
    slow_seconds: i64,
}

#[derive(Serialize, ToSchema)]
struct VerdictsJson {
    right: u32,
    too_early: u32,
    too_late: u32,
    wrong_team: u32,
}

#[derive(Serialize, ToSchema)]
struct GroupJson {
    name: Option<String>,
    handoffs: u32,
    taken: u32,
    given_up: u32,
    pick_up: Option<WaitJson>,
    verdicts: VerdictsJson,
}

#[derive(Serialize, ToSchema)]
struct DayJson {
    date: NaiveDate,
    handoffs: u32,
}

#[derive(Serialize, ToSchema)]
struct HourJson {
    hour: u32,
    handoffs: u32,
    pick_up: Option<WaitJson>,
}

#[derive(Serialize, ToSchema)]
struct OffersJson {
    offered: u32,
    accepted: u32,
    declined: u32,
}

#[derive(Serialize, ToSchema)]
struct ReturnsJson {
    handed_back: u32,
    needed_no_person_again: u32,
}

#[derive(Serialize, ToSchema)]
pub(super) struct InsightsJson {
    from: NaiveDate,
    to: NaiveDate,
    timezone: &'static str,
    conversations: u32,
    handoffs: u32,
    /// There were more handoffs than are counted; the oldest are left out.
    cut: bool,
    offers: OffersJson,
    given_up: u32,
    returns: ReturnsJson,
    verdicts: VerdictsJson,
    pick_up: Option<WaitJson>,
    first_reply: Option<WaitJson>,
    with_ai_before: Option<WaitJson>,
    days: Vec<DayJson>,
    hours: Vec<HourJson>,
    reasons: Vec<GroupJson>,
    topics: Vec<GroupJson>,
    queues: Vec<GroupJson>,
}

/// The figures of the last thirty days, of the last `days`, or of the dates `from` to `to`, in the organisation's zone or in `zone`.
#[utoipa::path(
    get,
    path = "/insights",
    tag = "Insights",
    params(RawAsked),
    responses(
        (status = 200, description = "What is asked for.", body = InsightsJson),
        (status = 422, description = "What is asked cannot be taken; “errors” names it."),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(raw): Query<RawAsked>,
) -> Result<Json<InsightsJson>, ApiProblem> {
    let store = &site.desk.store;
    let organisation = store.organisation().await?;
    let own = organisation.map_or(Tz::UTC, |organisation| organisation.zone);
    let period = raw
        .read(site.desk.now(), own)
        .map_err(ApiProblem::invalid)?;
    let recorded = store.recorded(&period, Some(caller.agent())).await?;
    Ok(Json(Insights::of(&recorded, period).into()))
}

impl From<Wait> for WaitJson {
    fn from(wait: Wait) -> Self {
        Self {
            count: wait.count,
            typical_seconds: wait.typical,
            slow_seconds: wait.slow,
        }
    }
}

impl From<Verdicts> for VerdictsJson {
    fn from(said: Verdicts) -> Self {
        Self {
            right: said.count(Verdict::Right),
            too_early: said.count(Verdict::TooEarly),
            too_late: said.count(Verdict::TooLate),
            wrong_team: said.count(Verdict::WrongTeam),
        }
    }
}

impl From<Group> for GroupJson {
    fn from(group: Group) -> Self {
        Self {
            name: group.name,
            handoffs: group.handoffs,
            taken: group.taken,
            given_up: group.given_up,
            pick_up: group.pick_up.map(WaitJson::from),
            verdicts: group.verdicts.into(),
        }
    }
}

impl From<Insights> for InsightsJson {
    fn from(of: Insights) -> Self {
        let groups = |groups: Vec<Group>| groups.into_iter().map(GroupJson::from).collect();
        Self {
            from: of.period.first,
            to: of.period.last,
            timezone: of.period.zone.name(),
            conversations: of.conversations,
            handoffs: of.handoffs,
            cut: of.is_cut,
            offers: OffersJson {
                offered: of.offers.offered,
                accepted: of.offers.accepted,
                declined: of.offers.declined,
            },
            given_up: of.given_up,
            returns: ReturnsJson {
                handed_back: of.returns.handed_back,
                needed_no_person_again: of.returns.stayed,
            },
            verdicts: of.verdicts.into(),
            pick_up: of.pick_up.map(WaitJson::from),
            first_reply: of.reply.map(WaitJson::from),
            with_ai_before: of.with_ai.map(WaitJson::from),
            days: of
                .days
                .into_iter()
                .map(|day| DayJson {
                    date: day.date,
                    handoffs: day.handoffs.iter().sum(),
                })
                .collect(),
            hours: of
                .hours
                .into_iter()
                .map(|hour| HourJson {
                    hour: hour.hour,
                    handoffs: hour.handoffs,
                    pick_up: hour.pick_up.map(WaitJson::from),
                })
                .collect(),
            reasons: groups(of.reasons),
            topics: groups(of.topics),
            queues: groups(of.queues),
        }
    }
}

//! What is asked about availability: everything wrong with it is named at once.

use chrono::NaiveDate;
use chrono_tz::Tz;
use handoff::{clock::Instant, problem::Problem, schedule::zone_named};
use serde::Deserialize;

/// The most dates that are answered at once: a year and a day.
const DAYS_MAX: i64 = 367;

/// The parameters as they arrive.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAsked {
    at: Option<String>,
    from: Option<String>,
    to: Option<String>,
    queue: Option<String>,
    zone: Option<String>,
}

/// What is asked.
pub(super) struct Asked {
    pub(super) at: Instant,
    /// The first date and how many.
    pub(super) dates: Option<(NaiveDate, u32)>,
    /// A queue's id or name.
    pub(super) queue: Option<String>,
    /// Where the reader is.
    pub(super) zone: Option<Tz>,
}

impl RawAsked {
    pub(super) fn read(self, now: Instant) -> Result<Asked, Vec<Problem>> {
        let mut problems = Vec::new();
        let at = self.at.as_deref().map(|text| {
            // A plus in an address is a blank, and people forget to escape it.
            text.trim().replace(' ', "+").parse().map_err(|_| {
                format!("“{text}” is not an instant. Write it as “2026-01-12T10:30:00Z”.")
            })
        });
        let zone = self.zone.as_deref().map(zone_named);
        let from = self.from.as_deref().map(date);
        let to = self.to.as_deref().map(date);
        let at = checked(&mut problems, "/at", at);
        let zone = checked(&mut problems, "/zone", zone);
        let (from, to) = (
            checked(&mut problems, "/from", from),
            checked(&mut problems, "/to", to),
        );
        let dates = match (from, to, self.from, self.to) {
            (Some(from), Some(to), ..) => range(&mut problems, from, to),
            (None, _, None, Some(_)) => {
                problems.push(Problem::new(
                    "/from",
                    "Say the first date as well, such as “from=2026-01-12”.",
                ));
                None
            }
            (_, None, Some(_), None) => {
                problems.push(Problem::new(
                    "/to",
                    "Say the last date as well, such as “to=2026-01-18”.",
                ));
                None
            }
            _ => None,
        };
        if problems.is_empty() {
            Ok(Asked {
                at: at.unwrap_or(now),
                dates,
                queue: self.queue,
                zone,
            })
        } else {
            Err(problems)
        }
    }
}

fn checked<T>(
    problems: &mut Vec<Problem>,
    pointer: &str,
    read: Option<Result<T, String>>,
) -> Option<T> {
    match read? {
        Ok(value) => Some(value),
        Err(detail) => {
            problems.push(Problem::new(pointer, detail));
            None
        }
    }
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("“{text}” is not a date. Write it as “2026-01-12”."))
}

fn range(problems: &mut Vec<Problem>, from: NaiveDate, to: NaiveDate) -> Option<(NaiveDate, u32)> {
    let days = (to - from).num_days() + 1;
    if days < 1 {
        problems.push(Problem::new(
            "/to",
            "The last date is before the first. Change one of them.",
        ));
        return None;
    }
    if days > DAYS_MAX {
        let detail = format!("These are {days} days. Ask for at most {DAYS_MAX} at a time.");
        problems.push(Problem::new("/to", detail));
        return None;
    }
    u32::try_from(days).ok().map(|days| (from, days))
}

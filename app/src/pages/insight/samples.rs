//! A fortnight of handoffs, for the gallery and the tests of its parts.

use chrono::TimeDelta;
use handoff::{
    clock::from_millis,
    conversation::Verdict,
    insight::{Handed, Insights, Offers, Period, Recorded, Returns},
};

use super::{Asked, page::InsightPage};
use crate::form::FieldErrors;

/// Thursday, 3 December 2026, 08:00 UTC.
const BEGAN: i64 = 1_796_284_800_000;

const KINDS: [&str; 5] = [
    "explicit_request",
    "frustration",
    "explicit_request",
    "low_confidence",
    "forbidden_topic",
];

fn handed(index: i64) -> Handed {
    let requested_at = from_millis(BEGAN) + TimeDelta::minutes(index * 173);
    let kind = KINDS[usize::try_from(index).unwrap() % KINDS.len()];
    let wait = TimeDelta::seconds(60 + index * 7 % 600);
    let is_taken = index % 9 != 0;
    Handed {
        trigger: kind.to_owned(),
        trigger_name: (kind == "forbidden_topic").then(|| "Legal & <b>action</b>".to_owned()),
        topic: (index % 3 == 0).then(|| "Refunds".to_owned()),
        queue: (index % 4 != 0).then(|| "Billing & <b>Support</b>".to_owned()),
        began_at: requested_at - TimeDelta::minutes(4),
        requested_at,
        taken_at: is_taken.then(|| requested_at + wait),
        replied_at: is_taken.then(|| requested_at + wait * 2),
        ended_at: Some(requested_at + TimeDelta::hours(1)),
        verdict: (index % 5 != 3)
            .then(|| Verdict::ALL[usize::try_from(index * index % 7 / 2).unwrap()]),
    }
}

pub(crate) fn figures() -> Insights {
    let period = Period::read("2026-12-03", "2026-12-16", chrono_tz::Europe::Madrid).unwrap();
    let recorded = Recorded {
        handed: (0..112).map(handed).collect(),
        is_cut: true,
        conversations: 1_204,
        offers: Offers {
            offered: 61,
            accepted: 48,
            declined: 9,
        },
        returns: Returns {
            handed_back: 17,
            stayed: 14,
        },
    };
    Insights::of(&recorded, period)
}

impl InsightPage {
    pub(crate) fn sample() -> Self {
        Self {
            figures: figures(),
            agents: vec![
                ("1".to_owned(), "Nora".to_owned()),
                ("2".to_owned(), "Otto & <b>Söhne</b>".to_owned()),
            ],
            asked: Asked {
                from: "2026-12-03".to_owned(),
                to: "2026-12-16".to_owned(),
                agent: "2".to_owned(),
                ..Asked::default()
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_empty() -> Self {
        let period = Period::read("2026-12-03", "2026-12-09", chrono_tz::UTC).unwrap();
        Self {
            figures: Insights::of(&Recorded::default(), period),
            asked: Asked {
                days: "7".to_owned(),
                ..Asked::default()
            },
            ..Self::sample()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([(
            "/to",
            "The last date is before the first. Change one of them.",
        )]);
        let mut page = Self {
            errors,
            ..Self::sample_empty()
        };
        page.asked.from = "2026-12-16".to_owned();
        page.asked.to = "2026-12-03".to_owned();
        page
    }
}

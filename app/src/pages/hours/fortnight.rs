//! The next 14 days as they will really be: week, dates that are different and clock changes together.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use handoff::schedule::{EffectiveDay, Interval, OpenStretch, Schedule};
use leptos::prelude::*;

use crate::ui::Section;

const DAYS_SHOWN: u64 = 14;

pub(super) fn fortnight(schedule: &Schedule, now: DateTime<Utc>) -> impl IntoView + use<> {
    let today = now.with_timezone(&schedule.zone).date_naive();
    let past = u64::from(today.weekday().num_days_from_monday());
    let monday = today.checked_sub_days(Days::new(past)).unwrap_or(today);
    let weeks = (past + DAYS_SHOWN).div_ceil(7);
    let shown = u32::try_from(past + DAYS_SHOWN).unwrap_or_default();
    let days = schedule
        .effective(monday, shown)
        .into_iter()
        .map(|day| date(&day, today))
        .collect_view();
    let rest = (past + DAYS_SHOWN..weeks * 7)
        .map(|_| view! { <li class="date is-past" aria-hidden="true"></li> })
        .collect_view();
    let heads = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .map(|day| view! { <li class="dow" aria-hidden="true">{day}</li> })
        .collect_view();
    view! {
        <Section
            id="next"
            title="The next 14 days, as they will really be"
            lede="Weekly hours, exceptions and clock changes together. If a day looks wrong here, it is wrong for customers."
        >
            <ol class="fortnight" aria-labelledby="next">
                {heads} {days} {rest}
            </ol>
        </Section>
    }
}

fn date(day: &EffectiveDay, today: NaiveDate) -> impl IntoView + use<> {
    let is_past = day.date < today;
    let class = match (is_past, day.date == today, &day.exception) {
        (true, _, _) => "date is-past",
        (_, true, Some(_)) => "date is-today is-special",
        (_, true, None) => "date is-today",
        (_, false, Some(_)) => "date is-special",
        (_, false, None) => "date",
    };
    let number = if day.date == today {
        format!("{} today", day.date.day())
    } else {
        day.date.day().to_string()
    };
    let spoken = day.date.format("%A %-d %B").to_string();
    let lines = if is_past {
        view! { <span>"past"</span> }.into_any()
    } else {
        hours(day).into_any()
    };
    view! {
        <li class=class>
            <b>
                <span aria-hidden="true">{number}</span>
                <span class="sr">{spoken}</span>
            </b>
            {lines}
        </li>
    }
}

fn hours(day: &EffectiveDay) -> impl IntoView + use<> {
    let name = day.exception.as_ref().map(|exception| {
        let name = exception.name.clone();
        let name = name.unwrap_or_else(|| "Different hours".to_owned());
        view! { <span class="why">{name}</span> }
    });
    let closed = day
        .stretches
        .is_empty()
        .then(|| view! { <span class="shut">"Closed"</span> });
    let stretches = day
        .stretches
        .iter()
        .map(|stretch| view! { <span>{in_words(stretch)}</span> })
        .collect_view();
    let change = day.clock_change.map(|change| {
        let words = format!(
            "{} becomes {}",
            change.before.format("%H:%M"),
            change.after.format("%H:%M")
        );
        view! { <span class="why">{words}</span> }
    });
    view! { {name} {closed} {stretches} {change} }
}

/// “09:00–12:30”, “20:00–02:00”, “to 02:00”, “Open 24 h”.
fn in_words(stretch: &OpenStretch) -> String {
    let whole = Interval::ALL_DAY;
    let end = stretch.runs_on_until.unwrap_or(stretch.end);
    if (stretch.start, stretch.end) == (whole.start(), whole.end()) {
        "Open 24 h".to_owned()
    } else if stretch.is_spill {
        format!("to {end}")
    } else {
        format!("{}–{end}", stretch.start)
    }
}

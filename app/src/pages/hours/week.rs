//! The week: a row a day with its hours, how they lie in the day, and how long they are together.

use handoff::schedule::{Interval, Minute, Schedule, WEEKDAYS};
use leptos::prelude::*;

use super::form::{RawHours, RawInterval};
use crate::form::{FieldErrors, RowOp, TICKED};
use crate::pages::set_up::DAYS;
use crate::ui::field::error_view;
use crate::ui::{BareInput, Icon, Look, RowButton, Submit, Switch};

/// The strip is drawn on 120 units for 24 hours.
const MINUTES_A_UNIT: f64 = 12.0;

pub(crate) fn week(
    values: &RawHours,
    errors: &FieldErrors,
    schedule: &Schedule,
) -> impl IntoView + use<> {
    let days = (0..7)
        .map(|place| day(values, errors, schedule, place))
        .collect_view();
    view! { <div class="week" data-week>{days}</div> }
}

fn day(
    values: &RawHours,
    errors: &FieldErrors,
    schedule: &Schedule,
    place: usize,
) -> impl IntoView + use<> {
    let (key, word) = DAYS[place];
    let at = format!("/weekly_hours/{key}");
    let own = schedule.weekly.on(WEEKDAYS[place]);
    let before = schedule.weekly.on(WEEKDAYS[place].pred());
    let rows = values.weekly_hours.get(key).cloned().unwrap_or_default();
    let is_open = values.is_open_on(key);
    let next = DAYS[(place + 1) % 7].1;
    let faults = faults(errors, &at, rows.keys());
    let class = if faults.is_empty() {
        "week-day"
    } else {
        "week-day has-error"
    };
    let closed = rows
        .is_empty()
        .then(|| view! { <span class="faint">"Closed"</span> });
    let hours = rows
        .into_iter()
        .map(|(index, row)| interval(errors, (&at, key, index), (word, next), row))
        .collect_view();
    let add = RowOp::Add {
        list: key.to_owned(),
    };
    view! {
        <div class=class role="group" aria-label=word data-day=key>
            <Switch at=errors.at(&format!("/open_days/{key}")) label=word is_on=is_open />
            <div class="intervals">
                {closed} {hours}
                <RowButton op=add icon=Icon::Plus words=format!("Add hours on {word}") />
            </div>
            {strip(own, before)}
            <span class="total">{length(own)}</span>
            {copier(values, place)}
            {faults}
        </div>
    }
}

/// One stretch of hours. `place` is the pointer of the list, its name for row buttons, and the index.
pub(super) fn interval(
    errors: &FieldErrors,
    (at, list, index): (&str, &str, u32),
    (word, next): (&str, &str),
    row: RawInterval,
) -> impl IntoView + use<> {
    let remove = RowOp::Remove {
        list: list.to_owned(),
        index,
    };
    let said = format!("Remove {word} {} to {}", row.start, row.end);
    // Always there, so that the script can say it while somebody types.
    let ends = ends_next_day(&row);
    let (is_hidden, words) = (ends.is_none(), ends.map(|end| format!("ends {next} {end}")));
    let overnight = view! {
        <span class="badge" data-overnight=next.to_owned() hidden=is_hidden>
            {Icon::Moon.view()}
            <span data-ends>{words}</span>
        </span>
    };
    view! {
        <span class="interval">
            <BareInput
                at=errors.at(&format!("{at}/{index}/start"))
                said=format!("{word}, opens")
                value=row.start
                class="is-time"
            />
            <span class="dash">"–"</span>
            <BareInput
                at=errors.at(&format!("{at}/{index}/end"))
                said=format!("{word}, closes")
                value=row.end
                class="is-time"
            />
            <RowButton op=remove icon=Icon::Cross words=said />
        </span>
        {overnight}
    }
}

/// The end of hours that run past midnight.
fn ends_next_day(row: &RawInterval) -> Option<Minute> {
    let interval = Interval::parse(&row.start, &row.end).ok()?;
    interval.is_overnight().then(|| interval.end())
}

/// What is wrong in a list of hours, under its row, with the ids its fields point to.
pub(super) fn faults<'a>(
    errors: &FieldErrors,
    at: &str,
    indexes: impl Iterator<Item = &'a u32>,
) -> Vec<AnyView> {
    indexes
        .flat_map(|index| ["start", "end"].map(|end| errors.at(&format!("{at}/{index}/{end}"))))
        .filter_map(|field| Some(error_view(&field.id, Some(field.error?))?.into_any()))
        .collect()
}

/// The hours on a line of 24; pale is what spills over from the evening before.
fn strip(own: &[Interval], before: &[Interval]) -> impl IntoView + use<> {
    let bars = own
        .iter()
        .map(|interval| {
            let end = if interval.is_overnight() {
                Minute::END
            } else {
                interval.end()
            };
            bar("open", interval.start(), end)
        })
        .collect_view();
    let spills = before
        .iter()
        .filter(|interval| interval.is_overnight())
        .map(|interval| bar("spill", Minute::START, interval.end()))
        .collect_view();
    view! {
        <svg class="strip" viewBox="0 0 120 34" preserveAspectRatio="none" aria-hidden="true">
            <rect class="rail-line" x="0" y="13" width="120" height="8" rx="2"></rect>
            {spills}
            {bars}
            <path class="tick" d="M30 13v8M60 13v8M90 13v8"></path>
        </svg>
    }
}

fn bar(class: &'static str, start: Minute, end: Minute) -> impl IntoView {
    let at = |minute: Minute| f64::from(minute.get()) / MINUTES_A_UNIT;
    let width = (at(end) - at(start)).max(0.0);
    view! {
        <rect
            class=class
            x=at(start).to_string()
            y="13"
            width=width.to_string()
            height="8"
            rx="1.5"
        ></rect>
    }
}

/// “8 h”, “7 h 30”, “–”.
fn length(hours: &[Interval]) -> String {
    duration(hours.iter().map(|interval| interval.minutes()).sum())
}

pub(super) fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "–".to_owned(),
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

fn copier(values: &RawHours, place: usize) -> impl IntoView + use<> {
    let (key, word) = DAYS[place];
    let ticked = values.copy.get(key);
    let others = DAYS
        .into_iter()
        .filter(|(other, _)| *other != key)
        .map(|(other, word)| {
            let is_ticked = ticked.is_some_and(|days| days.contains_key(other));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        name=format!("copy[{key}][{other}]")
                        value=TICKED
                        checked=is_ticked
                    />
                    {word}
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="menu">
            <summary class="button is-quiet is-icon">
                {Icon::Copy.view()}
                <span class="sr">{format!("Copy {word} to other days")}</span>
            </summary>
            <div class="popover copy-to">
                <b>{format!("Copy {word} to")}</b>
                <fieldset>
                    <legend class="sr">"Days"</legend>
                    {others}
                </fieldset>
                <Submit label="Copy" said=format!("{word} to these days") op=format!("copy:{key}") look=Look::Small />
            </div>
        </details>
    }
}

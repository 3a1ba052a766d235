//! The days that are different. Those that are over are folded away, and still part of the form.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::form::{DATE_HOURS, DATES, RawException, RawHours, RawInterval};
use super::week::{faults, interval};
use crate::form::{FieldErrors, RowOp, Rows, TICKED, is_ticked};
use crate::ui::field::error_view;
use crate::ui::{BareInput, BareSelect, Choices, Icon, InputKind, RowButton, Section};

pub(crate) fn dates(
    values: &RawHours,
    errors: &FieldErrors,
    today: NaiveDate,
    holidays: Option<String>,
) -> impl IntoView + use<> {
    let (past, coming): (Vec<_>, Vec<_>) = values
        .date_exceptions
        .iter()
        .map(|(index, row)| (*index, row.clone()))
        .partition(|(_, row)| is_past(row, today));
    let nothing = coming.is_empty().then(|| {
        view! { <p class="card-body muted">"None to come. Add holidays, half days and sales, so that nobody is promised a person on them."</p> }
    });
    let head = (!coming.is_empty()).then(|| {
        view! {
            <div class="date-row is-head" aria-hidden="true">
                <span>"Date"</span>
                <span>"Name"</span>
                <span>"Hours that day"</span>
            </div>
        }
    });
    let coming = list(coming, errors);
    let past = (!past.is_empty()).then(|| {
        let words = match past.len() {
            1 => "1 past day".to_owned(),
            count => format!("{count} past days"),
        };
        view! {
            <details class="past-dates">
                <summary>{words}</summary>
                {list(past, errors)}
            </details>
        }
    });
    let add = RowOp::Add {
        list: DATES.to_owned(),
    };
    let holidays = holidays.map(|href| {
        view! {
            <a class="link-button" href=href>
                {Icon::Calendar.view()}
                <span>"Add holidays of a country or a calendar file"</span>
            </a>
        }
    });
    view! {
        <Section
            id="dates"
            title="Days that are different"
            lede="An exception replaces the whole day, late hours from the evening before included."
        >
            <div class="card">
                {nothing} {head} {coming} {past}
                <div class="card-foot row">
                    <RowButton op=add icon=Icon::Plus words="Add a day" shown=true />
                    {holidays}
                </div>
            </div>
        </Section>
    }
}

/// A day that is over and does not come again.
fn is_past(row: &RawException, today: NaiveDate) -> bool {
    let date: Option<NaiveDate> = row.date.parse().ok();
    !is_ticked(&row.yearly) && date.is_some_and(|date| date < today)
}

fn list(rows: Vec<(u32, RawException)>, errors: &FieldErrors) -> impl IntoView + use<> {
    rows.into_iter()
        .map(|(index, row)| date(errors, index, row))
        .collect_view()
}

fn date(errors: &FieldErrors, index: u32, row: RawException) -> impl IntoView + use<> {
    let at = |field: &str| errors.at(&format!("/{DATES}/{index}/{field}"));
    let which = match (row.name.trim(), row.date.trim()) {
        ("", "") => format!("day {}", index + 1),
        ("", date) => date.to_owned(),
        (name, _) => name.to_owned(),
    };
    let wrong = ["date", "name", "kind", "yearly"]
        .map(at)
        .into_iter()
        .filter_map(|field| error_view(&field.id, field.error))
        .collect_view();
    let remove = RowOp::Remove {
        list: DATES.to_owned(),
        index,
    };
    view! {
        <div class="date-row" role="group" aria-label=which.clone()>
            <BareInput at=at("date") said=format!("Date of {which}") value=row.date kind=InputKind::Date />
            <BareInput at=at("name") said=format!("Name of {which}") value=row.name />
            <BareSelect at=at("kind") said=format!("Hours of {which}") value=row.kind choices=kinds() />
            {every_year(errors, index, is_ticked(&row.yearly))}
            <RowButton op=remove icon=Icon::Bin words=format!("Remove {which}") />
            {wrong}
            {hours(errors, index, &which, row.intervals)}
        </div>
    }
}

fn every_year(errors: &FieldErrors, index: u32, is_yearly: bool) -> impl IntoView + use<> {
    let field = errors.at(&format!("/{DATES}/{index}/yearly"));
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=field.id
                name=field.name
                value=TICKED
                checked=is_yearly
                aria-invalid=field.error.is_some().then_some("true")
            />
            "Every year"
        </label>
    }
}

/// Shown when the day has hours of its own; always one empty row, so that choosing it needs no script.
fn hours(
    errors: &FieldErrors,
    index: u32,
    which: &str,
    mut rows: Rows<RawInterval>,
) -> impl IntoView + use<> {
    if rows.is_empty() {
        rows.insert(0, RawInterval::default());
    }
    let at = format!("/{DATES}/{index}/intervals");
    let list = format!("{DATE_HOURS}:{index}");
    let wrong = faults(errors, &at, rows.keys());
    let rows = rows
        .into_iter()
        .map(|(row, hours)| interval(errors, (&at, &list, row), (which, "the next day"), hours))
        .collect_view();
    let add = RowOp::Add { list };
    view! {
        <div class="intervals">
            {rows}
            <RowButton op=add icon=Icon::Plus words=format!("Add hours on {which}") />
            {wrong}
        </div>
    }
}

fn kinds() -> Choices {
    [
        ("closed", "Closed"),
        ("open_24", "Open 24 h"),
        ("hours", "Other hours"),
    ]
    .map(|(value, words)| (value.to_owned(), words.to_owned()))
    .to_vec()
}

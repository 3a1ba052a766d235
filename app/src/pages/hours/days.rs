//! Days that are different, many at once: a country's public holidays, or those of a calendar file.

use handoff::schedule::{COUNTRIES, HOLIDAY_YEARS};
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::{FieldErrors, Rows, TICKED, is_ticked};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::field::error_view;
use crate::ui::{
    ButtonLink, Callout, Choices, Crumb, ErrorSummary, Look, Meaning, PageHead, SelectField, Submit,
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawDays {
    /// The version of the hours that the days are added to.
    pub revision: String,
    pub days: Rows<RawDay>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawDay {
    /// Ticked when it is to be added.
    pub take: String,
    /// `2026-12-25`
    pub date: String,
    pub name: String,
    pub yearly: String,
}

/// Which holidays are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub country: String,
    pub year: String,
}

/// One day to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    pub raw: RawDay,
    /// “Friday 25 December 2026”
    pub words: String,
    /// What that day is already: “Christmas Eve, 09:00–13:00”.
    pub already: Option<String>,
}

#[derive(Debug, Clone)]
pub struct DaysPage {
    pub agent: i64,
    pub schedule: i64,
    /// What the hours are called.
    pub name: String,
    pub wanted: Wanted,
    /// The years that can be chosen.
    pub this_year: i32,
    /// Where the days below come from: “Spain, 2027”, “holidays.ics”.
    pub source: Option<String>,
    pub revision: String,
    pub days: Vec<DayRow>,
    /// What a calendar file holds that cannot be taken over, and why.
    pub refused: Vec<String>,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: DaysPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: DaysPage) -> impl IntoView {
    let crumbs = vec![
        Crumb {
            label: "Hours".to_owned(),
            href: routes::hours(page.agent),
        },
        Crumb {
            label: page.name.clone(),
            href: routes::schedule(page.agent, page.schedule),
        },
    ];
    let back = routes::schedule(page.agent, page.schedule);
    view! {
        <PageHead
            question="On which days is nobody there?"
            lede="Choose a country or a calendar file, then the days. A day you add replaces all of that day's hours."
            crumbs=crumbs
            here="Add holidays"
        />
        <div class="content is-narrow">
            <ErrorSummary errors=page.errors.clone() />
            {sources(&page)}
            {refused(&page.refused)}
            {choose(page, back)}
        </div>
    }
}

fn sources(page: &DaysPage) -> impl IntoView + use<> {
    let errors = FieldErrors::default();
    let file = page.errors.at("/file");
    let (invalid, described_by) = match &file.error {
        Some(_) => (Some("true"), "file-error"),
        None => (None, "file-hint"),
    };
    let wrong = error_view(&file.id, file.error);
    // The days of a calendar are also shown at another address.
    let here = routes::schedule_days(page.agent, page.schedule);
    let none = (String::new(), "Choose a country".to_owned());
    let countries = COUNTRIES
        .iter()
        .map(|country| (country.code.to_owned(), country.name.to_owned()));
    let countries: Choices = std::iter::once(none).chain(countries).collect();
    let first = page.this_year.max(*HOLIDAY_YEARS.start());
    let years: Choices = (first..=(first + 4).min(*HOLIDAY_YEARS.end()))
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    view! {
        <section class="card sources" aria-labelledby="from-country">
            <form class="source" method="get" action=here.clone()>
                <h2 id="from-country">"Public holidays"</h2>
                <SelectField at=errors.at("/country") label="Country" value=page.wanted.country.clone() choices=countries />
                <SelectField at=errors.at("/year") label="Year" value=page.wanted.year.clone() choices=years />
                <Submit label="Show holidays" />
                <p class="hint">"What the whole country keeps. Days of single regions are not among them."</p>
            </form>
            <form class="source" method="post" action=here enctype="multipart/form-data">
                <h2>"A calendar file"</h2>
                <div class="field">
                    <label for="file">"File"</label>
                    <p class="hint" id="file-hint">"Its name ends in .ics. Whole days are taken over, once or every year."</p>
                    {wrong}
                    <input
                        class="input"
                        id="file"
                        name="file"
                        type="file"
                        accept=".ics,text/calendar"
                        aria-invalid=invalid
                        aria-describedby=described_by
                    />
                </div>
                <Submit label="Read the file" />
                <p class="hint">
                    "Weekly hours of another system come in under "
                    <a href=routes::IMPORT>"Import and export"</a> "."
                </p>
            </form>
        </section>
    }
}

fn refused(refused: &[String]) -> Option<impl IntoView + use<>> {
    let title = match refused.len() {
        0 => return None,
        1 => "One entry of the file cannot be taken over".to_owned(),
        count => format!("{count} entries of the file cannot be taken over"),
    };
    let items = refused
        .iter()
        .map(|why| view! { <li>{why.clone()}</li> })
        .collect_view();
    Some(view! {
        <Callout title=title meaning=Meaning::Wait>
            <ul class="plain-list">{items}</ul>
        </Callout>
    })
}

fn choose(page: DaysPage, back: String) -> Option<impl IntoView> {
    let source = page.source?;
    let to = routes::schedule_days(page.agent, page.schedule);
    let rows = page
        .days
        .into_iter()
        .zip(0_u32..)
        .map(|(day, index)| row(day, index, &page.errors))
        .collect_view();
    Some(view! {
        <form class="card" method="post" action=to aria-labelledby="found">
            <input type="hidden" name="revision" value=page.revision />
            <div class="card-head">
                <h2 id="found">{source}</h2>
            </div>
            <ul class="day-list">{rows}</ul>
            <div class="card-foot row">
                <Submit label="Add the ticked days" look=Look::Primary />
                <ButtonLink href=back label="Back to the hours" look=Look::Quiet />
            </div>
        </form>
    })
}

fn row(day: DayRow, index: u32, errors: &FieldErrors) -> impl IntoView + use<> {
    let DayRow {
        raw,
        words,
        already,
    } = day;
    let field = |name: &str| format!("days[{index}][{name}]");
    let error = errors.at(&format!("/days/{index}/date"));
    let (invalid, described_by) = (
        error.error.is_some().then_some("true"),
        error.error.is_some().then(|| format!("{}-error", error.id)),
    );
    let wrong = error_view(&error.id, error.error);
    let already =
        already.map(|what| view! { <span class="badge">{format!("Already: {what}")}</span> });
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    id=error.id
                    name=field("take")
                    value=TICKED
                    checked=is_ticked(&raw.take)
                    aria-invalid=invalid
                    aria-describedby=described_by
                />
                <span>
                    <b>{raw.name.clone()}</b>
                    <span class="sub">{words}</span>
                </span>
            </label>
            {already}
            <label class="check push">
                <input type="checkbox" name=field("yearly") value=TICKED checked=is_ticked(&raw.yearly) />
                "Every year"
                <span class="sr">{format!(" {}", raw.name)}</span>
            </label>
            <input type="hidden" name=field("date") value=raw.date />
            <input type="hidden" name=field("name") value=raw.name />
            {wrong}
        </li>
    }
}

#[cfg(test)]
impl DaysPage {
    pub(crate) fn sample() -> Self {
        let day =
            |date: &str, words: &str, name: &str, yearly: &str, already: Option<&str>| DayRow {
                raw: RawDay {
                    take: if already.is_none() { TICKED } else { "" }.to_owned(),
                    date: date.to_owned(),
                    name: name.to_owned(),
                    yearly: yearly.to_owned(),
                },
                words: words.to_owned(),
                already: already.map(str::to_owned),
            };
        Self {
            agent: 1,
            schedule: 1,
            name: "Main team".to_owned(),
            wanted: Wanted {
                country: "ES".to_owned(),
                year: "2027".to_owned(),
            },
            this_year: 2026,
            source: Some("Spain, 2027".to_owned()),
            revision: "3".to_owned(),
            days: vec![
                day(
                    "2027-01-01",
                    "Friday 1 January 2027",
                    "New Year's Day",
                    "on",
                    None,
                ),
                day(
                    "2027-03-26",
                    "Friday 26 March 2027",
                    "Good & <b>Friday</b>",
                    "",
                    None,
                ),
                day(
                    "2027-12-25",
                    "Saturday 25 December 2027",
                    "Christmas Day",
                    "on",
                    Some("Christmas Day, closed"),
                ),
            ],
            refused: Vec::new(),
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        Self {
            source: Some("holidays.ics".to_owned()),
            refused: vec!["Line 12, “Early close”: It has a time of day.".to_owned()],
            errors: FieldErrors::new([(
                "/days/2/date",
                "This day already comes every year, under 2025-12-25.",
            )]),
            ..Self::sample()
        }
    }

    pub(crate) fn sample_bare() -> Self {
        Self {
            source: None,
            days: Vec::new(),
            wanted: Wanted::default(),
            errors: FieldErrors::new([("/file", "This is not a calendar file.")]),
            ..Self::sample()
        }
    }
}

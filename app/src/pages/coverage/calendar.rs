//! The coverage calendar: a picture, and a table that says the same.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::picture::picture;
use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Badge, ButtonLink, Callout, Card, Cell, Icon, Meaning, PageHead, Table};

#[derive(Debug, Clone)]
pub struct Calendar {
    pub agent: i64,
    /// “14–20 December 2026”
    pub words: String,
    /// Addresses of other spans.
    pub before: String,
    pub after: String,
    pub this: String,
    pub week: String,
    pub month: String,
    pub other_zone: String,
    pub is_month: bool,
    pub is_own_zone: bool,
    /// Whose time is shown, unless each queue's own.
    pub zone: String,
    pub today: NaiveDate,
    /// Where now is, in days since the first date.
    pub now: Option<f64>,
    pub now_words: String,
    /// How many people may take conversations.
    pub people: usize,
    pub dates: Vec<NaiveDate>,
    pub lanes: Vec<Lane>,
}

/// One queue.
#[derive(Debug, Clone)]
pub struct Lane {
    /// The queue's id.
    pub queue: i64,
    pub name: String,
    pub is_enabled: bool,
    /// Somebody's plan says when they are there.
    pub is_planned: bool,
    /// The ordinary week in words.
    pub hours: String,
    /// The city of its zone.
    pub zone: String,
    /// Minutes open in the span.
    pub minutes: i64,
    pub parts: Vec<Part>,
    pub exceptions: Vec<(NaiveDate, String)>,
    pub gaps: Vec<Gap>,
}

/// A stretch it is open, in days since the first date, with how many are there.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub start: f64,
    pub end: f64,
    /// How long it really is: a day on which the clock changes is drawn as wide as any.
    pub minutes: i64,
    pub people: usize,
}

/// Open, and nobody can take it.
#[derive(Debug, Clone)]
pub struct Gap {
    pub words: String,
    pub minutes: i64,
}

pub fn render(shell: Shell, assets: &Assets, page: Calendar) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Calendar) -> impl IntoView {
    let table = table(&page);
    let summary = summary(&page);
    let (steps, picture, foot) = (steps(&page), picture(&page), foot(&page));
    let fix = (page.people == 0).then(|| {
        view! {
            <Callout title="Nobody can take a conversation" meaning=Meaning::Bad>
                <p>
                    "Every person here is disabled. " <a href=routes::OPERATORS>"Enable or invite somebody"</a>
                    ", or close the queues."
                </p>
            </Callout>
        }
    });
    view! {
        <PageHead
            question="Is somebody there whenever we say we are open?"
            lede="Opening hours of each queue, with exceptions and clock changes, against the people who can take conversations and when they are planned. A red gap is a promise nobody can keep."
        >
            {steps}
        </PageHead>
        <div class="content">
            {fix}
            <Card id="lanes" title=summary aside=legend is_flush=true>
                <div class="lanes-wrap" tabindex="0" role="region" aria-label="Coverage, picture">
                    {picture}
                </div>
                {foot}
            </Card>
            {table}
        </div>
    }
}

fn steps(page: &Calendar) -> impl IntoView + use<> {
    let (span, this) = if page.is_month {
        ("month", "This month")
    } else {
        ("week", "This week")
    };
    view! {
        <nav class="row coverage-steps" aria-label="Other weeks and months">
            <a class="button is-icon" href=page.before.clone()>
                {Icon::Previous.view()}
                <span class="sr">{format!("The {span} before")}</span>
            </a>
            <b>{page.words.clone()}</b>
            <a class="button is-icon" href=page.after.clone()>
                {Icon::Next.view()}
                <span class="sr">{format!("The {span} after")}</span>
            </a>
            <ButtonLink href=page.this.clone() label=this />
        </nav>
    }
}

fn legend() -> impl IntoView {
    view! {
        <ul class="legend xs muted push">
            <li><span class="key is-open" aria-hidden="true"></span>"Open"</li>
            <li><span class="key is-people" aria-hidden="true"></span>"People, taller is more"</li>
            <li><span class="key is-gap" aria-hidden="true"></span>"Open, nobody there or planned"</li>
        </ul>
    }
}

fn summary(page: &Calendar) -> String {
    let gaps = || page.lanes.iter().flat_map(|lane| &lane.gaps);
    let minutes: i64 = gaps().map(|gap| gap.minutes).sum();
    let span = if page.is_month { "month" } else { "week" };
    match gaps().count() {
        0 => format!("No gap this {span}"),
        1 => format!("One gap this {span}, {}", hours(minutes)),
        count => format!("{count} gaps this {span}, {}", hours(minutes)),
    }
}

/// “6 h”, “1 h 30”.
pub(super) fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

fn foot(page: &Calendar) -> impl IntoView + use<> {
    let (zone, other) = if page.is_own_zone {
        (
            "Each queue in its own time".to_owned(),
            format!("Show all in {}", page.zone),
        )
    } else {
        (
            format!("Times in {}", page.zone),
            "Show each queue in its own time".to_owned(),
        )
    };
    let (span, href) = if page.is_month {
        ("Show a week", page.week.clone())
    } else {
        ("Show the month", page.month.clone())
    };
    let people = match page.people {
        1 => "One person can take conversations.".to_owned(),
        count => format!("{count} people can take conversations."),
    };
    view! {
        <div class="card-foot row is-apart sm">
            <span class="muted">{zone} ". " {people}</span>
            <span class="row">
                <a href=page.other_zone.clone()>{other}</a>
                <a href=href>{span}</a>
            </span>
        </div>
    }
}

fn table(page: &Calendar) -> impl IntoView + use<> {
    let agent = page.agent;
    let rows = page
        .lanes
        .iter()
        .map(|lane| lane_row(lane, agent))
        .collect_view();
    view! {
        <Card id="said" title="The same in words" is_flush=true>
            <Table name="Coverage" heads=&["Queue", "Open", "Days that are different", "Covered"]>
                {rows}
            </Table>
        </Card>
    }
}

fn lane_row(lane: &Lane, agent: i64) -> impl IntoView + use<> {
    let open = if lane.is_enabled {
        format!("{} in this time", hours(lane.minutes))
    } else {
        "Switched off".to_owned()
    };
    let days: Vec<String> = lane
        .exceptions
        .iter()
        .map(|(date, name)| format!("{} {name}", date.format("%-d %B")))
        .collect();
    let days = if days.is_empty() {
        "None".to_owned()
    } else {
        days.join(", ")
    };
    let (name, covered) = (lane.name.clone(), covered(lane));
    let sub = format!("{}, {}", lane.hours, lane.zone);
    view! {
        <tr role="row">
            <td role="cell">
                <b>{name.clone()}</b>
                <span class="sub">{sub}</span>
            </td>
            <Cell head="Open">{open}</Cell>
            <Cell head="Different">{days}</Cell>
            <Cell head="Covered">{covered}</Cell>
            <td role="cell" class="mid end">
                <ButtonLink href=routes::queue(agent, lane.queue) label="Change hours" said=name look=crate::ui::Look::Small />
            </td>
        </tr>
    }
}

fn covered(lane: &Lane) -> AnyView {
    if lane.minutes == 0 {
        return view! { <span class="muted">"Never open"</span> }.into_any();
    }
    if lane.gaps.is_empty() {
        return view! { <Badge word="Always covered" meaning=Meaning::Good icon=Icon::Check /> }
            .into_any();
    }
    let gaps = lane
        .gaps
        .iter()
        .map(|gap| {
            let words = format!("{} ({})", gap.words, hours(gap.minutes));
            view! { <li>{words}</li> }
        })
        .collect_view();
    let (word, fix) = if lane.is_planned {
        ("Nobody planned", "Plan somebody")
    } else {
        ("Nobody there", "See who works here")
    };
    view! {
        <Badge word=word meaning=Meaning::Bad icon=Icon::Warning />
        <ul class="plain-list xs">{gaps}</ul>
        <a class="xs" href=routes::OPERATORS>
            {fix}
            <span class="sr">{format!(" for {}", lane.name)}</span>
        </a>
    }
    .into_any()
}

//! The parts of the page: figures in large, pictures with their tables, and groups.

use handoff::insight::{Group, Insights};
use leptos::prelude::*;

use super::words::{number, slow, took, typical};
use crate::ui::{
    Icon,
    plot::{Column, legend, plot},
};

/// What a group is called where nothing is known.
pub(super) const UNKNOWN: &str = "Not known";

/// Headings and lines of a small table.
struct Grid {
    name: &'static str,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn view(self) -> impl IntoView {
        let heads = self
            .heads
            .into_iter()
            .enumerate()
            .map(|(at, head)| {
                view! { <th scope="col" class=(at > 0).then_some("end")>{head}</th> }
            })
            .collect_view();
        let rows = self.rows.into_iter().map(line).collect_view();
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=format!("{}, table", self.name)>
                <table class="table is-named">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    }
}

fn line(cells: Vec<String>) -> impl IntoView {
    let mut cells = cells.into_iter();
    let first = cells.next().unwrap_or_default();
    let rest = cells
        .map(|cell| view! { <td class="end num">{cell}</td> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{first}</th>
            {rest}
        </tr>
    }
}

/// The table behind a picture, folded, with the same as a file.
fn behind(grid: Grid, file: String) -> impl IntoView {
    let name = grid.name;
    view! {
        <div class="card-foot behind">
            <details>
                <summary class="link-button">{Icon::Down.small()} "The same as a table"</summary>
                {grid.view().into_any()}
            </details>
            {csv(file, name)}
        </div>
    }
}

pub(super) fn csv(file: String, name: &'static str) -> impl IntoView {
    view! {
        <p class="sm">
            <a href=file download="">
                "Download as CSV"
                <span class="sr">{format!(": {name}")}</span>
            </a>
        </p>
    }
}

/// The figures that matter most, each with what belongs to it.
pub(super) fn figures(of: &Insights) -> impl IntoView + use<> {
    let share = (of.conversations > 0).then(|| {
        format!(
            ", {} in 100",
            of.handoffs.saturating_mul(100) / of.conversations
        )
    });
    let began = format!(
        "{} conversations began{}",
        number(of.conversations),
        share.unwrap_or_default()
    );
    let offers = of.offers;
    let open = offers
        .offered
        .saturating_sub(offers.accepted + offers.declined);
    let others = format!(
        "{} said no, {} left open",
        number(offers.declined),
        number(open)
    );
    let before = of.with_ai.map_or_else(
        || "–".to_owned(),
        |wait| format!("{} with the AI before, not counted", took(wait.typical)),
    );
    let judged = of.verdicts.judged();
    let right = of.verdicts.count(handoff::conversation::Verdict::Right);
    let moment = match judged {
        0 => "–".to_owned(),
        _ => format!("{} %", right.saturating_mul(100) / judged),
    };
    let verdicts = match judged {
        0 => "No verdicts yet".to_owned(),
        1 => "1 verdict from your team".to_owned(),
        _ => format!("{} verdicts from your team", number(judged)),
    };
    let big = |title: &'static str, figure: String, more: String| {
        view! {
            <div>
                <dt>{title}</dt>
                <dd class="figure-number">{figure}</dd>
                <dd class="delta">{more}</dd>
            </div>
        }
        .into_any()
    };
    view! {
        <dl class="figures">
            {big("Handed to a person", number(of.handoffs), began)}
            {big("Until somebody took it", typical(of.pick_up), slow(of.pick_up))}
            {big("Until the first reply", typical(of.reply), before)}
            {big(
                "Offers taken up",
                format!("{} of {}", number(offers.accepted), number(offers.offered)),
                others,
            )}
            {big("Found right", moment, verdicts)}
        </dl>
    }
}

/// Handoffs a day, by reason.
pub(super) fn days(of: &Insights, file: String) -> impl IntoView + use<> {
    let columns: Vec<Column> = of
        .days
        .iter()
        .map(|day| Column {
            label: day.date.format("%-d %b").to_string(),
            parts: day.handoffs.iter().copied().map(f64::from).collect(),
        })
        .collect();
    let all = |day: &handoff::insight::Day| day.handoffs.iter().sum::<u32>();
    let most = of.days.iter().max_by_key(|day| all(day));
    let says = most.map_or_else(String::new, |day| {
        let date = day.date.format("%A %-d %B");
        format!(
            "Handoffs a day by reason. Most on {date}: {}. The table below says the same.",
            all(day)
        )
    });
    let rows = of.days.iter().map(|day| {
        let date = day.date.format("%a %-d %b %Y").to_string();
        let parts = day.handoffs.iter().map(|count| number(*count));
        [date, number(all(day))].into_iter().chain(parts).collect()
    });
    let grid = Grid {
        name: "Handoffs a day",
        heads: ["Day".to_owned(), "All".to_owned()]
            .into_iter()
            .chain(of.series.clone())
            .collect(),
        rows: rows.collect(),
    };
    view! {
        <section class="card" aria-labelledby="days">
            <div class="card-head">
                <h2 id="days">"Handoffs a day, by reason"</h2>
                {legend(&of.series).into_any()}
            </div>
            <div class="card-body is-tight">{plot(says, &columns, 680).into_any()}</div>
            {behind(grid, file).into_any()}
        </section>
    }
}

/// Handoffs and waiting by the hour of the day.
pub(super) fn hours(of: &Insights, file: String) -> impl IntoView + use<> {
    let column = |hour: u32, value: f64| Column {
        label: format!("{hour:02}"),
        parts: vec![value],
    };
    let counts: Vec<Column> = of
        .hours
        .iter()
        .map(|hour| column(hour.hour, f64::from(hour.handoffs)))
        .collect();
    let minutes = |hour: &handoff::insight::Hour| {
        let seconds = hour.pick_up.map_or(0, |wait| wait.typical);
        f64::from(i32::try_from(seconds).unwrap_or(i32::MAX)) / 60.0
    };
    let waits: Vec<Column> = of
        .hours
        .iter()
        .map(|hour| column(hour.hour, minutes(hour)))
        .collect();
    let rows = of.hours.iter().map(|hour| {
        let within = hour
            .pick_up
            .map_or_else(|| "–".to_owned(), |wait| took(wait.slow));
        vec![
            format!("{:02}:00", hour.hour),
            number(hour.handoffs),
            typical(hour.pick_up),
            within,
        ]
    });
    let grid = Grid {
        name: "By hour of the day",
        heads: ["Hour", "Handoffs", "Typical wait", "9 in 10 within"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    let says = |what: &str| format!("{what} by hour of the day. The table below says the same.");
    view! {
        <section class="card" aria-labelledby="hours">
            <div class="card-head">
                <h2 id="hours">"By hour of the day"</h2>
            </div>
            <div class="card-body is-tight stack-3">
                <h3 class="field-label">"Handoffs"</h3>
                {plot(says("Handoffs"), &counts, 340).into_any()}
                <h3 class="field-label">"Typical wait, in minutes"</h3>
                {plot(says("Typical wait in minutes"), &waits, 340).into_any()}
            </div>
            {behind(grid, file).into_any()}
        </section>
    }
}

/// What handoffs have in common, as a table of its own.
pub(super) fn groups(
    (id, title, what): (&'static str, &'static str, &'static str),
    groups: &[Group],
    file: String,
) -> impl IntoView + use<> {
    let rows = groups.iter().map(|group| {
        vec![
            group.name.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
            number(group.handoffs),
            number(group.taken),
            number(group.given_up),
            typical(group.pick_up),
        ]
    });
    let grid = Grid {
        name: title,
        heads: [what, "Handoffs", "Taken", "Given up", "Typical wait"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head">
                <h2 id=id>{title}</h2>
            </div>
            {grid.view().into_any()}
            <div class="card-foot">{csv(file, title)}</div>
        </section>
    }
}

/// What became of conversations in the end.
pub(super) fn ends(of: &Insights) -> impl IntoView + use<> {
    let returns = of.returns;
    let stayed = format!(
        "{} of {} needed no person again",
        number(returns.stayed),
        number(returns.handed_back)
    );
    view! {
        <section class="card" aria-labelledby="ends">
            <div class="card-head">
                <h2 id="ends">"How it ended"</h2>
            </div>
            <dl class="facts card-body">
                <dt>"Given up while waiting"</dt>
                <dd>{number(of.given_up)} <span class="muted">" ended before anybody took it"</span></dd>
                <dt>"Handed back to the AI"</dt>
                <dd>{stayed}</dd>
            </dl>
        </section>
    }
}

//! The page: what period it is about, and what its handoffs add up to.

use handoff::insight::{HANDOFFS_MAX, Insights};
use leptos::prelude::*;

use super::{
    Asked, USUAL, judged, parts,
    words::{number, range},
};
use crate::{
    document::Assets,
    form::FieldErrors,
    routes,
    shell::{self, Shell},
    ui::{
        Callout, Choices, Empty, ErrorSummary, Icon, InputKind, PageHead, SelectField, Submit,
        TextField,
    },
};

#[derive(Debug, Clone)]
pub struct InsightPage {
    pub figures: Insights,
    /// Id and name of each AI agent.
    pub agents: Choices,
    pub asked: Asked,
    /// `/from`, `/to`; then the figures are those of the usual period.
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: InsightPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: InsightPage) -> impl IntoView {
    let InsightPage {
        figures,
        agents,
        asked,
        errors,
    } = page;
    let zone = handoff::handoff::city(figures.period.zone);
    let lede = format!(
        "{}, times in {zone}. Time with the AI is not counted as waiting.",
        range(&figures.period)
    );
    let cut = figures.is_cut.then(|| {
        let most = number(u32::try_from(HANDOFFS_MAX).unwrap_or(u32::MAX));
        view! {
            <Callout title="Not all of them">
                <p>{format!("There are more than {most} handoffs in this time; the newest {most} are counted. Choose fewer days.")}</p>
            </Callout>
        }
        .into_any()
    });
    let shown = if figures.handoffs == 0 && figures.offers.offered == 0 {
        nothing().into_any()
    } else {
        all(&figures, &asked).into_any()
    };
    let own = own(asked.clone(), agents, &errors).into_any();
    let usual = usual(&figures, &asked).into_any();
    view! {
        <PageHead question="Does handing over work?" lede=lede>
            {usual}
        </PageHead>
        <div class="content">
            <ErrorSummary errors=errors.clone() />
            {own} {cut} {shown}
        </div>
    }
}

/// The usual periods, each a link that keeps the AI agent.
fn usual(figures: &Insights, asked: &Asked) -> impl IntoView + use<> {
    let is_own = !(asked.from.is_empty() && asked.to.is_empty());
    let days = figures.period.days();
    let links = USUAL
        .map(|usual| {
            let is_here = !is_own && i64::try_from(usual).ok() == Some(days);
            let href = format!("{}?days={usual}&agent={}", routes::INSIGHTS, asked.agent);
            view! {
                <a href=href aria-current=is_here.then_some("true")>
                    {format!("{usual} days")}
                </a>
            }
        })
        .collect_view();
    view! { <div class="segmented" role="group" aria-label="Period">{links}</div> }
}

/// Dates of one's own, and one AI agent or all.
fn own(asked: Asked, agents: Choices, errors: &FieldErrors) -> impl IntoView + use<> {
    let all: Choices = [(String::new(), "All AI agents".to_owned())]
        .into_iter()
        .chain(agents)
        .collect();
    let days = (asked.from.is_empty() && asked.to.is_empty() && !asked.days.is_empty())
        .then(|| view! { <input type="hidden" name="days" value=asked.days.clone() /> });
    view! {
        <form class="card asked" method="get" action=routes::INSIGHTS novalidate>
            {days}
            <SelectField at=errors.at("/agent") label="AI agent" value=asked.agent choices=all />
            <TextField at=errors.at("/from") label="From" value=asked.from kind=InputKind::Date is_optional=true />
            <TextField at=errors.at("/to") label="To" value=asked.to kind=InputKind::Date is_optional=true />
            <Submit label="Show" />
        </form>
    }
}

fn nothing() -> impl IntoView {
    view! {
        <div class="card">
            <Empty
                icon=Icon::Chart
                title="Nothing was handed over in this time"
                words="As soon as a conversation goes to a person, this page says why, when, to whom, and how long they waited. Choose another period, or look at all AI agents."
            />
        </div>
    }
}

fn all(figures: &Insights, asked: &Asked) -> impl IntoView + use<> {
    let file = |table: &str| asked.file(&figures.period, table);
    let days = parts::days(figures, file("days")).into_any();
    let hours = parts::hours(figures, file("hours")).into_any();
    let of = |names, groups, table: &str| parts::groups(names, groups, file(table)).into_any();
    let reasons = of(
        ("reasons", "By reason", "Reason"),
        &figures.reasons,
        "reasons",
    );
    let verdicts = judged::judged(figures, file("verdicts")).into_any();
    let topics = of(("topics", "By topic", "Topic"), &figures.topics, "topics");
    let queues = of(("queues", "By queue", "Queue"), &figures.queues, "queues");
    view! {
        {parts::figures(figures).into_any()}
        <div class="grid-2-1">
            <div class="insight-left">{days} {parts::ends(figures).into_any()}</div>
            {hours}
        </div>
        {reasons}
        {verdicts}
        <div class="grid-1-1">{topics} {queues}</div>
    }
}

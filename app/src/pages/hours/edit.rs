//! When somebody is there: the whole page.

use chrono::{DateTime, Utc};
use handoff::schedule::{ClockChange, EffectiveDay, Schedule};
use leptos::prelude::*;

use super::dates::dates;
use super::form::RawHours;
use super::preview::{Preview, card};
use super::tabs::HoursTabs;
use super::week::{duration, week};
use super::{fortnight, outside};
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::set_up::DAYS;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::when::{clock, day_and_clock};
use crate::ui::zone::{ZoneField, ZoneNames};
use crate::ui::{
    Badge, ButtonLink, Callout, Choices, ErrorSummary, Icon, Meaning, Newer, NewerVersion,
    PageHead, SaveBar, SaveFirst, SaveState, Segmented,
};

/// The form's id, for the save bar outside it.
const FORM: &str = "hours";

#[derive(Debug, Clone)]
pub struct HoursPage {
    pub tabs: HoursTabs,
    pub name: String,
    pub values: RawHours,
    pub errors: FieldErrors,
    pub saved: SaveState,
    /// What the form says, as far as it can be read.
    pub schedule: Schedule,
    pub now: DateTime<Utc>,
    pub preview: Preview,
    pub newer: Option<Newer>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: HoursPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(mut page: HoursPage) -> impl IntoView {
    let (agent, here) = (page.tabs.agent, page.tabs.here);
    let href = routes::schedule(agent, here);
    let state = page.saved.clone().or_refused(&page.errors);
    let newer = page
        .newer
        .take()
        .map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> });
    let today = page.now.with_timezone(&page.schedule.zone).date_naive();
    view! {
        <PageHead
            question="When is somebody there?"
            lede="Queues follow these hours. Outside them nobody is promised a person."
        >
            <ButtonLink href=routes::coverage(agent) label="See coverage" icon=Icon::Calendar />
        </PageHead>
        <div class="content-tabs">{page.tabs.view()}</div>
        <div class="content has-rail">
            // Written out, since a part of the page in the address would take the focus from what is wrong.
            <form class="stack" id=FORM method="post" action=href.clone() novalidate>
                <SaveFirst />
                <input type="hidden" name="schedule_revision" value=page.values.schedule_revision.clone() />
                <input type="hidden" name="action_revision" value=page.values.action_revision.clone() />
                {newer}
                <ErrorSummary errors=with_days(&page.errors) />
                {hours(&page)}
                {fortnight::fortnight(&page.schedule, page.now)}
                {dates(&page.values, &page.errors, today, Some(routes::schedule_days(agent, here)))}
                {outside::reply_time(&page.values, &page.errors)}
                {outside::outside_hours(&page.values, &page.errors, &page.name)}
            </form>
            <aside class="rail" aria-label="What follows from these hours">
                {card(page.preview, &page.name)}
                {clock_change(&page.schedule, page.now)} {page.tabs.card()}
            </aside>
        </div>
        <ZoneNames />
        <SaveBar form=FORM label="Save hours" discard=href state=state />
    }
}

/// The same errors with the name of their day, which the row itself need not repeat.
pub(crate) fn with_days(errors: &FieldErrors) -> FieldErrors {
    FieldErrors::new(errors.each().map(|(pointer, detail)| {
        let rest = pointer.strip_prefix("/weekly_hours/");
        let key = rest.and_then(|rest| rest.split('/').next());
        let day = key.and_then(|key| DAYS.iter().find(|(known, _)| *known == key));
        let detail = match day {
            Some((_, word)) => format!("{word}: {detail}"),
            None => detail.to_owned(),
        };
        (pointer, detail)
    }))
}

fn hours(page: &HoursPage) -> impl IntoView + use<> {
    let kinds: Choices = [("weekly", "Weekly hours"), ("open_24", "Open 24 h")]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec();
    let total = if page.schedule.open_24 {
        let words = "Open all the time. The weekly hours are kept for when you switch back.";
        view! { <span class="muted">{words}</span> }.into_any()
    } else {
        let week_length = duration(page.schedule.weekly_minutes());
        view! {
            <span class="muted">
                <b data-week-total>{format!("{week_length} a week.")}</b>
                " A closing time before the opening time ends the next day."
            </span>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="week">
            <div class="zone-bar">
                <ZoneField at=page.errors.at("/zone") value=page.values.zone.clone() />
                {now_there(page)}
                <Segmented
                    at=page.errors.at("/kind")
                    legend="Kind of hours"
                    value=page.values.kind.clone()
                    choices=kinds
                    is_legend_hidden=true
                />
            </div>
            <h2 class="sr" id="week">"Weekly hours"</h2>
            {week(&page.values, &page.errors, &page.schedule)}
            <div class="card-foot row is-apart sm">
                {total}
                <span class="muted nowrap">"24-hour clock"</span>
            </div>
        </section>
    }
}

/// “It is 14:05 there, Thursday. Open until 18:00”
fn now_there(page: &HoursPage) -> impl IntoView + use<> {
    let (zone, now) = (page.schedule.zone, page.now);
    let status = page.schedule.status(now);
    let day = now.with_timezone(&zone).format("%A").to_string();
    let moment = |at| day_and_clock(at, now, zone).replace("today at ", "");
    let words = match (status.is_open, status.closes_at, status.opens_at) {
        (true, Some(closes), _) => format!("until {}", moment(closes)),
        (true, None, _) => "all the time".to_owned(),
        (false, _, Some(opens)) => format!("opens {}", day_and_clock(opens, now, zone)),
        (false, _, None) => "and never opens. Add hours.".to_owned(),
    };
    let badge = if status.is_open {
        view! { <Badge word="Open" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Closed" icon=Icon::Moon /> }.into_any()
    };
    view! {
        <div class="zone-now">
            <p>
                <b>"It is " <time>{clock(now, zone)}</time> {format!(" there, {day}.")}</b>
            </p>
            <p class="row">{badge} <span class="muted">{words}</span></p>
        </div>
    }
}

fn clock_change(schedule: &Schedule, now: DateTime<Utc>) -> impl IntoView + use<> {
    let words = schedule.next_clock_change(now).map_or_else(
        || "The clock is not changed there.".to_owned(),
        |change| {
            let (before, after) = (change.before.format("%H:%M"), change.after.format("%H:%M"));
            let day = change.before.format("%A %-d %B %Y");
            let effect = change_words(schedule, &change);
            format!("{day}, {before} becomes {after}. {effect}")
        },
    );
    view! {
        <Callout title="Next clock change">
            <p>{words}</p>
        </Callout>
    }
}

fn change_words(schedule: &Schedule, change: &ClockChange) -> String {
    let day = schedule.effective(change.before.date(), 1);
    if day.iter().any(EffectiveDay::is_stretched_or_cut) {
        "Your hours of that day are longer or shorter by it.".to_owned()
    } else {
        "It touches none of your hours.".to_owned()
    }
}

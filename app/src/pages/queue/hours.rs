//! When a queue is open: hours it shares, all the time, or hours of its own.

use chrono::{DateTime, Utc};
use handoff::schedule::Schedule;
use leptos::prelude::*;

use super::form::{OPEN_24, OWN, QueueForm, SHARED};
use crate::form::FieldErrors;
use crate::pages::hours::{dates, week};
use crate::routes;
use crate::ui::zone::ZoneField;
use crate::ui::{Choices, Section, SelectField, Way, Ways};

/// The part of the form about hours. `schedules` are the hours with a name.
pub(super) fn when(
    agent: i64,
    form: &QueueForm,
    (errors, schedules): (&FieldErrors, Choices),
    (schedule, now): (&Schedule, DateTime<Utc>),
) -> impl IntoView + use<> {
    let today = now.with_timezone(&schedule.zone).date_naive();
    let holidays: Option<String> = None;
    let zone = errors.at("/zone");
    let named = form.hours.zone.clone();
    let ways = ways(agent, form, errors, schedules);
    let week = week(&form.hours, errors, schedule);
    let dates = dates(&form.hours, errors, today, holidays);
    view! {
        <Section
            id="when"
            title="When is somebody there?"
            lede="Outside its hours the next queue of the handoff is tried, and when none is open the customer is told so."
        >
            <div class="queue-hours stack-4">
                {ways}
                <div class="own-hours stack-4">
                    <div class="card">
                        <div class="zone-bar">
                            <ZoneField at=zone value=named />
                            <p class="zone-now muted">
                                "All times are those of this zone, on a 24-hour clock. A closing time before the opening time ends the next day."
                            </p>
                        </div>
                        {week}
                    </div>
                    {dates}
                </div>
            </div>
        </Section>
    }
}

fn ways(
    agent: i64,
    form: &QueueForm,
    errors: &FieldErrors,
    schedules: Choices,
) -> impl IntoView + use<> {
    let raw = &form.queue;
    let at = errors.at("/hours");
    let is_chosen = |way: &str| raw.hours == way;
    let (shared, always, own) = (is_chosen(SHARED), is_chosen(OPEN_24), is_chosen(OWN));
    let (which, chosen) = (errors.at("/schedule"), raw.schedule.clone());
    let link = raw.schedule.parse::<i64>().ok().map(|id| {
        view! {
            <p class="sm">
                <a href=routes::schedule(agent, id)>"See and change these hours"</a>
                " for every queue that follows them."
            </p>
        }
    });
    view! {
        <Ways at=at.clone() legend="Hours">
            <Way
                at=at.clone()
                place=0
                value=SHARED
                label="Hours with a name"
                hint="Other queues may follow the same ones, and change with them."
                is_chosen=shared
            >
                <SelectField
                    at=which
                    label="Which hours"
                    value=chosen
                    choices=schedules
                />
                {link}
            </Way>
            <Way
                at=at.clone()
                place=1
                value=OPEN_24
                label="Open 24 h"
                hint="Day and night, but for the days that are different."
                is_chosen=always
             />
            <Way
                at=at
                place=2
                value=OWN
                label="Hours of its own"
                hint="Only this queue follows them. Several times a day are fine, also past midnight."
                is_chosen=own
             />
        </Ways>
    }
}

//! The set-up page: you, your organisation, your AI agent, your hours.

use std::collections::BTreeMap;

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::{self, Assets, Head};
use crate::form::{FieldErrors, TICKED, is_ticked};
use crate::pages::invitation::accept::PASSWORD_HINT;
use crate::person::Theme;
use crate::ui::zone::{ZoneField, ZoneNames};
use crate::ui::{Brand, ErrorSummary, InputKind, Look, Submit, TextField};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawSetUp {
    pub name: String,
    pub email: String,
    /// Never written back into the page.
    pub password: String,
    pub organisation: String,
    pub zone: String,
    pub agent: String,
    /// `mon` … `sun`, ticked when open.
    pub days: BTreeMap<String, String>,
    pub opens: String,
    pub closes: String,
}

impl RawSetUp {
    /// What the empty form suggests: Monday to Friday, nine to five.
    pub fn suggested() -> Self {
        let days = DAYS
            .iter()
            .take(5)
            .map(|(day, _)| ((*day).to_owned(), TICKED.to_owned()));
        Self {
            days: days.collect(),
            opens: "09:00".to_owned(),
            closes: "17:00".to_owned(),
            ..Self::default()
        }
    }
}

/// The week's days as the form and the schedule's document name them, and as people do.
pub const DAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

#[derive(Debug, Clone)]
pub struct SetUp {
    pub values: RawSetUp,
    pub errors: FieldErrors,
}

pub fn render(page: SetUp, assets: &Assets) -> String {
    let title = page.errors.title("Set up Handoff");
    let head = Head {
        title,
        theme: Theme::System,
        assets: assets.clone(),
    };
    document::render(head, move || {
        view! {
            <main class="set-up" id="main">
                <Brand />
                {content(page)}
            </main>
        }
    })
}

fn content(page: SetUp) -> impl IntoView {
    let SetUp { values, errors } = page;
    view! {
        <header>
            <h1>"Who are you, and when are you there?"</h1>
            <p class="lede">
                "Three short parts, about two minutes. Everything can be changed later, and no customer notices anything until you turn Human Handoff on."
            </p>
        </header>
        <ErrorSummary errors=errors.clone() />
        <form class="stack" method="post" novalidate>
            {you(&values, &errors)}
            {organisation(&values, &errors)}
            {office_hours(values, errors)}
            <div>
                <Submit label="Set up the desk" look=Look::Primary />
            </div>
        </form>
        <ZoneNames />
    }
}

fn you(values: &RawSetUp, errors: &FieldErrors) -> impl IntoView + use<> {
    view! {
        <fieldset class="card">
            <legend class="sr">"You"</legend>
            {head("1", "You", "You become the first admin.")}
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/name")
                    label="Your name"
                    value=values.name.clone()
                    hint="Customers see it when you answer them."
                    autocomplete="name"
                    limit=NAME_MAX
                />
                <TextField
                    at=errors.at("/email")
                    label="E-mail"
                    value=values.email.clone()
                    kind=InputKind::Email
                    hint="You sign in with it."
                    autocomplete="username"
                />
                <TextField
                    at=errors.at("/password")
                    label="Password"
                    value=""
                    kind=InputKind::Password
                    hint=PASSWORD_HINT
                    autocomplete="new-password"
                />
            </div>
        </fieldset>
    }
}

fn organisation(values: &RawSetUp, errors: &FieldErrors) -> impl IntoView + use<> {
    view! {
        <fieldset class="card">
            <legend class="sr">"Your organisation"</legend>
            {head("2", "Your organisation", "And the AI agent that talks to its customers.")}
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/organisation")
                    label="Name of the organisation"
                    value=values.organisation.clone()
                    autocomplete="organization"
                    limit=NAME_MAX
                />
                <div data-own-zone>
                    <ZoneField
                        at=errors.at("/zone")
                        value=values.zone.clone()
                        hint="Hours are kept in this zone, through every clock change."
                    />
                </div>
                <TextField
                    at=errors.at("/agent")
                    label="What your AI agent is called"
                    value=values.agent.clone()
                    hint="Customers read this name above its answers. You can add more agents later."
                    autocomplete="off"
                    limit=NAME_MAX
                />
            </div>
        </fieldset>
    }
}

fn office_hours(values: RawSetUp, errors: FieldErrors) -> impl IntoView {
    let days = DAYS
        .into_iter()
        .map(|(day, word)| {
            let is_open = values.days.get(day).is_some_and(|value| is_ticked(value));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        id=format!("days-{day}")
                        name=format!("days[{day}]")
                        value=TICKED
                        checked=is_open
                    />
                    {word}
                </label>
            }
        })
        .collect_view();
    let days_error = errors.at("/days").error;
    let described_by = days_error.is_some().then_some("days-error");
    view! {
        <fieldset class="card">
            <legend class="sr">"Office hours"</legend>
            {head("3", "Office hours", "When a person is there. Lunch breaks, holidays and late nights come later.")}
            <div class="card-body stack-4">
                <fieldset class="stack-2" id="days" tabindex="-1" aria-describedby=described_by>
                    <legend class="field-label">"Open on"</legend>
                    {crate::ui::field::error_view("days", days_error)}
                    <div class="row is-wide">{days}</div>
                </fieldset>
                <div class="cols-2 is-snug is-times">
                    <TextField at=errors.at("/opens") label="Opens" value=values.opens autocomplete="off" />
                    <TextField at=errors.at("/closes") label="Closes" value=values.closes autocomplete="off" />
                </div>
                <p class="hint">
                    "24-hour clock. A closing time before the opening time ends the next day."
                </p>
            </div>
        </fieldset>
    }
}

fn head(number: &'static str, title: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <div class="card-head">
            <span class="step-number" aria-hidden="true">
                {number}
            </span>
            <h2>{title}</h2>
            <p class="hint">{hint}</p>
        </div>
    }
}

#[cfg(test)]
impl SetUp {
    pub(crate) fn sample() -> Self {
        let values = RawSetUp {
            name: "Maya Strand".to_owned(),
            email: "maya@example.com".to_owned(),
            organisation: "Alder & Pine".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            agent: "Nora".to_owned(),
            ..RawSetUp::suggested()
        };
        Self {
            values,
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let values = RawSetUp {
            zone: "Madrid".to_owned(),
            closes: "9".to_owned(),
            ..RawSetUp::default()
        };
        let errors = FieldErrors::new([
            ("/name", "Write your name, as customers should read it."),
            (
                "/zone",
                "“Madrid” is not a time zone. Did you mean Europe/Madrid?",
            ),
            ("/days", "Tick at least one day, or nobody is ever there."),
            ("/closes", "“9” is not a time. Write it as “09:00”."),
        ]);
        Self { values, errors }
    }
}

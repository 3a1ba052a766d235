//! The presence plan of one person: a line a day, and the dates they are away.

use leptos::prelude::*;
use serde::Deserialize;

use super::Shifts;
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::set_up::DAYS;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::zone::{ZoneField, ZoneNames};
use crate::ui::{ButtonLink, Crumb, ErrorSummary, Look, PageHead, Submit, TextArea, TextField};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawPlan {
    /// The version it was made from; 0 before the first.
    pub revision: String,
    pub zone: String,
    pub shifts: Shifts,
    pub away: String,
}

#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub name: String,
    pub is_me: bool,
    pub values: RawPlan,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Plan) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Plan) -> impl IntoView {
    let Plan {
        name,
        is_me,
        values,
        errors,
    } = page;
    let crumbs = vec![Crumb {
        label: "People".to_owned(),
        href: routes::OPERATORS.to_owned(),
    }];
    let (question, here) = if is_me {
        ("When do you work?".to_owned(), "Your plan".to_owned())
    } else {
        (format!("When does {name} work?"), format!("Plan of {name}"))
    };
    view! {
        <PageHead
            question=question
            lede="The coverage calendar counts on it and shows where a queue is open and nobody is planned. Who takes conversations right now is still what they say themselves."
            crumbs=crumbs
            here=here
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            <form class="card" method="post" novalidate>
                <input type="hidden" name="revision" value=values.revision.clone() />
                <div class="card-body stack-4">{fields(values, &errors)}</div>
                <div class="card-foot row">
                    <Submit label="Save the plan" look=Look::Primary />
                    <ButtonLink href=routes::OPERATORS label="Back to people" look=Look::Quiet />
                </div>
            </form>
            <ZoneNames />
        </div>
    }
}

fn fields(values: RawPlan, errors: &FieldErrors) -> impl IntoView + use<> {
    let days = DAYS
        .into_iter()
        .map(|(key, word)| {
            let value = values.shifts.get(key).cloned().unwrap_or_default();
            let at = errors.at(&format!("/shifts/{key}"));
            view! { <TextField at=at label=word value=value autocomplete="off" /> }
        })
        .collect_view();
    view! {
        <ZoneField
            at=errors.at("/zone")
            value=values.zone
            hint="Where they work: all times below are on the clock there."
        />
        <fieldset class="plan-days">
            <legend>"Shifts"</legend>
            <p class="hint">
                "When each shift starts and ends, such as 09:00–13:00, 14:00–18:00. Leave a day empty when it is off; with every field empty there is no plan."
            </p>
            {days}
        </fieldset>
        <TextArea
            at=errors.at("/away")
            label="Away"
            value=values.away
            is_optional=true
            hint="A date a line, or 2026-12-24 to 2027-01-02, with the reason behind it if you like."
        />
    }
}

#[cfg(test)]
impl Plan {
    pub(crate) fn sample() -> Self {
        let day = |key: &str, line: &str| (key.to_owned(), line.to_owned());
        let values = RawPlan {
            revision: "2".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            shifts: [
                day("mon", "09:00–13:00, 14:00–18:00"),
                day("tue", "09:00–13:00"),
                day("fri", "22:00–06:00"),
            ]
            .into(),
            away: "2026-12-24 to 2027-01-02 Family & <b>snow</b>".to_owned(),
        };
        Self {
            name: "Tomás Rey".to_owned(),
            is_me: false,
            values,
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.is_me = true;
        page.values
            .shifts
            .insert("wed".to_owned(), "mornings".to_owned());
        let shift =
            "“mornings” is not a shift. Write when it starts and ends, such as 09:00–13:00.";
        let away = "“24.12.” is not a date. Write year, month and day, such as 2026-12-24, or 2026-12-24 to 2027-01-02.";
        page.errors = FieldErrors::new([("/shifts/wed", shift), ("/away", away)]);
        page
    }
}

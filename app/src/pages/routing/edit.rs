//! One routing profile: a new one, or one that is there.

use std::collections::BTreeMap;

use handoff::{
    id::{OperatorId, RoutingProfileId},
    problem::Problem,
    routing::{PROFILE_DESCRIPTION_MAX, PROFILE_NAME_MAX, RoutingProfile},
    store::SavedRoutingProfile,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::{FieldErrors, Line, TICKED, is_ticked, tick};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::field::error_view;
use crate::ui::{
    Avatar, Badge, ButtonLink, Crumb, ErrorSummary, Icon, Look, Newer, NewerVersion, PageHead,
    SaveBar, SaveFirst, SaveState, Switch, TextArea, TextField, Tone,
};

const FORM: &str = "profile";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawProfile {
    /// The version it was made from; empty for a new one.
    pub revision: String,
    pub name: String,
    pub description: String,
    /// A sentence a line.
    pub examples: String,
    pub is_active: String,
    /// The ids of those who are ticked.
    pub operators: BTreeMap<String, String>,
}

impl RawProfile {
    /// An empty form, in use.
    pub(super) fn begun() -> Self {
        Self {
            is_active: tick(true),
            ..Self::default()
        }
    }

    pub(super) fn of(saved: &SavedRoutingProfile) -> Self {
        let profile = &saved.profile;
        let ticked = |id: &OperatorId| (id.to_string(), TICKED.to_owned());
        Self {
            revision: saved.revision.to_string(),
            name: profile.name.clone(),
            description: profile.description.clone(),
            examples: profile.examples.join("\n"),
            is_active: tick(profile.is_active),
            operators: profile.operators.iter().map(ticked).collect(),
        }
    }

    pub(super) fn profile(&self) -> RoutingProfile {
        let lines = self.examples.lines().map(str::trim);
        let ticked = self.operators.iter().filter(|(_, value)| is_ticked(value));
        RoutingProfile {
            id: RoutingProfileId(0),
            name: self.name.clone(),
            description: self.description.clone(),
            examples: lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            is_active: is_ticked(&self.is_active),
            operators: ticked
                .filter_map(|(id, _)| id.parse().ok())
                .map(OperatorId)
                .collect(),
        }
    }
}

/// What the core says is wrong, at the fields of the form.
pub(super) fn on_the_form(problems: Vec<Problem>) -> Vec<Problem> {
    let at = |problem: Problem| match problem.pointer.split('/').nth(1) {
        Some("examples") => Problem::new("/examples", problem.detail),
        Some("user_ids") => Problem::new("/operators", problem.detail),
        _ => problem,
    };
    problems.into_iter().map(at).collect()
}

/// Somebody who may be ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChoice {
    pub id: i64,
    pub name: String,
    pub is_disabled: bool,
}

#[derive(Debug, Clone)]
pub struct ProfilePage {
    pub agent: i64,
    /// Id and name as it is kept; none for a new one.
    pub profile: Option<(i64, String)>,
    pub values: RawProfile,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub newer: Option<Newer>,
    pub people: Vec<PersonChoice>,
}

/// Everything people can see in the form, part by part.
pub(super) fn lines(form: &RawProfile, people: &[PersonChoice]) -> Vec<Line> {
    let line = |what: &str, value: String| (what.to_owned(), value);
    let is_on = |person: &&PersonChoice| {
        let value = form.operators.get(&person.id.to_string());
        value.is_some_and(|value| is_ticked(value))
    };
    let names: Vec<&str> = people
        .iter()
        .filter(is_on)
        .map(|person| person.name.as_str())
        .collect();
    let active = if is_ticked(&form.is_active) {
        "Yes"
    } else {
        "No"
    };
    vec![
        line("Name", form.name.trim().to_owned()),
        line("When it matches", form.description.trim().to_owned()),
        line("Examples", form.examples.trim().to_owned()),
        line("People", names.join(", ")),
        line("In use", active.to_owned()),
    ]
}

pub fn render(mut shell: Shell, assets: &Assets, page: ProfilePage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: ProfilePage) -> impl IntoView {
    let ProfilePage {
        agent,
        profile,
        values,
        errors,
        saved,
        newer,
        people,
    } = page;
    let up = Crumb {
        label: "Routing".to_owned(),
        href: routes::routing(agent),
    };
    let here = profile
        .as_ref()
        .map_or("New profile".to_owned(), |(_, name)| name.clone());
    let href = profile.as_ref().map_or_else(
        || routes::new_routing_profile(agent),
        |(id, _)| routes::routing_profile(agent, *id),
    );
    let delete = profile.as_ref().map(|(id, _)| {
        let href = routes::delete_routing_profile(agent, *id);
        view! { <ButtonLink href=href label="Delete…" look=Look::Quiet icon=Icon::Bin /> }
    });
    let state = saved.or_refused(&errors);
    let newer = newer.map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> });
    let discard = if profile.is_some() {
        href.clone()
    } else {
        routes::routing(agent)
    };
    view! {
        <PageHead question="Who knows most about it?" crumbs=vec![up] here=here>
            {delete}
        </PageHead>
        <div class="content is-narrow">
            <form class="stack-4" id=FORM method="post" action=href novalidate>
                <SaveFirst />
                <input type="hidden" name="revision" value=values.revision.clone() />
                {newer}
                <ErrorSummary errors=errors.clone() />
                {about(&values, &errors)}
                {chosen(&values, &errors, people)}
            </form>
        </div>
        <SaveBar form=FORM label="Save profile" discard=discard state=state />
    }
}

fn about(values: &RawProfile, errors: &FieldErrors) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-label="What it is about">
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/name")
                    label="Name"
                    value=values.name.clone()
                    hint="What the conversations are about: “Billing”. It is also the skill that is looked for when a queue shares out by skill."
                    autocomplete="off"
                    limit=PROFILE_NAME_MAX
                />
                <TextArea
                    at=errors.at("/description")
                    label="When it matches"
                    value=values.description.clone()
                    hint="The kinds of conversations, in your own words: “Invoices, refunds, double charges, payments that failed”."
                    limit=PROFILE_DESCRIPTION_MAX
                />
                <TextArea
                    at=errors.at("/examples")
                    label="Sentences a customer would write"
                    value=values.examples.clone()
                    hint="One a line. A few are enough."
                    is_optional=true
                />
                <Switch
                    at=errors.at("/is_active")
                    label="In use"
                    is_on=is_ticked(&values.is_active)
                    hint="Off means that nothing is compared with it."
                />
            </div>
        </section>
    }
}

fn chosen(
    values: &RawProfile,
    errors: &FieldErrors,
    people: Vec<PersonChoice>,
) -> impl IntoView + use<> {
    let at = errors.at("/operators");
    let wrong = error_view(&at.id, at.error);
    let ticks = people.into_iter().map(|person| {
        let value = values.operators.get(&person.id.to_string());
        let is_on = value.is_some_and(|value| is_ticked(value));
        let off = person
            .is_disabled
            .then(|| view! { " " <Badge word="Disabled" /> });
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name=format!("operators[{}]", person.id)
                    value=TICKED
                    checked=is_on
                />
                <Avatar name=person.name.clone() tone=Tone::of(person.id) size="is-sm" />
                {person.name}
                {off}
            </label>
        }
    });
    view! {
        <section class="card" aria-label="People">
            <div class="card-body stack-4">
                <fieldset class="field" id=at.id>
                    <legend class="field-label">"People"</legend>
                    <p class="hint">
                        "Only they are told and given what matches, whichever queue it is in. With nobody ticked it is as if nothing had matched."
                    </p>
                    {wrong}
                    <div class="tick-grid is-people">{ticks.collect_view()}</div>
                </fieldset>
            </div>
        </section>
    }
}

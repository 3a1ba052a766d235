//! What somebody can do, as a form, and whether they are there.

use handoff::channel::Channel;
use leptos::prelude::*;

use super::form::RawAbilities;
use crate::document::Assets;
use crate::form::{FieldErrors, TICKED, is_ticked};
use crate::pages::routing::load;
use crate::person::{Presence, presence_word};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    Card, Check, Crumb, ErrorSummary, Look, PageHead, PresenceMark, SelectField, Submit, TextField,
};

#[derive(Debug, Clone)]
pub struct AbilitiesPage {
    pub id: i64,
    pub name: String,
    pub is_me: bool,
    /// Whether whoever looks may say which groups they are in.
    pub may_group: bool,
    /// The groups there are.
    pub groups: Vec<String>,
    pub presence: Presence,
    /// How much they have, and may have.
    pub load: (u32, u32),
    pub values: RawAbilities,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: AbilitiesPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: AbilitiesPage) -> impl IntoView {
    let crumbs = vec![Crumb {
        label: "People".to_owned(),
        href: routes::OPERATORS.to_owned(),
    }];
    let question = if page.is_me {
        "What can you do?".to_owned()
    } else {
        format!("What can {} do?", page.name)
    };
    let now = now(&page);
    let groups = groups(&page);
    view! {
        <PageHead
            question=question
            lede="Conversations are given to whoever is there, speaks the language, can do what is wanted and has room for one more."
            crumbs=crumbs
            here=page.name
        />
        <div class="content is-narrow">
            <ErrorSummary errors=page.errors.clone() />
            {now}
            <form class="card" method="post" novalidate>
                <div class="card-body stack-4">{fields(page.values, &page.errors)} {groups}</div>
                <div class="card-foot row">
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </div>
    }
}

fn now(page: &AbilitiesPage) -> impl IntoView + use<> {
    let states = Presence::ALL.map(|presence| {
        let words = presence_word(presence).to_owned();
        (presence.as_str().to_owned(), words)
    });
    let none = FieldErrors::default();
    let (has, may) = page.load;
    let (id, presence) = (page.id, page.presence);
    view! {
        <Card id="now" title="Right now">
            <p class="row">
                <PresenceMark presence=presence /> {load(has, may)}
            </p>
            <form class="stack-3" method="post" action=routes::presence(id)>
                <SelectField
                    at=none.at("/presence")
                    label="From now on"
                    value=presence.as_str()
                    choices=states.into()
                    hint="Only whoever is available is given anything new."
                />
                <Check
                    at=none.at("/give_back")
                    label="Give the conversations back to the line"
                    is_ticked=false
                    hint="They go to the front of it. Not while available."
                />
                <div>
                    <Submit label="Change" />
                </div>
            </form>
        </Card>
    }
}

/// Which groups they are in: for admins to say, for everybody else to read.
fn groups(page: &AbilitiesPage) -> AnyView {
    if !page.may_group {
        let theirs = page.values.groups.clone();
        let words = if theirs.is_empty() {
            "none".to_owned()
        } else {
            theirs
        };
        return view! { <p class="hint">{format!("Groups: {words}. An admin says who is in which.")}</p> }
            .into_any();
    }
    let known = match page.groups.as_slice() {
        [] => String::new(),
        some => format!(" There are: {}.", some.join(", ")),
    };
    let hint = format!(
        "With commas between them: “Billing, Night shift”. Queues can name a group instead of its people.{known}"
    );
    view! {
        <TextField
            at=page.errors.at("/groups")
            label="Groups"
            value=page.values.groups.clone()
            hint=hint
            autocomplete="off"
            is_optional=true
        />
    }
    .into_any()
}

fn fields(values: RawAbilities, errors: &FieldErrors) -> impl IntoView + use<> {
    let channels = Channel::ALL.map(|channel| {
        let name = channel.as_str();
        let is_on = values.channels.get(name).is_some_and(|it| is_ticked(it));
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name=format!("channels[{name}]")
                    value=TICKED
                    checked=is_on
                />
                {channel.title()}
            </label>
        }
    });
    let weights = Channel::ALL.map(|channel| {
        let name = channel.as_str();
        let value = values.weights.get(name).cloned().unwrap_or_default();
        let at = errors.at(&format!("/weights/{name}"));
        view! {
            <TextField at=at label=channel.title() value=value autocomplete="off" is_optional=true />
        }
    });
    view! {
        <TextField
            at=errors.at("/skills")
            label="Skills"
            value=values.skills
            hint="With a level from 1 to 5: “billing 4, returns 2”."
            autocomplete="off"
            is_optional=true
        />
        <TextField
            at=errors.at("/languages")
            label="Languages"
            value=values.languages
            hint="As tags with commas between them: “en, es, pt-BR”. Empty means all."
            autocomplete="off"
            is_optional=true
        />
        <fieldset class="field">
            <legend class="field-label">"Channels"</legend>
            <p class="hint">"None ticked means all of them."</p>
            <div class="tick-grid">{channels.into_iter().collect_view()}</div>
        </fieldset>
        <div class="short-field">
            <TextField
                at=errors.at("/capacity")
                label="How many conversations at once"
                value=values.capacity
                autocomplete="off"
            />
        </div>
        <details class="weights" open=!errors.is_empty()>
            <summary>"What one conversation counts as, by channel"</summary>
            <p class="hint">"Empty means 1. A call that counts as 3 leaves room for two chats of 5."</p>
            <div class="cols-3">{weights.into_iter().collect_view()}</div>
        </details>
        <Check
            at=errors.at("/by_plan")
            label="Only within the hours of the plan"
            is_ticked=is_ticked(&values.by_plan)
            hint="With a plan of when they work, nothing new is given outside it."
        />
    }
}

#[cfg(test)]
impl AbilitiesPage {
    pub(crate) fn sample() -> Self {
        Self {
            id: 3,
            name: "Tomás Rey".to_owned(),
            is_me: false,
            may_group: true,
            groups: vec!["Billing".to_owned()],
            presence: Presence::Busy,
            load: (3, 5),
            values: RawAbilities {
                groups: "Billing, Night <b>shift</b>".to_owned(),
                skills: "billing 4, <b>returns</b> 2".to_owned(),
                languages: "en, es".to_owned(),
                channels: [("web".to_owned(), TICKED.to_owned())].into(),
                capacity: "5".to_owned(),
                weights: [("phone".to_owned(), "3".to_owned())].into(),
                by_plan: TICKED.to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.is_me = true;
        page.values.capacity = "many".to_owned();
        page.errors =
            FieldErrors::new([("/capacity", "“many” is not a number. Write a whole one.")]);
        page
    }
}

//! One topic: a new one, or one that is there.

use handoff::{handoff::INSTRUCTIONS_MAX, store::Topic};
use leptos::prelude::*;
use serde::Deserialize;

use super::scenarios::Scenarios;
use crate::document::Assets;
use crate::form::{FieldErrors, RawPick, RowOp, Rows, is_ticked, pick, picks, renumber, tick};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Crumb, ErrorSummary, Icon, Look, Newer, NewerVersion, PageHead, SaveBar, SaveFirst,
    SaveState, Switch, TextArea, TextField,
};

/// The longest title and text, in characters, as the core has them.
const TITLE_MAX: usize = 150;
const TEXT_MAX: usize = 20_000;
const FORM: &str = "topic";
/// Most handoffs a topic ends in.
const HANDOFFS_MAX: usize = 20;

/// The list of handoffs, as [`RowOp`] names it.
pub const HANDOFFS: &str = "handoffs";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTopic {
    pub op: String,
    /// The version it was made from; empty for a new one.
    pub revision: String,
    pub title: String,
    pub text: String,
    /// When one of its handoffs should be used.
    pub instructions: String,
    pub handoffs: Rows<RawPick>,
    /// What is chosen to be added next.
    pub handoff_to_add: String,
    pub is_enabled: String,
}

impl RawTopic {
    /// The form of what is stored.
    pub fn of(topic: &Topic) -> Self {
        Self {
            op: String::new(),
            revision: topic.revision.to_string(),
            title: topic.title.clone(),
            text: topic.text.clone(),
            instructions: topic.instructions.clone(),
            handoffs: picks(topic.handoffs.iter().map(|id| id.0)),
            handoff_to_add: String::new(),
            is_enabled: tick(topic.is_enabled),
        }
    }

    /// Adds, removes or moves a handoff. False when nothing was asked for that this form has.
    pub fn apply(&mut self) -> bool {
        renumber(&mut self.handoffs);
        let op = RowOp::read(&self.op).filter(|op| op.list() == HANDOFFS);
        if let Some(op) = &op {
            pick(
                op,
                &mut self.handoffs,
                &mut self.handoff_to_add,
                HANDOFFS_MAX,
            );
        }
        op.is_some()
    }
}

#[derive(Debug, Clone)]
pub struct TopicPage {
    pub agent: i64,
    pub name: String,
    /// None for a new one.
    pub topic: Option<i64>,
    pub values: RawTopic,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub scenarios: Scenarios,
    pub newer: Option<Newer>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: TopicPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: TopicPage) -> impl IntoView {
    let TopicPage {
        agent,
        name,
        topic,
        values,
        errors,
        saved,
        scenarios,
        newer,
    } = page;
    let up = Crumb {
        label: "Topics".to_owned(),
        href: routes::topics(agent),
    };
    let here = topic.map_or("New topic".to_owned(), |_| values.title.clone());
    let discard = topic.map_or_else(
        || routes::topics(agent),
        |topic| routes::topic(agent, topic),
    );
    let delete = topic.map(|topic| {
        view! {
            <ButtonLink
                href=routes::delete_topic(agent, topic)
                label="Delete…"
                look=Look::Quiet
                icon=Icon::Bin
            />
        }
    });
    // Written out, since a part of the page in the address would take the focus from what is wrong.
    let action = topic.map_or_else(
        || routes::new_topic(agent),
        |topic| routes::topic(agent, topic),
    );
    let state = saved.or_refused(&errors);
    let newer = newer.map(|newer| view! { <NewerVersion newer=newer href=discard.clone() /> });
    let scenarios = scenarios.view(agent, &name, &errors).into_any();
    view! {
        <PageHead
            question=format!("What may {name} say?")
            crumbs=vec![up]
            here=here
        >
            {delete}
        </PageHead>
        <div class="content is-narrow">
            <form class="stack-4" id=FORM method="post" action=action novalidate>
                <SaveFirst />
                <input type="hidden" name="revision" value=values.revision.clone() />
                {newer}
                <ErrorSummary errors=errors.clone() />
                {fields(values, &errors, &name)}
                {scenarios}
            </form>
        </div>
        <SaveBar form=FORM label="Save topic" discard=discard state=state />
    }
}

fn fields(values: RawTopic, errors: &FieldErrors, name: &str) -> impl IntoView + use<> {
    let hint = format!(
        "{name} quotes one paragraph at a time, so let each answer one question. Leave an empty line between them."
    );
    let when = format!(
        "Instructions for {name} that customers never read, such as: Use the Billing Support handoff when more than 3 days have passed."
    );
    let off = format!("Off means {name} does not answer from it.");
    view! {
        <div class="card">
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/title")
                    label="Title"
                    value=values.title
                    hint="What customers ask about, in their words: “Refunds and double charges”."
                    autocomplete="off"
                    limit=TITLE_MAX
                />
                <TextArea
                    at=errors.at("/text")
                    label=format!("What {name} may say")
                    value=values.text
                    hint=hint
                    limit=TEXT_MAX
                />
                <TextArea
                    at=errors.at("/instructions")
                    label="When should a handoff be used?"
                    value=values.instructions
                    hint=when
                    limit=INSTRUCTIONS_MAX
                    is_optional=true
                />
                <Switch
                    at=errors.at("/is_enabled")
                    label="In use"
                    is_on=is_ticked(&values.is_enabled)
                    hint=off
                />
            </div>
        </div>
    }
}

#[cfg(test)]
impl TopicPage {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            topic: Some(3),
            values: RawTopic {
                revision: "2".to_owned(),
                instructions: "Use Billing Support when the amounts differ.".to_owned(),
                handoffs: picks([1, 2]),
                title: "Refunds and double charges".to_owned(),
                text: "Refunds go back to the card that was used.\n\nA second amount is usually a reservation.".to_owned(),
                is_enabled: "on".to_owned(),
                ..RawTopic::default()
            },
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05".to_owned()),
            scenarios: Scenarios::sample(),
            newer: None,
        }
    }

    pub(crate) fn sample_outdated() -> Self {
        let difference = crate::form::Difference {
            what: "Title".to_owned(),
            theirs: "Refunds".to_owned(),
            yours: "Refunds & <b>double</b> charges".to_owned(),
        };
        Self {
            newer: Some(Newer {
                by: "Ben Ito".to_owned(),
                at: "14:07".to_owned(),
                differences: vec![difference],
            }),
            saved: SaveState::Unsaved,
            ..Self::sample()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([
            (
                "/title",
                "The title is empty. Write what customers ask about and what the answer is.",
            ),
            (
                "/text",
                "The text is empty. Write what customers ask about and what the answer is.",
            ),
        ]);
        Self {
            topic: None,
            values: RawTopic::default(),
            errors,
            saved: SaveState::Untouched,
            scenarios: Scenarios::default(),
            ..Self::sample()
        }
    }
}

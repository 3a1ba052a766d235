//! One topic: a new one, or one that is there.

use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::{FieldErrors, is_ticked};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Crumb, ErrorSummary, Icon, Look, PageHead, SaveBar, SaveState, Switch, TextArea,
    TextField,
};

/// The longest title and text, in characters, as the core has them.
const TITLE_MAX: usize = 150;
const TEXT_MAX: usize = 20_000;
const FORM: &str = "topic";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTopic {
    pub title: String,
    pub text: String,
    pub is_enabled: String,
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
    let state = saved.or_refused(&errors);
    view! {
        <PageHead
            question=format!("What may {name} say?")
            crumbs=vec![up]
            here=here
        >
            {delete}
        </PageHead>
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {form(values, &errors, &name)}
        </div>
        <SaveBar form=FORM label="Save topic" discard=discard state=state />
    }
}

fn form(values: RawTopic, errors: &FieldErrors, name: &str) -> impl IntoView + use<> {
    let hint = format!(
        "{name} quotes one paragraph at a time, so let each answer one question. Leave an empty line between them."
    );
    let off = format!("Off means {name} does not answer from it.");
    view! {
        <form class="card" id=FORM method="post" novalidate>
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
                <Switch
                    at=errors.at("/is_enabled")
                    label="In use"
                    is_on=is_ticked(&values.is_enabled)
                    hint=off
                />
            </div>
        </form>
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
                title: "Refunds and double charges".to_owned(),
                text: "Refunds go back to the card that was used.\n\nA second amount is usually a reservation.".to_owned(),
                is_enabled: "on".to_owned(),
            },
            errors: FieldErrors::default(),
            saved: SaveState::Saved("Saved 14:05".to_owned()),
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
            ..Self::sample()
        }
    }
}

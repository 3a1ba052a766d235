//! A name for hours: new ones, a copy, or others. And the question before they are deleted.

use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Choices, Crumb, ErrorSummary, Icon, Look, PageHead, SelectField, Submit, TextField,
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawName {
    pub name: String,
    /// The hours to begin with: the id of others, or empty for nine to five.
    pub like: String,
}

/// What the name is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// New hours; these others can be begun with.
    New(Choices),
    /// Hours that have this name now.
    Rename { id: i64, before: String },
}

#[derive(Debug, Clone)]
pub struct NamePage {
    pub agent: i64,
    pub naming: Naming,
    pub values: RawName,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: NamePage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: NamePage) -> impl IntoView {
    let NamePage {
        agent,
        naming,
        values,
        errors,
    } = page;
    let (question, here, label, back, like) = match naming {
        Naming::New(choices) => {
            let like = view! {
                <SelectField
                    at=errors.at("/like")
                    label="Begin with"
                    value=values.like
                    choices=choices
                    hint="You can change everything on the next page."
                />
            };
            let back = routes::hours(agent);
            (
                "What are these hours called?".to_owned(),
                "New hours",
                "Make hours",
                back,
                Some(like),
            )
        }
        Naming::Rename { id, before } => {
            let question = format!("What should “{before}” be called?");
            (
                question,
                "Rename",
                "Rename hours",
                routes::schedule(agent, id),
                None,
            )
        }
    };
    view! {
        <PageHead question=question crumbs=vec![crumb(agent)] here=here />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            <form class="card" method="post" novalidate>
                <div class="card-body stack-4">
                    <TextField
                        at=errors.at("/name")
                        label="Name"
                        value=values.name
                        hint="As your team calls it: “Night desk”, “Trade customers”."
                        autocomplete="off"
                    />
                    {like}
                    <p class="row">
                        <Submit label=label look=Look::Primary />
                        <ButtonLink href=back label="Leave it" look=Look::Quiet />
                    </p>
                </div>
            </form>
        </div>
    }
}

fn crumb(agent: i64) -> Crumb {
    Crumb {
        label: "Hours".to_owned(),
        href: routes::hours(agent),
    }
}

/// Hours about to be deleted.
#[derive(Debug, Clone)]
pub struct DeletePage {
    pub agent: i64,
    pub id: i64,
    pub name: String,
    /// The queues that follow them, which must first follow others.
    pub queues: Vec<String>,
}

pub fn render_delete(shell: Shell, assets: &Assets, page: DeletePage) -> String {
    shell::render(shell, assets, move || delete(page))
}

fn delete(page: DeletePage) -> impl IntoView {
    let DeletePage {
        agent,
        id,
        name,
        queues,
    } = page;
    let keep = routes::schedule(agent, id);
    let (words, form) = if queues.is_empty() {
        let form = view! {
            <form class="row" method="post">
                <Submit label="Delete hours" said=name.clone() look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=keep label="Keep them" look=Look::Quiet />
            </form>
        };
        (
            "No queue follows them, so nobody will notice.".to_owned(),
            form.into_any(),
        )
    } else {
        let words = format!(
            "They cannot be deleted while queues follow them: {}. Give those other hours first.",
            queues.join(", ")
        );
        (
            words,
            view! { <ButtonLink href=keep label="Back to these hours" /> }.into_any(),
        )
    };
    view! {
        <PageHead
            question=format!("Delete the hours “{name}”?")
            lede=words
            crumbs=vec![crumb(agent)]
            here="Delete"
        />
        <div class="content is-narrow">{form}</div>
    }
}

#[cfg(test)]
impl NamePage {
    pub(crate) fn sample() -> Self {
        let choice = |value: &str, words: &str| (value.to_owned(), words.to_owned());
        Self {
            agent: 1,
            naming: Naming::New(vec![
                choice("", "Monday to Friday, 09:00 to 17:00"),
                choice("1", "A copy of Main team"),
            ]),
            values: RawName {
                name: "Night desk".to_owned(),
                like: "1".to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        Self {
            naming: Naming::Rename {
                id: 1,
                before: "Main <b>team</b>".to_owned(),
            },
            values: RawName::default(),
            errors: FieldErrors::new([("/name", "Enter a name for these hours.")]),
            ..Self::sample()
        }
    }
}

#[cfg(test)]
impl DeletePage {
    pub(crate) fn sample(queues: &[&str]) -> Self {
        Self {
            agent: 1,
            id: 2,
            name: "Night desk".to_owned(),
            queues: queues.iter().map(|name| (*name).to_owned()).collect(),
        }
    }
}

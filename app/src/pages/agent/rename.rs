//! Giving an AI agent another name.

use leptos::prelude::*;

use super::list::{RawAgent, fields};
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Crumb, ErrorSummary, Look, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct Rename {
    /// What it is called until now.
    pub name: String,
    pub values: RawAgent,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Rename) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Rename) -> impl IntoView {
    let Rename {
        name,
        values,
        errors,
    } = page;
    let crumbs = vec![Crumb {
        label: "AI agents".to_owned(),
        href: routes::AGENTS.to_owned(),
    }];
    view! {
        <PageHead
            question=format!("What should {name} be called?")
            lede="From the next message on customers read the new name. What was said under the old one stays."
            crumbs=crumbs
            here=format!("Rename {name}")
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            <form class="card" method="post" novalidate>
                <div class="card-body stack-4">{fields(values, &errors)}</div>
                <div class="card-foot row">
                    <Submit label="Rename" look=Look::Primary />
                    <ButtonLink href=routes::AGENTS label="Back to AI agents" look=Look::Quiet />
                </div>
            </form>
        </div>
    }
}

#[cfg(test)]
impl Rename {
    pub(crate) fn sample() -> Self {
        Self {
            name: "Nora".to_owned(),
            values: RawAgent {
                name: "Nora".to_owned(),
                about: "Alder & Pine shop".to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }
}

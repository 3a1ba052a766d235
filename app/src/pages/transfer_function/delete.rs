//! Are you sure? Names the transfer function that would be gone, or what still needs it.

use leptos::prelude::*;

use super::list::{Used, queue_links};
use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Callout, Crumb, Icon, Look, Meaning, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct DeleteFunction {
    pub agent: i64,
    pub id: i64,
    pub name: String,
    /// Whoever still needs it.
    pub used: Used,
    /// Why it was not deleted, if somebody tried.
    pub refused: Option<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: DeleteFunction) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: DeleteFunction) -> impl IntoView {
    let DeleteFunction {
        agent,
        id,
        name,
        used,
        refused,
    } = page;
    let crumbs = vec![
        Crumb {
            label: "Transfer functions".to_owned(),
            href: routes::transfer_functions(agent),
        },
        Crumb {
            label: name.clone(),
            href: routes::transfer_function(agent, id),
        },
    ];
    let keep = routes::transfer_function(agent, id);
    let refused = refused.map(|why| {
        view! {
            <Callout title="It was not deleted" meaning=Meaning::Bad>
                <p role="alert">{why}</p>
            </Callout>
        }
    });
    let (words, rest) = if used.queues.is_empty() {
        let form = view! {
            <form class="row" method="post">
                <Submit label="Delete transfer function" said=name.clone() look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=keep label="Keep it" look=Look::Quiet />
            </form>
        };
        (
            "No queue uses it, so nothing that is sent changes.",
            form.into_any(),
        )
    } else {
        let links = view! {
            <p>"Used by " {queue_links(agent, &used)} "."</p>
            <p>
                <ButtonLink href=keep label="Back to it" />
            </p>
        };
        (
            "It cannot be deleted while queues use it: their conversations would reach nobody. Give them another transfer function first.",
            links.into_any(),
        )
    };
    view! {
        <PageHead question=format!("Delete “{name}”?") lede=words crumbs=crumbs here="Delete" />
        <div class="content is-narrow">{refused} {rest}</div>
    }
}

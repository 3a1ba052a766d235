//! Are you sure? Names the queue that would be gone, or what it would strand.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Callout, Crumb, Icon, Look, Meaning, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct DeleteQueue {
    pub agent: i64,
    pub id: i64,
    pub name: String,
    /// What it would strand, a sentence each. Then it cannot be deleted.
    pub strands: Vec<String>,
    /// Why it was not deleted, if somebody tried.
    pub refused: Option<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: DeleteQueue) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: DeleteQueue) -> impl IntoView {
    let DeleteQueue {
        agent,
        id,
        name,
        strands,
        refused,
    } = page;
    let keep = routes::queue(agent, id);
    let crumbs = vec![
        Crumb {
            label: "Queues".to_owned(),
            href: routes::queues(agent),
        },
        Crumb {
            label: name.clone(),
            href: keep.clone(),
        },
    ];
    let refused = refused.map(|why| {
        view! {
            <Callout title="It was not deleted" meaning=Meaning::Bad>
                <p role="alert">{why}</p>
            </Callout>
        }
    });
    let (words, rest) = if strands.is_empty() {
        let form = view! {
            <form class="row" method="post">
                <Submit label="Delete queue" said=name.clone() look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=keep label="Keep it" look=Look::Quiet />
            </form>
        };
        (
            "Nobody waits in it, no callback is promised there, and no handoff leads to it. Conversations that were once in it keep their history.",
            form.into_any(),
        )
    } else {
        let strands = strands
            .into_iter()
            .map(|strand| view! { <li>{strand}</li> })
            .collect_view();
        let listed = view! {
            <Callout title="What has to be done first" meaning=Meaning::Wait>
                <ul class="plain-list">{strands}</ul>
            </Callout>
            <p>
                <ButtonLink href=keep label="Back to the queue" />
            </p>
        };
        (
            "It cannot be deleted now, because that would strand somebody.",
            listed.into_any(),
        )
    };
    view! {
        <PageHead question=format!("Delete the queue “{name}”?") lede=words crumbs=crumbs here="Delete" />
        <div class="content is-narrow">{refused} {rest}</div>
    }
}

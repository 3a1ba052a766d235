//! Are you sure? Says which topics lead to the handoff, and that they must go first.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Crumb, Icon, Look, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct DeleteHandoff {
    pub agent: i64,
    pub name: String,
    pub handoff: (i64, String),
    pub function: String,
    /// Titles of the topics that lead here, with their addresses.
    pub topics: Vec<(String, String)>,
}

pub fn render(shell: Shell, assets: &Assets, page: DeleteHandoff) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: DeleteHandoff) -> impl IntoView {
    let DeleteHandoff {
        agent,
        name,
        handoff: (id, title),
        function,
        topics,
    } = page;
    let keep = routes::handoff(agent, id);
    let crumbs = vec![
        Crumb {
            label: "Handoffs".to_owned(),
            href: routes::handoffs(agent),
        },
        Crumb {
            label: title.clone(),
            href: keep.clone(),
        },
    ];
    let (words, form) = if topics.is_empty() {
        let words = format!(
            "{name} can no longer call {function}. Its queues stay, and no topic leads here."
        );
        let form = view! {
            <form class="row" method="post">
                <Submit label="Delete handoff" said=title.clone() look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=keep label="Keep it" look=Look::Quiet />
            </form>
        };
        (words, form.into_any())
    } else {
        let words = match topics.len() {
            1 => "It cannot be deleted while a topic leads here. Take it away there first.",
            _ => "It cannot be deleted while topics lead here. Take it away there first.",
        };
        let links = topics
            .into_iter()
            .map(|(title, href)| view! { <li><a href=href>{title}</a></li> })
            .collect_view();
        let list = view! {
            <section class="card" aria-labelledby="leading">
                <div class="card-head"><h2 id="leading">"Topics that lead here"</h2></div>
                <ul class="pick is-flat">{links}</ul>
            </section>
            <p><ButtonLink href=keep label="Back to the handoff" /></p>
        };
        (words.to_owned(), list.into_any())
    };
    view! {
        <PageHead question=format!("Delete “{title}”?") lede=words crumbs=crumbs here="Delete" />
        <div class="content is-narrow">{form}</div>
    }
}

#[cfg(test)]
impl DeleteHandoff {
    pub(crate) fn sample(topics: &[&str]) -> Self {
        let topics = topics.iter().zip(1..);
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            handoff: (2, "Billing & <b>Support</b>".to_owned()),
            function: "handoff_billing_support".to_owned(),
            topics: topics
                .map(|(title, id)| ((*title).to_owned(), routes::topic(1, id)))
                .collect(),
        }
    }
}

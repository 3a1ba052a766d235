//! Are you sure? Names the topic that would be gone.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Crumb, Icon, Look, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct DeleteTopic {
    pub agent: i64,
    pub name: String,
    pub topic: i64,
    pub title: String,
}

pub fn render(shell: Shell, assets: &Assets, page: DeleteTopic) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: DeleteTopic) -> impl IntoView {
    let DeleteTopic {
        agent,
        name,
        topic,
        title,
    } = page;
    let crumbs = vec![
        Crumb {
            label: "Topics".to_owned(),
            href: routes::topics(agent),
        },
        Crumb {
            label: title.clone(),
            href: routes::topic(agent, topic),
        },
    ];
    let words = format!(
        "{name} stops answering from it at once. To keep the text and not use it, switch it off instead."
    );
    view! {
        <PageHead
            question=format!("Delete “{title}”?")
            lede=words
            crumbs=crumbs
            here="Delete"
        />
        <div class="content is-narrow">
            <form class="row" method="post">
                <Submit label="Delete topic" said=title look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=routes::topic(agent, topic) label="Keep it" look=Look::Quiet />
            </form>
        </div>
    }
}

#[cfg(test)]
impl DeleteTopic {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            topic: 3,
            title: "Refunds & <b>double</b> charges".to_owned(),
        }
    }
}

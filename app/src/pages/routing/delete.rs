//! Are you sure? Names the routing profile that would be gone.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Callout, Crumb, Icon, Look, Meaning, PageHead, Submit};

#[derive(Debug, Clone)]
pub struct DeleteProfile {
    pub agent: i64,
    pub id: i64,
    pub name: String,
    /// Why it was not deleted, if somebody tried.
    pub refused: Option<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: DeleteProfile) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: DeleteProfile) -> impl IntoView {
    let DeleteProfile {
        agent,
        id,
        name,
        refused,
    } = page;
    let keep = routes::routing_profile(agent, id);
    let crumbs = vec![
        Crumb {
            label: "Routing".to_owned(),
            href: routes::routing(agent),
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
    view! {
        <PageHead
            question=format!("Delete the profile “{name}”?")
            lede="What it matched is then for whoever works on the queue. Conversations that were given out by it keep saying so."
            crumbs=crumbs
            here="Delete"
        />
        <div class="content is-narrow">
            {refused} <form class="row" method="post">
                <Submit label="Delete profile" said=name look=Look::Danger icon=Icon::Bin />
                <ButtonLink href=keep label="Keep it" look=Look::Quiet />
            </form>
        </div>
    }
}

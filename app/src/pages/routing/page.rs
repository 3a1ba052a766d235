//! The page “Who gets it?”.

use leptos::prelude::*;

use super::form::RawSharing;
use super::people::{self, PersonRow};
use super::profiles::{self, Check, ProfileRow};
use super::sharing;
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Choices, Empty, ErrorSummary, Icon, Look, Newer, NewerVersion, PageHead, SaveBar,
    SaveState,
};

pub(super) const FORM: &str = "sharing";

#[derive(Debug, Clone)]
pub struct RoutingPage {
    pub agent: i64,
    /// The AI agent's name.
    pub name: String,
    pub profiles: Vec<ProfileRow>,
    pub check: Check,
    /// The queues to choose from, by id.
    pub queues: Choices,
    /// The one that is shown; none while there is no queue.
    pub here: Option<Here>,
}

/// The queue that is shown, and whom its next conversation would go to.
#[derive(Debug, Clone)]
pub struct Here {
    pub queue: i64,
    pub name: String,
    pub values: RawSharing,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub newer: Option<Newer>,
    pub people: Vec<PersonRow>,
    /// Who would get the next one, or why nobody would.
    pub next: String,
}

pub fn render(mut shell: Shell, assets: &Assets, page: RoutingPage) -> String {
    if let Some(here) = &page.here {
        shell.title = here.errors.title(&shell.title);
    }
    shell::render(shell, assets, move || content(page))
}

fn content(page: RoutingPage) -> impl IntoView {
    let RoutingPage {
        agent,
        name,
        profiles,
        check,
        queues,
        here,
    } = page;
    let queue = here.as_ref().map(|here| here.queue);
    let bar = here.as_ref().map(|here| bar(agent, here));
    let rest = match here {
        Some(here) => shared_out(agent, queues, here).into_any(),
        None => no_queue(agent).into_any(),
    };
    view! {
        <PageHead
            question="Who gets it?"
            lede=format!(
                "When {name} hands over: first what it is about, then how it is shared out, then what happens if everybody is busy.",
            )
        >
            <ButtonLink href=routes::try_it(agent) label="Try a conversation" icon=Icon::Play />
        </PageHead>
        <div class="content">
            {profiles::profiles(agent, queue, profiles, check)} {rest}
        </div>
        {bar}
    }
}

fn shared_out(agent: i64, queues: Choices, here: Here) -> impl IntoView {
    let discard = routes::routing_of(agent, here.queue);
    let newer = here
        .newer
        .map(|newer| view! { <NewerVersion newer=newer href=discard.clone() /> });
    let others = queues.clone();
    let links = queues.into_iter().map(|(id, words)| {
        let is_here = id == here.queue.to_string();
        let href = routes::routing_of(agent, id.parse().unwrap_or_default());
        view! { <a href=href aria-current=is_here.then_some("page")>{words}</a> }
    });
    let tabs = (others.len() > 1).then(|| {
        view! { <nav class="segmented queue-tabs" aria-label="Queues">{links.collect_view()}</nav> }
    });
    view! {
        <section class="stack-3" aria-labelledby="shared-out">
            <div class="section-head">
                <h2 id="shared-out">"2. How it is shared out"</h2>
                <p>{format!("In the queue “{}”.", here.name)}</p>
            </div>
            {tabs}
            <form
                class="stack-4"
                id=FORM
                method="post"
                action=discard.clone()
                novalidate
            >
                <input type="hidden" name="revision" value=here.values.revision.clone() />
                {newer}
                <ErrorSummary errors=here.errors.clone() />
                {sharing::fields(here.values, &here.errors, (here.queue, others))}
            </form>
        </section>
        {people::people(here.name, here.next, here.people)}
    }
}

fn bar(agent: i64, here: &Here) -> impl IntoView + use<> {
    let discard = routes::routing_of(agent, here.queue);
    let state = here.saved.clone().or_refused(&here.errors);
    view! { <SaveBar form=FORM label="Save how it is shared" discard=discard state=state /> }
}

fn no_queue(agent: i64) -> impl IntoView {
    view! {
        <div class="card">
            <Empty
                icon=Icon::Inbox
                title="There is no queue yet"
                words="Conversations are shared out queue by queue."
            >
                <ButtonLink href=routes::queues(agent) label="See the queues" look=Look::Primary />
            </Empty>
        </div>
    }
}

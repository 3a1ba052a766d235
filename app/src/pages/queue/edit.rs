//! One queue: a new one, or one that is there.

use chrono::{DateTime, Utc};
use handoff::schedule::Schedule;
use leptos::prelude::*;

use super::form::QueueForm;
use super::group::GroupRow;
use super::hours::when;
use super::now::{Now, waiting_words};
use super::who::{PersonRow, people, takes};
use crate::document::Assets;
use crate::form::{FieldErrors, is_ticked};
use crate::pages::hours::with_days;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::zone::ZoneNames;
use crate::ui::{
    ButtonLink, Card, Choices, Crumb, ErrorSummary, Icon, Look, Newer, NewerVersion, PageHead,
    SaveBar, SaveFirst, SaveState, SelectField, Switch, TextField,
};

const FORM: &str = "queue";

#[derive(Debug, Clone)]
pub struct QueuePage {
    pub agent: i64,
    /// The queue that is there, as it is saved.
    pub there: Option<There>,
    pub form: QueueForm,
    /// What the form says of hours, as far as it can be read.
    pub schedule: Schedule,
    pub at: DateTime<Utc>,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub newer: Option<Newer>,
    pub offered: Offered,
}

/// What can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// The hours with a name.
    pub schedules: Choices,
    pub functions: Choices,
    pub people: Vec<PersonRow>,
    pub groups: Vec<GroupRow>,
}

/// How it is with a queue right now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    pub id: i64,
    pub name: String,
    pub is_enabled: bool,
    pub now: Now,
    /// “Web chat and e-mail, English and Spanish”
    pub takes: String,
    pub waiting: usize,
    pub capacity: Option<u32>,
    /// The handoffs that lead to it: name and address.
    pub handoffs: Vec<(String, String)>,
    /// The topics of these handoffs: title and address.
    pub topics: Vec<(String, String)>,
    /// There are no handoffs at all, so that every queue is tried for every conversation.
    pub is_always_tried: bool,
    /// Id and name of the hours it follows.
    pub schedule: (i64, String),
    /// The other queues that follow the same hours.
    pub others: Vec<String>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: QueuePage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(mut page: QueuePage) -> impl IntoView {
    let agent = page.agent;
    let up = Crumb {
        label: "Queues".to_owned(),
        href: routes::queues(agent),
    };
    let href = page.there.as_ref().map_or_else(
        || routes::queues(agent),
        |there| routes::queue(agent, there.id),
    );
    let action = page.there.as_ref().map_or_else(
        || routes::new_queue(agent),
        |there| routes::queue(agent, there.id),
    );
    let here = page
        .there
        .as_ref()
        .map_or("New queue".to_owned(), |there| there.name.clone());
    let delete = page.there.as_ref().map(|there| {
        let href = routes::delete_queue(agent, there.id);
        view! { <ButtonLink href=href label="Delete…" look=Look::Quiet icon=Icon::Bin /> }
    });
    let newer = page
        .newer
        .take()
        .map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> }.into_any());
    let state = page.saved.clone().or_refused(&page.errors);
    let margin = page.there.take().map_or_else(
        || new_card().into_any(),
        |there| view! { {now_card(&there)} {used_card(agent, &there)} }.into_any(),
    );
    view! {
        <PageHead question="Who is there for whom, and when?" crumbs=vec![up] here=here>
            {delete}
        </PageHead>
        <div class="content has-rail">
            {form(page, action, newer)}
            <aside class="rail" aria-label="How it is now">
                {margin}
            </aside>
        </div>
        <ZoneNames />
        <SaveBar form=FORM label="Save queue" discard=href state=state />
    }
}

fn form(page: QueuePage, action: String, newer: Option<AnyView>) -> impl IntoView {
    let QueuePage {
        agent,
        form,
        schedule,
        at,
        errors,
        offered,
        ..
    } = page;
    view! {
        // Written out, since a part of the page in the address would take the focus from what is wrong.
        <form class="stack" id=FORM method="post" action=action novalidate>
            <SaveFirst />
            <input type="hidden" name="revision" value=form.queue.revision.clone() />
            <input type="hidden" name="schedule_revision" value=form.hours.schedule_revision.clone() />
            {newer}
            <ErrorSummary errors=with_days(&errors) />
            {first(agent, &form, &errors, offered.functions)}
            {when(agent, &form, (&errors, offered.schedules), (&schedule, at))}
            {takes(&form.queue, &errors)}
            {people(&form.queue, &errors, (offered.people, offered.groups))}
        </form>
    }
}

fn first(
    agent: i64,
    form: &QueueForm,
    errors: &FieldErrors,
    functions: Choices,
) -> impl IntoView + use<> {
    let raw = &form.queue;
    view! {
        <section class="card" aria-label="Name and state">
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/name")
                    label="Name"
                    value=raw.name.clone()
                    hint="As your team calls it: “Billing Support”."
                    autocomplete="off"
                    limit=handoff::policy::NAME_MAX
                />
                <Switch
                    at=errors.at("/enabled")
                    label="In use"
                    is_on=is_ticked(&raw.enabled)
                    hint="Off means that no conversation goes here. Who waits already stays in the inbox."
                />
                <SelectField
                    at=errors.at("/transfer_function")
                    label="Transfer function"
                    value=raw.transfer_function.clone()
                    choices=functions
                    hint="What is sent to which system when a conversation goes here."
                />
                <p class="sm">
                    <a href=routes::transfer_functions(agent)>"See the transfer functions"</a>
                </p>
            </div>
        </section>
    }
}

fn now_card(there: &There) -> impl IntoView + use<> {
    let waiting = waiting_words(there.waiting, there.capacity);
    let when = if there.is_enabled {
        there.now.words.clone()
    } else {
        "takes nobody".to_owned()
    };
    let badge = there.now.badge(there.is_enabled);
    let takes = there.takes.clone();
    view! {
        <Card id="now" title="Right now">
            <p class="row">
                {badge} <span class="sm muted">{when}</span>
            </p>
            <dl class="facts now-facts">
                <dt>"Waiting"</dt>
                <dd>{waiting}</dd>
                <dt>"Takes"</dt>
                <dd>{takes}</dd>
            </dl>
            <p class="hint">"As it is saved. Who waits when hours change is told once what that means for them."</p>
        </Card>
    }
}

fn used_card(agent: i64, there: &There) -> impl IntoView + use<> {
    let none = there.handoffs.is_empty().then(|| {
        let words = if there.is_always_tried {
            "There are no handoffs yet, so the queues are tried in order for every conversation."
        } else {
            "No handoff leads here yet, so no conversation comes here."
        };
        view! { <p class="sm">{words}</p> }
    });
    let handoffs = leading("Handoffs that lead here", &there.handoffs);
    let topics = leading("Topics that use these handoffs", &there.topics);
    let (id, name) = there.schedule.clone();
    let others = match there.others.as_slice() {
        [] => "No other queue follows them.".to_owned(),
        some => format!("They are followed by {} too.", some.join(", ")),
    };
    view! {
        <Card id="used" title="Who uses it?">
            {none} {handoffs} {topics}
            <p class="sm">
                "It follows the hours " <a href=routes::schedule(agent, id)>{name}</a> ". "
                <span class="muted">{others}</span>
            </p>
        </Card>
    }
}

fn leading(title: &'static str, links: &[(String, String)]) -> Option<impl IntoView + use<>> {
    let items = links
        .iter()
        .map(|(name, href)| view! { <li><a href=href.clone()>{name.clone()}</a></li> })
        .collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <div class="stack-1 sm">
                <h3 class="field-label">{title}</h3>
                <ul class="inline-list">{items}</ul>
            </div>
        }
    })
}

fn new_card() -> impl IntoView {
    view! {
        <Card id="now" title="What happens with it">
            <p class="sm">
                "Conversations go to a new queue once a handoff leads to it. Until then it only waits."
            </p>
        </Card>
    }
}

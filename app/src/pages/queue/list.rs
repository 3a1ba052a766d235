//! Where conversations wait: the queues of an AI agent, and how it is with each right now.

use leptos::prelude::*;

use super::now::{Now, waiting_words};
use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::row_moves::movers_of;
use crate::ui::{Badge, ButtonLink, Card, Cell, Empty, Icon, Look, Meaning, PageHead, Table};

#[derive(Debug, Clone)]
pub struct Queues {
    pub agent: i64,
    /// The AI agent's name.
    pub name: String,
    pub queues: Vec<QueueRow>,
    /// Some conversation may be tried with all of them, one after the other.
    pub order_counts: bool,
}

#[derive(Debug, Clone)]
pub struct QueueRow {
    pub id: i64,
    pub name: String,
    pub is_enabled: bool,
    pub now: Now,
    /// “Web chat and e-mail, English and Spanish”
    pub takes: String,
    /// “Maya, Ben and 3 more”, “Everybody”
    pub people: String,
    pub waiting: usize,
    pub capacity: Option<u32>,
    /// The handoffs that lead to it: name and address.
    pub handoffs: Vec<(String, String)>,
    /// There are no handoffs at all, so that every queue is tried for every conversation.
    pub is_always_tried: bool,
    /// The transfer function, if it has one.
    pub function: Option<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: Queues) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Queues) -> impl IntoView {
    let Queues {
        agent,
        name,
        queues,
        order_counts,
    } = page;
    let lede = format!(
        "A handoff tries its queues in order: the first that is open and takes the channel and the language gets the conversation from {name}."
    );
    let list = if queues.is_empty() {
        nothing(agent).into_any()
    } else {
        table(agent, queues, order_counts).into_any()
    };
    view! {
        <PageHead question="Where do conversations wait?" lede=lede>
            <ButtonLink href=routes::coverage(agent) label="See coverage" icon=Icon::Calendar />
            <ButtonLink href=routes::new_queue(agent) label="New queue" look=Look::Primary icon=Icon::Plus />
        </PageHead>
        <div class="content">{list}</div>
    }
}

fn nothing(agent: i64) -> impl IntoView {
    let words = "A queue says when somebody is there, who they are, and which channels and languages they take. Without one, nobody can be promised a person.";
    view! {
        <div class="card">
            <Empty icon=Icon::Inbox title="There is nowhere to wait yet" words=words>
                <ButtonLink href=routes::new_queue(agent) label="Make the first queue" look=Look::Primary />
            </Empty>
        </div>
    }
}

/// The list's name in the form that moves its rows.
const LIST: &str = "queues";

fn table(agent: i64, queues: Vec<QueueRow>, order_counts: bool) -> impl IntoView {
    let rows = queues
        .into_iter()
        .map(|queue| row(agent, queue, order_counts))
        .collect_view();
    let table = view! {
        <Table name="Queues" heads=&["Name", "Now", "Takes", "People", "Waiting", "Used by"]>
            {rows}
        </Table>
    };
    let table = if order_counts {
        view! {
            <form method="post" action=routes::queues(agent)>
                {table}
                <p class="card-foot sm muted">
                    "Where no handoff names its queues, they are tried in this order."
                </p>
            </form>
        }
        .into_any()
    } else {
        table.into_any()
    };
    view! { <Card id="queues" title="Queues" is_flush=true>{table}</Card> }
}

fn row(agent: i64, queue: QueueRow, order_counts: bool) -> impl IntoView {
    let href = routes::queue(agent, queue.id);
    let function = queue
        .function
        .map(|name| view! { <span class="sub">"sends " <code>{name}</code></span> });
    let when = if queue.is_enabled {
        queue.now.words.clone()
    } else {
        "takes nobody".to_owned()
    };
    let handoffs = if queue.is_always_tried {
        "Every conversation".into_any()
    } else if queue.handoffs.is_empty() {
        view! { <span class="muted">"No handoff yet"</span> }.into_any()
    } else {
        let links = queue
            .handoffs
            .into_iter()
            .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
            .collect_view();
        view! { <ul class="inline-list">{links}</ul> }.into_any()
    };
    let moves = order_counts.then(|| movers_of(LIST, queue.id, &queue.name));
    let is_full = queue
        .capacity
        .is_some_and(|room| queue.waiting >= room as usize);
    let full = is_full.then(|| view! { " " <Badge word="Full" meaning=Meaning::Wait /> });
    view! {
        <tr role="row">
            <td role="cell" class="mid">
                <a class="bold" href=href.clone()>{queue.name.clone()}</a>
                {function}
            </td>
            <td role="cell" class="mid">
                {queue.now.badge(queue.is_enabled)} <span class="sub">{when}</span>
            </td>
            <Cell head="Takes">{queue.takes}</Cell>
            <Cell head="People">{queue.people}</Cell>
            <Cell head="Waiting">{waiting_words(queue.waiting, queue.capacity)} {full}</Cell>
            <Cell head="Used by">{handoffs}</Cell>
            <td role="cell" class="mid end nowrap">
                {moves}
                <ButtonLink href=href label="Edit" said=queue.name look=Look::Small />
            </td>
        </tr>
    }
}

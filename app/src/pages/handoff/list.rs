//! Where conversations go: all handoffs of an AI agent in order, with who is there now.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    Badge, ButtonLink, Empty, Icon, Look, Meaning, OpenNow, PageHead, Table, row_moves::movers_of,
};

/// The list's name in the form that orders it.
pub const LIST: &str = "handoffs";

#[derive(Debug, Clone)]
pub struct Handoffs {
    pub agent: i64,
    pub name: String,
    pub rows: Vec<HandoffRow>,
}

#[derive(Debug, Clone)]
pub struct HandoffRow {
    pub id: i64,
    pub name: String,
    pub function: String,
    pub description: String,
    /// Where it leads, in order, with who is there now. Nothing for “any queue”.
    pub queues: Vec<(String, OpenNow)>,
    /// Whether anybody is there at all.
    pub now: OpenNow,
    /// Titles of the topics that lead here, with their addresses.
    pub topics: Vec<(String, String)>,
}

pub fn render(shell: Shell, assets: &Assets, page: Handoffs) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Handoffs) -> impl IntoView {
    let Handoffs { agent, name, rows } = page;
    let lede = format!(
        "Each handoff leads to people, and {name} is told what to say when somebody is there and when nobody is."
    );
    let shown = if rows.is_empty() {
        nothing(agent, &name).into_any()
    } else {
        table(agent, rows).into_any()
    };
    view! {
        <PageHead question="Where does it go?" lede=lede>
            <ButtonLink
                href=routes::new_handoff(agent)
                label="Create handoff"
                look=Look::Primary
                icon=Icon::Plus
            />
        </PageHead>
        <div class="content">{shown}</div>
    }
}

fn nothing(agent: i64, name: &str) -> impl IntoView + use<> {
    let words = format!(
        "Until then every conversation that needs a person goes to any queue that is open. A handoff such as Billing Support tells {name} when it fits, what to say while people are there and while they are not, and which queues to try."
    );
    view! {
        <section class="card">
            <Empty icon=Icon::Route title="There is no handoff yet" words=words>
                <ButtonLink href=routes::new_handoff(agent) label="Create the first handoff" />
            </Empty>
        </section>
    }
}

fn table(agent: i64, rows: Vec<HandoffRow>) -> impl IntoView {
    let count = rows.len();
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| table_row(agent, row, (at, count)))
        .collect_view();
    view! {
        <form class="card" id=LIST method="post">
            <Table name="Handoffs" heads=&["Handoff", "Where it leads", "Topics that use it"]>
                {rows}
            </Table>
            <p class="card-foot sm muted">"The first handoff is used when no other fits better."</p>
        </form>
    }
}

fn table_row(agent: i64, row: HandoffRow, (at, count): (usize, usize)) -> impl IntoView {
    let default =
        (at == 0 && count > 1).then(|| view! { <Badge word="Default" meaning=Meaning::Accent /> });
    let about = (!row.description.is_empty())
        .then(|| view! { <span class="sub">{row.description.clone()}</span> });
    let moves = (count > 1).then(|| movers_of(LIST, row.id, &row.name));
    view! {
        <tr role="row">
            <td role="cell" class="handoff-name">
                <span class="row">
                    <a href=routes::handoff(agent, row.id)><b>{row.name.clone()}</b></a>
                    {default}
                </span>
                <code class="faint">{row.function}</code>
                {about}
            </td>
            <td role="cell">{leads_to(row.queues, row.now)}</td>
            <td role="cell" class="used-by">
                <span class="phone-only faint">"Topics: "</span>
                {topics(row.topics)}
            </td>
            <td role="cell" class="end nowrap">{moves}</td>
        </tr>
    }
}

fn leads_to(queues: Vec<(String, OpenNow)>, now: OpenNow) -> impl IntoView {
    if queues.is_empty() {
        return view! {
            <p class="row"><span>"Any queue"</span> {now.view()}</p>
        }
        .into_any();
    }
    let items = queues
        .into_iter()
        .map(|(name, now)| {
            view! { <li class="row"><span>{name}</span> {now.view()}</li> }
        })
        .collect_view();
    view! { <ol class="leads-to">{items}</ol> }.into_any()
}

fn topics(topics: Vec<(String, String)>) -> impl IntoView {
    if topics.is_empty() {
        return view! { <span class="faint">"No topic"</span> }.into_any();
    }
    let items = topics
        .into_iter()
        .map(|(title, href)| view! { <li><a href=href>{title}</a></li> })
        .collect_view();
    view! { <ul class="inline-list">{items}</ul> }.into_any()
}

#[cfg(test)]
impl Handoffs {
    pub(crate) fn sample() -> Self {
        let now = |is_open, words: &str| OpenNow {
            is_open,
            words: words.to_owned(),
        };
        let topic = |title: &str, id| (title.to_owned(), routes::topic(1, id));
        let row = |id, name: &str, queues, topics| HandoffRow {
            id,
            name: name.to_owned(),
            function: handoff::handoff::function_name(name),
            description: "The customer has a question about an invoice or a double charge."
                .to_owned(),
            queues,
            now: now(true, "Open until 18:00"),
            topics,
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            rows: vec![
                row(
                    1,
                    "Billing & <b>Support</b>",
                    vec![
                        ("Billing Support".to_owned(), now(true, "Open until 18:00")),
                        (
                            "General Support".to_owned(),
                            now(false, "Closed, opens tomorrow at 09:00"),
                        ),
                    ],
                    vec![topic("Refunds and double charges", 1), topic("Invoices", 2)],
                ),
                row(2, "General Support", Vec::new(), Vec::new()),
            ],
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            rows: Vec::new(),
            ..Self::sample()
        }
    }
}

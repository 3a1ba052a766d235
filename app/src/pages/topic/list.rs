//! What an AI agent knows: its topics, a search, and a box to ask it a question.

use leptos::prelude::*;
use serde::Deserialize;

use super::ask::{Ask, card};
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Badge, ButtonLink, Empty, Icon, InputKind, Look, PageHead, Submit, TextField};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Only topics with these words.
    pub q: String,
    /// A question to the AI agent.
    pub ask: String,
}

#[derive(Debug, Clone)]
pub struct Topics {
    pub agent: i64,
    pub name: String,
    pub topics: Vec<TopicRow>,
    /// How many there are without the search.
    pub count: usize,
    pub wanted: Wanted,
    pub answer: Option<Ask>,
}

#[derive(Debug, Clone)]
pub struct TopicRow {
    pub id: i64,
    pub title: String,
    /// How the text begins.
    pub begins: String,
    pub is_enabled: bool,
    /// The handoffs it may end in, in order.
    pub handoffs: Vec<String>,
    /// “4 days ago”
    pub updated: String,
}

pub fn render(shell: Shell, assets: &Assets, page: Topics) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Topics) -> impl IntoView {
    let Topics {
        agent,
        name,
        topics,
        count,
        wanted,
        answer,
    } = page;
    let Wanted { q, ask } = wanted;
    let rail = (count > 0).then(|| card(&name, ask, &q, answer));
    let found = list(agent, &name, topics, &q);
    let search = (count > 0).then(|| search(q, count));
    view! {
        <PageHead
            question=format!("What does {name} know?")
            lede=format!("Each topic is an article {name} answers from, word for word.")
        >
            <ButtonLink href=routes::new_topic(agent) label="New topic" look=Look::Primary icon=Icon::Plus />
        </PageHead>
        <div class="content has-rail">
            <div class="stack-4">{search} {found}</div>
            <aside class="rail" aria-label=format!("Ask {name}")>
                {rail}
            </aside>
        </div>
    }
}

fn search(q: String, count: usize) -> impl IntoView {
    let hint = match count {
        1 => "In the title and text of 1 topic.".to_owned(),
        count => format!("In the titles and texts of {count} topics."),
    };
    view! {
        <form class="search-topics" role="search" method="get">
            <TextField
                at=FieldErrors::default().at("/q")
                label="Search"
                value=q
                kind=InputKind::Search
                hint=hint
            />
            <Submit label="Search" icon=Icon::Search />
        </form>
    }
}

fn list(agent: i64, name: &str, topics: Vec<TopicRow>, q: &str) -> AnyView {
    if topics.is_empty() {
        return nothing(agent, name, q).into_any();
    }
    let rows = topics
        .into_iter()
        .map(|topic| row(agent, name, topic))
        .collect_view();
    view! { <ul class="pick">{rows}</ul> }.into_any()
}

fn row(agent: i64, name: &str, topic: TopicRow) -> impl IntoView + use<> {
    let ends_in = if topic.handoffs.is_empty() {
        let words = format!("{name} answers alone");
        view! { <span class="sub faint">{words}</span> }.into_any()
    } else {
        let words = topic.handoffs.join(", then ");
        view! { <span class="sub">{Icon::Handoff.small()} {words}</span> }.into_any()
    };
    let off = (!topic.is_enabled).then(|| view! { <Badge word="Off" /> });
    view! {
        <li>
            <a href=routes::topic(agent, topic.id)>
                <span class="row">
                    <b>{topic.title}</b>
                    {off}
                    <span class="push xs faint">{topic.updated}</span>
                </span>
                <span class="sub truncate">{topic.begins}</span>
                {ends_in}
            </a>
        </li>
    }
}

fn nothing(agent: i64, name: &str, q: &str) -> impl IntoView + use<> {
    if q.is_empty() {
        let words = format!(
            "{name} can only answer what is written here. Begin with what customers ask most: delivery times, returns, opening hours. One topic a subject, a paragraph an answer."
        );
        view! {
            <Empty icon=Icon::Book title="Nothing is written yet" words=words>
                <ButtonLink href=routes::new_topic(agent) label="Write the first topic" look=Look::Primary />
            </Empty>
        }
        .into_any()
    } else {
        let words = format!(
            "No title and no text has “{q}”. Try one word of it, or write a topic about it."
        );
        view! {
            <Empty icon=Icon::Search title="No topic has these words" words=words>
                <ButtonLink href=routes::topics(agent) label="Show all topics" />
            </Empty>
        }
        .into_any()
    }
}

#[cfg(test)]
impl Topics {
    pub(crate) fn sample() -> Self {
        let row = |id, title: &str, begins: &str, is_enabled| TopicRow {
            id,
            title: title.to_owned(),
            begins: begins.to_owned(),
            is_enabled,
            handoffs: if is_enabled {
                vec![
                    "Billing & <b>Support</b>".to_owned(),
                    "General Support".to_owned(),
                ]
            } else {
                Vec::new()
            },
            updated: "4 days ago".to_owned(),
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            topics: vec![
                row(
                    1,
                    "Refunds and double charges",
                    "Refunds go back to the card that was used, within 5 working days.",
                    true,
                ),
                row(
                    2,
                    "Return a bench after assembly, outside Spain and Portugal",
                    "A bench that was put together can be returned when …",
                    false,
                ),
            ],
            count: 2,
            wanted: Wanted {
                q: String::new(),
                ask: "When do I get my refund?".to_owned(),
            },
            answer: Some(Ask {
                title: "Refunds and double charges".to_owned(),
                href: routes::topic(1, 1),
                text: "Refunds go back to the card that was used, within 5 working days."
                    .to_owned(),
                confidence: 0.72,
                threshold: 0.3,
            }),
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            topics: Vec::new(),
            count: 0,
            wanted: Wanted::default(),
            answer: None,
            ..Self::sample()
        }
    }

    pub(crate) fn sample_not_found() -> Self {
        Self {
            topics: Vec::new(),
            answer: None,
            wanted: Wanted {
                q: "gold & <b>".to_owned(),
                ask: "What is the weather?".to_owned(),
            },
            ..Self::sample()
        }
    }
}

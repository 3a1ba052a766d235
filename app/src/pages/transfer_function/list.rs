//! What is sent where: the transfer functions of an AI agent, and who uses each.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Card, Cell, Empty, Icon, Look, PageHead, Table};

#[derive(Debug, Clone)]
pub struct Functions {
    pub agent: i64,
    /// The AI agent's name.
    pub name: String,
    pub functions: Vec<FunctionRow>,
}

#[derive(Debug, Clone)]
pub struct FunctionRow {
    pub id: i64,
    pub name: String,
    /// “Phone call”
    pub kind: &'static str,
    /// The number or address, where the kind has one.
    pub target: Option<String>,
    /// “3 parameters, 2 headers”
    pub sends: String,
    pub used: Used,
}

/// Who uses a transfer function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used {
    /// Id and name of each queue.
    pub queues: Vec<(i64, String)>,
    /// The handoffs that lead to those queues, by name.
    pub handoffs: Vec<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: Functions) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Functions) -> impl IntoView {
    let Functions {
        agent,
        name,
        functions,
    } = page;
    let lede = format!(
        "When {name} hands over, the queue’s transfer function says which system takes over and what it is told."
    );
    let list = if functions.is_empty() {
        nothing(agent).into_any()
    } else {
        table(agent, functions).into_any()
    };
    view! {
        <PageHead question="What is sent to which system?" lede=lede>
            <ButtonLink
                href=routes::new_transfer_function(agent)
                label="New transfer function"
                look=Look::Primary
                icon=Icon::Plus
            />
        </PageHead>
        <div class="content">{list}</div>
    }
}

fn nothing(agent: i64) -> impl IntoView {
    let words = "Without one, conversations wait in our own inbox, which is enough for many teams. Make one when a call must be passed on with headers, or when a system of yours must be told.";
    view! {
        <div class="card">
            <Empty icon=Icon::Forward title="Nothing is sent elsewhere" words=words>
                <ButtonLink
                    href=routes::new_transfer_function(agent)
                    label="Make the first transfer function"
                    look=Look::Primary
                />
            </Empty>
        </div>
    }
}

fn table(agent: i64, functions: Vec<FunctionRow>) -> impl IntoView {
    let rows = functions
        .into_iter()
        .map(|function| row(agent, function))
        .collect_view();
    view! {
        <Card id="functions" title="Transfer functions" is_flush=true>
            <Table name="Transfer functions" heads=&["Name", "What happens", "Sends", "Used by"]>
                {rows}
            </Table>
        </Card>
    }
}

fn row(agent: i64, function: FunctionRow) -> impl IntoView {
    let href = routes::transfer_function(agent, function.id);
    let target = function
        .target
        .map(|target| view! { <span class="sub mono">{target}</span> });
    view! {
        <tr role="row">
            <td role="cell" class="mid">
                <a class="bold" href=href.clone()>{function.name.clone()}</a>
            </td>
            <td role="cell" class="mid">{function.kind} {target}</td>
            <Cell head="Sends">{function.sends}</Cell>
            <Cell head="Used by">{used(agent, &function.used)}</Cell>
            <td role="cell" class="mid end">
                <ButtonLink href=href label="Edit" said=function.name look=Look::Small />
            </td>
        </tr>
    }
}

/// The queues, each with its link, and the handoffs that lead there.
fn used(agent: i64, used: &Used) -> impl IntoView + use<> {
    if used.queues.is_empty() {
        return view! { <span class="muted">"No queue yet"</span> }.into_any();
    }
    let queues = queue_links(agent, used);
    let handoffs = (!used.handoffs.is_empty()).then(|| {
        let words = format!("through it: {}", used.handoffs.join(", "));
        view! { <span class="sub">{words}</span> }
    });
    view! { {queues} {handoffs} }.into_any()
}

/// “Billing, Sales”, each a link.
pub(super) fn queue_links(agent: i64, used: &Used) -> impl IntoView + use<> {
    used.queues
        .iter()
        .enumerate()
        .map(|(place, (id, name))| {
            let comma = (place > 0).then_some(", ");
            view! {
                {comma}
                <a href=routes::queue(agent, *id)>{name.clone()}</a>
            }
        })
        .collect_view()
}

//! The AI agents: which there are, whether they hand over, and making one more.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::avatar::AiAvatar;
use crate::ui::{
    Badge, ButtonLink, Card, Cell, Empty, ErrorSummary, Icon, Look, Meaning, PageHead, Submit,
    Table, TextField,
};

/// The form as it arrives, for a new AI agent and for renaming one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawAgent {
    pub name: String,
    /// Whom it speaks for.
    pub about: String,
}

#[derive(Debug, Clone, Default)]
pub struct Agents {
    pub agents: Vec<AgentRow>,
    pub values: RawAgent,
    pub errors: FieldErrors,
    /// Whether the reader may make and rename them.
    pub may_change: bool,
}

#[derive(Debug, Clone)]
pub struct AgentRow {
    pub id: i64,
    pub name: String,
    pub about: String,
    pub is_handing_over: bool,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Agents) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Agents) -> impl IntoView {
    let Agents {
        agents,
        values,
        errors,
        may_change,
    } = page;
    view! {
        <PageHead
            question="Which AI agents talk to customers?"
            lede="Each has its own reasons, topics and hours. The people who take over are the same."
        />
        <div class="content">
            <ErrorSummary errors=errors.clone() />
            {list(agents, may_change)}
            {may_change.then(|| form(values, &errors))}
        </div>
    }
}

fn list(agents: Vec<AgentRow>, may_change: bool) -> impl IntoView {
    if agents.is_empty() {
        return view! {
            <div class="card">
                <Empty
                    icon=Icon::Spark
                    title="No AI agent yet"
                    words="Add one below. It gets a Human Handoff action, which is off until you turn it on."
                />
            </div>
        }
        .into_any();
    }
    let rows = agents
        .into_iter()
        .map(|agent| row(agent, may_change))
        .collect_view();
    view! {
        <Card id="agents" title="AI agents" is_flush=true>
            <Table name="AI agents" heads=&["Name", "Handing over"]>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn row(agent: AgentRow, may_change: bool) -> impl IntoView {
    let state = if agent.is_handing_over {
        view! { <Badge word="On" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Off" icon=Icon::Minus /> }.into_any()
    };
    let rename = may_change.then(|| {
        view! {
            <ButtonLink
                href=routes::rename_agent(agent.id)
                label="Rename"
                look=Look::SmallQuiet
                said=agent.name.clone()
            />
        }
    });
    view! {
        <tr role="row">
            <td role="cell">
                <span class="row is-nowrap">
                    <AiAvatar size="is-sm" />
                    <span class="grow">
                        <b>{agent.name.clone()}</b>
                        <span class="sub">{agent.about}</span>
                    </span>
                </span>
            </td>
            <Cell head="Handing over">{state}</Cell>
            <td role="cell" class="mid end">
                <span class="row is-end">
                    {rename}
                    <ButtonLink
                        href=routes::actions(agent.id)
                        label="Set up"
                        look=Look::Small
                        said=agent.name
                    />
                </span>
            </td>
        </tr>
    }
}

fn form(values: RawAgent, errors: &FieldErrors) -> impl IntoView + use<> {
    let errors = errors.clone();
    view! {
        <Card id="add-agent" title="Add an AI agent">
            <form class="stack-4" method="post" action=routes::AGENTS novalidate>
                {fields(values, &errors)}
                <div>
                    <Submit label="Add the AI agent" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

/// Name and line, as both forms ask for them.
pub(super) fn fields(values: RawAgent, errors: &FieldErrors) -> impl IntoView + use<> {
    view! {
        <TextField
            at=errors.at("/name")
            label="Name"
            value=values.name
            hint="Customers read it above the answers."
            autocomplete="off"
            limit=NAME_MAX
        />
        <TextField
            at=errors.at("/about")
            label="Whom it speaks for"
            value=values.about
            hint="A few words for your team, such as “Shop” or “Trade desk”."
            autocomplete="off"
            limit=NAME_MAX
            is_optional=true
        />
    }
}

#[cfg(test)]
impl Agents {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, about: &str, is_handing_over| AgentRow {
            id,
            name: name.to_owned(),
            about: about.to_owned(),
            is_handing_over,
        };
        Self {
            agents: vec![
                row(1, "Nora", "Alder & Pine shop", true),
                row(2, "Otto", "Trade desk", false),
            ],
            may_change: true,
            ..Self::default()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        Self {
            errors: FieldErrors::new([("/name", "Enter a name for your AI agent.")]),
            values: RawAgent {
                name: String::new(),
                about: "Trade desk".to_owned(),
            },
            ..Self::sample()
        }
    }
}

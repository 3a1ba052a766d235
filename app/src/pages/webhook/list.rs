//! The webhooks, with how each is doing.

use handoff::store::SavedWebhook;
use leptos::prelude::*;

use crate::{
    document::Assets,
    routes,
    shell::{self, AgentLink, Shell},
    ui::{Badge, ButtonLink, Card, Cell, Empty, Icon, Look, Meaning, PageHead, Table},
};

#[derive(Debug, Clone)]
pub struct Webhooks {
    pub webhooks: Vec<SavedWebhook>,
    pub agents: Vec<AgentLink>,
}

pub fn render(shell: Shell, assets: &Assets, page: Webhooks) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Webhooks) -> impl IntoView {
    let list = if page.webhooks.is_empty() {
        nothing().into_any()
    } else {
        table(&page).into_any()
    };
    view! {
        <PageHead
            question="Which systems are told?"
            lede="Each address gets what you choose, signed, tried again for a good day, and listed under Deliveries."
        >
            <ButtonLink
                href=routes::NEW_WEBHOOK
                label="New webhook"
                look=Look::Primary
                icon=Icon::Plus
            />
        </PageHead>
        <div class="content">{list}</div>
    }
}

fn nothing() -> impl IntoView {
    let words = "Make one when a system of yours should know that a conversation was handed off, answered or resolved.";
    view! {
        <div class="card">
            <Empty icon=Icon::Forward title="No webhooks yet" words=words>
                <ButtonLink
                    href=routes::NEW_WEBHOOK
                    label="Make the first webhook"
                    look=Look::Primary
                />
            </Empty>
        </div>
    }
}

fn table(page: &Webhooks) -> impl IntoView + use<> {
    let rows = page
        .webhooks
        .iter()
        .map(|saved| {
            let agent = page
                .agents
                .iter()
                .find(|agent| agent.id == saved.webhook.agent.0);
            row(
                saved,
                agent.map_or_else(String::new, |agent| agent.name.clone()),
            )
        })
        .collect_view();
    view! {
        <Card id="webhooks" title="Webhooks" is_flush=true>
            <Table name="Webhooks" heads=&["Name", "AI agent", "Told of", "How it is"]>
                {rows}
            </Table>
        </Card>
    }
}

fn row(saved: &SavedWebhook, agent: String) -> impl IntoView + use<> {
    let webhook = &saved.webhook;
    let href = routes::webhook(webhook.id.0);
    let count = match webhook.topics.len() {
        1 => "1 event".to_owned(),
        count => format!("{count} events"),
    };
    view! {
        <tr role="row">
            <td role="cell" class="mid">
                <a class="bold" href=href.clone()>
                    {webhook.name.clone()}
                </a>
                <span class="sub mono">{webhook.url.clone()}</span>
            </td>
            <Cell head="AI agent">{agent}</Cell>
            <Cell head="Told of">{count}</Cell>
            <td role="cell" class="mid">{health(saved)}</td>
            <td role="cell" class="mid end">
                <ButtonLink href=href label="Edit" said=webhook.name.clone() look=Look::Small />
            </td>
        </tr>
    }
}

/// How a webhook is doing, as a badge.
pub(super) fn health(saved: &SavedWebhook) -> impl IntoView + use<> {
    let (word, meaning, icon) = match saved {
        SavedWebhook {
            disabled: Some(_), ..
        } => ("Switched off: it failed", Meaning::Bad, Icon::Warning),
        saved if !saved.webhook.is_enabled => ("Off", Meaning::Plain, Icon::Lock),
        SavedWebhook {
            failing_since: Some(_),
            ..
        } => ("Failing", Meaning::Wait, Icon::Warning),
        _ => ("On", Meaning::Good, Icon::Check),
    };
    view! { <Badge word=word meaning=meaning icon=icon /> }
}

#[cfg(test)]
impl Webhooks {
    pub(crate) fn sample() -> Self {
        let agents = vec![AgentLink {
            id: 1,
            name: "Nora".to_owned(),
            about: "Alder & Pine shop".to_owned(),
        }];
        let well = super::edit::sample_saved();
        let failing = SavedWebhook {
            failing_since: Some(well.saved_at),
            ..well.clone()
        };
        let mut off = SavedWebhook {
            disabled: Some((well.saved_at, "It answered 410.".to_owned())),
            ..well.clone()
        };
        off.webhook.is_enabled = false;
        Self {
            webhooks: vec![well, failing, off],
            agents,
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            webhooks: Vec::new(),
            agents: Vec::new(),
        }
    }
}

//! One webhook: where it goes, what it tells, its secret, a test.

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    delivery::{Topic, WEBHOOK_NAME_MAX, Webhook},
    id::{AgentId, WebhookId},
    store::SavedWebhook,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::list::health;
use crate::{
    document::Assets,
    form::{FieldErrors, is_ticked, tick},
    routes,
    shell::{self, AgentLink, Shell},
    ui::{
        Callout, Card, Check, Crumb, ErrorSummary, Look, Meaning, PageHead, SelectField, ShownOnce,
        Submit, TextField, When,
    },
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawWebhook {
    pub name: String,
    pub url: String,
    /// Id of an AI agent.
    pub agent: String,
    /// Names of the events.
    pub events: Vec<String>,
    pub is_enabled: String,
    pub revision: String,
}

impl RawWebhook {
    pub(super) fn blank() -> Self {
        Self {
            events: vec![Topic::HandoffRequested.as_str().to_owned()],
            is_enabled: tick(true),
            ..Self::default()
        }
    }

    pub(super) fn of(saved: &SavedWebhook) -> Self {
        let webhook = &saved.webhook;
        let names = webhook.topics.iter().map(|topic| topic.as_str().to_owned());
        Self {
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            agent: webhook.agent.0.to_string(),
            events: names.collect(),
            is_enabled: tick(webhook.is_enabled),
            revision: saved.revision.to_string(),
        }
    }

    pub(super) fn webhook(&self, id: WebhookId) -> Webhook {
        let is_chosen = |topic: &Topic| self.events.iter().any(|name| name == topic.as_str());
        Webhook {
            id,
            agent: AgentId(self.agent.parse().unwrap_or_default()),
            name: self.name.trim().to_owned(),
            url: self.url.trim().to_owned(),
            topics: Topic::ALL.into_iter().filter(is_chosen).collect(),
            is_enabled: is_ticked(&self.is_enabled),
        }
    }
}

#[derive(Debug, Clone)]
pub struct EditWebhook {
    /// None for a new one.
    pub saved: Option<SavedWebhook>,
    pub values: RawWebhook,
    pub errors: FieldErrors,
    /// Right after it was made, and never again.
    pub secret: Option<String>,
    pub agents: Vec<AgentLink>,
    pub now: Instant,
    pub zone: Tz,
}

pub fn render(mut shell: Shell, assets: &Assets, page: EditWebhook) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: EditWebhook) -> impl IntoView {
    let EditWebhook {
        saved,
        values,
        errors,
        secret,
        agents,
        now,
        zone,
    } = page;
    let crumbs = vec![Crumb {
        label: "Webhooks".to_owned(),
        href: routes::WEBHOOKS.to_owned(),
    }];
    let here = saved.as_ref().map_or_else(
        || "New webhook".to_owned(),
        |saved| saved.webhook.name.clone(),
    );
    let action = saved.as_ref().map_or_else(
        || routes::NEW_WEBHOOK.to_owned(),
        |saved| routes::webhook(saved.webhook.id.0),
    );
    let shown = secret.map(|secret| {
        view! {
            <ShownOnce
                title="The secret that signs what is sent"
                label="Secret"
                secret=secret
                words="The receiver checks “webhook-signature” with it, as the Standard Webhooks specification says."
            />
        }
    });
    let standing = saved.as_ref().and_then(|saved| trouble(saved, (now, zone)));
    let rest = saved.map(beside);
    view! {
        <PageHead question="Who is told what?" crumbs=crumbs here=here />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {shown}
            {standing}
            {form(action, values, (errors, agents))}
            {rest}
        </div>
    }
}

fn trouble(saved: &SavedWebhook, (now, zone): (Instant, Tz)) -> Option<impl IntoView + use<>> {
    let (title, at, words) = match (&saved.disabled, saved.failing_since) {
        (Some((at, why)), _) => (
            "It was switched off",
            *at,
            format!(
                "{why} Mend the receiver, tick “Send to it” and save; then send once more what was given up, under Deliveries."
            ),
        ),
        (None, Some(at)) => (
            "It has been failing",
            at,
            "After five days of nothing but failures it is switched off.".to_owned(),
        ),
        (None, None) => return None,
    };
    Some(view! {
        <Callout title=title meaning=Meaning::Wait>
            <p>
                <When at=at now=now zone=zone />
                ". "
                {words}
            </p>
        </Callout>
    })
}

fn form(
    action: String,
    values: RawWebhook,
    (errors, agents): (FieldErrors, Vec<AgentLink>),
) -> impl IntoView {
    let agents = agents
        .into_iter()
        .map(|agent| (agent.id.to_string(), agent.name))
        .collect::<Vec<_>>();
    let topics = Topic::ALL
        .map(|topic| one_topic(topic, &values))
        .collect_view();
    let error = errors.at("/events");
    view! {
        <Card id="webhook" title="What is sent where">
            <form class="stack-4" method="post" action=action novalidate>
                <input type="hidden" name="revision" value=values.revision.clone() />
                <TextField
                    at=errors.at("/name")
                    label="Name"
                    value=values.name
                    hint="What listens there, such as “Order system”."
                    autocomplete="off"
                    limit=WEBHOOK_NAME_MAX
                />
                <TextField
                    at=errors.at("/url")
                    label="Address"
                    value=values.url
                    hint="It gets a POST with JSON. Private networks are not reached unless whoever runs this server allows them."
                    autocomplete="off"
                />
                <SelectField
                    at=errors.at("/agent")
                    label="For which AI agent"
                    value=values.agent
                    choices=agents
                />
                <fieldset class="stack-2" id=error.id.clone()>
                    <legend class="bold">"What it is told"</legend>
                    {crate::ui::field::error_view(&error.id, error.error)}
                    {topics}
                </fieldset>
                <Check
                    at=errors.at("/is_enabled")
                    label="Send to it"
                    is_ticked=is_ticked(&values.is_enabled)
                />
                <div>
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

fn one_topic(topic: Topic, values: &RawWebhook) -> impl IntoView + use<> {
    let name = topic.as_str();
    let is_chosen = values.events.iter().any(|chosen| chosen == name);
    view! {
        <label class="check">
            <input type="checkbox" name="events[]" value=name checked=is_chosen />
            <span>{topic.title()} " " <span class="sub mono">{name}</span></span>
        </label>
    }
}

/// What can be done beside changing it.
fn beside(saved: SavedWebhook) -> impl IntoView {
    let href = routes::webhook(saved.webhook.id.0);
    let to = move |verb: &str| format!("{href}/{verb}");
    let badge = saved.clone();
    view! {
        <Card id="how" title="How it is" aside=move || health(&badge)>
            <div class="stack-4">
                <p>
                    "A new secret signs at once; the one before signs too for 24 hours, so that the receiver has time to change."
                </p>
                <div class="row">
                    <form method="post" action=to("test")>
                        <Submit label="Send a test" />
                    </form>
                    <form method="post" action=to("rotate")>
                        <Submit label="Make a new secret" />
                    </form>
                    <form method="post" action=to("delete")>
                        <Submit label="Delete" look=Look::Danger />
                    </form>
                </div>
            </div>
        </Card>
    }
}

#[cfg(test)]
pub(super) fn sample_saved() -> SavedWebhook {
    SavedWebhook {
        webhook: Webhook {
            id: WebhookId(1),
            agent: AgentId(1),
            name: "Order system".to_owned(),
            url: "https://orders.example.com/handoffs".to_owned(),
            topics: vec![Topic::HandoffRequested, Topic::Resolved],
            is_enabled: true,
        },
        secrets: handoff::store::WebhookSecrets {
            current: String::new(),
            previous: None,
        },
        failing_since: None,
        disabled: None,
        revision: 2,
        saved_at: handoff::clock::from_millis(1_768_212_000_000),
        saved_by: Some("Maya".to_owned()),
    }
}

#[cfg(test)]
impl EditWebhook {
    pub(crate) fn sample() -> Self {
        let mut saved = sample_saved();
        saved.failing_since = Some(saved.saved_at);
        let agents = vec![AgentLink {
            id: 1,
            name: "Nora".to_owned(),
            about: "Alder & Pine shop".to_owned(),
        }];
        Self {
            values: RawWebhook::of(&saved),
            now: saved.saved_at,
            saved: Some(saved),
            errors: FieldErrors::default(),
            secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()),
            agents,
            zone: chrono_tz::Europe::Madrid,
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([
            (
                "/url",
                "Write where it is, such as https://example.com/handoffs.",
            ),
            ("/events", "Choose at least one event."),
        ]);
        Self {
            saved: None,
            secret: None,
            values: RawWebhook::default(),
            errors,
            ..Self::sample()
        }
    }
}

//! One delivery, with every attempt: when, how long, what was sent, and what was answered.

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    delivery::{Attempt, Delivery, DeliveryState, occasion},
};
use leptos::prelude::*;

use super::list::state;
use crate::{
    document::Assets,
    routes,
    shell::{self, Shell},
    ui::{Badge, Card, Crumb, Icon, Look, Meaning, PageHead, Submit, When},
};

#[derive(Debug, Clone)]
pub struct OneDelivery {
    pub delivery: Delivery,
    /// The first one first.
    pub attempts: Vec<Attempt>,
    pub now: Instant,
    pub zone: Tz,
}

pub fn render(shell: Shell, assets: &Assets, page: OneDelivery) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: OneDelivery) -> impl IntoView {
    let crumbs = vec![Crumb {
        label: "Deliveries".to_owned(),
        href: routes::DELIVERIES.to_owned(),
    }];
    let here = format!("Delivery {}", page.delivery.id);
    let (now, zone) = (page.now, page.zone);
    let attempts = page.attempts.into_iter().enumerate();
    let attempts = attempts
        .map(|(place, attempt)| one_attempt(place + 1, attempt, (now, zone)))
        .collect_view();
    view! {
        <PageHead question="Did it arrive?" crumbs=crumbs here=here />
        <div class="content is-narrow">{facts(page.delivery, (now, zone))} {attempts}</div>
    }
}

fn facts(delivery: Delivery, (now, zone): (Instant, Tz)) -> impl IntoView {
    let is_due = delivery.state == DeliveryState::Due;
    let is_tried = delivery.is_tried_at(now);
    let next = (is_due && !is_tried).then(|| {
        view! {
            <dt>"Tried next"</dt>
            <dd>{delivery.due_at.with_timezone(&zone).format("%-d %B, %H:%M:%S").to_string()}</dd>
        }
    });
    let conversation = delivery.conversation.as_ref().map(|id| {
        view! {
            <dt>"Conversation"</dt>
            <dd>
                <a href=routes::conversation(&id.0)>{id.0.clone()}</a>
            </dd>
        }
    });
    let action = format!("{}/retry", routes::delivery(delivery.id.0));
    let again = if is_due { "Send now" } else { "Send once more" };
    let send = (!is_tried).then(|| {
        view! {
            <form method="post" action=action>
                <Submit label=again look=Look::Primary />
            </form>
        }
    });
    let went = delivery.state;
    view! {
        <Card id="delivery" title=delivery.destination.clone() aside=move || state(went, is_tried)>
            <div class="stack-4">
                <dl class="facts">
                    <dt>"By"</dt>
                    <dd>{delivery.kind.title()}</dd>
                    <dt>"Tells of"</dt>
                    <dd>
                        {occasion(&delivery.event).to_owned()}
                        " "<span class="mono xs">{delivery.event.clone()}</span>
                    </dd>
                    <dt>"Id"</dt>
                    <dd class="mono">{delivery.key}</dd>
                    {conversation}
                    <dt>"Written down"</dt>
                    <dd>
                        <When at=delivery.made_at now=now zone=zone />
                    </dd>
                    <dt>"Attempts"</dt>
                    <dd>{delivery.attempts}</dd>
                    {next}
                </dl>
                {send}
            </div>
        </Card>
    }
}

fn one_attempt(number: usize, attempt: Attempt, (now, zone): (Instant, Tz)) -> impl IntoView {
    let (word, meaning) = match (attempt.is_taken, attempt.status) {
        (true, Some(status)) => (format!("Taken, {status}"), Meaning::Good),
        (true, None) => ("Taken".to_owned(), Meaning::Good),
        (false, Some(status)) => (format!("Not taken, {status}"), Meaning::Bad),
        (false, None) => ("Not taken".to_owned(), Meaning::Bad),
    };
    let icon = if attempt.is_taken {
        Icon::Check
    } else {
        Icon::Warning
    };
    view! {
        <Card
            id=format!("attempt-{number}")
            title=format!("Attempt {number}")
            aside=move || view! { <Badge word=word.clone() meaning=meaning icon=icon /> }
        >
            <div class="stack-4">
                <p>
                    <When at=attempt.at now=now zone=zone />
                    {format!(", {} ms. {}", attempt.took_milliseconds, attempt.said)}
                </p>
                {quoted(number, "What was sent", attempt.sent)}
                {quoted(number, "What was answered", attempt.answer)}
            </div>
        </Card>
    }
}

fn quoted(number: usize, title: &'static str, text: String) -> impl IntoView {
    // Two attempts have the same headings, and a region needs a name of its own.
    let name = format!("{title}, attempt {number}");
    (!text.is_empty()).then(|| {
        view! {
            <div>
                <h3>{title}</h3>
                <pre class="mail" tabindex="0" role="region" aria-label=name>
                    {text}
                </pre>
            </div>
        }
    })
}

#[cfg(test)]
pub(super) fn sample_delivery(id: i64, state: DeliveryState) -> Delivery {
    let now = handoff::clock::from_millis(1_768_212_000_000);
    let is_sent = state == DeliveryState::Sent;
    Delivery {
        id: handoff::id::DeliveryId(id),
        kind: handoff::delivery::Kind::Email,
        destination: "team@example.com".to_owned(),
        agent: None,
        conversation: Some(handoff::id::ConversationId("conv_a".to_owned())),
        event: "conversation.handoff_requested".to_owned(),
        key: format!("mail_{id}"),
        body: String::new(),
        state,
        attempts: 2,
        made_at: now,
        due_at: now + chrono::Duration::minutes(5),
        claimed_until: None,
        settled_at: None,
        last_error: (!is_sent).then(|| "The mail server refused it for now (451).".to_owned()),
        webhook: None,
        help_desk: None,
        event_id: None,
        sequence: 1,
    }
}

#[cfg(test)]
impl OneDelivery {
    pub(crate) fn sample() -> Self {
        let now = handoff::clock::from_millis(1_768_212_000_000);
        let attempt = |status, is_taken, said: &str, answer: &str| Attempt {
            at: now,
            took_milliseconds: 37,
            status: Some(status),
            is_taken,
            said: said.to_owned(),
            sent: "Subject: Shop: They asked for a person\n\nRuth waits for a person.".to_owned(),
            answer: answer.to_owned(),
        };
        Self {
            delivery: sample_delivery(2, DeliveryState::Failed),
            attempts: vec![
                attempt(
                    451,
                    false,
                    "The mail server refused it for now (451).",
                    "come back later",
                ),
                attempt(250, true, "The mail server took it.", "ok"),
            ],
            now,
            zone: chrono_tz::Europe::Madrid,
        }
    }
}

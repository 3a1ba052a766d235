//! Whoever is told of things over and over: a webhook, a help desk, the team's Slack. What comes of an attempt is
//! noted with them, and one of which nothing comes but failures is switched off, and the admins are told.

use serde_json::json;

use super::{
    Desk,
    alert_team::slack_of,
    tell_by_email::{addressed, as_delivery},
};
use crate::{
    access::Actor,
    clock::Instant,
    delivery::{Attempt, Delivery, Health, Kind, NewDelivery, Reception, email, health},
    event::{EventKind, NewEvent},
    help_desk::help_desk,
    id::AgentId,
    operator::Role,
    store::{Connected, SavedChannel, SavedHelpDesk, SavedWebhook, StoreError, Tx},
};

/// Whoever a delivery is for, while they are switched on.
enum Receiver {
    Webhook(SavedWebhook),
    HelpDesk(SavedHelpDesk),
    Slack(SavedChannel),
}

/// What becomes of a receiver, ready to be kept.
pub(super) struct Verdict {
    receiver: Receiver,
    health: Health,
    warnings: Vec<NewDelivery>,
}

impl Verdict {
    /// What an attempt changes for whoever it was made with, if anything.
    pub(super) async fn of(
        desk: &Desk,
        delivery: &Delivery,
        (attempt, reception): (&Attempt, Reception),
        now: Instant,
    ) -> Result<Option<Self>, StoreError> {
        let Some(receiver) = Receiver::of(desk, delivery).await? else {
            return Ok(None);
        };
        let Some(health) = health(reception, &attempt.said, receiver.failing_since(), now) else {
            return Ok(None);
        };
        let warnings = match &health {
            Health::Off(why) => warnings(desk, &receiver, why, now).await?,
            _ => Vec::new(),
        };
        Ok(Some(Self {
            receiver,
            health,
            warnings,
        }))
    }

    /// Keeps it, and tells of it where something was switched off.
    pub(super) async fn keep(&self, tx: &mut Tx, now: Instant) -> Result<(), StoreError> {
        let why = match &self.health {
            Health::Well => return self.receiver.note(tx, None).await,
            Health::FailingSince(at) => return self.receiver.note(tx, Some(*at)).await,
            Health::Off(why) => why,
        };
        if !self.receiver.disable(tx, why, now).await? {
            return Ok(());
        }
        let event = self.receiver.event(why);
        tx.record(&Actor::System, now, &[event]).await?;
        for warning in &self.warnings {
            tx.insert_delivery(warning, now).await?;
        }
        Ok(())
    }
}

impl Receiver {
    async fn of(desk: &Desk, delivery: &Delivery) -> Result<Option<Self>, StoreError> {
        if let Some(id) = delivery.webhook {
            let saved = desk.store.webhook(id).await?;
            let saved = saved.filter(|saved| saved.webhook.is_enabled);
            return Ok(saved.map(Self::Webhook));
        }
        if let Some(id) = delivery.help_desk {
            let saved = desk.store.help_desk(id).await?;
            let saved = saved.filter(|saved| saved.connection.is_enabled);
            return Ok(saved.map(Self::HelpDesk));
        }
        let agent = delivery.agent.filter(|_| delivery.kind == Kind::Slack);
        let Some(agent) = agent else {
            return Ok(None);
        };
        Ok(slack_of(desk, agent).await?.map(Self::Slack))
    }

    const fn failing_since(&self) -> Option<Instant> {
        match self {
            Self::Webhook(saved) => saved.failing_since,
            Self::HelpDesk(saved) => saved.connection.failing_since,
            Self::Slack(saved) => saved.connection.failing_since,
        }
    }

    const fn agent(&self) -> AgentId {
        match self {
            Self::Webhook(saved) => saved.webhook.agent,
            Self::HelpDesk(saved) => saved.agent,
            Self::Slack(saved) => saved.agent,
        }
    }

    async fn note(&self, tx: &mut Tx, failing_since: Option<Instant>) -> Result<(), StoreError> {
        match self {
            Self::Webhook(saved) => tx.note_webhook(saved.webhook.id, failing_since).await,
            Self::HelpDesk(saved) => {
                let of = (saved.agent, Connected::HelpDesk(saved.id));
                tx.note_connection(of, failing_since).await
            }
            Self::Slack(saved) => {
                let of = (saved.agent, Connected::Channel(saved.id));
                tx.note_connection(of, failing_since).await
            }
        }
    }

    async fn disable(&self, tx: &mut Tx, why: &str, now: Instant) -> Result<bool, StoreError> {
        match self {
            Self::Webhook(saved) => tx.disable_webhook(saved.webhook.id, why, now).await,
            Self::HelpDesk(saved) => {
                let of = (saved.agent, Connected::HelpDesk(saved.id));
                tx.disable_connection(of, why, now).await
            }
            Self::Slack(saved) => {
                let of = (saved.agent, Connected::Channel(saved.id));
                tx.disable_connection(of, why, now).await
            }
        }
    }

    const fn kind(&self) -> EventKind {
        match self {
            Self::Webhook(_) => EventKind::WebhookDisabled,
            Self::HelpDesk(_) => EventKind::HelpDeskDisabled,
            Self::Slack(_) => EventKind::ChannelDisabled,
        }
    }

    fn event(&self, why: &str) -> NewEvent {
        let data = match self {
            Self::Webhook(saved) => json!({"webhook": saved.webhook.id, "why": why}),
            Self::HelpDesk(saved) => json!({"help_desk": saved.vendor, "why": why}),
            Self::Slack(saved) => json!({"channel": saved.channel.as_str(), "why": why}),
        };
        NewEvent::new(self.kind(), data).of_agent(self.agent())
    }

    /// The subject of the mail that tells of it, who that is, and where people mend it.
    fn in_words(&self) -> (&'static str, String, String) {
        match self {
            Self::Webhook(saved) => {
                let webhook = &saved.webhook;
                let who = format!("The webhook “{}” to {}", webhook.name, webhook.url);
                let place = format!("/settings/webhooks/{}", webhook.id);
                ("A webhook was switched off", who, place)
            }
            Self::HelpDesk(saved) => {
                let title = help_desk(&saved.vendor).map_or("unknown", |adapter| adapter.title());
                let place = format!("/agents/{}/help-desks/{}", saved.agent, saved.vendor);
                let who = format!("The help desk {title}");
                ("A help desk was switched off", who, place)
            }
            Self::Slack(saved) => {
                let place = format!("/agents/{}/channels/slack", saved.agent);
                let who = format!(
                    "Slack (channel {})",
                    saved.connection.settings.get("channel")
                );
                ("Slack was switched off", who, place)
            }
        }
    }
}

/// The admins are told that something is off, since nobody else would notice.
async fn warnings(
    desk: &Desk,
    receiver: &Receiver,
    why: &str,
    now: Instant,
) -> Result<Vec<NewDelivery>, StoreError> {
    let (subject, who, place) = receiver.in_words();
    let words = format!(
        "{who} was switched off. {why} What it should have been told is kept and can be sent once more."
    );
    let link = format!("{}{place}", desk.base_url);
    let host = email::host_of(&desk.base_url);
    let name = place.trim_start_matches('/').replace('/', ".");
    let id = format!("{name}.{}@{host}", now.timestamp_millis());
    let people = desk.store.operators().await?;
    let admins = people
        .iter()
        .filter(|one| one.is_enabled() && one.role == Role::Admin);
    admins
        .map(|admin| {
            let content = email::plain(subject, &[&words], &link);
            let mail = addressed(content, &admin.email, id.clone());
            as_delivery(&mail, receiver.kind().as_str(), now)
        })
        .collect()
}

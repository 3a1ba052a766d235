//! The team's channel is alerted that somebody waits, and again when nobody took it in time. An alert leaves
//! like everything else: written down, tried again, listed.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::{Desk, tell_by_email::link, tell_team::answered};
use crate::{
    access::Scope,
    channel::{Answer, Channel, Outcome, TeamCard, team_card, team_post},
    clock::Instant,
    conversation::{Conversation, HandoffRequest, State},
    delivery::{Delivery, Kind, NewDelivery, occasion},
    event::EventKind,
    id::{AgentId, ConversationId},
    store::{SavedChannel, StoreError},
};

/// The name of this kind of later work.
pub const ALERT_LATE: &str = "alert_late";

/// A handoff that nobody may take in time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MayBeLate {
    pub conversation: ConversationId,
    /// When it was handed off.
    pub since: Instant,
    /// After how long the team is alerted.
    pub minutes: u32,
}

/// The Slack of an AI agent's team, while it is switched on.
pub(super) async fn slack_of(
    desk: &Desk,
    agent: AgentId,
) -> Result<Option<SavedChannel>, StoreError> {
    let all = desk.store.channels(agent).await?;
    let is_slack =
        |saved: &SavedChannel| saved.channel == Channel::Slack && saved.connection.is_enabled;
    Ok(all.into_iter().find(is_slack))
}

/// The alert that a conversation was handed off. Written down twice, it is kept once.
pub(super) fn alert_of(
    desk: &Desk,
    slack: &SavedChannel,
    (conversation, request): (&Conversation, &HandoffRequest),
) -> NewDelivery {
    let (event, reason) = (
        EventKind::HandoffRequested.as_str(),
        request.reason.as_str(),
    );
    delivery(desk, slack, (conversation, request), (event, reason))
}

/// When the team is alerted that nobody took a handoff, as later work.
pub(super) async fn late_alert(
    desk: &Desk,
    (conversation, request): (&Conversation, &HandoffRequest),
) -> Result<(MayBeLate, Instant), StoreError> {
    let saved = desk.store.action(conversation.agent).await?;
    let minutes = saved.map_or(5, |saved| saved.action.reply_minutes);
    let late = MayBeLate {
        conversation: conversation.id.clone(),
        since: request.requested_at,
        minutes,
    };
    let due = request.requested_at + Duration::minutes(minutes.into());
    Ok((late, due))
}

/// Alerts the team of a handoff that still waits.
pub async fn alert_late(desk: &Desk, of: &MayBeLate) -> Result<(), StoreError> {
    let store = &desk.store;
    let found = store.conversation(Scope::Everything, &of.conversation);
    let Some(conversation) = found.await? else {
        return Ok(());
    };
    let request = store.handoff_request(&conversation).await?;
    let is_same = |request: &HandoffRequest| request.requested_at == of.since;
    let request = request.filter(is_same);
    let slack = slack_of(desk, conversation.agent).await?;
    let (Some(request), Some(slack)) = (request, slack) else {
        return Ok(());
    };
    if conversation.state != State::Waiting {
        return Ok(());
    }
    let reason = format!(
        "Nobody has taken it for {} minutes. {}",
        of.minutes, request.reason
    );
    let new = delivery(
        desk,
        &slack,
        (&conversation, &request),
        (occasion::WAITING_TOO_LONG, &reason),
    );
    let now = desk.now();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.insert_delivery(&new, now).await?;
                Ok(())
            })
        })
        .await
}

fn delivery(
    desk: &Desk,
    slack: &SavedChannel,
    (conversation, request): (&Conversation, &HandoffRequest),
    (event, reason): (&str, &str),
) -> NewDelivery {
    let of = &conversation.id;
    let card = TeamCard {
        conversation: &of.0,
        customer: conversation.customer.title(),
        channel: conversation.channel.title(),
        reason,
        summary: &request.summary.text,
        priority: request.priority.title(),
        link: &link(&desk.base_url, of),
        is_alert: true,
    };
    let at = request.requested_at.timestamp_millis();
    NewDelivery {
        kind: Kind::Slack,
        destination: format!("Slack {}", slack.connection.settings.get("channel")),
        agent: Some(conversation.agent),
        conversation: Some(of.clone()),
        event: event.to_owned(),
        key: format!("slack_{}_{of}_{at}_{event}", slack.id),
        // Without the credentials: those are in the headers.
        body: team_card(&slack.connection.settings, &card).body,
        due_at: desk.now(),
    }
}

/// Posts an alert that was written down, and says what came of it, with Slack's answer if there was one.
pub async fn post_alert(
    desk: &Desk,
    delivery: &Delivery,
) -> Result<(Outcome, Option<Answer>), StoreError> {
    let slack = match delivery.agent {
        Some(agent) => slack_of(desk, agent).await?,
        None => None,
    };
    let Some(slack) = slack else {
        return Ok((Outcome::ForGood("Slack is switched off".into()), None));
    };
    let Some(post) = &desk.post else {
        let why = "This program was started without a key for secrets";
        return Ok((Outcome::ForNow(why.into(), None), None));
    };
    let (outcome, answer) = match post.open(&slack) {
        Ok(opened) => {
            let call = team_post(&opened.settings, delivery.body.clone());
            answered(post, &opened, &call).await
        }
        Err(error) => {
            let why = format!("The credentials cannot be opened: {error}");
            (Outcome::ForNow(why, None), None)
        }
    };
    let error = match &outcome {
        Outcome::Taken(_) | Outcome::Unwanted => None,
        Outcome::ForNow(why, _) | Outcome::ForGood(why) | Outcome::Denied(why) => Some(why.clone()),
    };
    let now = desk.now();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                match &error {
                    Some(why) => tx.note_channel_error(slack.id, why, now).await,
                    None => tx.note_channel_sent(slack.id, now).await,
                }
            })
        })
        .await?;
    Ok((outcome, answer))
}

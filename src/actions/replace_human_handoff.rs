//! The five-section configuration is read, and written as one.

use serde_json::json;

use super::{
    Desk, SaveError,
    reconsider::reconsider,
    replace_profiles::{self, replace_profiles},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, EventId, hash_secret},
    policy::HumanHandoff,
    routing::RoutingProfile,
    store::{SavedAction, SavedSchedule, Stamp, StoreError, Tx},
};

/// A configuration with the tag of its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    pub configuration: HumanHandoff,
    /// Equal for equal configurations, and only for those.
    pub tag: String,
    /// Where the report on what it cannot say is kept; none when it was only read.
    pub report: Option<EventId>,
}

impl Replaced {
    fn of(configuration: HumanHandoff, report: Option<EventId>) -> Self {
        let written = json!(configuration).to_string();
        Self {
            configuration,
            tag: hash_secret(&written),
            report,
        }
    }
}

/// An AI agent's configuration in five sections. None when there is no such agent.
pub async fn human_handoff(desk: &Desk, agent: AgentId) -> Result<Option<Replaced>, StoreError> {
    let action = desk.store.action(agent).await?;
    let hours = desk.store.default_schedule(agent).await?;
    let profiles = desk.store.routing_profiles(agent, None).await?;
    let profiles: Vec<RoutingProfile> = profiles.into_iter().map(|saved| saved.profile).collect();
    let both = action.zip(hours);
    Ok(both.map(|both| Replaced::of(shown(&both, profiles), None)))
}

/// Puts a configuration in the place of the one there is, all of it or nothing; with tags only if the
/// one there is has one of them.
pub async fn replace_human_handoff(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    configuration: &HumanHandoff,
    tags: Option<Vec<String>>,
) -> Result<Replaced, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let stamp = Stamp {
        by: actor.operator(),
        at: desk.now(),
    };
    let (actor, configuration) = (actor.clone(), configuration.clone());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let saved = found(tx, agent).await?;
                let profiles = tx.routing_profiles(agent).await?;
                let before = Replaced::of(shown(&saved, profiles), None);
                if tags.is_some_and(|tags| !tags.contains(&before.tag)) {
                    return Err(SaveError::Outdated);
                }
                let report = replace(
                    tx,
                    (&actor, stamp),
                    (agent, &saved),
                    (&configuration, &before),
                )
                .await?;
                let after = found(tx, agent).await?;
                let profiles = tx.routing_profiles(agent).await?;
                Ok(Replaced::of(shown(&after, profiles), Some(report)))
            })
        })
        .await
}

async fn found(tx: &mut Tx, agent: AgentId) -> Result<(SavedAction, SavedSchedule), SaveError> {
    let action = tx.hold_action(agent).await?;
    let hours = tx.default_schedule(agent).await?;
    action.zip(hours).ok_or(SaveError::Missing)
}

fn shown(
    (action, hours): &(SavedAction, SavedSchedule),
    profiles: Vec<RoutingProfile>,
) -> HumanHandoff {
    HumanHandoff::of(
        &action.action,
        &hours.schedule,
        replace_profiles::shown(profiles),
    )
}

async fn replace(
    tx: &mut Tx,
    (actor, stamp): (&Actor, Stamp),
    (agent, (saved, hours)): (AgentId, &(SavedAction, SavedSchedule)),
    (configuration, before): (&HumanHandoff, &Replaced),
) -> Result<EventId, SaveError> {
    let applied = configuration
        .apply(&before.configuration, (&saved.action, &hours.schedule))
        .map_err(SaveError::Invalid)?;
    tx.save_action(agent, &applied.action, saved.revision, stamp)
        .await?;
    let mut events = vec![NewEvent::new(
        EventKind::ActionSaved,
        json!({"before": saved.action, "after": applied.action}),
    )];
    if let Some(new) = &applied.hours {
        tx.save_schedule(hours.id, new, hours.revision, stamp)
            .await?;
        let data = json!({"schedule": hours.id, "before": hours.schedule, "after": new});
        events.push(NewEvent::new(EventKind::ScheduleSaved, data));
    }
    let both = (configuration, &before.configuration);
    events.extend(replace_profiles(tx, agent, both, stamp).await?);
    // The report comes last, so that its number is the one given back.
    events.push(NewEvent::new(
        EventKind::HumanHandoffReplaced,
        json!(applied.report),
    ));
    let events: Vec<NewEvent> = events
        .into_iter()
        .map(|event| event.of_agent(agent))
        .collect();
    let report = tx.record(actor, stamp.at, &events).await?;
    let outside = applied.action.outside_hours.action;
    let queues = tx.queues_following(hours.id).await?;
    reconsider(tx, actor, &queues, (outside, stamp.at)).await?;
    Ok(report)
}

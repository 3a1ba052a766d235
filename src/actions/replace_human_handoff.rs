//! The five-section configuration is read, and written as one.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Desk, SaveError, reconsider::reconsider};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, EventId, RoutingProfileId, hash_secret},
    policy::{Applied, HumanHandoff},
    routing::RoutingProfile,
    store::{SavedAction, SavedSchedule, Stamp, StoreError, Tx},
};

/// A configuration with the tag of its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    pub configuration: HumanHandoff,
    /// Equal for equal configurations, and only for those.
    pub tag: String,
}

/// What a configuration is made of.
struct Saved {
    action: SavedAction,
    /// The hours of the first queue.
    hours: SavedSchedule,
    profiles: Vec<RoutingProfile>,
}

impl Saved {
    fn tagged(&self) -> Tagged {
        let (action, hours) = (&self.action.action, &self.hours.schedule);
        let configuration = HumanHandoff::of(action, hours, &self.profiles);
        let tag = hash_secret(&json!(configuration).to_string());
        Tagged { configuration, tag }
    }
}

/// An AI agent's configuration in five sections. None when there is no such agent.
pub async fn human_handoff(desk: &Desk, agent: AgentId) -> Result<Option<Tagged>, StoreError> {
    let action = desk.store.action(agent).await?;
    let hours = desk.store.default_schedule(agent).await?;
    let profiles = desk.store.routing_profiles(agent, None).await?;
    let profiles = profiles.into_iter().map(|saved| saved.profile).collect();
    let saved = |(action, hours)| Saved {
        action,
        hours,
        profiles,
    };
    Ok(action.zip(hours).map(saved).map(|saved| saved.tagged()))
}

/// Puts a configuration in the place of the one there is, all of it or nothing; with tags only if the
/// one there is has one of them. Gives back what is there now, and where the report is kept on what the
/// five sections cannot say.
pub async fn replace_human_handoff(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    configuration: &HumanHandoff,
    tags: Option<Vec<String>>,
) -> Result<(Tagged, EventId), SaveError> {
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
                let before = saved.tagged();
                if tags.is_some_and(|tags| !tags.contains(&before.tag)) {
                    return Err(SaveError::Outdated);
                }
                let applied = configuration
                    .apply(
                        &before.configuration,
                        (&saved.action.action, &saved.hours.schedule),
                    )
                    .map_err(SaveError::Invalid)?;
                let wanted = configuration.profiles_over(&saved.profiles);
                let mut events =
                    keep_profiles(tx, (agent, stamp), &saved.profiles, &wanted).await?;
                events.extend(keep(tx, (agent, stamp), &saved, &applied).await?);
                let events: Vec<NewEvent> = events
                    .into_iter()
                    .map(|event| event.of_agent(agent))
                    .collect();
                let report = tx.record(&actor, stamp.at, &events).await?;
                let outside = applied.action.outside_hours.action;
                let queues = tx.queues_following(saved.hours.id).await?;
                reconsider(tx, &actor, &queues, (outside, stamp.at)).await?;
                Ok((found(tx, agent).await?.tagged(), report))
            })
        })
        .await
}

async fn found(tx: &mut Tx, agent: AgentId) -> Result<Saved, SaveError> {
    let action = tx.hold_action(agent).await?;
    let hours = tx.default_schedule(agent).await?;
    Ok(Saved {
        action: action.ok_or(SaveError::Missing)?,
        hours: hours.ok_or(SaveError::Missing)?,
        profiles: tx.routing_profiles(agent).await?,
    })
}

/// Keeps the action and the hours. The event of the report comes last, so that its number is the one
/// given back.
async fn keep(
    tx: &mut Tx,
    (agent, stamp): (AgentId, Stamp),
    Saved { action, hours, .. }: &Saved,
    applied: &Applied,
) -> Result<Vec<NewEvent>, SaveError> {
    tx.save_action(agent, &applied.action, action.revision, stamp)
        .await?;
    let data = json!({"before": action.action, "after": applied.action});
    let mut events = vec![NewEvent::new(EventKind::ActionSaved, data)];
    if let Some(new) = &applied.hours {
        tx.save_schedule(hours.id, new, hours.revision, stamp)
            .await?;
        let data = json!({"schedule": hours.id, "before": hours.schedule, "after": new});
        events.push(NewEvent::new(EventKind::ScheduleSaved, data));
    }
    let report = json!(applied.report);
    events.push(NewEvent::new(EventKind::HumanHandoffReplaced, report));
    Ok(events)
}

/// Makes the routing profiles those that are wanted: some go, some change, some are new.
pub(super) async fn keep_profiles(
    tx: &mut Tx,
    (agent, stamp): (AgentId, Stamp),
    known: &[RoutingProfile],
    wanted: &[RoutingProfile],
) -> Result<Vec<NewEvent>, SaveError> {
    let mut events = Vec::new();
    let is_wanted = |known: &RoutingProfile| wanted.iter().any(|profile| profile.id == known.id);
    for gone in known.iter().filter(|known| !is_wanted(known)) {
        tx.delete_routing_profile(agent, gone.id).await?;
        let data = json!({"routing_profile": gone});
        events.push(NewEvent::new(EventKind::RoutingProfileDeleted, data));
    }
    let changed = |profile: &&RoutingProfile| !known.contains(profile);
    // Names may be swapped, and no two may ever be the same: first they all make room.
    for profile in wanted.iter().filter(changed).filter(|new| is_kept(new)) {
        let aside = RoutingProfile {
            name: format!("\u{1}{}", profile.id),
            ..profile.clone()
        };
        tx.update_routing_profile(agent, &aside, None, stamp)
            .await?;
    }
    for profile in wanted.iter().filter(changed) {
        let id = if is_kept(profile) {
            tx.update_routing_profile(agent, profile, None, stamp)
                .await?;
            profile.id
        } else {
            tx.insert_routing_profile(agent, profile, stamp).await?
        };
        let data = json!({"routing_profile": id, "name": profile.name,
            "active": profile.is_active, "operators": profile.operators});
        events.push(NewEvent::new(EventKind::RoutingProfileSaved, data));
    }
    Ok(events)
}

fn is_kept(profile: &RoutingProfile) -> bool {
    profile.id != RoutingProfileId(0)
}

//! The routing profiles of the five-section configuration, put in the place of those there are.

use serde_json::json;

use super::{SaveError, place::name_taken};
use crate::{
    event::{EventKind, NewEvent},
    id::{AgentId, OperatorId, RoutingProfileId},
    policy::{HumanHandoff, ProfileSection},
    problem::Problem,
    routing::RoutingProfile,
    store::{Stamp, Tx},
};

/// An AI agent's routing profiles as the five sections have them, in the order they were made.
pub(super) fn shown(mut profiles: Vec<RoutingProfile>) -> Vec<ProfileSection> {
    profiles.sort_by_key(|profile| profile.id);
    let shown = |profile: RoutingProfile| ProfileSection {
        id: Some(profile.id.0),
        name: profile.name,
        description: profile.description,
        is_active: profile.is_active,
        user_ids: profile.operators.iter().map(|id| id.0).collect(),
    };
    profiles.into_iter().map(shown).collect()
}

/// Keeps the profiles of a configuration: what has a number or a name that is there already is changed and
/// keeps its examples, which the five sections cannot say; what is not named any more goes.
pub(super) async fn replace_profiles(
    tx: &mut Tx,
    agent: AgentId,
    (configuration, before): (&HumanHandoff, &HumanHandoff),
    stamp: Stamp,
) -> Result<Vec<NewEvent>, SaveError> {
    if configuration.routing_profiles == before.routing_profiles {
        return Ok(Vec::new());
    }
    check_people(tx, &configuration.routing_profiles).await?;
    let known = tx.routing_profiles(agent).await?;
    let mut events = Vec::new();
    let mut kept: Vec<RoutingProfileId> = Vec::new();
    let wanted: Vec<_> = configuration
        .routing_profiles
        .iter()
        .map(|wanted| (wanted, there(wanted, &known)))
        .collect();
    let stays = |id: RoutingProfileId| wanted.iter().any(|(_, found)| *found == Some(id));
    for gone in known.iter().filter(|known| !stays(known.id)) {
        tx.delete_routing_profile(agent, gone.id).await?;
        let data = json!({"routing_profile": gone});
        events.push(NewEvent::new(EventKind::RoutingProfileDeleted, data));
    }
    for (wanted, found) in &wanted {
        let old = found.and_then(|id| known.iter().find(|known| known.id == id));
        let profile = laid_over(wanted, old);
        let saved = match old {
            // Named twice, the second is a new one.
            Some(old) if !kept.contains(&old.id) => {
                let done = tx.update_routing_profile(agent, &profile, None, stamp);
                done.await.map(|()| old.id)
            }
            _ => tx.insert_routing_profile(agent, &profile, stamp).await,
        };
        let id = saved.map_err(|error| name_taken(error, &profile.name))?;
        kept.push(id);
        let data = json!({"routing_profile": id, "name": profile.name,
            "active": profile.is_active, "operators": profile.operators});
        events.push(NewEvent::new(EventKind::RoutingProfileSaved, data));
    }
    Ok(events)
}

fn there(wanted: &ProfileSection, known: &[RoutingProfile]) -> Option<RoutingProfileId> {
    let by_id = known.iter().find(|known| Some(known.id.0) == wanted.id);
    let same = |known: &&RoutingProfile| known.name.eq_ignore_ascii_case(wanted.name.trim());
    let found = by_id.or_else(|| known.iter().find(same));
    found.map(|known| known.id)
}

fn laid_over(wanted: &ProfileSection, old: Option<&RoutingProfile>) -> RoutingProfile {
    RoutingProfile {
        id: old.map_or(RoutingProfileId(0), |old| old.id),
        name: wanted.name.trim().to_owned(),
        description: wanted.description.trim().to_owned(),
        examples: old.map(|old| old.examples.clone()).unwrap_or_default(),
        is_active: wanted.is_active,
        operators: wanted.user_ids.iter().copied().map(OperatorId).collect(),
    }
}

/// Everybody who is named must work here.
async fn check_people(tx: &mut Tx, profiles: &[ProfileSection]) -> Result<(), SaveError> {
    let mut problems = Vec::new();
    for (row, profile) in profiles.iter().enumerate() {
        for (place, id) in profile.user_ids.iter().enumerate() {
            if tx.operator(OperatorId(*id)).await?.is_none() {
                problems.push(Problem::new(
                    format!("/routing_profiles/{row}/user_ids/{place}"),
                    format!("There is no operator {id}."),
                ));
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(SaveError::Invalid(problems))
    }
}

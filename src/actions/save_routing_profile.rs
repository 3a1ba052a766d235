//! A routing profile is saved, or deleted.

use serde_json::json;

use super::{
    Desk, SaveError,
    place::{name_taken, stamped},
};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::{AgentId, RoutingProfileId},
    problem::Problem,
    routing::RoutingProfile,
};

/// Saves a routing profile of an AI agent: a new one where there is no `of`. With a revision, a newer version
/// by somebody else is not written over.
pub async fn save_routing_profile(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    of: Option<(RoutingProfileId, Option<i64>)>,
    draft: &RoutingProfile,
) -> Result<RoutingProfileId, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let known = desk.store.routing_profiles(agent, None).await?;
    let id = of.map(|(id, _)| id);
    if id.is_some_and(|id| known.iter().all(|saved| saved.profile.id != id)) {
        return Err(SaveError::Missing);
    }
    let others = known.iter().filter(|saved| Some(saved.profile.id) != id);
    let mut problems = draft.check(others.map(|saved| saved.profile.name.as_str()));
    let people = desk.store.operators().await?;
    for (row, id) in draft.operators.iter().enumerate() {
        if people.iter().all(|person| person.id != *id) {
            let detail = format!("There is no operator {id}.");
            problems.push(Problem::new(format!("/user_ids/{row}"), detail));
        }
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let profile = tidied(draft, id.unwrap_or(RoutingProfileId(0)));
    let (actor, now, name) = (actor.clone(), desk.now(), profile.name.clone());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let stamp = stamped(&actor, now);
                let saved = match of {
                    None => tx.insert_routing_profile(agent, &profile, stamp).await,
                    Some((id, revision)) => tx
                        .update_routing_profile(agent, &profile, revision, stamp)
                        .await
                        .map(|()| id),
                };
                let saved = saved.map_err(|error| name_taken(error, &name))?;
                let data = json!({"routing_profile": saved, "name": profile.name,
                    "active": profile.is_active, "operators": profile.operators});
                let event = NewEvent::new(EventKind::RoutingProfileSaved, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(saved)
            })
        })
        .await
}

/// Deletes a routing profile. What it was given out by keeps its name.
pub async fn delete_routing_profile(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    id: RoutingProfileId,
) -> Result<(), SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let saved = desk.store.routing_profiles(agent, Some(id)).await?.pop();
    let profile = saved.ok_or(SaveError::Missing)?.profile;
    let (actor, now) = (actor.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.delete_routing_profile(agent, id).await? {
                    return Err(SaveError::Missing);
                }
                let data = json!({"routing_profile": profile});
                let event = NewEvent::new(EventKind::RoutingProfileDeleted, data).of_agent(agent);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

fn tidied(draft: &RoutingProfile, id: RoutingProfileId) -> RoutingProfile {
    let examples = draft.examples.iter().map(|line| line.trim().to_owned());
    let mut operators = draft.operators.clone();
    operators.sort();
    operators.dedup();
    RoutingProfile {
        id,
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        examples: examples.filter(|line| !line.is_empty()).collect(),
        is_active: draft.is_active,
        operators,
    }
}

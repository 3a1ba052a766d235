//! The page “Who gets it?” as it is asked for, and as how a queue shares out is saved on it.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::Duration;
use handoff::{
    actions::{self, SaveError},
    id::QueueId,
    judge::Profiles,
    store::{Agent, SavedRoutingProfile, SavedSharing},
};
use serde::Deserialize;

use super::form::{RawSharing, on_the_form};
use super::next::next;
use super::page::{self, Here, RoutingPage};
use super::profiles::{Check, ProfileRow};
use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
    ui::{Newer, SaveState},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looking {
    queue: Option<i64>,
    /// A sentence to be tried.
    text: String,
}

/// How the form stands: as it is kept, or as it was sent.
#[derive(Default)]
struct Sent {
    values: Option<RawSharing>,
    errors: FieldErrors,
    is_outdated: bool,
}

pub(super) async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(looking): Query<Looking>,
) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    rendered((&site, &me), &agent, looking, Sent::default()).await
}

pub(super) async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(looking): Query<Looking>,
    body: Bytes,
) -> Result<Response, Oops> {
    let agent = site.agent(agent).await?;
    let values: RawSharing = decode(&body)?;
    let queue = QueueId(looking.queue.ok_or(Oops::Stale)?);
    let revision: i64 = values.revision.parse().map_err(|_| Oops::Stale)?;
    let (sharing, mut problems) = values.read();
    let core = sharing.clone().checked(queue).err().unwrap_or_default();
    problems.extend(core.into_iter().map(on_the_form));
    let saved = if problems.is_empty() {
        let (desk, place) = (&site.desk, (agent.id, queue));
        actions::save_sharing(desk, &me.actor, place, sharing, Some(revision)).await
    } else {
        Err(SaveError::Invalid(problems))
    };
    let (status, sent) = match saved {
        Ok(()) => {
            set_flash(
                &me.session,
                "Saved. From now on it is shared out like this.",
            )
            .await;
            let here = routes::routing_of(agent.id.0, queue.0);
            return Ok(Redirect::to(&here).into_response());
        }
        Err(SaveError::Invalid(problems)) => {
            let problems = problems.into_iter().map(on_the_form).collect();
            let sent = Sent {
                values: Some(values),
                errors: FieldErrors::of(problems),
                is_outdated: false,
            };
            (StatusCode::UNPROCESSABLE_ENTITY, sent)
        }
        Err(SaveError::Outdated) => {
            let sent = Sent {
                values: Some(values),
                is_outdated: true,
                ..Sent::default()
            };
            (StatusCode::CONFLICT, sent)
        }
        Err(other) => return Err(other.into()),
    };
    let html = rendered((&site, &me), &agent, looking, sent).await?;
    Ok((status, html).into_response())
}

async fn rendered(
    (site, me): (&Site, &SignedIn),
    agent: &Agent,
    looking: Looking,
    sent: Sent,
) -> Result<Html<String>, Oops> {
    let shell = me
        .agent_shell(site, Place::Routing, "Routing", agent)
        .await?;
    let page = load(site, agent, looking, sent).await?;
    Ok(Html(page::render(shell, &site.assets, page)))
}

/// The page as it is kept, without anything tried.
pub(super) async fn plain(site: &Site, agent: &Agent) -> Result<RoutingPage, Oops> {
    load(site, agent, Looking::default(), Sent::default()).await
}

async fn load(
    site: &Site,
    agent: &Agent,
    looking: Looking,
    sent: Sent,
) -> Result<RoutingPage, Oops> {
    let (store, now) = (&site.desk.store, site.desk.now());
    let profiles = store.routing_profiles(agent.id, None).await?;
    let given = store
        .given_by_profile(agent.id, now - Duration::days(30))
        .await?;
    let operators = store.operators().await?;
    let queues = store.queues(agent.id).await?;
    let sharings = store.sharings(agent.id).await?;
    let there = store.people(now).await?;
    let check = checked(&profiles, looking.text);
    let matched = check.ranking.first().filter(|(_, score)| *score >= 0.5);
    let about = matched.and_then(|(name, _)| {
        let mut all = profiles.iter().map(|saved| &saved.profile);
        all.find(|profile| profile.name == *name)
    });
    let chosen = looking.queue.map(QueueId);
    if chosen.is_some_and(|id| queues.iter().all(|queue| queue.id != id)) {
        return Err(Oops::NotFound);
    }
    let queue = queues
        .iter()
        .find(|queue| Some(queue.id) == chosen)
        .or(queues.first());
    let shared = queue.and_then(|queue| {
        let saved = sharings.iter().find(|saved| saved.queue == queue.id)?;
        Some((queue, saved))
    });
    let here = shared.map(|(queue, saved)| {
        let (people, next) = next(&there, &operators, (queue, &saved.sharing), about);
        Here {
            queue: queue.id.0,
            name: queue.name.clone(),
            people,
            next,
            ..stands(saved, sent)
        }
    });
    let name = |id: &handoff::id::OperatorId| {
        let found = operators.iter().find(|operator| operator.id == *id)?;
        Some((id.0, found.name.clone()))
    };
    let row = |saved: &SavedRoutingProfile| ProfileRow {
        id: saved.profile.id.0,
        name: saved.profile.name.clone(),
        description: saved.profile.description.clone(),
        is_active: saved.profile.is_active,
        people: saved.profile.operators.iter().filter_map(name).collect(),
        given: given
            .iter()
            .find(|(name, _)| *name == saved.profile.name)
            .map_or(0, |(_, count)| *count),
    };
    let choices = queues
        .iter()
        .map(|queue| (queue.id.to_string(), queue.name.clone()));
    Ok(RoutingPage {
        agent: agent.id.0,
        name: agent.name.clone(),
        profiles: profiles.iter().map(row).collect(),
        check,
        queues: choices.collect(),
        here,
    })
}

/// The form of a queue, as it is kept or as it was sent.
fn stands(saved: &SavedSharing, sent: Sent) -> Here {
    let kept = RawSharing::of(&saved.sharing, saved.revision);
    let newer = sent.is_outdated.then(|| Newer {
        by: "Somebody else".to_owned(),
        at: "meanwhile".to_owned(),
        differences: Vec::new(),
    });
    let state = if sent.values.is_some() {
        SaveState::Unsaved
    } else {
        SaveState::Untouched
    };
    let mut values = sent.values.unwrap_or_else(|| kept.clone());
    if sent.is_outdated {
        values.revision = kept.revision;
    }
    Here {
        queue: saved.queue.0,
        name: String::new(),
        values,
        errors: sent.errors,
        saved: state,
        newer,
        people: Vec::new(),
        next: String::new(),
    }
}

/// How well each profile in use fits a sentence, the best first.
fn checked(profiles: &[SavedRoutingProfile], text: String) -> Check {
    if text.trim().is_empty() {
        return Check::default();
    }
    let active = profiles.iter().filter(|saved| saved.profile.is_active);
    let subjects: Vec<_> = active.map(|saved| saved.profile.subject()).collect();
    let mut matches = Profiles::new(&subjects).matches(&text);
    matches.sort_by(|one, other| other.score.total_cmp(&one.score));
    let ranking = matches
        .into_iter()
        .map(|found| (found.name.to_string(), found.score));
    Check {
        text,
        ranking: ranking.collect(),
    }
}

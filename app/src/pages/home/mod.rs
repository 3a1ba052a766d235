//! Home: what is still to do before anything is handed over, and what is true right now.

mod dead_ends;
mod facts;
mod first_steps;
mod page;
mod words;

use axum::{Router, extract::State, response::Html, routing::get};
use dead_ends::Answered;
use facts::{AgentFacts, Facts};
pub use first_steps::{Step, StepKind};
use handoff::{
    channel::Channel,
    clock::Instant,
    conversation::View,
    dead_end::{self, Given},
    help_desk::help_desk,
    id::{AgentId, OperatorId},
    operator::Operator,
    store::{SavedChannel, StoreError},
};
pub use page::{Home, RightNow, render};

use super::inbox;
use crate::{
    request::{Oops, SignedIn},
    routes,
    shell::{AgentLink, Place},
    site::{MailWay, Site},
};

/// How many of those who wait are shown.
const IN_LINE: i64 = 6;

pub fn routes() -> Router<Site> {
    Router::new().route(routes::HOME, get(show))
}

async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let shell = me.shell(&site, Place::Home, "Home").await?;
    let operators = site.desk.store.operators().await?;
    let facts = facts(&site, &me, &operators, shell.agent.clone()).await?;
    let line = inbox::first_in_line(&site, (me.scope, me.operator.id), IN_LINE).await?;
    let (undelivered, answered) = if me.actor.may_configure() {
        let connected = site.desk.store.all_channels().await?;
        let undelivered = undelivered(&site, &connected).await?;
        let answered = match &shell.agent {
            Some(agent) => answered(&site, AgentId(agent.id), &operators, &connected).await?,
            None => None,
        };
        (undelivered, answered)
    } else {
        (Vec::new(), None)
    };
    let home = Home {
        undelivered,
        answered,
        line: Some(line),
        ..facts.home()
    };
    Ok(Html(render(shell, &site.assets, home)))
}

/// What does not arrive where it should: whoever fails to be told, and mails that nobody brings anywhere.
async fn undelivered(site: &Site, connected: &[SavedChannel]) -> Result<Vec<String>, Oops> {
    let store = &site.desk.store;
    let mut told = Vec::new();
    for saved in store.webhooks(None).await? {
        let who = format!("The webhook “{}”", saved.webhook.name);
        told.extend(trouble(&who, saved.disabled.as_ref(), saved.failing_since));
    }
    for saved in store.help_desks(None).await? {
        let title = help_desk(&saved.vendor).map_or("unknown", |adapter| adapter.title());
        let kept = &saved.connection;
        let who = format!("The help desk {title}");
        told.extend(trouble(&who, kept.disabled.as_ref(), kept.failing_since));
    }
    for saved in connected {
        let (who, kept) = (saved.channel.title(), &saved.connection);
        told.extend(trouble(who, kept.disabled.as_ref(), kept.failing_since));
    }
    if let MailWay::Folder(_) = site.mail
        && store.tells_by_email().await?
    {
        let words = "E-mail is on, but no mail server is set up: mails are put into a folder and reach nobody.";
        told.push(words.to_owned());
    }
    Ok(told)
}

/// Whether anyone can be left without an answer, by every way to people there is.
async fn answered(
    site: &Site,
    agent: AgentId,
    operators: &[Operator],
    connected: &[SavedChannel],
) -> Result<Option<Answered>, Oops> {
    let Some(policy) = site.desk.store.policy(agent).await? else {
        return Ok(None);
    };
    let people = operators.iter().filter(|operator| operator.is_enabled());
    let people: Vec<OperatorId> = people.map(|operator| operator.id).collect();
    let (channels, now) = (channels(agent, connected), site.desk.now());
    // There can be many thousands of combinations, so no other request waits for them.
    let going = tokio::task::spawn_blocking(move || {
        let given = Given {
            channels: &channels,
            people: &people,
            now,
        };
        let walk = dead_end::walk(&policy, &given);
        Answered::of(&walk, agent.0, &policy.queues)
    });
    Ok(Some(going.await.map_err(|_| StoreError::Stopped)?))
}

/// How customers can come: the chat and the API always, the others once they are connected.
fn channels(agent: AgentId, connected: &[SavedChannel]) -> Vec<Channel> {
    let used = connected
        .iter()
        .filter(|saved| saved.agent == agent && saved.connection.is_enabled);
    let used: Vec<Channel> = used.map(|saved| saved.channel).collect();
    let is_open = |channel: &Channel| {
        matches!(channel, Channel::Web | Channel::Api) || used.contains(channel)
    };
    Channel::ALL.into_iter().filter(is_open).collect()
}

fn trouble(
    who: &str,
    disabled: Option<&(Instant, String)>,
    failing_since: Option<Instant>,
) -> Option<String> {
    match (disabled, failing_since) {
        (Some((_, why)), _) => Some(format!("{who} was switched off. {why}")),
        (None, Some(_)) => Some(format!("{who} is failing.")),
        (None, None) => None,
    }
}

async fn facts(
    site: &Site,
    me: &SignedIn,
    operators: &[Operator],
    agent: Option<AgentLink>,
) -> Result<Facts, Oops> {
    let (store, now, my_id) = (&site.desk.store, site.desk.now(), me.operator.id);
    let others = operators
        .iter()
        .filter(|other| other.is_enabled() && other.id != my_id);
    let counts = store.view_counts(me.scope, my_id).await?;
    let organisation = store.organisation().await?;
    let agent = match agent {
        Some(agent) => agent_facts(site, agent).await?,
        None => None,
    };
    Ok(Facts {
        agent,
        may_configure: me.actor.may_configure(),
        is_first: operators.iter().map(|known| known.id).min() == Some(my_id),
        colleagues: others.count(),
        invited: store.invitations(now).await?.len(),
        people_available: store.online_operators().await?,
        conversations: counts.of(View::All),
        waiting: counts.of(View::NeedsAttention),
        with_ai: counts.of(View::WithAi),
        model: site.desk.llm.as_ref().map(|llm| llm.status().terms.model),
        now,
        zone: organisation.map_or(chrono_tz::UTC, |organisation| organisation.zone),
    })
}

async fn agent_facts(site: &Site, agent: AgentLink) -> Result<Option<AgentFacts>, Oops> {
    let (store, id) = (&site.desk.store, AgentId(agent.id));
    let Some(saved) = store.action(id).await? else {
        return Ok(None);
    };
    let topics = store.topics(id, None).await?;
    let schedule = store.default_schedule(id).await?;
    Ok(Some(AgentFacts {
        id: agent.id,
        name: agent.name,
        is_action_saved: saved.revision > 1,
        action: saved.action,
        schedule: schedule.map(|saved| saved.schedule),
        queues: store.queues(id).await?,
        topics: topics.iter().filter(|topic| topic.is_enabled).count(),
    }))
}

//! The topics an AI agent answers from: find, try, write, delete.

pub mod ask;
pub mod delete;
pub mod edit;
pub mod list;
pub mod scenarios;

mod save;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions,
    id::TopicId,
    judge::{self, Passage},
    store::{Agent, Topic},
};

use crate::{
    form::{decode, tick},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::when::ago,
};
use ask::Ask;
use delete::DeleteTopic;
use edit::RawTopic;
use list::{TopicRow, Topics, Wanted};
use scenarios::Around;

/// How much of a text the list shows, in characters.
const BEGINNING: usize = 140;

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/topics", get(show_list))
        .route("/agents/{agent}/topics/new", get(show_new).post(create))
        .route("/agents/{agent}/topics/{topic}", get(show).post(save))
        .route(
            "/agents/{agent}/topics/{topic}/delete",
            get(ask_to_delete).post(delete),
        )
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let store = &open.site.desk.store;
    let all = store.topics(open.agent.id, None).await?;
    let search = Some(wanted.q.trim()).filter(|q| !q.is_empty());
    let found = match search {
        Some(q) => store.topics(open.agent.id, Some(q)).await?,
        None => all.clone(),
    };
    let threshold = store
        .action(open.agent.id)
        .await?
        .map_or(0.0, |saved| saved.action.triggers.low_confidence.threshold);
    let now = open.site.desk.now();
    let around = open.around().await?;
    let page = Topics {
        agent,
        name: open.agent.name.clone(),
        count: all.len(),
        answer: answer(agent, &wanted.ask, &all).map(|ask| Ask { threshold, ..ask }),
        topics: found
            .into_iter()
            .map(|topic| row(topic, &around, |at| ago(at, now)))
            .collect(),
        wanted,
    };
    let shell = open.shell("Topics").await?;
    Ok(Html(list::render(shell, &open.site.assets, page)))
}

async fn show_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let values = RawTopic {
        is_enabled: tick(true),
        ..RawTopic::default()
    };
    Open::of(site, me, agent).await?.page(None, values).await
}

async fn create(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values = decode(&body)?;
    Open::of(site, me, agent).await?.submit(None, values).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, topic)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let topic = open.topic(topic).await?;
    let values = RawTopic::of(&topic);
    open.page(Some(&topic), values).await
}

async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, topic)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values = decode(&body)?;
    let open = Open::of(site, me, agent).await?;
    let topic = open.topic(topic).await?;
    open.submit(Some(topic), values).await
}

async fn ask_to_delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, topic)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let found = open.topic(topic).await?;
    let page = DeleteTopic {
        agent,
        name: open.agent.name.clone(),
        topic,
        title: found.title,
    };
    let shell = open.shell("Delete a topic").await?;
    Ok(Html(delete::render(shell, &open.site.assets, page)))
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, topic)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, agent).await?;
    let title = open.topic(topic).await?.title;
    let desk = &open.site.desk;
    actions::delete_topic(desk, &open.me.actor, open.agent.id, TopicId(topic)).await?;
    set_flash(&open.me.session, &format!("“{title}” is deleted.")).await;
    Ok(Redirect::to(&routes::topics(agent)).into_response())
}

/// Whose topics somebody is looking at.
struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
}

impl Open {
    async fn of(site: Site, me: SignedIn, agent: i64) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        Ok(Self { site, me, agent })
    }

    async fn topic(&self, id: i64) -> Result<Topic, Oops> {
        let topic = self
            .site
            .desk
            .store
            .topic(self.agent.id, TopicId(id))
            .await?;
        topic.ok_or(Oops::NotFound)
    }

    async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::Topics, title, &self.agent)
            .await
    }
}

/// What the built-in answerer finds among the topics that are in use.
fn answer(agent: i64, question: &str, topics: &[Topic]) -> Option<Ask> {
    let used: Vec<&Topic> = topics.iter().filter(|topic| topic.is_enabled).collect();
    let passages: Vec<Passage> = used
        .iter()
        .map(|topic| Passage {
            title: topic.title.clone(),
            text: topic.text.clone(),
        })
        .collect();
    let found = judge::answer(question, &passages)?;
    Some(Ask {
        title: found.title,
        href: routes::topic(agent, used.get(found.topic)?.id.0),
        text: found.text,
        confidence: found.confidence,
        threshold: 0.0,
    })
}

fn row(topic: Topic, around: &Around, ago: impl Fn(handoff::clock::Instant) -> String) -> TopicRow {
    TopicRow {
        id: topic.id.0,
        title: topic.title,
        begins: topic.text.chars().take(BEGINNING).collect(),
        is_enabled: topic.is_enabled,
        handoffs: around.names(&topic.handoffs),
        updated: ago(topic.updated_at),
    }
}

//! The topics an AI agent answers from: find, try, write, delete.

pub mod ask;
pub mod delete;
pub mod edit;
pub mod list;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, SaveError, TopicDraft},
    id::TopicId,
    judge::{self, Passage},
    problem::Problem,
    store::{Agent, Topic},
};

use crate::{
    form::{FieldErrors, decode, is_ticked, tick},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::{LastSaved, SaveState, when::ago},
};
use ask::Ask;
use delete::DeleteTopic;
use edit::{RawTopic, TopicPage};
use list::{TopicRow, Topics, Wanted};

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
    let page = Topics {
        agent,
        name: open.agent.name.clone(),
        count: all.len(),
        answer: answer(agent, &wanted.ask, &all).map(|ask| Ask { threshold, ..ask }),
        topics: found
            .into_iter()
            .map(|topic| row(topic, |at| ago(at, now)))
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
    Open::of(site, me, agent).await?.save(None, values).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, topic)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let topic = open.topic(topic).await?;
    let values = RawTopic {
        title: topic.title.clone(),
        text: topic.text.clone(),
        is_enabled: tick(topic.is_enabled),
    };
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
    open.save(Some(&topic), values).await
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

    async fn save(self, topic: Option<&Topic>, values: RawTopic) -> Result<Response, Oops> {
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        let draft = TopicDraft {
            title: values.title.clone(),
            text: values.text.clone(),
            instructions: topic
                .map(|topic| topic.instructions.clone())
                .unwrap_or_default(),
            handoffs: topic
                .map(|topic| topic.handoffs.clone())
                .unwrap_or_default(),
            is_enabled: is_ticked(&values.is_enabled),
        };
        let of = topic.map(|topic| (topic.id, Some(topic.revision)));
        match actions::save_topic(desk, actor, self.agent.id, of, &draft).await {
            Ok(_) => {
                let words = saved_words(&values, &self.agent.name);
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::topics(self.agent.id.0)).into_response())
            }
            Err(SaveError::Invalid(problems)) => self.refuse(topic, values, problems).await,
            Err(other) => Err(other.into()),
        }
    }

    async fn refuse(
        self,
        topic: Option<&Topic>,
        values: RawTopic,
        problems: Vec<Problem>,
    ) -> Result<Response, Oops> {
        let mut page = self.topic_page(topic, values).await?;
        page.errors = FieldErrors::of(problems);
        let html = self.html(page).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
    }

    async fn page(self, topic: Option<&Topic>, values: RawTopic) -> Result<Html<String>, Oops> {
        let page = self.topic_page(topic, values).await?;
        self.html(page).await
    }

    async fn html(&self, page: TopicPage) -> Result<Html<String>, Oops> {
        let title = if page.topic.is_some() {
            "Topic"
        } else {
            "New topic"
        };
        let shell = self.shell(title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    async fn topic_page(&self, topic: Option<&Topic>, values: RawTopic) -> Result<TopicPage, Oops> {
        let zone = self.site.zone().await?;
        let saved = topic.map_or(SaveState::Untouched, |topic| {
            let last = LastSaved {
                at: topic.updated_at,
                by: None,
                me: &self.me.operator.name,
                now: self.site.desk.now(),
                zone,
            };
            SaveState::Saved(format!("Saved {}", last.moment()))
        });
        Ok(TopicPage {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            topic: topic.map(|topic| topic.id.0),
            values,
            errors: FieldErrors::default(),
            saved,
        })
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

fn row(topic: Topic, ago: impl Fn(handoff::clock::Instant) -> String) -> TopicRow {
    TopicRow {
        id: topic.id.0,
        title: topic.title,
        begins: topic.text.chars().take(BEGINNING).collect(),
        is_enabled: topic.is_enabled,
        updated: ago(topic.updated_at),
    }
}

fn saved_words(values: &RawTopic, name: &str) -> String {
    if is_ticked(&values.is_enabled) {
        format!(
            "Saved. {name} answers from “{}” from now on.",
            values.title.trim()
        )
    } else {
        format!(
            "Saved. “{}” is off, so {name} does not use it.",
            values.title.trim()
        )
    }
}

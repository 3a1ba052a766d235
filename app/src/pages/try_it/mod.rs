//! Try it: any conversation at any moment, with the settings as saved or as they are being written. The
//! whole of it travels in the form, so that nothing is stored, sent, or written into an address.

pub mod form;
pub mod page;
pub mod script;
pub mod trial;
pub mod verdict;
pub mod what_if;

#[cfg(test)]
mod examples;
mod samples;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use handoff::{actions, id::ConversationId, judge::Passage, store::Agent};
use serde::Deserialize;

use crate::{
    form::{FieldErrors, RawMoment, decode, pairs},
    pages::action::form::RawAction,
    request::{Admin, Oops, SignedIn},
    shell::Place,
    site::Site,
};
use form::{Change, RawTrial, RawTried};
use page::{TryIt, Unsaved};
use trial::{World, with_action};
use verdict::Verdict;
use what_if::what_if;

pub fn routes() -> Router<Site> {
    Router::new().route("/agents/{agent}/try-it", get(show).post(submit))
}

/// A conversation of the inbox to begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Begun {
    conversation: String,
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(begun): Query<Begun>,
) -> Result<Response, Oops> {
    let bench = Bench::of(site, me, agent).await?;
    let mut values = bench.new_form().await?;
    if !begun.conversation.is_empty() {
        bench.take(begun.conversation, &mut values).await?;
    }
    let page = bench.decide(values, None).await;
    bench.answer(page).await
}

async fn submit(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let RawTrial { op, tried } = decode(&body)?;
    let mut bench = Bench::of(site, me, agent).await?;
    let mut values = if tried == RawTried::default() {
        bench.new_form().await?
    } else {
        tried
    };
    bench.fill_in(&mut values).await?;
    let unsaved = bench.unsaved(&body, &values)?;
    let change = Change::read(&op);
    if let Some(change) = &change {
        values.apply(change, &bench.agent.name);
    }
    crate::form::renumber(&mut values.lines);
    let page = if change.is_some_and(|change| change.is_writing()) {
        bench.page(values, unsaved)
    } else {
        bench.decide(values, unsaved).await
    };
    bench.answer(page).await
}

/// Where things are tried: the AI agent with all it is decided by.
struct Bench {
    site: Site,
    me: SignedIn,
    agent: Agent,
    world: World,
    online: usize,
}

impl Bench {
    async fn of(site: Site, me: SignedIn, agent: i64) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let around = store.surroundings(agent.id).await?;
        let around = around.ok_or(Oops::NotFound)?;
        let topics = store.topics(agent.id, None).await?;
        let enabled = topics.into_iter().filter(|topic| topic.is_enabled);
        let passages = enabled.map(|topic| Passage {
            title: topic.title,
            text: topic.text,
        });
        Ok(Self {
            world: World {
                policy: (*around.policy).clone(),
                passages: passages.collect(),
                read: None,
            },
            online: around.online,
            site,
            me,
            agent,
        })
    }

    async fn new_form(&self) -> Result<RawTried, Oops> {
        let zone = self.site.zone().await?;
        Ok(RawTried::new(self.site.desk.now(), zone, self.online))
    }

    /// Begins with what was said in a conversation of the inbox, where the customer is.
    async fn take(&self, id: String, values: &mut RawTried) -> Result<(), Oops> {
        let (store, id) = (&self.site.desk.store, ConversationId(id));
        let conversation = store.conversation(self.me.scope, &id).await?;
        let conversation = conversation
            .filter(|conversation| conversation.agent == self.agent.id)
            .ok_or(Oops::NotFound)?;
        actions::note_access(&self.site.desk, &self.me.actor, &conversation).await?;
        let messages = store.stretch_messages(&conversation).await?;
        values.begin_with(&messages, conversation.channel);
        if let Some(zone) = conversation.customer.zone {
            values.moment = RawMoment {
                zone: zone.name().to_owned(),
                ..RawMoment::default()
            };
            self.fill_in(values).await?;
        }
        Ok(())
    }

    async fn fill_in(&self, values: &mut RawTried) -> Result<(), Oops> {
        let zone = self.site.zone().await?;
        values.fill_in(self.site.desk.now(), zone, self.online);
        Ok(())
    }

    /// The settings that came along, if any; they are what is tried unless the form says otherwise.
    fn unsaved(&mut self, body: &[u8], values: &RawTried) -> Result<Option<Unsaved>, Oops> {
        let raw: RawAction = decode(body)?;
        if raw.revision.is_empty() {
            return Ok(None);
        }
        let fields = pairs(body)
            .into_iter()
            .filter(|(name, _)| name != "op" && !name.starts_with("try["));
        let mut unsaved = Unsaved {
            fields: fields.collect(),
            problems: Vec::new(),
        };
        if values.settings != "saved" {
            let (action, problems) = raw.read(&self.world.policy.action);
            unsaved.problems = problems.into_iter().map(|problem| problem.detail).collect();
            self.world.policy = with_action(&self.world.policy, action);
        }
        Ok(Some(unsaved))
    }

    /// The page with the decision, or with what is wrong.
    async fn decide(&self, values: RawTried, unsaved: Option<Unsaved>) -> TryIt {
        let read = values.read();
        let mut page = self.page(values, unsaved);
        let can_be_tried = page
            .unsaved
            .as_ref()
            .is_none_or(|unsaved| unsaved.problems.is_empty());
        match read {
            Ok(tried) if can_be_tried => {
                let mut world = self.world.clone();
                let trial = match &self.site.desk.llm {
                    Some(llm) => world.decide_with(llm, &tried).await,
                    None => world.decide(&tried),
                };
                page.verdict = Some(Verdict {
                    what_if: what_if(&world, &tried, &trial),
                    tried,
                    trial,
                });
            }
            Ok(_) => {}
            Err(problems) => page.errors = FieldErrors::of(problems),
        }
        page
    }

    fn page(&self, values: RawTried, unsaved: Option<Unsaved>) -> TryIt {
        TryIt {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            values,
            errors: FieldErrors::default(),
            verdict: None,
            unsaved,
        }
    }

    async fn answer(&self, page: TryIt) -> Result<Response, Oops> {
        let status = if page.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let shell = self
            .me
            .agent_shell(&self.site, Place::TryIt, "Try it", &self.agent)
            .await?;
        let html = page::render(shell, &self.site.assets, page);
        Ok((status, Html(html)).into_response())
    }
}

//! Handoffs: the named ways to people. List and order, make and change, delete.

pub mod called;
pub mod delete;
pub mod destination;
pub mod edit;
pub mod form;
pub mod list;

mod open;
#[cfg(test)]
pub(crate) mod samples;
mod save;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::post,
};
use handoff::{
    actions::{self, SaveError},
    handoff::Queue,
    id::HandoffId,
    store::SavedHandoff,
};
use serde::Deserialize;

use super::kept::{self, Kept};
use crate::{
    form::{decode, reordered},
    request::{Admin, Oops, Said, SignedIn, say},
    routes,
    site::Site,
    ui::{OpenNow, SaveState},
};
use delete::DeleteHandoff;
use form::RawHandoff;
use list::{HandoffRow, Handoffs};
pub(crate) use open::hours_in_words;

use open::Open;

pub fn routes() -> Router<Site> {
    kept::routes::<Open>()
        .route("/agents/{agent}/handoffs", post(order))
        .route("/agents/{agent}/handoffs/check", post(check_new))
        .route("/agents/{agent}/handoffs/{id}/check", post(check))
}

impl Kept for Open {
    const PATH: &'static str = "handoffs";
    type Form = RawHandoff;

    async fn of(site: Site, me: SignedIn, (agent, id): (i64, Option<i64>)) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let handoffs = store.handoffs(agent.id).await?;
        let one = match id.map(HandoffId) {
            Some(id) => {
                let found = handoffs.iter().find(|saved| saved.handoff.id == id);
                Some(found.cloned().ok_or(Oops::NotFound)?)
            }
            None => None,
        };
        let queues = store.saved_queues(agent.id).await?;
        let functions = store.transfer_functions(agent.id).await?;
        let topics = store.topics(agent.id, None).await?;
        let (now, zone) = (site.desk.now(), site.zone().await?);
        Ok(Self {
            site,
            me,
            agent,
            handoffs,
            one,
            queues,
            functions,
            topics,
            now,
            zone,
        })
    }

    fn me(&self) -> &SignedIn {
        &self.me
    }

    async fn list(self) -> Result<Html<String>, Oops> {
        let page = Handoffs {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            rows: self
                .handoffs
                .iter()
                .map(|saved| self.listed(saved))
                .collect(),
        };
        let shell = self.shell("Handoffs").await?;
        Ok(Html(list::render(shell, &self.site.assets, page)))
    }

    async fn show(self) -> Result<Html<String>, Oops> {
        let page = match &self.one {
            Some(_) => self.page(self.stored(), self.last_saved().state()),
            None => self.page(RawHandoff::new(), SaveState::Untouched),
        };
        self.html(page).await
    }

    fn read(body: &[u8]) -> Result<RawHandoff, Oops> {
        Ok(decode(body)?)
    }

    async fn submit(self, values: RawHandoff) -> Result<Response, Oops> {
        self.answer(values).await
    }

    /// The page names what leads there, which is all that can be refused for.
    async fn ask_to_delete(&self, _refused: Option<String>) -> Result<Html<String>, Oops> {
        let saved = self.one.as_ref().ok_or(Oops::NotFound)?;
        let page = DeleteHandoff {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            handoff: (saved.handoff.id.0, saved.handoff.name.clone()),
            function: saved.handoff.function(),
            topics: self.topics_of(saved.handoff.id),
        };
        let shell = self.shell("Delete a handoff").await?;
        Ok(Html(delete::render(shell, &self.site.assets, page)))
    }

    async fn delete(&self) -> Result<String, SaveError> {
        let found = &self.one.as_ref().ok_or(SaveError::Missing)?.handoff;
        actions::delete_handoff(&self.site.desk, &self.me.actor, self.agent.id, found.id).await?;
        Ok(format!("The handoff “{}” is deleted.", found.name))
    }
}

impl Open {
    fn listed(&self, saved: &SavedHandoff) -> HandoffRow {
        let queues = self.queues_of(&saved.handoff);
        let row = |queue: &&Queue| (queue.name.clone(), self.now_of(queue));
        let is_any = saved.handoff.queues.is_empty();
        HandoffRow {
            id: saved.handoff.id.0,
            name: saved.handoff.name.clone(),
            function: saved.handoff.function(),
            description: saved.handoff.description.clone(),
            now: OpenNow::of_any(&queues, self.now, self.zone),
            queues: queues.iter().filter(|_| !is_any).map(row).collect(),
            topics: self.topics_of(saved.handoff.id),
        }
    }
}

/// Which row is to be moved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawOrder {
    op: String,
}

async fn order(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let wish: RawOrder = decode(&body)?;
    let open = Open::of(site, me, (agent, None)).await?;
    let ids: Vec<i64> = open
        .handoffs
        .iter()
        .map(|saved| saved.handoff.id.0)
        .collect();
    if let Some(moved) = reordered(&wish.op, &ids) {
        let (desk, actor) = (&open.site.desk, &open.me.actor);
        let ids: Vec<HandoffId> = moved.into_iter().map(HandoffId).collect();
        match actions::order_handoffs(desk, actor, open.agent.id, &ids).await {
            Ok(()) => {}
            Err(SaveError::Outdated) => {
                let words = "Somebody made or deleted a handoff meanwhile. Here they are now.";
                say(&open.me.session, Said::refused(words)).await;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(Redirect::to(&routes::handoffs(agent)).into_response())
}

async fn check_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    Ok(Html(open.parts(decode(&body)?)))
}

async fn check(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(id))).await?;
    Ok(Html(open.parts(decode(&body)?)))
}

//! An AI agent's actions: the list, and the Human Handoff action as a form. Turning it on or off from the
//! list is a one-button action, see [`crate::buttons`].

pub mod edit;
pub mod example;
pub mod form;
pub mod list;

mod asking;
mod forbidden;
mod lines;
mod messages;
mod own;
mod preset;
mod reasons;
#[cfg(test)]
pub(crate) mod samples;
mod triggers;

pub use messages::placeholders;
pub(crate) use triggers::with_conduct;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use handoff::{
    actions::{self, SaveError},
    judge::understand,
    policy::in_plain_words,
    store::{Agent, SavedAction},
};

use crate::{
    form::{FieldErrors, RowOp, decode, differences, is_ticked},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
    ui::{LastSaved, SaveState},
};
use edit::Edit;
use example::Example;
use form::RawAction;
use list::Actions;

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/actions", get(show_list))
        .route(
            "/agents/{agent}/actions/human-handoff",
            get(show).post(submit),
        )
        .route("/agents/{agent}/actions/human-handoff/check", post(check))
}

async fn show_list(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let action = &open.stored.action;
    let saved = match open.last_saved().await? {
        SaveState::Saved(words) => Some(words),
        _ => None,
    };
    let page = Actions {
        agent,
        name: open.agent.name.clone(),
        is_enabled: action.enabled,
        words: in_plain_words(action, &open.agent.name),
        saved,
    };
    let shell = open
        .me
        .agent_shell(&open.site, Place::Actions, "Actions", &open.agent)
        .await?;
    Ok(Html(list::render(shell, &open.site.assets, page)))
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let values = RawAction::of(&open.stored.action, open.stored.revision);
    let saved = open.last_saved().await?;
    open.page(values, saved).await
}

async fn submit(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let mut values: RawAction = decode(&body)?;
    let open = Open::of(site, me, agent).await?;
    let mut changed = None;
    match (RowOp::read(&values.op), values.op.clone().as_str()) {
        (Some(op), _) if values.apply(&op) => {}
        (_, "level") => changed = Some(values.apply_level(&open.stored.action)),
        // The sentence is looked at, or the settings come back from where they were tried.
        (_, "check" | "resume") => {}
        _ => {
            values.renumber();
            return open.save(values).await;
        }
    }
    values.renumber();
    let mut page = open.edit(values, SaveState::Unsaved);
    page.changed = changed;
    Ok(open.html(page).await?.into_response())
}

/// What the sentence in the form would do, with the settings in the form: for a page that is open already.
async fn check(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Html<String>, Oops> {
    let values: RawAction = decode(&body)?;
    let open = Open::of(site, me, agent).await?;
    let page = open.edit(values, SaveState::Unsaved);
    let (clauses, example) = (&page.understood, page.example.as_ref());
    Ok(Html(example::parts(clauses, example, &page.name)))
}

/// The action somebody is looking at.
struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
    stored: SavedAction,
}

impl Open {
    async fn of(site: Site, me: SignedIn, agent: i64) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let stored = site.desk.store.action(agent.id).await?;
        Ok(Self {
            stored: stored.ok_or(Oops::NotFound)?,
            site,
            me,
            agent,
        })
    }

    async fn save(mut self, values: RawAction) -> Result<Response, Oops> {
        let (action, problems) = values.read(&self.stored.action);
        if !problems.is_empty() {
            return self.refuse(values, problems).await;
        }
        let revision = values.revision.parse().unwrap_or_default();
        let desk = &self.site.desk;
        match actions::save_action(desk, &self.me.actor, self.agent.id, &action, revision).await {
            Ok(()) => {
                let words = saved_words(&values, &self.agent.name);
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::human_handoff(self.agent.id.0)).into_response())
            }
            Err(SaveError::Invalid(problems)) => self.refuse(values, problems).await,
            Err(SaveError::Outdated) => {
                let stored = desk.store.action(self.agent.id).await?;
                self.stored = stored.ok_or(Oops::NotFound)?;
                self.compare(values).await
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn refuse(
        self,
        values: RawAction,
        problems: Vec<handoff::problem::Problem>,
    ) -> Result<Response, Oops> {
        let mut page = self.edit(values, SaveState::Unsaved);
        page.errors = FieldErrors::of(problems);
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, page).await
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(self, mut values: RawAction) -> Result<Response, Oops> {
        let theirs = RawAction::of(&self.stored.action, self.stored.revision);
        let differences = differences(&lines::lines(&theirs), &lines::lines(&values));
        values.revision.clone_from(&theirs.revision);
        let newer = self.saved_at().await?.newer(differences);
        let mut page = self.edit(values, SaveState::Unsaved);
        page.newer = Some(newer);
        self.answer(StatusCode::CONFLICT, page).await
    }

    async fn page(self, values: RawAction, saved: SaveState) -> Result<Html<String>, Oops> {
        let page = self.edit(values, saved);
        self.html(page).await
    }

    async fn answer(self, status: StatusCode, page: Edit) -> Result<Response, Oops> {
        Ok((status, self.html(page).await?).into_response())
    }

    async fn html(self, page: Edit) -> Result<Html<String>, Oops> {
        let shell = self
            .me
            .agent_shell(&self.site, Place::Actions, "Human Handoff", &self.agent)
            .await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    fn edit(&self, values: RawAction, saved: SaveState) -> Edit {
        let (action, _) = values.read(&self.stored.action);
        Edit {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            errors: FieldErrors::default(),
            saved,
            understood: understand(&values.when_to_use),
            example: Example::of(&action, &values.example),
            changed: None,
            plain_words: in_plain_words(&action, &self.agent.name),
            newer: None,
            values,
        }
    }

    async fn last_saved(&self) -> Result<SaveState, Oops> {
        Ok(self.saved_at().await?.state())
    }

    async fn saved_at(&self) -> Result<LastSaved<'_>, Oops> {
        Ok(LastSaved {
            at: self.stored.saved_at,
            by: self.stored.saved_by.as_deref(),
            me: &self.me.operator.name,
            now: self.site.desk.now(),
            zone: self.site.zone().await?,
        })
    }
}

fn saved_words(values: &RawAction, name: &str) -> String {
    if is_ticked(&values.enabled) {
        format!("Saved. {name} follows it from the next message on.")
    } else {
        format!("Saved. Human Handoff is off, so {name} does not use it yet.")
    }
}

//! When somebody is there, how soon they answer, and what happens when nobody is. One page, one form.

pub mod days;
pub mod edit;
pub mod form;
pub mod name;
pub mod preview;
pub mod tabs;

mod add_days;
mod dates;
mod fortnight;
mod lines;
mod named;
mod outside;
mod read;
#[cfg(test)]
pub(crate) mod samples;
mod week;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, SaveError},
    id::ScheduleId,
    problem::Problem,
    store::{Agent, SavedAction, SavedSchedule},
};

use crate::{
    form::{FieldErrors, decode, differences},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
    ui::{LastSaved, SaveState},
};
pub(in crate::pages) use add_days::look_at_days;
pub(crate) use dates::dates;
pub(crate) use edit::with_days;
pub(crate) use lines::schedule_lines;
pub(crate) use read::schedule as read_schedule;
pub(crate) use week::week;

use edit::HoursPage;
use form::RawHours;
use preview::{Preview, RawSight};
use tabs::{HoursLink, HoursTabs};

pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/hours", get(show_first).post(submit_first))
        .route("/agents/{agent}/hours/{schedule}", get(show).post(submit))
        .merge(named::routes())
        .merge(add_days::routes())
}

async fn show_first(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(moment): Query<RawSight>,
) -> Result<Html<String>, Oops> {
    Open::of(site, me, (agent, None)).await?.show(moment).await
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, schedule)): Path<(i64, i64)>,
    Query(moment): Query<RawSight>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, (agent, Some(schedule))).await?;
    open.show(moment).await
}

async fn submit_first(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, None)).await?;
    open.submit(decode(&body)?).await
}

async fn submit(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, schedule)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, (agent, Some(schedule))).await?;
    open.submit(decode(&body)?).await
}

/// The hours somebody is looking at.
struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
    schedule: SavedSchedule,
    action: SavedAction,
    tabs: HoursTabs,
}

impl Open {
    /// The named hours of an AI agent, or else those of its first queue.
    async fn of(
        site: Site,
        me: SignedIn,
        (agent, schedule): (i64, Option<i64>),
    ) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let found = match schedule {
            Some(id) => store.schedule(agent.id, ScheduleId(id)).await?,
            None => store.default_schedule(agent.id).await?,
        };
        let schedule = found.ok_or(Oops::NotFound)?;
        let action = store.action(agent.id).await?;
        let all = store.schedules(agent.id).await?.into_iter();
        let tabs = HoursTabs {
            agent: agent.id.0,
            all: all
                .map(|known| HoursLink {
                    id: known.id.0,
                    name: known.name,
                    queues: known.queues.into_iter().map(|(_, name)| name).collect(),
                })
                .collect(),
            here: schedule.id.0,
        };
        Ok(Self {
            action: action.ok_or(Oops::NotFound)?,
            schedule,
            site,
            me,
            agent,
            tabs,
        })
    }

    async fn show(self, moment: RawSight) -> Result<Html<String>, Oops> {
        let saved = self.last_saved().await?.state();
        let mut page = self.page(self.stored(), saved);
        page.preview = self.preview(moment);
        self.html(page).await
    }

    async fn submit(self, mut values: RawHours) -> Result<Response, Oops> {
        if values.apply() {
            let page = self.page(values, SaveState::Unsaved);
            return Ok(self.html(page).await?.into_response());
        }
        values.renumber();
        self.save(values).await
    }

    async fn save(self, values: RawHours) -> Result<Response, Oops> {
        let (hours, problems) = self.read(&values);
        if !problems.is_empty() {
            return self.refuse(values, problems).await;
        }
        let revision = |text: &str| text.parse().unwrap_or_default();
        let revisions = (
            revision(&values.schedule_revision),
            revision(&values.action_revision),
        );
        let desk = &self.site.desk;
        match actions::save_hours(
            desk,
            &self.me.actor,
            (self.agent.id, self.schedule.id),
            &hours,
            revisions,
        )
        .await
        {
            Ok(()) => {
                set_flash(&self.me.session, "Hours saved. They hold from now on.").await;
                let here = routes::schedule(self.agent.id.0, self.schedule.id.0);
                Ok(Redirect::to(&here).into_response())
            }
            Err(SaveError::Invalid(problems)) => self.refuse(values, problems).await,
            Err(SaveError::Outdated) => {
                let place = (self.agent.id.0, Some(self.schedule.id.0));
                let newest = Self::of(self.site, self.me, place).await?;
                newest.compare(values).await
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn refuse(self, values: RawHours, problems: Vec<Problem>) -> Result<Response, Oops> {
        let mut page = self.page(values, SaveState::Unsaved);
        page.errors = FieldErrors::of(problems);
        let html = self.html(page).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(self, mut values: RawHours) -> Result<Response, Oops> {
        let theirs = self.stored();
        let differences = differences(&lines::lines(&theirs), &lines::lines(&values));
        values.schedule_revision = theirs.schedule_revision;
        values.action_revision = theirs.action_revision;
        let newer = self.last_saved().await?.newer(differences);
        let mut page = self.page(values, SaveState::Unsaved);
        page.newer = Some(newer);
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    fn stored(&self) -> RawHours {
        let revisions = (self.schedule.revision, self.action.revision);
        RawHours::of(&self.schedule.schedule, &self.action.action, revisions)
    }

    fn read(&self, values: &RawHours) -> (actions::Hours, Vec<Problem>) {
        read::read(values, (&self.schedule.schedule, &self.action.action))
    }

    fn page(&self, values: RawHours, saved: SaveState) -> HoursPage {
        let (hours, _) = self.read(&values);
        HoursPage {
            tabs: self.tabs.clone(),
            name: self.agent.name.clone(),
            errors: FieldErrors::default(),
            saved,
            schedule: hours.schedule,
            now: self.site.desk.now(),
            preview: self.preview(RawSight::default()),
            newer: None,
            values,
        }
    }

    fn preview(&self, moment: RawSight) -> Preview {
        let stored = (&self.schedule.schedule, &self.action.action);
        Preview::of(moment, stored, self.site.desk.now())
    }

    async fn html(&self, page: HoursPage) -> Result<Html<String>, Oops> {
        let shell = self
            .me
            .agent_shell(&self.site, Place::Hours, "Hours", &self.agent)
            .await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    /// When the page last changed: its hours, or what the action holds of it.
    async fn last_saved(&self) -> Result<LastSaved<'_>, Oops> {
        let (at, by) = if self.action.saved_at > self.schedule.saved_at {
            (self.action.saved_at, &self.action.saved_by)
        } else {
            (self.schedule.saved_at, &self.schedule.saved_by)
        };
        Ok(LastSaved {
            at,
            by: by.as_deref(),
            me: &self.me.operator.name,
            now: self.site.desk.now(),
            zone: self.site.zone().await?,
        })
    }
}

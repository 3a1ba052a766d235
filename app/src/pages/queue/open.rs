//! The queue somebody is looking at, or a new one, with what stands around it.

use std::collections::BTreeMap;

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono_tz::Tz;
use handoff::{
    actions::{self, SaveError},
    handoff::Queue,
    id::{OperatorId, QueueId, ScheduleId},
    operator::Operator,
    problem::Problem,
    routing::Abilities,
    schedule::{Interval, Schedule},
    store::{Agent, SavedHandoff, SavedQueue, SavedTransferFunction, ScheduleUse, Topic},
};

use super::super::kept::Kept;
use super::delete::{self, DeleteQueue};
use super::edit::{self, QueuePage};
use super::form::{QueueForm, on_the_form};
use super::lines::lines;
use super::list;
use crate::{
    form::{FieldErrors, differences},
    request::{Oops, SignedIn, refused, set_flash},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::{LastSaved, SaveState},
};

pub(super) struct Open {
    pub(super) site: Site,
    pub(super) me: SignedIn,
    pub(super) agent: Agent,
    pub(super) queues: Vec<SavedQueue>,
    pub(super) schedules: Vec<ScheduleUse>,
    pub(super) functions: Vec<SavedTransferFunction>,
    pub(super) handoffs: Vec<SavedHandoff>,
    pub(super) people: Vec<Operator>,
    pub(super) abilities: BTreeMap<OperatorId, Abilities>,
    pub(super) topics: Vec<Topic>,
    pub(super) waiting: BTreeMap<QueueId, usize>,
    callbacks: BTreeMap<QueueId, usize>,
    zone: Tz,
    /// The one somebody looks at; a new one, or all of them, if none.
    here: Option<QueueId>,
}

impl Kept for Open {
    const PATH: &'static str = "queues";
    type Form = QueueForm;

    async fn of(
        site: Site,
        me: SignedIn,
        (agent, queue): (i64, Option<i64>),
    ) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let open = Self {
            queues: store.saved_queues(agent.id).await?,
            schedules: store.schedules(agent.id).await?,
            functions: store.transfer_functions(agent.id).await?,
            handoffs: store.handoffs(agent.id).await?,
            people: store.operators().await?,
            abilities: store.everybodys_abilities().await?,
            topics: store.topics(agent.id, None).await?,
            waiting: store.waiting_by_queue(agent.id).await?,
            callbacks: store.callbacks_by_queue(agent.id).await?,
            zone: site.zone().await?,
            here: queue.map(QueueId),
            site,
            me,
            agent,
        };
        match open.here {
            Some(_) if open.saved().is_none() => Err(Oops::NotFound),
            _ => Ok(open),
        }
    }

    fn me(&self) -> &SignedIn {
        &self.me
    }

    async fn list(self) -> Result<Html<String>, Oops> {
        let shell = self.shell("Queues").await?;
        Ok(Html(list::render(shell, &self.site.assets, self.rows())))
    }

    async fn show(self) -> Result<Html<String>, Oops> {
        let saved = self
            .last_saved()
            .map_or(SaveState::Untouched, |last| last.state());
        self.html(self.page(self.stored(), saved)).await
    }

    fn read(body: &[u8]) -> Result<QueueForm, Oops> {
        Ok(QueueForm::decode(body)?)
    }

    async fn submit(self, mut form: QueueForm) -> Result<Response, Oops> {
        if form.apply() {
            let page = self.page(form, SaveState::Unsaved);
            return Ok(self.html(page).await?.into_response());
        }
        form.hours.renumber();
        self.save(form).await
    }

    async fn ask_to_delete(&self, refused: Option<String>) -> Result<Html<String>, Oops> {
        let queue = &self.saved().ok_or(Oops::NotFound)?.queue;
        let page = DeleteQueue {
            agent: self.agent.id.0,
            id: queue.id.0,
            name: queue.name.clone(),
            strands: self.strands(queue.id),
            refused,
        };
        let shell = self.shell("Delete a queue").await?;
        Ok(Html(delete::render(shell, &self.site.assets, page)))
    }

    async fn delete(&self) -> Result<String, SaveError> {
        let found = &self.saved().ok_or(SaveError::Missing)?.queue;
        actions::delete_queue(&self.site.desk, &self.me.actor, self.agent.id, found.id).await?;
        Ok(format!("The queue “{}” is deleted.", found.name))
    }
}

impl Open {
    pub(super) fn saved(&self) -> Option<&SavedQueue> {
        let mut all = self.queues.iter();
        all.find(|saved| Some(saved.queue.id) == self.here)
    }

    pub(super) async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::Queues, title, &self.agent)
            .await
    }

    async fn save(self, form: QueueForm) -> Result<Response, Oops> {
        let (mut draft, wrong) = form.read(self.zone);
        let is_here = |id: &_| self.people.iter().any(|person| person.id == *id);
        draft.queue.members.retain(is_here);
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        let agent = self.agent.id;
        if !wrong.is_empty() {
            let others = actions::check_queue(desk, agent, self.here, &draft).await?;
            return self.refuse(form, on_the_form(wrong, others)).await;
        }
        let revision = form.queue.revision.parse().unwrap_or_default();
        let of = self.here.map(|id| (id, Some(revision)));
        match actions::save_queue(desk, actor, agent, of, &draft).await {
            Ok(id) => {
                let words = self.saved_words(id).await?;
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::queue(agent.0, id.0)).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let errors = on_the_form(Vec::<Problem>::new(), problems);
                self.refuse(form, errors).await
            }
            Err(SaveError::Outdated) => {
                let place = (agent.0, self.here.map(|id| id.0));
                let newest = Self::of(self.site, self.me, place).await?;
                newest.compare(form).await
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn refuse(self, form: QueueForm, errors: FieldErrors) -> Result<Response, Oops> {
        let mut page = self.page(form, SaveState::Unsaved);
        page.errors = errors;
        Ok(refused(self.html(page).await?.0))
    }

    /// What is different from now on, for the queue and for whoever waits in it.
    async fn saved_words(&self, id: QueueId) -> Result<String, Oops> {
        let (store, now) = (&self.site.desk.store, self.site.desk.now());
        let saved = store.saved_queue(self.agent.id, id).await?;
        let queue = saved.ok_or(Oops::NotFound)?.queue;
        let is_open = queue.schedule.is_open(now);
        let was_open = self.saved().map(|it| it.queue.schedule.is_open(now));
        let name = &queue.name;
        let gets_any = self.handoffs.is_empty() || !self.handoffs_to(id).is_empty();
        let done = match (self.here, gets_any) {
            (Some(_), true) => format!("“{name}” is saved and holds from now on."),
            (Some(_), false) => format!("“{name}” is saved. No handoff leads to it yet."),
            (None, true) => format!("“{name}” is made. It is tried after the queues before it."),
            (None, false) => {
                format!("“{name}” is made. Conversations go there once a handoff leads to it.")
            }
        };
        let told = match (was_open == Some(is_open), is_open) {
            (true, _) => "keep their place",
            (false, true) => "are told that somebody is there again",
            (false, false) => "keep their place and are told once that it is closed now",
        };
        Ok(match self.waiting_in(id) {
            0 => done,
            1 => format!(
                "{done} The one who waits there was looked at again: customers who wait {told}."
            ),
            count => {
                format!("{done} The {count} who wait there were looked at again: they {told}.")
            }
        })
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(self, mut form: QueueForm) -> Result<Response, Oops> {
        let (theirs, offered) = (self.stored(), self.offered());
        let differences = differences(&lines(&theirs, &offered), &lines(&form, &offered));
        form.queue.revision = theirs.queue.revision;
        form.hours.schedule_revision = theirs.hours.schedule_revision;
        let newer = self.last_saved().ok_or(Oops::NotFound)?.newer(differences);
        let mut page = self.page(form, SaveState::Unsaved);
        page.newer = Some(newer);
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    fn stored(&self) -> QueueForm {
        if let Some(saved) = self.saved() {
            let id = saved.schedule.0;
            let followed = self.schedules.iter().find(|known| known.id == id);
            let is_shared = followed.is_some_and(|known| known.queues.len() > 1);
            let revision = followed.map_or(0, |known| known.revision);
            return QueueForm::of(&saved.queue, (id, is_shared), (saved.revision, revision));
        }
        // A new queue begins with the hours that are there; those it could have of its own are a copy.
        let first = self.schedules.first();
        let schedule = first.map_or_else(|| nine_to_five(self.zone), |it| it.schedule.clone());
        let id = first.map_or(ScheduleId(0), |known| known.id);
        let queue = Queue::new(QueueId(0), "", schedule);
        QueueForm::of(&queue, (id, first.is_some()), (0, 0))
    }

    fn page(&self, form: QueueForm, saved: SaveState) -> QueuePage {
        QueuePage {
            agent: self.agent.id.0,
            there: self.there(),
            schedule: form.schedule(self.zone).0,
            form,
            at: self.site.desk.now(),
            errors: FieldErrors::default(),
            saved,
            newer: None,
            offered: self.offered(),
        }
    }

    async fn html(&self, page: QueuePage) -> Result<Html<String>, Oops> {
        let title = page
            .there
            .as_ref()
            .map_or("New queue", |there| there.name.as_str());
        let shell = self.shell(title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    /// What stands in the way of deleting a queue, and what to do about it.
    fn strands(&self, id: QueueId) -> Vec<String> {
        let mut strands = Vec::new();
        for (handoff, _) in self.handoffs_to(id) {
            strands.push(format!(
                "The handoff “{handoff}” leads here. Take the queue away there."
            ));
        }
        match self.waiting_in(id) {
            0 => {}
            1 => strands.push(
                "1 conversation waits here. Take it, or switch the queue off instead.".to_owned(),
            ),
            count => strands.push(format!(
                "{count} conversations wait here. Take them, or switch the queue off instead."
            )),
        }
        match self.callbacks.get(&id) {
            None | Some(0) => {}
            Some(1) => strands.push(
                "1 callback is promised here. Do it, or switch the queue off instead.".to_owned(),
            ),
            Some(count) => strands.push(format!(
                "{count} callbacks are promised here. Do them, or switch the queue off instead."
            )),
        }
        if self.queues.len() == 1 {
            strands
                .push("It is the only queue. Make another one first, or switch it off.".to_owned());
        }
        strands
    }

    fn last_saved(&self) -> Option<LastSaved<'_>> {
        self.saved().map(|saved| LastSaved {
            at: saved.saved_at,
            by: saved.saved_by.as_deref(),
            me: &self.me.operator.name,
            now: self.site.desk.now(),
            zone: self.zone,
        })
    }
}

fn nine_to_five(zone: Tz) -> Schedule {
    Interval::parse("09:00", "17:00").map_or_else(
        |_| Schedule::always(zone),
        |day| Schedule::weekdays(zone, day),
    )
}

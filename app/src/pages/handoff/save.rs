//! What becomes of a handoff's form when it is sent.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError},
    handoff::{Destination, Handoff, Target, TransferFunction, write_destinations},
    id::{HandoffId, QueueId, TransferFunctionId},
    problem::Problem,
};

use super::super::kept::Kept;
use super::form::{BY_FORM, BY_JSON, RawHandoff};
use super::open::{DEFAULT_TRANSFER, Open};
use crate::{
    form::{Difference, FieldErrors, Line, differences, picked, picks},
    request::{Oops, set_flash},
    routes,
    ui::{SaveState, and},
};

impl Open {
    /// What a press of a button of the form leads to.
    pub(super) async fn answer(mut self, mut values: RawHandoff) -> Result<Response, Oops> {
        if values.leads_by != BY_JSON {
            BY_FORM.clone_into(&mut values.leads_by);
        }
        let shown = match values.op.as_str() {
            "as:json" => self.show_json(&mut values),
            "as:form" => return self.show_form(values).await,
            "make_default_transfer" => {
                self.make_default_transfer().await?;
                true
            }
            _ => values.apply(|example| self.example(example)),
        };
        values.renumber();
        if values.is_json() && values.seen.is_empty() {
            values.seen = self.around(&[]).seen();
        }
        if shown {
            let page = self.page(values, SaveState::Unsaved);
            return Ok(self.html(page).await?.into_response());
        }
        self.save(values).await
    }

    fn show_json(&self, values: &mut RawHandoff) -> bool {
        if !values.is_json() {
            values.destination = self.json_of(values);
            values.seen = self.around(&[]).seen();
            BY_JSON.clone_into(&mut values.leads_by);
        }
        true
    }

    /// The form shows queues as they are kept. What the JSON says beyond that has to be saved first.
    async fn show_form(self, mut values: RawHandoff) -> Result<Response, Oops> {
        if !values.is_json() {
            let page = self.page(values, SaveState::Unsaved);
            return Ok(self.html(page).await?.into_response());
        }
        let around = self.around(&[]);
        let Ok(read) = around.parse(&values.destination) else {
            return self.refuse(values, Vec::new()).await;
        };
        let kept = read
            .iter()
            .map(|one| around.is_kept(one).then(|| around.queue(one)).flatten());
        let ids: Option<Vec<i64>> = kept.map(|saved| Some(saved?.queue.id.0)).collect();
        let is_unsaved_json = ids.is_none();
        if let Some(ids) = ids {
            values.queues = picks(ids);
            BY_FORM.clone_into(&mut values.leads_by);
        }
        let mut page = self.page(values, SaveState::Unsaved);
        page.is_unsaved_json = is_unsaved_json;
        Ok(self.html(page).await?.into_response())
    }

    /// The transfer that every destination can begin with: into our own inbox.
    async fn make_default_transfer(&mut self) -> Result<(), Oops> {
        let (desk, agent) = (&self.site.desk, self.agent.id);
        let function = TransferFunction {
            id: TransferFunctionId(0),
            name: DEFAULT_TRANSFER.to_owned(),
            target: Target::Queue,
            parameters: Vec::new(),
        };
        match actions::save_transfer_function(desk, &self.me.actor, agent, None, &function).await {
            // Somebody else made it a moment ago.
            Ok(_) | Err(SaveError::Invalid(_)) => {}
            Err(other) => return Err(other.into()),
        }
        self.functions = desk.store.transfer_functions(agent).await?;
        Ok(())
    }

    async fn save(self, mut values: RawHandoff) -> Result<Response, Oops> {
        let destinations = if values.is_json() {
            match self.around(&[]).parse(&values.destination) {
                Ok(read) => Some(read),
                Err(_) => return self.refuse(values, Vec::new()).await,
            }
        } else {
            None
        };
        if let Some(theirs) = self.overtaken(&values, destinations.as_deref().unwrap_or_default()) {
            values.seen = self.around(&[]).seen();
            return self.compare(values, theirs).await;
        }
        let draft = values.draft(destinations);
        let revision = values.revision.parse().unwrap_or_default();
        let of = self
            .one
            .as_ref()
            .map(|one| (one.handoff.id, Some(revision)));
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        match actions::save_handoff(desk, actor, self.agent.id, of, &draft).await {
            Ok(id) => self.saved(&values, id).await,
            Err(SaveError::Invalid(problems)) => self.refuse(values, problems).await,
            Err(SaveError::Outdated) => {
                let place = (self.agent.id.0, of.map(|(id, _)| id.0));
                let newest = Self::of(self.site, self.me, place).await?;
                let mut theirs = newest.stored();
                if values.is_json() {
                    newest.show_json(&mut theirs);
                    values.seen = newest.around(&[]).seen();
                }
                values.revision.clone_from(&theirs.revision);
                let found = differences(&newest.lines(&theirs), &newest.lines(&values));
                newest.compare(values, found).await
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn saved(self, values: &RawHandoff, id: HandoffId) -> Result<Response, Oops> {
        let name = values.name.trim();
        let function = handoff::handoff::function_name(name);
        let called = self.page(values.clone(), SaveState::Untouched).called;
        let mut words = match &called.before {
            None => format!(
                "“{name}” is saved. {} calls it as {function}.",
                self.agent.name
            ),
            Some(before) => format!(
                "“{name}” is saved. It is called {function} from now on, no longer {before}."
            ),
        };
        if let Some(before) = called.before.filter(|_| !called.mentions.is_empty()) {
            let still = format!(" {before} is still written in {}.", and(&called.mentions));
            words.push_str(&still);
        }
        set_flash(&self.me.session, &words).await;
        Ok(Redirect::to(&routes::handoff(self.agent.id.0, id.0)).into_response())
    }

    /// The page again, with every mistake: of the fields and of the JSON alike.
    async fn refuse(&self, values: RawHandoff, problems: Vec<Problem>) -> Result<Response, Oops> {
        let problems = if problems.is_empty() {
            self.checked(&values)
        } else {
            problems
        };
        let mut page = self.page(values, SaveState::Unsaved);
        let found = problems
            .into_iter()
            .map(|problem| (problem.pointer, problem.detail));
        page.errors = FieldErrors::new(found.chain(page.json.errors()));
        let html = self.html(page).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
    }

    /// What is wrong beside the JSON.
    fn checked(&self, values: &RawHandoff) -> Vec<Problem> {
        let id = self.one.as_ref().map_or(HandoffId(0), |one| one.handoff.id);
        let handoff = Handoff {
            description: values.description.trim().to_owned(),
            available_instructions: values.available_instructions.trim().to_owned(),
            unavailable_instructions: values.unavailable_instructions.trim().to_owned(),
            ..Handoff::named(id, values.name.trim())
        };
        let others: Vec<Handoff> = self
            .handoffs
            .iter()
            .map(|saved| saved.handoff.clone())
            .collect();
        handoff.check(&others)
    }

    /// The queues that somebody changed since the JSON was shown and that saving it would change back.
    fn overtaken(&self, values: &RawHandoff, read: &[Destination]) -> Option<Vec<Difference>> {
        let around = self.around(&[]);
        let now = around.seen();
        let found: Vec<Difference> = read
            .iter()
            .filter(|one| !around.is_kept(one))
            .filter_map(|one| {
                let saved = around.queue(one)?;
                let id = saved.queue.id.to_string();
                let was = values.seen.get(&id)?;
                (now.get(&id) != Some(was)).then(|| Difference {
                    what: format!("The queue “{}”", saved.queue.name),
                    theirs: write_destinations(&[around.destination(saved)]),
                    yours: write_destinations(std::slice::from_ref(one)),
                })
            })
            .collect();
        (!found.is_empty()).then_some(found)
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(
        self,
        values: RawHandoff,
        differences: Vec<Difference>,
    ) -> Result<Response, Oops> {
        let newer = self.last_saved().newer(differences);
        let mut page = self.page(values, SaveState::Unsaved);
        page.newer = Some(newer);
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    /// Everything people can see in the form, part by part.
    fn lines(&self, values: &RawHandoff) -> Vec<Line> {
        let line = |what: &str, value: &str| (what.to_owned(), value.to_owned());
        let leads_to = if values.is_json() {
            line("Destination", &values.destination)
        } else {
            let queues = picked(&values.queues).into_iter();
            let names: Vec<String> = queues
                .filter_map(|id| Some(self.queue(QueueId(id))?.queue.name.clone()))
                .collect();
            line("Queues, in this order", &names.join("\n"))
        };
        vec![
            line("Name", values.name.trim()),
            line("When does it fit?", values.description.trim()),
            line(
                "When somebody is there",
                values.available_instructions.trim(),
            ),
            line(
                "When nobody is there",
                values.unavailable_instructions.trim(),
            ),
            leads_to,
        ]
    }
}

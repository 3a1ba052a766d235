//! The transfer function somebody is looking at, or a new one, with what stands around it.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError},
    handoff::{NamedTexts, Queue, TRANSFER_KINDS, TransferParts},
    id::TransferFunctionId,
    policy::GatherField,
    store::{Agent, SavedHandoff, SavedTransferFunction},
};

use super::super::kept::Kept;
use super::delete::{self, DeleteFunction};
use super::edit::{self, FunctionPage};
use super::form::{RawFunction, on_the_form};
use super::lines::lines;
use super::list::{self, FunctionRow, Functions, Used};
use super::sent::{sent, usable};
use crate::{
    form::{FieldErrors, decode, differences},
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
    all: Vec<SavedTransferFunction>,
    queues: Vec<Queue>,
    handoffs: Vec<SavedHandoff>,
    /// What is asked for, whose names texts may use.
    fields: Vec<GatherField>,
    /// The one somebody looks at; a new one, or all of them, if none.
    here: Option<TransferFunctionId>,
}

impl Kept for Open {
    const PATH: &'static str = "transfer-functions";
    type Form = RawFunction;

    async fn of(
        site: Site,
        me: SignedIn,
        (agent, function): (i64, Option<i64>),
    ) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let action = store.action(agent.id).await?;
        let open = Self {
            all: store.transfer_functions(agent.id).await?,
            queues: store.queues(agent.id).await?,
            handoffs: store.handoffs(agent.id).await?,
            fields: action.map_or_else(Vec::new, |saved| saved.action.information_to_gather),
            here: function.map(TransferFunctionId),
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
        let shell = self.shell("Transfer functions").await?;
        Ok(Html(list::render(shell, &self.site.assets, self.rows())))
    }

    async fn show(self) -> Result<Html<String>, Oops> {
        let saved = match self.last_saved().await? {
            Some(last) => last.state(),
            None => SaveState::Untouched,
        };
        self.html(self.page(self.stored(), saved)).await
    }

    fn read(body: &[u8]) -> Result<RawFunction, Oops> {
        Ok(decode(body)?)
    }

    async fn submit(self, mut values: RawFunction) -> Result<Response, Oops> {
        if values.apply() || values.op == "show" {
            let page = self.page(values, SaveState::Unsaved);
            return Ok(self.html(page).await?.into_response());
        }
        values.tidy();
        self.save(values).await
    }

    async fn ask_to_delete(&self, refused: Option<String>) -> Result<Html<String>, Oops> {
        let function = &self.saved().ok_or(Oops::NotFound)?.function;
        let page = DeleteFunction {
            agent: self.agent.id.0,
            id: function.id.0,
            name: function.name.clone(),
            used: self.used(function.id),
            refused,
        };
        let shell = self.shell("Delete a transfer function").await?;
        Ok(Html(delete::render(shell, &self.site.assets, page)))
    }

    async fn delete(&self) -> Result<String, SaveError> {
        let found = &self.saved().ok_or(SaveError::Missing)?.function;
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        actions::delete_transfer_function(desk, actor, self.agent.id, found.id).await?;
        Ok(format!("“{}” is deleted.", found.name))
    }
}

impl Open {
    fn saved(&self) -> Option<&SavedTransferFunction> {
        self.all
            .iter()
            .find(|saved| Some(saved.function.id) == self.here)
    }

    pub(super) async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::TransferFunctions, title, &self.agent)
            .await
    }

    fn rows(&self) -> Functions {
        let row = |saved: &SavedTransferFunction| {
            let function = &saved.function;
            let kind = function.target.kind();
            let known = TRANSFER_KINDS.iter().find(|known| known.name == kind);
            let parts = function.target.parts();
            FunctionRow {
                id: function.id.0,
                name: function.name.clone(),
                kind: known.map_or(kind, |known| known.title),
                sends: sends(&function.parameters, &parts),
                target: parts.lines.into_values().next(),
                used: self.used(function.id),
            }
        };
        Functions {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            functions: self.all.iter().map(row).collect(),
        }
    }

    fn used(&self, id: TransferFunctionId) -> Used {
        let queues: Vec<&Queue> = self
            .queues
            .iter()
            .filter(|queue| queue.transfer_function == Some(id))
            .collect();
        let leads_there = |saved: &&SavedHandoff| {
            let mut leads_to = saved.handoff.queues.iter();
            leads_to.any(|to| queues.iter().any(|queue| queue.id == *to))
        };
        Used {
            handoffs: self
                .handoffs
                .iter()
                .filter(leads_there)
                .map(|saved| saved.handoff.name.clone())
                .collect(),
            queues: queues
                .into_iter()
                .map(|queue| (queue.id.0, queue.name.clone()))
                .collect(),
        }
    }

    async fn save(self, values: RawFunction) -> Result<Response, Oops> {
        // The choices are ours: another kind is not from this form.
        let function = values.read().ok_or(Oops::Stale)?;
        let revision = values.revision.parse().unwrap_or_default();
        let of = self.here.map(|id| (id, Some(revision)));
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        let agent = self.agent.id;
        match actions::save_transfer_function(desk, actor, agent, of, &function).await {
            Ok(id) => {
                set_flash(&self.me.session, &self.saved_words(id, &function.name)).await;
                let here = routes::transfer_function(agent.0, id.0);
                Ok(Redirect::to(&here).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let names: Vec<&str> = self.fields.iter().map(|field| &*field.name).collect();
                let mut page = self.page(values, SaveState::Unsaved);
                page.errors = on_the_form(problems, function.check_by_row(&names));
                Ok(refused(self.html(page).await?.0))
            }
            Err(SaveError::Outdated) => {
                let place = (agent.0, self.here.map(|id| id.0));
                let newest = Self::of(self.site, self.me, place).await?;
                newest.compare(values).await
            }
            Err(other) => Err(other.into()),
        }
    }

    fn saved_words(&self, id: TransferFunctionId, name: &str) -> String {
        if self.used(id).queues.is_empty() {
            format!("“{name}” is saved. Nothing is sent until a queue uses it.")
        } else {
            format!("“{name}” is saved. It holds from the next transfer on.")
        }
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(self, mut values: RawFunction) -> Result<Response, Oops> {
        let theirs = self.stored();
        let differences = differences(&lines(&theirs), &lines(&values));
        values.revision = theirs.revision;
        let newer = self
            .last_saved()
            .await?
            .ok_or(Oops::NotFound)?
            .newer(differences);
        let mut page = self.page(values, SaveState::Unsaved);
        page.newer = Some(newer);
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    fn stored(&self) -> RawFunction {
        self.saved().map_or_else(RawFunction::new, |saved| {
            RawFunction::of(&saved.function, saved.revision)
        })
    }

    fn page(&self, values: RawFunction, saved: SaveState) -> FunctionPage {
        let usable = usable(&self.fields);
        let function = values.read();
        FunctionPage {
            agent: self.agent.id.0,
            saved_as: self
                .saved()
                .map(|saved| (saved.function.id.0, saved.function.name.clone())),
            errors: FieldErrors::default(),
            saved,
            newer: None,
            used: self.here.map(|id| self.used(id)).unwrap_or_default(),
            sent: function.map(|function| sent(&function, &usable, self.site.desk.now())),
            usable,
            values,
        }
    }

    async fn html(&self, page: FunctionPage) -> Result<Html<String>, Oops> {
        let title = match &page.saved_as {
            Some((_, name)) => name.as_str(),
            None => "New transfer function",
        };
        let shell = self.shell(title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    async fn last_saved(&self) -> Result<Option<LastSaved<'_>>, Oops> {
        let zone = self.site.zone().await?;
        Ok(self.saved().map(|saved| LastSaved {
            at: saved.saved_at,
            by: saved.saved_by.as_deref(),
            me: &self.me.operator.name,
            now: self.site.desk.now(),
            zone,
        }))
    }
}

/// “3 parameters, 1 header”
fn sends(parameters: &NamedTexts, parts: &TransferParts) -> String {
    let count = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let headers = parts.named.values().map(Vec::len).sum();
    let counts = [
        count(parameters.len(), "parameter"),
        count(headers, "header"),
    ];
    let words: Vec<String> = counts.into_iter().flatten().collect();
    if words.is_empty() {
        "nothing besides".to_owned()
    } else {
        words.join(", ")
    }
}

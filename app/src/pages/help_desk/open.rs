//! The help desk somebody is looking at, with what stands around it.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use handoff::{
    actions,
    help_desk::{HELP_DESKS, HelpDesk, help_desk},
    store::{Agent, SavedHelpDesk},
};

use super::edit::{self, HelpDeskPage, How};
use super::form::RawHelpDesk;
use super::list::{self, HelpDeskRow, HelpDesks};
use crate::{
    form::FieldErrors,
    request::{Oops, SignedIn, refused},
    routes,
    shell::Place,
    site::Site,
    ui::{LastSaved, SaveState, when::ago},
};

pub(super) struct Open {
    pub(super) site: Site,
    pub(super) me: SignedIn,
    pub(super) agent: Agent,
    pub(super) adapter: &'static dyn HelpDesk,
    saved: Option<SavedHelpDesk>,
}

impl Open {
    pub(super) async fn of(
        site: Site,
        me: SignedIn,
        (agent, vendor): (i64, String),
    ) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let adapter = help_desk(&vendor).ok_or(Oops::NotFound)?;
        let all = site.desk.store.help_desks(Some(agent.id)).await?;
        let saved = all.into_iter().find(|saved| saved.vendor == vendor);
        Ok(Self {
            site,
            me,
            agent,
            adapter,
            saved,
        })
    }

    pub(super) fn href(&self) -> String {
        routes::help_desk(self.agent.id.0, self.adapter.name())
    }

    pub(super) fn stored(&self) -> RawHelpDesk {
        self.saved
            .as_ref()
            .map_or_else(RawHelpDesk::default, RawHelpDesk::of)
    }

    /// The page again, with what is wrong.
    pub(super) async fn refused(
        &self,
        values: RawHelpDesk,
        errors: FieldErrors,
    ) -> Result<Response, Oops> {
        Ok(refused(self.html(values, errors).await?.0))
    }

    /// Somebody saved another version meanwhile: what was typed stays, and saving again takes its place.
    pub(super) async fn overtaken(&self, mut values: RawHelpDesk) -> Result<Response, Oops> {
        values.revision = self.stored().revision;
        let words = "Somebody else saved this help desk meanwhile. What you typed is still here. Look at the help desk in another tab; saving again replaces what they saved.";
        let errors = FieldErrors::new([("", words)]);
        let html = self.html(values, errors).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    pub(super) async fn html(
        &self,
        values: RawHelpDesk,
        errors: FieldErrors,
    ) -> Result<Html<String>, Oops> {
        let (desk, zone) = (&self.site.desk, self.site.zone().await?);
        let now = desk.now();
        let saved = self.saved.as_ref().map(|saved| LastSaved {
            at: saved.saved_at,
            by: saved.saved_by.as_deref(),
            me: &self.me.operator.name,
            now,
            zone,
        });
        let of = (self.agent.id, self.adapter.name());
        let preview = match &self.saved {
            Some(_) => Some(actions::preview_ticket(desk, &self.me.actor, of).await?),
            None => None,
        };
        let page = HelpDeskPage {
            agent: (self.agent.id.0, self.agent.name.clone()),
            adapter: self.adapter,
            kept: self
                .saved
                .iter()
                .flat_map(|saved| saved.sealed.keys().cloned())
                .collect(),
            how: self.saved.as_ref().map(|saved| how(saved, now)),
            preview,
            values,
            errors,
            saved: saved.map_or(SaveState::Untouched, |saved| saved.state()),
        };
        let title = self.adapter.title();
        let shell = self
            .me
            .agent_shell(&self.site, Place::HelpDesks, title, &self.agent)
            .await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }
}

/// How a help desk is doing.
fn how(saved: &SavedHelpDesk, now: handoff::clock::Instant) -> How {
    let error = saved.last_error.as_ref();
    How {
        is_on: saved.is_enabled,
        error: error.map(|(error, at)| (error.clone(), ago(*at, now))),
        made: saved.made_at.map(|at| ago(at, now)),
    }
}

pub(super) async fn list(site: &Site, me: &SignedIn, agent: i64) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let all = site.desk.store.help_desks(Some(agent.id)).await?;
    let now = site.desk.now();
    let rows = HELP_DESKS.iter().map(|adapter| {
        let saved = all.iter().find(|saved| saved.vendor == adapter.name());
        HelpDeskRow {
            title: adapter.title(),
            lede: adapter.lede(),
            href: routes::help_desk(agent.id.0, adapter.name()),
            how: saved.map(|saved| how(saved, now)),
        }
    });
    let page = HelpDesks {
        name: agent.name.clone(),
        rows: rows.collect(),
    };
    let shell = me
        .agent_shell(site, Place::HelpDesks, "Help desks", &agent)
        .await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}

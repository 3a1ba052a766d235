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

use super::edit::{self, HelpDeskPage};
use super::form::RawHelpDesk;
use super::list::{self, HelpDesks};
use crate::pages::connection::{ConnectionRow, How, kept, overtaken, standing};
use crate::{
    form::FieldErrors,
    request::{Oops, SignedIn, refused},
    routes,
    shell::Place,
    site::Site,
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
        values.connection.revision = self.stored().connection.revision;
        let errors = overtaken("help desk");
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
        let connection = self.saved.as_ref().map(|saved| &saved.connection);
        let of = (self.agent.id, self.adapter.name());
        let preview = match &self.saved {
            Some(_) => Some(actions::preview_ticket(desk, &self.me.actor, of).await?),
            None => None,
        };
        let page = HelpDeskPage {
            agent: (self.agent.id.0, self.agent.name.clone()),
            adapter: self.adapter,
            kept: kept(connection),
            how: self.saved.as_ref().map(|saved| how(saved, now)),
            preview,
            values,
            errors,
            saved: standing(connection, &self.me, (now, zone)),
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
    How::of(&saved.connection, now, &[("ticket", saved.made_at)])
}

pub(super) async fn list(site: &Site, me: &SignedIn, agent: i64) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let all = site.desk.store.help_desks(Some(agent.id)).await?;
    let now = site.desk.now();
    let rows = HELP_DESKS.iter().map(|adapter| {
        let saved = all.iter().find(|saved| saved.vendor == adapter.name());
        ConnectionRow {
            title: adapter.title(),
            lede: adapter.lede().to_owned(),
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

//! The routing profile somebody is looking at, or a new one.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono_tz::Tz;
use handoff::{
    actions::{self, SaveError},
    id::RoutingProfileId,
    operator::Operator,
    store::{Agent, SavedRoutingProfile},
};

use super::super::kept::Kept;
use super::delete::{self, DeleteProfile};
use super::edit::{self, PersonChoice, ProfilePage, RawProfile, lines};
use super::{page, show};
use crate::{
    form::{FieldErrors, decode, differences},
    request::{Oops, SignedIn, refused, set_flash},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::{LastSaved, SaveState},
};

pub(super) struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
    people: Vec<Operator>,
    zone: Tz,
    /// The one somebody looks at; none for a new one and for all of them.
    saved: Option<SavedRoutingProfile>,
}

impl Kept for Open {
    const PATH: &'static str = "routing/profiles";
    type Form = RawProfile;

    async fn of(site: Site, me: SignedIn, (agent, id): (i64, Option<i64>)) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let store = &site.desk.store;
        let saved = match id.map(RoutingProfileId) {
            Some(id) => {
                let found = store.routing_profiles(agent.id, Some(id)).await?.pop();
                Some(found.ok_or(Oops::NotFound)?)
            }
            None => None,
        };
        Ok(Self {
            people: store.operators().await?,
            zone: site.zone().await?,
            saved,
            site,
            me,
            agent,
        })
    }

    fn me(&self) -> &SignedIn {
        &self.me
    }

    async fn list(self) -> Result<Html<String>, Oops> {
        let all = show::plain(&self.site, &self.agent).await?;
        let shell = self.shell("Routing").await?;
        Ok(Html(page::render(shell, &self.site.assets, all)))
    }

    async fn show(self) -> Result<Html<String>, Oops> {
        let state = self
            .last_saved()
            .map_or(SaveState::Untouched, |last| last.state());
        self.html(self.page(self.stored(), state)).await
    }

    fn read(body: &[u8]) -> Result<RawProfile, Oops> {
        Ok(decode(body)?)
    }

    async fn submit(self, form: RawProfile) -> Result<Response, Oops> {
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        let agent = self.agent.id;
        let mut draft = form.profile();
        let is_here = |id: &_| self.people.iter().any(|person| person.id == *id);
        draft.operators.retain(is_here);
        let revision = form.revision.parse().unwrap_or_default();
        let of = self
            .saved
            .as_ref()
            .map(|saved| (saved.profile.id, Some(revision)));
        match actions::save_routing_profile(desk, actor, agent, of, &draft).await {
            Ok(_) => {
                let words = format!("“{}” is saved and holds from now on.", draft.name.trim());
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::routing(agent.0)).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let mut page = self.page(form, SaveState::Unsaved);
                page.errors = FieldErrors::of(edit::on_the_form(problems));
                Ok(refused(self.html(page).await?.0))
            }
            Err(SaveError::Outdated) => {
                let place = (agent.0, self.saved.map(|saved| saved.profile.id.0));
                let newest = Self::of(self.site, self.me, place).await?;
                newest.compare(form).await
            }
            Err(other) => Err(other.into()),
        }
    }

    async fn ask_to_delete(&self, refused: Option<String>) -> Result<Html<String>, Oops> {
        let profile = &self.saved.as_ref().ok_or(Oops::NotFound)?.profile;
        let page = DeleteProfile {
            agent: self.agent.id.0,
            id: profile.id.0,
            name: profile.name.clone(),
            refused,
        };
        let shell = self.shell("Delete a routing profile").await?;
        Ok(Html(delete::render(shell, &self.site.assets, page)))
    }

    async fn delete(&self) -> Result<String, SaveError> {
        let profile = &self.saved.as_ref().ok_or(SaveError::Missing)?.profile;
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        actions::delete_routing_profile(desk, actor, self.agent.id, profile.id).await?;
        Ok(format!("The profile “{}” is deleted.", profile.name))
    }
}

impl Open {
    async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::Routing, title, &self.agent)
            .await
    }

    fn stored(&self) -> RawProfile {
        self.saved
            .as_ref()
            .map_or_else(RawProfile::begun, RawProfile::of)
    }

    fn page(&self, values: RawProfile, saved: SaveState) -> ProfilePage {
        let choice = |person: &Operator| PersonChoice {
            id: person.id.0,
            name: person.name.clone(),
            is_disabled: !person.is_enabled(),
        };
        ProfilePage {
            agent: self.agent.id.0,
            profile: self
                .saved
                .as_ref()
                .map(|saved| (saved.profile.id.0, saved.profile.name.clone())),
            values,
            errors: FieldErrors::default(),
            saved,
            newer: None,
            people: self.people.iter().map(choice).collect(),
        }
    }

    async fn html(&self, page: ProfilePage) -> Result<Html<String>, Oops> {
        let title = page
            .profile
            .as_ref()
            .map_or("New routing profile", |(_, name)| name.as_str());
        let shell = self.shell(title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(self, mut form: RawProfile) -> Result<Response, Oops> {
        let theirs = self.stored();
        let mut page = self.page(form.clone(), SaveState::Unsaved);
        let changed = differences(&lines(&theirs, &page.people), &lines(&form, &page.people));
        form.revision = theirs.revision;
        page.values = form;
        let last = self.last_saved().ok_or(Oops::NotFound)?;
        page.newer = Some(last.newer(changed));
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    fn last_saved(&self) -> Option<LastSaved<'_>> {
        self.saved.as_ref().map(|saved| LastSaved {
            at: saved.saved_at,
            by: saved.saved_by.as_deref(),
            me: &self.me.operator.name,
            now: self.site.desk.now(),
            zone: self.zone,
        })
    }
}

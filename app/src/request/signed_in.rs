//! Whoever is signed in.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use handoff::{
    access::{Actor, Scope},
    actions::note_seen,
    clock::{Instant, from_millis},
    id::{AgentId, OperatorId},
    operator::{Operator, Presence, Role},
    store::{Agent, AgentSummary},
};
use tower_sessions::Session;

use super::{Oops, take_flash};
use crate::{
    routes,
    shell::{AgentLink, Me, Place, Shell},
    site::Site,
    ui::Tone,
};

const OPERATOR: &str = "operator";
const SIGNED_IN_AT: &str = "signed_in_at";
const AGENT: &str = "agent";
/// The hour of the last visit: writing it down is what keeps a session alive.
const SEEN: &str = "seen";

/// Nobody stays signed in for longer than this, however busy they are.
const LONGEST: chrono::Duration = chrono::Duration::hours(24);

/// A signed-in person, who still may be. Others are sent to the door.
pub struct SignedIn {
    pub operator: Operator,
    pub actor: Actor,
    /// Which conversations they reach. Every look-up of theirs goes through it.
    pub scope: Scope,
    pub session: Session,
}

/// A signed-in admin. Others are told that the page is not for them.
pub struct Admin(pub SignedIn);

/// A signed-in person who sees how the team is doing. For others the page does not exist.
pub struct Supervisor(pub SignedIn);

/// Signs somebody in: the session gets a new id, so that one planted before is worth nothing.
pub async fn begin_session(
    session: &Session,
    operator: OperatorId,
    now: Instant,
) -> Result<(), Oops> {
    session.cycle_id().await?;
    session.insert(OPERATOR, operator).await?;
    session.insert(SIGNED_IN_AT, now.timestamp_millis()).await?;
    Ok(())
}

/// Signs somebody out.
pub async fn end_session(session: &Session) -> Result<(), Oops> {
    Ok(session.flush().await?)
}

impl<S> FromRequestParts<S> for SignedIn
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let site = Site::from_ref(state);
        let session = Session::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        match signed_in(&site, session).await {
            Ok(Some(signed_in)) => Ok(signed_in),
            Ok(None) => Err(to_the_door(&site, parts).await),
            Err(oops) => Err(oops.into_response()),
        }
    }
}

impl<S> FromRequestParts<S> for Admin
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        if signed_in.operator.role == Role::Admin {
            Ok(Self(signed_in))
        } else {
            Err(Oops::Forbidden.into_response())
        }
    }
}

impl<S> FromRequestParts<S> for Supervisor
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        if signed_in.operator.role >= Role::Supervisor {
            Ok(Self(signed_in))
        } else {
            Err(Oops::NotFound.into_response())
        }
    }
}

async fn signed_in(site: &Site, session: Session) -> Result<Option<SignedIn>, Oops> {
    let Some(id) = session.get::<OperatorId>(OPERATOR).await? else {
        return Ok(None);
    };
    let since = session
        .get::<i64>(SIGNED_IN_AT)
        .await?
        .map_or(Instant::default(), from_millis);
    let operator = site
        .desk
        .store
        .operator(id)
        .await?
        .filter(Operator::is_enabled);
    let Some(mut operator) = operator.filter(|_| site.desk.now() - since < LONGEST) else {
        return Ok(None);
    };
    if note_seen(&site.desk, id).await? {
        operator.presence = Presence::Online;
    }
    let hour = site.desk.now().timestamp() / 3600;
    if session.get::<i64>(SEEN).await? != Some(hour) {
        session.insert(SEEN, hour).await?;
    }
    let actor = Actor::Operator {
        id,
        name: operator.name.clone(),
        role: operator.role,
    };
    let scope = site.desk.store.scope_of(id, operator.role).await?;
    Ok(Some(SignedIn {
        operator,
        actor,
        scope,
        session,
    }))
}

/// Where somebody goes who is not signed in: to set-up while there is nothing yet, else to sign in and back.
async fn to_the_door(site: &Site, parts: &Parts) -> Response {
    match site.desk.store.organisation().await {
        Ok(None) => Redirect::to(routes::SET_UP).into_response(),
        Ok(Some(_)) if parts.method == Method::GET && parts.uri.path() != routes::HOME => {
            Redirect::to(&routes::sign_in_and_back(&asked_for(parts))).into_response()
        }
        Ok(Some(_)) => Redirect::to(routes::SIGN_IN).into_response(),
        Err(error) => Oops::from(error).into_response(),
    }
}

/// Path and query of a request.
fn asked_for(parts: &Parts) -> String {
    parts
        .uri
        .path_and_query()
        .map_or_else(|| parts.uri.path().to_owned(), ToString::to_string)
}

impl SignedIn {
    /// The frame of a page that is about no AI agent in particular: the menu keeps the one last worked on.
    pub async fn shell(&self, site: &Site, place: Place, title: &str) -> Result<Shell, Oops> {
        let agents = site.desk.store.agents().await?;
        let last = self.session.get::<AgentId>(AGENT).await?;
        let agent = agents
            .iter()
            .find(|known| Some(known.agent.id) == last)
            .or(agents.first());
        let agent = agent.map(|known| link(&known.agent));
        self.frame(site, (place, title), agent, &agents).await
    }

    /// The frame of a page about one AI agent, which the menu then keeps.
    pub async fn agent_shell(
        &self,
        site: &Site,
        place: Place,
        title: &str,
        agent: &Agent,
    ) -> Result<Shell, Oops> {
        let agents = site.desk.store.agents().await?;
        if self.session.get::<AgentId>(AGENT).await? != Some(agent.id) {
            self.session.insert(AGENT, agent.id).await?;
        }
        self.frame(site, (place, title), Some(link(agent)), &agents)
            .await
    }

    async fn frame(
        &self,
        site: &Site,
        (place, title): (Place, &str),
        agent: Option<AgentLink>,
        agents: &[AgentSummary],
    ) -> Result<Shell, Oops> {
        let counts = site
            .desk
            .store
            .view_counts(self.scope, self.operator.id)
            .await?;
        let callbacks = site.desk.store.open_callbacks(self.scope).await?;
        let organisation = site.desk.store.organisation().await?;
        Ok(Shell {
            title: title.to_owned(),
            place,
            me: Me {
                name: self.operator.name.clone(),
                tone: Tone::of(self.operator.id.0),
                role: self.operator.role,
                presence: self.operator.presence,
                load: site.desk.store.workload(self.operator.id).await?,
            },
            agent,
            agents: agents.iter().map(|known| link(&known.agent)).collect(),
            waiting: u32::try_from(counts.of(handoff::conversation::View::NeedsAttention))
                .unwrap_or(0),
            callbacks: u32::try_from(callbacks).unwrap_or(0),
            theme: self.operator.theme,
            organisation: organisation
                .map(|organisation| organisation.name)
                .unwrap_or_default(),
            flash: take_flash(&self.session).await,
            inbox: None,
        })
    }
}

fn link(agent: &Agent) -> AgentLink {
    AgentLink {
        id: agent.id.0,
        name: agent.name.clone(),
        about: agent.about.clone(),
    }
}

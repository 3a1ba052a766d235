//! Programs prove who they are with a bearer token, which speaks for one AI agent: the only one it is for, or, where
//! it is for all of them, the one that the request names.

use app::site::Site;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};
use handoff::{
    access::{Actor, Scope, TokenScope},
    actions::{allow_request, touch_token},
    id::{AgentId, TokenId, hash_secret},
    seal::SealKey,
    token::{PREFIX, Token},
};

use super::{paged::malformed, problem::ApiProblem};

const NO_TOKEN: &str = "Bearer realm=\"handoff\"";
const BAD_TOKEN: &str = "Bearer realm=\"handoff\", error=\"invalid_token\"";

/// Names the AI agent that a request is about, where the token is for all of them.
pub(crate) const AGENT: &str = "handoff-agent";

/// The program behind a request.
#[derive(Clone)]
pub(super) struct Caller {
    token: Token,
    secret: String,
    /// The AI agent it speaks for in this request.
    agent: AgentId,
}

/// A program that was asked who it is already; travels with its request.
#[derive(Clone)]
pub(super) struct Known(pub(super) Caller);

impl Caller {
    pub(super) fn id(&self) -> TokenId {
        self.token.id
    }

    /// Who makes something happen.
    pub(super) fn actor(&self) -> Actor {
        self.actor_for(self.agent)
    }

    /// The same for something of an AI agent that [`Caller::reaches`] says it reaches.
    pub(super) fn actor_for(&self, agent: AgentId) -> Actor {
        Actor::Token {
            id: self.token.id,
            agent,
            is_for_all: self.token.is_for_all,
        }
    }

    /// Whether it may speak for that AI agent, if there is one.
    pub(super) fn reaches(&self, agent: AgentId) -> bool {
        self.token.is_for_all || self.token.agent == agent
    }

    /// Whether it is for every AI agent.
    pub(super) fn is_for_all(&self) -> bool {
        self.token.is_for_all
    }

    /// A key that nobody has who does not have the token.
    pub(super) fn seal_key(&self, purpose: &str) -> SealKey {
        SealKey::of_secret(&self.secret, purpose)
    }

    /// What can be reached: one AI agent's conversations.
    pub(super) fn scope(&self) -> Scope {
        Scope::Agent(self.agent)
    }

    pub(super) fn agent(&self) -> AgentId {
        self.agent
    }
}

/// A program that may look.
pub(super) struct ReadToken(pub(super) Caller);

/// A program that may look and change.
pub(super) struct WriteToken(pub(super) Caller);

impl FromRequestParts<Site> for ReadToken {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiProblem> {
        of_request(site, parts, TokenScope::ReadAll).await.map(Self)
    }
}

impl FromRequestParts<Site> for WriteToken {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiProblem> {
        of_request(site, parts, TokenScope::WriteAll)
            .await
            .map(Self)
    }
}

/// The program behind a request, if it may do what is `needed` for it.
async fn of_request(site: &Site, parts: &Parts, needed: TokenScope) -> Result<Caller, ApiProblem> {
    match parts.extensions.get::<Known>() {
        Some(Known(caller)) if caller.token.scope < needed => Err(ApiProblem::forbidden(needed)),
        Some(Known(caller)) => Ok(caller.clone()),
        None => caller(site, &parts.headers, needed).await,
    }
}

/// What the program behind a request to another address may do, or the answer to one that has no token.
pub(crate) async fn known_program(
    site: &Site,
    headers: &HeaderMap,
    path: &str,
) -> Result<TokenScope, Response> {
    match caller(site, headers, TokenScope::ReadAll).await {
        Ok(caller) => Ok(caller.token.scope),
        Err(problem) => Err(problem.sent(path)),
    }
}

/// The program whose token the headers show.
pub(super) async fn caller(
    site: &Site,
    headers: &HeaderMap,
    needed: TokenScope,
) -> Result<Caller, ApiProblem> {
    let Some(secret) = bearer(headers) else {
        return Err(ApiProblem::unauthorised(
            "Send a token: “Authorization: Bearer hnd_…”.",
            NO_TOKEN,
        ));
    };
    let known = if secret.starts_with(PREFIX) {
        site.desk.store.token(&hash_secret(secret)).await?
    } else {
        None
    };
    let Some(token) = known else {
        return Err(ApiProblem::unauthorised(
            "This token does not work: it was never made, or it was revoked.",
            BAD_TOKEN,
        ));
    };
    let now = site.desk.now();
    if token.is_expired(now) {
        let detail = "This token no longer works: its time is over. Make a new one.";
        return Err(ApiProblem::unauthorised(detail, BAD_TOKEN));
    }
    allow_request(&site.desk, &token).map_err(ApiProblem::too_many)?;
    if token.scope < needed {
        return Err(ApiProblem::forbidden(needed));
    }
    let agent = named_agent(site, headers, &token).await?;
    if let Err(error) = touch_token(&site.desk, &token).await {
        // Nobody should be turned away because a note about them could not be made.
        tracing::warn!(%error, "the use of a token could not be noted");
    }
    Ok(Caller {
        secret: secret.to_owned(),
        token,
        agent,
    })
}

/// The AI agent that a request is about: the one it names, else the token's own.
async fn named_agent(
    site: &Site,
    headers: &HeaderMap,
    token: &Token,
) -> Result<AgentId, ApiProblem> {
    let Some(named) = headers.get(AGENT) else {
        return Ok(token.agent);
    };
    let named = named.to_str().ok().filter(|text| is_number(text));
    let named: Option<AgentId> = named.and_then(|text| text.parse().ok());
    let agent = named
        .ok_or_else(|| malformed("“Handoff-Agent” takes the id of an AI agent, such as 2."))?;
    if agent == token.agent {
        return Ok(agent);
    }
    let missing = || ApiProblem::missing("There is no such AI agent.");
    if !token.is_for_all || site.desk.store.agent(agent).await?.is_none() {
        return Err(missing());
    }
    Ok(agent)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(secret.trim())
}

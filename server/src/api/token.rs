//! Programs prove who they are with a bearer token, which speaks for one AI agent.

use app::site::Site;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use handoff::{
    access::{Actor, Scope, TokenScope},
    actions::touch_token,
    id::{AgentId, hash_secret},
    token::{PREFIX, Token},
};

use super::problem::ApiProblem;

const NO_TOKEN: &str = "Bearer realm=\"handoff\"";
const BAD_TOKEN: &str = "Bearer realm=\"handoff\", error=\"invalid_token\"";

/// The program behind a request.
pub(super) struct Caller {
    token: Token,
}

impl Caller {
    /// Who makes something happen.
    pub(super) fn actor(&self) -> Actor {
        Actor::Token {
            id: self.token.id,
            agent: self.token.agent,
        }
    }

    /// What can be reached: one AI agent's conversations.
    pub(super) fn scope(&self) -> Scope {
        Scope::Agent(self.token.agent)
    }

    pub(super) fn agent(&self) -> AgentId {
        self.token.agent
    }
}

/// A program that may look.
pub(super) struct ReadToken(pub(super) Caller);

/// A program that may look and change.
pub(super) struct WriteToken(pub(super) Caller);

impl FromRequestParts<Site> for ReadToken {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiProblem> {
        caller(site, &parts.headers, TokenScope::ReadAll)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Site> for WriteToken {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ApiProblem> {
        caller(site, &parts.headers, TokenScope::WriteAll)
            .await
            .map(Self)
    }
}

async fn caller(
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
    if token.scope < needed {
        return Err(ApiProblem::forbidden(needed));
    }
    if let Err(error) = touch_token(&site.desk, &token).await {
        // Nobody should be turned away because a note about them could not be made.
        tracing::warn!(%error, "the use of a token could not be noted");
    }
    Ok(Caller { token })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(secret.trim())
}

//! API tokens: how programs get in.

pub mod list;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use chrono::Duration;
use handoff::{
    access::TokenScope,
    actions::{self, NewToken},
    clock::Instant,
    token::Token,
};
use list::{EVERY_AGENT, RawToken, TokenRow, Tokens};

use crate::{
    form::decode,
    request::{Admin, Oops, SignedIn, refused, settled},
    routes,
    shell::Place,
    site::Site,
    ui::when::ago,
};

pub fn routes() -> Router<Site> {
    Router::new().route(routes::TOKENS, get(show).post(make))
}

async fn show(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    Ok(Html(rendered(&site, &me, Tokens::default()).await?))
}

/// The secret is on the answer itself: kept anywhere, it would be a way in for whoever reads that.
async fn make(State(site): State<Site>, Admin(me): Admin, body: Bytes) -> Result<Response, Oops> {
    let values: RawToken = decode(&body)?;
    let new = NewToken {
        name: values.name.clone(),
        scope: TokenScope::parse(&values.scope).ok_or(Oops::Stale)?,
        agent: values.agent.parse().ok(),
        is_for_all: values.agent == EVERY_AGENT,
        expires_at: expiry(&values.expires, site.desk.now())?,
    };
    match settled(actions::create_token(&site.desk, &me.actor, &new).await)? {
        Ok(secret) => {
            let page = Tokens {
                made: Some((new.name, secret.reveal().to_owned())),
                ..Tokens::default()
            };
            Ok(Html(rendered(&site, &me, page).await?).into_response())
        }
        Err(errors) => {
            let page = Tokens {
                values,
                errors,
                ..Tokens::default()
            };
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rendered(site: &Site, me: &SignedIn, page: Tokens) -> Result<String, Oops> {
    let now = site.desk.now();
    let tokens = site.desk.store.tokens().await?;
    let shell = me.shell(site, Place::Tokens, "API tokens").await?;
    let mut page = Tokens {
        tokens: tokens.into_iter().map(|token| row(token, now)).collect(),
        agents: shell.agents.clone(),
        ..page
    };
    if let Some(agent) = shell
        .agent
        .as_ref()
        .filter(|_| page.values.agent.is_empty())
    {
        page.values.agent = agent.id.to_string();
    }
    Ok(list::render(shell, &site.assets, page))
}

/// When a token with that choice stops working.
fn expiry(days: &str, now: Instant) -> Result<Option<Instant>, Oops> {
    if days.is_empty() {
        return Ok(None);
    }
    let days: u16 = days.parse().map_err(|_| Oops::Stale)?;
    Ok(Some(now + Duration::days(days.into())))
}

fn row(token: Token, now: Instant) -> TokenRow {
    TokenRow {
        is_expired: token.is_expired(now),
        id: token.id.0,
        name: token.name,
        agent: if token.is_for_all {
            "Every AI agent".to_owned()
        } else {
            token.agent_name
        },
        scope: token.scope,
        created: ago(token.created_at, now),
        last_used: token.last_used_at.map(|at| ago(at, now)),
        expires: token
            .expires_at
            .map(|at| at.format("%-d %B %Y").to_string()),
        is_revoked: token.revoked_at.is_some(),
    }
}

//! A sample shop page with the chat on it, to see it work before it is on one's own site, and the tag to
//! copy. The chat itself is in the folder `widget` of the project.

pub mod preview;

use axum::{
    Router,
    extract::{Query, State},
    response::Html,
    routing::get,
};
use serde::Deserialize;

use crate::{
    request::{Oops, SignedIn},
    site::Site,
};
use preview::Preview;

pub fn routes() -> Router<Site> {
    Router::new().route("/widget/preview", get(show))
}

#[derive(Deserialize)]
struct Wanted {
    agent: Option<i64>,
}

async fn show(
    State(site): State<Site>,
    me: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Oops> {
    let agents = site.desk.store.agents().await?;
    let chosen = agents
        .into_iter()
        .map(|known| (known.agent, known.is_enabled))
        .find(|(agent, _)| wanted.agent.is_none_or(|id| agent.id.0 == id));
    let (agent, is_enabled) = chosen.ok_or(Oops::NotFound)?;
    let page = Preview {
        agent: agent.id.0,
        name: agent.name,
        shop: agent.about,
        public_key: agent.public_key,
        base_url: site.base_url.clone(),
        is_enabled,
        may_configure: me.actor.may_configure(),
    };
    Ok(Html(preview::render(page, me.operator.theme, &site.assets)))
}

//! One conversation, opened: the whole page, and what of it a page that is open already asks for.

use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use chrono::NaiveDate;
use handoff::id::{ConversationId, EventId, MessageId};
use serde::Deserialize;

use super::{
    Desk, card,
    composer::Draft,
    looking::Asked,
    show::{self, Show},
    words,
};
use crate::{
    request::{Oops, SignedIn},
    shell::Pane,
    site::Site,
};

pub(super) async fn conversation(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    desk.remember().await?;
    let id = ConversationId(id);
    let draft = desk.kept_draft(&id).await?;
    Ok(Html(desk.show(id, &asked, draft).await?))
}

impl Desk {
    /// The whole page of a conversation.
    pub(super) async fn show(
        &self,
        id: ConversationId,
        asked: &Asked,
        mut draft: Draft,
    ) -> Result<String, Oops> {
        let mut before = asked.before.map(MessageId);
        let mut seen = self.seen(id.clone(), before).await?;
        // A message that was looked for may be older than those shown first.
        if let Some(at) = asked.at.map(MessageId).filter(|at| !seen.shows(*at)) {
            before = Some(MessageId(at.0.saturating_add(1)));
            seen = self.seen(id.clone(), before).await?;
        }
        if asked.suggest.as_deref() == Some("first") && draft.values.text.is_empty() {
            draft.values.text = card::first_reply(&seen);
        }
        let earlier = words::opened(self, &seen, asked).await?;
        let around = self.around().await?;
        let rows = self.rows(&around, Some(id), None).await?;
        let pane = match asked.pane.as_deref() {
            Some("card") => Pane::Card,
            _ => Pane::Conversation,
        };
        let shell = self.shell(&around, pane).await?;
        let shown = Show {
            seen,
            rows,
            trace: asked.trace.map(MessageId),
            draft,
            is_past: before.is_some(),
            earlier,
        };
        Ok(show::render(shell, &self.site.assets, shown))
    }
}

/// What a page that is open already has.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Had {
    after: i64,
    turn: i64,
    day: Option<NaiveDate>,
    view: Option<String>,
    q: Option<String>,
    queue: Option<String>,
    label: Option<String>,
    sort: Option<String>,
}

pub(super) async fn entries(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(had): Query<Had>,
) -> Result<Html<String>, Oops> {
    let asked = Asked {
        view: had.view,
        q: had.q,
        queue: had.queue,
        label: had.label,
        sort: had.sort,
        ..Asked::default()
    };
    let desk = Desk::of(site, who, &asked).await?;
    let id = ConversationId(id);
    let (after, turn) = (MessageId(had.after), EventId(had.turn));
    let seen = desk.seen(id, None).await?;
    let news = seen.since(&desk.site, (after, turn)).await?;
    Ok(Html(show::render_entries(&news, &desk.looking, had.day)))
}

pub(super) async fn parts(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    let seen = desk.seen(ConversationId(id), None).await?;
    Ok(Html(show::render_parts(seen, desk.looking)))
}

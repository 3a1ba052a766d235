//! What was just done can be taken back for some minutes, by the button beside the words that say it.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::Redirect,
};
use handoff::actions::{self, Done};

use super::Desk;
use crate::{
    request::{Oops, Said, SignedIn, say},
    routes,
    site::Site,
};

/// Where the session keeps what can be taken back: the last thing alone.
const UNDO: &str = "undo";

/// Keeps what was just done, so that it can be taken back. True when it can.
pub(super) async fn keep(desk: &Desk, done: Vec<Done>) -> bool {
    if done.is_empty() {
        return false;
    }
    match desk.who.session.insert(UNDO, done).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "what can be taken back could not be noted");
            false
        }
    }
}

/// Takes back what was done last, and goes back to where the button was.
pub(super) async fn undo(
    State(site): State<Site>,
    who: SignedIn,
    headers: HeaderMap,
) -> Result<Redirect, Oops> {
    let done: Vec<Done> = who.session.remove(UNDO).await?.unwrap_or_default();
    let (mut back, mut late) = (0, 0);
    for one in &done {
        match actions::undo(&site.desk, &who.actor, who.scope, one).await {
            Ok(true) => back += 1,
            Ok(false) | Err(actions::VerbError::Missing) => late += 1,
            Err(other) => return Err(other.into()),
        }
    }
    say(&who.session, said(back, late)).await;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from = text(header::REFERER)
        .zip(text(header::HOST))
        .and_then(|(referer, host)| routes::came_from(referer, host));
    Ok(Redirect::to(from.unwrap_or(routes::INBOX)))
}

fn said(back: usize, late: usize) -> Said {
    match (back, late) {
        (0, 0) => Said::refused("There is nothing to take back any more."),
        (_, 0) => Said::done("Taken back: all is as it was."),
        (0, _) => Said::refused(
            "It is too late to take this back: somebody went on from there, or too much time has passed.",
        ),
        (_, _) => Said::done(format!(
            "{back} taken back. {late} could not be: somebody went on from there."
        )),
    }
}

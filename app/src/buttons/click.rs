//! Whoever clicked, and how they are told what came of it.

use axum::http::{HeaderMap, header, request::Parts};
use handoff::{
    access::{Actor, Scope},
    actions::{SaveError, VerbError},
    id::{ConversationId, OperatorId},
};
use leptos::prelude::*;
use leptos_axum::{extract, redirect};
use tower_sessions::Session;

use crate::{
    request::{Said, SignedIn, say},
    routes,
    site::Site,
};

/// Whoever clicked, and everything they can reach.
pub(super) struct Click {
    pub site: Site,
    pub actor: Actor,
    /// Which conversations they reach.
    pub scope: Scope,
    pub me: OperatorId,
    session: Session,
    /// The page the button was on, if its browser says so.
    pub from: Option<String>,
}

/// Who clicked, if they are still signed in.
pub(super) async fn click() -> Result<Click, ServerFnError> {
    let site = expect_context::<Site>();
    let mut parts = extract::<Parts>().await?;
    let from = page_of(&parts.headers);
    let signed_in =
        <SignedIn as axum::extract::FromRequestParts<Site>>::from_request_parts(&mut parts, &site)
            .await;
    let Ok(SignedIn {
        operator,
        actor,
        scope,
        session,
    }) = signed_in
    else {
        redirect(routes::SIGN_IN);
        return Err(ServerFnError::new("Sign in first."));
    };
    Ok(Click {
        site,
        actor,
        scope,
        me: operator.id,
        session,
        from,
    })
}

/// The path of the page that a click was made on.
fn page_of(headers: &HeaderMap) -> Option<String> {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from = routes::came_from(said(header::REFERER)?, said(header::HOST)?)?;
    Some(from.to_owned())
}

impl Click {
    /// Says what came of it and goes on to `to`.
    pub(super) async fn done(&self, said: Said, to: &str) {
        say(&self.session, said).await;
        redirect(to);
    }

    /// Says what came of a verb on a conversation and goes back to it.
    pub(super) async fn verb_done<T>(
        &self,
        done: Result<T, VerbError>,
        words: &str,
        conversation: &str,
    ) {
        let said = match &done {
            Ok(_) => Said::done(words),
            Err(VerbError::Taken { name, .. }) => {
                Said::refused(format!("{name} has taken this conversation already."))
            }
            Err(VerbError::Full { name, load, most }) => Said::refused(format!(
                "{name} has {load} of {most} conversations, which is as many as may be here."
            )),
            Err(VerbError::Missing) => Said::refused("This conversation does not exist any more."),
            Err(VerbError::Resolved) => Said::refused("This conversation is resolved already."),
            Err(VerbError::WithAi) => Said::refused("The AI has this conversation already."),
            Err(VerbError::Invalid(problems)) => Said::refused(joined(problems)),
            Err(VerbError::Store(error)) => Said::refused(not_kept(error)),
        };
        // What somebody gave away may be out of their sight.
        let id = ConversationId(conversation.to_owned());
        let found = self.site.desk.store.conversation(self.scope, &id).await;
        if !found.is_ok_and(|found| found.is_some()) {
            return self.done(said, routes::INBOX).await;
        }
        // Whoever clicked on the card of a phone comes back to the card.
        let page = routes::conversation(conversation);
        let from = self.from.as_deref().filter(|from| {
            let rest = from.strip_prefix(page.as_str());
            rest.is_some_and(|rest| rest.contains("pane=card"))
        });
        self.done(said, from.unwrap_or(&page)).await;
    }

    /// Says what came of saving something and goes on to `to`.
    pub(super) async fn save_done<T>(&self, done: Result<T, SaveError>, words: &str, to: &str) {
        let said = match &done {
            Ok(_) => Said::done(words),
            Err(SaveError::Invalid(problems)) => Said::refused(joined(problems)),
            Err(SaveError::Used(why)) => Said::refused(why),
            Err(SaveError::Forbidden) => Said::refused("Only an admin can do this."),
            Err(SaveError::Missing) => Said::refused("It does not exist any more."),
            Err(SaveError::Outdated) => {
                Said::refused("Somebody else changed it meanwhile. Look again, then try once more.")
            }
            Err(SaveError::Store(error)) => Said::refused(not_kept(error)),
        };
        self.done(said, to).await;
    }
}

pub(super) fn joined(problems: &[handoff::problem::Problem]) -> String {
    problems
        .iter()
        .map(|problem| problem.detail.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn not_kept(error: &handoff::store::StoreError) -> String {
    tracing::error!(%error, "a click could not be kept");
    "This could not be saved. Nothing was changed; try again in a moment.".to_owned()
}

//! Callbacks: taken, and kept.

use handoff::{
    actions::{self, VerbError},
    id::CallbackId,
};
use leptos::{prelude::*, server};

use super::click::{click, joined, not_kept};
use crate::{request::Said, routes};

/// Takes the conversation behind a callback, to get in touch.
#[server(prefix = "/do", endpoint = "claim-callback")]
pub async fn claim_callback(callback: i64) -> Result<(), ServerFnError> {
    let click = click().await?;
    let desk = &click.site.desk;
    let id = CallbackId(callback);
    let done = actions::claim_callback(desk, &click.actor, click.scope, id, click.me).await;
    match done {
        Ok(conversation) => {
            let words = "It is yours now. Get in touch, then mark the callback as done.";
            click
                .done(Said::done(words), &routes::conversation(&conversation.id.0))
                .await;
        }
        Err(error) => {
            let said = Said::refused(callback_refused(&error));
            click.done(said, routes::CALLBACKS).await;
        }
    }
    Ok(())
}

/// Marks a callback as done.
#[server(prefix = "/do", endpoint = "finish-callback")]
pub async fn finish_callback(callback: i64) -> Result<(), ServerFnError> {
    let click = click().await?;
    let (desk, id) = (&click.site.desk, CallbackId(callback));
    let done = actions::finish_callback(desk, &click.actor, click.scope, id, None).await;
    let said = match done {
        Ok(()) => Said::done("Done. The promise is kept."),
        Err(error) => Said::refused(callback_refused(&error)),
    };
    click.done(said, routes::CALLBACKS).await;
    Ok(())
}

fn callback_refused(error: &VerbError) -> String {
    match error {
        VerbError::Missing => "This callback is done already, or there is none.".to_owned(),
        VerbError::Taken { name, .. } => format!("{name} has it and gets in touch."),
        VerbError::Invalid(problems) => joined(problems),
        VerbError::Store(error) => not_kept(error),
        other => format!("Nothing was changed: {other}."),
    }
}

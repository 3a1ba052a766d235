//! People: whether they are there, whether they are let in, and who is invited.

use handoff::{
    actions::{self, SaveError},
    id::OperatorId,
    operator::Presence,
};
use leptos::{prelude::*, server};

use super::click::click;
use crate::routes;

/// Says whether one takes conversations now, and goes back to where the button was.
#[server(prefix = "/do", endpoint = "set-presence")]
pub async fn set_presence(online: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let (presence, words) = if online == "yes" {
        (
            Presence::Online,
            "You are available. New conversations can reach you.",
        )
    } else {
        (
            Presence::Away,
            "You are away. What you have stays with you.",
        )
    };
    let done = match click.actor.operator() {
        Some(me) => {
            actions::set_presence(&click.site.desk, &click.actor, me, presence.into()).await
        }
        None => Err(SaveError::Forbidden),
    };
    let from = click.from.as_deref().unwrap_or(routes::INBOX);
    click.save_done(done, words, from).await;
    Ok(())
}

/// Keeps somebody out, or lets them in again.
#[server(prefix = "/do", endpoint = "set-operator-enabled")]
pub async fn set_operator_enabled(operator: i64, enabled: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let is_enabled = enabled == "yes";
    let (desk, of) = (&click.site.desk, OperatorId(operator));
    let done = actions::set_operator_enabled(desk, &click.actor, of, is_enabled).await;
    let words = if is_enabled {
        "They can sign in again."
    } else {
        "They are signed out everywhere and cannot sign in."
    };
    click.save_done(done, words, routes::OPERATORS).await;
    Ok(())
}

/// Takes back an invitation.
#[server(prefix = "/do", endpoint = "withdraw-invitation")]
pub async fn withdraw_invitation(invitation: i64) -> Result<(), ServerFnError> {
    let click = click().await?;
    let done = actions::withdraw_invitation(&click.site.desk, &click.actor, invitation).await;
    click
        .save_done(
            done,
            "The invitation's link does not work any more.",
            routes::OPERATORS,
        )
        .await;
    Ok(())
}

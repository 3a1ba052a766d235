//! What is switched on and off for an AI agent, and the tokens of its programs.

use handoff::{
    actions::{self, SaveError},
    id::{AgentId, RoutingProfileId, TokenId},
};
use leptos::{prelude::*, server};

use super::click::{Click, click};
use crate::routes;

/// Switches an AI agent's handing over on or off.
#[server(prefix = "/do", endpoint = "set-action-enabled")]
pub async fn set_action_enabled(agent: i64, enabled: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let is_enabled = enabled == "yes";
    let done = switched(&click, AgentId(agent), is_enabled).await;
    let words = if is_enabled {
        "Human Handoff is on."
    } else {
        "Human Handoff is off. Your team can still take over from the inbox."
    };
    click.save_done(done, words, &routes::actions(agent)).await;
    Ok(())
}

async fn switched(click: &Click, agent: AgentId, is_enabled: bool) -> Result<(), SaveError> {
    let saved = click
        .site
        .desk
        .store
        .action(agent)
        .await?
        .ok_or(SaveError::Missing)?;
    let mut action = saved.action;
    action.enabled = is_enabled;
    actions::save_action(
        &click.site.desk,
        &click.actor,
        agent,
        &action,
        saved.revision,
    )
    .await
}

/// Compares conversations with a routing profile, or does so no more.
#[server(prefix = "/do", endpoint = "set-routing-profile-active")]
pub async fn set_routing_profile_active(
    agent: i64,
    profile: i64,
    active: String,
) -> Result<(), ServerFnError> {
    let click = click().await?;
    let is_active = active == "yes";
    let done = profile_switched(&click, AgentId(agent), profile, is_active).await;
    let words = if is_active {
        "It is in use again."
    } else {
        "It is switched off. What it would match is for whoever works on the queue."
    };
    click.save_done(done, words, &routes::routing(agent)).await;
    Ok(())
}

async fn profile_switched(
    click: &Click,
    agent: AgentId,
    profile: i64,
    is_active: bool,
) -> Result<(), SaveError> {
    let (desk, id) = (&click.site.desk, RoutingProfileId(profile));
    let saved = desk.store.routing_profiles(agent, Some(id)).await?.pop();
    let saved = saved.ok_or(SaveError::Missing)?;
    let mut profile = saved.profile;
    profile.is_active = is_active;
    let of = Some((id, Some(saved.revision)));
    actions::save_routing_profile(desk, &click.actor, agent, of, &profile).await?;
    Ok(())
}

/// Revokes an API token.
#[server(prefix = "/do", endpoint = "revoke-token")]
pub async fn revoke_token(token: i64) -> Result<(), ServerFnError> {
    let click = click().await?;
    let done = actions::revoke_token(&click.site.desk, &click.actor, TokenId(token)).await;
    click
        .save_done(
            done,
            "Revoked. Programs that use it are refused from now on.",
            routes::TOKENS,
        )
        .await;
    Ok(())
}

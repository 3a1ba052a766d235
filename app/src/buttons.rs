//! The one-button actions: what a click does when there is nothing to fill in.
//!
//! Each is a server function, so that a plain form posts to it without a script. None returns an error
//! to the page: what happened is said once on the page the person comes back to.

use axum::http::{HeaderMap, header, request::Parts};
use handoff::{
    access::{Actor, Scope},
    actions::{self, SaveError, VerbError},
    conversation::Verdict,
    id::{AgentId, CallbackId, ConversationId, OperatorId, RoutingProfileId, TokenId},
    operator::Presence,
};
use leptos::{prelude::*, server};
use leptos_axum::{extract, redirect};
use tower_sessions::Session;

use crate::{
    request::{Said, SignedIn, say},
    routes,
    site::Site,
};

/// Where the server functions live.
pub const PREFIX: &str = "/do";

/// Whoever clicked, and everything they can reach.
struct Click {
    site: Site,
    actor: Actor,
    /// Which conversations they reach.
    scope: Scope,
    me: OperatorId,
    session: Session,
    /// The page the button was on, if its browser says so.
    from: Option<String>,
}

/// Who clicked, if they are still signed in.
async fn click() -> Result<Click, ServerFnError> {
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
    async fn done(&self, said: Said, to: &str) {
        say(&self.session, said).await;
        redirect(to);
    }

    /// Says what came of a verb on a conversation and goes back to it.
    async fn verb_done<T>(&self, done: Result<T, VerbError>, words: &str, conversation: &str) {
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
    async fn save_done<T>(&self, done: Result<T, SaveError>, words: &str, to: &str) {
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

fn joined(problems: &[handoff::problem::Problem]) -> String {
    problems
        .iter()
        .map(|problem| problem.detail.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_kept(error: &handoff::store::StoreError) -> String {
    tracing::error!(%error, "a click could not be kept");
    "This could not be saved. Nothing was changed; try again in a moment.".to_owned()
}

/// Takes a conversation for oneself.
#[server(prefix = "/do", endpoint = "claim")]
pub async fn claim(conversation: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let id = ConversationId(conversation);
    let done = actions::claim(&click.site.desk, &click.actor, click.scope, &id, click.me).await;
    click
        .verb_done(done, "This conversation is yours now.", &id.0)
        .await;
    Ok(())
}

/// Gives a conversation to somebody; an empty `to` puts it back in line.
#[server(prefix = "/do", endpoint = "assign")]
pub async fn assign(conversation: String, to: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let id = ConversationId(conversation);
    let to = to.parse().ok().map(OperatorId);
    let done = actions::assign(&click.site.desk, &click.actor, click.scope, &id, to).await;
    let words = if to.is_some() {
        "Given to a colleague."
    } else {
        "Back in line for anybody."
    };
    click.verb_done(done, words, &id.0).await;
    Ok(())
}

/// Marks a conversation as done.
#[server(prefix = "/do", endpoint = "resolve")]
pub async fn resolve(conversation: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let id = ConversationId(conversation);
    let done = actions::resolve(&click.site.desk, &click.actor, click.scope, &id).await;
    click
        .verb_done(
            done,
            "Resolved. It opens again when the customer writes.",
            &id.0,
        )
        .await;
    Ok(())
}

/// Says whether it was right to hand a conversation over; an empty `verdict` takes back what was said.
#[server(prefix = "/do", endpoint = "verdict")]
pub async fn give_verdict(conversation: String, verdict: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let id = ConversationId(conversation);
    let (desk, verdict) = (&click.site.desk, Verdict::parse(&verdict));
    let given = (click.me, verdict);
    let done = actions::give_verdict(desk, &click.actor, click.scope, &id, given).await;
    let words = match verdict {
        Some(verdict) => format!("Noted: {}.", verdict.title().to_lowercase()),
        None => "Taken back. Nothing is said of this handoff.".to_owned(),
    };
    click.verb_done(done, &words, &id.0).await;
    Ok(())
}

/// Gives a conversation back to the AI.
#[server(prefix = "/do", endpoint = "hand-back")]
pub async fn hand_back(conversation: String) -> Result<(), ServerFnError> {
    let click = click().await?;
    let id = ConversationId(conversation);
    let done = actions::hand_back(&click.site.desk, &click.actor, click.scope, &id).await;
    click.verb_done(done, "The AI has it again.", &id.0).await;
    Ok(())
}

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

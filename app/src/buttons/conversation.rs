//! Who has a conversation, and what is said of it.

use handoff::{
    actions,
    conversation::Verdict,
    id::{ConversationId, OperatorId},
};
use leptos::{prelude::*, server};

use super::click::click;

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

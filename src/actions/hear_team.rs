//! What a colleague writes or clicks on the team's own service is done as if they had done it here.

use serde_json::json;

use super::{
    Desk, VerbError,
    claim::claim,
    hand_back::hand_back,
    post::Opened,
    reply::reply,
    resolve::resolve,
    tell_team::{carried, have_told},
    verb::TEXT_MAX,
};
use crate::{
    access::{Actor, Scope},
    channel::{TeamDoes, TeamItem, team_address, team_line, team_member},
    id::{ChannelId, ConversationId},
    operator::Operator,
    store::{SavedChannel, StoreError},
};

/// The name of this kind of later work.
pub const HEAR_TEAM: &str = "hear_team";

/// Notes what a colleague did, to be done at once and elsewhere: whoever told waits only for three seconds.
/// What was told before is done once.
pub(super) async fn note_team(
    desk: &Desk,
    channel: &SavedChannel,
    item: TeamItem,
) -> Result<(), StoreError> {
    let (id, now) = (channel.id, desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if tx.note_team_heard((id, &item.vendor_id), now).await? {
                    let payload = json!({"channel": id, "item": item});
                    tx.add_job(HEAR_TEAM, &payload, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Does what a colleague wrote or clicked. Says why, when trying again may help.
pub async fn hear_team(
    desk: &Desk,
    channel: ChannelId,
    item: &TeamItem,
) -> Result<Result<(), String>, StoreError> {
    let Some(channel) = desk
        .store
        .channel(channel)
        .await?
        .filter(|it| it.connection.is_enabled)
    else {
        return Ok(Ok(()));
    };
    let Some(opened) = desk.post.as_ref().and_then(|post| post.open(&channel).ok()) else {
        return Ok(Ok(()));
    };
    let Some((of, thread)) = place(desk, &channel, item).await? else {
        return Ok(Ok(()));
    };
    let who = match colleague(desk, &opened, &item.who).await {
        Ok(who) => who?,
        Err(why) => return Ok(Err(why)),
    };
    let said = match who {
        Some(who) => done(desk, (&channel, item), &of, &who).await?,
        None => Some("This did not reach the customer: nobody here has the e-mail address that you have in Slack. An admin can invite you under People.".to_owned()),
    };
    if let Some(said) = said {
        let call = team_line(&opened.settings, &thread, (&said, false));
        // What was done is done; that it is said there too is a courtesy.
        let _outcome = carried(desk, &opened, &call).await;
    }
    Ok(Ok(()))
}

/// The conversation that it is about, and its thread: one that this channel was shown, and no other.
async fn place(
    desk: &Desk,
    channel: &SavedChannel,
    item: &TeamItem,
) -> Result<Option<(ConversationId, String)>, StoreError> {
    let found = match &item.does {
        TeamDoes::Says { thread, .. } => desk.store.team_thread(channel.id, thread).await?,
        TeamDoes::Claims { conversation }
        | TeamDoes::Resolves { conversation }
        | TeamDoes::HandsBack { conversation } => {
            let id = ConversationId(conversation.clone());
            desk.store.team_thread_of(channel.id, &id).await?
        }
    };
    Ok(found.map(|found| (found.conversation, found.thread)))
}

/// Who somebody of the service is here: whoever works here and has the same e-mail address.
async fn colleague(
    desk: &Desk,
    opened: &Opened,
    who: &str,
) -> Result<Result<Option<Operator>, StoreError>, String> {
    let Some(post) = &desk.post else {
        return Ok(Ok(None));
    };
    let call = team_member(&opened.settings, who);
    let answer = post.courier.carry(&call).await.map_err(|lost| lost.why)?;
    if answer.status == 429 || answer.status >= 500 {
        return Err(format!("Slack answered {}", answer.status));
    }
    let Some(address) = team_address(&answer) else {
        return Ok(Ok(None));
    };
    let people = desk.store.operators().await;
    let own = |person: &Operator| person.is_enabled() && person.email.to_lowercase() == address;
    Ok(people.map(|people| people.into_iter().find(own)))
}

/// Does it, and gives back what is to be said about it there.
async fn done(
    desk: &Desk,
    (channel, item): (&SavedChannel, &TeamItem),
    of: &ConversationId,
    who: &Operator,
) -> Result<Option<String>, StoreError> {
    let actor = Actor::Operator {
        id: who.id,
        name: who.name.clone(),
        role: who.role,
    };
    let scope = desk.store.scope_of(who.id, who.role).await?;
    let outcome = match &item.does {
        TeamDoes::Says { text, .. } => {
            says(desk, (channel, item), (&actor, scope), (of, who, text)).await
        }
        TeamDoes::Claims { .. } => claim(desk, &actor, scope, of, who.id)
            .await
            .map(|_| Some(format!("{} took over.", who.name))),
        TeamDoes::Resolves { .. } => resolve(desk, &actor, scope, of)
            .await
            .map(|_| Some(format!("{} resolved it.", who.name))),
        TeamDoes::HandsBack { .. } => hand_back(desk, &actor, scope, of)
            .await
            .map(|_| Some(format!("{} handed it back to the AI.", who.name))),
    };
    match outcome {
        Ok(said) => Ok(said),
        Err(VerbError::Store(error)) => Err(error),
        Err(VerbError::Taken { name, .. }) => Ok(Some(format!(
            "This did not reach the customer: {name} has the conversation."
        ))),
        Err(refused) => Ok(Some(format!("Nothing was done: {refused}."))),
    }
}

async fn says(
    desk: &Desk,
    (channel, item): (&SavedChannel, &TeamItem),
    (actor, scope): (&Actor, Scope),
    (of, who, text): (&ConversationId, &Operator, &str),
) -> Result<Option<String>, VerbError> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let (_, message) = reply(desk, actor, scope, of, (who.id, &text)).await?;
    let (channel, vendor_id) = (channel.id, item.vendor_id.clone());
    desk.store
        .write(move |tx| {
            Box::pin(async move { tx.note_team_message((channel, &vendor_id), message).await })
        })
        .await?;
    have_told(desk, of).await?;
    Ok(None)
}

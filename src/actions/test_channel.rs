//! A message that shows whether a channel works: it is really sent.

use super::{Desk, SaveError, send_replies::sent};
use crate::{
    access::Actor,
    channel::{Channel, Outcome, Reply},
    id::{AgentId, SendingId},
    store::StoreError,
};

/// What a test says.
const TEXT: &str = "This is a test of Handoff. It arrived.";

/// Sends a test to `to` and gives back whether the vendor took it, or why not, for people. What it says about
/// the channel is noted there.
pub async fn test_channel(
    desk: &Desk,
    actor: &Actor,
    (agent, channel): (AgentId, Channel),
    to: &str,
) -> Result<Result<(), String>, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let to = to.trim();
    if to.is_empty() || to.chars().count() > 200 || to.chars().any(char::is_control) {
        return Err(SaveError::invalid("/to", "Write where the test is to go."));
    }
    let all = desk.store.channels(agent).await?;
    let saved = all.into_iter().find(|saved| saved.channel == channel);
    let saved = saved.ok_or(SaveError::Missing)?;
    let opened = match &desk.post {
        Some(post) => post.open(&saved).map_err(|error| error.to_string()),
        None => Err("This program was started without a key for secrets.".to_owned()),
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(why) => return Ok(Err(why)),
    };
    let reply = Reply {
        to,
        text: TEXT,
        thread: "test",
        context: "",
        is_by_person: false,
        sending: SendingId(0),
        is_last: true,
        inbound_url: &opened.inbound_url,
        is_window_closed: false,
        files: &[],
    };
    let done = match sent(desk, &opened, &reply).await {
        Outcome::Taken(_) => Ok(()),
        Outcome::ForNow(why, _) | Outcome::ForGood(why) | Outcome::Denied(why) => Err(why),
        Outcome::Unwanted => Err("Whoever has this number does not want to be written to.".into()),
    };
    let (noted, now) = (done.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                match noted {
                    Ok(()) => tx.note_channel_sent(saved.id, now).await?,
                    Err(why) => tx.note_channel_error(saved.id, &why, now).await?,
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(done)
}

//! The team is shown a conversation where it follows it: that it needs a person, and then what is said.

use chrono::Duration;
use serde_json::json;

use super::{
    Desk,
    alert_team::{ALERT_LATE, alert_of, late_alert, slack_of},
    post::{Opened, Post},
};
use crate::{
    access::Scope,
    channel::{Answer, Call, Outcome, TeamCard, team_card, team_line},
    conversation::{Author, Conversation, Entry, HandoffRequest},
    id::ConversationId,
    store::{SavedChannel, StoreError, TELL_TEAM, TeamThread},
};

/// How long whoever tells something may take before somebody else tries.
const KEPT_FOR: Duration = Duration::seconds(60);

/// The most messages that are passed on in one go.
const AT_ONCE: i64 = 40;

/// Shows the team what is new in a conversation. Says why, when trying again may help.
pub async fn tell_team(desk: &Desk, of: &ConversationId) -> Result<Result<(), String>, StoreError> {
    let Some(conversation) = desk.store.conversation(Scope::Everything, of).await? else {
        return Ok(Ok(()));
    };
    let slack = slack_of(desk, conversation.agent).await?;
    let request = desk.store.handoff_request(&conversation).await?;
    let (Some(slack), Some(request)) = (slack, request) else {
        return Ok(Ok(()));
    };
    if slack.connection.settings.get("mode") == "alerts" {
        return alert(desk, &slack, (&conversation, &request)).await.map(Ok);
    }
    let Some(post) = &desk.post else {
        return Ok(Ok(()));
    };
    let opened = match post.open(&slack) {
        Ok(opened) => opened,
        Err(error) => {
            note_error(desk, &slack, error.to_string()).await?;
            return Ok(Ok(()));
        }
    };
    let Some(mut thread) = taken(desk, &slack, of).await? else {
        return Ok(Err("somebody else tells the team now".to_owned()));
    };
    let link = format!("{}/inbox/{of}", post.base_url);
    let told = Telling {
        desk,
        opened: &opened,
        conversation: &conversation,
    };
    let told_at = thread.requested_at;
    let outcome = told.all(&mut thread, (&request, &link)).await?;
    let late = late_alert(desk, (&conversation, &request)).await?;
    let late = Some(late).filter(|_| thread.requested_at > told_at);
    let (kept, now) = (thread, desk.now());
    let error = match &outcome {
        Outcome::Taken(_) | Outcome::Unwanted => None,
        Outcome::ForNow(why, _) | Outcome::ForGood(why) | Outcome::Denied(why) => Some(why.clone()),
    };
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                tx.keep_team_thread(&kept).await?;
                if let Some((late, due)) = &late {
                    tx.add_job(ALERT_LATE, &json!(late), *due).await?;
                }
                match &error {
                    Some(why) => tx.note_channel_error(kept.channel, why, now).await,
                    None => tx.note_channel_sent(kept.channel, now).await,
                }
            })
        })
        .await?;
    Ok(match outcome {
        Outcome::ForNow(why, _) => Err(why),
        _ => Ok(()),
    })
}

/// Where only alerts are wanted, one is written down, and looked after whether somebody came in time.
async fn alert(
    desk: &Desk,
    slack: &SavedChannel,
    of: (&Conversation, &HandoffRequest),
) -> Result<(), StoreError> {
    let (new, now) = (alert_of(desk, slack, of), desk.now());
    let (late, due) = late_alert(desk, of).await?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if tx.insert_delivery(&new, now).await? {
                    tx.add_job(ALERT_LATE, &json!(late), due).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn taken(
    desk: &Desk,
    slack: &SavedChannel,
    of: &ConversationId,
) -> Result<Option<TeamThread>, StoreError> {
    let (channel, of, now) = (slack.id, of.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let times = (now, now + KEPT_FOR);
                tx.take_team_thread((channel, &of), times).await
            })
        })
        .await
}

struct Telling<'a> {
    desk: &'a Desk,
    opened: &'a Opened,
    conversation: &'a Conversation,
}

impl Telling<'_> {
    /// Tells everything that is new; the thread says afterwards how far it came.
    async fn all(
        &self,
        thread: &mut TeamThread,
        (request, link): (&HandoffRequest, &str),
    ) -> Result<Outcome, StoreError> {
        let settings = &self.opened.settings;
        if request.requested_at > thread.requested_at {
            let call = if thread.thread.is_empty() {
                team_card(settings, &self.card(request, link))
            } else {
                let words = format!("They need a person again: {}", request.reason);
                team_line(settings, &thread.thread, (&words, true))
            };
            match self.carried(&call).await {
                Outcome::Taken(id) => {
                    if thread.thread.is_empty() {
                        thread.thread = id;
                    }
                    thread.requested_at = request.requested_at;
                }
                failed => return Ok(failed),
            }
        }
        let store = &self.desk.store;
        let entries = store.entries(self.conversation, thread.told_until, AT_ONCE);
        for entry in entries.await? {
            let is_news = !entry.is_note && !entry.in_words().is_empty();
            if is_news && !store.is_team_message(entry.id).await? {
                let call = team_line(settings, &thread.thread, (&line(&entry), false));
                match self.carried(&call).await {
                    Outcome::Taken(_) => {}
                    failed => return Ok(failed),
                }
            }
            thread.told_until = entry.id;
        }
        Ok(Outcome::Taken(String::new()))
    }

    fn card<'c>(&'c self, request: &'c HandoffRequest, link: &'c str) -> TeamCard<'c> {
        TeamCard {
            conversation: &self.conversation.id.0,
            customer: self.conversation.customer.title(),
            channel: self.conversation.channel.title(),
            reason: &request.reason,
            summary: &request.summary.text,
            priority: request.priority.title(),
            link,
            is_alert: false,
        }
    }

    async fn carried(&self, call: &Call) -> Outcome {
        carried(self.desk, self.opened, call).await
    }
}

/// Carries a request to the team's service, and says what came of it.
pub(super) async fn carried(desk: &Desk, opened: &Opened, call: &Call) -> Outcome {
    let Some(post) = &desk.post else {
        return Outcome::ForGood("This program was started without a key for secrets.".into());
    };
    answered(post, opened, call).await.0
}

/// The same, with the answer if there was one.
pub(super) async fn answered(
    post: &Post,
    opened: &Opened,
    call: &Call,
) -> (Outcome, Option<Answer>) {
    match post.courier.carry(call).await {
        Ok(answer) => (opened.adapter.read(&answer), Some(answer)),
        Err(lost) => (Outcome::ForNow(lost.why, None), None),
    }
}

/// “Ruth Bell: Where is my order?”
fn line(entry: &Entry) -> String {
    let who = match entry.author {
        Author::System => "To the customer",
        _ => entry.name.as_str(),
    };
    format!("{who}: {}", entry.in_words())
}

async fn note_error(desk: &Desk, channel: &SavedChannel, why: String) -> Result<(), StoreError> {
    let (id, now) = (channel.id, desk.now());
    desk.store
        .write(move |tx| Box::pin(async move { tx.note_channel_error(id, &why, now).await }))
        .await
}

/// Has the team told of what just happened in a conversation, where that is not done by what was said.
pub(super) async fn have_told(desk: &Desk, of: &ConversationId) -> Result<(), StoreError> {
    let (payload, now) = (json!({"conversation": of}), desk.now());
    desk.store
        .write(move |tx| Box::pin(async move { tx.add_job(TELL_TEAM, &payload, now).await }))
        .await
}

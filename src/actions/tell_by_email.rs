//! People are told by e-mail of a conversation that was handed off: those of the routing profile it is about,
//! or else whoever is on the AI agent's list. Each gets a mail of their own, when they want it.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Desk, send_digest::SEND_DIGEST};
use crate::{
    access::Scope,
    clock::Instant,
    conversation::{Conversation, HandoffRequest},
    delivery::{
        EmailPace, EmailWishes, Kind, NewDelivery,
        email::{self, Content, Mail, Told},
    },
    event::EventKind,
    id::{ConversationId, OperatorId, RoutingProfileId},
    operator::Operator,
    store::{Agent, StoreError},
};

/// The name of this kind of later work.
pub const TELL_BY_EMAIL: &str = "tell_by_email";

/// A handoff that people are told of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HandoffToTell {
    pub conversation: ConversationId,
    pub requested_at: Instant,
    /// The routing profile it is about, if one matched.
    pub profile: Option<RoutingProfileId>,
}

/// One who is told, with their wishes if they work here.
struct Recipient {
    address: String,
    person: Option<(OperatorId, EmailWishes)>,
}

/// A handoff with everything that a mail says of it.
struct Known {
    agent: Agent,
    conversation: Conversation,
    request: HandoffRequest,
    queue: Option<String>,
    first_requested_at: Instant,
    zone: Tz,
}

/// Writes a mail for everybody who is to be told. Told twice, it changes nothing.
pub async fn tell_by_email(desk: &Desk, of: &HandoffToTell) -> Result<(), StoreError> {
    let Some(known) = known(desk, of).await? else {
        return Ok(());
    };
    let recipients = recipients(desk, &known, of.profile).await?;
    let now = desk.now();
    let mut mails = Vec::new();
    let mut entries = Vec::new();
    for recipient in &recipients {
        let wishes = recipient.person.map(|(_, wishes)| wishes);
        let Some(due_at) = wishes.unwrap_or_default().due(now, known.zone) else {
            continue;
        };
        match recipient.person {
            Some((person, wishes)) if wishes.pace == EmailPace::Digest => {
                entries.push((person, due_at));
            }
            _ => mails.push(delivery(
                &known,
                &recipient.address,
                &desk.base_url,
                due_at,
            )?),
        }
    }
    let told = (of.conversation.clone(), of.requested_at);
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                for mail in &mails {
                    tx.insert_delivery(mail, now).await?;
                }
                for (person, due_at) in entries {
                    if tx
                        .insert_digest_entry(person, (&told.0, told.1), due_at)
                        .await?
                    {
                        let payload = json!({"operator": person, "due_at": due_at});
                        tx.add_job(SEND_DIGEST, &payload, due_at).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

/// What is to be said, unless nobody is to be told or it is gone.
async fn known(desk: &Desk, of: &HandoffToTell) -> Result<Option<Known>, StoreError> {
    let store = &desk.store;
    let found = store.conversation(Scope::Everything, &of.conversation);
    let Some(conversation) = found.await? else {
        return Ok(None);
    };
    let request = store.handoff_request_of(&of.conversation, of.requested_at);
    let (Some(request), Some(agent)) = (request.await?, store.agent(conversation.agent).await?)
    else {
        return Ok(None);
    };
    let queues = store.saved_queues(agent.id).await?;
    let mut queues = queues.into_iter().map(|saved| saved.queue);
    let queue = queues.find(|queue| Some(queue.id) == request.queue);
    let first = store.first_handoff_at(&of.conversation).await?;
    let organisation = store.organisation().await?;
    Ok(Some(Known {
        agent,
        conversation,
        queue: queue.map(|queue| queue.name),
        first_requested_at: first.unwrap_or(request.requested_at),
        request,
        zone: organisation.map_or(Tz::UTC, |organisation| organisation.zone),
    }))
}

/// Who is told, each address once.
async fn recipients(
    desk: &Desk,
    known: &Known,
    profile: Option<RoutingProfileId>,
) -> Result<Vec<Recipient>, StoreError> {
    let saved = desk.store.action(known.agent.id).await?;
    let Some(list) = saved
        .map(|saved| saved.action.email_notification)
        .filter(|list| list.is_active)
    else {
        return Ok(Vec::new());
    };
    let profile = match profile {
        Some(_) => desk.store.routing_profiles(known.agent.id, profile).await?,
        None => Vec::new(),
    };
    let mut profiles = profile.into_iter().map(|saved| saved.profile);
    let profile = profiles.find(|profile| profile.is_active);
    let people = desk.store.operators().await?;
    let working: Vec<&Operator> = people.iter().filter(|one| one.is_enabled()).collect();
    let named = profile.map_or_else(Vec::new, |profile| profile.operators);
    let named = working.iter().filter(|one| named.contains(&one.id));
    let mut addresses: Vec<String> = named.map(|one| one.email.clone()).collect();
    if addresses.is_empty() {
        addresses = list.emails;
    }
    let mut told: BTreeMap<String, Recipient> = BTreeMap::new();
    for address in addresses {
        let person = working
            .iter()
            .find(|one| one.email.eq_ignore_ascii_case(&address));
        let person = match person {
            Some(one) => Some((one.id, desk.store.email_wishes(one.id).await?)),
            None => None,
        };
        told.insert(address.to_lowercase(), Recipient { address, person });
    }
    Ok(told.into_values().collect())
}

fn delivery(
    known: &Known,
    to: &str,
    base_url: &str,
    due_at: Instant,
) -> Result<NewDelivery, StoreError> {
    let conversation = &known.conversation;
    let link = link(base_url, &conversation.id);
    let customer = &conversation.customer;
    let told = Told {
        agent: &known.agent.name,
        customer: customer
            .name
            .as_deref()
            .or(customer.email.as_deref())
            .unwrap_or_default(),
        channel: conversation.channel.title(),
        queue: known.queue.as_deref(),
        request: &known.request,
        link: &link,
        zone: known.zone,
    };
    let host = email::host_of(base_url);
    let named = |at| email::message_id(&conversation.id.0, at, host);
    let is_first = known.first_requested_at == known.request.requested_at;
    let mail = addressed(
        email::of_handoff(&told),
        to,
        named(known.request.requested_at),
    );
    let mail = Mail {
        in_reply_to: (!is_first).then(|| named(known.first_requested_at)),
        ..mail
    };
    let mut new = as_delivery(&mail, EventKind::HandoffRequested.as_str(), due_at)?;
    new.agent = Some(known.agent.id);
    new.conversation = Some(conversation.id.clone());
    Ok(new)
}

/// Where a conversation is opened.
pub(super) fn link(base_url: &str, conversation: &ConversationId) -> String {
    format!("{base_url}/inbox/{conversation}")
}

/// A mail to one address.
pub(super) fn addressed(content: Content, to: &str, message_id: String) -> Mail {
    Mail {
        to: to.to_owned(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        message_id,
        in_reply_to: None,
    }
}

/// A mail as something that leaves.
pub(super) fn as_delivery(
    mail: &Mail,
    event: &str,
    due_at: Instant,
) -> Result<NewDelivery, StoreError> {
    Ok(NewDelivery {
        kind: Kind::Email,
        destination: mail.to.clone(),
        agent: None,
        conversation: None,
        event: event.to_owned(),
        key: email::key(&mail.message_id, &mail.to),
        body: serde_json::to_string(mail)?,
        due_at,
    })
}

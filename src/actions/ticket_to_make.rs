//! What a help desk is asked for: put together once, before it is asked for the first time, and kept, so that
//! whoever comes after a crash knows that it may be there already.

use serde_json::json;

use super::{Desk, SaveError, connection::opened, save_help_desk, tell_by_email::link};
use crate::{
    access::{Actor, Scope},
    channel::Settings,
    clock::Instant,
    conversation::Author,
    delivery::Delivery,
    event::{EventKind, NewEvent},
    help_desk::{HelpDesk, Known, Line, Made, Ticket, help_desk},
    id::{AgentId, ConversationId},
    store::{SavedHelpDesk, StoreError},
};

/// So many of the last messages are looked through.
const LINES: i64 = 40;

/// A ticket that is to be made, and how.
pub struct TicketToMake {
    pub help_desk: &'static dyn HelpDesk,
    /// With the credentials.
    pub settings: Settings,
    pub ticket: Ticket,
    /// It may have been asked for before: nobody knows what came of that.
    pub may_be_there: bool,
}

/// Why no ticket is asked for, for people.
#[derive(Debug, thiserror::Error)]
pub enum NoTicket {
    /// Trying again cannot help.
    #[error("{0}")]
    Never(&'static str),
    /// Somebody can mend it.
    #[error("{0}")]
    NotNow(String),
    #[error("What is to be sent could not be read: {0}.")]
    Store(#[from] StoreError),
}

/// The ticket that a delivery is to become.
pub async fn ticket_to_make(desk: &Desk, delivery: &Delivery) -> Result<TicketToMake, NoTicket> {
    let gone = NoTicket::Never("The help desk is not there any more.");
    let saved = match delivery.help_desk {
        Some(id) => desk.store.help_desk(id).await?,
        None => None,
    };
    let Some((saved, adapter)) = saved.and_then(|saved| {
        let adapter = help_desk(&saved.vendor)?;
        Some((saved, adapter))
    }) else {
        return Err(gone);
    };
    if !saved.connection.is_enabled && delivery.event != "test" {
        return Err(NoTicket::Never("The help desk is switched off."));
    }
    let settings = settings(desk, &saved)?;
    let kept = serde_json::from_str(&delivery.body).ok();
    let may_be_there = kept.is_some();
    let ticket = match kept {
        Some(ticket) => ticket,
        None => written(desk, delivery, &saved).await?,
    };
    Ok(TicketToMake {
        help_desk: adapter,
        settings,
        ticket,
        may_be_there,
    })
}

/// Puts the ticket together and keeps it.
async fn written(
    desk: &Desk,
    delivery: &Delivery,
    saved: &SavedHelpDesk,
) -> Result<Ticket, NoTicket> {
    let ticket = match &delivery.conversation {
        None => test(desk, &delivery.key, saved).await?,
        Some(of) => {
            let about = (of, delivery.made_at);
            let ticket = of_handoff(desk, &delivery.key, about, saved).await?;
            ticket.ok_or(NoTicket::Never("The handoff is not there any more."))?
        }
    };
    let body = serde_json::to_string(&ticket).map_err(StoreError::from)?;
    let id = delivery.id;
    desk.store
        .write(move |tx| Box::pin(async move { tx.keep_delivery_body(id, &body).await }))
        .await?;
    Ok(ticket)
}

async fn test(desk: &Desk, key: &str, saved: &SavedHelpDesk) -> Result<Ticket, StoreError> {
    let agent = desk.store.agent(saved.agent).await?;
    let name = agent.map(|agent| agent.name).unwrap_or_default();
    Ok(Ticket::test(key, &name, &desk.base_url))
}

/// The ticket of the handoff that was asked for at that moment.
async fn of_handoff(
    desk: &Desk,
    key: &str,
    (of, at): (&ConversationId, Instant),
    saved: &SavedHelpDesk,
) -> Result<Option<Ticket>, StoreError> {
    let store = &desk.store;
    let conversation = store.conversation(Scope::Everything, of).await?;
    let request = store.handoff_request_of(of, at).await?;
    let agent = store.agent(saved.agent).await?;
    let (Some(conversation), Some(request), Some(agent)) = (conversation, request, agent) else {
        return Ok(None);
    };
    let entries = store.last_entries(&conversation, None, LINES).await?;
    let said = entries.into_iter().filter(|entry| {
        !entry.is_note
            && entry.author != Author::System
            && !entry.in_words().is_empty()
            && entry.at <= at
    });
    let lines: Vec<Line> = said
        .map(|entry| Line {
            text: entry.in_words(),
            who: entry.name,
        })
        .collect();
    let customer = &conversation.customer;
    let known = Known {
        agent: &agent.name,
        name: customer.name.as_deref(),
        email: customer.email.as_deref(),
        channel: conversation.channel.title(),
        request: &request,
        lines: &lines,
        link: &link(&desk.base_url, of),
    };
    Ok(Some(Ticket::of(key, &known, &saved.mask)))
}

/// What would leave for the newest handoff, or for a test while there is none: the whole request, without the
/// credentials.
pub async fn preview_ticket(
    desk: &Desk,
    actor: &Actor,
    (agent, vendor): (AgentId, &str),
) -> Result<String, SaveError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden);
    }
    let saved = save_help_desk::saved(desk, agent, vendor).await?;
    let saved = saved.ok_or(SaveError::Missing)?;
    let adapter = help_desk(vendor).ok_or(SaveError::Missing)?;
    let newest = desk.store.newest_handoff(agent).await?;
    let ticket = match &newest {
        Some((of, at)) => of_handoff(desk, "ticket_preview", (of, *at), &saved).await?,
        None => None,
    };
    let ticket = match ticket {
        Some(ticket) => ticket,
        None => test(desk, "ticket_preview", &saved).await?,
    };
    Ok(adapter.create(&ticket, &saved.connection.settings).shown())
}

/// Keeps the ticket that a delivery became, and tells of it.
pub async fn keep_ticket(
    desk: &Desk,
    delivery: &Delivery,
    (vendor, made): (&'static str, Made),
) -> Result<(), StoreError> {
    let (now, delivery) = (desk.now(), delivery.clone());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if !tx.insert_ticket(&delivery, &made, now).await? {
                    return Ok(());
                }
                let (Some(of), Some(agent)) = (&delivery.conversation, delivery.agent) else {
                    return Ok(());
                };
                let data = json!({"help_desk": vendor, "id": made.id, "url": made.url});
                let event = NewEvent::new(EventKind::TicketMade, data).of_agent(agent);
                let event = event.of_conversation(of);
                tx.record(&Actor::System, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// What was filled in, with the credentials.
fn settings(desk: &Desk, saved: &SavedHelpDesk) -> Result<Settings, NoTicket> {
    let no_key = |why: String| NoTicket::NotNow(format!("The credentials cannot be opened: {why}"));
    let post = desk.post.as_ref();
    let post = post.ok_or_else(|| no_key("this program has no key for secrets.".to_owned()))?;
    let ring = post.keys.keyring();
    let place = |field: &str| place_of(saved.agent, &saved.vendor, field);
    let opened = ring.and_then(|ring| opened(&ring, &saved.connection, place));
    opened.map_err(|error| no_key(error.to_string()))
}

/// What a credential is sealed for: it opens for no other field, help desk or AI agent.
pub(super) fn place_of(agent: AgentId, vendor: &str, field: &str) -> String {
    format!("agent {agent}, help desk {vendor}, {field}")
}

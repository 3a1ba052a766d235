//! A conversation begins, with its first message.

use super::{Desk, Incoming, Received, VerbError, receive_message::received, think::think};
use crate::{
    access::Actor,
    account::parse_email,
    channel::Channel,
    conversation::{AnsweredBy, Conduct, Conversation, Customer, Reason, Stage, Stretch},
    customer::Identity,
    id::{AgentId, ConversationId, Secret},
    problem::Problem,
    store::{NewThread, Opening, StoreError, Thread},
    trigger::MANUAL,
};

/// How a conversation begins.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub agent: AgentId,
    pub channel: Channel,
    pub answered_by: AnsweredBy,
    pub customer: Customer,
    pub language: Option<String>,
    /// The first message; its client id names the conversation too, so that one begun twice is kept once.
    pub first: Option<Incoming>,
    /// Whether the visitor gets a secret to come back with.
    pub has_visitor: bool,
    /// What the customer was proven to be: whoever was proven to be the same is the same customer.
    pub proofs: Vec<Identity>,
}

/// A conversation that began.
#[derive(Debug)]
pub struct Started {
    pub received: Received,
    /// The visitor's secret, shown once.
    pub visitor: Option<Secret>,
}

/// Begins a conversation and takes its first message in, if there is one.
pub async fn start_conversation(
    desk: &Desk,
    actor: &Actor,
    beginning: &Beginning,
) -> Result<Started, VerbError> {
    start(desk, actor, beginning, (None, Way::Talk)).await
}

/// Begins a conversation by a message for the team, left while nobody is there: a promise to get in touch, with the
/// address that was left with it. Nobody asks for anything else first.
pub async fn leave_message(
    desk: &Desk,
    actor: &Actor,
    beginning: &Beginning,
) -> Result<Started, VerbError> {
    let email = beginning.customer.email.as_deref();
    let is_reachable = email.is_some_and(|email| parse_email("/email", email).is_ok());
    if !is_reachable {
        let detail =
            "Write the e-mail address that the team should answer to, like name@example.com.";
        return Err(VerbError::Invalid(vec![Problem::new("/email", detail)]));
    }
    start(desk, actor, beginning, (None, Way::Message)).await
}

/// The same for one that goes on outside. When the channel has such a thread by now, the answer is
/// [`StoreError::Conflict`].
pub(super) async fn start_on_channel(
    desk: &Desk,
    beginning: &Beginning,
    thread: NewThread,
) -> Result<Started, VerbError> {
    start(desk, &Actor::Customer, beginning, (Some(thread), Way::Talk)).await
}

/// What the customer wants with their first words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Talk,
    /// Somebody of the team should get in touch.
    Message,
}

async fn start(
    desk: &Desk,
    actor: &Actor,
    beginning: &Beginning,
    (thread, way): (Option<NewThread>, Way),
) -> Result<Started, VerbError> {
    if let Some(first) = &beginning.first {
        first.check()?;
    }
    let client_id = beginning
        .first
        .as_ref()
        .and_then(|first| first.client_id.clone());
    if let Some(started) = known(desk, beginning, client_id.as_deref()).await? {
        return Ok(started);
    }
    let visitor = beginning.has_visitor.then(|| desk.entropy.secret("vis_"));
    let opening = Opening {
        visitor_hash: visitor.as_ref().map(Secret::hash),
        client_id: client_id.clone(),
        thread,
        proofs: beginning.proofs.clone(),
    };
    match keep(desk, actor, beginning, (opening, way)).await {
        Err(error) if error.is_duplicate() => {
            let started = known(desk, beginning, client_id.as_deref()).await?;
            started.ok_or_else(|| VerbError::Store(StoreError::Conflict))
        }
        done => Ok(Started {
            received: done?,
            visitor,
        }),
    }
}

/// The conversation this sender began before under the same name. Its first answer got lost, and with it the
/// visitor's secret, so that a new one is made.
async fn known(
    desk: &Desk,
    beginning: &Beginning,
    client_id: Option<&str>,
) -> Result<Option<Started>, StoreError> {
    let Some(client_id) = client_id else {
        return Ok(None);
    };
    let Some(conversation) = desk
        .store
        .conversation_by_client_id(beginning.agent, client_id)
        .await?
    else {
        return Ok(None);
    };
    let message = desk
        .store
        .message_by_client_id(&conversation.id, client_id)
        .await?;
    let mut visitor = None;
    if beginning.has_visitor {
        let secret = desk.entropy.secret("vis_");
        let (id, hash) = (conversation.id.clone(), secret.hash());
        desk.store
            .write(move |tx| Box::pin(async move { tx.set_visitor(&id, &hash).await }))
            .await?;
        visitor = Some(secret);
    }
    let received = Received {
        conversation,
        messages: message.into_iter().collect(),
        decision: None,
    };
    Ok(Some(Started { received, visitor }))
}

async fn keep(
    desk: &Desk,
    actor: &Actor,
    beginning: &Beginning,
    (opening, way): (Opening, Way),
) -> Result<Received, StoreError> {
    let mut conversation = begun(desk, beginning);
    if way == Way::Message {
        conversation.stretch = left(beginning);
    }
    let Some(first) = &beginning.first else {
        return keep_silent(desk, conversation, opening).await;
    };
    let thought = think(desk, Thread::begun(conversation), first, &mut None).await?;
    let (turn, decision) = thought.into_turn(actor, desk.now());
    let kept = desk.store.keep_turn(turn.opened(opening)).await?;
    received(desk, kept, decision).await
}

/// Where somebody stands who leaves a message: told that nobody is there, and about to say how to reach them.
fn left(beginning: &Beginning) -> Stretch {
    let Customer { name, email, .. } = beginning.customer.clone();
    let known = [("name", name), ("email", email)];
    let known = known
        .into_iter()
        .filter_map(|(what, value)| Some((what.to_owned(), value?)));
    Stretch {
        stage: Stage::CollectingContact,
        told_closed: true,
        because: Some(Reason {
            kind: MANUAL.to_owned(),
            name: None,
            score: 1.0,
            evidence: String::new(),
            category: "customer_request".to_owned(),
            conduct: Conduct::AtOnce,
            words: "They left a message for the team".to_owned(),
        }),
        collected: known.collect(),
        ..Stretch::default()
    }
}

/// Keeps a conversation in which nothing was said yet.
async fn keep_silent(
    desk: &Desk,
    conversation: Conversation,
    opening: Opening,
) -> Result<Received, StoreError> {
    let begun = desk.store.write(move |tx| {
        Box::pin(async move {
            tx.insert_conversation(&conversation, &opening).await?;
            Ok::<_, StoreError>(conversation)
        })
    });
    Ok(Received {
        conversation: begun.await?,
        messages: Vec::new(),
        decision: None,
    })
}

fn begun(desk: &Desk, beginning: &Beginning) -> Conversation {
    let id: ConversationId = desk.entropy.conversation_id();
    let mut conversation = Conversation::begun(
        id,
        beginning.agent,
        beginning.channel,
        beginning.answered_by,
        desk.now(),
    );
    conversation.customer = beginning.customer.clone();
    conversation.language.clone_from(&beginning.language);
    conversation
}

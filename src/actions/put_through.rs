//! Where a call is put through when a person is needed, and what became of it.

use serde_json::json;

use super::Desk;
use crate::{
    access::{Actor, Scope},
    channel::{Channel, PutThrough, Settings},
    clock::Instant,
    conversation::{Author, Conversation},
    event::{EventKind, NewEvent},
    handoff::{Instruction, Target, TransferFunction},
    id::{ConversationId, TransferFunctionId},
    store::{NewMessage, SavedChannel, Store, StoreError},
};

/// What goes along with a call, so that whoever picks it up finds the conversation.
const HEADERS: [(&str, &str); 3] = [
    ("X-Conversation-Id", "{{conversation_id}}"),
    ("X-Reason", "{{reason}}"),
    ("X-Summary", "{{summary}}"),
];

/// What an AI agent's phone says of a call that is handed off: where it goes when its queue names no number,
/// and what the caller hears. None where phone is not switched on for the AI agent.
pub async fn fallback_of_call(
    store: &Store,
    of: &Conversation,
    now: Instant,
) -> Result<Option<(Instruction, PutThrough)>, StoreError> {
    if of.channel != Channel::Phone {
        return Ok(None);
    }
    let all = store.channels(of.agent).await?;
    let phone = all
        .into_iter()
        .find(|saved| saved.channel == Channel::Phone && saved.connection.is_enabled);
    let Some(phone) = phone else {
        return Ok(None);
    };
    let is_open = is_open(store, &phone, now).await?;
    let request = store.handoff_request(of).await?;
    let (reason, summary) = request
        .map(|request| (request.reason, request.summary.text))
        .unwrap_or_default();
    let function = function(&phone.connection.settings);
    let values = [
        ("conversation_id", of.id.0.as_str()),
        ("customer_name", of.customer.name.as_deref().unwrap_or("")),
        ("reason", reason.as_str()),
        ("summary", summary.as_str()),
    ];
    let mut instruction = function.instruction(&values);
    let call = put_through(&phone.connection.settings, &instruction, is_open);
    if !is_open {
        instruction.number = None;
    }
    Ok(Some((instruction, call)))
}

/// The fallback number as a transfer function.
fn function(settings: &Settings) -> TransferFunction {
    let texts = HEADERS.map(|(name, text)| (name.to_owned(), text.to_owned()));
    TransferFunction {
        id: TransferFunctionId(0),
        name: "fallback_number".to_owned(),
        target: Target::Phone {
            number: settings.get("fallback_number").to_owned(),
            sip_headers: texts.to_vec(),
        },
        parameters: vec![
            ("customer_name".to_owned(), "{{customer_name}}".to_owned()),
            ("reason".to_owned(), "{{reason}}".to_owned()),
            ("summary".to_owned(), "{{summary}}".to_owned()),
        ],
    }
}

fn put_through(settings: &Settings, instruction: &Instruction, is_open: bool) -> PutThrough {
    let headers = instruction.sip_headers.iter().map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        (name.clone(), value.to_owned())
    });
    let said = if is_open { "said" } else { "said_closed" };
    PutThrough {
        number: instruction.number.clone().filter(|_| is_open),
        headers: headers.collect(),
        say: settings.get(said).to_owned(),
        language: settings.get("language").to_owned(),
    }
}

/// Whether calls are put through now. Hours that are not there any more close nothing: nobody is stranded.
async fn is_open(store: &Store, phone: &SavedChannel, now: Instant) -> Result<bool, StoreError> {
    let Some(name) = phone.connection.settings.given("hours") else {
        return Ok(true);
    };
    let schedules = store.schedules(phone.agent).await?;
    let named = schedules
        .iter()
        .find(|known| known.name.to_lowercase() == name.to_lowercase());
    Ok(named.is_none_or(|known| known.schedule.is_open(now)))
}

/// The answer to a call that asks where it is to go, as Twilio reads it.
pub(super) async fn answer_call(
    desk: &Desk,
    channel: &SavedChannel,
    id: Option<String>,
) -> Result<String, StoreError> {
    let now = desk.now();
    let conversation = conversation(desk, channel, id.as_ref()).await?;
    let known = match &conversation {
        Some(conversation) => {
            let transfer = transfer(desk, conversation).await?;
            let fallback = fallback_of_call(&desk.store, conversation, now).await?;
            fallback.map(|(_, call)| with_own_number(call, transfer))
        }
        None => None,
    };
    let call = if let Some(call) = known {
        call
    } else {
        // Nobody knows this call, and still somebody should pick it up.
        let instruction = function(&channel.connection.settings).instruction(&[]);
        let is_open = is_open(&desk.store, channel, now).await?;
        put_through(&channel.connection.settings, &instruction, is_open)
    };
    let inbound = desk.post.as_ref().map(|post| post.inbound_url(channel));
    let inbound = inbound.unwrap_or_default();
    let then = match &conversation {
        Some(conversation) => format!("{inbound}?conversation={}", conversation.id),
        None => inbound,
    };
    Ok(call.twiml(&then))
}

/// A queue's own number comes before the fallback, with its own headers.
fn with_own_number(call: PutThrough, own: Option<Instruction>) -> PutThrough {
    let Some(own) = own.filter(|own| own.number.is_some()) else {
        return call;
    };
    let headers = own.sip_headers.iter().map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        (name.clone(), value.to_owned())
    });
    PutThrough {
        headers: headers.collect(),
        number: own.number,
        ..call
    }
}

async fn transfer(desk: &Desk, of: &Conversation) -> Result<Option<Instruction>, StoreError> {
    let Some(request) = desk.store.handoff_request(of).await? else {
        return Ok(None);
    };
    let transfer = desk.store.transfer(&of.id, request.requested_at).await?;
    Ok(transfer.map(|transfer| transfer.instruction(None)))
}

/// The call's conversation, looked up through the AI agent that the channel is of.
async fn conversation(
    desk: &Desk,
    channel: &SavedChannel,
    id: Option<&String>,
) -> Result<Option<Conversation>, StoreError> {
    let Some(id) = id else {
        return Ok(None);
    };
    let id = ConversationId(id.clone());
    let scope = Scope::Agent(channel.agent);
    let found = desk.store.conversation(scope, &id).await?;
    Ok(found.filter(|conversation| conversation.channel == Channel::Phone))
}

/// Notes on the conversation how its call ended.
pub(super) async fn end_call(
    desk: &Desk,
    channel: &SavedChannel,
    (id, seconds): (Option<String>, Option<u32>),
) -> Result<(), StoreError> {
    let Some(conversation) = conversation(desk, channel, id.as_ref()).await? else {
        return Ok(());
    };
    let text = match seconds {
        Some(seconds) => format!(
            "The call was put through, and they spoke for {} min {} s.",
            seconds / 60,
            seconds % 60
        ),
        None => {
            "The call was put through, and nobody picked it up. The caller waits to be called back."
                .to_owned()
        }
    };
    let data = json!({"seconds": seconds});
    noted(desk, (&conversation, text), data).await
}

/// Notes something on a conversation for the team.
async fn noted(
    desk: &Desk,
    (of, text): (&Conversation, String),
    data: serde_json::Value,
) -> Result<(), StoreError> {
    let (of, now) = (of.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let note = NewMessage {
                    is_note: true,
                    ..NewMessage::new(Author::System, text, now)
                };
                tx.insert_messages(&of.id, &[note]).await?;
                let event = NewEvent::new(EventKind::CallEnded, data).of_agent(of.agent);
                tx.record(&Actor::System, now, &[event.of_conversation(&of.id)])
                    .await?;
                Ok(())
            })
        })
        .await
}

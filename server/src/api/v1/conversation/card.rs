//! How conversations, their messages and their handoff requests look in JSON.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use handoff::{
    channel::Channel,
    clock::Instant,
    conversation::{
        AnsweredBy, Attachment, Author, Conversation, Customer, Entry, HandoffRequest, LastWords,
        Priority, State,
    },
    id::{AgentId, ConversationId, CustomerId, MessageId, OperatorId, QueueId},
    store::{SavedTicket, Store, StoreError},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::problem::Person;

/// The names behind the ids in a conversation.
pub(super) struct Names {
    operators: BTreeMap<OperatorId, String>,
    queues: BTreeMap<QueueId, String>,
    customers: BTreeMap<ConversationId, CustomerId>,
}

impl Names {
    pub(super) async fn of(store: &Store, agent: AgentId) -> Result<Self, StoreError> {
        let operators = store.operators().await?.into_iter();
        let queues = store.queues(agent).await?.into_iter();
        Ok(Self {
            operators: operators
                .map(|operator| (operator.id, operator.name))
                .collect(),
            queues: queues.map(|queue| (queue.id, queue.name)).collect(),
            customers: BTreeMap::new(),
        })
    }

    /// The same with whose these conversations are.
    pub(super) async fn with_customers(
        mut self,
        store: &Store,
        of: &[Conversation],
    ) -> Result<Self, StoreError> {
        let ids: Vec<_> = of.iter().map(|one| one.id.clone()).collect();
        self.customers = store.customers_of(&ids).await?;
        Ok(self)
    }

    pub(super) fn person(&self, id: OperatorId) -> Person {
        let name = self.operators.get(&id).cloned().unwrap_or_default();
        Person { id, name }
    }

    pub(super) fn queue(&self, id: Option<QueueId>) -> Option<String> {
        id.and_then(|id| self.queues.get(&id).cloned())
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct ConversationJson {
    id: ConversationId,
    agent_id: AgentId,
    state: State,
    #[schema(value_type = String, format = DateTime)]
    state_since: Instant,
    needs_attention: bool,
    channel: Channel,
    language: Option<String>,
    customer: CustomerJson,
    answered_by: &'static str,
    priority: Priority,
    assignee: Option<Person>,
    queue: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    waiting_since: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    snoozed_until: Option<Instant>,
    last_message: LastMessageJson,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
}

#[derive(Serialize, ToSchema)]
struct CustomerJson {
    /// The same in all conversations of theirs.
    id: Option<CustomerId>,
    name: Option<String>,
    email: Option<String>,
    zone: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
struct LastMessageJson {
    author: Author,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

impl CustomerJson {
    fn new(id: Option<CustomerId>, customer: Customer) -> Self {
        Self {
            id,
            name: customer.name,
            email: customer.email,
            zone: customer.zone.map(Tz::name),
        }
    }
}

impl From<LastWords> for LastMessageJson {
    fn from(last: LastWords) -> Self {
        Self {
            author: last.author,
            text: last.text,
            at: last.at,
        }
    }
}

impl ConversationJson {
    pub(super) fn new(conversation: Conversation, names: &Names) -> Self {
        Self {
            needs_attention: conversation.needs_attention(),
            customer: CustomerJson::new(
                names.customers.get(&conversation.id).cloned(),
                conversation.customer,
            ),
            id: conversation.id,
            agent_id: conversation.agent,
            state: conversation.state,
            state_since: conversation.state_since,
            channel: conversation.channel,
            language: conversation.language,
            answered_by: conversation.answered_by.as_str(),
            priority: conversation.priority,
            assignee: conversation.assignee.map(|id| names.person(id)),
            queue: names.queue(conversation.queue),
            waiting_since: conversation.waiting_since,
            snoozed_until: conversation.snoozed_until,
            last_message: conversation.last.into(),
            created_at: conversation.created_at,
        }
    }

    /// One conversation, its names looked up.
    pub(super) async fn load(
        store: &Store,
        conversation: Conversation,
    ) -> Result<Self, StoreError> {
        let names = Names::of(store, conversation.agent).await?;
        let names = names
            .with_customers(store, std::slice::from_ref(&conversation))
            .await?;
        Ok(Self::new(conversation, &names))
    }
}

/// Who answers the customer, by what a program asked for.
pub(super) const fn answered_by(is_answered_here: bool) -> AnsweredBy {
    if is_answered_here {
        AnsweredBy::BuiltIn
    } else {
        AnsweredBy::Elsewhere
    }
}

#[derive(Clone, Serialize, ToSchema)]
pub(super) struct MessageJson {
    pub(super) id: MessageId,
    pub(super) author: Author,
    name: String,
    operator_id: Option<OperatorId>,
    text: String,
    confidence: Option<f64>,
    sentiment: Option<f64>,
    attachments: Vec<Attachment>,
    client_id: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub(super) at: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decision: Option<Value>,
}

impl From<Entry> for MessageJson {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            author: entry.author,
            name: entry.name,
            operator_id: entry.operator,
            text: entry.text,
            confidence: entry.confidence,
            sentiment: entry.sentiment,
            attachments: entry.attachments,
            client_id: entry.client_id,
            at: entry.at,
            decision: entry.decision,
        }
    }
}

impl MessageJson {
    /// One message or note of a conversation.
    pub(super) async fn one(
        store: &Store,
        of: &Conversation,
        id: MessageId,
    ) -> Result<Option<Self>, StoreError> {
        let found = store.entries(of, MessageId(id.0 - 1), 1).await?;
        Ok(found.into_iter().next().map(Self::from))
    }
}

/// A ticket that was made of a conversation.
#[derive(Serialize, ToSchema)]
pub(super) struct TicketJson {
    /// The name of the help desk, such as `zendesk`.
    help_desk: String,
    /// What it is called there.
    id: String,
    /// Where people open it.
    url: String,
}

impl From<SavedTicket> for TicketJson {
    fn from(saved: SavedTicket) -> Self {
        Self {
            help_desk: saved.vendor,
            id: saved.made.id,
            url: saved.made.url,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct HandoffRequestJson {
    trigger: String,
    trigger_name: Option<String>,
    reason: String,
    evidence: String,
    priority: Priority,
    summary: String,
    collected: BTreeMap<String, String>,
    missing: Vec<String>,
    tried: Vec<String>,
    attempted: Vec<String>,
    priority_reasons: Vec<String>,
    promised: Vec<String>,
    suggested: Vec<String>,
    queue: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    requested_at: Instant,
    taken_by: Option<Person>,
    #[schema(value_type = Option<String>, format = DateTime)]
    taken_at: Option<Instant>,
}

impl HandoffRequestJson {
    pub(super) fn new(request: HandoffRequest, names: &Names) -> Self {
        Self {
            trigger: request.trigger,
            trigger_name: request.trigger_name,
            reason: request.reason,
            evidence: request.evidence,
            priority: request.priority,
            summary: request.summary.text,
            collected: request.collected,
            missing: request.missing,
            tried: request.summary.tried,
            attempted: request.summary.attempted,
            priority_reasons: request.summary.pressing,
            promised: request.summary.promised,
            suggested: request.summary.suggested,
            queue: names.queue(request.queue),
            requested_at: request.requested_at,
            taken_by: request.taken_by.map(|id| names.person(id)),
            taken_at: request.taken_at,
        }
    }
}

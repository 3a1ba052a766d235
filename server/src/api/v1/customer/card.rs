//! How customers look in JSON.

use handoff::{
    access::Scope,
    channel::Channel,
    clock::Instant,
    conversation::{Conversation, State},
    customer::{How, Identity, Member},
    id::{AgentId, ConversationId, CustomerId, OperatorId},
    store::{SavedCustomer, Store},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::ApiProblem;

/// So many of a customer's conversations are named, the newest first.
const CONVERSATIONS_MAX: i64 = 50;

#[derive(Serialize, ToSchema)]
pub(super) struct CustomerRow {
    id: CustomerId,
    agent_id: AgentId,
    name: Option<String>,
    email: Option<String>,
    /// How many conversations they have.
    conversation_count: i64,
    #[schema(value_type = String, format = DateTime)]
    last_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
}

impl From<SavedCustomer> for CustomerRow {
    fn from(saved: SavedCustomer) -> Self {
        Self {
            id: saved.id,
            agent_id: saved.agent,
            name: saved.name,
            email: saved.email,
            conversation_count: saved.conversations,
            last_at: saved.last_at,
            created_at: saved.created_at,
        }
    }
}

/// What was proven of them.
#[derive(Serialize, ToSchema)]
struct IdentityJson {
    /// A channel, `email` or `site_user`.
    kind: &'static str,
    value: String,
    #[schema(value_type = String, format = DateTime)]
    proven_at: Instant,
}

impl From<(Identity, Instant)> for IdentityJson {
    fn from((identity, proven_at): (Identity, Instant)) -> Self {
        Self {
            kind: identity.kind(),
            value: identity.value().to_owned(),
            proven_at,
        }
    }
}

/// Somebody who was another customer until they were merged.
#[derive(Serialize, ToSchema)]
struct JoinedJson {
    /// What to part them by.
    id: CustomerId,
    name: Option<String>,
    how: How,
    operator_id: Option<OperatorId>,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

impl JoinedJson {
    fn of((member, newest): (Member, Conversation)) -> Option<Self> {
        let joined = member.joined?;
        Some(Self {
            id: member.id,
            name: newest.customer.name,
            how: joined.how,
            operator_id: joined.by,
            at: joined.at,
        })
    }
}

#[derive(Serialize, ToSchema)]
struct WroteJson {
    id: ConversationId,
    channel: Channel,
    state: State,
    #[schema(value_type = String, format = DateTime)]
    last_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
}

impl From<Conversation> for WroteJson {
    fn from(of: Conversation) -> Self {
        Self {
            id: of.id,
            channel: of.channel,
            state: of.state,
            last_at: of.last.at,
            created_at: of.created_at,
        }
    }
}

/// Everything that is known of a customer.
#[derive(Serialize, ToSchema)]
pub(super) struct CustomerJson {
    #[serde(flatten)]
    customer: CustomerRow,
    identities: Vec<IdentityJson>,
    merged: Vec<JoinedJson>,
    /// The newest of them, latest words first.
    conversations: Vec<WroteJson>,
}

impl CustomerJson {
    /// The customer who is known by that id, or was before they were merged.
    pub(super) async fn load(
        store: &Store,
        scope: Scope,
        id: &CustomerId,
    ) -> Result<Self, ApiProblem> {
        let customer = store.customer(scope, id).await?;
        let customer = customer.ok_or_else(missing)?;
        let id = customer.id.clone();
        let identities = store.identities_of_customer(scope, &id).await?;
        let merged = store.joined_to_customer(scope, &id).await?;
        let wrote = store.conversations_of_customer(scope, &id, CONVERSATIONS_MAX);
        Ok(Self {
            conversations: wrote.await?.into_iter().map(WroteJson::from).collect(),
            customer: customer.into(),
            identities: identities.into_iter().map(IdentityJson::from).collect(),
            merged: merged.into_iter().filter_map(JoinedJson::of).collect(),
        })
    }
}

pub(super) fn missing() -> ApiProblem {
    ApiProblem::missing("There is no such customer.")
}

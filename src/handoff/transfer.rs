//! A transfer: what one handoff hands to the system that takes over, and what became of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Instruction, Target, TransferFunction};
use crate::{
    clock::Instant,
    id::{AgentId, ConversationId},
};

/// The one value that is not of the moment of the handoff: nobody has the conversation yet.
const AGENT_NAME: &str = "agent_name";

/// What became of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Nothing is sent from here: whoever asked has the number or the variables with the answer.
    Answered,
    /// It is on its way, and tried again while it fails.
    Sending,
    /// The other system has it.
    Sent,
    /// It was given up. The conversation waits in the queue all the same.
    Failed,
}

impl TransferState {
    /// The name kept in the database and used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// The state of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Answered, Self::Sending, Self::Sent, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

/// What one handoff hands to the system that takes over.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    pub agent: AgentId,
    pub conversation: ConversationId,
    /// The transfer function as it was at the handoff, whatever became of it since.
    pub function: TransferFunction,
    /// The conversation's values as they were at the handoff.
    pub values: BTreeMap<String, String>,
    pub state: TransferState,
    /// What went wrong, or went wrong last.
    pub error: Option<String>,
    /// When the conversation was handed off.
    pub made_at: Instant,
}

impl Transfer {
    /// What an address is told has happened.
    pub const EVENT: &str = "transfer.requested";

    /// A transfer that begins now.
    #[must_use]
    pub fn new(
        (agent, conversation): (AgentId, ConversationId),
        function: TransferFunction,
        values: BTreeMap<String, String>,
        made_at: Instant,
    ) -> Self {
        let state = match function.target {
            Target::Webhook { .. } => TransferState::Sending,
            Target::Queue | Target::Phone { .. } => TransferState::Answered,
        };
        Self {
            agent,
            conversation,
            function,
            values,
            state,
            error: None,
            made_at,
        }
    }

    /// What is to be done, with the values filled in. `agent_name` is whoever has the conversation by now.
    #[must_use]
    pub fn instruction(&self, agent_name: Option<&str>) -> Instruction {
        let values = self.values.iter();
        let mut values: Vec<(&str, &str)> = values
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        // What was gathered under that name would not be who has it.
        values.retain(|(name, _)| *name != AGENT_NAME);
        values.extend(agent_name.map(|name| (AGENT_NAME, name)));
        self.function.instruction(&values)
    }

    /// What an address is told: the event, when it happened, and the variables with the values filled in.
    #[must_use]
    pub fn body(&self, agent_name: Option<&str>) -> Value {
        json!({
            "type": Self::EVENT, "event": Self::EVENT, "timestamp": self.made_at,
            "data": {
                "conversation_id": self.conversation,
                "function": self.function.name,
                "variables": self.instruction(agent_name).variables,
            },
        })
    }

    /// What tells it from every other transfer, the same however often it is sent.
    #[must_use]
    pub fn key(&self) -> String {
        format!(
            "transfer_{}_{}",
            self.conversation.0.trim_start_matches("conv_"),
            self.made_at.timestamp_millis()
        )
    }
}

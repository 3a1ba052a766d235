//! What the system that takes over is handed, as programs see it: enough for a voice platform to call.

use handoff::{
    clock::Instant,
    conversation::Conversation,
    handoff::{Instruction, TransferState},
    store::{Store, StoreError},
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct TransferJson {
    /// The function, its kind, and what belongs to it, every value filled in.
    #[serde(flatten)]
    instruction: Instruction,
    /// Whether it is sent from here, and what became of that.
    state: TransferState,
    error: Option<String>,
}

impl TransferJson {
    /// What was made of the handoff of that moment; none where the queue has no transfer function.
    pub(super) async fn load(
        store: &Store,
        of: &Conversation,
        made_at: Instant,
    ) -> Result<Option<Self>, StoreError> {
        let Some(transfer) = store.transfer(&of.id, made_at).await? else {
            return Ok(None);
        };
        let operator = match of.assignee {
            Some(id) => store.operator(id).await?,
            None => None,
        };
        let name = operator.as_ref().map(|operator| operator.name.as_str());
        Ok(Some(Self {
            instruction: transfer.instruction(name),
            state: transfer.state,
            error: transfer.error,
        }))
    }
}

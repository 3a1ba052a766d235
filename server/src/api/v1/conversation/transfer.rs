//! What the system that takes over is handed, as programs see it: enough for a voice platform to call.

use handoff::{
    actions::fallback_of_call,
    clock::Instant,
    conversation::Conversation,
    handoff::{Instruction, TransferState},
    store::{Store, StoreError},
};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct TransferJson {
    /// The function, its kind, and what belongs to it, every value filled in.
    #[serde(flatten)]
    instruction: Instruction,
    /// Whether it is sent from here, and what became of that.
    state: TransferState,
    error: Option<String>,
    /// What a caller is to hear before, or instead when nobody is there. Only for calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<String>,
}

impl TransferJson {
    /// What was made of the handoff of that moment. Where the queue names no number, a call goes to the fallback
    /// number of its AI agent; everything else has none then.
    pub(super) async fn load(
        store: &Store,
        of: &Conversation,
        (made_at, now): (Instant, Instant),
    ) -> Result<Option<Self>, StoreError> {
        let (fallback, say) = match fallback_of_call(store, of, now).await? {
            Some((instruction, call)) => (Some(instruction), Some(call.say)),
            None => (None, None),
        };
        let say = say.filter(|say| !say.is_empty());
        let Some(transfer) = store.transfer(&of.id, made_at).await? else {
            return Ok(fallback.map(|instruction| Self {
                instruction,
                state: TransferState::Answered,
                error: None,
                say,
            }));
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
            say,
        }))
    }
}

//! The transfer: what the system that takes over is handed, filled in from the conversation as it is now.

use std::collections::BTreeMap;

use crate::{
    clock::Instant,
    conversation::{Conversation, HandoffRequest},
    decision::{Decision, Outcome},
    handoff::Transfer,
    policy::Policy,
};

/// What is handed to the system behind the queue, if the queue has a transfer function.
pub(super) fn transfer(
    policy: &Policy,
    decision: &Decision,
    (next, request): (&Conversation, &HandoffRequest),
    now: Instant,
) -> Option<Transfer> {
    if decision.outcome != Outcome::HandOff {
        return None;
    }
    let used = decision.queue.as_ref()?;
    let queue = policy.queues.iter().find(|queue| queue.id == used.id)?;
    let function = policy.transfer_function(queue.transfer_function?)?;
    let of = (next.agent, next.id.clone());
    let values = values(decision, (next, request));
    Some(Transfer::new(of, function.clone(), values, now))
}

/// The values of the conversation by their names. What was gathered never stands in for one of them.
fn values(
    decision: &Decision,
    (next, request): (&Conversation, &HandoffRequest),
) -> BTreeMap<String, String> {
    let customer = &next.customer;
    let gathered = &decision.gather.collected;
    let handoff = decision.handoff.as_ref();
    let queue = decision.queue.as_ref();
    let known = [
        ("conversation_id", Some(next.id.0.clone())),
        ("customer_name", customer.name.clone()),
        ("customer_email", customer.email.clone()),
        ("customer_phone", gathered.get("phone").cloned()),
        ("channel", Some(next.channel.as_str().to_owned())),
        ("language", next.language.clone()),
        ("reason", Some(request.reason.clone())),
        ("priority", Some(request.priority.title().to_lowercase())),
        ("summary", Some(request.summary.text.clone())),
        ("handoff", handoff.map(|handoff| handoff.name.clone())),
        ("queue", queue.map(|queue| queue.name.clone())),
    ];
    let mut values = gathered.clone();
    for (name, value) in known {
        values.insert(name.to_owned(), value.unwrap_or_default());
    }
    values
}

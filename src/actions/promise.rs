//! What becomes of a promise to get in touch: when it is due, and contact details left while waiting.

use super::Incoming;
use crate::{
    clock::Instant,
    conversation::{Author, Callback, Conversation, State},
    decision::{Decision, Outcome},
    handoff::opening_in,
    id::CallbackId,
    judge::{
        self,
        extract::{self, Kind, Wanted},
    },
    policy::{OutsideAction, Policy, fill},
    wording::{translated, wording},
};

/// Whether a decision brings the conversation before people: into the line, or as a promise.
pub(super) fn is_for_people(decision: &Decision, before: State) -> bool {
    let after = State::from(decision.stretch.stage);
    match decision.outcome {
        Outcome::HandOff => before != State::Waiting,
        Outcome::CollectCallback => after == State::Callback && before != State::Callback,
        _ => false,
    }
}

/// The callback that a conversation stands for after a decision, if one was promised with it.
pub(super) fn promised(
    policy: &Policy,
    next: &Conversation,
    decision: &Decision,
    now: Instant,
) -> Option<Callback> {
    let is_promise = decision.outcome == Outcome::CollectCallback && next.state == State::Callback;
    is_promise.then(|| callback(policy, next, now))
}

/// Contact details that a customer left in line, after being told that it closed: the callback, and what
/// they are told. They keep their place.
pub(super) fn left_in_line(
    policy: &Policy,
    next: &mut Conversation,
    incoming: &Incoming,
    now: Instant,
) -> Option<(Callback, String)> {
    let takes_callbacks = policy.action.outside_hours.action == OutsideAction::CollectCallback;
    let is_waiting = next.state == State::Waiting;
    let was_told = is_waiting && next.stretch.told_closed && takes_callbacks;
    let was_asked = is_waiting && next.stretch.line.is_callback_offered;
    if !(was_told || was_asked) || incoming.author != Author::Customer {
        return None;
    }
    let (name, contact) = contact(&incoming.text)?;
    next.stretch.collected.insert(name.to_owned(), contact);
    let callback = callback(policy, next, now);
    let team = schedule_zone(policy, next);
    let language = next.language.as_deref();
    let zones = (next.customer.zone, team);
    let opens = opening_in(wording(language), callback.due_at, now, zones);
    let noted = translated(&policy.action.messages.callback_noted, language);
    let text = fill(noted, &[("opens_at", opens)]);
    Some((callback, text))
}

/// A phone number or an address in what somebody wrote.
fn contact(words: &str) -> Option<(&'static str, String)> {
    [("phone", Kind::Phone), ("email", Kind::Email)]
        .into_iter()
        .find_map(|(name, kind)| {
            let wanted = Wanted {
                kind,
                ..Wanted::default()
            };
            Some((name, extract::from_context(wanted, words)?))
        })
}

fn schedule_zone(policy: &Policy, of: &Conversation) -> chrono_tz::Tz {
    let queue = policy
        .queues
        .iter()
        .find(|queue| Some(queue.id) == of.queue);
    queue.map_or(chrono_tz::UTC, |queue| queue.schedule.zone)
}

fn callback(policy: &Policy, of: &Conversation, now: Instant) -> Callback {
    let collected = &of.stretch.collected;
    let known = |name: &str| collected.get(name).cloned();
    let queue = policy
        .queues
        .iter()
        .find(|queue| Some(queue.id) == of.queue);
    let schedule = queue.map(|queue| &queue.schedule);
    let zone = of.customer.zone.or(schedule.map(|schedule| schedule.zone));
    let wish = known("when");
    let wished_at = wish
        .as_deref()
        .and_then(|words| judge::wished(words, now, zone.unwrap_or(chrono_tz::UTC)));
    let from = wished_at.unwrap_or(now);
    Callback {
        id: CallbackId(0),
        agent: of.agent,
        conversation: of.id.clone(),
        queue: of.queue,
        customer_name: of.customer.name.clone().or_else(|| known("name")),
        contact: known("phone")
            .or_else(|| known("email"))
            .or_else(|| of.customer.email.clone()),
        wish,
        wished_at,
        due_at: schedule
            .and_then(|schedule| schedule.next_opening(from))
            .unwrap_or(from),
        requested_at: now,
        taken_by: None,
        done_at: None,
    }
}

//! Steps 3 and 4 of the decision: which handoff fits, and which of its queues can take it now.

use crate::{
    clock::Instant,
    conduct::Move,
    conversation::{Author, Conduct, Reason, Stage},
    decision::{HandoffChoice, Trace},
    facts::Facts,
    handoff::{Availability, Handoff, Target, Wanted, availability},
    id::HandoffId,
    judge::{self, Consent},
    policy::Policy,
};

/// From here on a text is about something: the boundary of the judge.
const ABOUT: f64 = 0.5;

/// Where a conversation can go.
pub(crate) struct Place<'a> {
    /// The scenario. None where no handoff is set up: then every queue stands behind the one action.
    pub(crate) handoff: Option<&'a Handoff>,
    pub(crate) availability: Availability<'a>,
    /// The handoffs that were looked at, in order, to be looked at again while the talk goes on.
    pub(crate) scenarios: Vec<HandoffId>,
}

/// The handoffs that may be used, in order, and why these.
struct Scenarios<'a> {
    handoffs: Vec<&'a Handoff>,
    why: String,
}

/// Chooses the handoff and its queue. Each one that is passed over leaves its line in the trace.
pub(crate) fn choose<'a>(
    policy: &'a Policy,
    facts: &Facts,
    reason: Option<&Reason>,
    now: Instant,
    trace: &mut Trace,
) -> Place<'a> {
    let wanted = Wanted {
        channel: facts.channel,
        language: facts.reading.language.as_deref(),
        now,
        waiting: facts.waiting,
        online: facts.online,
        present: facts.present,
    };
    let Scenarios { handoffs, why } = scenarios(policy, facts, reason);
    let mut lines = Trace::default();
    let mut best: Option<Place> = None;
    for handoff in &handoffs {
        let found = availability(policy.queues_of(handoff), &wanted);
        note_skipped(&found, &wanted, &mut lines);
        let is_better = best
            .as_ref()
            .is_none_or(|best| found.is_better_than(&best.availability));
        let is_open = found.status.is_open && !found.is_full;
        if is_better {
            best = Some(Place {
                handoff: Some(handoff),
                availability: found,
                scenarios: Vec::new(),
            });
        }
        if is_open {
            break;
        }
    }
    let mut place = best.unwrap_or_else(|| {
        let found = availability(&policy.queues, &wanted);
        note_skipped(&found, &wanted, &mut lines);
        Place {
            handoff: None,
            availability: found,
            scenarios: Vec::new(),
        }
    });
    place.scenarios = handoffs.iter().map(|handoff| handoff.id).collect();
    note_handoffs(&handoffs, &place, why, trace);
    trace.0.append(&mut lines.0);
    note_found(&place.availability, trace);
    place
}

fn scenarios<'a>(policy: &'a Policy, facts: &Facts, reason: Option<&Reason>) -> Scenarios<'a> {
    if policy.handoffs.is_empty() {
        let why = match called(reason) {
            Some(function) => {
                format!("There is no function {function}; the default handoff takes it.")
            }
            None => "The default handoff.".into(),
        };
        return Scenarios {
            handoffs: Vec::new(),
            why,
        };
    }
    if let Some(function) = called(reason) {
        return of_function(policy, function);
    }
    if let Some(kept) = kept(policy, facts, reason) {
        return kept;
    }
    let of_reason = reason
        .filter(|reason| reason.kind == "topic_handoff")
        .and_then(|reason| reason.name.as_deref());
    let of_words = || {
        let (title, found) = facts.reading.best_match("topic_handoff")?;
        (found.score >= ABOUT).then_some(title)
    };
    let topic = of_reason
        .or_else(of_words)
        .and_then(|title| policy.topics.iter().find(|topic| topic.title == title));
    if let Some(topic) = topic {
        let handoffs = topic.handoffs.iter().filter_map(|id| policy.handoff(*id));
        let why = format!("The topic “{}” leads here.", topic.title);
        return Scenarios {
            handoffs: handoffs.collect(),
            why,
        };
    }
    by_description(policy, facts)
}

fn called(reason: Option<&Reason>) -> Option<&str> {
    let reason = reason.filter(|reason| reason.kind == "function_call")?;
    reason.name.as_deref()
}

/// The handoff whose function was called, then the default one: a call never ends in nothing.
fn of_function<'a>(policy: &'a Policy, function: &str) -> Scenarios<'a> {
    let named = policy
        .handoffs
        .iter()
        .find(|handoff| handoff.function() == function);
    let mut handoffs: Vec<&Handoff> = named.into_iter().collect();
    let default = policy.default_handoff();
    handoffs.extend(default.filter(|default| named.is_none_or(|named| named.id != default.id)));
    let why = match named {
        Some(_) => format!("The AI called {function}."),
        None => format!("There is no function {function}; the default handoff takes it."),
    };
    Scenarios { handoffs, why }
}

/// Once a person was offered or something was asked for, the talk stays with the handoffs it began with.
fn kept<'a>(policy: &'a Policy, facts: &Facts, reason: Option<&Reason>) -> Option<Scenarios<'a>> {
    let is_going_on = matches!(
        facts.stretch.stage,
        Stage::Offered | Stage::Gathering | Stage::CollectingContact
    );
    let changes_subject = reason.is_some_and(|reason| reason.kind == "topic_handoff");
    if !is_going_on || changes_subject {
        return None;
    }
    let handoffs = facts.stretch.scenarios.iter();
    let handoffs: Vec<&Handoff> = handoffs.filter_map(|id| policy.handoff(*id)).collect();
    (!handoffs.is_empty()).then(|| Scenarios {
        handoffs,
        why: "The one the talk began with.".into(),
    })
}

/// The handoff whose description fits the customer's words, then the default one.
fn by_description<'a>(policy: &'a Policy, facts: &Facts) -> Scenarios<'a> {
    let mut handoffs: Vec<&Handoff> = Vec::new();
    let mut why = "No topic leads anywhere, so it is the default handoff.".to_owned();
    if let Some((name, found)) = facts.reading.best_match("handoff")
        && found.score >= ABOUT
    {
        handoffs.extend(policy.handoffs.iter().find(|handoff| handoff.name == name));
        why = format!("What “{name}” is for fits ({:.2}).", found.score);
    }
    let default = policy.default_handoff();
    handoffs.extend(default.filter(|default| handoffs.iter().all(|other| other.id != default.id)));
    Scenarios { handoffs, why }
}

fn note_handoffs(looked_at: &[&Handoff], place: &Place, why: String, trace: &mut Trace) {
    let Some(chosen) = place.handoff else {
        trace.note("handoff", "chosen", why);
        return;
    };
    for handoff in looked_at.iter().filter(|handoff| handoff.id != chosen.id) {
        let is_before = looked_at.iter().position(|other| other.id == handoff.id)
            < looked_at.iter().position(|other| other.id == chosen.id);
        if is_before {
            let because = "None of its queues can take this now.";
            trace.note_kind("handoff", handoff.name.clone(), "skipped", because);
        }
    }
    trace.note_kind("handoff", chosen.name.clone(), "chosen", why);
}

fn note_skipped(found: &Availability, wanted: &Wanted, trace: &mut Trace) {
    for (queue, why) in &found.skipped {
        let words = why.in_words(queue, wanted);
        trace.note_kind("availability", queue.name.clone(), "skipped", words);
    }
}

fn note_found(found: &Availability, trace: &mut Trace) {
    match (found.queue, found.status.is_open) {
        (Some(queue), true) if found.is_full => {
            let why = "Its line is full, but nothing else is open, and nobody is turned away.";
            trace.note_kind("availability", queue.name.clone(), "chosen", why);
        }
        (Some(queue), true) => {
            trace.note_kind(
                "availability",
                queue.name.clone(),
                "chosen",
                "It is open now.",
            );
        }
        (None, true) => trace.note(
            "availability",
            "chosen",
            "No queue is set up, so somebody counts as always there.",
        ),
        (_, false) => trace.note(
            "availability",
            "closed",
            "No queue is open for this conversation now.",
        ),
    }
}

impl Place<'_> {
    /// The scenario as the decision reports it.
    pub(crate) fn choice(&self) -> Option<HandoffChoice> {
        self.handoff.map(|handoff| HandoffChoice {
            name: handoff.name.clone(),
            function: handoff.function(),
        })
    }

    /// Which system is handed the conversation, where the queue has a transfer function.
    pub(crate) fn note_transfer(&self, policy: &Policy, trace: &mut Trace) {
        let id = self
            .availability
            .queue
            .and_then(|queue| queue.transfer_function);
        let Some(function) = id.and_then(|id| policy.transfer_function(id)) else {
            return;
        };
        let why = match &function.target {
            Target::Queue => "Our own inbox takes it, with these values.",
            Target::Phone { .. } => "Whoever asked is told the number and the headers to call.",
            Target::Webhook { .. } => "Its address is told, again if that fails.",
        };
        trace.note_kind("transfer", function.name.clone(), "chosen", why);
    }

    /// What an AI is told: the handoff's instructions for the state that holds, and what to do now.
    pub(crate) fn told_to_ai(&self, taken: &Move, now: String) -> String {
        let is_available = self.availability.status.is_open;
        let handoff = self.handoff.filter(|_| taken.is_about_a_person());
        match handoff.map_or("", |handoff| handoff.instructions(is_available)) {
            "" => now,
            block => format!("{block}\n\n{now}"),
        }
    }

    /// The reason, with what the handoff says about asking first. An AI that calls a handoff which asks
    /// first, without the customer having agreed, is told to ask.
    pub(crate) fn conducted(&self, reason: Reason, facts: &Facts) -> Reason {
        let says = self.handoff.and_then(Handoff::conduct);
        let conduct = match (reason.kind.as_str(), says) {
            ("topic_handoff", Some(conduct)) => conduct,
            ("function_call", Some(Conduct::AskFirst)) if !has_agreed(facts) => Conduct::AskFirst,
            _ => reason.conduct,
        };
        Reason { conduct, ..reason }
    }
}

/// Whether the customer asked for a person, or said yes to one the AI offered.
fn has_agreed(facts: &Facts) -> bool {
    if facts.reading.wants_human >= ABOUT {
        return true;
    }
    let is_customer = |author: Author| author == Author::Customer;
    let newest = facts
        .messages
        .iter()
        .rposition(|message| is_customer(message.author));
    let before = newest.and_then(|at| facts.messages[..at].last());
    let was_asked = before
        .is_some_and(|message| message.author == Author::Ai && judge::is_offer(&message.text, ""));
    let was_offered = facts.stretch.stage == Stage::Offered || was_asked;
    was_offered && judge::consent(facts.customer_words()) == Consent::Yes
}

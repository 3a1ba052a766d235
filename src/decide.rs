//! The decision for one message, in eight steps. Pure: no I/O, no clock, and it cannot fail.

use crate::{
    clock::Instant,
    conduct::{
        Move, Situation,
        style::{instruction, wishes},
        take_from_ai,
    },
    conversation::{Priority, Stage, Stretch},
    decision::{Decision, Gathered, Outcome, QueueChoice, Routing, Trace, WhyNot},
    facts::{Facts, Owner},
    handoff::Availability,
    place::{self, Place},
    policy::{GatherField, Policy},
    priority::priority,
    strongest::{Looked, strongest},
    who::{note_subject, routing},
    why_not::{nothing_came_of, nothing_fired},
};

/// Decides one message. Each step leaves its line in the trace, also when nothing comes of it.
#[must_use]
pub fn decide(policy: &Policy, facts: &Facts, now: Instant) -> Decision {
    let mut trace = Trace::default();
    // 1. Owner: where a person has it, the engine stays out.
    if !is_with_ai(facts, &mut trace) {
        return ignored(facts, trace);
    }
    // 2. Trigger: all are looked at, the strongest wins.
    let looked = strongest(policy, facts, &mut trace);
    let reason = looked.winner.as_ref().map(|found| found.reason.clone());
    // 3. and 4. Handoff and availability: the scenario and its queue, settled before anything is said.
    let place = place::choose(policy, facts, reason.as_ref(), now, &mut trace);
    let reason = reason.map(|reason| place.conducted(reason, facts));
    let stretch = told_by_ai(policy, facts, &mut trace);
    let facts = &Facts {
        stretch: &stretch,
        ..facts.clone()
    };
    // 5. Conduct: ask first, gather, hand over, or say honestly that nobody is there.
    let is_about_a_person = reason.is_some() || stretch.stage != Stage::Open;
    let gather = policy.gather_for(place.handoff.filter(|_| is_about_a_person));
    let situation = Situation {
        policy,
        facts,
        place: &place.availability,
        gather: &gather,
        now,
    };
    let mut taken = situation.step(reason.clone());
    taken.stretch.noticed = facts.noticed(&policy.clauses);
    taken.stretch.scenarios.clone_from(&place.scenarios);
    trace.note("conduct", taken.outcome.as_str(), taken.why.clone());
    let instructions = place.told_to_ai(&taken, instructions(policy, &looked, &taken));
    let is_forbidden = looked.forbidden.is_some();
    let why_not = why_not(&situation, looked, &taken);
    let because = taken
        .stretch
        .because
        .clone()
        .filter(|_| taken.outcome != Outcome::Continue)
        .or(reason);
    // 6. Who: what it is about, and how the queue shares out.
    let routing = who(&situation, &place, &mut taken, &mut trace);
    // 7. Priority: how soon somebody should look.
    let noticed = &taken.stretch.noticed;
    let pressing = priority(
        policy,
        facts,
        (because.as_ref(), noticed, is_forbidden),
        &mut trace,
    );
    // 8. Text: what is said promises no more than what is done.
    trace.note("text", "done", told(&taken));
    Decision {
        outcome: taken.outcome,
        trigger: because,
        handoff: place.choice().filter(|_| taken.is_about_a_person()),
        queue: queue_choice(&place.availability, &taken, situation.position()),
        routing,
        priority: pressing.priority,
        priority_reasons: pressing.reasons,
        gather: gathered(&gather, &taken),
        instructions: Some(instructions),
        message: taken.message,
        reading: facts.reading.clone(),
        trace: trace.0,
        why_not,
        judge: "embedded",
        stretch: taken.stretch,
    }
}

/// Who gets it, where it goes to people; what it is about is noted in any case.
fn who(
    situation: &Situation,
    place: &Place,
    taken: &mut Move,
    trace: &mut Trace,
) -> Option<Routing> {
    let (policy, facts) = (situation.policy, situation.facts);
    note_subject(policy, facts.reading, &mut taken.stretch.line);
    if taken.outcome != Outcome::HandOff {
        return None;
    }
    let choice = place.choice();
    let place_of = (place.availability.queue, choice.as_ref(), situation.now);
    let found = routing(policy, facts, place_of, &mut taken.stretch, trace);
    place.note_transfer(policy, trace);
    Some(found)
}

fn is_with_ai(facts: &Facts, trace: &mut Trace) -> bool {
    let (with_ai, result, why) = match facts.owner {
        Owner::Ai => (true, "done", "The AI has the conversation."),
        Owner::Team => (
            false,
            "ignored",
            "It waits for a person; the AI has stepped back.",
        ),
        Owner::Person(_) => (false, "ignored", "A person has the conversation."),
    };
    trace.note("owner", result, why);
    with_ai
}

fn ignored(facts: &Facts, trace: Trace) -> Decision {
    Decision {
        outcome: Outcome::Ignored,
        trigger: None,
        handoff: None,
        queue: None,
        routing: None,
        priority: Priority::Normal,
        priority_reasons: Vec::new(),
        gather: Gathered::default(),
        message: None,
        instructions: Some("A person has this conversation. Say nothing.".into()),
        reading: facts.reading.clone(),
        trace: trace.0,
        why_not: None,
        judge: "embedded",
        stretch: facts.stretch.clone(),
    }
}

/// Where the AI carries on without a word about people: what came nearest.
fn why_not(situation: &Situation, looked: Looked, taken: &Move) -> Option<WhyNot> {
    if taken.outcome != Outcome::Continue {
        return None;
    }
    let (policy, facts) = (situation.policy, situation.facts);
    match (&looked.winner, &looked.held) {
        (None, None) => nothing_fired(policy, facts, looked.nearest),
        (None, Some((found, why))) => nothing_came_of(policy, found, (true, &why.clone().into())),
        (Some(found), _) => {
            let is_open = situation.place.status.is_open;
            nothing_came_of(policy, found, (is_open, &taken.why))
        }
    }
}

fn queue_choice(place: &Availability, taken: &Move, position: usize) -> Option<QueueChoice> {
    let queue = place.queue?;
    Some(QueueChoice {
        id: queue.id,
        name: queue.name.clone(),
        open: place.status.is_open,
        closes_at: place.status.closes_at,
        opens_at: place.status.opens_at,
        position: (taken.outcome == Outcome::HandOff).then_some(position),
    })
}

fn gathered(fields: &[GatherField], taken: &Move) -> Gathered {
    let collected = taken.stretch.collected.clone();
    let must = fields.iter().filter(|field| field.required);
    let missing = must
        .filter(|field| !collected.contains_key(&field.name))
        .map(|field| field.name.clone())
        .collect();
    Gathered { collected, missing }
}

fn told(taken: &Move) -> &'static str {
    match (&taken.message, taken.outcome) {
        (Some(_), _) => "The customer is told what happens next.",
        (None, Outcome::Continue) => "The AI answers in its own words.",
        (None, _) => "Nothing is said.",
    }
}

/// What the AI itself gathered and tried, taken from its message.
fn told_by_ai(policy: &Policy, facts: &Facts, trace: &mut Trace) -> Stretch {
    let mut stretch = facts.stretch.clone();
    if let Some(message) = facts.message() {
        let refused = take_from_ai(&mut stretch, message, &policy.gather);
        if !refused.is_empty() {
            let why = format!(
                "The AI gave no usable value for {}; it is asked for where it must be known.",
                refused.join(", ")
            );
            trace.note("conduct", "skipped", why);
        }
    }
    stretch
}

/// What an AI is told to do with the decision.
fn instructions(policy: &Policy, looked: &Looked, taken: &Move) -> String {
    let mut told = action(looked, taken);
    if let Some(topic) = &looked.forbidden {
        told = format!("{told} Do not answer anything about “{topic}”.");
    }
    let style = taken
        .message
        .is_some()
        .then(|| instruction(&wishes(policy)))
        .flatten();
    match style {
        Some(style) => format!("{told} {style}"),
        None => told,
    }
}

fn action(looked: &Looked, taken: &Move) -> String {
    let what = match taken.outcome {
        Outcome::Continue if taken.message.is_none() && looked.held.is_some() => {
            "Try to solve it yourself first. Do not mention a handoff."
        }
        Outcome::Continue if taken.message.is_none() => "Carry on. Do not mention a handoff.",
        Outcome::Continue => "Say the message, then carry on.",
        Outcome::Offer => {
            "Ask the message's question and wait for the answer. Do not promise a person yet."
        }
        Outcome::Gather => "Ask the message's question and nothing else.",
        Outcome::HandOff => "Say the message, then stop. A person answers from here on.",
        Outcome::Unavailable => {
            "Say the message. Do not promise anything beyond it. Then carry on."
        }
        Outcome::CollectCallback => "Say the message. Do not promise a time beyond it.",
        Outcome::Ignored => "Say nothing.",
    };
    what.into()
}

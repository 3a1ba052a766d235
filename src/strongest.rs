//! Step two of a decision: every trigger is looked at, the strongest reason wins, and the trace says what
//! became of each.

use std::{borrow::Cow, cmp::Ordering};

use crate::{
    conversation::{Conduct, Reason},
    decision::{Measured, Trace, measured},
    facts::Facts,
    judge::Meaning,
    policy::Policy,
    trigger::{self, Fired, Trigger},
    why_not::{Nearest, nearer},
};

/// What looking at every trigger came to.
#[derive(Default)]
pub(crate) struct Looked {
    /// The reason that wins.
    pub(crate) winner: Option<Fired>,
    /// Of the triggers that are on and did not fire, the one that came nearest.
    pub(crate) nearest: Option<Nearest>,
    /// A reason that waits until the AI has tried, as “When to use” says, with how that reads.
    pub(crate) held: Option<(Fired, String)>,
    /// The forbidden topic that is touched, also where the customer asks for a person as well.
    pub(crate) forbidden: Option<String>,
}

/// Looks at every trigger.
pub(crate) fn strongest(policy: &Policy, facts: &Facts, trace: &mut Trace) -> Looked {
    let mut looked = Looked::default();
    if !policy.action.enabled {
        let why = "Human Handoff is switched off for this AI agent.";
        trace.note("trigger", "off", why);
        return looked;
    }
    let mut fired: Vec<(u8, Fired)> = Vec::new();
    for (at, trigger) in policy.action.triggers.each().into_iter().enumerate() {
        let kind = trigger.kind();
        if !trigger.is_enabled() {
            let why = "Switched off or empty.";
            trace.note_trigger(kind.name, "off", why, None);
        } else if facts.is_answer() && !kind.looks_at_answers {
            let why = "It looks at the customer’s messages alone.";
            trace.note_trigger(kind.name, "no_match", why, None);
        } else {
            match trigger::fired(trigger, trigger.check(facts, &policy.clauses)) {
                Ok(found) => {
                    note_match(trigger, &found, trace);
                    fired.push((rank(kind.rank, &found.reason), found));
                }
                Err(quiet) => {
                    nearer(&mut looked.nearest, at, &quiet);
                    let measured = quiet.near.map(Measured::from);
                    trace.note_trigger(kind.name, "no_match", quiet.why, measured);
                }
            }
        }
    }
    let forbidden = fired.iter().find(|(rank, _)| *rank == FORBIDDEN);
    looked.forbidden = forbidden.and_then(|(_, found)| found.reason.name.clone());
    if let Some(tries) = tries_first(policy, facts) {
        let (held, free): (Vec<_>, Vec<_>) = fired
            .into_iter()
            .partition(|(_, found)| waits(&found.reason));
        for (_, found) in held {
            let why = format!("{}, but {tries}.", found.reason.words);
            trace.note_kind("trigger", found.reason.kind.clone(), "suppressed", why);
            looked.held = Some((found, format!("It waits: {tries}.")));
        }
        fired = free;
    }
    looked.winner = winner(without_spent(fired, facts, trace), trace);
    looked
}

/// Leaves out what a person was offered for already, as long as something else is left: a reason that may not
/// be asked about again must not stand before one that may.
fn without_spent(fired: Vec<(u8, Fired)>, facts: &Facts, trace: &mut Trace) -> Vec<(u8, Fired)> {
    let is_spent = |(rank, found): &(u8, Fired)| {
        *rank < AT_ONCE && facts.stretch.offered_for.contains(&found.reason.key())
    };
    if fired.iter().all(is_spent) {
        return fired;
    }
    let (spent, fresh): (Vec<_>, Vec<_>) = fired.into_iter().partition(is_spent);
    for (_, found) in spent {
        let why = format!(
            "{}, but a person was offered for this already.",
            found.reason.words
        );
        trace.note_kind("trigger", found.reason.kind, "suppressed", why);
    }
    fresh
}

/// The AI is to try first and has not yet done so often enough: how that reads.
fn tries_first(policy: &Policy, facts: &Facts) -> Option<String> {
    let done = facts.exchanges();
    policy.clauses.iter().find_map(|clause| {
        let Meaning::TryFirst { answers, about } = &clause.means else {
            return None;
        };
        let is_early = done < *answers as usize;
        let is_meant = about.is_empty() || facts.has_touched(about);
        (is_early && is_meant)
            .then(|| format!("“{}” comes first: {done} of {answers} answers", clause.said))
    })
}

/// Whether a reason waits until the AI has tried. Who asks for a person, is upset, or sends what the AI
/// cannot read does not wait, nor does what transfers at once.
fn waits(reason: &Reason) -> bool {
    const PATIENT: [&str; 6] = [
        "when_to_use",
        "custom_guideline",
        "low_confidence",
        "irrelevant_advice",
        "support_suggestion",
        "max_exchanges",
    ];
    reason.conduct == Conduct::AskFirst && PATIENT.contains(&reason.kind.as_str())
}

const ASKED: u8 = 3;
const FORBIDDEN: u8 = 2;
const AT_ONCE: u8 = 1;

/// Asking for a person, then forbidden topics, then what transfers at once, then the rest by score.
fn rank(kind: u8, reason: &Reason) -> u8 {
    kind.max(u8::from(reason.conduct == Conduct::AtOnce))
}

fn note_match(trigger: &dyn Trigger, found: &Fired, trace: &mut Trace) {
    let kind = trigger.kind().name;
    let why = format!("{}.", found.reason.words);
    trace.note_trigger(kind, "matched", why, measured(found));
}

/// Takes the strongest out of those that fired. The first of equals wins, so that the order of the
/// register settles ties.
fn winner(mut fired: Vec<(u8, Fired)>, trace: &mut Trace) -> Option<Fired> {
    let stronger = |(rank_a, a): &(u8, Fired), (rank_b, b): &(u8, Fired)| -> Ordering {
        let by_score = || a.reason.score.total_cmp(&b.reason.score);
        rank_a.cmp(rank_b).then_with(by_score)
    };
    let at = (0..fired.len()).reduce(|best, next| {
        if stronger(&fired[next], &fired[best]).is_gt() {
            next
        } else {
            best
        }
    })?;
    let (rank, mut winner) = fired.remove(at);
    for (other_rank, other) in &fired {
        let how = comes_first(rank, *other_rank, (&winner.reason, &other.reason));
        let why = format!(
            "{}, but “{}” {how}.",
            other.reason.words, winner.reason.words
        );
        trace.note_kind("trigger", other.reason.kind.clone(), "suppressed", why);
    }
    let mut why = format!("{}.", winner.reason.words);
    // Whoever wins, nobody is asked first about what must or may go to a person without asking.
    let at_once = fired
        .iter()
        .find(|(_, other)| other.reason.conduct == Conduct::AtOnce);
    if let Some((_, other)) = at_once.filter(|_| winner.reason.conduct == Conduct::AskFirst) {
        winner.reason.conduct = Conduct::AtOnce;
        why = format!(
            "{why} Nobody is asked first, since another reason transfers at once: {}.",
            other.reason.words
        );
    }
    trace.note_kind("trigger", winner.reason.kind.clone(), "chosen", why);
    Some(winner)
}

/// Why one reason goes before another.
fn comes_first(rank: u8, other: u8, (one, two): (&Reason, &Reason)) -> Cow<'static, str> {
    if rank == other {
        return if one.score > two.score {
            format!("scores higher ({:.2} to {:.2})", one.score, two.score).into()
        } else {
            "comes first in the list".into()
        };
    }
    match rank {
        ASKED => "comes first: asking for a person goes before everything else".into(),
        FORBIDDEN => "comes first: a forbidden topic always goes to a person".into(),
        AT_ONCE => "comes first: what transfers at once goes before what asks first".into(),
        _ => "is stronger".into(),
    }
}

//! How soon somebody should look: from urgent words, the mood, and what the admin says is pressing.

use crate::{
    conversation::{Noticed, Priority, Reason},
    decision::Trace,
    facts::Facts,
    judge::Meaning,
    policy::Policy,
};

/// How soon somebody should look, and why.
#[derive(Default)]
pub(crate) struct Pressing {
    pub(crate) priority: Priority,
    pub(crate) reasons: Vec<String>,
}

/// The priority of a conversation, noting why in the trace.
///
/// Everything the customer wrote in this stretch counts: who says “yes” to an offer is as upset as they
/// were when they got it.
pub(crate) fn priority(
    policy: &Policy,
    facts: &Facts,
    (because, noticed, is_forbidden): (Option<&Reason>, &Noticed, bool),
    trace: &mut Trace,
) -> Pressing {
    if !policy.action.auto_priority {
        let why = "Priorities are not set from the conversation.";
        trace.note("priority", "off", why);
        return Pressing::default();
    }
    let (mut priority, mut why) = (Priority::Normal, Vec::new());
    if let Some((level, words)) = urgent_words(noticed) {
        priority = level;
        why.push(format!("urgent words (“{words}”)"));
    }
    if is_forbidden || because.is_some_and(|reason| reason.kind == "forbidden_topic") {
        priority = priority.max(Priority::High);
        why.push("a forbidden topic".to_owned());
    }
    if let Some((level, said)) = as_written(policy, noticed) {
        priority = if level < Priority::Normal && why.is_empty() {
            level
        } else {
            priority.max(level)
        };
        why.push(format!("“{said}”"));
    }
    if policy.action.priority_boost_on_sentiment && is_upset(facts, because) {
        priority = priority.raised();
        why.push("an upset customer".to_owned());
    }
    if why.is_empty() {
        trace.note("priority", "done", "Nothing pressing.");
    } else {
        let said = format!("{}: {}.", priority.title(), why.join(", "));
        trace.note("priority", "done", said);
    }
    Pressing {
        priority,
        reasons: why,
    }
}

/// The most urgent words of the stretch, if any are urgent.
fn urgent_words(noticed: &Noticed) -> Option<(Priority, &str)> {
    let level = match noticed.urgency {
        score if score >= 0.8 => Priority::Urgent,
        score if score >= 0.5 => Priority::High,
        _ => return None,
    };
    Some((level, noticed.urgent_words.as_deref().unwrap_or_default()))
}

/// The highest priority that “When to use” gives to something the customer wrote about.
fn as_written<'a>(policy: &'a Policy, noticed: &Noticed) -> Option<(Priority, &'a str)> {
    let given = policy.clauses.iter().filter_map(|clause| {
        let Meaning::Priority {
            priority, about, ..
        } = &clause.means
        else {
            return None;
        };
        let is_touched = about
            .iter()
            .any(|subject| noticed.subjects.contains(&subject.key));
        is_touched.then_some((*priority, clause.said.as_str()))
    });
    given.max_by_key(|(priority, _)| *priority)
}

fn is_upset(facts: &Facts, because: Option<&Reason>) -> bool {
    let reading = facts.reading;
    reading.sentiment <= -0.5
        || reading.frustration >= 0.5
        || because.is_some_and(|reason| reason.kind == "frustration")
}

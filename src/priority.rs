//! How soon somebody should look: from urgent words, the mood, and what the admin says is pressing.

use crate::{
    conversation::{Author, Priority, Reason},
    decision::Trace,
    facts::Facts,
    judge::{self, Meaning, urgency::urgency},
    policy::Policy,
};

/// The priority of a conversation, noting why in the trace.
///
/// Everything the customer wrote in this stretch counts: who says “yes” to an offer is as upset as they
/// were when they got it.
pub(crate) fn priority(
    policy: &Policy,
    facts: &Facts,
    because: Option<&Reason>,
    trace: &mut Trace,
) -> Priority {
    if !policy.action.auto_priority {
        let why = "Priorities are not set from the conversation.";
        trace.note("priority", "off", why);
        return Priority::Normal;
    }
    let (mut priority, mut why) = (Priority::Normal, Vec::new());
    if let Some((level, words)) = urgent_words(facts) {
        priority = level;
        why.push(format!("urgent words (“{words}”)"));
    }
    if because.is_some_and(|reason| reason.kind == "forbidden_topic") {
        priority = priority.max(Priority::High);
        why.push("a forbidden topic".to_owned());
    }
    if let Some((level, said)) = as_written(policy, facts) {
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
    let why = if why.is_empty() {
        "Nothing pressing.".to_owned()
    } else {
        format!("{}: {}.", priority.title(), why.join(", "))
    };
    trace.note("priority", "done", why);
    priority
}

/// The most urgent words of the stretch, if any are urgent.
fn urgent_words(facts: &Facts) -> Option<(Priority, String)> {
    let earlier = facts
        .messages
        .iter()
        .filter(|message| message.author == Author::Customer)
        .map(|message| urgency(&message.text));
    let now = (
        facts.reading.urgency,
        facts.reading.evidence.urgency.clone(),
    );
    let (score, words) = earlier
        .chain([now])
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let level = match score {
        score if score >= 0.8 => Priority::Urgent,
        score if score >= 0.5 => Priority::High,
        _ => return None,
    };
    Some((level, words.unwrap_or_default()))
}

/// The highest priority that “When to use” gives to something the customer wrote about.
fn as_written<'a>(policy: &'a Policy, facts: &Facts) -> Option<(Priority, &'a str)> {
    let given = policy.clauses.iter().filter_map(|clause| {
        let Meaning::Priority {
            priority, about, ..
        } = &clause.means
        else {
            return None;
        };
        let touched = facts.messages.iter().any(|message| {
            let reading = judge::read(std::slice::from_ref(message), about);
            message.author == Author::Customer
                && reading.matches.iter().any(|found| found.score >= 0.5)
        });
        touched.then_some((*priority, clause.said.as_str()))
    });
    given.max_by_key(|(priority, _)| *priority)
}

fn is_upset(facts: &Facts, because: Option<&Reason>) -> bool {
    let reading = facts.reading;
    reading.sentiment <= -0.5
        || reading.frustration >= 0.5
        || because.is_some_and(|reason| reason.kind == "frustration")
}

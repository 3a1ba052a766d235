//! What is allowed and yet hardly meant: reasons that can never fire, words that do nothing, queues that
//! never open. Advice, not mistakes; pointers are places in the configuration document.

use super::Policy;
use crate::{
    clock::Instant,
    conversation::Conduct,
    judge::{Meaning, phrase},
    problem::Problem,
};

/// Everything in a policy that will hardly do what its author meant, looking from `now` on.
#[must_use]
pub fn lint(policy: &Policy, now: Instant) -> Vec<Problem> {
    let mut found = Vec::new();
    if !policy.action.enabled {
        let detail = "Human Handoff is switched off, so none of this is used. Switch it on.";
        found.push(Problem::new("/action/enabled", detail));
    }
    found.extend(nobody_can_ask(policy));
    found.extend(keywords(policy));
    found.extend(guidelines(policy));
    found.extend(forbidden(policy));
    found.extend(when_to_use(policy));
    found.extend(queues(policy, now));
    found
}

fn nobody_can_ask(policy: &Policy) -> Option<Problem> {
    let triggers = &policy.action.triggers;
    let asks = triggers.explicit_request.enabled || !triggers.keyword.phrases.is_empty();
    (policy.action.enabled && !asks).then(|| {
        let detail = "A customer who asks for a person is not heard: this is switched off and there are no keywords. Switch it on.";
        Problem::new("/triggers/explicit_request/enabled", detail)
    })
}

fn keywords(policy: &Policy) -> Vec<Problem> {
    let keyword = &policy.action.triggers.keyword;
    let mut found = Vec::new();
    for (row, wanted) in keyword.phrases.iter().enumerate() {
        let pointer = format!("/triggers/keyword/phrases/{row}");
        if phrase::find(wanted, wanted, &keyword.exceptions).is_none() {
            let detail = format!(
                "“{wanted}” never fires: it has no words, or an exception covers all of it."
            );
            found.push(Problem::new(pointer, detail));
            continue;
        }
        let broader = keyword.phrases.iter().enumerate().find(|(other, phrase)| {
            let is_in = phrase::find(wanted, phrase, &keyword.exceptions).is_some();
            *other != row && is_in && (phrase.len() < wanted.len() || *other < row)
        });
        if let Some((_, broader)) = broader {
            let detail =
                format!("“{wanted}” adds nothing, since “{broader}” is in it. Take one out.");
            found.push(Problem::new(pointer, detail));
        }
    }
    found
}

fn guidelines(policy: &Policy) -> Vec<Problem> {
    let guidelines = &policy.action.triggers.custom_guidelines.0;
    let mut found = Vec::new();
    for (row, guideline) in guidelines.iter().enumerate() {
        let is_same = |text: &str, other: &str| {
            !text.trim().is_empty() && text.trim().eq_ignore_ascii_case(other.trim())
        };
        if guideline.is_active && guideline.description.trim().is_empty() {
            let detail = format!(
                "“{}” has nothing but its name to go by. Say when it applies, with an example.",
                guideline.name
            );
            found.push(Problem::new(
                format!("/custom_guidelines/{row}/description"),
                detail,
            ));
        }
        for earlier in &guidelines[..row] {
            if is_same(&guideline.name, &earlier.name) {
                let detail = format!(
                    "There are two called “{}”, and nobody can tell them apart. Rename one.",
                    guideline.name
                );
                found.push(Problem::new(
                    format!("/custom_guidelines/{row}/name"),
                    detail,
                ));
            } else if is_same(&guideline.description, &earlier.description) {
                let detail = format!(
                    "This says the same as “{}”, which comes first. Take one out.",
                    earlier.name
                );
                found.push(Problem::new(
                    format!("/custom_guidelines/{row}/description"),
                    detail,
                ));
            }
        }
    }
    found
}

fn forbidden(policy: &Policy) -> Vec<Problem> {
    let topics = &policy.action.triggers.forbidden_topics.0;
    let mut found = Vec::new();
    for (row, topic) in topics.iter().enumerate() {
        let says_nothing = topic.description.trim().is_empty()
            && topic.keywords.is_empty()
            && topic.examples.is_empty();
        if says_nothing {
            let detail = format!(
                "“{}” has nothing but its name to go by. Add a description, keywords or examples.",
                topic.name
            );
            found.push(Problem::new(
                format!("/triggers/forbidden_topics/{row}"),
                detail,
            ));
        }
        let mut earlier = topics[..row].iter();
        if earlier.any(|earlier| earlier.name.eq_ignore_ascii_case(&topic.name)) {
            let detail = format!("There are two called “{}”. Make them one.", topic.name);
            found.push(Problem::new(
                format!("/triggers/forbidden_topics/{row}/name"),
                detail,
            ));
        }
    }
    found
}

fn when_to_use(policy: &Policy) -> Vec<Problem> {
    let mut found = Vec::new();
    let never = policy
        .clauses
        .iter()
        .filter_map(|clause| match &clause.means {
            Meaning::Never { about } => Some(about),
            _ => None,
        });
    let kept: Vec<&str> = never
        .flatten()
        .map(|subject| subject.key.as_str())
        .collect();
    for clause in &policy.clauses {
        let detail = match &clause.means {
            Meaning::NotUnderstood { hint } => {
                format!("“{}” does nothing. Write it such as: “{hint}”", clause.said)
            }
            Meaning::Never { .. } => continue,
            means
                if means
                    .about()
                    .iter()
                    .any(|subject| kept.contains(&subject.key.as_str())) =>
            {
                format!(
                    "“{}” is taken back by another part that keeps it with the AI.",
                    clause.said
                )
            }
            Meaning::HandOver {
                how: Conduct::AtOnce,
                ..
            } if !policy.action.triggers.when_to_use.enabled => {
                format!(
                    "“{}” does nothing while this text is switched off.",
                    clause.said
                )
            }
            _ => continue,
        };
        found.push(Problem::new("/action/when_to_use", detail));
    }
    found
}

fn queues(policy: &Policy, now: Instant) -> Vec<Problem> {
    let mut found = Vec::new();
    for (row, queue) in policy.queues.iter().enumerate() {
        let is_ever_open =
            queue.schedule.is_open(now) || queue.schedule.next_opening(now).is_some();
        if queue.enabled && !is_ever_open {
            let detail = format!(
                "“{}” never opens, so nobody is ever handed to it. Give it hours, or switch it off.",
                queue.name
            );
            found.push(Problem::new(format!("/queues/{row}"), detail));
        }
    }
    if !policy.queues.is_empty() && policy.queues.iter().all(|queue| !queue.enabled) {
        let detail = "Every queue is switched off, so nobody is ever there. Switch one on.";
        found.push(Problem::new("/queues", detail));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::from_millis, policy::Document};

    fn places(configuration: &str) -> Vec<String> {
        let policy = Document::read(configuration).unwrap();
        let found = lint(&policy, from_millis(1_768_213_800_000));
        found.into_iter().map(|problem| problem.pointer).collect()
    }

    #[test]
    fn nothing_is_said_about_a_sound_policy() {
        assert_eq!(
            places(
                r#"{"custom_guidelines": [{"name": "Kitchens", "description": "Planning a kitchen"}], "triggers": {"keyword": {"phrases": ["agent"], "exceptions": ["travel agent"]}}}"#
            ),
            [""; 0]
        );
    }

    #[test]
    fn what_can_never_happen_is_named_with_its_place() {
        let found = places(
            r#"{"action": {"when_to_use": "Be extra careful with Gold members."},
                "custom_guidelines": [{"name": "A", "description": ""}, {"name": "a", "description": "Roses"}],
                "triggers": {"explicit_request": {"enabled": false}, "forbidden_topics": [{"name": "Legal"}]},
                "queues": [{"name": "Never", "timezone": "UTC", "open_24": false, "weekly_hours": {}}]}"#,
        );
        for place in [
            "/triggers/explicit_request/enabled",
            "/custom_guidelines/0/description",
            "/custom_guidelines/1/name",
            "/triggers/forbidden_topics/0",
            "/action/when_to_use",
            "/queues/0",
        ] {
            assert!(
                found.iter().any(|pointer| pointer == place),
                "{place} in {found:?}"
            );
        }
        let found = places(
            r#"{"triggers": {"keyword": {"phrases": ["agent", "human agent", "travel agent"], "exceptions": ["travel agent"]}}}"#,
        );
        assert_eq!(
            found,
            ["/triggers/keyword/phrases/1", "/triggers/keyword/phrases/2"]
        );
    }
}

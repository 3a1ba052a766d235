//! What scenarios claim about the line before, and what is really so.
//!
//! A claim is a word and what it must be: `outcome offer`, `trigger keyword`. About one kind of trigger,
//! whoever wins in the end: `fires KIND`, `quiet KIND: why`, `suppressed KIND: why` (also where it is
//! switched off, or a person has the conversation), `measures KIND 0.49/0.5`. What stands behind `says` and
//! `why` need only be part of it.

use handoff::{
    conversation::{Conversation, HandoffRequest},
    decision::{Decision, Step},
};

use super::stage::Stage;

/// What became of a line.
struct After<'a> {
    decision: &'a Decision,
    conversation: Conversation,
    request: Option<HandoffRequest>,
    kept: usize,
}

/// Checks what must have come of the line before: claims separated by semicolons.
pub(super) async fn check(stage: &Stage, claims: &str) -> Result<(), String> {
    let received = stage.received.as_ref().ok_or("nothing was received")?;
    let decision = received.decision.as_ref().ok_or("nothing was decided")?;
    let (conversation, request) = stage.kept().await?;
    let after = After {
        decision,
        conversation,
        request,
        kept: received.messages.len(),
    };
    for claim in claims.split(';') {
        let (key, wanted) = claim.trim().split_once(' ').unwrap_or((claim.trim(), ""));
        let wrong = match key {
            "fires" | "quiet" | "suppressed" | "measures" => after.wrong_of_kind(key, wanted),
            _ => after.wrong(key, wanted)?,
        };
        if let Some(why) = wrong {
            let trace: Vec<String> = decision.trace.iter().map(told).collect();
            return Err(format!("{why}\n  {}", trace.join("\n  ")));
        }
    }
    Ok(())
}

fn told(step: &Step) -> String {
    let kind = step.kind.as_deref().unwrap_or_default();
    let measured = step.measured.as_ref();
    let measured = measured.map(|measured| {
        format!(
            " [{}/{}]",
            measured.measure.score, measured.measure.threshold
        )
    });
    format!(
        "{} {kind} {}: {}{}",
        step.step,
        step.result,
        step.why,
        measured.unwrap_or_default()
    )
}

impl After<'_> {
    /// What is wrong with a claim about the whole decision or the conversation.
    fn wrong(&self, key: &str, wanted: &str) -> Result<Option<String>, String> {
        let found = self.found(key)?;
        let holds = match key {
            "says" | "instructs" => found.to_lowercase().contains(&wanted.to_lowercase()),
            _ => found == wanted,
        };
        Ok((!holds).then(|| format!("{key} should be “{wanted}” and is “{found}”")))
    }

    /// What is really so, as the word a claim would use.
    fn found(&self, key: &str) -> Result<String, String> {
        let decision = self.decision;
        let trigger = decision.trigger.as_ref();
        Ok(match key {
            "outcome" => decision.outcome.as_str().to_owned(),
            "trigger" => trigger.map_or("none".into(), |reason| reason.kind.clone()),
            "named" => trigger
                .and_then(|reason| reason.name.clone())
                .unwrap_or_default(),
            "evidence" => trigger
                .map(|reason| reason.evidence.clone())
                .unwrap_or_default(),
            // Nothing stands behind “silent”, so that whatever is said is wrong.
            "says" | "silent" => decision.message.clone().unwrap_or_default(),
            "instructs" => decision.instructions.clone().unwrap_or_default(),
            "state" => self.conversation.state.as_str().to_owned(),
            "priority" => decision.priority.title().to_lowercase(),
            "missing" => decision.gather.missing.join(" "),
            "collected" => {
                let values: Vec<String> = decision.gather.collected.values().cloned().collect();
                values.join(" ")
            }
            "handoff" => decision
                .handoff
                .as_ref()
                .map_or("none".into(), |handoff| handoff.name.clone()),
            "queue" => decision
                .queue
                .as_ref()
                .map_or("none".into(), |queue| queue.name.clone()),
            // What the team was asked for, which somebody may also have taken unasked.
            "request" => self
                .request
                .as_ref()
                .map_or("none".into(), |request| request.trigger.clone()),
            "kept" => self.kept.to_string(),
            _ => return Err(format!("“{key}” is nothing that can be checked")),
        })
    }

    /// What is wrong with a claim about one kind of trigger.
    fn wrong_of_kind(&self, key: &str, wanted: &str) -> Option<String> {
        let (kind, rest) = match key {
            "measures" => wanted.split_once(' ')?,
            _ => wanted.split_once(": ").unwrap_or((wanted, "")),
        };
        let steps = self.decision.trace.iter();
        let mut of_kind =
            steps.filter(|step| step.step == "trigger" && step.kind.as_deref() == Some(kind));
        let holds = match key {
            "fires" => of_kind.any(|step| step.result == "matched"),
            "quiet" => of_kind.any(|step| step.result == "no_match" && step.why.contains(rest)),
            "measures" => of_kind.any(|step| {
                let measure = step.measured.as_ref().map(|measured| measured.measure);
                measure.is_some_and(|is| rest == format!("{}/{}", is.score, is.threshold))
            }),
            _ => of_kind
                .filter(|step| ["suppressed", "off"].contains(&step.result))
                .chain(self.owned())
                .any(|step| step.why.contains(rest)),
        };
        (!holds).then(|| format!("{key} {wanted}: it is not so"))
    }

    /// The step that says that the engine stays out, if it does.
    fn owned(&self) -> Option<&Step> {
        let mut steps = self.decision.trace.iter();
        steps.find(|step| step.step == "owner" && step.result == "ignored")
    }
}

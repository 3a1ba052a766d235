//! A sentence, and what it would do: which parts of “When to use” it makes hold, and what would be decided.

use handoff::{
    conversation::{Author, Message, Stretch},
    decision::Outcome,
    facts::Facts,
    judge,
    policy::{Action, Policy},
    stateless::{Transcript, decide_transcript},
    trigger::{Finding, Trigger},
};
use leptos::prelude::*;

use super::edit::understood;
use crate::document;
use crate::form::FieldErrors;
use crate::pages::try_it::trial::outcome_words;
use crate::ui::evidence::marked;
use crate::ui::field::written;
use crate::ui::{Badge, Icon, Meaning, Submit};

/// Longest sentence that is looked at, in characters.
const EXAMPLE_MAX: usize = 1_000;

/// What a sentence would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// For each part of “When to use”, whether it holds.
    pub fires: Vec<bool>,
    pub outcome: Outcome,
    /// “They asked for a person”
    pub because: Option<String>,
    /// The customer's words that count.
    pub evidence: String,
    /// Nothing is watched for yet, so this is what it would do once it is on.
    pub is_off: bool,
}

impl Example {
    /// What the engine makes of the sentence as a customer's first words, while somebody is there. None
    /// without a sentence.
    pub fn of(action: &Action, sentence: &str) -> Option<Self> {
        let sentence: String = sentence.trim().chars().take(EXAMPLE_MAX).collect();
        if sentence.is_empty() {
            return None;
        }
        let watched = Action {
            enabled: true,
            ..action.clone()
        };
        let policy = Policy::new(watched, Vec::new());
        let messages = vec![Message::new(Author::Customer, sentence)];
        let fires = fires(&policy, &messages);
        let transcript = Transcript {
            messages,
            online: 1,
            ..Transcript::default()
        };
        let decision = decide_transcript(&policy, &transcript);
        let reason = decision.trigger;
        Some(Self {
            fires,
            outcome: decision.outcome,
            evidence: reason
                .as_ref()
                .map(|reason| reason.evidence.clone())
                .unwrap_or_default(),
            because: reason.map(|reason| reason.words),
            is_off: !action.enabled,
        })
    }
}

/// Each part on its own, as if nothing else were written.
fn fires(policy: &Policy, messages: &[Message]) -> Vec<bool> {
    let reading = judge::read(messages, &policy.profiles());
    let stretch = Stretch::default();
    let facts = Facts::new(messages, &stretch, &reading);
    let trigger = &policy.action.triggers.when_to_use;
    let holds = |clause| {
        let finding = trigger.check(&facts, std::slice::from_ref(clause));
        matches!(finding, Finding::Fires { .. })
    };
    policy.clauses.iter().map(holds).collect()
}

/// The field to write a sentence in, and what it would do. `check.js` asks again while somebody types.
pub(super) fn asked(
    errors: &FieldErrors,
    sentence: &str,
    example: Option<&Example>,
    name: &str,
) -> impl IntoView + use<> {
    let at = errors.at("/example");
    let label = format!("What would {name} do with this?");
    let seen = example.map(|example| seen(example, name).into_any());
    let hint = "A customer’s first words, such as: I was charged twice. It is never saved.";
    let (label_for, hint_id, described_by) = (
        at.id.clone(),
        format!("{}-hint", at.id),
        format!("{}-hint", at.id),
    );
    view! {
        <div class="example">
            <div class="field">
                <label for=label_for>{label}</label>
                <p class="hint" id=hint_id>{hint}</p>
                <div class="row is-nowrap is-top">
                    <textarea class="textarea is-low" id=at.id name=at.name aria-describedby=described_by>
                        {written(sentence)}
                    </textarea>
                    <Submit label="Check" op="check" to="#when-to-use" />
                </div>
            </div>
            <div role="status" data-part="example">{seen}</div>
        </div>
    }
}

fn seen(example: &Example, name: &str) -> impl IntoView + use<> {
    let (meaning, icon) = match example.outcome {
        Outcome::Continue | Outcome::Ignored => (Meaning::Plain, Icon::Spark),
        _ => (Meaning::Accent, Icon::Handoff),
    };
    let word = format!("{name} {}", outcome_words(example.outcome));
    let because = match &example.because {
        Some(because) => format!("{}.", because.trim_end_matches('.')),
        None => "Nothing in it speaks for a person.".to_owned(),
    };
    let evidence = example.evidence.trim();
    let quote = (!evidence.is_empty())
        .then(|| view! { <span dir="auto">" “" {marked(evidence, evidence)} "”"</span> });
    let off = example
        .is_off
        .then_some(" Once Human Handoff is on; it is off now.");
    view! {
        <p class="example-seen">
            <Badge word=word meaning=meaning icon=icon />
            <span>{because} {quote} <span class="muted">{off}</span></span>
        </p>
    }
}

/// The parts of the page that follow the sentence, for a page that is open already.
pub(super) fn parts(clauses: &[judge::Clause], example: Option<&Example>, name: &str) -> String {
    let understood = understood(clauses, example, name).into_any();
    let seen = example.map(|example| seen(example, name).into_any());
    document::fragment(move || {
        view! {
            <div>
                <div data-part="understood">{understood}</div>
                <div data-part="example">{seen}</div>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::action;
    use super::*;

    #[test]
    fn each_part_says_for_itself_whether_it_holds() {
        let example = Example::of(&action(), "I want to speak to a person, please").unwrap();
        assert_eq!(example.outcome, Outcome::Gather);
        assert!(example.fires[0], "{example:?}");
        assert!(!example.fires.last().unwrap());
        assert_eq!(example.evidence.is_empty(), example.because.is_none());
    }

    #[test]
    fn what_speaks_for_nobody_stays_with_the_ai_and_nothing_is_nothing() {
        let example = Example::of(&action(), "What colours does the shelf come in?").unwrap();
        assert_eq!(example.outcome, Outcome::Continue);
        assert!(example.fires.iter().all(|fires| !fires), "{example:?}");
        assert_eq!(Example::of(&action(), " \n "), None);
    }

    #[test]
    fn an_action_that_is_off_says_what_it_would_do() {
        let off = Action {
            enabled: false,
            ..action()
        };
        let example = Example::of(&off, "Get me a human").unwrap();
        assert!(example.is_off && example.outcome != Outcome::Continue);
    }
}

//! Every step of the decision on one message, as it was kept: a table for people.

use handoff::{
    conversation::{Entry, Reason},
    judge::Reading,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::mood;
use crate::ui::{Badge, Icon, Meaning};

/// The parts of a kept decision that the inbox shows. Decisions of older versions may lack some.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    pub outcome: String,
    pub trigger: Option<Reason>,
    pub trace: Vec<KeptStep>,
    pub instructions: Option<String>,
    pub reading: Option<Reading>,
    pub judge: String,
}

/// One step that was taken.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct KeptStep {
    pub step: String,
    pub kind: Option<String>,
    pub result: String,
    pub why: String,
}

impl Kept {
    /// The decision kept with a message, if one was made on it.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        Self::deserialize(entry.decision.as_ref()?).ok()
    }

    /// What else spoke for a person: the reasons that came second, without saying so.
    pub(super) fn also(&self) -> Vec<&str> {
        let second = self
            .trace
            .iter()
            .filter(|step| step.step == "trigger" && step.result == "suppressed");
        let words = second.map(|step| step.why.split(", but “").next().unwrap_or_default());
        words.collect()
    }

    /// Whether it was on this message that something fired.
    pub(super) fn has_fired(&self) -> bool {
        let mut steps = self.trace.iter();
        steps.any(|step| step.step == "trigger" && step.result == "chosen")
    }

    /// Why it presses as it does.
    pub(super) fn priority_reason(&self) -> Option<&str> {
        let step = self.trace.iter().find(|step| step.step == "priority");
        step.map(|step| step.why.as_str())
    }
}

/// The outcome of a decision in words.
fn outcome_words(outcome: &str) -> &'static str {
    match outcome {
        "continue" => "The AI carried on.",
        "offer" => "The customer was asked whether they want a person.",
        "gather" => "The customer was asked for something the team must know.",
        "hand_off" => "The conversation went to the team.",
        "unavailable" => "Nobody was there, and the customer was told when somebody is.",
        "collect_callback" => "Nobody was there; the customer was asked how to reach them.",
        "ignored" => "A person had it, so the AI stayed out.",
        _ => "Something this version does not know.",
    }
}

/// What came of a step, in a word.
fn result_badge(result: &str) -> impl IntoView + use<> {
    let meaning = match result {
        "matched" => Meaning::Wait,
        "chosen" => Meaning::Accent,
        "done" => Meaning::Good,
        _ => Meaning::Plain,
    };
    let word = match result {
        "suppressed" => "came second".to_owned(),
        other => kind_words(other),
    };
    view! { <Badge word=word meaning=meaning /> }
}

fn step_words(step: &str) -> &str {
    match step {
        "reading" => "Who read it",
        "owner" => "Who has it",
        "trigger" => "Reasons",
        "handoff" => "Where to",
        "availability" => "Who is there",
        "conduct" => "How",
        "who" => "Who gets it",
        "priority" => "Priority",
        "text" => "What is said",
        other => other,
    }
}

/// `explicit_request` is “explicit request”.
fn kind_words(kind: &str) -> String {
    kind.replace('_', " ")
}

/// The whole decision, below its message.
pub(super) fn steps(kept: &Kept, close: String) -> impl IntoView + use<> {
    let rows = kept
        .trace
        .iter()
        .map(|step| {
            let what = step.kind.as_deref().map(kind_words);
            view! {
                <tr>
                    <th scope="row">{step_words(&step.step).to_owned()}</th>
                    <td>{what}</td>
                    <td>{result_badge(&step.result)}</td>
                    <td>{step.why.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let told = kept
        .instructions
        .clone()
        .map(|words| view! { <p class="muted sm">"The AI was told: " {words}</p> });
    view! {
        <section class="trace" aria-labelledby="trace-title">
            <div class="row is-apart">
                <h2 id="trace-title">"Every step of this decision"</h2>
                <a class="button is-sm is-quiet" href=close>{Icon::Cross.view()} "Close the steps"</a>
            </div>
            <p>{outcome_words(&kept.outcome)}</p>
            {told}
            <div class="table-wrap" tabindex="0" role="region" aria-label="Every step, table">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Step"</th>
                            <th scope="col">"What"</th>
                            <th scope="col">"Result"</th>
                            <th scope="col">"Why"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {kept.reading.as_ref().map(|reading| figures(reading, &kept.judge))}
        </section>
    }
}

/// What the judge read, as figures with their units.
fn figures(reading: &Reading, judge: &str) -> impl IntoView + use<> {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let confidence = reading
        .confidence
        .map_or_else(|| "not said".to_owned(), percent);
    let read_by = match judge {
        "llm" => "the language model",
        _ => "the embedded judge",
    };
    let language = reading
        .language
        .clone()
        .unwrap_or_else(|| "not told".to_owned());
    view! {
        <dl class="facts">
            <dt>"Mood, −1 to 1"</dt>
            <dd>{mood::figure(reading.sentiment)} " " <span class="faint">{mood::word(reading.sentiment)}</span></dd>
            <dt>"Wants a person"</dt>
            <dd>{percent(reading.wants_human)}</dd>
            <dt>"Frustrated"</dt>
            <dd>{percent(reading.frustration)}</dd>
            <dt>"Urgent"</dt>
            <dd>{percent(reading.urgency)}</dd>
            <dt>"Said before"</dt>
            <dd>{reading.repeats} " times"</dd>
            <dt>"The AI’s confidence"</dt>
            <dd>{confidence}</dd>
            <dt>"Language"</dt>
            <dd>{language}</dd>
            <dt>"Read by"</dt>
            <dd>{read_by}</dd>
        </dl>
    }
}

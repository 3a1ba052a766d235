//! Every step to a decision, in the order they were taken: for the try-out, and for what was kept.

use handoff::{
    conversation::{Entry, Reason},
    decision::{Decision, Step, WhyNot},
    judge::Reading,
    trigger::Triggers,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Icon, evidence::marked, mood, why_not};

/// The parts of a decision that people are shown. Decisions of older versions may lack some.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    pub outcome: String,
    pub trigger: Option<Reason>,
    pub trace: Vec<KeptStep>,
    pub instructions: Option<String>,
    pub reading: Option<Reading>,
    pub why_not: Option<KeptWhyNot>,
    pub judge: String,
}

/// One step that was taken.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct KeptStep {
    pub step: String,
    pub kind: Option<String>,
    pub result: String,
    pub why: String,
    /// Which one of several: a guideline's or a subject's name.
    pub name: Option<String>,
    /// What was measured, beside where it fires; both in the trigger's own scale.
    pub score: Option<f64>,
    pub threshold: Option<f64>,
}

/// What came nearest to a person where the AI carried on.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct KeptWhyNot {
    pub title: String,
    pub why: String,
    pub change: Option<KeptChange>,
}

/// The one setting that would have changed it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct KeptChange {
    pub words: String,
}

impl Kept {
    /// The decision kept with a message, if one was made on it.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        Self::deserialize(entry.decision.as_ref()?).ok()
    }

    /// What else spoke for a person: the reasons that came second, without saying so.
    pub(crate) fn also(&self) -> Vec<&str> {
        let second = self
            .trace
            .iter()
            .filter(|step| step.step == "trigger" && step.result == "suppressed");
        let words = second.map(|step| step.why.split(", but ").next().unwrap_or_default());
        words.collect()
    }

    /// Whether it was on this message that something fired.
    pub(crate) fn has_fired(&self) -> bool {
        self.chosen().is_some()
    }

    /// Why it presses as it does.
    pub(crate) fn priority_reason(&self) -> Option<&str> {
        let step = self.trace.iter().find(|step| step.step == "priority");
        step.map(|step| step.why.as_str())
    }

    /// The reason that won on this message.
    fn chosen(&self) -> Option<&KeptStep> {
        let mut reasons = self.trace.iter().filter(|step| step.step == "trigger");
        reasons.find(|step| step.result == "chosen")
    }

    /// The steps in the order they were taken, those of one kind together.
    fn groups(&self) -> Vec<(&str, Vec<&KeptStep>)> {
        let mut groups: Vec<(&str, Vec<&KeptStep>)> = Vec::new();
        for step in &self.trace {
            match groups.last_mut() {
                Some((name, steps)) if *name == step.step => steps.push(step),
                _ => groups.push((&step.step, vec![step])),
            }
        }
        groups
    }
}

impl From<&Decision> for Kept {
    fn from(decision: &Decision) -> Self {
        Self {
            outcome: decision.outcome.as_str().to_owned(),
            trigger: decision.trigger.clone(),
            trace: decision.trace.iter().map(KeptStep::from).collect(),
            instructions: decision.instructions.clone(),
            reading: Some(decision.reading.clone()),
            why_not: decision.why_not.as_ref().map(KeptWhyNot::from),
            judge: decision.judge.to_owned(),
        }
    }
}

impl From<&Step> for KeptStep {
    fn from(step: &Step) -> Self {
        let measured = step.measured.as_ref();
        Self {
            step: step.step.to_owned(),
            kind: step.kind.as_deref().map(str::to_owned),
            result: step.result.to_owned(),
            why: step.why.clone().into_owned(),
            name: measured.and_then(|measured| measured.name.clone()),
            score: measured.map(|measured| measured.measure.score),
            threshold: measured.map(|measured| measured.measure.threshold),
        }
    }
}

impl From<&WhyNot> for KeptWhyNot {
    fn from(why_not: &WhyNot) -> Self {
        Self {
            title: why_not.title.to_owned(),
            why: why_not.why.clone().into_owned(),
            change: why_not.change.as_ref().map(|change| KeptChange {
                words: change.words.clone(),
            }),
        }
    }
}

/// Every step as a line down the page; the reasons that did not win can be unfolded.
pub(crate) fn timeline(kept: &Kept) -> impl IntoView + use<> {
    let items = kept
        .groups()
        .into_iter()
        .map(|(name, steps)| match name {
            "trigger" => reasons(kept, &steps).into_any(),
            _ => item(name, &steps).into_any(),
        })
        .collect::<Vec<_>>();
    view! { <ol class="timeline" aria-label="Every step">{items}</ol> }
}

fn item(name: &str, steps: &[&KeptStep]) -> impl IntoView + use<> {
    // What came of it stands first, what led there below.
    let headline = steps.iter().rposition(|step| step.result != "skipped");
    let (at, headline) = headline.map_or((0, steps[0]), |at| (at, steps[at]));
    let more = steps
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, step)| view! { <p class="how">{sentence(step)}</p> })
        .collect::<Vec<_>>();
    view! {
        <li>
            {node(name, headline)}
            <div>
                <p class="what"><b>{step_words(name).to_owned()}</b> " " <span>{sentence(headline)}</span></p>
                {more}
            </div>
        </li>
    }
}

/// “Billing Support: It is open now.”
fn sentence(step: &KeptStep) -> String {
    match &step.kind {
        Some(kind) => format!("{kind}: {}", step.why),
        None => step.why.clone(),
    }
}

fn reasons(kept: &Kept, steps: &[&KeptStep]) -> impl IntoView + use<> {
    let chosen = kept.chosen();
    let won = kept.trigger.as_ref().filter(|_| chosen.is_some());
    let score = won.map(|reason| format!(", {:.2}", reason.score));
    let words = match chosen.and_then(|step| step.kind.as_deref()) {
        Some(kind) => format!("{}{}", reason_title(kind), score.unwrap_or_default()),
        None if steps.iter().all(|step| step.kind.is_none()) => {
            let whys = steps.iter().map(|step| step.why.as_str());
            whys.collect::<Vec<_>>().join(" ")
        }
        None => "Nothing speaks for a person.".to_owned(),
    };
    let quote = won.filter(|reason| !reason.evidence.trim().is_empty());
    let quote = quote.map(|reason| {
        let evidence = reason.evidence.clone();
        view! { <p class="how" dir="auto">"“" {marked(&evidence, &evidence)} "”"</p> }
    });
    let is_open = chosen.is_none();
    view! {
        <li>
            {node("trigger", chosen.unwrap_or(steps[0]))}
            <div>
                <p class="what"><b>"Reason"</b> " " <span>{words}</span></p>
                {quote}
                {kept.why_not.as_ref().map(|found| why_not::nearest(found).into_any())}
                {why_not::others(steps, chosen, is_open).into_any()}
            </div>
        </li>
    }
}

/// What people call a kind of reason, by the register of triggers.
pub(crate) fn reason_title(kind: &str) -> String {
    let known = Triggers::default();
    let title = known
        .each()
        .into_iter()
        .find(|trigger| trigger.kind().name == kind)
        .map(|trigger| trigger.kind().title.to_owned());
    title.unwrap_or_else(|| kind.replace('_', " "))
}

/// The mark on the line: done, chosen, waited for, or nothing.
fn node(name: &str, step: &KeptStep) -> impl IntoView + use<> {
    let (class, icon) = match (name, step.result.as_str()) {
        (_, "chosen") | ("conduct", "hand_off") => ("node is-yes", Some(Icon::Check)),
        ("conduct", "continue") => ("node", None),
        ("conduct", _) | (_, "closed") => ("node is-wait", Some(Icon::Clock)),
        (_, "done") => ("node is-good", Some(Icon::Check)),
        _ => ("node", None),
    };
    view! { <span class=class>{icon.unwrap_or(Icon::Minus).view()}</span> }
}

fn step_words(step: &str) -> &str {
    match step {
        "reading" => "Who read it",
        "owner" => "Who has it",
        "handoff" => "Where to",
        "availability" => "Is somebody there",
        "conduct" => "What happens",
        "who" => "Who gets it",
        "transfer" => "Which system is told",
        "priority" => "Priority",
        "text" => "What is said",
        other => other,
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

/// The whole decision on a message, below it. `close` is the page without it, `other` where the same
/// conversation can be tried with other settings.
pub(crate) fn decision(kept: &Kept, close: String, other: Option<String>) -> impl IntoView + use<> {
    let other = other.map(|href| {
        view! { <p><a class="link-button" href=href>{Icon::Play.small()} "Try this conversation with other settings"</a></p> }
    });
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
            {timeline(kept).into_any()}
            {kept.reading.as_ref().map(|reading| figures(reading, &kept.judge).into_any())}
            {other}
        </section>
    }
}

/// Who read the words.
pub(crate) fn read_by(judge: &str) -> &'static str {
    match judge {
        "llm" => "the language model",
        _ => "the built-in judge",
    }
}

/// What the judge read, as figures with their units.
pub(crate) fn figures(reading: &Reading, judge: &str) -> impl IntoView + use<> {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let confidence = reading
        .confidence
        .map_or_else(|| "not said".to_owned(), percent);
    let language = reading
        .language
        .clone()
        .unwrap_or_else(|| "not told".to_owned());
    let repeats = match reading.repeats {
        0 => "No".to_owned(),
        1 => "Once".to_owned(),
        times => format!("{times} times"),
    };
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
            <dd>{repeats}</dd>
            <dt>"The AI’s confidence"</dt>
            <dd>{confidence}</dd>
            <dt>"Language"</dt>
            <dd>{language}</dd>
            <dt>"Read by"</dt>
            <dd>{read_by(judge)}</dd>
        </dl>
    }
}

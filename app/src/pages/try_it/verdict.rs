//! The decision as people read it: one sentence, what each side is told, every step, and what would change it.

use handoff::{
    conversation::Priority,
    decision::{Decision, Outcome, QueueChoice},
    wording::capitalised,
};
use leptos::prelude::*;

use super::form::Tried;
use super::trial::{OwnAnswer, Trial, outcome_words};
use super::what_if::{Way, WhatIf};
use crate::routes;
use crate::ui::{
    Badge, Icon, Meaning, mood,
    steps::{Kept, figures, read_by, timeline},
    when::day_and_clock,
};

/// What came of a try.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub tried: Tried,
    pub trial: Trial,
    pub what_if: Vec<WhatIf>,
}

/// The card on the right. `form` is the id of the form its buttons belong to.
pub(super) fn verdict(
    verdict: &Verdict,
    (agent, name): (i64, &str),
    form: &'static str,
) -> impl IntoView + use<> {
    let Verdict { tried, trial, .. } = verdict;
    let decision = &trial.decision;
    let kept = Kept::from(decision);
    view! {
        <section class="card" aria-labelledby="verdict">
            <div class="verdict">
                {badges(decision).into_any()}
                <h2 class="verdict-line" id="verdict">{sentence(decision, name).into_any()}</h2>
                {where_and_when(decision, tried).into_any()}
                {two_sides(trial, name).into_any()}
                {gathered(trial).into_any()}
            </div>
            <div class="card-body">{timeline(&kept).into_any()}</div>
            <details class="read">
                <summary>{Icon::Down.small()} "What was read from the words"</summary>
                {figures(&decision.reading, decision.judge).into_any()}
            </details>
            {changes(&verdict.what_if, agent, form).into_any()}
        </section>
    }
}

fn badges(decision: &Decision) -> impl IntoView + use<> {
    let (word, meaning, icon) = match decision.outcome {
        Outcome::Continue => ("Carry on", Meaning::Plain, Icon::Spark),
        Outcome::Offer => ("Offer a person", Meaning::Accent, Icon::Handoff),
        Outcome::Gather => ("Ask first", Meaning::Accent, Icon::Note),
        Outcome::HandOff => ("Hand over", Meaning::Accent, Icon::Handoff),
        Outcome::Unavailable => ("Nobody there", Meaning::Wait, Icon::Clock),
        Outcome::CollectCallback => ("Callback", Meaning::Wait, Icon::Phone),
        Outcome::Ignored => ("Left alone", Meaning::Plain, Icon::Person),
    };
    let is_pressing = matches!(decision.priority, Priority::High | Priority::Urgent);
    let priority = format!("{} priority", decision.priority.title());
    let mood = format!("Mood {}", mood::figure(decision.reading.sentiment));
    let pressing = if is_pressing {
        Meaning::Wait
    } else {
        Meaning::Plain
    };
    view! {
        <div class="row is-apart">
            <span class="row">
                <Badge word=word meaning=meaning icon=icon />
                <Badge word=priority meaning=pressing />
                <Badge word=mood />
            </span>
            <span class="xs faint">{format!("Read by {}", read_by(decision.judge))}</span>
        </div>
    }
}

/// “Nora offers a person: they are upset (mood −0.65).”
fn sentence(decision: &Decision, name: &str) -> impl IntoView + use<> {
    let queue = decision
        .queue
        .as_ref()
        .filter(|_| decision.outcome == Outcome::HandOff)
        .map(|queue| view! { " to " <em>{queue.name.clone()}</em> });
    let because = match (&decision.trigger, decision.outcome) {
        (_, Outcome::Ignored) => ": a person has this conversation.".to_owned(),
        (Some(reason), _) => format!(": {}.", lowered(reason.words.trim_end_matches('.'))),
        (None, _) => ": nothing speaks for a person.".to_owned(),
    };
    view! { {format!("{name} ")} <em>{outcome_words(decision.outcome)}</em> {queue} {because} }
}

/// The first letter small, so that a sentence can go on with it.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// Whether somebody is there at that moment, and until or from when.
fn where_and_when(decision: &Decision, tried: &Tried) -> Option<impl IntoView + use<>> {
    let queue = decision.queue.as_ref()?;
    let (word, meaning, icon) = if queue.open {
        ("Open", Meaning::Good, Icon::Check)
    } else {
        ("Closed", Meaning::Bad, Icon::Cross)
    };
    let words = format!("{}{}", queue.name, opening(queue, tried));
    Some(
        view! { <p class="row sm"><Badge word=word meaning=meaning icon=icon /> <span class="muted">{words}</span></p> },
    )
}

fn opening(queue: &QueueChoice, tried: &Tried) -> String {
    let theirs = |at| day_and_clock(at, tried.at, tried.zone).replace("today at ", "");
    let place = queue.position.map_or_else(String::new, |place| {
        format!(", number {place} in line if nobody waits")
    });
    match (queue.open, queue.closes_at, queue.opens_at) {
        (true, Some(closes), _) => format!(", until {} their time{place}", theirs(closes)),
        (true, None, _) => format!(", always{place}"),
        (false, _, Some(opens)) => format!(", opens {} their time", theirs(opens)),
        (false, _, None) => ", and no opening is planned".to_owned(),
    }
}

fn two_sides(trial: &Trial, name: &str) -> impl IntoView + use<> {
    let decision = &trial.decision;
    let own = trial.answer.as_ref().map(|answer| own_words(answer, name));
    let said = match (&decision.message, own) {
        (Some(message), own) => {
            let own = own.filter(|_| decision.outcome == Outcome::Offer);
            view! { <p dir="auto">{format!("“{message}”")}</p> {own} }.into_any()
        }
        (None, Some(own)) if decision.outcome == Outcome::Continue => own.into_any(),
        (None, _) => {
            let words = format!("Nothing is added to what {name} says.");
            view! { <p class="muted">{words}</p> }.into_any()
        }
    };
    let told = decision.instructions.clone().unwrap_or_default();
    view! {
        <div class="two-sides">
            <div>
                <h3 class="overline">{Icon::Person.small()} "The customer is told"</h3>
                {said}
            </div>
            <div>
                <h3 class="overline">{Icon::Spark.small()} {format!("{name} is told")}</h3>
                <p>{told}</p>
            </div>
        </div>
    }
}

/// What the built-in answerer finds in the topics.
fn own_words(answer: &OwnAnswer, name: &str) -> impl IntoView + use<> {
    let sure = format!("{:.0} % sure", answer.confidence * 100.0);
    let words = match (&answer.topic, answer.is_sure()) {
        (Some(topic), true) => format!("{name} answers from “{topic}”, {sure}"),
        (None, true) => format!("Small talk, which {name} answers without a topic"),
        (Some(topic), false) => format!("“{topic}” is the nearest topic, but only {sure}"),
        (None, false) => "No topic answers this".to_owned(),
    };
    let text = (!answer.text.is_empty() && answer.is_sure())
        .then(|| view! { <p dir="auto">{format!("“{}”", answer.text)}</p> });
    view! { {text} <p class="xs muted">{words}</p> }
}

/// What is known of what the team must know.
fn gathered(trial: &Trial) -> Option<impl IntoView + use<>> {
    let gather = &trial.decision.gather;
    if gather.collected.is_empty() && gather.missing.is_empty() {
        return None;
    }
    let known = gather
        .collected
        .iter()
        .map(|(name, value)| {
            view! { <dt>{trial.label(name)}</dt> <dd dir="auto">{value.clone()}</dd> }
        })
        .collect::<Vec<_>>();
    let missing = gather
        .missing
        .iter()
        .map(|name| {
            view! {
                <dt>{trial.label(name)}</dt>
                <dd><span class="missing">{Icon::Warning.small()} "Not known yet"</span></dd>
            }
        })
        .collect::<Vec<_>>();
    Some(view! { <dl class="facts">{known} {missing}</dl> })
}

fn changes(changes: &[WhatIf], agent: i64, form: &'static str) -> Option<impl IntoView + use<>> {
    if changes.is_empty() {
        return None;
    }
    let rows = changes
        .iter()
        .map(|change| {
            let told = change.told.clone().map(
                |told| view! { <span class="xs muted" dir="auto">{format!("“{told}”")}</span> },
            );
            view! {
                <li>
                    <span>{change.change} " " <b>{change.to.clone()}</b></span>
                    {Icon::Forward.view()}
                    <span class="stack-2"><span>{capitalised(change.outcome)}</span> {told}</span>
                    {way(change, agent, form)}
                </li>
            }
        })
        .collect::<Vec<_>>();
    Some(view! {
        <div class="card-foot">
            <h3>"Change one thing"</h3>
            <ul class="whatif">{rows}</ul>
        </div>
    })
}

fn way(change: &WhatIf, agent: i64, form: &'static str) -> AnyView {
    let said = format!("{} {}", change.change, change.to);
    match &change.way {
        Way::Button(op) => view! {
            <button class="button is-sm" type="submit" name="op" value=op.clone() form=form>
                "Try"
                <span class="sr">": " {said}</span>
            </button>
        }
        .into_any(),
        Way::Setting(id) => {
            let href = format!("{}#{id}", routes::human_handoff(agent));
            view! {
                <a class="button is-sm" href=href>
                    "Set"
                    <span class="sr">": " {said}</span>
                </a>
            }
            .into_any()
        }
    }
}

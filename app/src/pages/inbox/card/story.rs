//! The story in short, what the AI did and promised, and what could be done next.

use handoff::{
    conversation::{Author, RequestSummary},
    judge::summary::due,
};
use leptos::prelude::*;

use super::super::seen::Seen;
use crate::ui::{Icon, evidence, when::day_and_clock};

pub(super) fn in_short(summary: &RequestSummary) -> Option<impl IntoView + use<>> {
    let text = summary.text.clone();
    let by_model = summary
        .is_by_model
        .then(|| view! { <p class="faint">"Written by the language model"</p> });
    (!text.is_empty())
        .then(|| view! { <section><h2>"In short"</h2><p dir="auto">{text}</p>{by_model}</section> })
}

pub(super) fn done(seen: &Seen, summary: &RequestSummary) -> Option<impl IntoView + use<>> {
    if summary.tried.is_empty() && summary.promised.is_empty() {
        return None;
    }
    let tried = summary
        .tried
        .iter()
        .map(|words| {
            view! { <li><span class="yes">{Icon::Check.view()}</span><span dir="auto">{words.clone()}</span></li> }
        })
        .collect::<Vec<_>>();
    let promised = summary
        .promised
        .iter()
        .map(|words| {
            let due = due_words(seen, words).map(|(words, is_late)| {
                let class = is_late.then_some("ink-bad");
                view! { " " <span class=class>{words}</span> }
            });
            view! {
                <li>
                    <span class="due">{Icon::Flag.view()}</span>
                    <span>
                        <b dir="auto">{format!("Promised: “{words}”")}</b>
                        {due}
                    </span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    Some(view! {
        <section>
            <h2>{format!("What {} did and promised", seen.agent_name)}</h2>
            <ul class="ticks">{tried} {promised}</ul>
        </section>
    })
}

pub(super) fn next(summary: &RequestSummary) -> Option<impl IntoView + use<>> {
    let steps = summary
        .suggested
        .iter()
        .map(|words| view! { <li><span dir="auto">{words.clone()}</span></li> })
        .collect::<Vec<_>>();
    (!steps.is_empty()).then(
        || view! { <section><h2>"Suggested next"</h2><ol class="steps">{steps}</ol></section> },
    )
}

/// By when a promise must be kept, if it says so, and whether that is over.
fn due_words(seen: &Seen, promise: &str) -> Option<(String, bool)> {
    let by_ai = seen
        .entries
        .iter()
        .filter(|entry| entry.author == Author::Ai);
    let made = by_ai
        .rev()
        .find(|entry| evidence::is_in(&entry.text, promise))?;
    let zone = seen.moment.zone;
    let due = due(promise, made.at, zone)?;
    let is_late = due < seen.moment.now;
    let when = day_and_clock(due, seen.moment.now, zone);
    let words = if is_late {
        format!("Was due {when}")
    } else {
        format!("Due by {when}")
    };
    Some((words, is_late))
}

//! The destination JSON of a handoff: read with every mistake, what saving it would do, and the field to
//! write it in, with its lines numbered and the wrong ones marked.

use std::collections::BTreeMap;

use handoff::{
    handoff::{Destination, DestinationExample, parse_destinations},
    problem::Fault,
    store::{SavedHandoff, SavedQueue, SavedTransferFunction},
};
use leptos::prelude::*;

use crate::form::{FieldAt, FieldErrors};
use crate::routes;
use crate::ui::field::written;
use crate::ui::{Icon, Look, Submit, and};

/// The JSON as far as it can be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    pub faults: Vec<Fault>,
    /// What saving it would do to which queue, a sentence each. Nothing while there are mistakes.
    pub effects: Vec<String>,
    /// The transfer functions there are.
    pub functions: Vec<String>,
}

/// What there is around the JSON.
pub struct Around<'a> {
    pub queues: &'a [SavedQueue],
    pub functions: &'a [SavedTransferFunction],
    /// The other handoffs.
    pub others: &'a [&'a SavedHandoff],
}

impl Around<'_> {
    fn function_names(&self) -> Vec<&str> {
        let names = self.functions.iter();
        names.map(|saved| saved.function.name.as_str()).collect()
    }

    /// The destination object of a queue.
    pub fn destination(&self, saved: &SavedQueue) -> Destination {
        let function = saved.queue.transfer_function.and_then(|id| {
            let found = self
                .functions
                .iter()
                .find(|known| known.function.id == id)?;
            Some(found.function.name.as_str())
        });
        Destination::of(&saved.queue, function)
    }

    /// The queue that a destination is about.
    pub fn queue(&self, destination: &Destination) -> Option<&SavedQueue> {
        let name = destination.name.to_lowercase();
        self.queues
            .iter()
            .find(|saved| saved.queue.name.to_lowercase() == name)
    }

    /// Whether the queue is as the destination says it already.
    pub fn is_kept(&self, destination: &Destination) -> bool {
        self.queue(destination)
            .is_some_and(|saved| self.destination(saved) == *destination)
    }

    pub fn parse(&self, text: &str) -> Result<Vec<Destination>, Vec<Fault>> {
        parse_destinations(text, &self.function_names())
    }

    /// The names of the other handoffs that lead to a queue.
    pub fn users(&self, queue: &SavedQueue) -> Vec<String> {
        let uses = |other: &&&SavedHandoff| other.handoff.queues.contains(&queue.queue.id);
        let others = self.others.iter().filter(uses);
        others.map(|other| other.handoff.name.clone()).collect()
    }

    /// What is wrong with the text, or what it would do.
    pub fn read(&self, text: &str) -> Written {
        let functions = self
            .function_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        match self.parse(text) {
            Ok(read) => Written {
                effects: read.iter().filter_map(|one| self.effect(one)).collect(),
                functions,
                ..Written::default()
            },
            Err(faults) => Written {
                faults,
                functions,
                ..Written::default()
            },
        }
    }

    fn effect(&self, destination: &Destination) -> Option<String> {
        let name = &destination.name;
        let Some(saved) = self.queue(destination) else {
            return Some(format!("Saving makes the queue “{name}”."));
        };
        if self.is_kept(destination) {
            return None;
        }
        let users = self.users(saved);
        Some(match users.as_slice() {
            [] => format!("Saving changes the queue “{name}”."),
            [only] => format!("Saving changes the queue “{name}”, which {only} uses too."),
            several => format!(
                "Saving changes the queue “{name}”, which {} use too.",
                and(several)
            ),
        })
    }

    /// How each queue is now, so that a change by somebody else is noticed.
    pub fn seen(&self) -> BTreeMap<String, String> {
        let seen = self.queues.iter().map(|saved| {
            let text = self.destination(saved).to_json().to_string();
            (saved.queue.id.to_string(), fingerprint(&text))
        });
        seen.collect()
    }
}

/// Tells one text from another. Nobody gains by forging it.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

impl Written {
    /// Each mistake for the summary on top of the page.
    pub fn errors(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.faults.iter().map(|fault| {
            let detail = match fault.path.as_str() {
                "" => format!("Line {} of the destination: {}", fault.line, fault.detail),
                path => format!(
                    "Line {} of the destination, {path}: {}",
                    fault.line, fault.detail
                ),
            };
            ("/destination".to_owned(), detail)
        })
    }

    /// The field, with what is wrong beside it.
    pub fn view(self, agent: i64, text: &str, errors: &FieldErrors) -> impl IntoView + use<> {
        let FieldAt { id, name, .. } = errors.at("/destination");
        let is_refused = errors.detail("/destination").is_some();
        let class = if is_refused {
            "field has-error"
        } else {
            "field"
        };
        let invalid = is_refused.then_some("true");
        let rows = text.lines().count().max(3).to_string();
        let label_for = id.clone();
        view! {
            <div class=class>
                <label for=label_for>"Destination"</label>
                <p class="hint" id="destination-hint">
                    "The same queues as in the form, for copying from other systems. Saved only when every field is right."
                </p>
                <div class="code">
                    <ol aria-hidden="true" data-part="lines" data-lines=id.clone()>{self.lines(text)}</ol>
                    <textarea
                        id=id
                        name=name
                        rows=rows
                        spellcheck="false"
                        autocapitalize="off"
                        aria-describedby="destination-hint destination-error"
                        aria-invalid=invalid
                    >
                        {written(text)}
                    </textarea>
                </div>
                <div class="stack-2" id="destination-error" data-part="faults">{self.verdict(agent)}</div>
            </div>
        }
    }

    /// The numbers beside the lines.
    pub fn lines(&self, text: &str) -> impl IntoView + use<> {
        let count = text.split('\n').count().max(3);
        (1..=count)
            .map(|line| {
                let is_bad = self.faults.iter().any(|fault| fault.line == line);
                view! { <li class=is_bad.then_some("is-bad")>{line}</li> }
            })
            .collect_view()
    }

    /// Every mistake, or what saving would do.
    pub fn verdict(&self, agent: i64) -> impl IntoView + use<> {
        let faults = self
            .faults
            .iter()
            .map(|fault| {
                let path = (!fault.path.is_empty())
                    .then(|| view! { ", " <code>{fault.path.clone()}</code> });
                view! {
                    <li class="error">
                        {Icon::Warning.small()}
                        <span>{format!("Line {}", fault.line)} {path} ": " {fault.detail.clone()}</span>
                    </li>
                }
            })
            .collect_view();
        let effects = match (self.faults.is_empty(), self.effects.is_empty()) {
            (false, _) => Vec::new(),
            (true, true) => {
                vec!["Every field is right. The queues are as written here already.".to_owned()]
            }
            (true, false) => self.effects.clone(),
        };
        let effects = effects
            .into_iter()
            .map(|effect| view! { <li class="row is-nowrap">{Icon::Check.small()} <span>{effect}</span></li> })
            .collect_view();
        view! {
            <ul class="stack-1 sm">{faults} {effects}</ul>
            {self.transfers(agent)}
        }
    }

    /// The transfer functions there are, or the way to the first one.
    fn transfers(&self, agent: i64) -> impl IntoView + use<> {
        let all = routes::transfer_functions(agent);
        if self.functions.is_empty() {
            view! {
                <p class="row sm">
                    <span>
                        "There is no " <a href=all>"transfer function"</a>
                        " yet, and each queue here needs one. The simplest leads to our own inbox."
                    </span>
                    <Submit
                        label="Make default_transfer"
                        op="make_default_transfer"
                        look=Look::Small
                        to="#destination"
                    />
                </p>
            }
            .into_any()
        } else {
            let names = format!(" there are: {}.", self.functions.join(", "));
            view! {
                <p class="xs muted"><a href=all>"Transfer functions"</a> {names}</p>
            }
            .into_any()
        }
    }
}

/// The menu of examples that fill the JSON.
pub fn examples() -> impl IntoView {
    let buttons = DestinationExample::ALL
        .into_iter()
        .map(|example| {
            view! {
                <button
                    type="submit"
                    name="op"
                    value=format!("destination:{}", example.as_str())
                    formaction="#where"
                    formnovalidate
                >
                    <span class="label">{example.title()}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <details class="menu">
            <summary class="button is-sm">"Examples" {Icon::Down.small()}</summary>
            <div class="popover nav">{buttons}</div>
        </details>
    }
}

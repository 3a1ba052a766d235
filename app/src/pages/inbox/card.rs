//! The takeover card: why it is here, the story in short, what is known, what was promised, what next.

use handoff::{
    conversation::{Conduct, HandoffRequest, Priority, RequestSummary, State},
    handoff::{Transfer, TransferState},
    id::MessageId,
};
use leptos::prelude::*;

use super::{
    entry::time,
    looking::Looking,
    seen::{Holder, Seen},
};
use crate::ui::{Badge, Icon, evidence::marked, mood::mood, steps::Kept};

/// The card. It scrolls by itself, so it can be reached by keyboard.
pub(super) fn card(seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let request = seen.request.as_ref();
    let summary = request.map(|request| request.summary.clone());
    view! {
        <aside class="takeover" aria-label="Takeover card" tabindex="0" data-live="card">
            {match request {
                Some(request) => why(seen, request, looking).into_any(),
                None => not_yet(seen).into_any(),
            }}
            {summary.as_ref().and_then(in_short)}
            {known(seen)}
            {summary.as_ref().and_then(|summary| done(seen, summary))}
            {summary.as_ref().and_then(next)}
            {mood(&seen.moods(), seen.moment.zone)}
        </aside>
    }
}

/// It was never handed over: a person may be wanted all the same, or somebody just took it.
fn not_yet(seen: &Seen) -> impl IntoView + use<> {
    let because = seen.conversation.stretch.because.as_ref();
    let words = match (because, seen.holder()) {
        (Some(reason), _) => reason.words.clone(),
        (None, Holder::Ai) => format!("{} answers", seen.agent_name),
        (None, _) => "Taken from the inbox".to_owned(),
    };
    let more = match (because, seen.conversation.state) {
        (None, _) => "Nothing in this conversation has asked for a person.",
        (Some(_), State::Offered) => "They were asked whether they want a person.",
        (Some(_), State::Gathering) => "They are being asked what the team must know first.",
        (Some(_), State::Callback) => "Nobody was there. The team is to get in touch.",
        (Some(_), _) => "It was not handed over.",
    };
    view! {
        <section>
            <h2>"Why it is here"</h2>
            <p class="why">{words}</p>
            {quote(seen)}
            <p class="muted">{more}</p>
        </section>
    }
}

fn why(seen: &Seen, request: &HandoffRequest, looking: &Looking) -> impl IntoView + use<> {
    let title = match seen.holder() {
        Holder::Ai => "Why it was here",
        Holder::Done => "Why it was here, before it was resolved",
        _ => "Why it is here",
    };
    let name = request.trigger_name.clone();
    let conduct = seen.decision().and_then(|kept| kept.trigger);
    let conduct = conduct.map(|reason| match reason.conduct {
        Conduct::AskFirst => "Asked first",
        Conduct::AtOnce => "At once",
    });
    let transfer = seen.transfer.as_ref().and_then(transferred);
    let steps = seen
        .deciding()
        .map(|entry| looking.trace(&seen.conversation.id, entry.id));
    view! {
        <section>
            <h2>{title} {conduct.map(|words| view! { <Badge word=words /> })}</h2>
            <p class="why">{request.reason.clone()} {name.map(|name| view! { " " <Badge word=name /> })}</p>
            {quote(seen)}
            {also(seen.decision().as_ref(), request)}
            {transfer}
            {steps.map(|href| view! { <p><a href=href>"Every step of this decision"</a></p> })}
        </section>
    }
}

/// Whether another system was told, where it must be told from here.
fn transferred(transfer: &Transfer) -> Option<impl IntoView + use<>> {
    let function = transfer.function.name.clone();
    let error = transfer.error.clone().unwrap_or_default();
    let words = match transfer.state {
        TransferState::Answered => return None,
        TransferState::Sent => format!("“{function}” was told of it."),
        TransferState::Sending if error.is_empty() => format!("“{function}” is being told of it."),
        TransferState::Sending => {
            format!("“{function}” is being told of it, so far in vain. {error}")
        }
        TransferState::Failed => {
            format!("“{function}” could not be told of it: take it here. {error}")
        }
    };
    let is_lost = transfer.state == TransferState::Failed;
    let mark = is_lost.then(|| Icon::Warning.small());
    let class = if is_lost { "missing" } else { "muted" };
    Some(view! { <p class=class>{mark} " " {words}</p> })
}

fn quote(seen: &Seen) -> Option<impl IntoView + use<>> {
    let evidence = seen.evidence();
    if evidence.trim().is_empty() {
        return None;
    }
    let deciding = seen.deciding();
    let words = deciding.map_or(evidence, |entry| entry.text.as_str());
    let around = around(words, evidence);
    let link = deciding.map(|entry| message_link(entry.id, time(entry.at, seen.moment)));
    Some(view! {
        <blockquote class="quote" dir="auto">"“" {marked(&around, evidence)} "” " {link}</blockquote>
    })
}

/// A link to a message on the same page.
fn message_link(id: MessageId, words: impl IntoView) -> impl IntoView {
    view! { <a href=format!("#m{id}")>{words}</a> }
}

/// The sentence in which the evidence stands, so that a long message does not fill the card.
fn around(text: &str, evidence: &str) -> String {
    let sentences = text.split_inclusive(['.', '!', '?', '\n', '。']);
    let found = sentences
        .map(str::trim)
        .find(|sentence| crate::ui::evidence::is_in(sentence, evidence));
    found.unwrap_or(text).to_owned()
}

/// What else spoke for a person, and why it presses as it does.
fn also(kept: Option<&Kept>, request: &HandoffRequest) -> Option<impl IntoView + use<>> {
    let mut second = kept.map(Kept::also).unwrap_or_default();
    // What is the reason itself is said above.
    second.retain(|words| *words != request.reason);
    let second = second.join("; ");
    let second = (!second.is_empty()).then(|| format!("Also: {second}. "));
    let is_pressing = request.priority != Priority::Normal;
    let reason = kept.and_then(Kept::priority_reason);
    let reason = reason.and_then(|why| Some(why.split_once(": ")?.1.to_owned()));
    let priority = is_pressing.then(|| {
        let because = reason.map(|reason| format!(" because of {reason}"));
        view! { <b>{request.priority.title()}</b> {because} }
    });
    (second.is_some() || is_pressing).then(|| view! { <p class="muted">{second} {priority}</p> })
}

fn in_short(summary: &RequestSummary) -> Option<impl IntoView + use<>> {
    let text = summary.text.clone();
    let by_model = summary
        .is_by_model
        .then(|| view! { <p class="faint">"Written by the language model"</p> });
    (!text.is_empty())
        .then(|| view! { <section><h2>"In short"</h2><p dir="auto">{text}</p>{by_model}</section> })
}

/// What is known, each with its source; what is missing is named.
fn known(seen: &Seen) -> impl IntoView + use<> {
    let facts = facts(seen)
        .into_iter()
        .map(|(label, value, source)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto"><bdi>{value}</bdi> " " <span class="faint">{format!("· {source}")}</span></dd>
            }
        })
        .collect::<Vec<_>>();
    let missing = seen
        .request
        .as_ref()
        .map(|request| request.missing.clone())
        .unwrap_or_default()
        .into_iter()
        .map(|label| {
            view! {
                <dt>{label}</dt>
                <dd>
                    <span class="missing">{Icon::Warning.small()} "Missing"</span>
                </dd>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section>
            <h2>"What we know"</h2>
            <dl class="facts">{facts} {missing}</dl>
        </section>
    }
}

/// Label, value and where it comes from. What the customer gave for this handoff comes first.
fn facts(seen: &Seen) -> Vec<(String, String, &'static str)> {
    let mut facts: Vec<(String, String, &'static str)> = Vec::new();
    if let Some(request) = &seen.request {
        let collected = request.collected.iter();
        facts.extend(
            collected.map(|(label, value)| (label.clone(), value.clone(), "from the chat")),
        );
    }
    for (name, value) in &seen.conversation.stretch.collected {
        let label = seen.labels.get(name).unwrap_or(name).clone();
        facts.push((label, value.clone(), "from the chat"));
    }
    let customer = &seen.conversation.customer;
    let profile = [("Name", &customer.name), ("E-mail", &customer.email)];
    for (label, value) in profile {
        facts.extend(
            value
                .clone()
                .map(|value| (label.to_owned(), value, "profile")),
        );
    }
    if let Some(zone) = customer.zone {
        facts.push(("Time zone".to_owned(), zone.name().to_owned(), "profile"));
    }
    if let Some(language) = &seen.conversation.language {
        facts.push((
            "Language".to_owned(),
            handoff::handoff::language_name(language),
            "read from the text",
        ));
    }
    let mut seen_values = std::collections::BTreeSet::new();
    facts.retain(|(_, value, _)| seen_values.insert(value.clone()));
    if let Some(queue) = &seen.queue {
        let place = match seen.position {
            Some(1) => "first in line",
            Some(_) => "in line",
            None => "where it went",
        };
        let queue = match seen.position {
            Some(position @ 2..) => format!("{queue}, number {position}"),
            _ => queue.clone(),
        };
        facts.push(("Queue".to_owned(), queue, place));
    }
    facts.push((
        "Channel".to_owned(),
        seen.conversation.channel.title().to_owned(),
        "where they wrote",
    ));
    facts
}

fn done(seen: &Seen, summary: &RequestSummary) -> Option<impl IntoView + use<>> {
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
            view! {
                <li>
                    <span class="due">{Icon::Flag.view()}</span>
                    <b dir="auto">{format!("Promised: “{words}”")}</b>
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

fn next(summary: &RequestSummary) -> Option<impl IntoView + use<>> {
    let steps = summary
        .suggested
        .iter()
        .map(|words| view! { <li><span dir="auto">{words.clone()}</span></li> })
        .collect::<Vec<_>>();
    (!steps.is_empty()).then(
        || view! { <section><h2>"Suggested next"</h2><ol class="steps">{steps}</ol></section> },
    )
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_quote_is_the_sentence_around_the_evidence() {
        let text = "I ordered a bench. Let me talk to a Person! It is late.";
        assert_eq!(around(text, "a person"), "Let me talk to a Person!");
        assert_eq!(around(text, "bench. Let"), text);
    }
}

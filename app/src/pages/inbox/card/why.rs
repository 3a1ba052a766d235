//! Why it is here: the reason, its words in the conversation, and what came of telling another system.

use handoff::{
    conversation::{Conduct, HandoffRequest, Priority, State},
    handoff::{Transfer, TransferState},
    help_desk::help_desk,
    id::MessageId,
    store::SavedTicket,
};
use leptos::prelude::*;

use super::super::{
    entry::time,
    looking::Looking,
    seen::{Holder, Seen},
};
use crate::ui::{Badge, Icon, evidence::marked, steps::Kept};

/// It was never handed over: a person may be wanted all the same, or somebody just took it.
pub(super) fn not_yet(seen: &Seen) -> impl IntoView + use<> {
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

pub(super) fn why(
    seen: &Seen,
    request: &HandoffRequest,
    looking: &Looking,
) -> impl IntoView + use<> {
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
            {tickets(&seen.tickets)}
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

/// Where it is worked on besides, with a link each.
fn tickets(made: &[SavedTicket]) -> Vec<impl IntoView + use<>> {
    let each = made.iter().map(|ticket| {
        let title = help_desk(&ticket.vendor).map_or("Help desk", |desk| desk.title());
        let words = format!("{title} ticket {}", ticket.made.id);
        view! { <p><a href=ticket.made.url.clone() rel="noreferrer">{words}</a></p> }
    });
    each.collect()
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

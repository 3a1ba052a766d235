//! One message or note of the log.

use handoff::{
    channel::DeliveryState,
    clock::Instant,
    conversation::{Author, Entry, Mention, mentions},
};
use leptos::prelude::*;

use super::{
    arrival::arrival, file::attachments, letter::as_sent, row::Moment, seen::Seen, sign::tone,
};
use crate::ui::{
    Avatar, Badge, Icon, Tone,
    avatar::AiAvatar,
    evidence::marked,
    when::{clock, in_full},
};

/// The time of a line, on the clock of the organisation.
pub(super) fn time(at: Instant, moment: Moment) -> impl IntoView + use<> {
    view! {
        <time datetime=at.to_rfc3339() title=in_full(at, moment.zone)>{clock(at, moment.zone)}</time>
    }
}

/// What was said, with the deciding words marked. `steps` is where its decision can be read.
pub(super) fn said(
    seen: &Seen,
    entry: &Entry,
    evidence: &str,
    steps: Option<String>,
) -> impl IntoView + use<> {
    match (entry.is_note, entry.author) {
        (true, _) => note(seen, entry).into_any(),
        (false, Author::System) => {
            let words = format!("The customer was told: “{}”", entry.text);
            let line = event_line(
                (format!("m{}", entry.id), Icon::Info),
                words,
                entry.at,
                seen,
            );
            // That it was told counts only once it arrived.
            let failed = seen
                .sendings
                .get(&entry.id)
                .is_some_and(|sending| sending.state == DeliveryState::Failed);
            let arrival = failed.then(|| arrival(seen, entry));
            view! { {line} {arrival} }.into_any()
        }
        (false, _) => message(seen, entry, evidence, steps).into_any(),
    }
}

/// One quiet line: `mark` is its id and its icon.
pub(super) fn event_line(
    (id, icon): (String, Icon),
    words: String,
    at: Instant,
    seen: &Seen,
) -> impl IntoView + use<> {
    view! {
        <p class="event is-quiet" id=id>
            {icon.view()}
            <span>{words}</span>
            {time(at, seen.moment)}
        </p>
    }
}

fn message(
    seen: &Seen,
    entry: &Entry,
    evidence: &str,
    steps: Option<String>,
) -> impl IntoView + use<> {
    let class = match entry.author {
        Author::Customer => "msg is-customer",
        Author::Operator => "msg is-operator",
        Author::Ai | Author::System => "msg",
    };
    let is_ai = entry.author == Author::Ai;
    let sure = entry
        .confidence
        .filter(|_| is_ai)
        .map(|sure| view! { <span class="sure">{format!("{:.0} % sure", sure * 100.0)}</span> });
    let steps = steps.filter(|_| entry.author != Author::Operator);
    let steps = steps.map(|href| {
        view! {
            <a class="sure" href=href>
                "Steps"
                <span class="sr">{format!(" of the decision on “{}”", short(&entry.text))}</span>
            </a>
        }
    });
    let text = (!entry.text.is_empty())
        .then(|| view! { <p class="text" dir="auto">{marked(&entry.text, evidence)}</p> });
    view! {
        <article class=class id=format!("m{}", entry.id)>
            {face(seen, entry)}
            <div>
                <p class="by">
                    <b><bdi>{entry.name.clone()}</bdi></b>
                    {is_ai.then(|| view! { <Badge word="AI" /> })}
                    {time(entry.at, seen.moment)}
                    {sure}
                    {steps}
                </p>
                {text}
                {attachments(&seen.conversation.id, &entry.attachments)}
                {as_sent(seen, entry.id)}
                {arrival(seen, entry)}
            </div>
        </article>
    }
}

/// The beginning of a message, enough to tell which one it is.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn face(seen: &Seen, entry: &Entry) -> AnyView {
    let name = entry.name.clone();
    match entry.author {
        Author::Ai | Author::System => view! { <AiAvatar /> }.into_any(),
        Author::Customer => {
            view! { <Avatar name=name tone=tone(&seen.conversation.id) /> }.into_any()
        }
        Author::Operator => {
            let tone = Tone::of(entry.operator.map_or(0, |id| id.0));
            view! { <Avatar name=name tone=tone /> }.into_any()
        }
    }
}

/// A note's words, with the colleagues it names set apart.
fn named(seen: &Seen, text: &str) -> Vec<AnyView> {
    let people: Vec<_> = seen
        .people
        .iter()
        .map(|person| (person.id, person.name.as_str()))
        .collect();
    let mut pieces = Vec::new();
    let mut told = 0;
    for Mention { place, operator } in mentions(text, &people) {
        let class = if operator == seen.me {
            "mention is-me"
        } else {
            "mention"
        };
        pieces.push(text[told..place.start].to_owned().into_any());
        pieces.push(view! { <b class=class>{text[place.clone()].to_owned()}</b> }.into_any());
        told = place.end;
    }
    pieces.push(text[told..].to_owned().into_any());
    pieces
}

fn note(seen: &Seen, entry: &Entry) -> impl IntoView + use<> {
    view! {
        <div class="msg-note" id=format!("m{}", entry.id)>
            <p class="by">
                {Icon::Lock.small()}
                <b><bdi>{entry.name.clone()}</bdi></b>
                " Note, only the team sees this "
                <span class="push">{time(entry.at, seen.moment)}</span>
            </p>
            <p class="text" dir="auto">{named(seen, &entry.text)}</p>
        </div>
    }
}

//! The head of a conversation: who it is, who has it, how long they wait, and what can be done with it.

use handoff::{
    conversation::{Priority, State},
    operator::{Operator, Presence},
};
use leptos::prelude::*;

use super::{
    composer::Draft,
    handling::menu,
    looking::Looking,
    row::{is_late, waited},
    seen::{Holder, Seen},
    sign::{label_badge, priority_badge, state_badge},
};
use crate::{
    buttons,
    person::presence_word,
    ui::{Icon, Look, Submit, when::day_and_clock},
};

/// The head with its buttons.
pub(super) fn head(seen: &Seen, looking: &Looking, draft: &Draft) -> impl IntoView + use<> {
    let conversation = &seen.conversation;
    let assignee = seen.assignee();
    let name = conversation.customer.title().to_owned();
    view! {
        <header class="talk-head" data-live="head">
            <a class="button is-quiet is-icon one-pane-only" href=looking.list()>
                {Icon::Back.view()}
                <span class="sr">"Back to the list"</span>
            </a>
            <div class="who">
                <h1 id="talk-title">
                    <bdi>{name}</bdi>
                    " "
                    {state_badge(conversation.state, assignee.as_deref())}
                    " "
                    {priority_badge(conversation.priority)}
                    {seen.own_labels.iter().map(label_badge).collect::<Vec<_>>()}
                </h1>
                {meta(seen, looking)}
            </div>
            {actions(seen, looking, draft)}
        </header>
    }
}

fn meta(seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let conversation = &seen.conversation;
    let queue = seen.queue.clone().map(|queue| match seen.position {
        Some(position) => format!("{queue}, number {position} in line"),
        None => queue,
    });
    let queue = queue.or_else(|| {
        seen.position
            .map(|position| format!("Number {position} in line"))
    });
    let standing = match conversation.state {
        State::Offered => Some("Asked whether they want a person"),
        State::Gathering => Some("Being asked what the team must know first"),
        State::Callback => Some("The team is to get in touch"),
        _ => None,
    };
    let history = looking.below(&conversation.id, "history");
    let others = (!seen.others.is_empty()).then(|| view! { <a href=history>"All they wrote"</a> });
    view! {
        <p class="meta">
            <span>{conversation.channel.title()}</span>
            {queue.map(|queue| view! { <span>{queue}</span> })}
            {standing.map(|standing| view! { <span>{standing}</span> })}
            {waiting(seen)}
            {aside(seen)}
            {others}
        </p>
    }
}

fn aside(seen: &Seen) -> Option<impl IntoView + use<>> {
    let until = seen.conversation.snoozed_until?;
    let words = day_and_clock(until, seen.moment.now, seen.zone);
    Some(view! { <span>{format!("Put aside until {words} ({})", seen.zone.name())}</span> })
}

fn waiting(seen: &Seen) -> Option<impl IntoView + use<>> {
    let conversation = &seen.conversation;
    let since = conversation
        .waiting_since
        .filter(|_| conversation.needs_attention())?;
    let minutes = seen.reply_minutes;
    let class = is_late(since, minutes, seen.moment.now).then_some("ink-bad");
    Some(view! {
        <span class=class data-late-after=minutes>
            "Waiting "
            <time datetime=since.to_rfc3339() data-age="span">{waited(since, seen.moment.now)}</time>
            {format!(", target {minutes} min")}
        </span>
    })
}

fn actions(seen: &Seen, looking: &Looking, draft: &Draft) -> impl IntoView + use<> {
    let holder = seen.holder();
    let can_change = holder != Holder::Done;
    let spare = can_change.then(|| {
        view! {
            <details class="menu is-spare">
                <summary class="button is-quiet" data-key="a">"Assign…"</summary>
                <div class="popover">{assign(seen, "assign-to")}</div>
            </details>
        }
    });
    // Whoever has it is done with it next, so that stays in reach where there is little room.
    let is_next = holder == Holder::Me;
    let ends = endings(seen, if is_next { "is-snug" } else { "is-spare" });
    let folded = can_change.then(|| {
        let ends = (!is_next).then(|| endings(seen, ""));
        view! { <div class="stack-4 narrow-only">{ends} {assign(seen, "assign-to-small")}</div> }
    });
    view! {
        <div class="row is-nowrap talk-actions">
            {spare} {ends} {menu(seen, looking, draft, folded)} {take_over(seen, &holder)}
        </div>
    }
}

/// The two ways in which a person is done with it: back to the AI, and over.
fn endings(seen: &Seen, class: &'static str) -> impl IntoView + use<> {
    let holder = seen.holder();
    let can_hand_back = matches!(holder, Holder::Nobody | Holder::Me | Holder::Colleague(_));
    let hand_back = format!("Hand back to {}", seen.agent_name);
    view! {
        {can_hand_back.then(|| one(seen, "hand-back", hand_back, class))}
        {(holder != Holder::Done).then(|| one(seen, "resolve", "Resolve".to_owned(), class))}
    }
}

/// The button that makes it one's own, where there is one.
fn take_over(seen: &Seen, holder: &Holder) -> Option<AnyView> {
    let conversation = seen.conversation.id.0.clone();
    match holder {
        Holder::Ai | Holder::Nobody => Some(
            view! {
                <form method="post" action=format!("{}/claim", buttons::PREFIX)>
                    <input type="hidden" name="conversation" value=conversation />
                    <button class="button is-primary" type="submit" data-key="t">
                        "Take over "
                        <kbd aria-hidden="true">"T"</kbd>
                    </button>
                </form>
            }
            .into_any(),
        ),
        Holder::Colleague(_) => Some(
            view! {
                <form method="post" action=format!("{}/assign", buttons::PREFIX)>
                    <input type="hidden" name="conversation" value=conversation />
                    <input type="hidden" name="to" value=seen.me.0 />
                    <button class="button" type="submit" data-key="t">"Give it to me"</button>
                </form>
            }
            .into_any(),
        ),
        Holder::Me | Holder::Done => None,
    }
}

/// A form of one button; its key is the first letter of the verb, except that resolving is ending. Handing back has a
/// long name, for which its icon stands where there is little room.
fn one(
    seen: &Seen,
    verb: &'static str,
    label: String,
    class: &'static str,
) -> impl IntoView + use<> {
    let (key, icon) = match verb {
        "resolve" => ("e", None),
        _ => ("h", Some(Icon::Spark)),
    };
    let icon = icon.filter(|_| class == "is-snug");
    let title = icon.map(|_| label.clone());
    let icon = icon.map(|icon| view! { <span class="narrow-only">{icon.view()}</span> });
    view! {
        <form class=class method="post" action=format!("{}/{verb}", buttons::PREFIX)>
            <input type="hidden" name="conversation" value=seen.conversation.id.0.clone() />
            <button class="button" type="submit" data-key=key title=title>{icon}<span>{label}</span></button>
        </form>
    }
}

fn assign(seen: &Seen, id: &'static str) -> impl IntoView + use<> {
    let holder = seen.conversation.assignee;
    let enabled = seen.people.iter().filter(|person| person.is_enabled());
    let options = enabled
        .map(|person| {
            let is_chosen = Some(person.id) == holder;
            view! { <option value=person.id.0 selected=is_chosen>{described(person, seen)}</option> }
        })
        .collect::<Vec<_>>();
    view! {
        <form class="stack-2" method="post" action=format!("{}/assign", buttons::PREFIX)>
            <input type="hidden" name="conversation" value=seen.conversation.id.0.clone() />
            <label class="field-label" for=id>"Who should have it?"</label>
            <select class="select" id=id name="to" data-key="a">
                <option value="" selected=holder.is_none()>"Anybody: back in line"</option>
                {options}
            </select>
            <div><Submit label="Change" look=Look::Small /></div>
        </form>
    }
}

fn described(person: &Operator, seen: &Seen) -> String {
    let me = if person.id == seen.me { " (you)" } else { "" };
    match person.presence {
        Presence::Online => format!("{}{me}", person.name),
        Presence::Away | Presence::Busy | Presence::Offline => {
            format!("{}{me}, {}", person.name, presence_word(person.presence))
        }
    }
}

/// The tabs where there is no room for the card beside the conversation.
pub(super) fn tabs(seen: &Seen, looking: &Looking, is_card: bool) -> impl IntoView + use<> {
    let id = &seen.conversation.id;
    let missing = seen
        .request
        .as_ref()
        .map_or(0, |request| request.missing.len());
    let missing = (missing > 0)
        .then(|| view! { " " <span class="count">{format!("{missing} missing")}</span> });
    let presses = (seen.conversation.priority > Priority::High)
        .then(|| view! { " " <span class="count">"urgent"</span> });
    view! {
        <nav class="tabs talk-tabs narrow-only" aria-label="Conversation">
            <a href=looking.conversation(id) aria-current=(!is_card).then_some("page")>"Conversation"</a>
            <a href=looking.card(id) aria-current=is_card.then_some("page")>
                "Why it is here"
                {missing}
                {presses}
            </a>
        </nav>
    }
}

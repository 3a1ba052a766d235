//! What else this customer wrote, on every channel, and whether somebody else may be the same.

use handoff::{
    conversation::{Conversation, State},
    customer::{How, Member},
    store::Alike,
};
use leptos::prelude::*;

use super::super::{
    looking::Looking,
    seen::Seen,
    sign::{channel_icon, state_badge},
};
use crate::ui::{Icon, Look, Submit, when::day_and_clock};

/// What the customer has going on elsewhere now, for the top of the card: whoever answers here should know.
pub(super) fn elsewhere(seen: &Seen, looking: &Looking) -> Option<impl IntoView + use<>> {
    let is_open = |other: &&Conversation| other.state != State::Resolved;
    let lines = seen
        .others
        .iter()
        .filter(is_open)
        .map(|other| {
            let who = match (other.state, other.assignee) {
                (State::WithOperator, Some(id)) if id == seen.me => "you have it".to_owned(),
                (State::WithOperator, Some(id)) => format!("{} has it", seen.name_of(id)),
                (State::Waiting, _) | (State::WithOperator, None) => {
                    "it waits for a person".to_owned()
                }
                (State::Callback, _) => "a callback is promised".to_owned(),
                _ => "the AI answers there".to_owned(),
            };
            let title = other.channel.title();
            view! {
                <li>
                    {channel_icon(other.channel).small()} " "
                    <a href=looking.conversation(&other.id)>{title}</a> {format!(": {who}.")}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <section class="elsewhere"><h2>"Open elsewhere too"</h2><ul class="plain-list">{lines}</ul></section> }
    })
}

/// Everything about the customer beyond this conversation.
pub(super) fn earlier(seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let action = looking.below(&seen.conversation.id, "customer");
    let alike = seen.kin.alike.iter();
    let offers = alike
        .map(|alike| offer(alike, seen, looking))
        .collect::<Vec<_>>();
    let joined = seen.kin.joined.iter();
    let joined = joined
        .filter_map(|(member, newest)| parting(member, newest, (seen, &action)))
        .collect::<Vec<_>>();
    view! {
        {others(seen, looking)}
        {offers}
        {(!joined.is_empty()).then(|| view! { <section><h2>"Joined"</h2><ul class="earlier">{joined}</ul></section> })}
        {seen.kin.customer.is_some().then(|| search(&action))}
    }
}

/// The newest of their other conversations; nothing where there are none.
fn others(seen: &Seen, looking: &Looking) -> Option<impl IntoView + use<>> {
    let lines = seen
        .others
        .iter()
        .map(|other| {
            let when = day_and_clock(other.last.at, seen.moment.now, seen.moment.zone);
            let title = format!("{}, {when}", other.channel.title());
            let words = short(&other.last.text);
            let assignee = other.assignee.map(|id| seen.name_of(id));
            let said = format!("Read {title} here");
            view! {
                <li>
                    {channel_icon(other.channel).small()} " "
                    <a href=looking.conversation(&other.id)>{title}</a>
                    " " {state_badge(other.state, assignee.as_deref())}
                    <br />
                    <span dir="auto">{words}</span> " "
                    <a href=looking.words(&seen.conversation.id, &other.id) aria-label=said>"Read here"</a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <section><h2>"Their other conversations"</h2><ul class="earlier">{lines}</ul></section> }
    })
}

/// Somebody who gave the same: whether they are the same, only a person says.
fn offer(alike: &Alike, seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let action = looking.below(&seen.conversation.id, "customer");
    let newest = &alike.newest;
    let name = newest.customer.title().to_owned();
    let said = format!("with {name}");
    let not = format!("{name} is somebody else");
    let words = format!(
        " wrote by {} too and gave the same {}. Same person?",
        newest.channel.mid_sentence(),
        alike.because.title()
    );
    view! {
        <section class="alike stack-2">
            <h2>"The same customer?"</h2>
            <p><a href=looking.conversation(&newest.id)><bdi>{name}</bdi></a> {words}</p>
            <form class="row" method="post" action=action>
                <input type="hidden" name="customer" value=alike.customer.0.clone() />
                <Submit label="Merge" look=Look::Small op="merge" said=said />
                <Submit label="No" look=Look::SmallQuiet op="apart" said=not />
            </form>
        </section>
    }
}

/// Who was joined, by whom and when, with the way back.
fn parting(
    member: &Member,
    newest: &Conversation,
    (seen, action): (&Seen, &str),
) -> Option<impl IntoView + use<>> {
    let joined = member.joined.as_ref()?;
    let when = day_and_clock(joined.at, seen.moment.now, seen.moment.zone);
    let by = match (joined.how, joined.by) {
        (How::Person, Some(id)) => format!("Joined by {}, {when}.", seen.name_of(id)),
        (How::Proof, _) => format!("Joined because the same address was proven, {when}."),
        _ => format!("Joined by a program, {when}."),
    };
    let name = newest.customer.title().to_owned();
    let title = format!(" · {}", newest.channel.title());
    let said = format!("from {name}");
    Some(view! {
        <li>
            <bdi>{name}</bdi> {title}
            <form class="row is-apart" method="post" action=action.to_owned()>
                <span class="muted sm">{by}</span>
                <input type="hidden" name="customer" value=member.id.0.clone() />
                <Submit label="Part again" look=Look::SmallQuiet op="part" said=said />
            </form>
        </li>
    })
}

fn search(action: &str) -> impl IntoView + use<> {
    // The address has a view in it already, which a form that asks would leave out.
    let address = action.split('?').next().unwrap_or(action).to_owned();
    view! {
        <section>
            <details>
                <summary>"Join with another customer"</summary>
                <form class="stack-2" method="get" action=address role="search">
                    <label class="field-label" for="find">"Name, address or words of theirs"</label>
                    <input class="input" type="search" id="find" name="find" maxlength="200" />
                    <div><Submit label="Search" look=Look::Small icon=Icon::Search /></div>
                </form>
            </details>
        </section>
    }
}

/// As much of it as fits a line or two.
fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

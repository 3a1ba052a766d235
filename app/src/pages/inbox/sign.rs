//! The signs of a conversation: who has it, how it pressed, through what it came.

use handoff::{
    channel::Channel,
    conversation::{Label, Priority, State, View},
    id::ConversationId,
};
use leptos::prelude::*;

use crate::ui::{Badge, Icon, Meaning, Tone};

/// Who has it, in a word. `person` is the name of whoever has it.
pub(super) fn state_badge(state: State, person: Option<&str>) -> impl IntoView + use<> {
    let (word, meaning, icon) = match state {
        State::WithAi | State::Offered | State::Gathering => ("AI", Meaning::Plain, Icon::Spark),
        State::Waiting => ("Needs agent intervention", Meaning::Wait, Icon::Handoff),
        State::WithOperator => (person.unwrap_or("The team"), Meaning::Accent, Icon::Person),
        State::Callback => ("Callback", Meaning::Plain, Icon::Phone),
        State::Resolved => ("Resolved", Meaning::Good, Icon::Check),
    };
    view! { <Badge word=word meaning=meaning icon=icon /> }
}

/// Only what presses more than usual says so.
pub(super) fn priority_badge(priority: Priority) -> Option<impl IntoView + use<>> {
    let meaning = match priority {
        Priority::Low | Priority::Normal => return None,
        Priority::High => Meaning::Plain,
        Priority::Urgent => Meaning::Bad,
    };
    Some(view! { <Badge word=priority.title() meaning=meaning /> })
}

/// A label: its name, and a colour that only helps to find it.
pub(super) fn label_badge(label: &Label) -> impl IntoView + use<> {
    let class = format!("badge label-{}", label.colour.as_str());
    view! { <span class=class><bdi>{label.name.clone()}</bdi></span> }
}

pub(super) fn channel_icon(channel: Channel) -> Icon {
    match channel {
        Channel::Web | Channel::Slack | Channel::Whatsapp | Channel::Sms => Icon::Chat,
        Channel::Email => Icon::Envelope,
        Channel::Phone => Icon::Phone,
        Channel::Api => Icon::Link,
    }
}

pub(super) fn view_icon(view: View) -> Icon {
    match view {
        View::NeedsAttention => Icon::Handoff,
        View::Mine => Icon::Person,
        View::Unassigned => Icon::People,
        View::Mentions => Icon::Note,
        View::Open => Icon::Inbox,
        View::WithAi => Icon::Spark,
        View::Callbacks => Icon::Phone,
        View::Snoozed => Icon::Snooze,
        View::Resolved => Icon::Check,
        View::All => Icon::History,
    }
}

/// The customer's tone: of the conversation, since most customers have no number of their own.
pub(super) fn tone(id: &ConversationId) -> Tone {
    Tone::of(id.0.bytes().map(i64::from).sum())
}

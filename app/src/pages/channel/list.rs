//! Every way to reach an AI agent, and how each is doing.

use handoff::channel::Channel;
use leptos::prelude::*;

use crate::document::Assets;
use crate::pages::connection::{ConnectionRow, How, READY, State, row, state};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::PageHead;

#[derive(Debug, Clone)]
pub struct Channels {
    pub name: String,
    /// Each with whether it works before anything is set up.
    pub rows: Vec<(ConnectionRow, bool)>,
}

pub fn render(shell: Shell, assets: &Assets, page: Channels) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Channels) -> impl IntoView {
    let Channels { name, rows } = page;
    let lede = format!(
        "A conversation is the same on every channel: {name} stops answering when a person takes over, and they answer from the inbox."
    );
    let programs = ConnectionRow {
        title: "API",
        lede: "Another program passes on what customers write, and posts what is answered."
            .to_owned(),
        href: routes::TOKENS.to_owned(),
        how: None,
    };
    let rows = rows.into_iter().map(|(each, is_ready_as_it_is)| {
        let state = state_of(each.how.as_ref(), is_ready_as_it_is);
        row(each, state)
    });
    let rows = rows.collect_view();
    view! {
        <PageHead question=format!("How do customers reach {name}?") lede=lede />
        <div class="content">
            <ul class="pick">{rows} {row(programs, READY)}</ul>
        </div>
    }
}

/// Whether customers are heard on it before anything is set up.
pub(super) const fn is_ready_as_it_is(channel: Channel) -> bool {
    matches!(channel, Channel::Web)
}

/// How it is doing in a word. The chat is there for everybody until something else is set up.
pub(super) fn state_of(how: Option<&How>, is_ready_as_it_is: bool) -> State {
    if how.is_none() && is_ready_as_it_is {
        return READY;
    }
    state(how)
}

/// What is told of a channel for the samples.
#[cfg(test)]
pub(super) const LAST: [&str; 2] = ["message", "answer sent"];

#[cfg(test)]
impl Channels {
    pub(crate) fn sample() -> Self {
        let row = |title, how| {
            let row = ConnectionRow {
                title,
                lede: "Customers write to a phone number & are <b>answered</b> there.".to_owned(),
                href: routes::channel(1, "sms"),
                how,
            };
            (row, false)
        };
        Self {
            name: "Nora".to_owned(),
            rows: vec![
                row("SMS", Some(How::sample(&LAST))),
                row("WhatsApp", Some(How::sample_failing(&LAST))),
                row("Slack", None),
            ],
        }
    }
}

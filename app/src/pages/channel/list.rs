//! Every way to reach an AI agent, and how each is doing.

use handoff::channel::Channel;
use leptos::prelude::*;

use super::edit::How;
use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Badge, Icon, Meaning, PageHead};

#[derive(Debug, Clone)]
pub struct Channels {
    pub name: String,
    pub rows: Vec<ChannelRow>,
}

#[derive(Debug, Clone)]
pub struct ChannelRow {
    pub title: &'static str,
    pub lede: String,
    pub href: String,
    /// None while it is not connected.
    pub how: Option<How>,
    /// It works before anything is set up.
    pub is_ready_as_it_is: bool,
}

pub fn render(shell: Shell, assets: &Assets, page: Channels) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Channels) -> impl IntoView {
    let Channels { name, rows } = page;
    let lede = format!(
        "A conversation is the same on every channel: {name} stops answering when a person takes over, and they answer from the inbox."
    );
    let programs = ChannelRow {
        title: "API",
        lede: "Another program passes on what customers write, and posts what is answered."
            .to_owned(),
        href: routes::TOKENS.to_owned(),
        how: None,
        is_ready_as_it_is: true,
    };
    let rows = rows
        .into_iter()
        .map(|each| {
            let state = state(each.how.as_ref(), each.is_ready_as_it_is);
            row(each, state)
        })
        .collect_view();
    view! {
        <PageHead question=format!("How do customers reach {name}?") lede=lede />
        <div class="content">
            <ul class="pick">{rows} {row(programs, READY)}</ul>
        </div>
    }
}

fn row(channel: ChannelRow, (word, meaning, icon): State) -> impl IntoView {
    let how = channel.how.as_ref().map(How::in_words);
    view! {
        <li>
            <a href=channel.href>
                <span class="row">
                    <b>{channel.title}</b>
                    <Badge word=word meaning=meaning icon=icon />
                </span>
                <span class="sub">{channel.lede}</span>
                {how.map(|how| view! { <span class="sub faint">{how}</span> })}
            </a>
        </li>
    }
}

/// Whether customers are heard on it before anything is set up.
pub(super) const fn is_ready_as_it_is(channel: Channel) -> bool {
    matches!(channel, Channel::Web)
}

type State = (&'static str, Meaning, Icon);

const READY: State = ("Ready", Meaning::Good, Icon::Check);

/// How it is doing in a word. The chat is there for everybody until something else is set up.
pub(super) fn state(how: Option<&How>, is_ready_as_it_is: bool) -> State {
    match how {
        None if is_ready_as_it_is => READY,
        None => ("Not connected", Meaning::Plain, Icon::Link),
        Some(how) if !how.is_on => ("Off", Meaning::Plain, Icon::Cross),
        Some(how) if how.error.is_some() => ("Needs a look", Meaning::Bad, Icon::Warning),
        Some(_) => ("On", Meaning::Good, Icon::Check),
    }
}

#[cfg(test)]
impl Channels {
    pub(crate) fn sample() -> Self {
        let row = |title, how| ChannelRow {
            title,
            lede: "Customers write to a phone number & are <b>answered</b> there.".to_owned(),
            href: routes::channel(1, "sms"),
            how,
            is_ready_as_it_is: false,
        };
        Self {
            name: "Nora".to_owned(),
            rows: vec![
                row("SMS", Some(How::sample())),
                row("WhatsApp", Some(How::sample_failing())),
                row("Slack", None),
            ],
        }
    }
}

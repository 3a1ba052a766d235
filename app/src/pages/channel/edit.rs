//! One channel: what it must be told, where its vendor calls, how it is doing, and a test.

use std::collections::BTreeSet;

use handoff::channel::{Adapter, Channel};
use leptos::prelude::*;

use super::form::{RawChannel, RawTest};
use super::list::{is_ready_as_it_is, state};
use super::look::look;
use crate::document::Assets;
use crate::form::{FieldErrors, is_ticked};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    Badge, ButtonLink, Card, Crumb, ErrorSummary, Icon, PageHead, SaveBar, SaveState, Submit,
    Switch, TextField, filled_in,
};

const FORM: &str = "channel";

#[derive(Clone)]
pub struct ChannelPage {
    /// Its number and its name.
    pub agent: (i64, String),
    pub adapter: &'static dyn Adapter,
    /// The secrets that are kept, by their fields' names.
    pub kept: BTreeSet<String>,
    /// None while it is not connected.
    pub how: Option<How>,
    pub way_in: WayIn,
    pub values: RawChannel,
    pub errors: FieldErrors,
    pub test: RawTest,
    pub saved: SaveState,
}

/// What has to be put in elsewhere for customers to get here.
#[derive(Debug, Clone)]
pub enum WayIn {
    /// An address, once the channel is saved.
    AfterSaving,
    /// Where the vendor calls.
    Address(String),
    /// A line for the pages of a site, and where it can be seen at work.
    Tag { line: String, preview: String },
}

/// How a channel is doing.
#[derive(Debug, Clone)]
pub struct How {
    pub is_on: bool,
    /// What went wrong last, and “4 minutes ago”.
    pub error: Option<(String, String)>,
    pub heard: Option<String>,
    pub sent: Option<String>,
}

impl How {
    /// “Last message 4 minutes ago. Last answer 3 minutes ago.”
    pub(super) fn in_words(&self) -> String {
        let part = |what: &str, when: &Option<String>| match when {
            Some(when) => format!("Last {what} {when}."),
            None => format!("No {what} yet."),
        };
        let error = self
            .error
            .as_ref()
            .map_or(String::new(), |(error, when)| format!("{error} ({when}). "));
        format!(
            "{error}{} {}",
            part("message", &self.heard),
            part("answer sent", &self.sent)
        )
    }
}

pub fn render(mut shell: Shell, assets: &Assets, page: ChannelPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: ChannelPage) -> impl IntoView {
    let (agent, name) = page.agent.clone();
    let title = page.adapter.channel().title();
    let up = Crumb {
        label: "Channels".to_owned(),
        href: routes::channels(agent),
    };
    let href = routes::channel(agent, page.adapter.channel().as_str());
    let state = page.saved.clone().or_refused(&page.errors);
    let lede = page.adapter.lede();
    view! {
        <PageHead question=format!("How do customers reach {name} by {title}?") lede=lede crumbs=vec![up] here=title />
        <div class="content has-rail">
            {form(&page, href.clone())}
            <aside class="rail" aria-label="What follows from this">
                {looks(&page)} {at_the_vendor(&page)} {doing(&page)} {test(&page, format!("{href}/test"))}
            </aside>
        </div>
        <SaveBar form=FORM label="Save channel" discard=href state=state />
    }
}

fn form(page: &ChannelPage, action: String) -> impl IntoView + use<> {
    let ChannelPage {
        adapter,
        kept,
        values,
        errors,
        ..
    } = page;
    let fields = adapter
        .fields()
        .iter()
        .map(|field| {
            let at = errors.at(&format!("/values/{}", field.name));
            filled_in(
                field,
                at,
                values.value(field.name),
                kept.contains(field.name),
            )
        })
        .collect_view();
    view! {
        // Written out, since a part of the page in the address would take the focus from what is wrong.
        <form class="stack" id=FORM method="post" action=action novalidate>
            <input type="hidden" name="revision" value=values.revision.clone() />
            <ErrorSummary errors=errors.clone() />
            <section class="card" aria-label="Connection">
                <div class="card-body stack-4">
                    <Switch
                        at=errors.at("/enabled")
                        label="Switched on"
                        is_on=is_ticked(&values.enabled)
                        hint="While it is off, nothing is taken in and nothing goes out."
                    />
                    {fields}
                </div>
            </section>
        </form>
    }
}

/// How the chat will look, where the channel is one.
fn looks(page: &ChannelPage) -> Option<impl IntoView + use<>> {
    let is_chat = page.adapter.channel() == Channel::Web;
    is_chat.then(|| look(&page.values, &page.agent.1))
}

fn at_the_vendor(page: &ChannelPage) -> impl IntoView + use<> {
    let steps = page
        .adapter
        .steps()
        .iter()
        .map(|step| view! { <li>{*step}</li> })
        .collect_view();
    let address = match page.way_in.clone() {
        WayIn::Tag { line, preview } => view! {
            <div class="field">
                <label for="tag">"The line for your pages"</label>
                <input class="input mono" id="tag" readonly value=line data-select />
            </div>
            <ButtonLink href=preview label="See it on a sample page" icon=Icon::Eye />
        }
        .into_any(),
        WayIn::Address(url) => view! {
            <div class="field">
                <label for="inbound">"Inbound address"</label>
                <input class="input mono" id="inbound" readonly value=url data-select />
            </div>
        }
        .into_any(),
        WayIn::AfterSaving => {
            view! { <p class="sm muted">"Save once, and the address to put in at the vendor stands here."</p> }
                .into_any()
        }
    };
    let title = format!("At {}", page.adapter.vendor());
    view! {
        <Card id="vendor" title=title>
            {address}
            <ol class="steps-list sm">{steps}</ol>
        </Card>
    }
}

fn doing(page: &ChannelPage) -> impl IntoView + use<> {
    let (word, meaning, icon) = state(page.how.as_ref(), is_ready_as_it_is(page.adapter.channel()));
    let how = page.how.as_ref();
    let error = how.and_then(|how| how.error.clone()).map(|(error, when)| {
        view! {
            <p class="error">{Icon::Warning.small()} " " {error}</p>
            <p class="xs faint">{when}</p>
        }
    });
    let fact = |what: &'static str, when: Option<String>| {
        let when = when.unwrap_or_else(|| "not yet".to_owned());
        view! { <dt>{what}</dt><dd>{when}</dd> }
    };
    let facts = how.map(|how| {
        view! {
            <dl class="facts">
                {fact("Last message", how.heard.clone())} {fact("Last answer sent", how.sent.clone())}
            </dl>
        }
    });
    view! {
        <Card id="doing" title="How it is doing">
            <p><Badge word=word meaning=meaning icon=icon /></p>
            {error}
            {facts}
        </Card>
    }
}

fn test(page: &ChannelPage, action: String) -> impl IntoView + use<> {
    let at = page.errors.at("/to");
    let to = page.test.to.clone();
    let Some(hint) = page.adapter.test_hint().filter(|_| page.how.is_some()) else {
        return ().into_any();
    };
    view! {
        <Card id="test" title="Send a test">
            <form class="stack-4" method="post" action=action novalidate>
                <TextField at=at label="To" value=to hint=hint autocomplete="off" />
                <Submit label="Send a test" icon=Icon::Forward />
            </form>
        </Card>
    }
    .into_any()
}

#[cfg(test)]
impl How {
    pub(crate) fn sample() -> Self {
        Self {
            is_on: true,
            error: None,
            heard: Some("4 minutes ago".to_owned()),
            sent: Some("3 minutes ago".to_owned()),
        }
    }

    pub(crate) fn sample_failing() -> Self {
        let error = "Twilio does not accept the credentials (401: <b>Authenticate</b>)";
        Self {
            error: Some((error.to_owned(), "1 minute ago".to_owned())),
            sent: None,
            ..Self::sample()
        }
    }
}

#[cfg(test)]
impl ChannelPage {
    pub(crate) fn sample_new() -> Self {
        let adapter = handoff::channel::adapter(Channel::Sms);
        Self {
            agent: (1, "Nora & Co".to_owned()),
            adapter: adapter.expect("SMS can be connected"),
            kept: BTreeSet::new(),
            how: None,
            way_in: WayIn::AfterSaving,
            values: RawChannel::default(),
            errors: FieldErrors::default(),
            test: RawTest::default(),
            saved: SaveState::Untouched,
        }
    }

    pub(crate) fn sample() -> Self {
        let mut page = Self::sample_new();
        page.kept.insert("auth_token".to_owned());
        page.how = Some(How::sample_failing());
        page.way_in = WayIn::Address("https://desk.example.com/channels/k3q/inbound".to_owned());
        page.values.enabled = crate::form::TICKED.to_owned();
        let from = ("from".to_owned(), "+15550100999".to_owned());
        page.values.values.extend([from]);
        page
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.errors = FieldErrors::new([
            (
                "/values/account_sid",
                "Fill in “Account SID” before this is switched on.",
            ),
            ("/to", "Write where the test is to go."),
        ]);
        page
    }
}

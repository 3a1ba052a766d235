//! One channel: what it must be told, where its vendor calls, how it is doing, and a test.

use std::collections::BTreeSet;

use handoff::channel::{Adapter, Channel};
use leptos::prelude::*;

use super::form::RawTest;
use super::list::{is_ready_as_it_is, state_of};
use super::look::look;
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::connection::{How, RawConnection, doing, fields, steps, trouble};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ButtonLink, Card, Crumb, Icon, PageHead, SaveBar, SaveState, Submit, TextField};

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
    pub values: RawConnection,
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
    let is_ready = is_ready_as_it_is(page.adapter.channel());
    let doing_in_a_word = state_of(page.how.as_ref(), is_ready);
    let by = page.adapter.channel().mid_sentence();
    view! {
        <PageHead question=format!("How do customers reach {name} by {by}?") lede=lede crumbs=vec![up] here=title />
        <div class="content has-rail">
            <div class="stack">{trouble(page.how.as_ref())} {form(&page, href.clone())}</div>
            <aside class="rail" aria-label="What follows from this">
                {looks(&page)} {at_the_vendor(&page)} {doing(page.how.as_ref(), doing_in_a_word, ().into_any())}
                {test(&page, format!("{href}/test"))}
            </aside>
        </div>
        <SaveBar form=FORM label="Save channel" discard=href state=state />
    }
}

fn form(page: &ChannelPage, action: String) -> impl IntoView + use<> {
    let declared = (page.adapter.fields(), &page.kept);
    let hint = "While it is off, nothing is taken in and nothing goes out.";
    let fields = fields(declared, (&page.values, &page.errors), hint);
    view! {
        // Written out, since a part of the page in the address would take the focus from what is wrong.
        <form class="stack" id=FORM method="post" action=action novalidate>
            {fields}
        </form>
    }
}

/// How the chat will look, where the channel is one.
fn looks(page: &ChannelPage) -> Option<impl IntoView + use<>> {
    let is_chat = page.adapter.channel() == Channel::Web;
    is_chat.then(|| look(&page.values, &page.agent.1))
}

fn at_the_vendor(page: &ChannelPage) -> impl IntoView + use<> {
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
    steps(page.adapter.vendor(), page.adapter.steps(), address)
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
impl ChannelPage {
    pub(crate) fn sample_new() -> Self {
        let adapter = handoff::channel::adapter(Channel::Sms);
        Self {
            agent: (1, "Nora & Co".to_owned()),
            adapter: adapter.expect("SMS can be connected"),
            kept: BTreeSet::new(),
            how: None,
            way_in: WayIn::AfterSaving,
            values: RawConnection::default(),
            errors: FieldErrors::default(),
            test: RawTest::default(),
            saved: SaveState::Untouched,
        }
    }

    pub(crate) fn sample() -> Self {
        let mut page = Self::sample_new();
        page.kept.insert("auth_token".to_owned());
        page.how = Some(How::sample_failing(&super::list::LAST));
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

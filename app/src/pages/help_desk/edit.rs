//! One help desk: what it must be told, what does not leave, what leaves, how it is doing, and a test.

use std::collections::BTreeSet;

use handoff::help_desk::{HelpDesk, Part};
use leptos::prelude::*;

use super::form::RawHelpDesk;
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::connection::{How, doing, fields, state, steps, trouble};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Card, Check, Crumb, Icon, PageHead, SaveBar, SaveState, Submit, TextArea};

const FORM: &str = "help-desk";

#[derive(Clone)]
pub struct HelpDeskPage {
    /// Its number and its name.
    pub agent: (i64, String),
    pub adapter: &'static dyn HelpDesk,
    /// The secrets that are kept, by their fields' names.
    pub kept: BTreeSet<String>,
    /// None while it is not connected.
    pub how: Option<How>,
    /// What would leave for the newest handoff, once it is saved.
    pub preview: Option<String>,
    pub values: RawHelpDesk,
    pub errors: FieldErrors,
    pub saved: SaveState,
}

pub fn render(mut shell: Shell, assets: &Assets, page: HelpDeskPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: HelpDeskPage) -> impl IntoView {
    let (agent, name) = page.agent.clone();
    let title = page.adapter.title();
    let up = Crumb {
        label: "Help desks".to_owned(),
        href: routes::help_desks(agent),
    };
    let href = routes::help_desk(agent, page.adapter.name());
    let standing = page.saved.clone().or_refused(&page.errors);
    let lede = page.adapter.lede();
    let at_the_vendor = steps(page.adapter.title(), page.adapter.steps(), ().into_any());
    let question = format!("Which of {name}’s handoffs does {title} get?");
    view! {
        <PageHead question=question lede=lede crumbs=vec![up] here=title />
        <div class="content has-rail">
            <div class="stack">{trouble(page.how.as_ref())} {form(&page, href.clone())} {leaving(&page)}</div>
            <aside class="rail" aria-label="What follows from this">
                {at_the_vendor} {doing(page.how.as_ref(), state(page.how.as_ref()), attempts().into_any())}
                {test(&page, format!("{href}/test"))}
            </aside>
        </div>
        <SaveBar form=FORM label="Save help desk" discard=href state=standing />
    }
}

fn form(page: &HelpDeskPage, action: String) -> impl IntoView + use<> {
    let declared = (page.adapter.fields(), &page.kept);
    let hint =
        "While it is on, each handoff becomes a ticket. While it is off, nothing leaves but tests.";
    let fields = fields(declared, (&page.values.connection, &page.errors), hint);
    view! {
        // Written out, since a part of the page in the address would take the focus from what is wrong.
        <form class="stack" id=FORM method="post" action=action novalidate>
            {fields}
            {masked(&page.values, &page.errors)}
        </form>
    }
}

fn masked(values: &RawHelpDesk, errors: &FieldErrors) -> impl IntoView + use<> {
    let parts = Part::ALL.map(|part| {
        let at = errors.at(&format!("/mask/parts/{}", part.as_str()));
        view! { <Check at=at label=part.title() is_ticked=values.hides(part) /> }
    });
    let parts = parts.into_iter().collect_view();
    let (at, hidden) = (errors.at("/mask/fields"), values.mask.fields.clone());
    view! {
        <Card id="mask" title="What does not leave">
            <div class="stack-4">
                <fieldset class="stack-2">
                    <legend class="bold">"Leave out"</legend>
                    {parts}
                </fieldset>
                <TextArea
                    at=at
                    label="Gathered information to hide"
                    value=hidden
                    hint="One name a line, such as “Card number”. What the customer gave is then hidden wherever it was written."
                    is_optional=true
                />
            </div>
        </Card>
    }
}

fn leaving(page: &HelpDeskPage) -> Option<impl IntoView + use<>> {
    let text = page.preview.clone()?;
    Some(view! {
        <Card
            id="preview"
            title="What leaves"
            hint="The whole request, as it was last saved: of the newest handoff, or of a test while there is none."
        >
            <pre class="mail" tabindex="0" role="region" aria-label="The whole request">
                {text}
            </pre>
        </Card>
    })
}

fn attempts() -> impl IntoView {
    let list = format!("{}?kind=help_desk", routes::DELIVERIES);
    view! { <p class="sm"><a href=list>"Every attempt, and sending once more"</a></p> }
}

fn test(page: &HelpDeskPage, action: String) -> Option<impl IntoView + use<>> {
    page.how.as_ref()?;
    Some(view! {
        <Card id="test" title="Send a test">
            <form class="stack-4" method="post" action=action>
                <p class="sm muted">"It becomes a ticket of low priority, which you can close."</p>
                <Submit label="Send a test" icon=Icon::Forward />
            </form>
        </Card>
    })
}

#[cfg(test)]
impl HelpDeskPage {
    pub(crate) fn sample_new() -> Self {
        let adapter = handoff::help_desk::help_desk("zendesk");
        Self {
            agent: (1, "Nora & Co".to_owned()),
            adapter: adapter.expect("Zendesk can be connected"),
            kept: BTreeSet::new(),
            how: None,
            preview: None,
            values: RawHelpDesk::default(),
            errors: FieldErrors::default(),
            saved: SaveState::Untouched,
        }
    }

    pub(crate) fn sample() -> Self {
        let mut page = Self::sample_new();
        page.kept.insert("token".to_owned());
        page.how = Some(How::sample_failing(&["ticket"]));
        page.preview = Some("POST https://acme.zendesk.com/api/v2/tickets.json\nauthorization: …\n\n{\n  \"ticket\": {}\n}".to_owned());
        page.values.connection.enabled = crate::form::TICKED.to_owned();
        let subdomain = ("subdomain".to_owned(), "acme".to_owned());
        page.values.connection.values.extend([subdomain]);
        page.values.mask.fields = "Card number".to_owned();
        page
    }

    pub(crate) fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.errors = FieldErrors::new([
            (
                "/values/email",
                "Fill in “E-mail address of the API user” before this is switched on.",
            ),
            ("/mask/fields", "Write at most 50 names."),
        ]);
        page
    }
}

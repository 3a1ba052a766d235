//! One handoff: a new one, or one that is there. What it is for on one side, where it leads on the other.

use handoff::handoff::{AVAILABLE_EXAMPLES, INSTRUCTIONS_MAX, UNAVAILABLE_EXAMPLES};
use leptos::prelude::*;

use super::called::Called;
use super::destination::{Written, examples};
use super::form::{BY_FORM, BY_JSON, QUEUES, RawHandoff};
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::order_list::{OrderRow, order_adder, order_list};
use crate::ui::{
    ButtonLink, Choices, Crumb, ErrorSummary, Icon, Look, Newer, NewerVersion, OpenNow, PageHead,
    SaveBar, SaveFirst, SaveState, Submit, TextArea, TextField,
};

/// The form's id, for the save bar outside it.
const FORM: &str = "handoff";

#[derive(Debug, Clone)]
pub struct HandoffPage {
    pub agent: i64,
    /// The AI agent's name.
    pub name: String,
    /// Its id and the name it is kept under; none for a new one.
    pub handoff: Option<(i64, String)>,
    pub values: RawHandoff,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub newer: Option<Newer>,
    pub called: Called,
    pub queues: Vec<OrderRow>,
    pub to_add: Choices,
    /// Read only where the JSON is shown.
    pub json: Written,
    /// The form cannot show what the JSON says before it is saved.
    pub is_unsaved_json: bool,
    /// Whether somebody is there now, as it is kept.
    pub now: Option<OpenNow>,
    /// What the customer would read of the next opening: “back tomorrow at 09:00”.
    pub back: Option<String>,
    /// Titles of the topics that lead here, with their addresses.
    pub topics: Vec<(String, String)>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: HandoffPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(mut page: HandoffPage) -> impl IntoView {
    let agent = page.agent;
    let id = page.handoff.as_ref().map(|(id, _)| *id);
    let up = Crumb {
        label: "Handoffs".to_owned(),
        href: routes::handoffs(agent),
    };
    let here = page
        .handoff
        .as_ref()
        .map_or("New handoff".to_owned(), |(_, name)| name.clone());
    let question = page
        .handoff
        .as_ref()
        .map_or("Where should it go?".to_owned(), |(_, name)| name.clone());
    let href = id.map_or_else(|| routes::handoffs(agent), |id| routes::handoff(agent, id));
    let state = page.saved.clone().or_refused(&page.errors);
    let newer = page
        .newer
        .take()
        .map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> });
    let check = routes::check_handoff(agent, id);
    // Written out, since a part of the page in the address would take the focus from what is wrong.
    let action = id.map_or_else(
        || routes::new_handoff(agent),
        |id| routes::handoff(agent, id),
    );
    let now = page.now.take().map(OpenNow::view);
    view! {
        <PageHead question=question lede=lede(&page) crumbs=vec![up] here=here>
            {now}
            {id.map(|id| actions(agent, id))}
        </PageHead>
        <div class="content">
            <form class="stack" id=FORM
                method="post"
                action=action
                novalidate data-check=check data-fields="name destination">
                <SaveFirst />
                <input type="hidden" name="revision" value=page.values.revision.clone() />
                {newer}
                <ErrorSummary errors=page.errors.clone() />
                <div class="side-by-side">
                    {purpose(&page).into_any()}
                    {place(&page).into_any()}
                </div>
            </form>
        </div>
        <SaveBar form=FORM label="Save handoff" discard=href state=state />
    }
}

fn lede(page: &HandoffPage) -> String {
    let used = match (&page.handoff, page.topics.len()) {
        (None, _) => {
            "A handoff says when it fits, what is said, and which people it leads to.".to_owned()
        }
        (_, 0) => "Used by no topic yet.".to_owned(),
        (_, 1) => "Used by 1 topic.".to_owned(),
        (_, count) => format!("Used by {count} topics."),
    };
    format!(
        "{used} {} sees only the instructions that hold at that moment.",
        page.name
    )
}

fn actions(agent: i64, id: i64) -> impl IntoView {
    view! {
        <ButtonLink href=routes::try_it(agent) label="Try it" icon=Icon::Play />
        <ButtonLink
            href=routes::delete_handoff(agent, id)
            label="Delete…"
            look=Look::Quiet
            icon=Icon::Bin
        />
    }
}

/// What it is called, when it fits, and what the AI is told.
fn purpose(page: &HandoffPage) -> impl IntoView + use<> {
    let (values, errors, name) = (&page.values, &page.errors, &page.name);
    let description = format!(
        "Helps {name} choose between handoffs. One or two sentences about the customer: “has a question about an invoice, a refund or a double charge”."
    );
    let nobody = page.back.as_ref().map_or_else(
        || "Say what happens instead, and promise no more than that.".to_owned(),
        |back| format!("Now the customer would read: “{back}”."),
    );
    view! {
        <div class="stack-4">
            <div class="stack-2">
                <TextField at=errors.at("/name") label="Name" value=values.name.clone() autocomplete="off" />
                <div class="stack-2" role="status" data-part="called">{page.called.clone().view(name)}</div>
                <p class="without-script"><Submit label="Show its function" op="name" look=Look::Small to="#name" /></p>
            </div>
            <TextArea
                at=errors.at("/description")
                label="When does it fit?"
                value=values.description.clone()
                hint=description
                limit=INSTRUCTIONS_MAX
                is_optional=true
            />
            <div class="stack-2">
                <TextArea
                    at=errors.at("/available_instructions")
                    label="When somebody is there"
                    value=values.available_instructions.clone()
                    hint=format!("What {name} is told then: to transfer at once, to ask first, or to collect something.")
                    limit=INSTRUCTIONS_MAX
                />
                {beginnings("available", &AVAILABLE_EXAMPLES)}
            </div>
            <div class="stack-2">
                <TextArea
                    at=errors.at("/unavailable_instructions")
                    label="When nobody is there"
                    value=values.unavailable_instructions.clone()
                    hint=nobody
                    limit=INSTRUCTIONS_MAX
                />
                {beginnings("unavailable", &UNAVAILABLE_EXAMPLES)}
            </div>
            {used_by(&page.topics)}
        </div>
    }
}

/// Examples to begin with, one button each.
fn beginnings(
    which: &'static str,
    examples: &[(&'static str, &'static str)],
) -> impl IntoView + use<> {
    let buttons = examples
        .iter()
        .enumerate()
        .map(|(index, (title, _))| {
            let op = format!("instructions:{which}:{index}");
            let to = format!("#{which}_instructions");
            view! { <Submit label=*title op=op look=Look::SmallQuiet icon=Icon::Plus to=to /> }
        })
        .collect_view();
    let said = format!("Examples to begin with, for when people are {which}");
    view! { <p class="row beginnings" role="group" aria-label=said>{buttons}</p> }
}

fn used_by(topics: &[(String, String)]) -> Option<impl IntoView + use<>> {
    let links = topics
        .iter()
        .map(|(title, href)| view! { <li><a href=href.clone()>{title.clone()}</a></li> })
        .collect_view();
    (!topics.is_empty()).then(|| {
        view! {
            <div class="field">
                <h2 class="field-label">"Topics that lead here"</h2>
                <ul class="inline-list sm">{links}</ul>
            </div>
        }
    })
}

/// The queues as a list in order, or as JSON.
fn place(page: &HandoffPage) -> impl IntoView + use<> {
    let is_json = page.values.is_json();
    let mode = if is_json { BY_JSON } else { BY_FORM };
    let tab = |value: &'static str, words: &'static str| {
        let op = format!("as:{value}");
        let is_here = if value == mode { "true" } else { "false" };
        view! {
            <button type="submit" name="op" value=op aria-pressed=is_here formaction="#where" formnovalidate>
                {words}
            </button>
        }
    };
    let shown = if is_json {
        json(page).into_any()
    } else {
        queues(page).into_any()
    };
    view! {
        <section class="stack-3" id="where" aria-labelledby="where-title">
            <div class="row is-apart">
                <h2 class="field-label" id="where-title">"Where does it lead?"</h2>
                <div class="row">
                    <div class="segmented" role="group" aria-label="Show where it leads as">
                        {tab(BY_FORM, "Form")} {tab(BY_JSON, "JSON")}
                    </div>
                    {examples()}
                </div>
            </div>
            <input type="hidden" name="leads_by" value=mode />
            {shown}
        </section>
    }
}

fn queues(page: &HandoffPage) -> impl IntoView + use<> {
    let list = if page.queues.is_empty() {
        let words =
            "No queue is chosen, so every queue counts, in the order they have on their own page.";
        view! { <p class="muted sm card-body is-tight">{words}</p> }.into_any()
    } else {
        order_list(QUEUES, page.queues.clone(), &page.errors).into_any()
    };
    let adder = (!page.to_add.is_empty()).then(|| {
        order_adder(
            QUEUES,
            "queue_to_add",
            ("queue", "Add a queue"),
            page.to_add.clone(),
        )
    });
    view! {
        <section class="card" aria-labelledby=QUEUES>
            <div class="card-head">
                <h3 id=QUEUES>"Queues, tried in this order"</h3>
                <p class="hint">"The first one with somebody there is used."</p>
            </div>
            {list}
            {adder}
        </section>
    }
}

fn json(page: &HandoffPage) -> impl IntoView + use<> {
    let kept = page
        .values
        .queues
        .iter()
        .map(|(index, row)| {
            view! { <input type="hidden" name=format!("queues[{index}][id]") value=row.id.clone() /> }
        })
        .collect_view();
    let seen = page
        .values
        .seen
        .iter()
        .map(|(id, was)| view! { <input type="hidden" name=format!("seen[{id}]") value=was.clone() /> })
        .collect_view();
    let note = page.is_unsaved_json.then(|| {
        view! {
            <p class="callout-line" role="status">
                "The form shows queues as they are kept, and this JSON says something else. Save it first, or change it back."
            </p>
        }
    });
    view! {
        {kept}
        {seen}
        {note}
        {page.json.clone().view(page.agent, &page.values.destination, &page.errors)}
    }
}

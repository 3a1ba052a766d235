//! The Human Handoff action: the whole page, and the parts of it that are one control or two.

use handoff::{
    judge::Clause,
    policy::{Level, WHEN_TO_USE_MAX},
};
use leptos::prelude::*;

use super::example::{self, Example};
use super::form::RawAction;
use super::{asking, messages, reasons};
use crate::document::Assets;
use crate::form::{FieldErrors, is_ticked};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    Badge, Callout, Card, Crumb, ErrorSummary, Icon, Meaning, Newer, NewerVersion, PageHead,
    SaveBar, SaveFirst, SaveState, Section, Submit, Switch, TextArea,
};

/// The form's id, for the save bar outside it.
const FORM: &str = "action";

#[derive(Debug, Clone)]
pub struct Edit {
    pub agent: i64,
    pub name: String,
    pub values: RawAction,
    pub errors: FieldErrors,
    pub saved: SaveState,
    /// How “When to use” is understood, part by part.
    pub understood: Vec<Clause>,
    /// What the sentence in the form would do.
    pub example: Option<Example>,
    /// What choosing a level just changed.
    pub changed: Option<Vec<String>>,
    pub plain_words: Vec<String>,
    pub newer: Option<Newer>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Edit) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(mut page: Edit) -> impl IntoView {
    let (agent, name) = (page.agent, page.name.clone());
    let href = routes::human_handoff(agent);
    let state = page.saved.clone().or_refused(&page.errors);
    let newer = page
        .newer
        .take()
        .map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> });
    let up = Crumb {
        label: "Actions".to_owned(),
        href: routes::actions(agent),
    };
    view! {
        <PageHead
            question="When should a person take over?"
            lede=format!("What {name} watches for, what is asked first, and what the customer is told.")
            crumbs=vec![up]
            here="Human Handoff"
        >
            <Submit label="Try these settings" op="try" icon=Icon::Play form=FORM to=routes::try_it(agent) />
        </PageHead>
        <div class="content has-rail">
            // Written out, since a part of the page in the address would take the focus from what is wrong.
            <form class="stack" id=FORM method="post" action=href.clone() novalidate>
                <SaveFirst />
                <input type="hidden" name="revision" value=page.values.revision.clone() />
                {newer}
                <ErrorSummary errors=page.errors.clone() />
                {is_on(&page)}
                {when_to_use(&page).into_any()}
                {level(&page, &name).into_any()}
                {reasons::reasons(&page.values, &page.errors, &name)}
                {asking::ask_first(&page.values, &page.errors, &name)}
                {messages::messages(&page.values, &page.errors)}
                {priority(&page.values, &page.errors)}
            </form>
            {rail(page.plain_words)}
        </div>
        <SaveBar form=FORM label="Save action" discard=href state=state />
    }
}

fn is_on(page: &Edit) -> impl IntoView + use<> {
    let hint = format!(
        "Off means {} never hands over. Your team can still take over from the inbox.",
        page.name
    );
    view! {
        <div class="card hero-switch">
            <Switch
                at=page.errors.at("/enabled")
                label="Human Handoff is on"
                is_on=is_ticked(&page.values.enabled)
                hint=hint
            />
        </div>
    }
}

fn when_to_use(page: &Edit) -> impl IntoView + use<> {
    let example = page.example.as_ref();
    let understood = understood(&page.understood, example, &page.name).into_any();
    let asked = example::asked(&page.errors, &page.values.example, example, &page.name).into_any();
    let check = routes::check_action(page.agent);
    let label = format!("When {} should hand over, in your words", page.name);
    let (at, value) = (
        page.errors.at("/when_to_use"),
        page.values.when_to_use.clone(),
    );
    let hint = "For example: Hand over when the customer asks for a person or has a billing problem. With delivery questions, try to solve it first. Anything about legal action always goes to a person. Tell them kindly that a colleague takes over.";
    view! {
        <Section
            id="when-to-use"
            title="When to use"
            lede="Write it as you would tell a new colleague: when to hand over, what to try first, which subjects always go to a person, and how to say it. Customers never see this text."
        >
            <TextArea
                at=at
                label=label
                value=value
                hint=hint
                limit=WHEN_TO_USE_MAX
            />
            <div class="understanding" data-check=check data-fields="when_to_use example">
                <div data-part="understood">{understood}</div>
                {asked}
            </div>
        </Section>
    }
}

/// How “When to use” is understood, part by part, and which parts the example makes hold.
pub(super) fn understood(
    clauses: &[Clause],
    example: Option<&Example>,
    name: &str,
) -> impl IntoView + use<> {
    let clear = clauses.iter().filter(|clause| clause.understood).count();
    let holds = |at: usize| example.map(|example| example.fires.get(at) == Some(&true));
    let parts = clauses
        .iter()
        .enumerate()
        .map(|(at, clause)| part(clause, holds(at)))
        .collect_view();
    let figure = format!("{clear} of {} parts", clauses.len());
    (!clauses.is_empty()).then(|| {
        view! {
            <div class="understood">
                <div class="understood-head">
                    <h3>{format!("How {name} understands this")}</h3>
                    <span class="muted">{figure}</span>
                </div>
                <ol>{parts}</ol>
            </div>
        }
    })
}

fn part(clause: &Clause, holds: Option<bool>) -> impl IntoView + use<> {
    let (class, icon, said) = if clause.understood {
        ("", Icon::Check, "Understood")
    } else {
        ("is-lost", Icon::Warning, "Not understood")
    };
    view! {
        <li class=class data-holds=holds.map(|holds| holds.to_string())>
            <q class="said">{clause.said.clone()}</q>
            <span class="means">
                {clause.in_words.clone()}
                {(holds == Some(true)).then(|| view! { " " <Badge word="Holds for your example" meaning=Meaning::Accent /> })}
            </span>
            <span class="mark-cell">
                {icon.view()}
                <span class="sr">{said}</span>
            </span>
        </li>
    }
}

fn level(page: &Edit, name: &str) -> impl IntoView + use<> {
    let levels = Level::ALL
        .into_iter()
        .map(|level| {
            let is_chosen = page.values.level == level.as_str();
            view! {
                <label class="level">
                    <input type="radio" name="level" value=level.as_str() checked=is_chosen />
                    <b>{level.title()}</b>
                    <span>{level.hint()}</span>
                </label>
            }
        })
        .collect_view();
    let legend = format!("How readily {name} hands over");
    let changed = page.changed.as_deref().map(changed).into_any();
    view! {
        <Section
            id="level"
            title="How readily?"
            lede="A starting point for all reasons below. Each can still be set on its own."
        >
            <fieldset class="levels">
                <legend class="sr">{legend}</legend>
                {levels}
            </fieldset>
            <div class="row">
                <Submit label="Set all reasons to this" op="level" to="#level" />
                <span class="hint">"Shows what would change; nothing is saved yet."</span>
            </div>
            {changed}
        </Section>
    }
}

/// What choosing a level just changed below.
fn changed(changes: &[String]) -> impl IntoView + use<> {
    let title = match changes {
        [] => "Nothing changes: the reasons below are set like this already",
        [_] => "This changes below, and counts when you save",
        _ => "These change below, and count when you save",
    };
    let items = changes
        .iter()
        .map(|change| view! { <li>{change.clone()}</li> })
        .collect_view();
    let list = (!changes.is_empty()).then(|| view! { <ul class="changes">{items}</ul> });
    view! {
        <Callout title=title>
            {list}
        </Callout>
    }
}

fn priority(values: &RawAction, errors: &FieldErrors) -> impl IntoView + use<> {
    let switches = view! {
        <div class="stack-4">
            <Switch
                at=errors.at("/auto_priority")
                label="Set priority from the conversation"
                is_on=is_ticked(&values.auto_priority)
                hint="Low, normal, high or urgent, from words such as “today” or “locked out”, the mood, and the reason."
            />
            <Switch
                at=errors.at("/priority_boost_on_sentiment")
                label="One step higher when the customer is upset"
                is_on=is_ticked(&values.priority_boost_on_sentiment)
            />
            <Switch
                at=errors.at("/ai_summary")
                label="Sum the conversation up for whoever takes over"
                is_on=is_ticked(&values.ai_summary)
                hint="A few sentences on the card beside the conversation: what it is about, what was tried, what they want."
            />
        </div>
    };
    view! {
        <Section id="priority" title="For your team: priority and summary">
            {switches}
        </Section>
    }
}

fn rail(plain_words: Vec<String>) -> impl IntoView {
    let sentences = plain_words
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> })
        .collect_view();
    view! {
        <aside class="rail" aria-label="What this does">
            <Card id="plain-words" title="In plain words">
                <ul class="plain-words">{sentences}</ul>
            </Card>
        </aside>
    }
}

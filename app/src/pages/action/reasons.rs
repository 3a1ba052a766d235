//! The reasons to hand over: a table made from the register of triggers, then the lists an admin writes.

use handoff::trigger::{Field, FieldKind, Kind, Triggers};
use leptos::prelude::*;

use super::form::{FORBIDDEN, OWN, RawAction, RawGuideline, RawTopic};
use super::triggers::{CONDUCT, ENABLED, sections};
use crate::form::{FieldErrors, RowOp, is_ticked};
use crate::ui::field::error_view;
use crate::ui::{
    BareInput, BareTextArea, Card, Choices, Icon, RowButton, Scale, Section, Segmented, Switch,
    TextArea, TextField,
};

pub(super) fn reasons(
    values: &RawAction,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let known = Triggers::default();
    let rows = sections(&known)
        .filter(|(section, _)| ![FORBIDDEN, OWN].contains(section))
        .map(|(section, trigger)| reason(values, errors, section, trigger.kind()))
        .collect_view();
    let forbidden = forbidden_topics(values, errors, name);
    let own = own_reasons(values, errors, name);
    view! {
        <Section
            id="reasons"
            title="Reasons to hand over"
            lede="Ask first offers a person once and takes no for an answer. At once transfers without asking."
        >
            <div class="card">
                <div
                    class="table-wrap"
                    tabindex="0"
                    role="region"
                    aria-label="Reasons to hand over, table"
                >
                    <table class="table triggers" role="table">
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col">
                                    <span class="sr">"On or off"</span>
                                </th>
                                <th role="columnheader" scope="col">"Reason"</th>
                                <th role="columnheader" scope="col">"How sensitive"</th>
                                <th role="columnheader" scope="col">"Then"</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                </div>
            </div>
            {forbidden}
            {own}
        </Section>
    }
}

/// One kind: its switch, its words, whatever parameters it declares, and what happens then.
fn reason(
    values: &RawAction,
    errors: &FieldErrors,
    section: &str,
    kind: &'static Kind,
) -> impl IntoView + use<> {
    let at = |name: &str| errors.at(&format!("/triggers/{section}/{name}"));
    let given = values.triggers.get(section);
    let of = |name: &str| {
        given
            .and_then(|given| given.get(name))
            .cloned()
            .unwrap_or_default()
    };
    let is_on = is_ticked(&of(ENABLED));
    let parameters = kind
        .fields
        .iter()
        .map(|field| parameter(errors, section, field, of(field.name)))
        .collect_view();
    let nothing = kind
        .fields
        .is_empty()
        .then(|| view! { <span class="faint">"Nothing to set"</span> });
    view! {
        <tr role="row" class=if is_on { "" } else { "off" }>
            <td role="cell">
                <Switch at=at(ENABLED) label=kind.title is_on=is_on is_label_hidden=true />
            </td>
            <td role="cell">
                <span class="name">{kind.title}</span>
                <span class="sub">{kind.hint}</span>
            </td>
            <td role="cell">
                <div class="stack-2">{parameters} {nothing}</div>
            </td>
            <td role="cell">
                <Segmented
                    at=at(CONDUCT)
                    legend=format!("{}, then", kind.title)
                    value=of(CONDUCT)
                    choices=conducts()
                    is_legend_hidden=true
                />
            </td>
        </tr>
    }
}

/// The control for a declared parameter.
fn parameter(
    errors: &FieldErrors,
    section: &str,
    field: &'static Field,
    value: String,
) -> impl IntoView + use<> {
    let at = errors.at(&format!("/triggers/{section}/{}", field.name));
    let error = error_view(&at.id, at.error.clone());
    let label = field.label;
    let control = match field.kind {
        FieldKind::Scale { min, max, step } => {
            view! { <Scale at=at said=label value=value bounds=(min, max, step) /> }.into_any()
        }
        FieldKind::Count { unit, .. } => view! {
            <span class="row is-nowrap">
                <BareInput at=at said=label value=value class="is-sm is-num" inputmode="numeric" />
                <span class="muted">{unit}</span>
            </span>
        }
        .into_any(),
        FieldKind::Phrases => view! { <BareTextArea at=at said=label value=value /> }.into_any(),
    };
    view! {
        <div class="parameter">
            <span class="xs muted" aria-hidden="true">
                {label}
            </span>
            {error}
            {control}
        </div>
    }
}

fn conducts() -> Choices {
    [("ask_first", "Ask first"), ("at_once", "At once")]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec()
}

fn forbidden_topics(values: &RawAction, errors: &FieldErrors, name: &str) -> impl IntoView + use<> {
    let rows = values
        .forbidden_topics
        .iter()
        .map(|(index, topic)| forbidden_topic(errors, *index, topic.clone()))
        .collect_view();
    let hint = if values.forbidden_topics.is_empty() {
        format!(
            "Subjects {name} must not deal with, such as legal action or allergies. They go to a person at once, without asking."
        )
    } else {
        "These go to a person at once, without asking.".to_owned()
    };
    let always = || {
        view! { <span class="badge">{Icon::Lock.view()} "Always at once"</span> }
    };
    view! {
        <Card id="forbidden" title="Forbidden topics" hint=hint aside=always is_flush=true>
            <ol>{rows}</ol>
            {adder(FORBIDDEN, "Add a forbidden topic")}
        </Card>
    }
}

fn forbidden_topic(errors: &FieldErrors, index: u32, topic: RawTopic) -> impl IntoView + use<> {
    let at = |field: &str| errors.at(&format!("/{FORBIDDEN}/{index}/{field}"));
    let which = named(&topic.name, "topic", index);
    view! {
        <li class="own-reason">
            <div class="own-head">
                <TextField at=at("name") label=format!("Topic {}", index + 1) value=topic.name autocomplete="off" />
                {remove(FORBIDDEN, index, &which)}
            </div>
            <TextField
                at=at("description")
                label="What it is about"
                value=topic.description
                hint="One sentence, such as: The customer threatens to sue or mentions a lawyer."
                autocomplete="off"
                is_optional=true
            />
            <div class="cols-2">
                <TextArea at=at("keywords") label="Words, one a line" value=topic.keywords is_optional=true />
                <TextArea at=at("examples") label="Example messages, one a line" value=topic.examples is_optional=true />
            </div>
        </li>
    }
}

fn own_reasons(values: &RawAction, errors: &FieldErrors, name: &str) -> impl IntoView + use<> {
    let rows = values
        .custom_guidelines
        .iter()
        .map(|(index, guideline)| own_reason(errors, *index, guideline.clone()))
        .collect_view();
    let hint = format!("Describe a situation in a sentence or two, and {name} recognises it.");
    view! {
        <Card id="own" title="Reasons in your own words" hint=hint is_flush=true>
            <ol>{rows}</ol>
            {adder(OWN, "Add a reason in your own words")}
        </Card>
    }
}

fn own_reason(errors: &FieldErrors, index: u32, guideline: RawGuideline) -> impl IntoView + use<> {
    let at = |field: &str| errors.at(&format!("/{OWN}/{index}/{field}"));
    let which = named(&guideline.name, "reason", index);
    let id = at("id");
    view! {
        <li class="own-reason">
            <input type="hidden" name=id.name value=guideline.id />
            <div class="own-head">
                <TextField at=at("name") label=format!("Reason {}", index + 1) value=guideline.name autocomplete="off" limit=handoff::policy::NAME_MAX />
                {remove(OWN, index, &which)}
            </div>
            <TextArea
                at=at("description")
                label="When it applies"
                value=guideline.description
                hint="Such as: A trade customer says they want to cancel or leave."
                limit=handoff::policy::DESCRIPTION_MAX
            />
            <div class="row is-wide">
                <Switch at=at("is_active") label="On" is_on=is_ticked(&guideline.is_active) />
                <Segmented
                    at=at("conduct")
                    legend=format!("{which}, then")
                    value=if guideline.conduct.is_empty() { "ask_first".to_owned() } else { guideline.conduct }
                    choices=conducts()
                    is_legend_hidden=true
                />
            </div>
        </li>
    }
}

/// “Legal action”, or “topic 2” while it has no name.
fn named(name: &str, what: &str, index: u32) -> String {
    if name.trim().is_empty() {
        format!("{what} {}", index + 1)
    } else {
        name.to_owned()
    }
}

fn adder(list: &str, words: &'static str) -> impl IntoView + use<> {
    let op = RowOp::Add {
        list: list.to_owned(),
    };
    view! {
        <div class="card-foot">
            <RowButton op=op icon=Icon::Plus words=words shown=true />
        </div>
    }
}

fn remove(list: &str, index: u32, which: &str) -> impl IntoView + use<> {
    let op = RowOp::Remove {
        list: list.to_owned(),
        index,
    };
    view! { <RowButton op=op icon=Icon::Bin words=format!("Remove {which}") /> }
}

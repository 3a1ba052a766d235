//! The reasons to hand over: a table made from the register of triggers; below it the lists an admin writes.

use handoff::trigger::{Field, FieldKind, Kind, Triggers};
use leptos::prelude::*;

use super::forbidden::forbidden_topics;
use super::form::{FORBIDDEN, OWN, RawAction};
use super::own::own_reasons;
use super::triggers::{CONDUCT, ENABLED, raw, sections};
use crate::form::{FieldErrors, is_ticked};
use crate::ui::field::error_view;
use crate::ui::{BareInput, BareTextArea, Choices, Scale, Section, Segmented, Switch};

pub(super) fn reasons(
    values: &RawAction,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let known = Triggers::default();
    let stored = raw(&known);
    let has_choice = |section: &str| {
        let declared = stored.get(section);
        declared.is_some_and(|declared| declared.contains_key(CONDUCT))
    };
    let rows = sections(&known)
        .filter(|(section, _)| ![FORBIDDEN, OWN].contains(section))
        .map(|(section, trigger)| {
            let then = has_choice(section).then(|| choice(values, errors, section, trigger.kind()));
            reason(values, errors, (section, trigger.kind()), then)
        })
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
    (section, kind): (&str, &'static Kind),
    then: Option<AnyView>,
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
                {then.unwrap_or_else(|| view! { <span class="faint">"At once"</span> }.into_any())}
            </td>
        </tr>
    }
}

/// What happens when it fires, to choose.
fn choice(values: &RawAction, errors: &FieldErrors, section: &str, kind: &'static Kind) -> AnyView {
    let given = values.triggers.get(section);
    let chosen = given.and_then(|given| given.get(CONDUCT)).cloned();
    view! {
        <Segmented
            at=errors.at(&format!("/triggers/{section}/{CONDUCT}"))
            legend=format!("{}, then", kind.title)
            value=chosen.unwrap_or_default()
            choices=conducts()
            is_legend_hidden=true
        />
    }
    .into_any()
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

/// Ask first or at once, as choices.
pub(super) fn conducts() -> Choices {
    [("ask_first", "Ask first"), ("at_once", "At once")]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec()
}

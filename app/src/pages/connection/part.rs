//! The parts of a connection's page.

use std::collections::BTreeSet;

use handoff::channel::Field;
use leptos::prelude::*;

use super::{
    form::RawConnection,
    how::{How, State},
};
use crate::{
    form::{FieldErrors, is_ticked},
    ui::{Badge, Callout, Card, ErrorSummary, Icon, Meaning, Switch, filled_in},
};

/// The switch and the fields that the adapter declares; `hint` says what being on means.
pub(in crate::pages) fn fields(
    (fields, kept): (&[Field], &BTreeSet<String>),
    (values, errors): (&RawConnection, &FieldErrors),
    hint: &'static str,
) -> impl IntoView + use<> {
    let each = fields.iter().map(|field| {
        let at = errors.at(&format!("/values/{}", field.name));
        let is_kept = kept.contains(field.name);
        filled_in(field, at, values.value(field.name), is_kept)
    });
    let each = each.collect_view();
    view! {
        <input type="hidden" name="revision" value=values.revision.clone() />
        <ErrorSummary errors=errors.clone() />
        <section class="card" aria-label="Connection">
            <div class="card-body stack-4">
                <Switch
                    at=errors.at("/enabled")
                    label="Switched on"
                    is_on=is_ticked(&values.enabled)
                    hint=hint
                />
                {each}
            </div>
        </section>
    }
}

/// What to do at the vendor, step by step, under what `above` shows.
pub(in crate::pages) fn steps(
    vendor: &str,
    steps: &[&'static str],
    above: AnyView,
) -> impl IntoView + use<> {
    let steps = steps.iter().map(|step| view! { <li>{*step}</li> });
    let steps = steps.collect_view();
    let title = format!("At {vendor}");
    view! {
        <Card id="vendor" title=title>
            <div class="stack-3">
                {above} <ol class="steps-list sm">{steps}</ol>
            </div>
        </Card>
    }
}

/// How it is doing, and `below` that what is the kind's own.
pub(in crate::pages) fn doing(
    how: Option<&How>,
    (word, meaning, icon): State,
    below: AnyView,
) -> impl IntoView + use<> {
    let error = how.and_then(|how| how.error.clone()).map(|(error, when)| {
        view! {
            <p class="error">{Icon::Warning.small()} " " {error}</p>
            <p class="xs faint">{when}</p>
        }
    });
    let facts = how.map(|how| {
        let each = how.last.iter().map(|(what, when)| {
            let when = when.clone().unwrap_or_else(|| "not yet".to_owned());
            view! { <dt>{format!("Last {what}")}</dt><dd>{when}</dd> }
        });
        let each = each.collect_view();
        view! { <dl class="facts">{each}</dl> }
    });
    view! {
        <Card id="doing" title="How it is doing">
            <p><Badge word=word meaning=meaning icon=icon /></p>
            {error}
            {facts}
            {below}
        </Card>
    }
}

/// That it was switched off, or will be, since nothing but failures come of it.
pub(in crate::pages) fn trouble(how: Option<&How>) -> Option<impl IntoView + use<>> {
    let how = how?;
    let (title, words) = if let Some((why, when)) = &how.off {
        let words = format!(
            "{why} That was {when}. Mend it, switch it on and save; then send once more what was given up, under Deliveries."
        );
        ("It was switched off", words)
    } else {
        let since = how.failing.as_ref()?;
        let words = format!(
            "The first failure was {since}. After five days of nothing but failures it is switched off."
        );
        ("It has been failing", words)
    };
    Some(view! {
        <Callout title=title meaning=Meaning::Wait>
            <p>{words}</p>
        </Callout>
    })
}

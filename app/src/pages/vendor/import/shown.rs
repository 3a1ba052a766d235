//! What came of looking at an import, before anything is changed.

use handoff::{
    policy::Change,
    vendor::{Fate, Line},
};
use leptos::prelude::*;

use super::RawImport;
use crate::{
    routes,
    ui::{Badge, Callout, Card, Look, Meaning, Submit},
};

/// What an import would change, and what it cannot take along.
#[derive(Debug, Clone)]
pub struct Shown {
    pub changes: Vec<Change>,
    pub report: Vec<Line>,
    pub tag: String,
}

/// What would change, what cannot be taken along, and the button that does it.
pub(super) fn result(shown: &Shown, values: &RawImport) -> impl IntoView + use<> {
    let changes = shown
        .changes
        .iter()
        .map(|change| view! { <li>{change.detail.clone()}</li> })
        .collect_view();
    let list = if shown.changes.is_empty() {
        view! { <p>"Nothing: all of it is set up like that already."</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{changes}</ul> }.into_any()
    };
    let count = shown.changes.len().to_string();
    let hidden = [
        ("vendor", values.vendor.clone()),
        ("agent", values.agent.clone()),
        ("handoff", values.handoff.clone()),
        ("text", values.text.clone()),
        ("tag", shown.tag.clone()),
    ]
    .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
    .collect_view();
    let apply = (!shown.changes.is_empty()).then(|| {
        view! {
            <form method="post" action=routes::APPLY_IMPORT>
                {hidden}
                <Submit label="Take it over" look=Look::Primary />
            </form>
        }
    });
    view! {
        <Card
            id="changes"
            title="What would change"
            aside=move || view! { <Badge word=count.clone() meaning=Meaning::Accent /> }
        >
            <div class="stack-4">{list} {apply}</div>
        </Card>
        {[Fate::Lost, Fate::Changed, Fate::Kept].map(|fate| fated(fate, &shown.report)).collect_view()}
    }
}

fn fated(fate: Fate, report: &[Line]) -> Option<impl IntoView + use<>> {
    let lines: Vec<Line> = report
        .iter()
        .filter(|line| line.fate == fate)
        .cloned()
        .collect();
    let meaning = match fate {
        Fate::Lost => Meaning::Wait,
        Fate::Changed => Meaning::Accent,
        Fate::Kept => Meaning::Plain,
    };
    let items = lines
        .iter()
        .map(|line| {
            let place = (!line.pointer.is_empty())
                .then(|| view! { <code>{line.pointer.clone()}</code> " " });
            view! { <li>{place} {line.detail.clone()}</li> }
        })
        .collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <Callout title=fate.title() meaning=meaning>
                <ul class="plain-list">{items}</ul>
            </Callout>
        }
    })
}

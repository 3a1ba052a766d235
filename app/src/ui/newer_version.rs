//! Somebody saved another version meanwhile: whose it is and what differs. Nothing typed is lost, and
//! saving once more replaces their version knowingly.

use leptos::prelude::*;

use super::{Icon, Meaning};
use crate::form::Difference;

/// The version that was saved meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Newer {
    /// “Ben”
    pub by: String,
    /// “14:05”
    pub at: String,
    pub differences: Vec<Difference>,
}

#[component]
pub fn NewerVersion(
    newer: Newer,
    /// Where their version is shown, without what was typed here.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let Newer {
        by,
        at,
        differences,
    } = newer;
    let compared = if differences.is_empty() {
        view! { <p>"Their version is the same as what you have here."</p> }.into_any()
    } else {
        table(&by, differences).into_any()
    };
    view! {
        <section
            class=format!("callout{}", Meaning::Wait.class())
            role="alert"
            tabindex="-1"
            autofocus
            aria-labelledby="newer"
        >
            {Icon::Warning.view()}
            <div class="stack-2">
                <h2 class="callout-title" id="newer">
                    {format!("{by} saved another version at {at}, while you were here")}
                </h2>
                <p>
                    "What you typed is still below and not saved. Save again to replace their version, or "
                    <a href=href data-discard>
                        "take theirs and lose yours"
                    </a> "."
                </p>
                {compared}
            </div>
        </section>
    }
}

fn table(by: &str, differences: Vec<Difference>) -> impl IntoView + use<> {
    let rows = differences
        .into_iter()
        .map(|difference| {
            view! {
                <tr>
                    <th scope="row">{difference.what}</th>
                    <td>{shown(difference.theirs)}</td>
                    <td>{shown(difference.yours)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label="What differs, table">
            <table class="table is-differences">
                <thead>
                    <tr>
                        <th scope="col">"What differs"</th>
                        <th scope="col">{format!("{by}’s version")}</th>
                        <th scope="col">"Yours, below"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn shown(value: String) -> String {
    if value.is_empty() {
        "–".to_owned()
    } else {
        value
    }
}

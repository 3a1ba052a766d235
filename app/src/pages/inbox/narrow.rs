//! How a list is ordered and narrowed down, and kept under a name.

use axum::{
    body::Bytes,
    extract::{Query, State},
    response::Redirect,
};
use handoff::{
    actions::{self, SaveError},
    conversation::Sort,
    id::FilterId,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    Desk,
    looking::{Asked, Looking},
    row::Rows,
    sign::label_badge,
};
use crate::{
    form::decode,
    request::{Oops, Said, SignedIn, say},
    site::Site,
    ui::{Icon, Look, Submit},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawFilter {
    /// `keep` or `forget`.
    op: String,
    /// What to call it.
    filter: String,
    /// The number of the one to forget.
    id: String,
}

/// Keeps the list under a name, or forgets one.
pub(super) async fn filter(
    State(site): State<Site>,
    who: SignedIn,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let raw: RawFilter = decode(&body)?;
    let desk = Desk::of(site, who, &asked).await?;
    let me = desk.who.operator.id;
    let done = if raw.op == "forget" {
        let id = raw.id.parse().map_or(FilterId(0), FilterId);
        actions::delete_filter(&desk.site.desk, me, id).await
    } else {
        let kept = (raw.filter.as_str(), desk.looking.query());
        actions::save_filter(&desk.site.desk, me, (kept.0, &kept.1)).await
    };
    let said = match done {
        Ok(()) if raw.op == "forget" => {
            Said::done("Forgotten. The conversations are where they were.")
        }
        Ok(()) => Said::done("Kept. It stands in the menu, for you alone."),
        Err(SaveError::Invalid(problems)) => {
            let details = problems.into_iter().map(|problem| problem.detail);
            Said::refused(details.collect::<Vec<_>>().join(" "))
        }
        Err(SaveError::Missing) => Said::refused("It is forgotten already."),
        Err(other) => return Err(other.into()),
    };
    say(&desk.who.session, said).await;
    Ok(Redirect::to(&desk.looking.list()))
}

/// The menu that says the order, and has whatever else the list can be made smaller by.
pub(super) fn menu(rows: &Rows) -> impl IntoView + use<> {
    let looking = &rows.looking;
    let here = looking.order();
    let orders = Sort::ALL
        .into_iter()
        .map(|sort| {
            let current = (sort == here).then_some("true");
            view! { <a href=looking.sorted(sort).list() aria-current=current>{sort.title()}</a> }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="menu">
            <summary class="button is-sm is-quiet">
                {Icon::Sort.small()}
                <span class="truncate">{here.title()}</span>
            </summary>
            <div class="popover stack-3">
                <div class="nav" role="group" aria-label="Order">{orders}</div>
                {labels(rows)}
                {kept(rows)}
            </div>
        </details>
    }
}

fn labels(rows: &Rows) -> Option<impl IntoView + use<>> {
    let looking = &rows.looking;
    let labels = rows
        .around
        .labels
        .iter()
        .map(|label| {
            let current = (looking.label == Some(label.id)).then_some("true");
            view! {
                <a href=looking.labelled(Some(label.id)).list() aria-current=current>{label_badge(label)}</a>
            }
        })
        .collect::<Vec<_>>();
    (!labels.is_empty()).then(|| {
        view! {
            <div>
                <p class="nav-title" id="only-label">"Only with the label"</p>
                <div class="nav" role="group" aria-labelledby="only-label">{labels}</div>
            </div>
        }
    })
}

/// What is shown can be kept under a name; what is kept can be forgotten.
fn kept(rows: &Rows) -> impl IntoView + use<> {
    let looking = &rows.looking;
    let query = looking.query();
    let known = rows
        .around
        .filters
        .iter()
        .find(|filter| filter.query == query);
    let action = looking.filters();
    match known {
        Some(filter) => view! {
            <form method="post" action=action>
                <input type="hidden" name="id" value=filter.id.0 />
                <Submit label=format!("Forget “{}”", filter.name) look=Look::Small op="forget" />
            </form>
        }
        .into_any(),
        None => view! {
            <form class="stack-1" method="post" action=action>
                <label class="field-label" for="filter-name">"Keep this list as"</label>
                <div class="row is-nowrap">
                    <input class="input" id="filter-name" name="filter" maxlength="40" autocomplete="off" />
                    <Submit label="Keep" look=Look::Small op="keep" />
                </div>
            </form>
        }
        .into_any(),
    }
}

/// What the list is narrowed down by, each with the way back.
pub(super) fn chips(rows: &Rows) -> Option<impl IntoView + use<>> {
    let looking = &rows.looking;
    let queue = looking.queue.and_then(|queue| {
        let name = rows.around.queue_name(queue)?.to_owned();
        let without = Looking {
            queue: None,
            ..looking.clone()
        };
        Some(chip(name, without).into_any())
    });
    let label = looking.label.and_then(|id| {
        let label = rows.around.labels.iter().find(|label| label.id == id)?;
        Some(chip(label.name.clone(), looking.labelled(None)).into_any())
    });
    let chips: Vec<AnyView> = queue.into_iter().chain(label).collect();
    (!chips.is_empty()).then(|| view! { <ul class="row chips" aria-label="Only">{chips}</ul> })
}

fn chip(words: String, without: Looking) -> impl IntoView {
    let said = format!("Show more than “{words}”");
    view! {
        <li>
            <a class="chip" href=without.list()>
                <bdi>{words}</bdi>
                {Icon::Cross.small()}
                <span class="sr">{said}</span>
            </a>
        </li>
    }
}

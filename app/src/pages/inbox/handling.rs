//! What is done with a conversation beside answering: putting it aside, its priority, its labels.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, Done, Undoable, VerbError},
    conversation::{Conversation, Priority},
    id::{ConversationId, LabelId},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    Desk, aside,
    composer::Draft,
    looking::{Asked, Looking},
    seen::{Holder, Seen},
    sign::label_badge,
    undo::keep,
};
use crate::{
    form::{FieldErrors, decode},
    request::{Oops, Said, SignedIn, say},
    site::Site,
    ui::{Icon, Look, Submit, when::day_and_clock},
};

/// What a form of this page asks for, as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct RawHandling {
    /// `snooze`, `wake`, `priority`, `label` or `unlabel`.
    pub op: String,
    /// One of the times offered, or `own`.
    pub until: String,
    pub own: String,
    pub priority: String,
    /// The name of a label to put on.
    pub name: String,
    /// The number of a label to take off.
    pub label: String,
}

/// Does it and goes back to the conversation; what cannot be done stays in its field.
pub(super) async fn handle(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Response, Oops> {
    let raw: RawHandling = decode(&body)?;
    let id = ConversationId(id);
    let desk = Desk::of(site, who, &asked).await?;
    match done(&desk, &id, &raw).await {
        Ok(said) => {
            say(&desk.who.session, said).await;
            Ok(Redirect::to(&desk.looking.conversation(&id)).into_response())
        }
        Err(VerbError::Invalid(problems)) => {
            let pairs = problems.into_iter().map(|p| (p.pointer, p.detail));
            let draft = Draft {
                errors: FieldErrors::new(pairs),
                handling: raw,
                ..Draft::default()
            };
            let page = desk.show(id, &asked, draft).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        Err(VerbError::Resolved) => {
            let said = Said::refused("This conversation is resolved, so nothing was changed.");
            say(&desk.who.session, said).await;
            Ok(Redirect::to(&desk.looking.conversation(&id)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn done(desk: &Desk, id: &ConversationId, raw: &RawHandling) -> Result<Said, VerbError> {
    let (site, actor, scope) = (&desk.site.desk, &desk.who.actor, desk.who.scope);
    let before = site.store.conversation(scope, id).await?;
    let before = before.ok_or(VerbError::Missing)?;
    match raw.op.as_str() {
        "snooze" => {
            let until = aside::until((&raw.until, &raw.own), desk.moment.now, desk.zone);
            let until = until.map_err(|detail| problem("/until", detail))?;
            actions::snooze(site, actor, scope, id, Some(until)).await?;
            let when = day_and_clock(until, desk.moment.now, desk.zone);
            let words = format!(
                "Put aside until {when} ({}), or until the customer writes.",
                desk.zone.name()
            );
            let what = Undoable::Snoozed {
                before: before.snoozed_until,
            };
            Ok(Said::done(words).undoable(keep(desk, vec![changed(&before, what, desk)]).await))
        }
        "wake" => {
            actions::snooze(site, actor, scope, id, None).await?;
            Ok(Said::done("It is back among yours."))
        }
        "priority" => {
            let priority = Priority::ALL
                .into_iter()
                .find(|known| known.rank().to_string() == raw.priority);
            let priority =
                priority.ok_or_else(|| problem("/priority", "Choose a priority.".to_owned()))?;
            actions::set_priority(site, actor, scope, id, priority).await?;
            let words = format!("The priority is {} now.", priority.title().to_lowercase());
            let what = Undoable::Prioritised {
                before: before.priority,
            };
            Ok(Said::done(words).undoable(keep(desk, vec![changed(&before, what, desk)]).await))
        }
        "unlabel" => {
            let label = raw.label.parse().map_or(LabelId(0), LabelId);
            actions::take_label(site, actor, scope, id, label).await?;
            Ok(Said::done("The label is off."))
        }
        _ => {
            let (label, is_new) =
                actions::put_label(site, actor, scope, id, (&raw.name, None)).await?;
            let words = format!("Labelled “{}”.", label.name);
            let what = Undoable::Labelled { label: label.id };
            let done = if is_new {
                vec![changed(&before, what, desk)]
            } else {
                Vec::new()
            };
            Ok(Said::done(words).undoable(keep(desk, done).await))
        }
    }
}

fn problem(pointer: &str, detail: String) -> VerbError {
    VerbError::Invalid(vec![handoff::problem::Problem::new(pointer, detail)])
}

/// What was done to a conversation that was so before.
pub(super) fn changed(before: &Conversation, what: Undoable, desk: &Desk) -> Done {
    Done {
        conversation: before.id.clone(),
        revision: before.revision + 1,
        at: desk.moment.now,
        what,
    }
}

/// The menu with all of it, and with what else is folded in where there is little room.
pub(super) fn menu<Folded: IntoView>(
    seen: &Seen,
    looking: &Looking,
    draft: &Draft,
    folded: Option<Folded>,
) -> impl IntoView + use<Folded> {
    let is_open = ["/until", "/priority", "/name"]
        .iter()
        .any(|place| draft.errors.at(place).error.is_some());
    let action = looking.below(&seen.conversation.id, "handling");
    let can_change = seen.holder() != Holder::Done;
    view! {
        <details class="menu" id="handling" open=is_open>
            <summary class="button is-quiet is-icon">
                {folded.is_some().then(|| view! { <span class="narrow-only">{Icon::More.view()}</span> })}
                <span class=folded.is_some().then_some("is-spare")>{Icon::Flag.view()}</span>
                <span class="sr">"Snooze, priority, labels and more"</span>
            </summary>
            <div class="popover stack-4">
                {folded}
                {can_change.then(|| snooze(seen, &action, draft))}
                {can_change.then(|| priority(seen, &action))}
                {labels(seen, &action, draft)}
            </div>
        </details>
    }
}

fn snooze(seen: &Seen, action: &str, draft: &Draft) -> impl IntoView + use<> {
    let action = action.to_owned();
    if seen.conversation.snoozed_until.is_some() {
        return view! {
            <form method="post" action=action>
                <Submit label="Bring it back now" look=Look::Small op="wake" />
            </form>
        }
        .into_any();
    }
    if !matches!(seen.holder(), Holder::Me | Holder::Colleague(_)) {
        return view! { <p class="muted sm">"Take it over first to snooze it: whoever waits in line must not be put aside."</p> }
            .into_any();
    }
    let chosen = &draft.handling.until;
    let options = aside::offers(seen.moment.now, seen.zone)
        .into_iter()
        .map(|offer| view! { <option value=offer.name selected=*chosen == offer.name>{offer.words}</option> })
        .collect::<Vec<_>>();
    let error = draft.errors.at("/until").error;
    let described = if error.is_some() {
        "until-error until-zone"
    } else {
        "until-zone"
    };
    view! {
        <form class="stack-2" method="post" action=action>
            <label class="field-label" for="until">"Snooze until"</label>
            {error.clone().map(|error| view! { <p class="error" id="until-error">{Icon::Warning.small()} " " {error}</p> })}
            <select class="select" id="until" name="until" data-key="z" aria-describedby=described aria-invalid=error.map(|_| "true")>
                {options}
                <option value="own" selected=chosen == "own">"A time of your own…"</option>
            </select>
            <label class="sr" for="own">"A day and a time of your own"</label>
            <input class="input" type="datetime-local" id="own" name="own" value=draft.handling.own.clone() />
            <p class="hint" id="until-zone">{format!("Times in {}. It also comes back when the customer writes.", seen.zone.name())}</p>
            <div><Submit label="Snooze" look=Look::Small op="snooze" /></div>
        </form>
    }
    .into_any()
}

fn priority(seen: &Seen, action: &str) -> impl IntoView + use<> {
    let here = seen.conversation.priority;
    let options = Priority::ALL
        .into_iter()
        .rev()
        .map(|priority| view! { <option value=priority.rank() selected=priority == here>{priority.title()}</option> })
        .collect::<Vec<_>>();
    view! {
        <form class="stack-2" method="post" action=action.to_owned()>
            <label class="field-label" for="priority">"Priority"</label>
            <select class="select" id="priority" name="priority">{options}</select>
            <div><Submit label="Change priority" look=Look::Small op="priority" /></div>
        </form>
    }
}

fn labels(seen: &Seen, action: &str, draft: &Draft) -> impl IntoView + use<> {
    let own = seen
        .own_labels
        .iter()
        .map(|label| {
            let said = format!("Take off “{}”", label.name);
            view! {
                <li>
                    <form class="row" method="post" action=action.to_owned()>
                        <input type="hidden" name="label" value=label.id.0 />
                        {label_badge(label)}
                        <button class="button is-sm is-quiet is-icon" type="submit" name="op" value="unlabel">
                            {Icon::Cross.view()}
                            <span class="sr">{said}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let known = seen
        .all_labels
        .iter()
        .map(|label| view! { <option value=label.name.clone()></option> })
        .collect::<Vec<_>>();
    let error = draft.errors.at("/name").error;
    let described = error.as_ref().map(|_| "name-error");
    view! {
        <form class="stack-2" method="post" action=action.to_owned()>
            <label class="field-label" for="name">"Add a label"</label>
            {error.map(|error| view! { <p class="error" id="name-error">{Icon::Warning.small()} " " {error}</p> })}
            <input class="input" id="name" name="name" list="labels" maxlength="40" autocomplete="off"
                value=draft.handling.name.clone() aria-describedby=described aria-invalid=described.map(|_| "true") />
            <datalist id="labels">{known}</datalist>
            <div><Submit label="Add label" look=Look::Small op="label" /></div>
        </form>
        {(!own.is_empty()).then(|| view! { <ul class="stack-1" aria-label="Labels">{own}</ul> })}
    }
}

//! Something is done with several conversations at once: each in a transaction of its own, and what came of it
//! said in words.

use axum::{
    body::Bytes,
    extract::{Query, State},
    response::Redirect,
};
use handoff::{
    actions::{self, Done, Undoable, VerbError},
    clock::Instant,
    conversation::{Conversation, Priority, State as Standing},
    id::{ConversationId, OperatorId},
};
use leptos::prelude::*;

use super::{Desk, aside, handling::changed, looking::Asked, row::Rows, undo::keep};
use crate::{
    form::pairs,
    request::{Oops, Said, SignedIn, say},
    site::Site,
    ui::{Icon, Look, Submit},
};

/// The most that is done at once.
const MOST: usize = 100;

/// What is to be done.
enum Verb {
    Mine,
    Resolve,
    Snooze(Instant),
    Label(String),
    Priority(Priority),
}

impl Verb {
    /// What a form asks for, or what is missing in it.
    fn of(fields: &[(String, String)], desk: &Desk) -> Result<Self, String> {
        let field = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        match field("op") {
            "resolve" => Ok(Self::Resolve),
            "snooze" => {
                let asked = (field("until"), field("own"));
                aside::until(asked, desk.moment.now, desk.zone).map(Self::Snooze)
            }
            "label" => handoff::conversation::label_name(field("label")).map(Self::Label),
            "priority" => {
                let wanted = field("priority");
                let mut known = Priority::ALL.into_iter();
                let known = known.find(|known| known.rank().to_string() == wanted);
                known
                    .map(Self::Priority)
                    .ok_or_else(|| "Choose a priority.".to_owned())
            }
            _ => Ok(Self::Mine),
        }
    }

    const fn participle(&self) -> &'static str {
        match self {
            Self::Mine => "yours now",
            Self::Resolve => "resolved",
            Self::Snooze(_) => "put aside",
            Self::Label(_) => "labelled",
            Self::Priority(_) => "given another priority",
        }
    }
}

/// What came of it.
#[derive(Default)]
struct Outcome {
    done: usize,
    /// What each of the others was in the way of, in words.
    refused: Vec<String>,
    undo: Vec<Done>,
}

/// Does it with everything that was picked, and goes back to the list.
pub(super) async fn bulk(
    State(site): State<Site>,
    who: SignedIn,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let fields = pairs(&body);
    let desk = Desk::of(site, who, &asked).await?;
    let said = match (picked(&fields), Verb::of(&fields, &desk)) {
        (picked, _) if picked.is_empty() => {
            Said::refused("Pick some conversations first: tick the boxes beside them.")
        }
        (_, Err(problem)) => Said::refused(format!("Nothing was changed. {problem}")),
        (picked, Ok(verb)) => {
            let mut outcome = Outcome::default();
            for (id, holder) in picked {
                each(&desk, &verb, (id, holder), &mut outcome).await?;
            }
            let words = outcome.words(&verb);
            let can_undo = keep(&desk, outcome.undo).await;
            if outcome.done == 0 {
                Said::refused(words)
            } else {
                Said::done(words).undoable(can_undo)
            }
        }
    };
    say(&desk.who.session, said).await;
    Ok(Redirect::to(&desk.looking.list()))
}

/// The conversations that were picked, each with whoever had it when it was shown.
fn picked(fields: &[(String, String)]) -> Vec<(ConversationId, Option<OperatorId>)> {
    let values = fields.iter().filter(|(name, _)| name == "picked");
    let each = values.filter_map(|(_, value)| {
        let (id, holder) = value.rsplit_once(':')?;
        let holder: i64 = holder.parse().ok()?;
        Some((
            ConversationId(id.to_owned()),
            (holder > 0).then_some(OperatorId(holder)),
        ))
    });
    each.take(MOST).collect()
}

async fn each(
    desk: &Desk,
    verb: &Verb,
    (id, holder): (ConversationId, Option<OperatorId>),
    outcome: &mut Outcome,
) -> Result<(), Oops> {
    let store = &desk.site.desk.store;
    let Some(before) = store.conversation(desk.who.scope, &id).await? else {
        outcome.refused.push("is not there any more".to_owned());
        return Ok(());
    };
    // Whoever took it since the list was shown is at it.
    let taken = before.assignee.filter(|by| {
        before.state == Standing::WithOperator && Some(*by) != holder && *by != desk.who.operator.id
    });
    if let Some(by) = taken.filter(|_| !matches!(verb, Verb::Label(_) | Verb::Priority(_))) {
        let name = store
            .operator(by)
            .await?
            .map_or_else(|| "somebody".to_owned(), |by| by.name);
        outcome
            .refused
            .push(format!("was taken by {name} meanwhile"));
        return Ok(());
    }
    match perform(desk, verb, &before).await {
        Ok(undo) => {
            outcome.done += 1;
            outcome.undo.extend(undo);
        }
        Err(VerbError::Store(error)) => return Err(error.into()),
        Err(refused) => outcome.refused.push(why(refused)),
    }
    Ok(())
}

async fn perform(
    desk: &Desk,
    verb: &Verb,
    before: &Conversation,
) -> Result<Option<Done>, VerbError> {
    let (site, actor, scope) = (&desk.site.desk, &desk.who.actor, desk.who.scope);
    let id = &before.id;
    let what = match verb {
        Verb::Mine => {
            actions::claim(site, actor, scope, id, desk.who.operator.id).await?;
            return Ok(None);
        }
        Verb::Resolve => {
            actions::resolve(site, actor, scope, id).await?;
            Undoable::resolving(before)
        }
        Verb::Snooze(until) => {
            actions::snooze(site, actor, scope, id, Some(*until)).await?;
            Undoable::Snoozed {
                before: before.snoozed_until,
            }
        }
        Verb::Label(name) => {
            let (label, is_new) = actions::put_label(site, actor, scope, id, (name, None)).await?;
            if !is_new {
                return Ok(None);
            }
            Undoable::Labelled { label: label.id }
        }
        Verb::Priority(priority) => {
            actions::set_priority(site, actor, scope, id, *priority).await?;
            Undoable::Prioritised {
                before: before.priority,
            }
        }
    };
    Ok(Some(changed(before, what, desk)))
}

/// Why it could not be done with one of them, after “1 …”.
fn why(refused: VerbError) -> String {
    match refused {
        VerbError::Taken { name, .. } => format!("was taken by {name} meanwhile"),
        VerbError::Full { name, load, most } => {
            format!("would be too many: {name} has {load} of {most}")
        }
        VerbError::Resolved => "is resolved already".to_owned(),
        VerbError::WithAi => "is with the AI".to_owned(),
        VerbError::Invalid(_) => "is with nobody: take it over first".to_owned(),
        VerbError::Missing | VerbError::Store(_) => "is not there any more".to_owned(),
    }
}

impl Outcome {
    /// “12 resolved, 1 was taken by Ben Ito meanwhile.”
    fn words(&self, verb: &Verb) -> String {
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for reason in &self.refused {
            match reasons.iter_mut().find(|(known, _)| known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        }
        let done = (self.done > 0 || reasons.is_empty())
            .then(|| format!("{} {}", self.done, verb.participle()));
        let refused = reasons.into_iter().map(|(reason, count)| match count {
            1 => format!("1 {reason}"),
            _ => format!("{count}: each {reason}"),
        });
        let words: Vec<String> = done.into_iter().chain(refused).collect();
        format!("{}.", words.join(", "))
    }
}

/// The bar below the list; the style sheet shows it while something is picked.
pub(super) fn bar(rows: &Rows) -> impl IntoView + use<> {
    let known = rows
        .around
        .labels
        .iter()
        .map(|label| view! { <option value=label.name.clone()></option> })
        .collect::<Vec<_>>();
    let times = aside::offers(rows.moment.now, rows.around.zone)
        .into_iter()
        .map(|offer| view! { <option value=offer.name>{offer.words}</option> })
        .collect::<Vec<_>>();
    let priorities = Priority::ALL
        .into_iter()
        .rev()
        .map(|priority| view! { <option value=priority.rank()>{priority.title()}</option> })
        .collect::<Vec<_>>();
    view! {
        <div class="bulk" role="group" aria-label="With everything that is picked">
            <Submit label="Assign to me" look=Look::Small op="mine" />
            <Submit label="Resolve" look=Look::Small op="resolve" />
            <details class="menu is-up">
                <summary class="button is-sm is-quiet">"More" {Icon::Choose.small()}</summary>
                <div class="popover stack-3">
                    <div class="stack-1">
                        <label class="field-label" for="bulk-label">"Label"</label>
                        <div class="row is-nowrap">
                            <input class="input" id="bulk-label" name="label" list="bulk-labels" maxlength="40" autocomplete="off" />
                            <datalist id="bulk-labels">{known}</datalist>
                            <Submit label="Label" look=Look::Small op="label" />
                        </div>
                    </div>
                    <div class="stack-1">
                        <label class="field-label" for="bulk-until">"Snooze until"</label>
                        <div class="row is-nowrap">
                            <select class="select" id="bulk-until" name="until">{times}</select>
                            <Submit label="Snooze" look=Look::Small op="snooze" />
                        </div>
                        <p class="hint">{format!("Times in {}.", rows.around.zone.name())}</p>
                    </div>
                    <div class="stack-1">
                        <label class="field-label" for="bulk-priority">"Priority"</label>
                        <div class="row is-nowrap">
                            <select class="select" id="bulk-priority" name="priority">{priorities}</select>
                            <Submit label="Change" look=Look::Small op="priority" />
                        </div>
                    </div>
                </div>
            </details>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_said_in_words() {
        let ben = "was taken by Ben Ito meanwhile";
        let words = |done, refused: &[&str]| {
            let outcome = Outcome {
                done,
                refused: refused.iter().map(|why| (*why).to_owned()).collect(),
                undo: Vec::new(),
            };
            outcome.words(&Verb::Resolve)
        };
        assert_eq!(
            words(12, &[ben]),
            "12 resolved, 1 was taken by Ben Ito meanwhile."
        );
        assert_eq!(words(3, &[]), "3 resolved.");
        assert_eq!(
            words(0, &["is resolved already"; 2]),
            "2: each is resolved already."
        );
    }

    #[test]
    fn whoever_had_it_comes_with_what_was_picked() {
        let fields = pairs(b"op=resolve&picked=conv_a%3A0&picked=conv_b%3A7&picked=nonsense");
        let id = |name: &str| ConversationId(name.to_owned());
        assert_eq!(
            picked(&fields),
            [(id("conv_a"), None), (id("conv_b"), Some(OperatorId(7)))]
        );
    }
}

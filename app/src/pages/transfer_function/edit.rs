//! One transfer function: a new one, or one that is there.

use leptos::prelude::*;

use super::fields::{kinds, parameters};
use super::form::RawFunction;
use super::list::{Used, queue_links};
use super::sent::{Usable, sent_card, values_card};
use crate::document::Assets;
use crate::form::FieldErrors;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Card, Crumb, ErrorSummary, Icon, Look, Newer, NewerVersion, PageHead, SaveBar,
    SaveFirst, SaveState, Submit, TextField,
};

const FORM: &str = "transfer-function";

#[derive(Debug, Clone)]
pub struct FunctionPage {
    pub agent: i64,
    /// The one that is there: its id and its name as it is saved.
    pub saved_as: Option<(i64, String)>,
    pub values: RawFunction,
    pub errors: FieldErrors,
    pub saved: SaveState,
    pub newer: Option<Newer>,
    pub used: Used,
    pub usable: Vec<Usable>,
    /// What would be sent by what the form says now.
    pub sent: Option<String>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: FunctionPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: FunctionPage) -> impl IntoView {
    let FunctionPage {
        agent,
        saved_as,
        values,
        errors,
        saved,
        newer,
        used,
        usable,
        sent,
    } = page;
    let up = Crumb {
        label: "Transfer functions".to_owned(),
        href: routes::transfer_functions(agent),
    };
    let href = saved_as.as_ref().map_or_else(
        || routes::transfer_functions(agent),
        |(id, _)| routes::transfer_function(agent, *id),
    );
    let action = saved_as.as_ref().map_or_else(
        || routes::new_transfer_function(agent),
        |(id, _)| routes::transfer_function(agent, *id),
    );
    let here = saved_as
        .as_ref()
        .map_or("New transfer function".to_owned(), |(_, name)| name.clone());
    let delete = saved_as.as_ref().map(|(id, _)| {
        let href = routes::delete_transfer_function(agent, *id);
        view! { <ButtonLink href=href label="Delete…" look=Look::Quiet icon=Icon::Bin /> }
    });
    let newer =
        newer.map(|newer| view! { <NewerVersion newer=newer href=href.clone() /> }.into_any());
    let state = saved.or_refused(&errors);
    let followers = saved_as.is_some().then(|| used_card(agent, &used));
    view! {
        <PageHead
            question="What is sent, and to whom?"
            lede="Queues name a transfer function; it is used when a conversation goes there."
            crumbs=vec![up]
            here=here
        >
            {delete}
        </PageHead>
        <div class="content has-rail">
            {form(action, &values, &errors, newer)}
            <aside class="rail" aria-label="What follows from this">
                {sent_card(sent)} {followers} {values_card(usable)}
            </aside>
        </div>
        <SaveBar form=FORM label="Save transfer function" discard=href state=state />
    }
}

fn form(
    action: String,
    values: &RawFunction,
    errors: &FieldErrors,
    newer: Option<AnyView>,
) -> impl IntoView + use<> {
    view! {
        // Written out, since a part of the page in the address would take the focus from what is wrong.
        <form class="stack" id=FORM method="post" action=action novalidate>
            <SaveFirst />
            <input type="hidden" name="revision" value=values.revision.clone() />
            {newer}
            <ErrorSummary errors=errors.clone() />
            <section class="card" aria-label="Name and kind">
                <div class="card-body stack-4">
                    <TextField
                        at=errors.at("/name")
                        label="Name"
                        value=values.name.clone()
                        hint="As your systems call it, such as “default_transfer”. Letters, digits, spaces, dots, dashes and underscores."
                        autocomplete="off"
                        limit=100
                    />
                    {kinds(values, errors)}
                </div>
            </section>
            {parameters(values, errors)}
            <div>
                <Submit label="Show what would be sent" icon=Icon::Eye op="show" to="#sent" />
            </div>
        </form>
    }
}

fn used_card(agent: i64, used: &Used) -> impl IntoView + use<> {
    let words = if used.queues.is_empty() {
        let words = "No queue uses it, so nothing is sent yet. Choose it in a queue.";
        view! {
            <p class="sm">{words}</p>
            <p>
                <ButtonLink href=routes::queues(agent) label="See the queues" look=Look::Small />
            </p>
        }
        .into_any()
    } else {
        let handoffs = (!used.handoffs.is_empty()).then(|| {
            let words = format!(
                "The handoffs that lead there: {}.",
                used.handoffs.join(", ")
            );
            view! { <p class="sm muted">{words}</p> }
        });
        let what = if used.queues.len() == 1 {
            "The queue "
        } else {
            "The queues "
        };
        view! {
            <p class="sm">{what} {queue_links(agent, used)} "."</p>
            {handoffs}
        }
        .into_any()
    };
    view! { <Card id="used" title="Who uses it?">{words}</Card> }
}

//! How somebody likes to work in the inbox: keys, and whether replies are held for a moment.

use axum::{
    body::Bytes,
    extract::State,
    response::{Html, Redirect},
};
use handoff::{actions, operator::Habits};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, decode, is_ticked},
    request::{Oops, SignedIn, set_flash},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{Card, Check, Look, PageHead, Submit},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawHabits {
    has_keys: String,
    holds_replies: String,
}

pub(super) async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let habits = site.desk.store.habits(me.operator.id).await?;
    let shell = me.shell(&site, Place::Mine, "Your inbox").await?;
    Ok(Html(render(shell, &site.assets, habits)))
}

pub(super) async fn save(
    State(site): State<Site>,
    me: SignedIn,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let raw: RawHabits = decode(&body)?;
    let habits = Habits {
        has_keys: is_ticked(&raw.has_keys),
        holds_replies: is_ticked(&raw.holds_replies),
    };
    actions::save_habits(&site.desk, me.operator.id, habits).await?;
    set_flash(&me.session, "Your inbox is set.").await;
    Ok(Redirect::to(routes::HABITS))
}

fn render(shell: Shell, assets: &Assets, habits: Habits) -> String {
    shell::render(shell, assets, move || {
        let errors = FieldErrors::default();
        view! {
            <PageHead question="How do you like your inbox?" />
            <div class="content is-narrow">
                <Card id="habits" title="You in the inbox">
                    <form class="stack-4" method="post" action=routes::HABITS>
                        <Check
                            at=errors.at("/has_keys")
                            label="Single keys"
                            is_ticked=habits.has_keys
                            hint="Outside fields, j and k walk the list, r replies, e resolves. “?” lists them all. Ctrl Enter and Ctrl K work either way."
                        />
                        <Check
                            at=errors.at("/holds_replies")
                            label="Hold replies for five seconds"
                            is_ticked=habits.holds_replies
                            hint="Until then you can take one back. A reply goes at once when you leave the page."
                        />
                        <div><Submit label="Save" look=Look::Primary /></div>
                    </form>
                </Card>
            </div>
        }
    })
}

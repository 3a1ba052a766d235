//! The texts the team keeps to answer with: one page to read, change and add to them.

use axum::{
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError},
    conversation::{CannedReply, REPLY_NAME_MAX, REPLY_TEXT_MAX},
    id::CannedReplyId,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, decode},
    request::{Oops, Said, SignedIn, refused, say},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{Card, ErrorSummary, Look, PageHead, Submit, TextArea, TextField},
};

/// What can be filled in beside what an AI agent gathers.
const KNOWN: [&str; 5] = [
    "{{customer_name}}",
    "{{customer_email}}",
    "{{operator_name}}",
    "{{agent_name}}",
    "{{order_number}}",
];

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct RawCanned {
    /// `save` or `delete`.
    op: String,
    /// Empty for a new one.
    id: String,
    revision: String,
    name: String,
    text: String,
}

pub(super) async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let page = rendered(&site, &me, RawCanned::default(), FieldErrors::default());
    Ok(Html(page.await?))
}

pub(super) async fn save(
    State(site): State<Site>,
    me: SignedIn,
    body: Bytes,
) -> Result<Response, Oops> {
    let raw: RawCanned = decode(&body)?;
    let id = CannedReplyId(raw.id.parse().unwrap_or(0));
    let (done, words) = if raw.op == "delete" {
        let done = actions::delete_canned_reply(&site.desk, &me.actor, id).await;
        (done, format!("“{}” is deleted.", raw.name.trim()))
    } else {
        let reply = CannedReply {
            id,
            name: raw.name.clone(),
            text: raw.text.clone(),
            revision: raw.revision.parse().unwrap_or(0),
        };
        let done = actions::save_canned_reply(&site.desk, &me.actor, &reply).await;
        (done.map(drop), format!("“{}” is saved.", raw.name.trim()))
    };
    let said = match done {
        Ok(()) => Said::done(words),
        Err(SaveError::Invalid(problems)) => {
            let errors = FieldErrors::of(problems);
            return Ok(refused(rendered(&site, &me, raw, errors).await?));
        }
        Err(SaveError::Outdated) => {
            let why = "Somebody else changed or deleted this reply meanwhile. Your words are below: save them as a new one, or look again.";
            let errors = FieldErrors::new([("/text", why)]);
            let anew = RawCanned {
                id: String::new(),
                ..raw
            };
            return Ok(refused(rendered(&site, &me, anew, errors).await?));
        }
        Err(SaveError::Missing) => Said::refused("It is deleted already."),
        Err(other) => return Err(other.into()),
    };
    say(&me.session, said).await;
    Ok(Redirect::to(routes::REPLIES).into_response())
}

async fn rendered(
    site: &Site,
    me: &SignedIn,
    raw: RawCanned,
    errors: FieldErrors,
) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Replies, "Replies").await?;
    let kept = site.desk.store.canned_replies().await?;
    Ok(render(shell, &site.assets, (kept, raw, errors)))
}

fn render(
    mut shell: Shell,
    assets: &Assets,
    (kept, raw, errors): (Vec<CannedReply>, RawCanned, FieldErrors),
) -> String {
    shell.title = errors.title(&shell.title);
    shell::render(shell, assets, move || content(kept, raw, errors))
}

fn content(kept: Vec<CannedReply>, raw: RawCanned, errors: FieldErrors) -> impl IntoView {
    // The form that was refused comes again as it was; the others as they are kept.
    let refused = (!errors.is_empty()).then_some(raw);
    let is_new = refused.as_ref().is_some_and(|raw| raw.id.is_empty());
    let new = refused.clone().filter(|_| is_new).unwrap_or_default();
    let new_errors = if is_new {
        errors.clone()
    } else {
        FieldErrors::default()
    };
    let lede =
        "Everybody finds them below a conversation: choose one, or type “/” into an empty reply.";
    let cards = kept
        .into_iter()
        .map(|reply| {
            let again = refused.clone().filter(|raw| raw.id == reply.id.to_string());
            let own = if again.is_some() {
                errors.clone()
            } else {
                FieldErrors::default()
            };
            kept_one(&reply, again, own)
        })
        .collect::<Vec<_>>();
    view! {
        <PageHead question="What do you often say?" lede=lede />
        <div class="content is-narrow">
            <ErrorSummary errors=errors />
            {cards}
            <Card id="new-reply" title="A new reply">
                <form class="stack-4" method="post" action=routes::REPLIES novalidate>
                    {fields(new, new_errors)}
                    <div><Submit label="Add reply" look=Look::Primary op="save" /></div>
                </form>
            </Card>
        </div>
    }
}

fn kept_one(
    reply: &CannedReply,
    again: Option<RawCanned>,
    errors: FieldErrors,
) -> impl IntoView + use<> {
    let is_open = again.is_some();
    let id = format!("reply-{}", reply.id);
    let values = again.unwrap_or_else(|| RawCanned {
        name: reply.name.clone(),
        text: reply.text.clone(),
        ..RawCanned::default()
    });
    let title = reply.name.clone();
    let shown = reply.text.clone();
    let (number, revision) = (reply.id.0, reply.revision);
    let said = format!(" “{title}”");
    view! {
        <Card id=id title=title.clone()>
            <p class="pre" dir="auto">{shown}</p>
            <details open=is_open>
                <summary class="button is-sm">"Change" <span class="sr">{said.clone()}</span></summary>
                <form class="stack-4" method="post" action=routes::REPLIES novalidate>
                    <input type="hidden" name="id" value=number />
                    <input type="hidden" name="revision" value=revision />
                    {if is_open { fields(values, errors).into_any() } else { plain(number, values).into_any() }}
                    <div class="row">
                        <Submit label="Save" op="save" said=said.clone() />
                        <Submit label="Delete" op="delete" look=Look::SmallDanger said=said />
                    </div>
                </form>
            </details>
        </Card>
    }
}

/// The fields of the form that is written in.
fn fields(values: RawCanned, errors: FieldErrors) -> impl IntoView {
    let placeholders = KNOWN.iter().map(|name| (*name).to_owned()).collect();
    view! {
        <TextField at=errors.at("/name") label="Name" value=values.name limit=REPLY_NAME_MAX autocomplete="off" />
        <TextArea
            at=errors.at("/text")
            label="Text"
            value=values.text
            limit=REPLY_TEXT_MAX
            hint="What is known is filled in when it is inserted: also whatever the AI agent gathers, by its name."
            placeholders=placeholders
        />
    }
}

/// The fields of one among several, with ids of their own.
fn plain(number: i64, values: RawCanned) -> impl IntoView {
    let (name, text) = (format!("name-{number}"), format!("text-{number}"));
    view! {
        <div class="field">
            <label class="field-label" for=name.clone()>"Name"</label>
            <input class="input" id=name name="name" value=values.name autocomplete="off" />
        </div>
        <div class="field">
            <label class="field-label" for=text.clone()>"Text"</label>
            <textarea class="textarea" id=text name="text" rows="4" dir="auto">{crate::ui::field::written(&values.text)}</textarea>
        </div>
    }
}

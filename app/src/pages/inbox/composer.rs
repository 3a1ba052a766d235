//! Where one writes: a reply to the customer or a note to the team, and what sending does.

use handoff::{
    clock::Instant,
    conversation::{Attachment, fill_in},
    handoff::language_name,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    file::{clip, files_to_send},
    handling::RawHandling,
    looking::Looking,
    seen::{Holder, Seen},
};
use crate::{
    form::FieldErrors,
    ui::{ErrorSummary, Icon, field::written, when::clock},
};

/// What was written, as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct RawReply {
    pub text: String,
    /// `reply` or `note`.
    pub kind: String,
    /// `assign` takes the conversation from whoever has it before sending; `insert` sends nothing, and adds a
    /// kept text to what is written.
    pub op: String,
    /// The number of the kept text.
    pub canned: String,
    /// The names of files that were brought before and go with it.
    #[serde(skip)]
    pub files: Vec<String>,
}

impl RawReply {
    pub(super) fn is_note(&self) -> bool {
        self.kind == "note"
    }
}

/// What was written and why it was not sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub values: RawReply,
    /// What another form of the page asked for.
    pub handling: RawHandling,
    /// When it was kept, if it was.
    pub kept_at: Option<Instant>,
    /// Files that were brought and not sent.
    pub files: Vec<Attachment>,
    pub errors: FieldErrors,
}

pub(super) fn composer(seen: &Seen, looking: &Looking, draft: Draft) -> impl IntoView + use<> {
    let Draft {
        values,
        errors,
        kept_at,
        files,
        ..
    } = draft;
    let wrong_file = errors.at("/files").error;
    let clip = seen.takes_files.then(|| clip(wrong_file.is_some()));
    let files = seen.takes_files.then(|| files_to_send(wrong_file, &files));
    let enctype = seen.takes_files.then_some("multipart/form-data");
    let state = kept_at.map(|at| format!("Draft kept {}", clock(at, seen.zone)));
    let is_unkept = state.is_none();
    let hold = seen.habits.holds_replies.then_some("5");
    let is_done = seen.holder() == Holder::Done;
    let field = errors.at("/text");
    let described = if field.error.is_some() {
        "text-error text-hint"
    } else {
        "text-hint"
    };
    let invalid = field.error.is_some().then_some("true");
    let is_note = values.is_note() || is_done;
    view! {
        <div>
            {(!errors.is_empty()).then(|| view! { <div class="refusal"><ErrorSummary errors=errors /></div> })}
            <p class="seen" data-here aria-live="off" hidden></p>
            <p class="seen" data-draft-state aria-live="off" hidden=is_unkept>{state}</p>
            <div class="hold" role="status" data-hold hidden>
                <span></span>
                <button class="link-button" type="button">"Take it back"</button>
            </div>
            <form
                class="composer"
                id="composer"
                method="post"
                enctype=enctype
                data-hold-for=hold
                data-draft=looking.below(&seen.conversation.id, "draft")
                data-names=names(seen)
                data-kept-at=kept_at.map(|at| at.timestamp_millis())
                action=looking.below(&seen.conversation.id, "replies")
            >
                <div class="kinds">{kinds(seen, is_note, is_done)} {canned(seen, looking)} {clip}</div>
                {field.error.map(|error| view! { <p class="error" id="text-error">{Icon::Warning.small()} " " {error}</p> })}
                <label class="sr" for="text">"Your words"</label>
                <textarea
                    id="text"
                    name="text"
                    dir="auto"
                    rows="2"
                    aria-describedby=described
                    aria-invalid=invalid
                >
                    {written(&values.text)}
                </textarea>
                {files}
                {foot(seen)}
            </form>
        </div>
    }
}

/// Whom a note can name, for the script that offers them: the others who work here, a line each.
fn names(seen: &Seen) -> String {
    let others = seen
        .people
        .iter()
        .filter(|person| person.is_enabled() && person.id != seen.me);
    let names: Vec<_> = others.map(|person| person.name.as_str()).collect();
    names.join("\n")
}

fn kinds(seen: &Seen, is_note: bool, is_done: bool) -> impl IntoView + use<> {
    let customer = &seen.conversation.customer;
    let name = customer.name.as_deref().unwrap_or("the customer");
    let first = name.split_whitespace().next().unwrap_or(name).to_owned();
    let reply = (!is_done).then(|| {
        view! {
            <label>
                <input type="radio" name="kind" value="reply" id="kind-reply" checked=!is_note />
                {Icon::Reply.small()}
                <span>"Reply to " <bdi>{first}</bdi></span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented">
            <legend class="sr">"What you write"</legend>
            {reply}
            <label>
                <input type="radio" name="kind" value="note" id="kind-note" checked=is_note />
                {Icon::Note.small()}
                <span>"Note to the team"</span>
            </label>
        </fieldset>
    }
}

/// The texts the team keeps, with what is known filled in. The button comes after the one that sends, so that
/// Enter in a field never inserts.
fn canned(seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let known = seen.known();
    let options = seen
        .canned
        .iter()
        .map(|reply| {
            let text = fill_in(&reply.text, &known);
            view! { <option value=reply.id.0 data-text=text>{reply.name.clone()}</option> }
        })
        .collect::<Vec<_>>();
    let action = looking.below(&seen.conversation.id, "replies");
    let language = seen.conversation.language.as_deref();
    let language = language.map(|language| format!("Writes {}", language_name(language)));
    let choice = (!options.is_empty()).then(|| {
        view! {
            <span class="canned">
                <label class="sr" for="canned">"Insert a kept reply"</label>
                <select class="select" id="canned" name="canned">
                    <option value="">"Kept reply…"</option>
                    {options}
                </select>
                <button class="button is-sm is-quiet" type="submit" name="op" value="insert" formaction=action>"Insert"</button>
            </span>
        }
    });
    view! { {language.map(|words| view! { <span class="faint sm push">{words}</span> })} {choice} }
}

/// What sending does, and the button that does it. A reply and a note say different things; the style
/// sheet shows those of the kind that is chosen.
pub(super) fn foot(seen: &Seen) -> impl IntoView + use<> {
    let agent = &seen.agent_name;
    let (hint, label, op) = match seen.holder() {
        Holder::Me => (
            "It is yours. The customer reads this at once.".to_owned(),
            "Send".to_owned(),
            None,
        ),
        Holder::Ai => (
            format!("Sending takes this over from {agent}, who stays quiet until you hand back."),
            "Send and take over".to_owned(),
            None,
        ),
        Holder::Nobody => (
            format!("Sending makes it yours. {agent} stays quiet until you hand back."),
            "Send and take over".to_owned(),
            None,
        ),
        Holder::Colleague(name) => (
            format!("{name} has it. Sending gives it to you first."),
            format!("Take it from {name} and send"),
            Some("assign"),
        ),
        Holder::Done => (
            "Resolved. It opens again when the customer writes; a note can be added any time."
                .to_owned(),
            "Add note".to_owned(),
            None,
        ),
    };
    let hint = match window(seen) {
        Some(window) => format!("{window} {hint}"),
        None => hint,
    };
    view! {
        <div class="foot" data-live="foot">
            <p class="hint" id="text-hint">
                <span class="for-reply">{hint}</span>
                <span class="for-note">"Only the team sees a note. Write @ and a name to ask a colleague to look."</span>
            </p>
            <button class="button is-primary" type="submit" name=op.map(|_| "op") value=op>
                <span class="for-reply">{label}</span>
                <span class="for-note">"Add note"</span>
                " "
                <kbd aria-hidden="true">"Ctrl ↵"</kbd>
            </button>
        </div>
    }
}

/// How long the customer may still be sent free text, where their channel closes some time after their words.
fn window(seen: &Seen) -> Option<String> {
    let (until, channel) = (seen.open_until?, seen.conversation.channel.title());
    let left = until - seen.moment.now;
    let words = match (left.num_hours(), left.num_minutes()) {
        (_, ..=0) => format!(
            "{channel} takes only the approved template now, since the customer has not written for a day: what you send goes out in it."
        ),
        (0, minutes) => format!("{channel} takes free text for {minutes} more minutes."),
        (hours, minutes) => format!(
            "{channel} takes free text for {hours} h {} min more.",
            minutes % 60
        ),
    };
    Some(words)
}

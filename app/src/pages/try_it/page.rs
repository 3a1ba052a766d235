//! The page: what is said and when on the left, what would be decided on the right.

use handoff::channel::Channel;
use leptos::prelude::*;

use super::form::{LANGUAGES, LINES, RawLine, RawTried};
use super::samples::SAMPLES;
use super::script::Speaker;
use super::verdict::{Verdict, verdict};
use crate::document::Assets;
use crate::form::{FieldErrors, RowOp};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::field::error_view;
use crate::ui::zone::{LIST, ZoneNames};
use crate::ui::{
    BareSelect, BareTextArea, Callout, ErrorSummary, Icon, InputKind, Look, Meaning, PageHead,
    RowButton, Segmented, SelectField, Submit, TextArea, TextField,
};

/// The form's id, for the buttons outside it.
const FORM: &str = "try";

#[derive(Debug, Clone)]
pub struct TryIt {
    pub agent: i64,
    pub name: String,
    pub values: RawTried,
    pub errors: FieldErrors,
    /// What was decided, unless something is wrong or still being written.
    pub verdict: Option<Verdict>,
    pub unsaved: Option<Unsaved>,
}

/// The action's form as it was sent along, kept as it is.
#[derive(Debug, Clone, Default)]
pub struct Unsaved {
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// What is wrong with these settings, so that they cannot be tried.
    pub problems: Vec<String>,
}

pub fn render(mut shell: Shell, assets: &Assets, page: TryIt) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: TryIt) -> impl IntoView {
    let right = match &page.verdict {
        Some(found) => verdict(found, (page.agent, &page.name), FORM).into_any(),
        None => waiting(&page).into_any(),
    };
    let (back, problems) = match &page.unsaved {
        Some(unsaved) => (
            Some(back(page.agent, unsaved).into_any()),
            problems(unsaved).map(IntoAny::into_any),
        ),
        None => (None, None),
    };
    view! {
        <PageHead
            question=format!("What would {} do?", page.name)
            lede="Paste or write a conversation, pick a moment, and see the decision and every step to it. Nothing is sent and nothing is kept."
        >
            {back}
        </PageHead>
        <div class="content">
            {problems}
            <div class="try">
                <form class="card" id=FORM method="post" action=routes::try_it(page.agent) novalidate>
                    {form(&page).into_any()}
                </form>
                {right}
            </div>
            <ZoneNames />
        </div>
    }
}

fn form(page: &TryIt) -> impl IntoView + use<> {
    let RawTried { pasted, moment, .. } = &page.values;
    let errors = &page.errors;
    let which = page.unsaved.as_ref().map(|unsaved| {
        let choices = [("unsaved", "Not saved yet"), ("saved", "As saved")];
        let value = match page.values.settings.as_str() {
            "saved" => "saved",
            _ => "unsaved",
        };
        view! {
            {hidden(unsaved)}
            <Segmented at=errors.at("/try/settings") legend="With which settings" value=value choices=pairs(choices) />
        }
    });
    let hint = format!(
        "One line each, beginning with “Customer:”, “{}:” or “Person:”.",
        page.name
    );
    view! {
        <div class="card-body stack-4">
            // Enter in a field decides; it does not remove the first line.
            <button class="sr" type="submit" name="op" value="decide" tabindex="-1" aria-hidden="true">"Decide"</button>
            <ErrorSummary errors=errors.clone() />
            {which.into_any()}
            {lines(page).into_any()}
            <details class="paste">
                <summary>{Icon::Copy.small()} "Paste a conversation"</summary>
                <div class="stack-2">
                    <TextArea at=errors.at("/try/pasted") label="A conversation as text" value=pasted.clone() hint=hint />
                    <div><Submit label="Use these lines" op="paste" look=Look::Small /></div>
                </div>
            </details>
            <div class="when-grid">
                <TextField at=errors.at("/try/moment/on") label="Day" value=moment.on.clone() kind=InputKind::Date />
                <TextField at=errors.at("/try/moment/at") label="Time" value=moment.at.clone() autocomplete="off" />
            </div>
            <TextField
                at=errors.at("/try/moment/zone")
                label="Customer’s time zone"
                hint="The day and time are by their clock."
                value=moment.zone.clone()
                autocomplete="off"
                list=LIST
            />
            {choices(page).into_any()}
            <Submit label="Decide" op="decide" look=Look::PrimaryBlock />
        </div>
        <div class="card-foot stack-2">
            <p class="field-label">"Start from"</p>
            <div class="row">{samples()}</div>
        </div>
    }
}

fn choices(page: &TryIt) -> impl IntoView + use<> {
    let values = &page.values;
    let channels = Channel::ALL.map(|channel| (channel.as_str(), channel.title()));
    let languages = std::iter::once(("", "Find out")).chain(LANGUAGES);
    let at = |name: &str| page.errors.at(&format!("/try/{name}"));
    view! {
        <div class="when-grid">
            <SelectField at=at("channel") label="Writing by" value=values.channel.clone() choices=pairs(channels) />
            <SelectField at=at("language") label="Language" value=values.language.clone() choices=pairs(languages) />
            <TextField at=at("online") label="People online" value=values.online.clone() autocomplete="off" />
        </div>
    }
}

fn lines(page: &TryIt) -> impl IntoView + use<> {
    let rows = page
        .values
        .lines
        .iter()
        .map(|(index, row)| line(page, *index, row).into_any())
        .collect::<Vec<_>>();
    let add = RowOp::Add {
        list: LINES.to_owned(),
    };
    let nothing = page.errors.at("/try/lines/0/text");
    let nothing = nothing
        .error
        .filter(|_| page.values.lines.is_empty())
        .map(|error| error_view(&nothing.id, Some(error)));
    view! {
        <fieldset class="stack-2">
            <legend class="field-label">"Conversation"</legend>
            {nothing}
            <div class="script">{rows}</div>
            <div class="field-foot">
                <RowButton op=add icon=Icon::Plus words="Add a line" shown=true />
                <span>"The last line is decided"</span>
            </div>
        </fieldset>
    }
}

fn line(page: &TryIt, index: u32, row: &RawLine) -> impl IntoView + use<> {
    let number = index + 1;
    let at = |name: &str| page.errors.at(&format!("/try/{LINES}/{index}/{name}"));
    let text = at("text");
    let error = error_view(&text.id, text.error.clone());
    let remove = RowOp::Remove {
        list: LINES.to_owned(),
        index,
    };
    let class = match Speaker::parse(&row.who) {
        Some(Speaker::Ai) => "turn is-ai",
        Some(Speaker::Person) => "turn is-person",
        _ => "turn",
    };
    view! {
        <div class=class role="group" aria-label=format!("Line {number}")>
            <BareSelect at=at("who") said=format!("Who says line {number}") value=row.who.clone() choices=speakers(&page.name) />
            <RowButton op=remove icon=Icon::Cross words=format!("Remove line {number}") />
            {error}
            <BareTextArea at=text said=format!("Words of line {number}") value=row.text.clone() />
        </div>
    }
}

fn speakers(name: &str) -> Vec<(String, String)> {
    let words = |speaker| match speaker {
        Speaker::Customer => "Customer",
        Speaker::CustomerWithPicture => "Customer, with a picture",
        Speaker::Ai => name,
        Speaker::Person => "A person",
    };
    pairs(Speaker::ALL.map(|speaker| (speaker.as_str(), words(speaker))))
}

fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let own = |(value, words): (&str, &str)| (value.to_owned(), words.to_owned());
    pairs.into_iter().map(own).collect()
}

fn samples() -> impl IntoView {
    SAMPLES
        .iter()
        .enumerate()
        .map(|(number, sample)| {
            view! { <Submit label=sample.title op=format!("sample={number}") look=Look::Small /> }
        })
        .collect::<Vec<_>>()
}

fn hidden(unsaved: &Unsaved) -> impl IntoView + use<> {
    let fields = unsaved.fields.clone().into_iter();
    fields
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect::<Vec<_>>()
}

/// The way back to the settings that are tried, with nothing lost.
fn back(agent: i64, unsaved: &Unsaved) -> impl IntoView + use<> {
    view! {
        <form method="post" action=routes::human_handoff(agent)>
            {hidden(unsaved)}
            <Submit label="Back to these settings" op="resume" icon=Icon::Back />
        </form>
    }
}

fn problems(unsaved: &Unsaved) -> Option<impl IntoView + use<>> {
    if unsaved.problems.is_empty() {
        return None;
    }
    let problems = unsaved
        .problems
        .iter()
        .map(|problem| view! { <li>{problem.clone()}</li> })
        .collect::<Vec<_>>();
    Some(view! {
        <Callout title="These settings cannot be tried yet" meaning=Meaning::Wait>
            <ul>{problems}</ul>
            <p>"Go back and mend them, or try with the settings as saved."</p>
        </Callout>
    })
}

/// In place of the decision, while there is none.
fn waiting(page: &TryIt) -> impl IntoView + use<> {
    let words = if page.errors.is_empty() {
        "Press Decide when the conversation is as you want it."
    } else {
        "Mend what is marked, then press Decide."
    };
    view! {
        <section class="card" aria-labelledby="verdict">
            <div class="card-body stack-2">
                <h2 id="verdict">"No decision yet"</h2>
                <p class="muted">{words}</p>
            </div>
        </section>
    }
}

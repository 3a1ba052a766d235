//! Import and export: whose JSON, what it would change, and what could not be taken along.

use handoff::{
    policy::Change,
    problem::Fault,
    vendor::{Fate, Line, VENDORS, Vendor},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::{FieldAt, FieldErrors};
use crate::routes;
use crate::shell::{self, AgentLink, Shell};
use crate::ui::field::{error_view, written};
use crate::ui::{
    Badge, ButtonLink, Callout, Card, Choices, ErrorSummary, Icon, Look, Meaning, PageHead,
    SelectField, Submit, TextArea, TextField,
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawImport {
    /// Name of a vendor.
    pub vendor: String,
    /// Id of an AI agent.
    pub agent: String,
    /// The handoff that is to lead there, where the JSON is about one.
    pub handoff: String,
    pub text: String,
    /// The version that was looked at.
    pub tag: String,
}

/// The form for a calendar as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawCalendar {
    /// Ids of an AI agent and of hours of its: `1/3`.
    pub schedule: String,
    /// The text of an iCalendar file.
    pub calendar: String,
}

#[derive(Debug, Clone, Default)]
pub struct ImportPage {
    pub agents: Vec<AgentLink>,
    /// The hours that holidays can be added to.
    pub schedules: Choices,
    pub values: RawImport,
    pub calendar: RawCalendar,
    pub errors: FieldErrors,
    pub faults: Vec<Fault>,
    /// What it would change, once it was looked at.
    pub shown: Option<Shown>,
}

/// What an import would change, and what it cannot take along.
#[derive(Debug, Clone)]
pub struct Shown {
    pub changes: Vec<Change>,
    pub report: Vec<Line>,
    pub tag: String,
}

impl ImportPage {
    /// The page with what was sent, and nothing to say about it yet.
    #[must_use]
    pub fn of(values: RawImport) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }
}

pub fn render(mut shell: Shell, assets: &Assets, page: ImportPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: ImportPage) -> impl IntoView {
    let out = export(&page);
    let looked = page.shown.as_ref().map(|shown| result(shown, &page.values));
    let days = holidays(&page);
    view! {
        <PageHead
            question="Do you come from somewhere else?"
            lede="Paste what another system has set up. You see what would change before anything does."
        />
        <div class="content is-narrow">
            <ErrorSummary errors=page.errors.clone() />
            {looked}
            {form(page)}
            {days}
            {out}
        </div>
    }
}

fn vendors() -> Choices {
    let choice = |vendor: &dyn Vendor| (vendor.name().to_owned(), vendor.title().to_owned());
    VENDORS.into_iter().map(choice).collect()
}

fn agents_of(agents: &[AgentLink]) -> Choices {
    let choice = |agent: &AgentLink| (agent.id.to_string(), agent.name.clone());
    agents.iter().map(choice).collect()
}

fn form(page: ImportPage) -> impl IntoView {
    let errors = page.errors.clone();
    let agents = agents_of(&page.agents);
    let values = page.values.clone();
    let holds = VENDORS
        .into_iter()
        .map(|vendor| {
            view! { <dt>{vendor.title()}</dt> <dd>{vendor.holds()} "."</dd> }
        })
        .collect_view();
    view! {
        <Card id="import" title="Import">
            <form class="stack-4" method="post" action=routes::IMPORT enctype="multipart/form-data" novalidate>
                <div class="cols-2">
                    <SelectField at=errors.at("/vendor") label="From" value=values.vendor choices=vendors() />
                    <SelectField at=errors.at("/agent") label="For which AI agent" value=values.agent choices=agents />
                </div>
                <dl class="facts">{holds}</dl>
                {json_field(&page)}
                {file_field(errors.at("/file"), "Or a file", ".json,application/json")}
                <TextField
                    at=errors.at("/handoff")
                    label="Handoff"
                    value=values.handoff
                    hint="For a destination: the handoff that leads there. Without a name, it gets that of its first queue."
                    is_optional=true
                    autocomplete="off"
                />
                <div><Submit label="Show what would change" look=Look::Primary /></div>
            </form>
        </Card>
    }
}

fn json_field(page: &ImportPage) -> impl IntoView + use<> {
    let field = page.errors.at("/text");
    let is_refused = field.error.is_some();
    let text = page.values.text.clone();
    let count = text.split('\n').count().max(6);
    let lines = (1..=count)
        .map(|line| {
            let is_bad = page.faults.iter().any(|fault| fault.line == line);
            view! { <li class=is_bad.then_some("is-bad")>{line}</li> }
        })
        .collect_view();
    let error = error_view(&field.id, field.error);
    view! {
        <div class=if is_refused { "field is-bad" } else { "field" }>
            <label for="text">"JSON"</label>
            <p class="hint" id="text-hint">"As the other system shows or answers it."</p>
            {error}
            <div class="code">
                <ol aria-hidden="true" data-part="lines" data-lines="text">{lines}</ol>
                <textarea
                    id="text"
                    name="text"
                    rows=count.to_string()
                    spellcheck="false"
                    autocapitalize="off"
                    aria-describedby=if is_refused { "text-hint text-error" } else { "text-hint" }
                    aria-invalid=is_refused.then_some("true")
                >
                    {written(&text)}
                </textarea>
            </div>
        </div>
    }
}

/// A file instead of what is pasted; on the wire it is always called `file`.
fn file_field(field: FieldAt, label: &'static str, accept: &'static str) -> impl IntoView + use<> {
    let id = field.id;
    let is_refused = field.error.is_some();
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    let described = if is_refused {
        format!("{hint} {wrong}")
    } else {
        hint.clone()
    };
    view! {
        <div class=if is_refused { "field is-bad" } else { "field" }>
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint>"A file that is chosen goes before what is pasted."</p>
            {error_view(&id, field.error)}
            <input
                class="input"
                id=id
                name="file"
                type="file"
                accept=accept
                aria-invalid=is_refused.then_some("true")
                aria-describedby=described
            />
        </div>
    }
}

/// Holidays out of a calendar, into hours.
fn holidays(page: &ImportPage) -> impl IntoView + use<> {
    let errors = page.errors.clone();
    let (values, schedules) = (page.calendar.clone(), page.schedules.clone());
    view! {
        <Card
            id="holidays"
            title="Holidays"
            hint="Days of an iCalendar file become days on which nobody is there."
        >
            <form class="stack-4" method="post" action=routes::IMPORT_HOLIDAYS enctype="multipart/form-data" novalidate>
                <SelectField
                    at=errors.at("/schedule")
                    label="Into which hours"
                    value=values.schedule
                    choices=schedules
                />
                <TextArea
                    at=errors.at("/calendar")
                    label="Calendar"
                    value=values.calendar
                    hint="The text of a file whose name ends in .ics. It begins with BEGIN:VCALENDAR."

                />
                {file_field(errors.at("/calendar_file"), "Or a calendar file", ".ics,text/calendar")}
                <div><Submit label="Show which days" look=Look::Primary /></div>
            </form>
        </Card>
    }
}

/// What would change, what cannot be taken along, and the button that does it.
fn result(shown: &Shown, values: &RawImport) -> impl IntoView + use<> {
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

fn export(page: &ImportPage) -> impl IntoView + use<> {
    let agent = page.values.agent.clone();
    let links = VENDORS
        .into_iter()
        .map(|vendor| {
            let href = routes::export(vendor.name(), &agent);
            view! { <ButtonLink href=href label=vendor.title() icon=Icon::Forward /> }
        })
        .collect_view();
    view! {
        <Card
            id="export"
            title="Export"
            hint="What is set up for the AI agent above, in the other system’s JSON."
        >
            <div class="row">{links}</div>
        </Card>
    }
}

#[cfg(test)]
impl ImportPage {
    pub(crate) fn sample() -> Self {
        let agent = AgentLink {
            id: 1,
            name: "Nora".to_owned(),
            about: "Alder & Pine shop".to_owned(),
        };
        let values = RawImport {
            vendor: "agent_rush".to_owned(),
            agent: "1".to_owned(),
            text: "{\n  \"handoff\": {\"enabled\": true, \"tone\": \"warm\"}\n}".to_owned(),
            ..RawImport::default()
        };
        Self {
            agents: vec![agent],
            schedules: vec![("1/1".to_owned(), "Nora: Main team".to_owned())],
            ..Self::of(values)
        }
    }

    pub(crate) fn sample_shown() -> Self {
        let shown = Self::looked(&Self::sample().values.text);
        Self {
            shown: Some(shown),
            ..Self::sample()
        }
    }

    fn looked(text: &str) -> Shown {
        use handoff::{
            policy::Document,
            vendor::{Around, import, vendor_named},
        };
        let vendor = vendor_named("agent_rush").unwrap();
        let import = import(vendor, text, &Document::fresh(), &Around::default()).unwrap();
        Shown {
            changes: import.changes,
            report: import.report,
            tag: "8f3a".to_owned(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let fault = Fault {
            line: 2,
            path: "handoff.enabled".to_owned(),
            pointer: "/handoff/enabled".to_owned(),
            detail: "Write true or false here, without quotes.".to_owned(),
        };
        Self {
            errors: FieldErrors::new([("/text", fault.in_words())]),
            faults: vec![fault],
            ..Self::sample()
        }
    }
}

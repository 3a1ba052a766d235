//! Import and export: whose JSON, what it would change, and what could not be taken along.

mod file_field;
mod form;
mod holidays;
#[cfg(test)]
mod samples;
mod shown;

use handoff::{problem::Fault, vendor::VENDORS};
use leptos::prelude::*;

pub use self::{form::RawImport, holidays::RawCalendar, shown::Shown};
use self::{form::form, holidays::holidays, shown::result};
use crate::{
    document::Assets,
    form::FieldErrors,
    routes,
    shell::{self, AgentLink, Shell},
    ui::{ButtonLink, Card, Choices, ErrorSummary, Icon, PageHead},
};

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

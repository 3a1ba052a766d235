//! Every help desk in which handoffs can become tickets, and how each is doing.

use leptos::prelude::*;

use crate::document::Assets;
use crate::pages::connection::{ConnectionRow, row, state};
use crate::shell::{self, Shell};
use crate::ui::PageHead;

#[derive(Debug, Clone)]
pub struct HelpDesks {
    /// The AI agent's name.
    pub name: String,
    pub rows: Vec<ConnectionRow>,
}

pub fn render(shell: Shell, assets: &Assets, page: HelpDesks) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: HelpDesks) -> impl IntoView {
    let HelpDesks { name, rows } = page;
    let rows = rows.into_iter().map(|each| {
        let state = state(each.how.as_ref());
        row(each, state)
    });
    let rows = rows.collect_view();
    view! {
        <PageHead
            question=format!("Where else are {name}’s handoffs worked on?")
            lede="Each handoff can become a ticket in the help desk your team knows, with a link to the conversation here. Answers to customers are written here."
        />
        <div class="content">
            <ul class="pick">{rows}</ul>
        </div>
    }
}

#[cfg(test)]
impl HelpDesks {
    pub(crate) fn sample() -> Self {
        use crate::pages::connection::How;
        let desks = handoff::help_desk::HELP_DESKS.iter().enumerate();
        let rows = desks.map(|(place, desk)| ConnectionRow {
            title: desk.title(),
            lede: desk.lede().to_owned(),
            href: crate::routes::help_desk(1, desk.name()),
            how: match place {
                0 => Some(How::sample(&["ticket"])),
                1 => Some(How::sample_off(&["ticket"])),
                _ => None,
            },
        });
        Self {
            name: "Nora & Co".to_owned(),
            rows: rows.collect(),
        }
    }
}

//! Every help desk in which handoffs can become tickets, and how each is doing.

use leptos::prelude::*;

use super::edit::How;
use crate::document::Assets;
use crate::shell::{self, Shell};
use crate::ui::{Badge, Icon, Meaning, PageHead};

#[derive(Debug, Clone)]
pub struct HelpDesks {
    /// The AI agent's name.
    pub name: String,
    pub rows: Vec<HelpDeskRow>,
}

#[derive(Debug, Clone)]
pub struct HelpDeskRow {
    pub title: &'static str,
    pub lede: &'static str,
    pub href: String,
    /// None while it is not connected.
    pub how: Option<How>,
}

pub fn render(shell: Shell, assets: &Assets, page: HelpDesks) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: HelpDesks) -> impl IntoView {
    let HelpDesks { name, rows } = page;
    let rows = rows.into_iter().map(row).collect_view();
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

fn row(desk: HelpDeskRow) -> impl IntoView {
    let (word, meaning, icon) = state(desk.how.as_ref());
    let how = desk.how.as_ref().map(How::in_words);
    view! {
        <li>
            <a href=desk.href>
                <span class="row">
                    <b>{desk.title}</b>
                    <Badge word=word meaning=meaning icon=icon />
                </span>
                <span class="sub">{desk.lede}</span>
                {how.map(|how| view! { <span class="sub faint">{how}</span> })}
            </a>
        </li>
    }
}

pub(super) fn state(how: Option<&How>) -> (&'static str, Meaning, Icon) {
    match how {
        None => ("Not connected", Meaning::Plain, Icon::Link),
        Some(how) if !how.is_on => ("Off", Meaning::Plain, Icon::Cross),
        Some(how) if how.error.is_some() => ("Needs a look", Meaning::Bad, Icon::Warning),
        Some(_) => ("On", Meaning::Good, Icon::Check),
    }
}

#[cfg(test)]
impl HelpDesks {
    pub(crate) fn sample() -> Self {
        let desks = handoff::help_desk::HELP_DESKS.iter().enumerate();
        let rows = desks.map(|(place, desk)| HelpDeskRow {
            title: desk.title(),
            lede: desk.lede(),
            href: crate::routes::help_desk(1, desk.name()),
            how: match place {
                0 => Some(How::sample()),
                1 => Some(How::sample_failing()),
                _ => None,
            },
        });
        Self {
            name: "Nora & Co".to_owned(),
            rows: rows.collect(),
        }
    }
}

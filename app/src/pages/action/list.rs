//! An AI agent's actions. There is one kind so far, Human Handoff.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Badge, ButtonLink, Icon, Look, Meaning, PageHead};

#[derive(Debug, Clone)]
pub struct Actions {
    pub agent: i64,
    pub name: String,
    pub is_enabled: bool,
    /// What the action does, in plain words.
    pub words: Vec<String>,
    /// “Saved 14:05 by you”
    pub saved: Option<String>,
}

pub fn render(shell: Shell, assets: &Assets, page: Actions) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Actions) -> impl IntoView {
    let lede = format!(
        "What {} can do besides answering. Each action says when it is used.",
        page.name
    );
    view! {
        <PageHead question=format!("What can {} do?", page.name) lede=lede />
        <div class="content">
            <ul class="stack-4">{human_handoff(page)}</ul>
        </div>
    }
}

fn human_handoff(page: Actions) -> impl IntoView {
    let Actions {
        agent,
        name,
        is_enabled,
        words,
        saved,
    } = page;
    let badge = if is_enabled {
        view! { <Badge word="On" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Off" /> }.into_any()
    };
    let sentence = if is_enabled {
        words.join(" ")
    } else {
        format!(
            "Brings a person into the conversation when {name} should not go on alone. While it is off, your team can still take over from the inbox."
        )
    };
    view! {
        <li class="card action-card">
            {Icon::Handoff.large()}
            <div class="stack-2">
                <div class="row">
                    <h2>"Human Handoff"</h2>
                    {badge}
                </div>
                <p>{sentence}</p>
                {saved.map(|saved| view! { <p class="faint sm">{saved}</p> })}
            </div>
            <div class="row">
                {switch(agent, is_enabled)}
                <ButtonLink
                    href=routes::human_handoff(agent)
                    label="Edit action"
                    said="Human Handoff"
                    look=if is_enabled { Look::Normal } else { Look::Primary }
                />
            </div>
        </li>
    }
}

/// A form of its own: it takes effect at once.
fn switch(agent: i64, is_enabled: bool) -> impl IntoView {
    let (value, words) = if is_enabled {
        ("no", "Turn off")
    } else {
        ("yes", "Turn on")
    };
    view! {
        <form method="post" action="/do/set-action-enabled">
            <input type="hidden" name="agent" value=agent.to_string() />
            <input type="hidden" name="enabled" value=value />
            <button class="button" type="submit">
                {words}
                <span class="sr">" Human Handoff"</span>
            </button>
        </form>
    }
}

#[cfg(test)]
impl Actions {
    pub(crate) fn sample(is_enabled: bool) -> Self {
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            is_enabled,
            words: vec![
                "Nora offers a person when the customer asks for a person.".to_owned(),
                "Outside hours Nora takes a callback.".to_owned(),
            ],
            saved: Some("Saved 14:05 by you".to_owned()),
        }
    }
}

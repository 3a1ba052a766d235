//! The first steps: what is done, what is next, and where to do it.

use leptos::prelude::*;

use crate::ui::{ButtonLink, Card, Icon, Look};

/// One of the first steps.
#[derive(Debug, Clone)]
pub struct Step {
    pub kind: StepKind,
    pub is_done: bool,
    /// How it stands: “Madrid, Monday to Saturday, 49 hours a week.” Empty takes the kind's own words.
    pub words: String,
    /// Where it is done; the first account has nowhere to go.
    pub href: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    Account,
    Hours,
    WhenToUse,
    Colleagues,
    Topics,
    Chat,
    TurnOn,
}

impl StepKind {
    fn title(self) -> &'static str {
        match self {
            Self::Account => "Your account",
            Self::Hours => "Time zone and hours",
            Self::WhenToUse => "When should a person take over?",
            Self::Colleagues => "Colleagues",
            Self::Topics => "What the AI can answer by itself",
            Self::Chat => "Put the chat on your site",
            Self::TurnOn => "Turn on Human Handoff",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Account => "You are the first admin.",
            Self::Hours => "Say when people are there, so that nobody waits for an empty desk.",
            Self::WhenToUse => "In your own words; the page shows how they were understood.",
            Self::Colleagues => "Invite the people who answer customers.",
            Self::Topics => {
                "Write what customers ask most. The AI answers from it and from nothing else."
            }
            Self::Chat => "One line on your site, or send messages from the AI you already have.",
            Self::TurnOn => {
                "It was made for you and is off. One switch, and you can switch it back."
            }
        }
    }

    /// The button when the step is done.
    fn again(self) -> &'static str {
        match self {
            Self::Colleagues => "Invite more",
            Self::Topics => "Write more",
            _ => "Change",
        }
    }

    /// The button when the step is still to do.
    fn verb(self) -> &'static str {
        match self {
            Self::Account => "Your settings",
            Self::Hours => "Set the hours",
            Self::WhenToUse => "Choose the reasons",
            Self::Colleagues => "Invite people",
            Self::Topics => "Write a topic",
            Self::Chat => "Get the line",
            Self::TurnOn => "See the switch",
        }
    }
}

pub(super) fn first_steps(steps: Vec<Step>) -> impl IntoView {
    let (done, all) = (
        steps.iter().filter(|step| step.is_done).count(),
        steps.len(),
    );
    let next = steps.iter().position(|step| !step.is_done);
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| step_view(index, step, Some(index) == next))
        .collect_view();
    view! {
        <Card
            id="first-steps"
            title="First steps"
            aside=move || view! { <span class="sm muted num">{format!("{done} of {all}")}</span> }
            is_flush=true
        >
            <ol class="checklist">{items}</ol>
        </Card>
    }
}

fn step_view(index: usize, step: Step, is_next: bool) -> impl IntoView {
    let Step {
        kind,
        is_done,
        words,
        href,
    } = step;
    let words = if words.is_empty() {
        kind.words().to_owned()
    } else {
        words
    };
    let class = match (is_done, is_next) {
        (true, _) => Some("done"),
        (false, true) => Some("next"),
        (false, false) => None,
    };
    let mark = if is_done {
        Icon::Check.small().into_any()
    } else {
        (index + 1).into_any()
    };
    let look = if is_next {
        Look::Primary
    } else {
        Look::SmallQuiet
    };
    let (label, said) = if is_done {
        (kind.again(), kind.title())
    } else {
        (kind.verb(), "")
    };
    let button = href.map(|href| {
        view! {
            <div class="act">
                <ButtonLink href=href label=label look=look said=said />
            </div>
        }
    });
    view! {
        <li class=class>
            <span class="mark">{mark}</span>
            <b>
                {kind.title()}
                {is_done.then(|| view! { <span class="sr">", done"</span> })}
            </b>
            <p>{words}</p>
            {button}
        </li>
    }
}

//! A state in a word, coloured by what it means. The word alone must be enough.

use leptos::prelude::*;

use super::Icon;

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meaning {
    #[default]
    Plain,
    /// A person is needed, or something to look at.
    Wait,
    /// An error, late, a gap.
    Bad,
    /// Open, done.
    Good,
    /// Chosen, changed, somebody's own.
    Accent,
}

impl Meaning {
    /// The modifier class, with a leading space.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Wait => " is-wait",
            Self::Bad => " is-bad",
            Self::Good => " is-good",
            Self::Accent => " is-accent",
        }
    }
}

#[component]
pub fn Badge(
    #[prop(into)] word: String,
    #[prop(optional)] meaning: Meaning,
    #[prop(optional)] icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <span class=format!("badge{}", meaning.class())>
            {icon.map(Icon::view)}
            {word}
        </span>
    }
}

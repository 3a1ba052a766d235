//! People: initials on a quiet tone, and whether they are there.

use leptos::prelude::*;

use super::Icon;
use crate::person::{Presence, presence_word};

/// One of five quiet colours, so that a list of people can be scanned. It carries no meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tone(u8);

impl Tone {
    /// The same id always has the same tone.
    pub fn of(id: i64) -> Self {
        Self(u8::try_from(id.rem_euclid(5)).unwrap_or(0))
    }

    fn class(self) -> &'static str {
        ["", " t2", " t3", " t4", " t5"][usize::from(self.0) % 5]
    }
}

/// The dot and the word.
#[component]
pub fn PresenceMark(presence: Presence) -> impl IntoView {
    let class = match presence {
        Presence::Online => "presence",
        Presence::Busy => "presence is-busy",
        Presence::Away => "presence is-away",
        Presence::Offline => "presence is-offline",
    };
    view! {
        <span class=class></span>
        {presence_word(presence)}
    }
}

/// First letters of the first and the last word: “Theodora Brandt-Hollingsworth” is “TB”.
///
/// ```
/// use app::ui::avatar::initials;
/// assert_eq!(initials("Maya  Strand"), "MS");
/// assert_eq!(initials("élodie"), "É");
/// assert_eq!(initials("Alder & Pine (trade)"), "AP");
/// assert_eq!(initials(" "), "?");
/// ```
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_alphanumeric))
        .collect();
    let ends = match words.as_slice() {
        [] => return "?".to_owned(),
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.iter()
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A person's initials. Hidden from screen readers: the name stands beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional)] tone: Tone,
    /// `is-sm`, `is-lg` or nothing.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    let class = format!("avatar{} {size}", tone.class());
    view! {
        <span class=class.trim_end().to_owned() aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

/// The AI agent's sign, square so that it is never taken for a person.
#[component]
pub fn AiAvatar(#[prop(optional)] size: &'static str) -> impl IntoView {
    let class = format!("avatar is-ai {size}");
    view! {
        <span class=class.trim_end().to_owned() aria-hidden="true">
            {Icon::Spark.small()}
        </span>
    }
}

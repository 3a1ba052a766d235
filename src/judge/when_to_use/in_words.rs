//! A meaning as the page says it.

use super::{Meaning, When, Wish};
use crate::conversation::{Conduct, Priority};
use crate::judge::Profile;

pub(super) fn in_words(meaning: &Meaning) -> String {
    match meaning {
        Meaning::HandOver { when, how } => hand_over(when, *how),
        Meaning::TryFirst { answers, about } => {
            let answers = if *answers == 1 {
                "1 answer".to_owned()
            } else {
                format!("{answers} answers")
            };
            format!("First {answers} from the AI{}, then hand over", on(about))
        }
        Meaning::Always { about } => format!("Always hand over: {}", names(about)),
        Meaning::Never { about } => format!("Never hand over: {}", names(about)),
        Meaning::Style { wishes } => format!(
            "Say it {}",
            wishes
                .iter()
                .map(|wish| wish.in_words())
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Meaning::Priority {
            priority,
            about,
            hands_over: true,
        } => format!(
            "Hand over, with {} priority,{}",
            priority.in_words(),
            on(about)
        ),
        Meaning::Priority {
            priority,
            about,
            hands_over: false,
        } => format!("Give {} priority{}", priority.in_words(), on(about)),
        Meaning::AskFor { fields } => format!("Ask first for {}", list(fields)),
        Meaning::NotUnderstood { hint } => {
            format!("Nothing will happen. Say what to do, such as “{hint}”")
        }
    }
}

fn hand_over(when: &When, how: Conduct) -> String {
    let how = match how {
        Conduct::AtOnce => "Hand over at once",
        Conduct::AskFirst => "Hand over, asking first,",
    };
    match when {
        When::AsksForPerson => format!("{how} when they ask for a person"),
        When::IsUpset => format!("{how} when they are upset"),
        When::CannotAnswer => format!("{how} when the AI cannot answer"),
        When::About { profile } => format!("{how} on “{}”", profile.name),
    }
}

impl Wish {
    /// The wish as it reads after “Say it …”.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Warmly => "warmly",
            Self::Briefly => "briefly",
            Self::Formally => "formally",
            Self::WithApology => "with an apology",
            Self::WithThanks => "with thanks",
            Self::WithWait => "with the expected wait",
            Self::WithHours => "with the opening hours",
            Self::InTheirLanguage => "in the customer’s language",
            Self::ThatAPersonTakesOver => "that a person takes over",
        }
    }
}

impl Priority {
    fn in_words(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }
}

fn on(about: &[Profile]) -> String {
    if about.is_empty() {
        String::new()
    } else {
        format!(" on {}", names(about))
    }
}

fn names(about: &[Profile]) -> String {
    list(
        &about
            .iter()
            .map(|profile| format!("“{}”", profile.name))
            .collect::<Vec<_>>(),
    )
}

/// "a", "a and b", "a, b and c".
fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

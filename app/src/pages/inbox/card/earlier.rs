//! What else this customer wrote about, by their e-mail address.

use leptos::prelude::*;

use super::super::{looking::Looking, seen::Seen, sign::state_badge};
use crate::ui::when::day_and_clock;

/// The newest of their other conversations; nothing where there are none.
pub(super) fn earlier(seen: &Seen, looking: &Looking) -> Option<impl IntoView + use<>> {
    let lines = seen
        .others
        .iter()
        .map(|other| {
            let when = day_and_clock(other.last.at, seen.moment.now, seen.moment.zone);
            let words = short(&other.last.text);
            let assignee = other.assignee.map(|id| seen.name_of(id));
            view! {
                <li>
                    <a href=looking.conversation(&other.id)>{when}</a>
                    " " {state_badge(other.state, assignee.as_deref())}
                    <br />
                    <span dir="auto">{words}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <section><h2>"Their other conversations"</h2><ul class="earlier">{lines}</ul></section> }
    })
}

/// As much of it as fits a line or two.
fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

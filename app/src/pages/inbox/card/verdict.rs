//! Was it right to hand it over? One click says so, another one changes or takes it back.

use handoff::conversation::Verdict;
use leptos::prelude::*;

use super::super::{entry::time, seen::Seen};
use crate::buttons;

/// The four answers, with who gave the one that counts. Clicking that one again takes it back.
pub(super) fn verdict(seen: &Seen) -> impl IntoView + use<> {
    let said = seen.verdict;
    let choices = Verdict::ALL
        .map(|choice| {
            let is_said = said.is_some_and(|said| said.verdict == choice);
            let value = if is_said { "" } else { choice.as_str() };
            view! {
                <button
                    class="button is-sm"
                    type="submit"
                    name="verdict"
                    value=value
                    aria-pressed=if is_said { "true" } else { "false" }
                >
                    {choice.title()}
                </button>
            }
        })
        .collect_view();
    let by = said.map(|said| {
        let name = seen.name_of(said.by);
        let words = format!("{name} said “{}”", said.verdict.title().to_lowercase());
        view! {
            <p class="muted">
                {words} ", " {time(said.at, seen.moment)} ". Click it again to take it back."
            </p>
        }
    });
    view! {
        <section>
            <h2 id="verdict-title">"Was it right to hand it over?"</h2>
            <form method="post" action=format!("{}/verdict", buttons::PREFIX)>
                <input type="hidden" name="conversation" value=seen.conversation.id.0.clone() />
                <div class="row verdicts" role="group" aria-labelledby="verdict-title">{choices}</div>
            </form>
            {by}
        </section>
    }
}

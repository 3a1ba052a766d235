//! What somebody could write first, in the customer's language. One click puts it into the composer.

use handoff::{
    policy::fill,
    wording::{Phrase, wording},
};
use leptos::prelude::*;

use super::super::{
    looking::Looking,
    seen::{Holder, Seen},
};
use crate::ui::Icon;

/// A greeting by name, who writes, and either what is still missing or that it is being looked into.
pub(in super::super) fn first_reply(seen: &Seen) -> String {
    let wording = wording(seen.conversation.language.as_deref());
    let mut values = vec![("agent_name", seen.name_of(seen.me))];
    let name = seen.conversation.customer.name.as_deref().unwrap_or("");
    values.extend(
        name.split_whitespace()
            .next()
            .map(|first| ("name", first.to_owned())),
    );
    let missing = seen
        .request
        .as_ref()
        .and_then(|request| request.missing.first());
    let then = match missing {
        Some(label) => {
            values.push(("lower_label", lower(label)));
            values.push(("label", label.clone()));
            Phrase::FirstAsk
        }
        None => Phrase::FirstLook,
    };
    let first = fill(wording.say(Phrase::FirstReply), &values);
    format!("{first} {}", fill(wording.say(then), &values))
}

/// “Order number” is an order number; “IBAN” stays what it is.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// The section; nothing once a person has written, or where nobody wants one.
pub(super) fn offer(seen: &Seen, looking: &Looking) -> Option<impl IntoView + use<>> {
    seen.request.as_ref()?;
    let is_first = !seen.has_answered && !matches!(seen.holder(), Holder::Ai | Holder::Done);
    is_first.then(|| {
        let words = first_reply(seen);
        let language = seen.conversation.language.clone();
        view! {
            <section>
                <h2>"A first reply"</h2>
                <p dir="auto" lang=language>{words}</p>
                <p>
                    <a class="link-button" href=looking.first_reply(&seen.conversation.id)>
                        {Icon::Reply.small()} " Put it in the composer"
                    </a>
                </p>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn labels_stand_in_the_middle_of_a_sentence() {
        assert_eq!(lower("Order number"), "order number");
        assert_eq!(lower("IBAN"), "IBAN");
        assert_eq!(lower(""), "");
    }
}

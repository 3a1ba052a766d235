//! What the AI calls a handoff, and what still says its former name.

use handoff::{handoff::function_name, store::SavedHandoff};
use leptos::prelude::*;

use super::form::RawHandoff;
use crate::ui::{Callout, Look, Meaning, Submit, and};

/// What follows from the name in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Called {
    /// Empty while there is no name.
    pub function: String,
    /// What it is called until this is saved, if that differs.
    pub before: Option<String>,
    /// The handoff that has the function already.
    pub taken_by: Option<String>,
    /// What still says the former name: “the topic Refunds”.
    pub mentions: Vec<String>,
    /// The instructions in the form say the former name.
    pub is_in_instructions: bool,
}

impl Called {
    /// `stored` is the handoff as it is kept, `others` the rest of them, `texts` what else may name its function.
    pub fn of(
        values: &RawHandoff,
        stored: Option<&SavedHandoff>,
        others: &[&SavedHandoff],
        texts: &[(String, String)],
    ) -> Self {
        let name = values.name.trim();
        if name.is_empty() {
            return Self::default();
        }
        let function = function_name(name);
        let taken_by = others
            .iter()
            .find(|other| other.handoff.function() == function)
            .map(|other| other.handoff.name.clone());
        let before = stored
            .map(|stored| stored.handoff.function())
            .filter(|before| *before != function);
        let says = |text: &str| before.as_deref().is_some_and(|before| names(text, before));
        let mentions = texts
            .iter()
            .filter(|(_, text)| says(text))
            .map(|(what, _)| what.clone())
            .collect();
        let is_in_instructions =
            says(&values.available_instructions) || says(&values.unavailable_instructions);
        Self {
            function,
            before,
            taken_by,
            mentions,
            is_in_instructions,
        }
    }

    /// The part under the name; it follows what is typed.
    pub fn view(self, agent_name: &str) -> impl IntoView + use<> {
        if self.function.is_empty() {
            let words = format!("The name becomes what {agent_name} calls, such as ");
            return view! {
                <p class="becomes">{words} <span class="chip is-code">"handoff_billing_support"</span></p>
            }
            .into_any();
        }
        let taken = self.taken_by.as_ref().map(|other| {
            let words = format!("“{other}” is called that already. Choose another name.");
            view! { <p class="ink-bad sm">{words}</p> }
        });
        let renamed = self
            .before
            .clone()
            .map(|before| self.renamed(&before, agent_name));
        view! {
            <p class="becomes">
                {format!("{agent_name} calls it as ")}
                <span class="chip is-code">{self.function.clone()}</span>
                <span class="faint">"made from the name"</span>
            </p>
            {taken}
            {renamed}
        }
        .into_any()
    }

    /// A new name is a new function, and somebody else may still say the former one.
    fn renamed(&self, before: &str, agent_name: &str) -> impl IntoView + use<> {
        let words = format!(
            "Until you save, {agent_name} calls it as {before}. Programs that call {before} themselves must call the new name then. Topics that lead here go on leading here."
        );
        let mentions = (!self.mentions.is_empty()).then(|| {
            let words = format!("{before} is still written in {}.", and(&self.mentions));
            view! { <p>{words}</p> }
        });
        let replace = self.is_in_instructions.then(|| {
            let op = format!("function:{before}");
            view! {
                <p class="row">
                    {format!("The instructions below still say {before}.")}
                    <Submit label="Put the new name in" op=op look=Look::Small to="#available_instructions" />
                </p>
            }
        });
        view! {
            <Callout title="The function gets a new name" meaning=Meaning::Wait>
                <p>{words}</p>
                {mentions}
                {replace}
            </Callout>
        }
    }
}

/// Whether the text names this function, and not one whose name begins or ends like it.
fn names(text: &str, function: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.match_indices(function).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::handoff::samples::billing;

    fn values(name: &str) -> RawHandoff {
        RawHandoff {
            name: name.to_owned(),
            ..RawHandoff::of(&billing())
        }
    }

    #[test]
    fn a_rename_says_what_still_says_the_former_name() {
        let texts = [
            (
                "the topic Refunds".to_owned(),
                "Call handoff_billing_support.".to_owned(),
            ),
            (
                "the topic Other".to_owned(),
                "Call handoff_billing_support_vip.".to_owned(),
            ),
        ];
        let called = Called::of(&values("Invoices"), Some(&billing()), &[], &texts);
        assert_eq!(called.function, "handoff_invoices");
        assert_eq!(called.before.as_deref(), Some("handoff_billing_support"));
        assert_eq!(called.mentions, ["the topic Refunds"]);
        assert!(called.is_in_instructions);
    }

    #[test]
    fn the_same_function_is_no_rename_and_a_taken_one_is_named() {
        let called = Called::of(&values("billing  support!"), Some(&billing()), &[], &[]);
        assert_eq!(called.before, None);
        let called = Called::of(&values("Billing-Support"), None, &[&billing()], &[]);
        assert_eq!(called.taken_by.as_deref(), Some("Billing Support"));
        assert_eq!(Called::of(&values(" "), None, &[], &[]), Called::default());
    }
}

//! What the customer is told, and the values that can be filled in.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::QUESTION_MAX;
use crate::{
    problem::Problem,
    wording::{Phrase, wording},
};

/// The longest message, in characters (the limit of the vendor's configuration API).
pub const MESSAGE_MAX: usize = 500;

/// The values a message can name in double braces.
pub const VARIABLES: [&str; 4] = ["agent_name", "position", "wait", "opens_at"];

/// The values that are known when the message of that name is sent.
///
/// ```
/// assert_eq!(handoff::policy::usable("agent_connected"), ["agent_name"]);
/// ```
#[must_use]
pub fn usable(message: &str) -> &'static [&'static str] {
    match message {
        "handoff_initiated" | "waiting_for_agent" => &["position", "wait"],
        "agent_connected" => &["agent_name"],
        "callback_noted" | "outside_hours" => &["opens_at"],
        _ => &[],
    }
}

/// The longest text of the message of that name, in characters.
#[must_use]
pub fn longest(message: &str) -> usize {
    if message == "offer" {
        QUESTION_MAX
    } else {
        MESSAGE_MAX
    }
}

/// What the customer is told at each step. A message that is still the one we ship is said in the customer's language
/// ([`translated`](crate::wording::translated)); what an admin wrote is said as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Messages {
    /// Asks whether they want a person.
    pub offer: String,
    /// After a no.
    pub declined: String,
    /// When the conversation goes to the team.
    pub handoff_initiated: String,
    /// Their place in line.
    pub waiting_for_agent: String,
    /// When a person has taken it.
    pub agent_connected: String,
    /// When the AI has it again.
    pub handed_back: String,
    /// When a callback was noted.
    pub callback_noted: String,
}

impl Default for Messages {
    fn default() -> Self {
        let english = wording(None);
        let text = |phrase| english.say(phrase).to_owned();
        Self {
            offer: text(Phrase::Offer),
            declined: text(Phrase::Declined),
            handoff_initiated: text(Phrase::HandoffInitiated),
            waiting_for_agent: text(Phrase::WaitingForAgent),
            agent_connected: text(Phrase::AgentConnected),
            handed_back: text(Phrase::HandedBack),
            callback_noted: text(Phrase::CallbackNoted),
        }
    }
}

impl Messages {
    /// Every message with its name and what the admin calls it, in the order they occur.
    #[must_use]
    pub fn each(&self) -> [(&'static str, &'static str, &str); 7] {
        [
            ("offer", "Offer, when asking first", &self.offer),
            ("declined", "When they say no", &self.declined),
            (
                "handoff_initiated",
                "When the handoff begins",
                &self.handoff_initiated,
            ),
            (
                "waiting_for_agent",
                "While they wait",
                &self.waiting_for_agent,
            ),
            (
                "agent_connected",
                "When a person has taken it",
                &self.agent_connected,
            ),
            ("handed_back", "When the AI has it again", &self.handed_back),
            (
                "callback_noted",
                "When a callback is noted",
                &self.callback_noted,
            ),
        ]
    }

    /// The message of that name, to be changed.
    pub fn by_name(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "offer" => &mut self.offer,
            "declined" => &mut self.declined,
            "handoff_initiated" => &mut self.handoff_initiated,
            "waiting_for_agent" => &mut self.waiting_for_agent,
            "agent_connected" => &mut self.agent_connected,
            "handed_back" => &mut self.handed_back,
            "callback_noted" => &mut self.callback_noted,
            _ => return None,
        })
    }

    /// What is wrong with the messages. Pointers start at the messages.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        self.each()
            .iter()
            .flat_map(|(name, title, text)| check((&format!("/{name}"), title), text, name))
            .collect()
    }
}

/// What is wrong with the message of that name: nothing written, too long, or a value that does not exist.
#[must_use]
pub(super) fn check((pointer, title): (&str, &str), text: &str, name: &str) -> Vec<Problem> {
    let (usable, most) = (usable(name), longest(name));
    let mut problems = Vec::new();
    if text.trim().is_empty() {
        problems.push(Problem::new(
            pointer,
            format!("“{title}” is empty. Write what the customer should read."),
        ));
    }
    let length = text.chars().count();
    if length > most {
        problems.push(Problem::new(
            pointer,
            format!("“{title}” has {length} characters. Use at most {most}."),
        ));
    }
    for name in variables(text).filter(|name| !usable.contains(name)) {
        if VARIABLES.contains(&name) {
            let detail = format!(
                "“{title}” uses {{{{{name}}}}}, which is not known at that moment. Take it out."
            );
            problems.push(Problem::new(pointer, detail));
            continue;
        }
        let mut detail = format!("“{title}” uses {{{{{name}}}}}, which does not exist.");
        // Writing to a string cannot fail.
        let _ = match nearest(name) {
            Some(near) => write!(detail, " Did you mean {{{{{near}}}}}?"),
            None => write!(
                detail,
                " Use {{{{agent_name}}}}, {{{{position}}}}, {{{{wait}}}} or {{{{opens_at}}}}."
            ),
        };
        problems.push(Problem::new(pointer, detail));
    }
    problems
}

/// Fills in the values that are known. One that is not known leaves out the sentence it stands in,
/// so that a customer never reads half a promise.
///
/// ```
/// use handoff::policy::fill;
/// let text = "Please hold. You are number {{position}}.";
/// assert_eq!(fill(text, &[("position", "2".into())]), "Please hold. You are number 2.");
/// assert_eq!(fill(text, &[]), "Please hold.");
/// ```
#[must_use]
pub fn fill(text: &str, values: &[(&str, String)]) -> String {
    let known = |name: &str| {
        values
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    };
    let mut filled = String::with_capacity(text.len());
    for sentence in text.split_inclusive(['.', '!', '?', '।', '\n']) {
        if variables(sentence).any(|name| known(name).is_none()) {
            continue;
        }
        let mut rest = sentence;
        while let Some((before, name, after)) = next_variable(rest) {
            filled.push_str(before);
            filled.push_str(known(name).unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
    }
    filled.trim().to_owned()
}

/// The names in double braces, in order.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = next_variable(rest)?;
        rest = after;
        Some(name)
    })
}

/// What stands before, in and after the next pair of double braces.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, inside) = text.split_once("{{")?;
    let (name, after) = inside.split_once("}}")?;
    Some((before, name.trim(), after))
}

/// The variable that was probably meant: at most two letters differ.
fn nearest(name: &str) -> Option<&'static str> {
    VARIABLES
        .into_iter()
        .find(|known| letters_apart(known, name) <= 2)
}

/// How many letters must be added, left out or changed to get from one word to the other.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let best = (diagonal + usize::from(a != *b))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_value_is_named_with_the_likely_one() {
        let problems = check(
            ("/waiting_for_agent", "While they wait"),
            "You're number {{postion}} in the queue.",
            "waiting_for_agent",
        );
        assert_eq!(problems.len(), 1);
        assert_eq!(
            problems[0].detail,
            "“While they wait” uses {{postion}}, which does not exist. Did you mean {{position}}?"
        );
    }

    #[test]
    fn a_value_that_is_not_known_yet_is_refused() {
        let messages = Messages {
            offer: "A colleague has time in {{wait}}. Shall I?".into(),
            ..Messages::default()
        };
        assert_eq!(
            messages.check()[0].detail,
            "“Offer, when asking first” uses {{wait}}, which is not known at that moment. Take it out."
        );
    }

    #[test]
    fn the_messages_we_ship_have_no_problems() {
        assert_eq!(Messages::default().check(), Vec::new());
    }

    #[test]
    fn filling_never_evaluates_what_it_fills_in() {
        let text = fill(
            "Hello {{agent_name}}.",
            &[("agent_name", "{{position}}".into())],
        );
        assert_eq!(text, "Hello {{position}}.");
    }
}

//! A handoff: a named way to people, with what the AI is told about it.

use crate::{
    conversation::Conduct,
    id::{HandoffId, QueueId},
    judge::{Profile, plain},
};

/// The longest instructions, in characters.
pub const INSTRUCTIONS_MAX: usize = 2_000;

/// The longest name of a function, in characters: what function-calling interfaces accept.
const FUNCTION_MAX: usize = 64;

/// Instructions to begin with, for when somebody is there. `{function}` stands for the function's name.
pub const AVAILABLE_EXAMPLES: [(&str, &str); 3] = [
    (
        "Transfer at once",
        "Transfer immediately: say that you bring in a colleague and call {function}.",
    ),
    (
        "Ask first",
        "Ask the customer for confirmation before transferring. When they agree, call {function}.",
    ),
    (
        "Collect something",
        "Ask for the order number if it is not in the conversation. Then call {function}.",
    ),
];

/// Instructions to begin with, for when nobody is there.
pub const UNAVAILABLE_EXAMPLES: [(&str, &str); 3] = [
    (
        "Say when",
        "Say that nobody is available right now and when the team is back. Offer to help with anything else.",
    ),
    (
        "Take a callback",
        "Say that nobody is available right now. Ask how the team can reach the customer, and promise nothing sooner than the next opening.",
    ),
    (
        "Carry on",
        "Apologise that nobody is available, and try to solve it yourself. Do not promise a person.",
    ),
];

/// A named scenario: when it fits, what the AI is told, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    pub id: HandoffId,
    pub name: String,
    /// When it fits, in the admin's words.
    pub description: String,
    /// What the AI is told while somebody is there.
    pub available_instructions: String,
    /// What the AI is told while nobody is there.
    pub unavailable_instructions: String,
    /// Where it leads, tried in this order; none listed means any queue.
    pub queues: Vec<QueueId>,
}

impl Handoff {
    /// What the AI calls it.
    #[must_use]
    pub fn function(&self) -> String {
        function_name(&self.name)
    }

    /// The one block of instructions for the state that holds.
    #[must_use]
    pub fn instructions(&self, is_available: bool) -> &str {
        if is_available {
            self.available_instructions.trim()
        } else {
            self.unavailable_instructions.trim()
        }
    }

    /// Whether the customer is asked first, as the instructions for “somebody is there” say it. None when
    /// they say nothing about it.
    ///
    /// ```
    /// use handoff::{conversation::Conduct, handoff::Handoff, id::HandoffId};
    /// let mut billing = Handoff::named(HandoffId(1), "Billing Support");
    /// billing.available_instructions = "Transfer immediately.".into();
    /// assert_eq!(billing.conduct(), Some(Conduct::AtOnce));
    /// billing.available_instructions = "Ask for confirmation before transferring.".into();
    /// assert_eq!(billing.conduct(), Some(Conduct::AskFirst));
    /// ```
    #[must_use]
    pub fn conduct(&self) -> Option<Conduct> {
        super::conduct::in_instructions(&self.available_instructions)
    }

    /// What the judge compares messages with.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile {
            key: format!("handoff:{}", self.name),
            name: self.name.clone(),
            description: self.description.clone(),
            ..Profile::default()
        }
    }

    /// A handoff with nothing but its name.
    #[must_use]
    pub fn named(id: HandoffId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            available_instructions: String::new(),
            unavailable_instructions: String::new(),
            queues: Vec::new(),
        }
    }
}

/// The name of the function an AI calls for a handoff of that name.
///
/// ```
/// use handoff::handoff::function_name;
/// assert_eq!(function_name("Billing Support"), "handoff_billing_support");
/// assert_eq!(function_name("Rückgabe & Umtausch"), "handoff_ruckgabe_umtausch");
/// ```
#[must_use]
pub fn function_name(name: &str) -> String {
    let plain = plain(name);
    let words: Vec<&str> = plain
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        // Function names are ASCII, so a name in another script is told apart by its letters' numbers.
        let number = name.chars().fold(0_u32, |sum, letter| {
            sum.wrapping_mul(31).wrapping_add(letter.into())
        });
        return format!("handoff_{number:x}");
    }
    let mut function = format!("handoff_{}", words.join("_"));
    function.truncate(FUNCTION_MAX);
    function
}

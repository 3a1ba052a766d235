//! The values of a conversation that texts may name.

/// A value every conversation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownValue {
    /// What stands between the braces.
    pub name: &'static str,
    /// What it is, for people.
    pub words: &'static str,
    /// What it may be, for showing what a text becomes.
    pub example: &'static str,
}

const fn value(name: &'static str, words: &'static str, example: &'static str) -> KnownValue {
    KnownValue {
        name,
        words,
        example,
    }
}

/// The values every conversation has; what was gathered comes under the names of its fields.
pub const VALUES: [KnownValue; 12] = [
    value("conversation_id", "The conversation's id", "conv_7f3a22c1"),
    value("customer_name", "Their name, if known", "Elif Kaya"),
    value(
        "customer_email",
        "Their e-mail, if known",
        "elif@example.com",
    ),
    value(
        "customer_phone",
        "Their number, if gathered",
        "+34 600 000 000",
    ),
    value("channel", "How they write or call", "web"),
    value("language", "Their language, as a tag", "es"),
    value(
        "reason",
        "Why it was handed over",
        "The customer asked for a person",
    ),
    value("priority", "How pressing it is", "high"),
    value(
        "summary",
        "What it is about, in short",
        "Charged twice for order 10482 and wants the second amount back.",
    ),
    value("handoff", "The handoff that was used", "Billing Support"),
    value("queue", "The queue it goes to", "Billing"),
    value("agent_name", "Who has taken it by then", "Ben Alder"),
];

/// Splits at the next value named in double braces: before, its name, after.
pub(super) fn next_value(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name.trim(), after))
}

/// The names of the values a text uses, in order.
pub(super) fn named_values(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = next_value(rest)?;
        rest = after;
        Some(name)
    })
}

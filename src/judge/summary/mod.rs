//! What an operator reads before taking over: why, in short, what the AI tried and promised, what to do next. Quotes; invents nothing.

mod answers;
mod customer;
mod due;
mod next;

use serde::{Deserialize, Serialize};

pub use self::{answers::promises, due::due};
use self::{
    answers::tried,
    customer::{is_upset, telling_sentences, wish},
    next::suggested,
};
use super::text::words;
use crate::conversation::{Author, Message};

/// Longer sentences are cut for the summary; the transcript has them whole.
const LONGEST_QUOTE: usize = 160;

/// A summary for the person who takes over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Two or three plain sentences.
    pub text: String,
    /// What the AI answered, latest last.
    pub tried: Vec<String>,
    pub promised: Vec<Promise>,
    /// What to do next, most important first.
    pub suggested: Vec<String>,
}

/// Something the AI said would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The AI's sentence, word for word.
    pub quote: String,
}

/// What is known beside the transcript.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Why it leaves the AI, as a clause: "the customer asks for a person".
    pub why: &'a str,
    /// Label and value of what was gathered.
    pub collected: &'a [(String, String)],
    /// Labels of what is still missing.
    pub missing: &'a [String],
    /// What the AI reported to have done, in words.
    pub attempted: &'a [String],
    /// The knowledge topic that is about it: its title and text.
    pub topic: Option<(&'a str, &'a str)>,
}

/// Sums up `messages` for the operator.
///
/// ```
/// use handoff::conversation::{Author, Message};
/// use handoff::judge::summary::{Known, summary};
/// let messages = [
///     Message::new(Author::Customer, "Hi! My parcel 48213 arrived without the lamp."),
///     Message::new(Author::Ai, "I am sorry. We will send you a new one within two days."),
///     Message::new(Author::Customer, "That is what you said last week."),
/// ];
/// let found = summary(&messages, Known { why: "the customer is upset", ..Known::default() });
/// assert_eq!(found.promised[0].quote, "We will send you a new one within two days.");
/// assert!(found.text.contains("arrived without the lamp"));
/// ```
#[must_use]
pub fn summary(messages: &[Message], known: Known) -> Summary {
    let promised = promises(messages);
    Summary {
        text: in_short(messages, known),
        tried: tried(messages),
        suggested: suggested(messages, known, &promised),
        promised,
    }
}

fn in_short(messages: &[Message], known: Known) -> String {
    let asked = telling_sentences(messages);
    let mut said = Vec::new();
    match asked.as_slice() {
        [] => said.push("The customer has not said yet what it is about.".to_owned()),
        [only] => said.push(format!("The customer wrote: “{}”", clipped(only))),
        [first, .., last] => {
            said.push(format!("The customer wrote: “{}”", clipped(first)));
            said.push(format!("Last they wrote: “{}”", clipped(last)));
        }
    }
    if let Some(wish) = wish(messages).filter(|wish| !asked.contains(wish)) {
        said.push(format!("They want: “{}”", clipped(wish)));
    }
    if is_upset(messages) {
        said.push("They sound upset.".to_owned());
    }
    if let Some(last) = known.attempted.last() {
        said.push(format!("The AI tried {}.", last.trim_end_matches('.')));
    }
    let answers = messages
        .iter()
        .filter(|message| message.author == Author::Ai && !message.text.trim().is_empty())
        .count();
    let tries = match answers {
        0 => "The AI has not answered".to_owned(),
        1 => "The AI answered once".to_owned(),
        n => format!("The AI answered {n} times"),
    };
    let why = known.why.trim().trim_end_matches('.');
    said.push(if why.is_empty() {
        format!("{tries}.")
    } else {
        format!("{tries}; handed over because {}.", lower_first(why))
    });
    said.join(" ")
}

/// “They asked” in the middle of a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// Cut after a word, with the sign that something is missing.
fn clipped(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let fitting = words(text)
        .into_iter()
        .take_while(|word| word.end <= LONGEST_QUOTE)
        .last();
    fitting.map_or_else(
        || text.chars().take(LONGEST_QUOTE / 4).collect(),
        |word| format!("{} …", &text[..word.end]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation() -> Vec<Message> {
        vec![
            Message::new(Author::Customer, "Hello"),
            Message::new(Author::Ai, "Hi, how can I help?"),
            Message::new(
                Author::Customer,
                "My invoice 2231 shows the annual plan twice.",
            ),
            Message::new(
                Author::Ai,
                "Your invoice shows two annual plans because you added a seat. I'll email you the details today.",
            ),
            Message::new(
                Author::Customer,
                "No! I never added a seat, this is terrible. Who did that?",
            ),
        ]
    }

    #[test]
    fn it_says_what_it_is_about_why_and_what_to_do() {
        let missing = ["E-mail".to_owned()];
        let collected = [("Invoice number".to_owned(), "2231".to_owned())];
        let found = summary(
            &conversation(),
            Known {
                why: "the customer is upset.",
                collected: &collected,
                missing: &missing,
                ..Known::default()
            },
        );
        assert!(
            found
                .text
                .starts_with("The customer wrote: “My invoice 2231"),
            "{}",
            found.text
        );
        assert!(
            found
                .text
                .ends_with("handed over because the customer is upset."),
            "{}",
            found.text
        );
        assert_eq!(
            found.promised,
            [Promise {
                quote: "I'll email you the details today.".to_owned()
            }]
        );
        assert_eq!(found.tried.len(), 1, "{:?}", found.tried);
        assert_eq!(found.suggested.len(), 5, "{:?}", found.suggested);
    }

    #[test]
    fn an_empty_conversation_has_a_summary_too() {
        let found = summary(&[], Known::default());
        assert_eq!(
            found.text,
            "The customer has not said yet what it is about. The AI has not answered."
        );
        assert!(found.tried.is_empty() && found.suggested.is_empty());
    }

    #[test]
    fn what_they_want_what_was_tried_and_the_topics_steps_are_in_it() {
        let messages = [
            Message::new(
                Author::Customer,
                "The lamp from order AB-123 arrived broken.",
            ),
            Message::new(Author::Ai, "I am sorry to hear that."),
            Message::new(
                Author::Customer,
                "This is terrible. I want a replacement lamp by Friday.",
            ),
        ];
        let attempted = ["look up order: delivered on Monday (done)".to_owned()];
        let topic = "How broken goods are replaced.\n1. Ask for a photo\n2. Order the replacement";
        let found = summary(
            &messages,
            Known {
                attempted: &attempted,
                topic: Some(("Broken goods", topic)),
                ..Known::default()
            },
        );
        assert!(
            found.text.contains("replacement lamp by Friday"),
            "{}",
            found.text
        );
        assert!(found.text.contains("They sound upset."), "{}", found.text);
        assert!(
            found.text.contains("The AI tried look up order"),
            "{}",
            found.text
        );
        let suggested = found.suggested.join("|");
        assert!(
            suggested.contains("Ask for a photo|Order the replacement"),
            "{suggested}"
        );
    }
}

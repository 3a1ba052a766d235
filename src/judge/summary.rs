//! What an operator reads before taking over: why, in short, what the AI tried and promised, what to do next. Quotes; invents nothing.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::embedded::{background, explicit_request, sentiment};
use super::phrase::Text;
use super::phrasebook::Phrasebook;
use super::text::{Word, sentences, words};
use crate::conversation::{Author, Message};

/// Longer sentences are cut for the summary; the transcript has them whole.
const LONGEST_QUOTE: usize = 160;
/// At most so many of the AI's answers are listed, the latest ones.
const MOST_TRIED: usize = 5;
/// At most so many steps of a topic are suggested.
const MOST_STEPS: usize = 3;
/// A message with less to say than this is a greeting or a yes.
const TELLING: f64 = 9.0;

static PROMISES: LazyLock<Phrasebook> =
    LazyLock::new(|| Phrasebook::parse(include_str!("embedded/promises.txt"), &[]));

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

/// The customer's newest sentence that says what they want done. Wanting a person is no such thing.
fn wish(messages: &[Message]) -> Option<&str> {
    const WISHES: [&str; 9] = [
        "i want",
        "i need",
        "i would like",
        "id like",
        "please",
        "can you",
        "could you",
        "i expect",
        "i demand",
    ];
    let own = messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    let pieces = own.flat_map(|message| {
        let pieces = sentences(&message.text).into_iter();
        pieces.rev().map(|(start, end)| &message.text[start..end])
    });
    let mut wishes = pieces.filter(|piece| {
        let said = Text::of(piece);
        WISHES.iter().any(|wish| said.has(wish)) && weight(&words(piece)) >= TELLING / 2.0
    });
    wishes.find(|piece| explicit_request::wants_human(&words(piece)).0 < 0.5)
}

/// Whether one of the customer's last three messages sounds upset.
fn is_upset(messages: &[Message]) -> bool {
    let own = messages
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer);
    own.take(3)
        .any(|message| sentiment::compound(&message.text) < -0.4)
}

/// A few words after the AI's question say what was asked for, not what it is about.
fn is_mere_answer(messages: &[Message], at: usize) -> bool {
    let asked = at.checked_sub(1).map(|before| &messages[before]);
    let is_asked =
        asked.is_some_and(|message| message.author == Author::Ai && message.text.contains('?'));
    is_asked && words(&messages[at].text).len() <= 6
}

/// “They asked” in the middle of a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// The most telling sentence of each of the customer's messages, greetings and yeses left out.
fn telling_sentences(messages: &[Message]) -> Vec<&str> {
    let own = messages.iter().enumerate();
    let own = own
        .filter(|(at, message)| {
            message.author == Author::Customer && !is_mere_answer(messages, *at)
        })
        .map(|(_, message)| message);
    let best = own.filter_map(|message| {
        let pieces = sentences(&message.text)
            .into_iter()
            .map(|(start, end)| &message.text[start..end]);
        pieces
            .map(|piece| (weight(&words(piece)), piece))
            .max_by(|a, b| a.0.total_cmp(&b.0))
    });
    best.filter(|(weight, _)| *weight >= TELLING)
        .map(|(_, piece)| piece)
        .collect()
}

fn weight(words: &[Word]) -> f64 {
    words
        .iter()
        .map(|word| (background::rarity(&word.folded) - 3.0).clamp(0.0, 5.0))
        .sum()
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

fn tried(messages: &[Message]) -> Vec<String> {
    let answers = messages
        .iter()
        .filter(|message| message.author == Author::Ai);
    let mut tried: Vec<String> = Vec::new();
    for message in answers {
        let pieces = sentences(&message.text)
            .into_iter()
            .map(|(start, end)| &message.text[start..end]);
        let best = pieces
            .map(|piece| (weight(&words(piece)), piece))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, piece)) = best.filter(|(weight, _)| *weight >= TELLING) else {
            continue;
        };
        let answer = clipped(piece);
        if !tried.contains(&answer) {
            tried.push(answer);
        }
    }
    tried.split_off(tried.len().saturating_sub(MOST_TRIED))
}

/// Every sentence in which the AI says that something will happen, once each.
#[must_use]
pub fn promises(messages: &[Message]) -> Vec<Promise> {
    let mut found: Vec<Promise> = Vec::new();
    for message in messages
        .iter()
        .filter(|message| message.author == Author::Ai)
    {
        for (start, end) in sentences(&message.text) {
            let quote = &message.text[start..end];
            let is_question = quote.ends_with('?');
            if !is_question
                && !PROMISES
                    .hits(&words(quote), background::is_ordinary)
                    .is_empty()
                && !found.iter().any(|known| known.quote == quote)
            {
                found.push(Promise {
                    quote: quote.to_owned(),
                });
            }
        }
    }
    found
}

fn suggested(messages: &[Message], known: Known, promised: &[Promise]) -> Vec<String> {
    let last = messages
        .iter()
        .rev()
        .find(|message| message.author == Author::Customer)
        .map_or("", |message| message.text.as_str());
    let mut next = Vec::new();
    if sentiment::compound(last) < -0.4 {
        next.push("Say sorry first: the customer is upset.".to_owned());
    }
    if let Some(promise) = promised.last() {
        next.push(format!(
            "Check what was promised: “{}”",
            clipped(&promise.quote)
        ));
    }
    next.extend(steps_of(known.topic));
    if !known.missing.is_empty() {
        next.push(format!(
            "Ask for what is missing: {}.",
            known.missing.join(", ")
        ));
    }
    if let Some((label, value)) = known.collected.iter().find(|(label, _)| {
        words(label).iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "order" | "invoice" | "ticket" | "account"
            )
        })
    }) {
        next.push(format!("Look up {label} {value}."));
    }
    if let Some(question) = open_question(last) {
        next.push(format!("Answer: “{}”", clipped(question)));
    }
    next
}

/// What the matched topic says to do: its list where it has one, else where to look.
fn steps_of(topic: Option<(&str, &str)>) -> Vec<String> {
    let Some((title, text)) = topic else {
        return Vec::new();
    };
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '•' | '.' | ')' | ' ');
    let lines = text.lines().map(str::trim).filter(|line| {
        line.starts_with(['-', '*', '•'])
            || line.split_once(['.', ')']).is_some_and(|(number, _)| {
                !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
            })
    });
    let steps: Vec<String> = lines
        .map(|line| clipped(line.trim_start_matches(is_mark)))
        .filter(|step| !step.is_empty())
        .take(MOST_STEPS)
        .collect();
    if !steps.is_empty() {
        return steps;
    }
    let first = sentences(text)
        .first()
        .map(|&(start, end)| &text[start..end]);
    first
        .map(|said| format!("See the topic “{title}”: “{}”", clipped(said)))
        .into_iter()
        .collect()
}

/// The last question that still wants an answer. Asking for a person was answered by a person being there.
fn open_question(last: &str) -> Option<&str> {
    let pieces = sentences(last)
        .into_iter()
        .map(|(start, end)| &last[start..end]);
    let is_open =
        |piece: &&str| piece.ends_with('?') && explicit_request::wants_human(&words(piece)).0 < 0.5;
    pieces.rev().find(is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_to_be_answered_unless_it_asks_for_a_person() {
        let asked = "Where is my parcel? Can a human look into this please?";
        assert_eq!(open_question(asked), Some("Where is my parcel?"));
        assert_eq!(open_question("Can I talk to a person?"), None);
    }

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
    fn offers_and_conditions_are_no_promises() {
        for text in [
            "Shall I send you a link?",
            "I cannot promise a refund.",
            "You can find it in the menu.",
            "Refunds are possible.",
        ] {
            assert!(
                promises(&[Message::new(Author::Ai, text)]).is_empty(),
                "{text}"
            );
        }
        for text in [
            "You will receive your refund within 5 days.",
            "A colleague will call you back tomorrow.",
            "It will be refunded today.",
        ] {
            assert_eq!(
                promises(&[Message::new(Author::Ai, text)]).len(),
                1,
                "{text}"
            );
        }
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

//! What a model is asked about one message: the words that go out.

use serde_json::{Value, json};

use super::form::schema;
use crate::{
    conversation::{Author, Message},
    judge::{Profile, Reading},
};

/// So many of the newest messages are sent, each cut to so many characters.
const MESSAGES_MAX: usize = 12;
const MESSAGE_MAX: usize = 4000;
/// So many subjects are asked about; where there are more, those the embedded judge finds nearest.
const SUBJECTS_MAX: usize = 60;
const DESCRIPTION_MAX: usize = 400;
const EXAMPLES_MAX: usize = 5;
/// So many paragraphs are offered for an answer, and so many characters of all of them.
const PARAGRAPHS_MAX: usize = 60;
const PARAGRAPH_CHARACTERS_MAX: usize = 16_000;

/// The keys of subjects that always go to a person begin so.
pub(super) const FORBIDDEN: &str = "forbidden_topic:";

/// A paragraph of a Knowledge topic that may be the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The topic's.
    pub title: String,
    pub text: String,
}

/// One question to a language model. It holds what is needed to check the answer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub(super) messages: Vec<Message>,
    /// Those asked about, in the order of their ids: `s1`, `s2` …
    pub(super) subjects: Vec<Profile>,
    /// Those offered as an answer, in the order of their ids: `p1`, `p2` …
    pub(super) paragraphs: Vec<Paragraph>,
    /// The customer was just asked whether they want a person.
    pub(super) asks_consent: bool,
    /// The team may be called, so a summary may be needed.
    pub(super) asks_summary: bool,
}

impl Question {
    /// A question about the last of `messages`, with the subjects it is compared with and how well the
    /// embedded judge finds that they fit. None when the customer said nothing there.
    #[must_use]
    pub fn new(messages: &[Message], subjects: &[Profile], embedded: &Reading) -> Option<Self> {
        let last = messages.last()?;
        if last.author != Author::Customer || last.text.trim().is_empty() {
            return None;
        }
        let from = messages.len().saturating_sub(MESSAGES_MAX);
        Some(Self {
            messages: messages[from..].to_vec(),
            subjects: nearest(subjects, embedded),
            paragraphs: Vec::new(),
            asks_consent: false,
            asks_summary: false,
        })
    }

    /// Asks which of these paragraphs answers the customer.
    #[must_use]
    pub fn with_paragraphs(mut self, paragraphs: impl IntoIterator<Item = Paragraph>) -> Self {
        let mut room = PARAGRAPH_CHARACTERS_MAX;
        let fits = |paragraph: &Paragraph| {
            let left = room.checked_sub(paragraph.text.len());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let fitting = paragraphs.into_iter().take(PARAGRAPHS_MAX);
        self.paragraphs = fitting.take_while(fits).collect();
        self
    }

    /// Asks whether the customer said yes to a person.
    #[must_use]
    pub fn with_consent(mut self, asks: bool) -> Self {
        self.asks_consent = asks;
        self
    }

    /// Asks for a summary for the team, should a person be needed.
    #[must_use]
    pub fn with_summary(mut self, asks: bool) -> Self {
        self.asks_summary = asks;
        self
    }

    /// The customer's last message, whole.
    #[must_use]
    pub fn said(&self) -> &str {
        self.messages.last().map_or("", |last| last.text.as_str())
    }

    /// The body of a chat completion request to `model`.
    #[must_use]
    pub fn body(&self, model: &str) -> Value {
        json!({
            "model": model,
            "messages": [
                {"role": "system", "content": self.instructions()},
                {"role": "user", "content": self.conversation()},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": true, "schema": schema(self)},
            },
        })
    }

    /// The rules, with the lists that ids are from. An admin's words, never a customer's.
    fn instructions(&self) -> String {
        let mut text = include_str!("prompt.txt").to_owned();
        let parts = [
            (
                !self.subjects.is_empty(),
                include_str!("prompt_subjects.txt"),
            ),
            (self.asks_consent, include_str!("prompt_consent.txt")),
            (
                !self.paragraphs.is_empty(),
                include_str!("prompt_answer.txt"),
            ),
            (self.asks_summary, include_str!("prompt_summary.txt")),
        ];
        for (_, part) in parts.iter().filter(|(asked, _)| *asked) {
            text.push_str(part);
        }
        list(&mut text, "Subjects", self.subjects.iter().map(described));
        let paragraph = |paragraph: &Paragraph| format!("{}: {}", paragraph.title, paragraph.text);
        list(
            &mut text,
            "Paragraphs",
            self.paragraphs.iter().map(paragraph),
        );
        text
    }

    /// The conversation as JSON, so that nothing in it can look like the end of it. Who wrote it is not in
    /// it, and neither are files.
    fn conversation(&self) -> String {
        let said = |message: &Message| {
            let text: String = message.text.chars().take(MESSAGE_MAX).collect();
            json!({"author": message.author, "text": text})
        };
        let messages: Vec<Value> = self.messages.iter().map(said).collect();
        json!({"conversation": messages}).to_string()
    }
}

/// All subjects where they fit into one question, else the forbidden ones and then the nearest.
fn nearest(subjects: &[Profile], embedded: &Reading) -> Vec<Profile> {
    if subjects.len() <= SUBJECTS_MAX {
        return subjects.to_vec();
    }
    let score = |profile: &Profile| {
        let found = embedded.matches.iter().find(|m| *m.key == *profile.key);
        found.map_or(0.0, |found| found.score)
    };
    let is_forbidden = |profile: &Profile| profile.key.starts_with(FORBIDDEN);
    let mut order: Vec<(bool, f64, &Profile)> = subjects
        .iter()
        .map(|profile| (is_forbidden(profile), score(profile), profile))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let kept = order.into_iter().take(SUBJECTS_MAX);
    kept.map(|(_, _, profile)| profile.clone()).collect()
}

fn described(profile: &Profile) -> String {
    let mut text = profile.name.clone();
    if !profile.description.is_empty() {
        let description: String = profile.description.chars().take(DESCRIPTION_MAX).collect();
        text = format!("{text}: {description}");
    }
    for example in profile.examples.iter().take(EXAMPLES_MAX) {
        text = format!("{text} “{example}”");
    }
    text
}

/// A headed list whose items are numbered with the first letter of its heading, in small.
fn list(text: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    let letter = heading.chars().next().unwrap_or('x').to_ascii_lowercase();
    for (at, item) in items.enumerate() {
        if at == 0 {
            text.extend(["\n", heading, ":\n"]);
        }
        let number = (at + 1).to_string();
        text.push(letter);
        text.extend([number.as_str(), ". ", &item.replace('\n', " "), "\n"]);
    }
}

//! The built-in answerer: finds the passage of the knowledge topics that answers a question. It quotes; it composes nothing.

use serde::{Deserialize, Serialize};

use super::embedded::frustration::logistic;
use super::embedded::matching::{Overlap, Term, overlap, terms};
use super::text::words;

/// What a title's words weigh beside those of the paragraph under it.
const TITLE: f64 = 0.5;
/// Below this the best passage is no answer.
const HOPELESS: f64 = 0.15;

/// A topic to answer from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub title: String,
    /// Paragraphs are parted by empty lines; each can be an answer of its own.
    pub text: String,
}

/// A passage that answers a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Which of the topics, by position.
    pub topic: usize,
    pub title: String,
    /// The paragraph, word for word.
    pub text: String,
    /// 0…1; 0.5 and more is more likely right than not.
    pub confidence: f64,
}

/// Topics made ready to answer many questions from.
#[derive(Debug, Default)]
pub struct Knowledge(Vec<Prepared>);

#[derive(Debug)]
struct Prepared {
    topic: Passage,
    /// How many of each paragraph's terms are the title's, which come first.
    title_terms: usize,
    /// Each with the terms of the title and of the paragraph.
    paragraphs: Vec<(String, Vec<Term>)>,
}

impl Knowledge {
    /// Prepares `topics`; the order is kept.
    #[must_use]
    pub fn new(topics: &[Passage]) -> Self {
        Self(topics.iter().map(Prepared::new).collect())
    }

    /// The best paragraph for `question`; nothing when no paragraph has to do with it.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<Answer> {
        let asked = terms(&words(question));
        let mut best: Option<(f64, usize, &str)> = None;
        for (topic, prepared) in self.0.iter().enumerate() {
            for (paragraph, terms) in &prepared.paragraphs {
                let confidence = confidence(&asked, terms, prepared.title_terms);
                if confidence >= HOPELESS && best.is_none_or(|(best, ..)| confidence > best) {
                    best = Some((confidence, topic, paragraph));
                }
            }
        }
        best.map(|(confidence, topic, paragraph)| Answer {
            topic,
            title: self.0[topic].topic.title.clone(),
            text: paragraph.to_owned(),
            confidence,
        })
    }
}

impl Knowledge {
    /// The topic that is most likely what `question` is about; none unless more likely than not.
    #[must_use]
    pub fn topic(&self, question: &str) -> Option<&Passage> {
        let found = self.answer(question)?;
        (found.confidence >= 0.5).then(|| &self.0[found.topic].topic)
    }
}

impl Prepared {
    fn new(passage: &Passage) -> Self {
        let title = terms(&words(&passage.title));
        let prepared = |paragraph: &str| {
            let all = title.iter().cloned().chain(terms(&words(paragraph)));
            (paragraph.to_owned(), all.collect())
        };
        Self {
            topic: passage.clone(),
            title_terms: title.len(),
            paragraphs: paragraphs(&passage.text).map(prepared).collect(),
        }
    }
}

/// The best paragraph of `topics` for `question`; nothing when no paragraph has to do with it.
///
/// ```
/// use handoff::judge::{Passage, answer};
/// let topics = [Passage { title: "Returns".into(), text: "You can return an item within 30 days.\n\nRefunds take 5 days.".into() }];
/// let found = answer("How do I return an item?", &topics).unwrap();
/// assert_eq!(found.text, "You can return an item within 30 days.");
/// assert!(answer("What is the weather?", &topics).is_none());
/// ```
#[must_use]
pub fn answer(question: &str, topics: &[Passage]) -> Option<Answer> {
    Knowledge::new(topics).answer(question)
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
}

/// How well a paragraph answers; the first `title` of its terms are those of the title.
fn confidence(asked: &[Term], terms: &[Term], title: usize) -> f64 {
    let everything: Vec<&Term> = terms.iter().collect();
    let all: Overlap = overlap(asked, &everything);
    if all.weight == 0.0 {
        return 0.0;
    }
    let (title, paragraph) = everything.split_at(title);
    let in_paragraph = overlap(asked, paragraph).of_text;
    let in_title = overlap(asked, title).of_unit;
    let raw = logistic(
        3.6 * all.of_text + 0.8 * in_paragraph + TITLE * in_title + 0.12 * all.weight - 3.6,
    );
    (raw * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_that_answers_is_found_and_others_are_doubted() {
        let topic = |title: &str, text: &str| Passage {
            title: title.to_owned(),
            text: text.to_owned(),
        };
        let topics = [
            topic(
                "Delivery times",
                "Standard delivery takes 3 to 5 working days.\n\nExpress delivery arrives the next day.",
            ),
            topic(
                "Refunds",
                "Refunds are paid to the original payment method within 5 days.",
            ),
            topic("Opening hours", "The shop in Bergen is open from 10 to 18."),
        ];
        for (question, topic, part) in [
            ("How long does standard delivery take?", 0, "Standard"),
            ("does express shipping arrive the next day", 0, "Express"),
            ("When do I get my refund?", 1, "Refunds"),
            ("What are your opening hours?", 2, "Bergen"),
        ] {
            let found = answer(question, &topics).unwrap();
            assert_eq!(found.topic, topic, "{question} {found:?}");
            assert!(
                found.text.contains(part) && found.confidence >= 0.5,
                "{question} {found:?}"
            );
        }
        let doubtful = answer(
            "Can I bring my dog and two parrots to the shop on Sunday morning?",
            &topics,
        );
        assert!(doubtful.is_none_or(|found| found.confidence < 0.5));
        assert!(answer("", &topics).is_none() && answer("refund", &[]).is_none());
    }
}

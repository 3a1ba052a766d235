//! The built-in answerer: finds the passage of the knowledge topics that answers a question. It quotes; it composes nothing.

use serde::{Deserialize, Serialize};

use super::embedded::embedding::{Vector, dot, embed};
use super::embedded::frustration::logistic;
use super::embedded::matching::lexicon::{Coverage, Lexicon};
use super::embedded::matching::{is_english, terms};
use super::text::{Word, sentences, words};

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
pub struct Knowledge {
    topics: Vec<Passage>,
    paragraphs: Vec<Paragraph>,
    lexicon: Lexicon,
}

#[derive(Debug)]
struct Paragraph {
    topic: usize,
    text: String,
    /// The directions of the title, of title and paragraph together, and of each sentence.
    entitled: Vector,
    whole: Vector,
    sentences: Vec<Vector>,
}

impl Knowledge {
    /// Prepares `topics`; the order is kept.
    #[must_use]
    pub fn new(topics: &[Passage]) -> Self {
        let mut paragraphs = Vec::new();
        let mut said: Vec<Vec<Word>> = Vec::new();
        for (topic, passage) in topics.iter().enumerate() {
            let entitled = embed(&passage.title);
            for text in paragraphs_of(&passage.text) {
                let whole = format!("{} {text}", passage.title);
                said.push(words(&whole));
                paragraphs.push(Paragraph {
                    topic,
                    text: text.to_owned(),
                    entitled,
                    whole: embed(&whole),
                    sentences: sentences(text)
                        .into_iter()
                        .map(|(start, end)| embed(&text[start..end]))
                        .collect(),
                });
            }
        }
        Self {
            topics: topics.to_vec(),
            lexicon: Lexicon::new(&said),
            paragraphs,
        }
    }

    /// Whether it was prepared from exactly these topics.
    #[must_use]
    pub fn is_of(&self, topics: &[Passage]) -> bool {
        self.topics == topics
    }

    /// Every paragraph with its topic's title, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&str, &str)> {
        let paragraphs = self.paragraphs.iter();
        paragraphs.map(|paragraph| {
            let title = &self.topics[paragraph.topic].title;
            (title.as_str(), paragraph.text.as_str())
        })
    }

    /// The best paragraph for `question`; nothing when no paragraph has to do with it.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<Answer> {
        let asked = words(question);
        let vector = embed(question);
        let is_english = is_english(question, &asked);
        let coverage = self.lexicon.coverage(&terms(&asked));
        let confidences = self.paragraphs.iter().enumerate().map(|(at, paragraph)| {
            let meant = is_english.then(|| paragraph.likeness(&vector));
            (confidence(meant, &coverage, at), paragraph)
        });
        // Of two equally good ones, the first.
        let (confidence, paragraph) = confidences.rev().max_by(|a, b| a.0.total_cmp(&b.0))?;
        (confidence >= HOPELESS).then(|| Answer {
            topic: paragraph.topic,
            title: self.topics[paragraph.topic].title.clone(),
            text: paragraph.text.clone(),
            confidence,
        })
    }

    /// The topic that is most likely what `question` is about; none unless more likely than not.
    #[must_use]
    pub fn topic(&self, question: &str) -> Option<&Passage> {
        let found = self.answer(question)?;
        (found.confidence >= 0.5).then(|| &self.topics[found.topic])
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

impl Paragraph {
    /// A long paragraph answers with one of its sentences, a short one with all of it; the title says what it is about.
    fn likeness(&self, question: &Vector) -> f32 {
        let sentence = self
            .sentences
            .iter()
            .map(|sentence| dot(question, sentence))
            .fold(0.0, f32::max);
        0.5 * dot(question, &self.whole)
            + 0.3 * sentence
            + 0.2 * dot(question, &self.entitled).max(0.0)
    }
}

fn paragraphs_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
}

/// Meaning and shared words together; without a meaning, in a language that the table does not know, shared words alone.
fn confidence(meant: Option<f32>, coverage: &Coverage, at: usize) -> f64 {
    let telling = coverage.of_telling[at];
    let odds = match meant {
        Some(meant) => 7.0 * meant + 4.5 * telling - 4.6,
        None => 5.0 * telling - 2.8,
    };
    (logistic(f64::from(odds)) * 1000.0).round() / 1000.0
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

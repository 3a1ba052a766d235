//! Reads a stretch of conversation: everything the engine needs to know about what the customer means.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::embedded::{consent, explicit_request, frustration, language, repetition, urgency};
use super::text::{Word, words};
use super::{Consent, Match, Profile, Profiles};
use crate::conversation::{Author, Message};

/// How much the last message counts beside the mean of the last three.
const LAST: f64 = 0.75;
const TREND: usize = 3;
/// How many earlier messages of the customer are looked at, so that a long conversation costs no more than a short one.
const REMEMBERED: usize = 12;
/// What one repetition adds to frustration, in log-odds.
const REPETITION: f64 = 0.9;
/// What an earlier angry message adds, in log-odds.
const LINGERING: f64 = 1.0;

/// What the judge understood from a conversation so far. Probabilities are 0…1 with the boundary at 0.5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reading {
    /// −1…1: the customer's last message, blended with the trend of their last three.
    pub sentiment: f64,
    pub frustration: f64,
    pub wants_human: f64,
    /// BCP 47 primary tag, when it could be told.
    pub language: Option<String>,
    /// How sure the AI was of its last answer, 0…1. Not read from text: the engine fills it in.
    pub confidence: Option<f64>,
    pub urgency: f64,
    /// How often the customer has said nearly the same before in this stretch.
    pub repeats: u32,
    /// The last message read as the answer to "would you like a person?".
    pub consent: Consent,
    pub evidence: Evidence,
    /// One for each profile, in their order.
    pub matches: Vec<Match>,
}

impl Reading {
    /// The best match among the profiles whose key begins with `group` and a colon, with the rest of its key.
    #[must_use]
    pub fn best_match<'a>(&'a self, group: &'a str) -> Option<(&'a str, &'a Match)> {
        self.matches_of(group)
            .max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))
    }

    /// The matches among the profiles whose key begins with `group` and a colon, each with the rest of its key.
    pub fn matches_of<'a>(&'a self, group: &'a str) -> impl Iterator<Item = (&'a str, &'a Match)> {
        // The colon's place rules most of them out, and is cheaper to look at than the words before it.
        let of_group = move |found: &&Match| {
            found.key.as_bytes().get(group.len()) == Some(&b':') && found.key.starts_with(group)
        };
        let matches = self.matches.iter().filter(of_group);
        matches.map(|found| (&found.key[group.len() + 1..], found))
    }
}

/// Exact words of the customer that speak for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    pub wants_human: Option<String>,
    pub frustration: Option<String>,
    pub urgency: Option<String>,
}

/// Reads `stretch`, the messages since the conversation was last handed back. Only the customer's words count.
///
/// ```
/// use handoff::conversation::{Author, Message};
/// use handoff::judge::read;
/// let reading = read(&[Message::new(Author::Customer, "This is useless. Let me talk to a person!")], &[]);
/// assert!(reading.wants_human > 0.5 && reading.frustration > 0.5);
/// assert_eq!(reading.evidence.wants_human.as_deref(), Some("talk to a person"));
/// ```
#[must_use]
pub fn read(stretch: &[Message], profiles: &[Profile]) -> Reading {
    read_with(stretch, &Profiles::new(profiles))
}

/// Like [`read`], with profiles that were prepared once for many messages.
#[must_use]
pub fn read_with(stretch: &[Message], profiles: &Profiles) -> Reading {
    let mut own = stretch
        .iter()
        .rev()
        .filter(|message| message.author == Author::Customer)
        .map(|message| message.text.as_str());
    let last = own.next().unwrap_or_default();
    let last_words = words(last);
    let earlier: Vec<Earlier> = own.take(REMEMBERED).map(Earlier::read).collect();
    let quote = |span: Option<(usize, usize)>| span.map(|(start, end)| last[start..end].to_owned());

    let (wants_human, asks) = explicit_request::wants_human(&last_words);
    let (urgency, hurries) = urgency::read(&last_words);
    let repeats = repetition::repeats(&last_words, earlier.iter().map(|said| &said.words[..]));
    let before = || {
        let mut said = earlier.iter();
        said.find_map(|said| language::detect(said.text, &said.words))
    };
    let language = language::detect(last, &last_words).or_else(before);
    let mood = Mood::read(last, &last_words, &earlier, language);
    let sentiment = mood.sentiment;
    let (frustration, upset) = mood.frustration(repeats);
    Reading {
        sentiment: rounded(sentiment),
        frustration: rounded(frustration),
        wants_human: rounded(wants_human),
        language: language.map(str::to_owned),
        confidence: None,
        urgency: rounded(urgency),
        repeats,
        consent: consent::read(&last_words, wants_human),
        evidence: Evidence {
            wants_human: quote(asks),
            frustration: upset,
            urgency: quote(hurries),
        },
        matches: profiles.matches_of(last, &last_words),
    }
}

/// Three digits are as exact as this gets, and read better in a trace.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// What the customer said before.
struct Earlier<'a> {
    text: &'a str,
    words: Vec<Word>,
}

impl<'a> Earlier<'a> {
    fn read(text: &'a str) -> Self {
        Self {
            text,
            words: words(text),
        }
    }
}

struct Mood {
    sentiment: f64,
    last: frustration::Frustration,
    last_quote: Option<String>,
    /// The most frustrated of the up to two messages before the last, with its words.
    before: Option<(f64, Option<String>)>,
}

impl Mood {
    fn read(last: &str, last_words: &[Word], earlier: &[Earlier], language: Option<&str>) -> Self {
        let found = frustration::read(last, last_words, language);
        let tone = found.tone;
        let (mut sum, mut count) = (tone, 1.0);
        let mut before: Option<(f64, Option<String>)> = None;
        for said in earlier.iter().take(TREND - 1) {
            let found = frustration::read(said.text, &said.words, language);
            sum += found.tone;
            count += 1.0;
            if before
                .as_ref()
                .is_none_or(|(most, _)| found.probability > *most)
            {
                let quote = found.evidence.map(|(start, end)| &said.text[start..end]);
                before = Some((found.probability, quote.map(str::to_owned)));
            }
        }
        let last_quote = found
            .evidence
            .map(|(start, end)| last[start..end].to_owned());
        Self {
            sentiment: LAST * tone + (1.0 - LAST) * sum / count,
            last: found,
            last_quote,
            before,
        }
    }

    /// The last message decides; being upset before and saying it again make it worse. A calm "thanks" ends it.
    fn frustration(self, repeats: u32) -> (f64, Option<String>) {
        let mut odds = log_odds(self.last.probability) + REPETITION * f64::from(repeats.min(3));
        let mut quote = self.last_quote;
        if let Some((before, words)) = self
            .before
            .filter(|(before, _)| *before >= 0.5 && self.last.probability >= 0.15)
        {
            odds += LINGERING * before;
            quote = quote.or(words);
        }
        (frustration::logistic(odds), quote)
    }
}

fn log_odds(probability: f64) -> f64 {
    let inside = probability.clamp(0.001, 0.999);
    (inside / (1.0 - inside)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn customer(texts: &[&str]) -> Reading {
        read(
            &texts
                .iter()
                .map(|text| Message::new(Author::Customer, *text))
                .collect::<Vec<_>>(),
            &[],
        )
    }

    #[test]
    fn only_the_customer_counts() {
        let reading = read(
            &[
                Message::new(Author::Customer, "Where is my order?"),
                Message::new(Author::Ai, "This is terrible, shall I get you a human?"),
            ],
            &[],
        );
        assert!(reading.wants_human < 0.5 && reading.frustration < 0.5);
        assert_eq!(reading.language.as_deref(), Some("en"));
    }

    #[test]
    fn nothing_said_means_nothing() {
        let reading = read(&[], &[]);
        assert!(reading.wants_human < 0.1 && reading.sentiment.abs() < f64::EPSILON);
        assert_eq!(
            (reading.language, reading.repeats, reading.consent),
            (None, 0, Consent::Unclear)
        );
    }

    #[test]
    fn going_in_circles_frustrates() {
        let once = customer(&["where is my parcel from Oslo"]);
        let thrice = customer(&[
            "where is my parcel from Oslo",
            "where is my parcel from Oslo?",
            "where is my parcel from Oslo",
        ]);
        assert_eq!(thrice.repeats, 2);
        assert!(
            thrice.frustration > once.frustration + 0.1,
            "{} {}",
            thrice.frustration,
            once.frustration
        );
    }

    #[test]
    fn earlier_anger_lingers_until_it_is_settled() {
        let still = customer(&[
            "This is ridiculous!!",
            "and where is my parcel now, it should be here",
        ]);
        let fresh = customer(&["and where is my parcel now, it should be here"]);
        assert!(still.sentiment < fresh.sentiment);
        assert!(
            customer(&["This is ridiculous!!", "great, thanks, that solved it"]).frustration < 0.5
        );
    }

    #[test]
    fn a_long_conversation_is_read_by_its_end() {
        let mut texts = vec!["Wo ist mein Paket aus Oslo?"; 40];
        texts.push("Wo ist mein Paket aus Oslo?");
        assert_eq!(customer(&texts).repeats, 12);
    }

    /// What customers write, in pieces: words, cues, marks, other scripts.
    fn anything() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "where", "is", "my", "order", "not", "very", "good", "thanks", "but", "great", "bad",
            "NO", "I", "asked", "twice", "a", "person", "\"", "!", "?", ".", ",", ":)", "…", "\n",
        ]);
        prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.join(" "))
    }

    proptest! {
        #[test]
        fn any_text_can_be_read_and_is_quoted_as_it_stands(text in "\\PC*", before in "\\PC{0,40}") {
            let reading = customer(&[&before, &text]);
            prop_assert!((0.0..=1.0).contains(&reading.wants_human));
            prop_assert!((0.0..=1.0).contains(&reading.frustration));
            prop_assert!((0.0..=1.0).contains(&reading.urgency));
            prop_assert!((-1.0..=1.0).contains(&reading.sentiment));
            let quotes = [reading.evidence.wants_human, reading.evidence.urgency];
            for quote in quotes.into_iter().flatten() {
                prop_assert!(text.contains(&quote));
            }
            if let Some(quote) = reading.evidence.frustration {
                prop_assert!(text.contains(&quote) || before.contains(&quote));
            }
        }

        #[test]
        fn more_anger_never_lowers_frustration(
            before in anything(),
            text in anything(),
            cue in prop::sample::select(vec![
                "This is ridiculous!", "you are useless", "I am so angry", "what a joke",
                "nobody answers", "still not working!!", "this is the third time I ask",
            ]),
        ) {
            let calmer = customer(&[&before, &text]).frustration;
            let angrier = customer(&[&before, &format!("{text}. {cue}")]).frustration;
            prop_assert!(angrier >= calmer, "{} after {} {:?}", angrier, calmer, text);
        }
    }
}

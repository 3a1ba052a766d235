//! What “When to use” says, clause by clause.

use serde::{Deserialize, Serialize};

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, Meaning, Profile, When},
};

/// Fires when a clause of “When to use” holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WhenToUse {
    pub enabled: bool,
    pub conduct: Conduct,
}

impl Default for WhenToUse {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
        }
    }
}

const KIND: Kind = Kind {
    name: "when_to_use",
    title: "What “When to use” says",
    hint: "Your own words above, clause by clause.",
    category: "guideline",
    rank: 0,
    looks_at_answers: false,
    fields: &[],
};

/// Below this an answer does not count as one: the boundary of the judge.
const SURE: f64 = 0.3;

impl Trigger for WhenToUse {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, clauses: &[Clause]) -> Finding {
        if clauses.is_empty() {
            return Finding::Quiet("Nothing is written there.".into());
        }
        if let Some(kept) = clauses
            .iter()
            .find_map(|clause| stays_with_ai(clause, facts))
        {
            return Finding::Quiet(format!("“{kept}” keeps this with the AI."));
        }
        let holding = clauses
            .iter()
            .filter_map(|clause| holds(clause, facts))
            .max_by(|a, b| a.score.total_cmp(&b.score));
        match holding {
            Some(held) => Finding::Fires {
                name: None,
                score: held.score,
                evidence: held.evidence,
                words: format!("It is what “{}” says", held.said),
                conduct: Some(held.conduct),
            },
            None => Finding::Quiet(format!("None of its {} parts holds.", clauses.len())),
        }
    }
}

/// A clause that holds, with how sure and by which words.
struct Held<'a> {
    said: &'a str,
    score: f64,
    evidence: String,
    conduct: Conduct,
}

fn holds<'a>(clause: &'a Clause, facts: &Facts) -> Option<Held<'a>> {
    let (conduct, found) = match &clause.means {
        Meaning::HandOver { when, how } => (*how, condition(when, facts)),
        Meaning::TryFirst { answers, about } => {
            let tried = facts.exchanges() >= *answers as usize;
            let found = if about.is_empty() {
                Some((0.6, String::new()))
            } else {
                earlier_or_now(about, facts)
            };
            (Conduct::AskFirst, found.filter(|_| tried))
        }
        Meaning::Always { about } => (Conduct::AtOnce, touches(about, facts)),
        Meaning::Priority {
            about,
            hands_over: true,
            ..
        } => (Conduct::AskFirst, touches(about, facts)),
        _ => return None,
    };
    let (score, evidence) = found?;
    Some(Held {
        said: &clause.said,
        score,
        evidence,
        conduct,
    })
}

fn condition(when: &When, facts: &Facts) -> Option<(f64, String)> {
    let reading = facts.reading;
    match when {
        When::AsksForPerson => {
            let evidence = reading.evidence.wants_human.clone().unwrap_or_default();
            (reading.wants_human >= 0.5).then_some((reading.wants_human, evidence))
        }
        When::IsUpset => {
            let evidence = reading.evidence.frustration.clone().unwrap_or_default();
            (reading.frustration >= 0.5).then_some((reading.frustration, evidence))
        }
        When::CannotAnswer => {
            let unsure = reading.confidence.filter(|sure| *sure < SURE)?;
            Some((1.0 - unsure, facts.customer_words().to_owned()))
        }
        When::About { profile } => touches(std::slice::from_ref(profile), facts),
    }
}

/// The best of the subjects that the customer's newest words touch.
fn touches(about: &[Profile], facts: &Facts) -> Option<(f64, String)> {
    let of_these = |key: &str| about.iter().any(|profile| profile.key == key);
    let matches = facts
        .reading
        .matches
        .iter()
        .filter(|found| of_these(&found.key) && found.score >= 0.5);
    let best = matches.max_by(|a, b| a.score.total_cmp(&b.score))?;
    Some((best.score, best.evidence.clone().unwrap_or_default()))
}

/// A subject tried before is still the subject when the customer merely says that it did not help.
fn earlier_or_now(about: &[Profile], facts: &Facts) -> Option<(f64, String)> {
    touches(about, facts).or_else(|| {
        let earlier = facts
            .messages
            .iter()
            .rev()
            .filter(|message| message.author == crate::conversation::Author::Customer);
        let readings =
            earlier.map(|message| crate::judge::read(std::slice::from_ref(message), about));
        let best = readings
            .flat_map(|reading| reading.matches)
            .find(|found| found.score >= 0.5)?;
        Some((best.score, best.evidence.unwrap_or_default()))
    })
}

fn stays_with_ai<'a>(clause: &'a Clause, facts: &Facts) -> Option<&'a str> {
    let Meaning::Never { about } = &clause.means else {
        return None;
    };
    touches(about, facts).map(|_| clause.said.as_str())
}

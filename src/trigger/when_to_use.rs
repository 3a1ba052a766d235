//! What “When to use” says, clause by clause.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EVEN, Finding, Kind, Measure, Near, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{self, Clause, Match, Meaning, Profile, When},
};

/// Fires when a clause of “When to use” holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
    looks_at_answers: true,
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
            return Finding::quiet("Nothing is written there.");
        }
        if let Some(kept) = clauses
            .iter()
            .find_map(|clause| stays_with_ai(clause, facts))
        {
            return Finding::quiet(format!("“{kept}” keeps this with the AI."));
        }
        let holding = clauses
            .iter()
            .filter(|clause| !facts.is_answer() || is_about_answers(clause))
            .filter_map(|clause| holds(clause, facts))
            .max_by(|a, b| a.score.total_cmp(&b.score));
        match holding {
            Some(held) => Finding::Fires {
                name: None,
                score: held.score,
                evidence: held.evidence,
                words: format!("It is what “{}” says", held.said).into(),
                conduct: Some(held.conduct),
                measure: Some(Measure::probability(held.score)),
            },
            None => nearest(clauses, facts),
        }
    }
}

/// Whether a clause can hold of the AI's answer, before the customer has said anything to it.
fn is_about_answers(clause: &Clause) -> bool {
    let when = When::CannotAnswer;
    matches!(&clause.means, Meaning::HandOver { when: condition, .. } if *condition == when)
}

/// The clause that came nearest to holding.
fn nearest(clauses: &[Clause], facts: &Facts) -> Finding {
    let nears = clauses
        .iter()
        .filter(|_| !facts.is_answer())
        .filter_map(|clause| Some((near(clause, facts)?, clause)));
    match nears.min_by(|(a, _), (b, _)| a.gap.total_cmp(&b.gap)) {
        Some((near, clause)) => Finding::near(format!("Nearest is “{}”.", clause.said), near),
        None => Finding::quiet("None of its parts holds."),
    }
}

/// How near one clause came. None where there is nothing to measure.
fn near(clause: &Clause, facts: &Facts) -> Option<Near> {
    let reading = facts.reading;
    match &clause.means {
        Meaning::HandOver { when, .. } => match when {
            When::AsksForPerson => {
                let evidence = reading.evidence.wants_human.as_deref();
                Some(Near::probability(reading.wants_human, evidence))
            }
            When::IsUpset => {
                let evidence = reading.evidence.frustration.as_deref();
                Some(Near::probability(reading.frustration, evidence))
            }
            When::CannotAnswer => None,
            When::About { profile } => subject(std::slice::from_ref(profile), facts),
        },
        Meaning::Always { about }
        | Meaning::Priority {
            about,
            hands_over: true,
            ..
        } => subject(about, facts),
        Meaning::TryFirst { answers, about } => {
            if about.is_empty() {
                Some(Near::count(facts.exchanges(), *answers))
            } else {
                subject(about, facts)
            }
        }
        _ => None,
    }
}

/// How near the customer's words come to the nearest of these subjects.
fn subject(about: &[Profile], facts: &Facts) -> Option<Near> {
    let best = best_of(about, facts)?;
    Some(Near::probability(best.score, best.evidence.as_deref()).named(&best.name))
}

fn best_of<'a>(about: &[Profile], facts: &'a Facts) -> Option<&'a Match> {
    let of_these = |key: &str| about.iter().any(|profile| profile.key == key);
    let matches = facts.reading.matches.iter();
    matches
        .filter(|found| of_these(&found.key))
        .max_by(|a, b| a.score.total_cmp(&b.score))
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
            let has_failed = facts.exchanges() >= *answers as usize && !is_settled(facts);
            let found = (about.is_empty() || facts.has_touched(about))
                .then(|| touches(about, facts).unwrap_or((0.6, String::new())));
            (Conduct::AskFirst, found.filter(|_| has_failed))
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
    let best = best_of(about, facts).filter(|found| found.score >= EVEN)?;
    Some((best.score, best.evidence.clone().unwrap_or_default()))
}

/// Whether the customer sounds as if it were solved: thanks, a farewell, a good mood.
fn is_settled(facts: &Facts) -> bool {
    facts.reading.sentiment > 0.3 || judge::small_talk(facts.customer_words(), None).is_some()
}

fn stays_with_ai<'a>(clause: &'a Clause, facts: &Facts) -> Option<&'a str> {
    let Meaning::Never { about } = &clause.means else {
        return None;
    };
    touches(about, facts).map(|_| clause.said.as_str())
}

//! Two readings of one message become one. The rules:
//!
//! - A claim of one half and more is heard only with words of the customer for it.
//! - A request for a person, and a forbidden topic: the higher of the two counts, so that a model can add
//!   what the rules missed and can talk away nothing.
//! - Frustration, urgency and the other subjects: the model's word counts, but what the embedded judge is
//!   sure of (0.9 and more, such as an admin's own keyword) stays.
//! - The mood is the model's.
//! - The language and the answer to an offer are the model's only where the embedded judge could not tell.

use super::{Claim, Opinion, question::FORBIDDEN};
use crate::judge::{Consent, Match, Reading};

/// What the embedded judge is sure of, nobody talks away.
const SURE: f64 = 0.9;
/// What is left of a subject that the model was asked about and did not find: less than the least that a
/// guideline may ask for.
const NOT_FOUND: f64 = 0.15;

/// The embedded reading with the model's opinion in it.
#[must_use]
pub fn merged(mut embedded: Reading, opinion: &Opinion) -> Reading {
    let reading = &mut embedded;
    raise(
        &opinion.wants_person,
        (&mut reading.wants_human, &mut reading.evidence.wants_human),
    );
    replace(
        &opinion.upset,
        (&mut reading.frustration, &mut reading.evidence.frustration),
    );
    replace(
        &opinion.urgent,
        (&mut reading.urgency, &mut reading.evidence.urgency),
    );
    reading.sentiment = rounded(opinion.mood);
    reading.language = reading.language.take().or_else(|| opinion.language.clone());
    if reading.consent == Consent::Unclear {
        reading.consent = opinion.consent.unwrap_or_default();
    }
    for (key, claim) in &opinion.subjects {
        let found = reading.matches.iter_mut().find(|found| *found.key == **key);
        if let Some(found) = found {
            subject(found, claim.as_ref());
        }
    }
    embedded
}

fn subject(found: &mut Match, claim: Option<&Claim>) {
    let place = (&mut found.score, &mut found.evidence);
    match claim {
        Some(claim) if found.key.starts_with(FORBIDDEN) => raise(claim, place),
        Some(claim) => replace(claim, place),
        None if found.key.starts_with(FORBIDDEN) || found.score >= SURE => {}
        None => found.score = found.score.min(NOT_FOUND),
    }
}

/// The higher counts.
fn raise(claim: &Claim, (value, evidence): (&mut f64, &mut Option<String>)) {
    if claim.is_heard() && claim.probability > *value {
        *value = rounded(claim.probability);
        *evidence = claim.quote.clone().or_else(|| evidence.take());
    }
}

/// The model's counts, except against what is sure.
fn replace(claim: &Claim, (value, evidence): (&mut f64, &mut Option<String>)) {
    if *value >= SURE || !claim.is_heard() {
        return;
    }
    *value = rounded(claim.probability);
    *evidence = claim.quote.clone().or_else(|| evidence.take());
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Evidence;

    fn claim(probability: f64, quote: Option<&str>) -> Claim {
        Claim {
            probability,
            quote: quote.map(str::to_owned),
        }
    }

    fn found(key: &str, score: f64) -> Match {
        Match {
            key: key.into(),
            name: key.into(),
            score,
            evidence: None,
        }
    }

    fn embedded() -> Reading {
        Reading {
            sentiment: -0.2,
            frustration: 0.6,
            wants_human: 0.97,
            language: Some("en".into()),
            confidence: None,
            urgency: 0.95,
            repeats: 1,
            consent: Consent::Yes,
            evidence: Evidence {
                wants_human: Some("a person".into()),
                ..Evidence::default()
            },
            matches: vec![
                found("forbidden_topic:law", 0.95),
                found("custom_guideline:a", 0.6),
                found("custom_guideline:b", 0.2),
                found("custom_guideline:keyword", 0.95),
            ],
        }
    }

    fn opinion() -> Opinion {
        Opinion {
            language: Some("fi".into()),
            wants_person: claim(0.0, None),
            upset: claim(0.1, None),
            urgent: claim(0.0, None),
            mood: 0.5,
            consent: Some(Consent::No),
            subjects: embedded()
                .matches
                .into_iter()
                .map(|m| (m.key.to_string(), None))
                .collect(),
            answer: None,
            summary: None,
            next_steps: Vec::new(),
        }
    }

    #[test]
    fn a_model_that_says_no_to_everything_talks_away_nothing_that_is_sure() {
        let reading = merged(embedded(), &opinion());
        assert_eq!((reading.wants_human, reading.urgency), (0.97, 0.95));
        assert_eq!(reading.evidence.wants_human.as_deref(), Some("a person"));
        assert_eq!(
            (reading.language.as_deref(), reading.consent),
            (Some("en"), Consent::Yes)
        );
        let scores: Vec<f64> = reading.matches.iter().map(|found| found.score).collect();
        assert_eq!(scores, [0.95, 0.15, 0.15, 0.95]);
        assert_eq!((reading.frustration, reading.sentiment), (0.1, 0.5));
        assert_eq!(reading.repeats, 1, "repetition is counted, not judged");
    }

    #[test]
    fn a_yes_needs_the_customers_words() {
        let mut calm = embedded();
        calm.wants_human = 0.1;
        let mut claims = opinion();
        claims.wants_person = claim(0.9, None);
        claims.upset = claim(0.9, None);
        claims.subjects[2].1 = Some(claim(0.9, None));
        let reading = merged(calm.clone(), &claims);
        assert_eq!((reading.wants_human, reading.frustration), (0.1, 0.6));
        assert_eq!(reading.matches[2].score.to_string(), "0.2");
        claims.wants_person = claim(0.9, Some("let me out"));
        claims.subjects[2].1 = Some(claim(0.9, Some("my boiler")));
        let reading = merged(calm, &claims);
        assert_eq!(reading.wants_human.to_string(), "0.9");
        assert_eq!(reading.evidence.wants_human.as_deref(), Some("let me out"));
        assert_eq!(reading.matches[2].evidence.as_deref(), Some("my boiler"));
    }
}

//! A model's answer, read and checked: what is left of it can be believed as far as it goes.

use serde::Deserialize;

use super::{
    Claim, Fault, Question,
    claim::RawClaim,
    form::position,
    team_words::{steps, summary},
};
use crate::judge::Consent;

/// So many paragraphs make up an answer at most.
const CITED_MAX: usize = 2;
/// Below this an answer is no answer.
const SURE: f64 = 0.3;

/// What a model made of a message, checked against what it was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// BCP 47 primary tag.
    pub language: Option<String>,
    pub wants_person: Claim,
    pub upset: Claim,
    pub urgent: Claim,
    /// −1…1.
    pub mood: f64,
    /// Only if it was asked for.
    pub consent: Option<Consent>,
    /// The key of each subject that was asked about, with the claim where one was made.
    pub subjects: Vec<(String, Option<Claim>)>,
    pub answer: Option<Cited>,
    /// For the team, never for the customer. Plain text of bounded length.
    pub summary: Option<String>,
    /// What the team could do next, the same.
    pub next_steps: Vec<String>,
}

/// Paragraphs that answer the customer, word for word as the admin wrote them.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    pub text: String,
    /// 0…1.
    pub confidence: f64,
}

/// The form as it comes back. A member that is missing, too many or of another kind makes it unreadable.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    language: Option<String>,
    wants_person: RawClaim,
    upset: RawClaim,
    mood: f64,
    urgent: RawClaim,
    subjects: Option<Vec<RawSubject>>,
    consent: Option<RawConsent>,
    answer: Option<RawAnswer>,
    summary: Option<String>,
    next_steps: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubject {
    id: String,
    probability: f64,
    quote: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawConsent {
    Yes,
    No,
    Unclear,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer {
    paragraphs: Vec<String>,
    confidence: f64,
}

impl Question {
    /// Reads the model's words as the answer to this question. Never panics, whatever they are.
    pub fn read(&self, content: &str) -> Result<Opinion, Fault> {
        let form: Form = serde_json::from_str(content).map_err(|_| Fault::OffForm)?;
        self.check_members(&form)?;
        let said = self.said();
        Ok(Opinion {
            language: form.language.and_then(|tag| primary_tag(&tag)),
            wants_person: form.wants_person.checked(said),
            upset: form.upset.checked(said),
            urgent: form.urgent.checked(said),
            mood: form.mood.clamp(-1.0, 1.0),
            consent: form.consent.map(RawConsent::meant),
            subjects: self.subjects_of(form.subjects.unwrap_or_default())?,
            answer: form.answer.map_or(Ok(None), |answer| self.cited(&answer))?,
            summary: form.summary.and_then(|text| summary(&text, &self.messages)),
            next_steps: steps(form.next_steps.unwrap_or_default(), &self.messages),
        })
    }

    /// What was asked for is there, and nothing else is.
    fn check_members(&self, form: &Form) -> Result<(), Fault> {
        let as_asked = form.subjects.is_some() != self.subjects.is_empty()
            && form.consent.is_some() == self.asks_consent
            && form.answer.is_some() != self.paragraphs.is_empty()
            && form.next_steps.is_some() == self.asks_summary
            && (self.asks_summary || form.summary.is_none());
        if as_asked {
            Ok(())
        } else {
            Err(Fault::OffForm)
        }
    }

    fn subjects_of(&self, found: Vec<RawSubject>) -> Result<Vec<(String, Option<Claim>)>, Fault> {
        let asked = self
            .subjects
            .iter()
            .map(|profile| (profile.key.clone(), None));
        let mut subjects: Vec<(String, Option<Claim>)> = asked.collect();
        for raw in found {
            let at = position(&raw.id, 's', subjects.len()).ok_or(Fault::OffForm)?;
            let claim = RawClaim::new(raw.probability, raw.quote).checked(self.said());
            subjects[at].1.get_or_insert(claim);
        }
        Ok(subjects)
    }

    fn cited(&self, answer: &RawAnswer) -> Result<Option<Cited>, Fault> {
        let mut places: Vec<usize> = Vec::new();
        for id in &answer.paragraphs {
            let at = position(id, 'p', self.paragraphs.len()).ok_or(Fault::OffForm)?;
            if !places.contains(&at) {
                places.push(at);
            }
        }
        let confidence = answer.confidence.clamp(0.0, 1.0);
        if places.is_empty() || confidence < SURE {
            return Ok(None);
        }
        let texts = places
            .iter()
            .take(CITED_MAX)
            .map(|at| self.paragraphs[*at].text.as_str());
        let text = texts.collect::<Vec<_>>().join("\n\n");
        Ok(Some(Cited { text, confidence }))
    }
}

impl RawConsent {
    fn meant(self) -> Consent {
        match self {
            Self::Yes => Consent::Yes,
            Self::No => Consent::No,
            Self::Unclear => Consent::Unclear,
        }
    }
}

/// The first part of a language tag, if it looks like one.
pub(super) fn primary_tag(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_tag =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    is_tag.then_some(primary)
}

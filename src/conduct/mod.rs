//! How the customer is brought to a person: ask first, gather what must be known, hand over; and what
//! is said when nobody is there.
//!
//! Each function takes the stretch as it is and gives back a move: what happens, what is said, and the
//! stretch as it then stands. What the customer answers is read by the judge; nothing here reads text.

mod gathering;
mod outside;
pub(crate) mod style;

use std::borrow::Cow;

use crate::{
    clock::Instant,
    conversation::{Author, Conduct, Reason, Stage, Stretch},
    decision::Outcome,
    facts::Facts,
    handoff::{Availability, expected_minutes, opening_in, wait_in},
    judge::{self, Consent},
    policy::{GatherField, Policy, fill},
    wording::{Wording, translated, wording},
};
use gathering::ask;
pub(crate) use gathering::take_from_ai;

/// A kind of reason that is itself a yes: who asks for a person does not have to be asked twice.
const ASKED: &str = "explicit_request";

/// A kind of reason that the AI may not answer for itself.
const FORBIDDEN: &str = "forbidden_topic";
/// A kind of reason that the customer was already told of, by the AI itself.
const PROMISED: &str = "promised_handoff";
/// Whether somebody waits for an answer to their wish for a person: the customer, or the AI that called.
fn is_request(reason: &Reason) -> bool {
    reason.kind == ASKED || reason.kind == "function_call"
}

/// What the conduct step came to.
pub(crate) struct Move {
    pub(crate) outcome: Outcome,
    pub(crate) message: Option<String>,
    pub(crate) stretch: Stretch,
    /// Why, as a sentence for the trace.
    pub(crate) why: Cow<'static, str>,
}

impl Move {
    /// Whether a person is in question at all, be it that nobody is there.
    pub(crate) fn is_about_a_person(&self) -> bool {
        !matches!(self.outcome, Outcome::Continue | Outcome::Ignored)
    }
}

/// Everything the step looks at.
pub(crate) struct Situation<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) place: &'a Availability<'a>,
    /// What must be known before the handoff that was chosen.
    pub(crate) gather: &'a [GatherField],
    pub(crate) now: Instant,
}

impl Situation<'_> {
    /// Takes the next step, given the reason that won, if any.
    pub(crate) fn step(&self, reason: Option<Reason>) -> Move {
        let stretch = self.facts.stretch.clone();
        let is_customer = self
            .facts
            .message()
            .is_some_and(|message| message.author == Author::Customer);
        // A call of the AI is about now; the customer's last words are not the answer to anything here.
        let is_customer = is_customer && self.facts.called.is_none();
        match stretch.stage {
            Stage::Offered if is_customer => self.answer_to_offer(stretch, reason),
            Stage::Gathering if is_customer => self.answer_to_question(stretch),
            Stage::CollectingContact if is_customer => self.answer_with_contact(stretch),
            Stage::Gathering | Stage::CollectingContact => {
                carry_on(stretch, "The customer’s answer is awaited.")
            }
            Stage::CallbackNoted if is_customer && stretch.asking.is_some() => {
                self.answer_with_wish(stretch, reason)
            }
            _ => self.begin(stretch, reason),
        }
    }

    /// Whether the AI asked in its own words if the customer wants a person: then their yes is one.
    fn ai_offers(&self) -> bool {
        let offer = &self.policy.action.messages.offer;
        self.facts
            .message()
            .filter(|message| message.author == Author::Ai)
            .is_some_and(|answer| judge::is_offer(&answer.text, offer))
    }

    fn answer_to_offer(&self, mut stretch: Stretch, reason: Option<Reason>) -> Move {
        let is_kind = |kind: &str| reason.as_ref().is_some_and(|reason| reason.kind == kind);
        let (asks_again, is_forbidden) = (is_kind(ASKED), is_kind(FORBIDDEN));
        match self.facts.reading.consent {
            Consent::No if !asks_again && !is_forbidden => self.declined(stretch),
            _ if is_forbidden => {
                self.accept(stretch, reason, "A forbidden topic is not up to them.")
            }
            Consent::Yes => {
                let because = stretch.because.take().or(reason);
                self.accept(stretch, because, "They said yes to a person.")
            }
            _ if asks_again => self.accept(
                stretch,
                reason,
                "They asked for a person instead of answering.",
            ),
            _ => {
                stretch.stage = Stage::Open;
                self.begin(stretch, reason)
            }
        }
    }

    fn declined(&self, mut stretch: Stretch) -> Move {
        stretch.stage = Stage::Open;
        stretch.declined = true;
        stretch.because = None;
        stretch.asking = None;
        let message = Some(self.said(&self.policy.action.messages.declined).to_owned());
        Move {
            outcome: Outcome::Continue,
            message,
            stretch,
            why: "They said no to a person.".into(),
        }
    }

    fn begin(&self, mut stretch: Stretch, reason: Option<Reason>) -> Move {
        let goes_at_once = |reason: &Reason| reason.conduct == Conduct::AtOnce;
        if !reason.as_ref().is_some_and(goes_at_once) && self.ai_offers() {
            stretch.stage = Stage::Offered;
            stretch.because = stretch.because.take().or(reason);
            return carry_on(stretch, "The AI asked them whether they want a person.");
        }
        let Some(reason) = reason else {
            return carry_on(stretch, "No reason to hand over.");
        };
        if stretch.stage == Stage::Offered && !goes_at_once(&reason) {
            return carry_on(stretch, "They were just asked whether they want a person.");
        }
        let offered = stretch.offered_for.contains(&reason.key());
        if reason.conduct == Conduct::AskFirst && reason.kind != ASKED {
            if stretch.declined {
                return carry_on(
                    stretch,
                    "They said no to a person before, so they are not asked again.",
                );
            }
            if offered && !is_request(&reason) {
                return carry_on(stretch, "A person was offered for this already.");
            }
        }
        if !self.place.status.is_open {
            return self.nobody_there(stretch, reason);
        }
        if reason.conduct == Conduct::AskFirst && !offered {
            stretch.stage = Stage::Offered;
            stretch.offered_for.push(reason.key());
            stretch.because = Some(reason);
            let offer = self.said(&self.policy.action.messages.offer);
            let message = Some(self.worded(offer, Outcome::Offer));
            return Move {
                outcome: Outcome::Offer,
                message,
                stretch,
                why: "This reason asks first.".into(),
            };
        }
        self.accept(stretch, Some(reason), "This reason transfers at once.")
    }

    /// A person it is: gathers what is missing, else hands over.
    fn accept(&self, mut stretch: Stretch, because: Option<Reason>, why: &'static str) -> Move {
        stretch.because = because;
        if !self.place.status.is_open {
            let reason = stretch.because.clone().unwrap_or_else(asked_for);
            return self.nobody_there(stretch, reason);
        }
        self.collect_from_context(&mut stretch);
        match self.next_missing(&stretch) {
            Some(field) => ask(self.wording(), stretch, field, 1),
            None => self.hand_off(stretch, why),
        }
    }

    fn hand_off(&self, mut stretch: Stretch, why: &'static str) -> Move {
        stretch.stage = Stage::HandedOff;
        stretch.asking = None;
        let messages = &self.policy.action.messages;
        let text = format!(
            "{} {}",
            self.said(&messages.handoff_initiated),
            self.said(&messages.waiting_for_agent)
        );
        let message = Some(self.worded(&text, Outcome::HandOff));
        Move {
            outcome: Outcome::HandOff,
            message,
            stretch,
            why: why.into(),
        }
    }

    /// What the product says by itself, in the customer's language.
    fn wording(&self) -> &'static Wording {
        wording(self.facts.reading.language.as_deref())
    }

    /// A message of the policy: in the customer's language where it is still ours, else as the admin wrote it.
    fn said<'a>(&self, message: &'a str) -> &'a str {
        translated(message, self.facts.reading.language.as_deref())
    }

    /// A message as “When to use” wishes it, its values filled in.
    fn worded(&self, text: &str, outcome: Outcome) -> String {
        let language = self.facts.reading.language.as_deref();
        let wishes = style::wishes(self.policy);
        fill(
            &style::styled(text, &wishes, (outcome, language)),
            &self.values(),
        )
    }

    /// The values messages can name, as far as they are known now.
    fn values(&self) -> Vec<(&'static str, String)> {
        let mut values = Vec::new();
        if let (Some(at), Some(queue)) = (self.place.status.opens_at, self.place.queue) {
            values.push((
                "opens_at",
                opening_in(
                    self.wording(),
                    at,
                    self.now,
                    (self.facts.zone, queue.schedule.zone),
                ),
            ));
        }
        if self.place.status.is_open {
            let position = self.position();
            values.push(("position", position.to_string()));
            values.push((
                "wait",
                wait_in(self.wording(), self.expected_minutes(position)),
            ));
        }
        values
    }

    /// How long the customer will wait there.
    fn expected_minutes(&self, position: usize) -> u64 {
        let queue = self.place.queue.map(|queue| queue.id);
        let pace = queue.and_then(|queue| self.facts.paces.get(&queue));
        expected_minutes(position, pace.copied(), self.policy.action.reply_minutes)
    }

    /// The place in line the customer would take, from 1.
    pub(crate) fn position(&self) -> usize {
        self.place
            .queue
            .and_then(|queue| self.facts.waiting.get(&queue.id))
            .copied()
            .unwrap_or(0)
            + 1
    }
}

fn carry_on(stretch: Stretch, why: &'static str) -> Move {
    Move {
        outcome: Outcome::Continue,
        message: None,
        stretch,
        why: why.into(),
    }
}

/// The reason when nothing but a yes is known.
fn asked_for() -> Reason {
    Reason {
        kind: ASKED.into(),
        name: None,
        score: 1.0,
        evidence: String::new(),
        category: "customer_request".into(),
        conduct: Conduct::AskFirst,
        words: "They said yes to a person".into(),
    }
}

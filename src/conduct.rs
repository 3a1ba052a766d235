//! How the customer is brought to a person: ask first, gather what must be known, hand over; and what
//! is said when nobody is there.
//!
//! Each function takes the stretch as it is and gives back a move: what happens, what is said, and the
//! stretch as it then stands. What the customer answers is read by the judge; nothing here reads text.

use crate::{
    clock::Instant,
    conversation::{Asking, Author, Conduct, Reason, Stage, Stretch},
    decision::Outcome,
    facts::Facts,
    handoff::{Availability, opening_in_words, wait_in_words},
    judge::{
        Consent,
        extract::{self, Kind, Wanted},
    },
    policy::{GatherField, OutsideAction, Policy, fill},
};

/// A kind of reason that is itself a yes: who asks for a person does not have to be asked twice.
const ASKED: &str = "explicit_request";

/// What the conduct step came to.
pub(crate) struct Move {
    pub(crate) outcome: Outcome,
    pub(crate) message: Option<String>,
    pub(crate) stretch: Stretch,
    /// Why, as a sentence for the trace.
    pub(crate) why: String,
}

/// Everything the step looks at.
pub(crate) struct Situation<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) place: &'a Availability<'a>,
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
        match stretch.stage {
            Stage::Offered if is_customer => self.answer_to_offer(stretch, reason),
            Stage::Gathering if is_customer => self.answer_to_question(stretch),
            Stage::CollectingContact if is_customer => self.answer_with_contact(stretch),
            _ => self.begin(stretch, reason),
        }
    }

    fn answer_to_offer(&self, mut stretch: Stretch, reason: Option<Reason>) -> Move {
        let asks_again = reason.as_ref().is_some_and(|reason| reason.kind == ASKED);
        match self.facts.reading.consent {
            Consent::No if !asks_again => self.declined(stretch),
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
        let message = Some(self.policy.action.messages.declined.clone());
        Move {
            outcome: Outcome::Continue,
            message,
            stretch,
            why: "They said no to a person.".into(),
        }
    }

    fn begin(&self, mut stretch: Stretch, reason: Option<Reason>) -> Move {
        let Some(reason) = reason else {
            return carry_on(stretch, "No reason to hand over.");
        };
        let offered = stretch.offered_for.contains(&reason.kind);
        if reason.conduct == Conduct::AskFirst && reason.kind != ASKED {
            if stretch.declined {
                return carry_on(
                    stretch,
                    "They said no to a person before, so they are not asked again.",
                );
            }
            if offered {
                return carry_on(stretch, "A person was offered for this already.");
            }
        }
        if !self.place.status.is_open {
            return self.nobody_there(stretch, reason);
        }
        if reason.conduct == Conduct::AskFirst && !offered {
            stretch.stage = Stage::Offered;
            stretch.offered_for.push(reason.kind.clone());
            stretch.because = Some(reason);
            let message = Some(self.policy.action.messages.offer.clone());
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
    fn accept(&self, mut stretch: Stretch, because: Option<Reason>, why: &str) -> Move {
        stretch.because = because;
        if !self.place.status.is_open {
            let reason = stretch.because.clone().unwrap_or_else(asked_for);
            return self.nobody_there(stretch, reason);
        }
        self.collect_from_context(&mut stretch);
        match self.next_missing(&stretch) {
            Some(field) => ask(stretch, field, 1),
            None => self.hand_off(stretch, why),
        }
    }

    fn answer_to_question(&self, mut stretch: Stretch) -> Move {
        let fields = &self.policy.action.information_to_gather;
        let asking = stretch.asking.take();
        self.collect_from_context(&mut stretch);
        let field = asking
            .as_ref()
            .and_then(|asking| fields.iter().find(|field| field.name == asking.name));
        if let (Some(asking), Some(field)) = (asking, field) {
            match extract::from_answer(field.wanted(), self.facts.customer_words()) {
                Some(value) => {
                    stretch.collected.insert(field.name.clone(), value);
                }
                None if stretch.collected.contains_key(&field.name) => {}
                None if asking.tries < 2 => return ask(stretch, field, 2),
                None => stretch.given_up.push(field.name.clone()),
            }
        }
        match self.next_missing(&stretch) {
            Some(field) => ask(stretch, field, 1),
            None if self.place.status.is_open => {
                self.hand_off(stretch, "Everything that must be known was asked for.")
            }
            None => {
                let reason = stretch.because.clone().unwrap_or_else(asked_for);
                self.nobody_there(stretch, reason)
            }
        }
    }

    fn hand_off(&self, mut stretch: Stretch, why: &str) -> Move {
        stretch.stage = Stage::HandedOff;
        stretch.asking = None;
        let messages = &self.policy.action.messages;
        let text = format!(
            "{} {}",
            messages.handoff_initiated, messages.waiting_for_agent
        );
        let message = Some(fill(&text, &self.values()));
        Move {
            outcome: Outcome::HandOff,
            message,
            stretch,
            why: why.into(),
        }
    }

    fn nobody_there(&self, mut stretch: Stretch, reason: Reason) -> Move {
        let has_asked = reason.kind == ASKED
            || stretch.stage == Stage::Offered
            || stretch.stage == Stage::Gathering;
        let again = stretch.told_closed && !has_asked;
        let outside = &self.policy.action.outside_hours;
        stretch.because = Some(reason);
        stretch.stage = if stretch.stage == Stage::CallbackNoted {
            Stage::CallbackNoted
        } else {
            Stage::Open
        };
        stretch.asking = None;
        if again {
            return carry_on(stretch, "Nobody is there, and they were told so already.");
        }
        stretch.told_closed = true;
        match outside.action {
            OutsideAction::StayWithAi if !has_asked => {
                carry_on(stretch, "Nobody is there; outside hours the AI carries on.")
            }
            OutsideAction::StayWithAi => {
                let text = "Nobody from the team is here right now. They are back {{opens_at}}. I can keep helping meanwhile.";
                self.unavailable(stretch, text)
            }
            OutsideAction::CollectCallback if stretch.stage != Stage::CallbackNoted => {
                self.ask_for_contact(stretch)
            }
            _ => self.unavailable(stretch, &outside.message),
        }
    }

    fn unavailable(&self, stretch: Stretch, text: &str) -> Move {
        let message = Some(fill(text, &self.values()));
        Move {
            outcome: Outcome::Unavailable,
            message,
            stretch,
            why: "Nobody is there, and they are told when.".into(),
        }
    }

    fn ask_for_contact(&self, mut stretch: Stretch) -> Move {
        self.collect_from_context(&mut stretch);
        if self.take_contact(&mut stretch) {
            return self.note_callback(stretch, "Nobody is there, but how to reach them is known.");
        }
        stretch.stage = Stage::CollectingContact;
        stretch.asking = Some(Asking {
            name: "contact".into(),
            tries: 1,
        });
        let message = Some(fill(
            &self.policy.action.outside_hours.message,
            &self.values(),
        ));
        let why = "Nobody is there; they are asked how to reach them.".into();
        Move {
            outcome: Outcome::CollectCallback,
            message,
            stretch,
            why,
        }
    }

    fn answer_with_contact(&self, mut stretch: Stretch) -> Move {
        let tries = stretch.asking.take().map_or(1, |asking| asking.tries);
        self.collect_from_context(&mut stretch);
        if self.take_contact(&mut stretch) {
            return self.note_callback(stretch, "They said how to reach them.");
        }
        if self.facts.reading.consent == Consent::No {
            return self.declined(stretch);
        }
        if tries < 2 {
            stretch.asking = Some(Asking {
                name: "contact".into(),
                tries: 2,
            });
            let text = "So that the team can reach you: which phone number or e-mail address should they use?";
            let why = "No number and no address in the answer; asked once more.".into();
            return Move {
                outcome: Outcome::CollectCallback,
                message: Some(text.into()),
                stretch,
                why,
            };
        }
        stretch.given_up.push("contact".into());
        self.note_callback(
            stretch,
            "No number and no address after two tries; the team answers here.",
        )
    }

    /// Looks for a phone number or an address in what they wrote. True when one is known.
    fn take_contact(&self, stretch: &mut Stretch) -> bool {
        for (name, kind) in [("phone", Kind::Phone), ("email", Kind::Email)] {
            if stretch.collected.contains_key(name) {
                return true;
            }
            let wish = Wanted {
                kind,
                ..Wanted::default()
            };
            let mut texts = self
                .facts
                .messages
                .iter()
                .rev()
                .filter(|message| message.author == Author::Customer);
            if let Some(value) =
                texts.find_map(|message| extract::from_context(wish, &message.text))
            {
                stretch.collected.insert(name.to_owned(), value);
                return true;
            }
        }
        false
    }

    fn note_callback(&self, mut stretch: Stretch, why: &str) -> Move {
        stretch.stage = Stage::CallbackNoted;
        stretch.asking = None;
        let message = Some(fill(
            &self.policy.action.messages.callback_noted,
            &self.values(),
        ));
        Move {
            outcome: Outcome::CollectCallback,
            message,
            stretch,
            why: why.into(),
        }
    }

    /// Takes what the customer already said, so that nobody is asked for it again. The newest word counts.
    fn collect_from_context(&self, stretch: &mut Stretch) {
        let customer = self
            .facts
            .messages
            .iter()
            .rev()
            .filter(|message| message.author == Author::Customer);
        let texts: Vec<&str> = customer.map(|message| message.text.as_str()).collect();
        for field in &self.policy.action.information_to_gather {
            if stretch.collected.contains_key(&field.name) {
                continue;
            }
            if let Some(value) = texts
                .iter()
                .find_map(|text| extract::from_context(field.wanted(), text))
            {
                stretch.collected.insert(field.name.clone(), value);
            }
        }
    }

    /// The first thing that must be known and is neither known nor given up.
    fn next_missing(&self, stretch: &Stretch) -> Option<&GatherField> {
        let must = self
            .policy
            .action
            .information_to_gather
            .iter()
            .filter(|field| field.required);
        let known =
            |name: &String| stretch.collected.contains_key(name) || stretch.given_up.contains(name);
        must.into_iter().find(|field| !known(&field.name))
    }

    /// The values messages can name, as far as they are known now.
    fn values(&self) -> Vec<(&'static str, String)> {
        let mut values = Vec::new();
        if let (Some(at), Some(queue)) = (self.place.status.opens_at, self.place.queue) {
            values.push((
                "opens_at",
                opening_in_words(at, self.now, self.facts.zone, queue.schedule.zone),
            ));
        }
        if self.place.status.is_open {
            let position = self.position();
            values.push(("position", position.to_string()));
            values.push((
                "wait",
                wait_in_words(u64::from(self.policy.action.reply_minutes) * position as u64),
            ));
        }
        values
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

fn ask(mut stretch: Stretch, field: &GatherField, tries: u32) -> Move {
    let is_first = stretch.stage != Stage::Gathering;
    stretch.stage = Stage::Gathering;
    stretch.asking = Some(Asking {
        name: field.name.clone(),
        tries,
    });
    let message = Some(question(field, tries, is_first));
    let why = format!("“{}” is still missing ({tries} of 2 tries).", field.title());
    Move {
        outcome: Outcome::Gather,
        message,
        stretch,
        why,
    }
}

fn carry_on(stretch: Stretch, why: &str) -> Move {
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

/// Asks for one thing.
fn question(field: &GatherField, tries: u32, is_first: bool) -> String {
    let label = lower_first(field.title());
    if tries > 1 {
        let shape = match field.kind {
            Kind::Email => "I could not find an e-mail address in that. Could you write it like name@example.com?".into(),
            Kind::Phone => "I could not find a phone number in that. Could you write it with its area code?".into(),
            Kind::Number => format!("I could not find a number in that. What is your {label}?"),
            Kind::Choice => format!("Please choose one: {}.", field.choices.join(", ")),
            Kind::Text => format!("Sorry, I did not get that. What is your {label}?"),
        };
        return format!("{shape} If you don't have it, just say so.");
    }
    let opening = if is_first {
        "Before I bring in a colleague: what is your"
    } else {
        "Thank you. What is your"
    };
    if field.kind == Kind::Choice {
        format!(
            "{opening} {label}? You can choose {}.",
            field.choices.join(", ")
        )
    } else if field.description.trim().is_empty() {
        format!("{opening} {label}?")
    } else {
        format!("{opening} {label}? ({})", field.description.trim())
    }
}

/// “Order number” in the middle of a sentence. Abbreviations such as “IBAN” stay as they are.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if second.is_none_or(|c| !c.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

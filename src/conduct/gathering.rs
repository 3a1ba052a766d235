//! What the team must know first: taken from what was said already, else asked for, one thing at a time.

use super::{Move, Situation, asked_for};
use crate::{
    conversation::{Asking, Author, Message, Stage, Stretch},
    decision::Outcome,
    judge::extract::{self, Kind},
    policy::{GatherField, fill},
    wording::{Phrase, Wording},
};

impl Situation<'_> {
    pub(super) fn answer_to_question(&self, mut stretch: Stretch) -> Move {
        let fields = self.gather;
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
                None if asking.tries < 2 => return ask(self.wording(), stretch, field, 2),
                None => stretch.given_up.push(field.name.clone()),
            }
        }
        match self.next_missing(&stretch) {
            Some(field) => ask(self.wording(), stretch, field, 1),
            None if self.place.status.is_open => {
                self.hand_off(stretch, "Everything that must be known was asked for.")
            }
            None => {
                let reason = stretch.because.clone().unwrap_or_else(asked_for);
                self.nobody_there(stretch, reason)
            }
        }
    }

    /// Takes what the customer already said, so that nobody is asked for it again. The newest word counts.
    pub(super) fn collect_from_context(&self, stretch: &mut Stretch) {
        let customer = self
            .facts
            .messages
            .iter()
            .rev()
            .filter(|message| message.author == Author::Customer);
        let texts: Vec<&str> = customer.map(|message| message.text.as_str()).collect();
        for field in self.gather {
            if stretch.collected.contains_key(&field.name) {
                continue;
            }
            let said = texts
                .iter()
                .find_map(|text| extract::from_context(field.wanted(), text));
            if let Some(value) = said.or_else(|| self.known_of_customer(field)) {
                stretch.collected.insert(field.name.clone(), value);
            }
        }
    }

    /// What is known about the customer from elsewhere: their name and address.
    fn known_of_customer(&self, field: &GatherField) -> Option<String> {
        let customer = self.facts.customer?;
        match field.kind {
            Kind::Email => customer.email.clone(),
            Kind::Text if extract::is_name(field.title()) => customer.name.clone(),
            _ => None,
        }
    }

    /// The first thing that must be known and is neither known nor given up.
    pub(super) fn next_missing(&self, stretch: &Stretch) -> Option<&GatherField> {
        let must = self.gather.iter().filter(|field| field.required);
        let known =
            |name: &String| stretch.collected.contains_key(name) || stretch.given_up.contains(name);
        must.into_iter().find(|field| !known(&field.name))
    }
}

pub(super) fn ask(
    wording: &Wording,
    mut stretch: Stretch,
    field: &GatherField,
    tries: u32,
) -> Move {
    let is_first = stretch.stage != Stage::Gathering;
    stretch.stage = Stage::Gathering;
    stretch.asking = Some(Asking {
        name: field.name.clone(),
        tries,
    });
    let message = Some(question(wording, field, tries, is_first));
    let why = format!("“{}” is still missing ({tries} of 2 tries).", field.title());
    Move {
        outcome: Outcome::Gather,
        message,
        stretch,
        why: why.into(),
    }
}

/// Asks for one thing, with the admin's word for it.
fn question(wording: &Wording, field: &GatherField, tries: u32, is_first: bool) -> String {
    let values = [
        ("label", field.title().to_owned()),
        ("lower_label", lower_first(field.title())),
        ("choices", field.choices.join(", ")),
    ];
    let say = |phrase| fill(wording.say(phrase), &values);
    if tries > 1 {
        let again = match field.kind {
            Kind::Email => Phrase::GatherEmail,
            Kind::Phone => Phrase::GatherPhone,
            Kind::Number => Phrase::GatherNumber,
            Kind::Choice => Phrase::GatherChoice,
            Kind::Text => Phrase::GatherText,
        };
        return format!("{} {}", say(again), say(Phrase::GatherSkip));
    }
    let question = say(if is_first {
        Phrase::GatherFirst
    } else {
        Phrase::GatherNext
    });
    let description = field.description.trim();
    if field.kind == Kind::Choice {
        format!("{question} {}", say(Phrase::GatherChoices))
    } else if description.is_empty() {
        question
    } else {
        format!("{question} ({description})")
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

/// Takes the AI's own arguments and reports from its message. What does not fit its field is not taken, so
/// that the customer is asked for it as if it had never been given; its name is given back.
pub(crate) fn take_from_ai(
    stretch: &mut Stretch,
    message: &Message,
    fields: &[GatherField],
) -> Vec<String> {
    let mut refused = Vec::new();
    if message.author != Author::Ai {
        return refused;
    }
    for (name, value) in &message.gathered {
        let field = fields.iter().find(|field| field.name == *name);
        match field.map(|field| extract::from_answer(field.wanted(), value)) {
            Some(Some(value)) => drop(stretch.collected.insert(name.clone(), value)),
            Some(None) => refused.push(name.clone()),
            // What nobody asked for is worth keeping all the same.
            None if !value.trim().is_empty() => {
                stretch
                    .collected
                    .insert(name.clone(), value.trim().to_owned());
            }
            None => {}
        }
    }
    stretch.attempted.extend(message.actions.iter().cloned());
    let surplus = stretch.attempted.len().saturating_sub(ATTEMPTS_MAX);
    stretch.attempted.drain(..surplus);
    refused
}

/// So many of the AI's reports are kept, the latest ones.
const ATTEMPTS_MAX: usize = 20;

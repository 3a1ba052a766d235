//! What the team must know first: taken from what was said already, else asked for, one thing at a time.

use super::{Move, Situation, asked_for};
use crate::{
    conversation::{Asking, Author, Stage, Stretch},
    decision::Outcome,
    judge::extract::{self, Kind},
    policy::{GatherField, fill},
    wording::{Phrase, Wording},
};

impl Situation<'_> {
    pub(super) fn answer_to_question(&self, mut stretch: Stretch) -> Move {
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
    pub(super) fn next_missing(&self, stretch: &Stretch) -> Option<&GatherField> {
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

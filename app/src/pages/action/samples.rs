//! The page in the states that are looked at and held to the rules.

use handoff::{
    judge::{extract::Kind, understand},
    policy::{Action, GatherField, in_plain_words},
    trigger::{ForbiddenTopic, Guideline},
};

use super::edit::Edit;
use super::example::Example;
use super::form::RawAction;
use super::lines::lines;
use crate::form::{FieldErrors, differences};
use crate::ui::{Newer, SaveState};

/// A shop's action with something in every list.
pub(crate) fn action() -> Action {
    let mut action = Action {
        enabled: true,
        when_to_use: "Hand over when the customer asks to speak with a person or has a billing problem. With delivery questions, try to solve it first, then hand over if that did not work. Anything about legal action or allergies always goes to a person. Tell them kindly that a colleague takes over, and how long it takes. Be extra careful with Gold members.".to_owned(),
        ..Action::default()
    };
    action.triggers.keyword.phrases = vec!["human".into(), "real person".into()];
    action.triggers.keyword.exceptions = vec!["travel agent".into()];
    action.triggers.forbidden_topics.0.push(ForbiddenTopic {
        name: "Legal action".into(),
        description: "The customer threatens to sue.".into(),
        keywords: vec!["lawyer".into(), "sue".into()],
        examples: Vec::new(),
    });
    action.triggers.custom_guidelines.0.push(Guideline {
        id: Some(7),
        name: "Wants to close a trade account".into(),
        description: "A trade customer says they want to cancel or leave.".into(),
        is_active: true,
        conduct: handoff::conversation::Conduct::AtOnce,
        ..Guideline::default()
    });
    action.information_to_gather = vec![
        GatherField {
            name: "email".into(),
            label: "E-mail".into(),
            description: "To answer if they leave".into(),
            kind: Kind::Email,
            choices: Vec::new(),
            required: true,
        },
        GatherField {
            name: "reason".into(),
            label: "What it is about".into(),
            description: String::new(),
            kind: Kind::Choice,
            choices: vec!["Order".into(), "Invoice".into()],
            required: false,
        },
    ];
    action
}

impl Edit {
    fn of(values: RawAction, errors: FieldErrors) -> Self {
        let (read, _) = values.read(&action());
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            understood: understand(&values.when_to_use),
            example: Example::of(&read, &values.example),
            changed: None,
            plain_words: in_plain_words(&read, "Nora"),
            saved: SaveState::Saved("Saved 14:05 by you".to_owned()),
            newer: None,
            values,
            errors,
        }
    }

    pub(crate) fn sample() -> Self {
        Self::of(RawAction::of(&action(), 3), FieldErrors::default())
    }

    /// With a sentence that was checked and a level just chosen.
    pub(crate) fn sample_checked() -> Self {
        let mut values = RawAction::of(&action(), 3);
        "I have a billing problem: I was charged twice </textarea>".clone_into(&mut values.example);
        "proactive".clone_into(&mut values.level);
        let changed = values.apply_level(&action());
        Self {
            changed: Some(changed),
            saved: SaveState::Unsaved,
            ..Self::of(values, FieldErrors::default())
        }
    }

    pub(crate) fn sample_new() -> Self {
        let values = RawAction::of(&Action::default(), 1);
        Self::of(values, FieldErrors::default())
    }

    pub(crate) fn sample_refused() -> Self {
        let mut values = RawAction::of(&action(), 3);
        let row = values.information_to_gather.entry(2).or_default();
        row.description = "Starts with ORD and five digits".to_owned();
        let waiting = values.messages.get_mut("waiting_for_agent").unwrap();
        "Please hold. You're number {{postion}} in the queue.".clone_into(waiting);
        let parameters = values.triggers.get_mut("frustration").unwrap();
        parameters.insert("repeats".to_owned(), "many".to_owned());
        let (_, problems) = values.read(&action());
        Self::of(values, FieldErrors::of(problems))
    }

    pub(crate) fn sample_outdated() -> Self {
        let mut theirs = action();
        theirs.triggers.frustration.sentiment_threshold = -0.4;
        let values = RawAction::of(&action(), 3);
        let newer = Newer {
            by: "Ben Ito".to_owned(),
            at: "14:07".to_owned(),
            differences: differences(&lines(&RawAction::of(&theirs, 4)), &lines(&values)),
        };
        Self {
            newer: Some(newer),
            saved: SaveState::Unsaved,
            ..Self::of(values, FieldErrors::default())
        }
    }
}

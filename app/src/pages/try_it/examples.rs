//! The page in the states that are looked at and held to the rules.

use chrono_tz::Europe::Madrid;
use handoff::{
    clock::Instant, conversation::Conduct, handoff::Queue, id::QueueId, judge::Passage,
    policy::Policy,
};

use super::form::{Change, RawTried};
use super::page::{TryIt, Unsaved};
use super::trial::World;
use super::verdict::Verdict;
use super::what_if::{Way, what_if};
use crate::form::FieldErrors;
use crate::pages::action::samples::action;
use crate::pages::hours::samples::schedule;

/// A Thursday afternoon in Madrid.
fn now() -> Instant {
    "2026-12-17T13:05:00Z".parse().unwrap_or_default()
}

fn world() -> World {
    let queue = Queue::new(QueueId(1), "Everybody", schedule());
    World {
        policy: Policy::new(action(), vec![queue]),
        passages: vec![Passage {
            title: "Delivery times".to_owned(),
            text: "Standard delivery takes 3 to 5 working days.".to_owned(),
        }],
        read: None,
    }
}

fn tried(change: Option<&Change>) -> RawTried {
    let mut values = RawTried::new(now(), Madrid, 3);
    if let Some(change) = change {
        values.apply(change, "Nora");
    }
    values
}

impl TryIt {
    fn of(values: RawTried) -> Self {
        let world = world();
        let (verdict, errors) = match values.read() {
            Ok(tried) => {
                let trial = world.decide(&tried);
                let what_if = what_if(&world, &tried, &trial);
                let verdict = Verdict {
                    tried,
                    trial,
                    what_if,
                };
                (Some(verdict), FieldErrors::default())
            }
            Err(problems) => (None, FieldErrors::of(problems)),
        };
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            values,
            errors,
            verdict,
            unsaved: None,
        }
    }

    pub(crate) fn sample() -> Self {
        Self::of(tried(None))
    }

    pub(crate) fn sample_answered() -> Self {
        Self::of(tried(Some(&Change::Sample(3))))
    }

    pub(crate) fn sample_unsaved() -> Self {
        let fields = [
            ("revision", "3"),
            ("messages[offer]", "A <b>person</b> \"perhaps\"?"),
        ];
        let unsaved = Unsaved {
            fields: fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            problems: vec!["Row 3 has no label.".to_owned()],
        };
        Self {
            unsaved: Some(unsaved),
            verdict: None,
            ..Self::sample()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let mut values = tried(None);
        for line in values.lines.values_mut() {
            line.text.clear();
        }
        "24.12.".clone_into(&mut values.moment.on);
        "Middle/Earth".clone_into(&mut values.moment.zone);
        "many".clone_into(&mut values.online);
        Self::of(values)
    }
}

#[test]
fn what_is_wrong_is_named_all_at_once_beside_its_field() {
    let page = TryIt::sample_refused();
    let pointers: Vec<&str> = page.errors.each().map(|(pointer, _)| pointer).collect();
    assert_eq!(
        pointers,
        [
            "/try/lines/0/text",
            "/try/online",
            "/try/moment/on",
            "/try/moment/zone"
        ]
    );
}

#[test]
fn one_thing_changed_leads_to_what_it_says() {
    let world = world();
    let values = tried(None);
    let before = values.read().unwrap();
    let trial = world.decide(&before);
    let found = what_if(&world, &before, &trial);
    let at = found.iter().find_map(|change| match &change.way {
        Way::Button(op) if op.starts_with("at=") => Some((op.clone(), change.outcome)),
        _ => None,
    });
    let (op, outcome) = at.unwrap();
    assert_eq!(op, "at=2026-12-17T18:00");
    let mut later = values.clone();
    later.apply(&Change::read(&op).unwrap(), "Nora");
    let decision = world.decide(&later.read().unwrap()).decision;
    assert_eq!(super::trial::outcome_words(decision.outcome), outcome);
}

#[test]
fn the_conduct_of_the_reason_that_won_is_what_is_changed() {
    let triggers = action().triggers;
    for kind in ["frustration", "explicit_request", "keyword"] {
        let (section, changed) =
            crate::pages::action::with_conduct(&triggers, kind, Conduct::AtOnce).unwrap();
        assert_eq!(section, kind);
        let conduct = changed
            .each()
            .into_iter()
            .find(|one| one.kind().name == kind);
        assert_eq!(conduct.unwrap().conduct(), Conduct::AtOnce);
    }
    assert!(crate::pages::action::with_conduct(&triggers, "nonsense", Conduct::AtOnce).is_none());
}

#[test]
fn a_pasted_conversation_becomes_its_lines() {
    let mut values = tried(None);
    "Customer: Where is it?\nNora: On its way.\nPerson: I look.".clone_into(&mut values.pasted);
    values.apply(&Change::Paste, "Nora");
    let who: Vec<&str> = values
        .lines
        .values()
        .map(|line| line.who.as_str())
        .collect();
    assert_eq!(who, ["customer", "ai", "person"]);
    assert!(values.pasted.is_empty());
}

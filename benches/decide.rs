//! How long one decision takes for a conversation of ten messages with twenty guidelines, reading included.

use std::{collections::BTreeMap, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use handoff::{
    channel::Channel,
    clock::from_millis,
    conversation::{Author, Message, Stretch},
    decide::decide,
    facts::{Facts, Owner},
    judge,
    policy::{Action, Policy},
    trigger::Guideline,
};

fn policy() -> Policy {
    let mut action = Action {
        enabled: true,
        when_to_use: "Hand over when the customer is upset. Refunds always go to a person.".into(),
        ..Action::default()
    };
    action.triggers.custom_guidelines.0 = (0..20)
        .map(|number| Guideline {
            name: format!("Reason {number}"),
            description: format!(
                "The customer asks about part {number} of a machine, its oil or its guarantee"
            ),
            ..Guideline::default()
        })
        .collect();
    Policy::new(action, Vec::new())
}

fn messages() -> Vec<Message> {
    let said = [
        "Hello, my saw has stopped in the middle of a board",
        "Which saw is it, and how long have you had it?",
        "The small one, since spring, and I use it on weekends",
        "Please check whether the red switch at the back is pressed.",
    ];
    (0..10)
        .map(|at| {
            let author = if at % 2 == 0 {
                Author::Customer
            } else {
                Author::Ai
            };
            Message::new(author, said[at % said.len()])
        })
        .collect()
}

fn deciding(criterion: &mut Criterion) {
    let (policy, mut messages) = (policy(), messages());
    messages.push(Message::new(
        Author::Customer,
        "It still smells of burnt oil. This is no good.",
    ));
    let (stretch, waiting) = (Stretch::default(), BTreeMap::new());
    let profiles = policy.profiles();
    let reading = judge::read(&messages, &profiles);
    let now = from_millis(1_768_212_000_000);
    let facts = Facts {
        owner: Owner::Ai,
        messages: &messages,
        stretch: &stretch,
        reading: &reading,
        channel: Channel::Web,
        customer: None,
        zone: None,
        online: 2,
        waiting: &waiting,
        paces: &BTreeMap::new(),
        present: &[],
        called: None,
    };
    criterion.bench_function("decide, already read", |bench| {
        bench.iter(|| decide(black_box(&policy), black_box(&facts), now));
    });
    criterion.bench_function("read and decide", |bench| {
        bench.iter(|| {
            let reading = judge::read(black_box(&messages), &profiles);
            decide(
                &policy,
                &Facts {
                    reading: &reading,
                    ..facts.clone()
                },
                now,
            )
        });
    });
}

criterion_group!(benches, deciding);
criterion_main!(benches);

//! How long one message takes from its text to its decision: answered from twenty topics, read with twenty
//! guidelines and with twenty or a thousand routing profiles, decided. Medians, beside what they should be.

#![expect(clippy::print_stdout, reason = "the figures are what this is for")]

use std::{
    collections::BTreeMap,
    hint::black_box,
    time::{Duration, Instant},
};

use handoff::{
    channel::Channel,
    clock::from_millis,
    conversation::{Author, Message, Stretch},
    decide::decide,
    facts::{Facts, Owner},
    judge::{self, Knowledge, Passage, Profile, Profiles},
    policy::{Action, Policy},
    trigger::Guideline,
};

const RUNS: usize = 2_000;
const GUIDELINES: usize = 20;
const TOPICS: usize = 20;

/// What customers of a workshop write about.
const SUBJECTS: [&str; 10] = [
    "saws and their blades",
    "invoices, refunds and double charges",
    "late parcels and wrong addresses",
    "guarantees, repairs and spare parts",
    "courses for beginners",
    "oil, grease and cleaning",
    "dust bags and hoses",
    "orders for schools and large workshops",
    "accounts, passwords and addresses",
    "accidents and injuries",
];

/// Words of which each subject, guideline and topic gets its own, so that no two are alike.
const PARTS: [&str; 8] = [
    "handle", "motor", "switch", "cable", "table", "fence", "guard", "clamp",
];

fn words(number: usize) -> String {
    format!(
        "{}, the {} and the {} of model {number}",
        SUBJECTS[number % SUBJECTS.len()],
        PARTS[number % PARTS.len()],
        PARTS[number / PARTS.len() % PARTS.len()],
    )
}

fn policy() -> Policy {
    let mut action = Action {
        enabled: true,
        when_to_use: "Hand over when the customer is upset. Refunds always go to a person.".into(),
        ..Action::default()
    };
    let guideline = |number| Guideline {
        name: format!("Reason {number}"),
        description: format!("The customer asks about {}", words(number)),
        ..Guideline::default()
    };
    action.triggers.custom_guidelines.0 = (0..GUIDELINES).map(guideline).collect();
    Policy::new(action, Vec::new())
}

fn knowledge() -> Knowledge {
    let topic = |number| Passage {
        title: format!("About {}", words(number)),
        text: format!(
            "Check {} first, and pull the plug before you do.\n\nWe mend it within ten days; write to us with the number on the plate.",
            words(number)
        ),
    };
    Knowledge::new(&(0..TOPICS).map(topic).collect::<Vec<_>>())
}

/// The policy's own subjects and `count` routing profiles, made ready as they are kept ready between messages.
fn profiles(policy: &Policy, count: usize) -> Profiles {
    let profile = |number| Profile {
        key: format!("profile:{number}"),
        name: format!("Team {number}"),
        description: words(number),
        ..Profile::default()
    };
    let all = policy.profiles().into_iter().chain((0..count).map(profile));
    Profiles::new(&all.collect::<Vec<_>>())
}

fn conversation() -> Vec<Message> {
    let said = [
        "Hello, my saw has stopped in the middle of a board",
        "Which saw is it, and how long have you had it?",
        "The small one, since spring, and I use it on weekends",
        "Please check whether the red switch at the back is pressed.",
    ];
    let mut messages: Vec<Message> = (0..9)
        .map(|at| {
            let author = if at % 2 == 0 {
                Author::Customer
            } else {
                Author::Ai
            };
            Message::new(author, said[at % said.len()])
        })
        .collect();
    let last = "It still smells of burnt oil and the motor hums. What about the guarantee?";
    messages.push(Message::new(Author::Customer, last));
    messages
}

/// The median time of one message with `count` routing profiles.
fn median(count: usize) -> Duration {
    let (policy, knowledge, messages) = (policy(), knowledge(), conversation());
    let profiles = profiles(&policy, count);
    let (stretch, waiting) = (Stretch::default(), BTreeMap::new());
    let now = from_millis(1_768_212_000_000);
    let one = || {
        let newest = messages.last().map_or("", |message| message.text.as_str());
        let answer = knowledge.answer(newest);
        let mut reading = judge::read_with(&messages, &profiles);
        reading.confidence = answer.map(|answer| answer.confidence);
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
        decide(&policy, &facts, now)
    };
    for _ in 0..RUNS / 10 {
        black_box(one());
    }
    let mut taken: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            black_box(one());
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[taken.len() / 2]
}

fn main() {
    for (count, aim) in [(20, 60), (1_000, 300)] {
        let micros = median(count).as_secs_f64() * 1_000_000.0;
        println!(
            "read and decide, 10 messages, {GUIDELINES} guidelines, {TOPICS} topics, {count:>5} profiles: median {micros:>6.1} µs (aim {aim} µs)"
        );
    }
}

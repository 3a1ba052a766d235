//! How long it takes to read one short message, with and without subjects to recognise.

use criterion::{Criterion, criterion_group, criterion_main};
use handoff::conversation::{Author, Message};
use handoff::judge::{Profile, Profiles, read_with};
use std::hint::black_box;

const MESSAGE: &str =
    "This is the third time I ask, my invoice 2231 is wrong. Can I talk to a person please?";

/// What subjects are about, to be put together: no two profiles are the same.
const ABOUT: [&str; 12] = [
    "Invoices and receipts",
    "refunds that have not arrived",
    "parcels that are late",
    "a wrong delivery address",
    "forgotten passwords",
    "cancelling a subscription",
    "broken or damaged goods",
    "threats of legal action",
    "changing a booking",
    "gift cards and vouchers",
    "questions about prices",
    "opening hours of the shops",
];

fn subjects(group: &str, count: usize) -> Vec<Profile> {
    let about = |n: usize| ABOUT[n % ABOUT.len()];
    (0..count)
        .map(|n| Profile {
            key: format!("{group}:{n}"),
            name: format!("Subject {n}"),
            description: format!(
                "{}, {} and {}",
                about(n),
                about(n * 5 + 1),
                about(n / 12 + 2)
            ),
            ..Profile::default()
        })
        .collect()
}

/// Examples are made of the same pieces: enough of them for something to be learned.
fn with_examples(mut profiles: Vec<Profile>) -> Vec<Profile> {
    for (n, profile) in profiles.iter_mut().enumerate() {
        profile.examples = (0..10)
            .map(|m| {
                format!(
                    "I have a question about {} number {}",
                    ABOUT[(n + m) % ABOUT.len()],
                    n * 10 + m
                )
            })
            .collect();
    }
    profiles
}

fn reading(criterion: &mut Criterion) {
    let message = [Message::new(Author::Customer, MESSAGE)];
    let short = [Message::new(
        Author::Customer,
        "where is the order that I placed last week please",
    )];
    let none = Profiles::new(&[]);
    criterion.bench_function("read a message of ten words", |bench| {
        bench.iter(|| read_with(black_box(&short), &none));
    });
    let mixed: Vec<Profile> = [
        subjects("custom_guideline", 20),
        subjects("forbidden_topic", 20),
        with_examples(subjects("routing_profile", 20)),
    ]
    .concat();
    for (name, profiles) in [
        ("read a message", Vec::new()),
        ("read a message, ten subjects", subjects("topic", 10)),
        (
            "read a message, 20 guidelines, 20 topics, 20 profiles",
            mixed,
        ),
        ("read a message, 1000 profiles", subjects("topic", 1000)),
    ] {
        let profiles = Profiles::new(&profiles);
        criterion.bench_function(name, |bench| {
            bench.iter(|| read_with(black_box(&message), &profiles));
        });
    }
}

fn matching(criterion: &mut Criterion) {
    let sixty = Profiles::new(&subjects("topic", 60));
    let thousand = Profiles::new(&subjects("topic", 1000));
    criterion.bench_function("match a message with 60 subjects", |bench| {
        bench.iter(|| sixty.matches(black_box(MESSAGE)));
    });
    criterion.bench_function("match a message with 1000 subjects", |bench| {
        bench.iter(|| thousand.matches(black_box(MESSAGE)));
    });
    let mut slow = criterion.benchmark_group("prepare");
    slow.sample_size(10);
    let many = with_examples(subjects("routing_profile", 150));
    slow.bench_function("150 profiles with ten examples each", |bench| {
        bench.iter(|| Profiles::new(black_box(&many)));
    });
}

criterion_group!(benches, reading, matching);
criterion_main!(benches);

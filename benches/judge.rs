//! How long it takes to read one short message, with and without subjects to recognise.

use criterion::{Criterion, criterion_group, criterion_main};
use handoff::conversation::{Author, Message};
use handoff::judge::{Profile, Profiles, read_with};
use std::hint::black_box;

fn reading(criterion: &mut Criterion) {
    let message = [Message::new(
        Author::Customer,
        "This is the third time I ask, my invoice 2231 is wrong. Can I talk to a person please?",
    )];
    let none = Profiles::new(&[]);
    let ten: Vec<Profile> = (0..10)
        .map(|n| Profile {
            key: n.to_string(),
            name: format!("Subject {n}"),
            description: "Invoices, refunds and payments; late parcels".into(),
            ..Profile::default()
        })
        .collect();
    let ten = Profiles::new(&ten);
    let short = [Message::new(
        Author::Customer,
        "where is the order that I placed last week please",
    )];
    criterion.bench_function("read a message of ten words", |bench| {
        bench.iter(|| read_with(black_box(&short), &none));
    });
    criterion.bench_function("read a message", |bench| {
        bench.iter(|| read_with(black_box(&message), &none));
    });
    criterion.bench_function("read a message, ten subjects", |bench| {
        bench.iter(|| read_with(black_box(&message), &ten));
    });
}

criterion_group!(benches, reading);
criterion_main!(benches);

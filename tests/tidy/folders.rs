//! Folders whose file names mean something.

use crate::tree::{Fault, assert_bites, assert_tidy, names_in};

/// Both databases take the same steps, so every migration stands in both folders.
fn lonely_migrations(sqlite: &[String], postgres: &[String]) -> Vec<Fault> {
    let missing = |from: &'static str, here: &[String], there: &[String]| -> Vec<Fault> {
        let names = there.iter().filter(|name| !here.contains(name));
        names
            .map(|name| {
                Fault::new(
                    format!("migrations/{from}/{name}"),
                    "is missing: write the same step for this database.",
                )
            })
            .collect()
    };
    [
        missing("sqlite", sqlite, postgres),
        missing("postgres", postgres, sqlite),
    ]
    .concat()
}

/// Decisions are cited by their numbers, so those run 001, 002 … without a gap.
fn misnumbered_decisions(names: &[String]) -> Vec<Fault> {
    let records = names.iter().filter(|name| name.as_str() != "README.md");
    let wrong = records
        .enumerate()
        .filter(|(index, name)| !name.starts_with(&format!("{:03}-", index + 1)));
    let advice = |index: usize| {
        format!(
            "is number {:03} in the row: name it {0:03}-its-question.md.",
            index + 1
        )
    };
    wrong
        .map(|(index, name)| Fault::new(format!("docs/decisions/{name}"), advice(index)))
        .collect()
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn every_migration_stands_in_both_folders() {
    assert_tidy(&lonely_migrations(
        &names_in("migrations/sqlite"),
        &names_in("migrations/postgres"),
    ));
    let wrong = lonely_migrations(
        &named(&["0001_a.sql", "0002_b.sql"]),
        &named(&["0001_a.sql", "0003_c.sql"]),
    );
    assert_bites(
        &wrong,
        &[
            "migrations/sqlite/0003_c.sql",
            "migrations/postgres/0002_b.sql",
        ],
    );
}

#[test]
fn decisions_are_numbered_in_a_row() {
    assert_tidy(&misnumbered_decisions(&names_in("docs/decisions")));
    let wrong = misnumbered_decisions(&named(&["001-why-a.md", "003-why-c.md", "README.md"]));
    assert_bites(&wrong, &["docs/decisions/003-why-c.md"]);
}

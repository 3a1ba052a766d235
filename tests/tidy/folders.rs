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

/// Decisions are cited by their numbers, so each has three digits and a number of its own. Numbers may be
/// missing: several people write decisions at the same time, each from a row of their own.
fn misnumbered_decisions(names: &[String]) -> Vec<Fault> {
    let records = names.iter().filter(|name| name.as_str() != "README.md");
    let number = |name: &str| {
        let (digits, _) = name.split_once('-')?;
        let is_number = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.to_owned())
    };
    let mut taken: Vec<String> = Vec::new();
    let mut faults = Vec::new();
    for name in records {
        let own = number(name).filter(|own| !taken.contains(own));
        match own {
            Some(own) => taken.push(own),
            None => faults.push(Fault::new(
                format!("docs/decisions/{name}"),
                "begins with three digits that no other has: 023-its-question.md.".to_owned(),
            )),
        }
    }
    faults
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
fn each_decision_has_a_number_of_its_own() {
    assert_tidy(&misnumbered_decisions(&names_in("docs/decisions")));
    let wrong = misnumbered_decisions(&named(&[
        "001-why-a.md",
        "001-why-b.md",
        "003-why-c.md",
        "4-why-d.md",
        "README.md",
    ]));
    assert_bites(
        &wrong,
        &["docs/decisions/001-why-b.md", "docs/decisions/4-why-d.md"],
    );
}

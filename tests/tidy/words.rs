//! Names that say nothing, and notes to oneself.

use crate::{
    rust_code::{line_of, word_places},
    tree::{Fault, File, assert_bites, assert_tidy, files, has_extension},
};

const SAY_NOTHING: [&str; 12] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services",
    "type", "types", "handler",
];

fn empty_names(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !has_extension(&file.path, "md")) {
        let parts = file
            .path
            .split('/')
            .map(|part| part.split('.').next().unwrap_or_default());
        for part in parts.filter(|part| SAY_NOTHING.contains(part) || *part == "handlers") {
            faults.push(file.fault(
                1,
                format!("“{part}” could hold anything. Name it after the noun it is about."),
            ));
        }
        for (number, line) in file.code().lines().enumerate().filter(|_| file.is_source()) {
            let declared = line
                .trim()
                .strip_prefix("pub ")
                .unwrap_or(line.trim())
                .strip_prefix("mod ");
            let name = declared.map(|rest| rest.split([' ', ';', '{']).next().unwrap_or_default());
            if name.is_some_and(|name| SAY_NOTHING.contains(&name)) {
                faults.push(file.fault(
                    number + 1,
                    "this module could hold anything. Name it after the noun it is about.",
                ));
            }
        }
    }
    faults
}

fn silenced_lints(files: &[File]) -> Vec<Fault> {
    const ADVICE: &str = "write #[expect(lint, reason = \"…\")]: it says why, and goes away when it is no longer needed.";
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| has_extension(&file.path, "rs")) {
        let code = crate::rust_code::without_strings(&file.text);
        for at in word_places(&code, "allow") {
            let before = code[..at].trim_end();
            if (before.ends_with("#[") || before.ends_with("#!["))
                && code[at + 5..].starts_with('(')
            {
                faults.push(file.fault(line_of(&code, at), ADVICE));
            }
        }
    }
    faults
}

fn notes_to_oneself(files: &[File]) -> Vec<Fault> {
    // Spelled in two halves, so that this file does not break its own rule.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!"),
        concat!("un", "implemented!"),
    ];
    let mut faults = Vec::new();
    for file in files {
        for word in words {
            for at in word_places(&file.text, word) {
                faults.push(file.fault(
                    line_of(&file.text, at),
                    format!("“{word}” is unfinished work. Do it, or leave it out."),
                ));
            }
        }
    }
    faults
}

#[test]
fn names_say_something() {
    assert_tidy(&empty_names(&files()));
    let wrong = [
        File::new("src/utils/a.rs", ""),
        File::new("app/src/helpers.ts", ""),
        File::new("src/a.rs", "\npub mod types;\nmod typesetting;"),
    ];
    assert_bites(
        &empty_names(&wrong),
        &["src/utils/a.rs:1", "app/src/helpers.ts:1", "src/a.rs:2"],
    );
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    assert_tidy(&silenced_lints(&files()));
    let text = format!("\n#[{}(dead_code)]\nfn a() {{ allow(1) }}", "allow");
    assert_bites(
        &silenced_lints(&[File::new("src/a.rs", &text)]),
        &["src/a.rs:2"],
    );
}

#[test]
fn nothing_is_left_for_later() {
    assert_tidy(&notes_to_oneself(&files()));
    let text = format!("a\n// {}: later\nmethodology\n", concat!("TO", "DO"));
    assert_bites(
        &notes_to_oneself(&[File::new("src/a.rs", &text)]),
        &["src/a.rs:2"],
    );
}

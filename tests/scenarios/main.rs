//! Scenarios in plain words, `tests/scenarios/*.md`, played through the real actions on a real database.
//!
//! A scenario is a heading, a configuration as JSON, and lines of what happens (`stage`). `=>` says what
//! must have come of the line before (`claim`). What every kind of trigger must be shown doing is in
//! `coverage`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod claim;
mod coverage;
mod stage;

use std::{fs, path::Path};

use stage::Stage;

/// The scenario files' names and texts, in order.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().display().to_string();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// One scenario: its title, its configuration, and its lines with their numbers.
struct Scenario<'a> {
    title: &'a str,
    configuration: String,
    lines: Vec<(usize, &'a str)>,
}

fn scenarios(text: &str) -> Vec<Scenario<'_>> {
    let mut found: Vec<Scenario> = Vec::new();
    let mut is_configuration = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(title) = line.strip_prefix("# ") {
            found.push(Scenario {
                title,
                configuration: String::new(),
                lines: Vec::new(),
            });
        } else if line.starts_with("```") {
            is_configuration = !is_configuration;
        } else if let Some(scenario) = found.last_mut() {
            if is_configuration {
                scenario.configuration.push_str(line);
            } else if !line.is_empty() {
                scenario.lines.push((number + 1, line));
            }
        }
    }
    found
}

async fn play(scenario: &Scenario<'_>) -> Result<(), String> {
    let mut stage = Stage::set(&scenario.configuration)
        .await
        .map_err(|why| format!("“{}”: {why}", scenario.title))?;
    let mut claims = 0;
    for (number, line) in &scenario.lines {
        let done = match line.strip_prefix("=>") {
            Some(wanted) => {
                claims += 1;
                claim::check(&stage, wanted).await
            }
            None => stage.play(line).await,
        };
        done.map_err(|why| format!("line {number}, “{}”: {line}\n  {why}", scenario.title))?;
    }
    if claims == 0 {
        Err(format!("“{}” checks nothing", scenario.title))
    } else {
        Ok(())
    }
}

#[tokio::test]
async fn every_scenario_comes_out_as_written() {
    let (mut played, mut failures) = (0, Vec::new());
    for (file, text) in files() {
        for scenario in scenarios(&text) {
            played += 1;
            if let Err(why) = play(&scenario).await {
                failures.push(format!("{file}, {why}"));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {played} scenarios:\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    assert!(played >= 120, "only {played} scenarios were found");
}

#[tokio::test]
async fn a_scenario_that_is_wrong_is_told() {
    let wrong = scenarios("# Wrong\n```json\n{}\n```\ncustomer: Hello\n=> outcome hand_off");
    let why = play(&wrong[0]).await.unwrap_err();
    assert!(
        why.contains("outcome should be “hand_off” and is “continue”"),
        "{why}"
    );
    assert!(
        play(&scenarios("# Nothing\n```json\n{}\n```\ncustomer: Hello")[0])
            .await
            .is_err()
    );
}

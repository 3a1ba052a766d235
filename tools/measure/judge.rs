//! Measures the built-in judge on labelled rows, and fits the weights of frustration. Data stays outside the project.
//!
//! `cargo run --release --example measure_judge -- human|frustration|fit|topic FILE [PROFILES]` (JSON Lines; see docs/accuracy.md)
#![expect(
    clippy::print_stdout,
    reason = "a measuring program prints its figures"
)]

use handoff::conversation::{Author, Message};
use handoff::judge::{Profile, Profiles, frustration, read};
use serde_json::Value;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["human", file, ref rest @ ..] => human(&rows(file)?, !rest.is_empty()),
        ["frustration", file] => frustrated(&rows(file)?),
        ["fit", file] => fit(&rows(file)?),
        ["topic", file, profiles] => topic(&rows(file)?, &rows(profiles)?),
        _ => return Err("say human, frustration, fit or topic, and a file".into()),
    }
    Ok(())
}

fn rows(file: &str) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    Ok(std::fs::read_to_string(file)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?)
}

fn text(row: &Value) -> &str {
    row["text"].as_str().unwrap_or_default()
}

fn is_positive(row: &Value) -> bool {
    row["label"] == 1
}

/// F1 over all rows; false alarms by slice. "implicit" rows are complaints, not requests, and left out.
fn human(rows: &[Value], lists_errors: bool) {
    let (mut hits, mut misses, mut alarms) = (0.0, 0.0, 0.0);
    let mut by_slice: std::collections::BTreeMap<String, (u32, u32)> =
        std::collections::BTreeMap::new();
    for row in rows.iter().filter(|row| row["slice"] != "implicit") {
        let reading = read(&[Message::new(Author::Customer, text(row))], &[]);
        let said = reading.wants_human >= 0.5;
        match (is_positive(row), said) {
            (true, true) => hits += 1.0,
            (true, false) => misses += 1.0,
            (false, true) => alarms += 1.0,
            (false, false) => {}
        }
        if !is_positive(row) {
            let slice = by_slice
                .entry(row["slice"].as_str().unwrap_or("other").to_owned())
                .or_default();
            *slice = (slice.0 + u32::from(said), slice.1 + 1);
        }
        if lists_errors && said != is_positive(row) {
            println!(
                "{} {} {:?}",
                if said { "alarm" } else { "miss " },
                text(row),
                reading.evidence.wants_human
            );
        }
    }
    let (precision, recall): (f64, f64) = (hits / (hits + alarms), hits / (hits + misses));
    println!(
        "precision {:.1} recall {:.1} F1 {:.1}",
        precision * 100.0,
        recall * 100.0,
        200.0 * precision * recall / (precision + recall)
    );
    for (slice, (alarms, all)) in by_slice {
        println!("false alarms {slice}: {alarms} of {all}");
    }
}

fn frustrated(rows: &[Value]) {
    let scored: Vec<(f64, bool)> = rows
        .iter()
        .map(|row| {
            (
                frustration::probability(frustration::signs(text(row))),
                is_positive(row),
            )
        })
        .collect();
    let over = |is_right: bool| {
        let group: Vec<_> = scored
            .iter()
            .filter(|(_, positive)| *positive == is_right)
            .collect();
        100.0 * group.iter().filter(|(score, _)| *score >= 0.5).count() as f64 / group.len() as f64
    };
    println!(
        "AUROC {:.3}; over the boundary: {:.1} % of the frustrated, {:.1} % of the others",
        auroc(scored.clone()),
        over(true),
        over(false)
    );
}

/// The chance that a positive row scores above a negative one; ties count half.
fn auroc(mut scored: Vec<(f64, bool)>) -> f64 {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut positives) = (0.0, 0.0, 0.0);
    for ties in scored.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let positive = ties.iter().filter(|(_, positive)| *positive).count() as f64;
        let negative = ties.len() as f64 - positive;
        wins += positive * (below + negative / 2.0);
        below += negative;
        positives += positive;
    }
    wins / (positives * below)
}

/// Logistic regression by plain gradient descent, held back by L2 so that a hundred lines do not make it certain of anything.
fn fit(rows: &[Value]) {
    const ROUNDS: usize = 20_000;
    const RATE: f64 = 0.5;
    const RESTRAINT: f64 = 0.01;
    let data: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                frustration::signs(text(row)).0,
                f64::from(u8::from(is_positive(row))),
            )
        })
        .collect();
    let mut weights = [0.0; frustration::COUNT];
    let mut bias = 0.0;
    for _ in 0..ROUNDS {
        let mut slope = [0.0; frustration::COUNT];
        let mut bias_slope = 0.0;
        for (signs, label) in &data {
            let sum: f64 = bias
                + signs
                    .iter()
                    .zip(weights)
                    .map(|(sign, weight)| sign * weight)
                    .sum::<f64>();
            let error = 1.0 / (1.0 + (-sum).exp()) - label;
            bias_slope += error;
            for (slope, sign) in slope.iter_mut().zip(signs) {
                *slope += error * sign;
            }
        }
        let count = data.len() as f64;
        bias -= RATE * bias_slope / count;
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= RATE * (slope / count + RESTRAINT * *weight);
        }
    }
    for (name, weight) in frustration::NAMES.iter().zip(weights) {
        println!("{weight:7.3} {name}");
    }
    println!("{bias:7.3} bias");
}

/// Ten broad profiles, known from their descriptions alone: how often the best is right, and how well it tells strangers.
fn topic(rows: &[Value], profiles: &[Value]) {
    let own = |row: &&Value| row["ds"] == "clinc_domains";
    let field = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let profiles: Vec<Profile> = profiles
        .iter()
        .filter(own)
        .map(|row| Profile {
            key: field(row, "label"),
            name: field(row, "name"),
            description: field(row, "description"),
            ..Profile::default()
        })
        .collect();
    let prepared = Profiles::new(&profiles);
    let (mut right, mut known, mut accepted) = (0.0, 0.0, [0.0, 0.0]);
    let mut scored = Vec::new();
    for row in rows.iter().filter(|row| row["ds"] == "clinc150") {
        let matches = prepared.matches(text(row));
        let Some(best) = matches.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else {
            continue;
        };
        let is_known = !row["label"].is_null();
        scored.push((best.score, is_known));
        accepted[usize::from(is_known)] += f64::from(u8::from(best.score >= 0.5));
        if is_known {
            known += 1.0;
            right += f64::from(u8::from(row["domain"] == *best.key));
        }
    }
    let strangers = scored.len() as f64 - known;
    println!(
        "best is right {:.1} %, AUROC of strangers {:.3}",
        100.0 * right / known,
        auroc(scored)
    );
    println!(
        "over the boundary: {:.1} % of known, {:.1} % of strangers",
        100.0 * accepted[1] / known,
        100.0 * accepted[0] / strangers
    );
}

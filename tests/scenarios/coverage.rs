//! Every kind of trigger is shown by scenarios: firing, not firing, suppressed with the reason, and where
//! it has a threshold, at it and just under it.

use handoff::trigger::{MANUAL, Triggers};

/// What the scenarios show of one kind.
#[derive(Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a claim of its own")]
struct Shown {
    fires: bool,
    quiet: bool,
    suppressed: bool,
    /// At the threshold, and just past it on the other side.
    at: bool,
    beside: bool,
}

/// How far from a threshold is just past it: one step of the scales in the forms, one count.
fn is_beside(score: f64, threshold: f64) -> bool {
    let step = if threshold.abs() > 1.0 || threshold.fract() == 0.0 && threshold > 0.0 {
        1.0
    } else {
        0.051
    };
    let apart = (score - threshold).abs();
    apart > 0.0 && apart <= step
}

fn shown(claims: &[String], kind: &str) -> Shown {
    let mut shown = Shown::default();
    for claim in claims {
        let (key, rest) = claim.split_once(' ').unwrap_or((claim, ""));
        let (of, rest) = rest.split_once([':', ' ']).unwrap_or((rest, ""));
        if of != kind {
            continue;
        }
        match key {
            "fires" => shown.fires = true,
            "quiet" => shown.quiet = true,
            // A suppression says why.
            "suppressed" => shown.suppressed |= !rest.trim().is_empty(),
            "measures" => {
                let (score, threshold) = rest.split_once('/').unwrap();
                let (score, threshold) = (score.parse().unwrap(), threshold.parse().unwrap());
                let score: f64 = score;
                shown.at |= score.to_bits() == f64::to_bits(threshold);
                shown.beside |= is_beside(score, threshold);
            }
            _ => {}
        }
    }
    shown
}

/// What is missing, in words.
fn missing(shown: &Shown, has_threshold: bool) -> Vec<&'static str> {
    [
        (shown.fires, "fires KIND"),
        (shown.quiet, "quiet KIND: why"),
        (shown.suppressed, "suppressed KIND: why"),
        (shown.at || !has_threshold, "measures KIND at its threshold"),
        (
            shown.beside || !has_threshold,
            "measures KIND just past its threshold",
        ),
    ]
    .into_iter()
    .filter_map(|(is_there, what)| (!is_there).then_some(what))
    .collect()
}

#[test]
fn every_kind_of_trigger_is_shown_by_scenarios() {
    let mut claims: Vec<String> = Vec::new();
    for (_, text) in super::files() {
        let lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("=>"));
        claims.extend(
            lines
                .flat_map(|line| line.split(';'))
                .map(|claim| claim.trim().to_owned()),
        );
    }
    let triggers = Triggers::default();
    let mut failures: Vec<String> = Vec::new();
    for trigger in triggers.each() {
        let kind = trigger.kind();
        // The threshold of a guideline of the admin's own is each one's own.
        let has_threshold = kind.has_threshold() || kind.name == "custom_guideline";
        let lacks = missing(&shown(&claims, kind.name), has_threshold);
        failures.extend(
            lacks
                .into_iter()
                .map(|what| what.replace("KIND", kind.name)),
        );
    }
    // Taking a conversation unasked is no trigger that is looked at; its request says that it was done.
    for claim in ["request manual", "request none"] {
        if !claims.iter().any(|there| there == claim) {
            failures.push(claim.to_owned());
        }
    }
    assert_eq!(MANUAL, "manual");
    assert!(
        failures.is_empty(),
        "no scenario claims:\n{}",
        failures.join("\n")
    );
}

#[test]
fn a_kind_without_scenarios_is_told() {
    let claims = [
        "fires keyword",
        "suppressed keyword",
        "measures keyword 1/2",
    ]
    .map(str::to_owned);
    let lacks = missing(&shown(&claims, "keyword"), true);
    assert_eq!(
        lacks,
        [
            "quiet KIND: why",
            "suppressed KIND: why",
            "measures KIND at its threshold"
        ]
    );
    assert_eq!(missing(&shown(&claims, "other"), false).len(), 3);
}

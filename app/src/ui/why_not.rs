//! The reasons that did not win, and what each of them found.

use leptos::prelude::*;

use super::{
    Icon,
    steps::{KeptStep, KeptWhyNot, reason_title},
};

/// The reasons beside the one that won, folded unless `is_open`.
pub(crate) fn others(
    steps: &[&KeptStep],
    chosen: Option<&KeptStep>,
    is_open: bool,
) -> Option<impl IntoView + use<>> {
    let won = chosen.and_then(|step| step.kind.as_deref());
    // What matched is named again, as chosen or as second.
    let others: Vec<&&KeptStep> = steps
        .iter()
        .filter(|step| step.kind.is_some() && step.result != "matched" && step.result != "chosen")
        .collect();
    let words = match (others.len(), won) {
        (0, _) => return None,
        (1, Some(_)) => "1 reason that did not win".to_owned(),
        (count, Some(_)) => format!("{count} reasons that did not win"),
        (count, None) => format!("Why not: {count} reasons that do not hold"),
    };
    let rows = others.into_iter().map(|step| row(step)).collect::<Vec<_>>();
    Some(view! {
        <details open=is_open>
            <summary>{Icon::Down.small()} {words}</summary>
            <ul class="near">{rows}</ul>
        </details>
    })
}

/// What came nearest, and the one setting that would have changed it.
pub(crate) fn nearest(found: &KeptWhyNot) -> impl IntoView + use<> {
    let change = found
        .change
        .as_ref()
        .map(|change| view! { " " <span>{change.words.clone()}</span> });
    view! {
        <p class="how">
            "Nearest: "
            <b>{found.title.clone()}</b>
            ". "
            {found.why.clone()}
            {change}
        </p>
    }
}

fn row(step: &KeptStep) -> impl IntoView + use<> {
    let kind = step.kind.as_deref().unwrap_or_default();
    let class = match step.result.as_str() {
        "off" => "is-off",
        "suppressed" => "is-second",
        _ => "",
    };
    let title = match &step.name {
        Some(name) => format!("{}: {name}", reason_title(kind)),
        None => reason_title(kind),
    };
    let is_second = step.result == "suppressed";
    let gauge = step
        .score
        .zip(step.threshold)
        .map(|measured| gauge(measured, is_second));
    view! {
        <li class=class>
            <span>{title}</span>
            <span class="gauge-cell">{gauge}</span>
            <span class="muted">{step.why.clone()}</span>
        </li>
    }
}

/// A score as a bar, with a line where it fires. The words beside it say the same.
fn gauge((score, threshold): (f64, f64), is_hit: bool) -> impl IntoView {
    let (low, high) = scale(score, threshold);
    let at = |value: f64| ((value - low) / (high - low) * 100.0).clamp(0.0, 100.0);
    let bar = if is_hit { "v is-hit" } else { "v" };
    let limit = format!("M{:.1} 0v10", at(threshold).clamp(1.0, 99.0));
    view! {
        <svg class="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bg" width="100" height="10" rx="2"></rect>
            <rect class=bar width=format!("{:.1}", at(score)) height="10" rx="2"></rect>
            <path class="lim" d=limit></path>
        </svg>
    }
}

/// The ends of the scale two values are on: a mood, a probability, or so many of something.
fn scale(score: f64, threshold: f64) -> (f64, f64) {
    if score.min(threshold) < 0.0 {
        (-1.0, 1.0)
    } else {
        (0.0, score.max(threshold).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_has_its_own_scale() {
        assert_eq!(scale(-0.2, -0.5), (-1.0, 1.0));
        assert_eq!(scale(0.34, 0.5), (0.0, 1.0));
        assert_eq!(scale(3.0, 10.0), (0.0, 10.0));
    }
}

//! The customer's mood over the conversation: a line, and the same in words.

use chrono_tz::Tz;
use handoff::clock::Instant;
use leptos::prelude::*;

use super::when::clock;

const WIDTH: f64 = 296.0;
const HEIGHT: f64 = 44.0;
/// Room for the points at the ends.
const EDGE: f64 = 5.0;

/// A mood in a word.
pub(crate) fn word(mood: f64) -> &'static str {
    match mood {
        mood if mood <= -0.5 => "Upset",
        mood if mood <= -0.15 => "Annoyed",
        mood if mood < 0.25 => "Calm",
        mood if mood < 0.6 => "Content",
        _ => "Happy",
    }
}

/// “−0.65”, with the minus that figures have.
pub(crate) fn figure(mood: f64) -> String {
    let figure = format!("{mood:+.2}");
    figure.replace('-', "−").replace("+0.00", "0.00")
}

/// The section of the card. Nothing before the customer has said something that has a mood.
pub(crate) fn mood(said: &[(Instant, f64)], zone: Tz) -> Option<impl IntoView + use<>> {
    let ((began, first), (ended, last)) = (*said.first()?, *said.last()?);
    let moods: Vec<f64> = said.iter().map(|(_, mood)| *mood).collect();
    let is_low = last <= -0.5;
    let title_class = is_low.then_some("ink-bad");
    let now = format!("{}, {}", word(last), figure(last));
    let line = (moods.len() > 1).then(|| {
        let words = format!("{} {}", clock(began, zone), word(first).to_lowercase());
        view! {
            {line(&moods, is_low, in_words(&moods, first, last))}
            <p class="row is-apart xs faint" aria-hidden="true">
                <span>{words}</span>
                <span>{clock(ended, zone)}</span>
            </p>
        }
    });
    Some(view! {
        <section>
            <h2>"Mood " <span class=title_class>{now}</span></h2>
            {line}
        </section>
    })
}

fn in_words(moods: &[f64], first: f64, last: f64) -> String {
    let ends = |mood| format!("{}, {}", word(mood).to_lowercase(), figure(mood));
    let lowest = moods.iter().copied().fold(f64::INFINITY, f64::min);
    format!(
        "Mood over {} messages: from {} to {}; lowest {}",
        moods.len(),
        ends(first),
        ends(last),
        figure(lowest)
    )
}

fn line(moods: &[f64], is_low: bool, words: String) -> impl IntoView + use<> {
    let points = points(moods);
    let (start, end) = (points[0], points[points.len() - 1]);
    let path = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect::<Vec<_>>()
        .join(" ");
    let end_class = if is_low { "pt is-low" } else { "pt" };
    let middle = HEIGHT / 2.0;
    view! {
        <svg class="mood" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=words>
            <path class="axis" d=format!("M0 {middle}H{WIDTH}")></path>
            <polyline class="path" points=path></polyline>
            <circle class="pt" cx=format!("{:.1}", start.0) cy=format!("{:.1}", start.1) r="3"></circle>
            <circle class=end_class cx=format!("{:.1}", end.0) cy=format!("{:.1}", end.1) r="4"></circle>
        </svg>
    }
}

/// Where each mood stands: from left to right, −1 at the bottom and 1 at the top.
fn points(moods: &[f64]) -> Vec<(f64, f64)> {
    let gaps = u32::try_from(moods.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let step = (WIDTH - 2.0 * EDGE) / f64::from(gaps.max(1));
    let height = HEIGHT - 2.0 * EDGE;
    (0_u32..)
        .zip(moods)
        .map(|(at, mood)| {
            let x = EDGE + f64::from(at) * step;
            (x, EDGE + (1.0 - mood.clamp(-1.0, 1.0)) / 2.0 * height)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stays_inside_its_picture() {
        let points = points(&[1.0, 0.0, -7.0]);
        assert_eq!(points, [(5.0, 5.0), (148.0, 22.0), (291.0, 39.0)]);
    }

    #[test]
    fn moods_have_words_and_a_proper_minus() {
        assert_eq!((word(-0.65), figure(-0.65).as_str()), ("Upset", "−0.65"));
        assert_eq!((word(0.0), figure(0.0).as_str()), ("Calm", "0.00"));
        assert_eq!(
            in_words(&[0.2, -0.9, -0.5], 0.2, -0.5),
            "Mood over 3 messages: from calm, +0.20 to upset, −0.50; lowest −0.90"
        );
    }
}

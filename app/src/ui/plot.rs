//! A picture of figures in columns, drawn here: geometry is attributes, colours are classes, so that the
//! content policy stays strict and both themes work. A table beside it always says the same.

use leptos::prelude::*;

/// Units of the picture.
const LEFT: f64 = 34.0;
const TOP: f64 = 10.0;
const HEIGHT: f64 = 180.0;
const FOOT: f64 = 24.0;
/// Room for a label below a column.
const LABEL: f64 = 44.0;
/// A picture wider than this is not made smaller to fit a phone.
const WIDE: f64 = 500.0;
/// Lines across the picture, at most.
const LINES: f64 = 4.0;

/// One column: what stands below it, and its parts from the bottom up.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub label: String,
    pub parts: Vec<f64>,
}

/// Draws columns, `width` units wide in all. `says` is the picture in a sentence. Parts take the colours of
/// the series in their order.
pub fn plot(says: String, columns: &[Column], width: u32) -> impl IntoView + use<> {
    let width = f64::from(width);
    let most = columns.iter().map(|column| column.parts.iter().sum());
    let step = step(most.fold(0.0, f64::max));
    let most = columns
        .iter()
        .map(|column| column.parts.iter().sum::<f64>())
        .fold(step, f64::max);
    let lines = (most / step).ceil();
    let unit = HEIGHT / (lines * step);
    let count = u32::try_from(columns.len().max(1)).unwrap_or(u32::MAX);
    let each = (width - LEFT) / f64::from(count);
    let every = (LABEL / each).ceil().max(1.0);
    let drawn = columns
        .iter()
        .zip(0_u32..)
        .map(|(column, index)| {
            let x = LEFT + f64::from(index) * each;
            let is_labelled = f64::from(index) % every == 0.0;
            draw(column, (x, each), unit, is_labelled)
        })
        .collect_view();
    let viewed = format!("0 0 {width} {}", TOP + HEIGHT + FOOT);
    let name = says.clone();
    let class = if width > WIDE { "plot is-wide" } else { "plot" };
    view! {
        <div class="plot-wrap" tabindex="0" role="region" aria-label=name>
            <svg class=class viewBox=viewed role="img" aria-label=says>
                {grid(lines, (step, unit), width)}
                {drawn}
            </svg>
        </div>
    }
}

/// A round distance between lines: 1, 2 or 5 and their tens, and never less than 1.
fn step(most: f64) -> f64 {
    let wanted = (most / LINES).max(1.0);
    let ten = 10_f64.powf(wanted.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0].map(|times| times * ten);
    round
        .into_iter()
        .find(|round| *round >= wanted)
        .unwrap_or(10.0 * ten)
}

fn grid(lines: f64, (step, unit): (f64, f64), width: f64) -> impl IntoView {
    let mut drawn = Vec::new();
    let mut line = 0.0;
    while line <= lines {
        let y = place(TOP + HEIGHT - line * step * unit);
        let words = (line * step).to_string();
        drawn.push(view! {
            <path class="grid" d=format!("M{LEFT} {y}H{width}")></path>
            <text x=(LEFT - 8.0).to_string() y=y text-anchor="end" dominant-baseline="middle">
                {words}
            </text>
        });
        line += 1.0;
    }
    drawn.collect_view()
}

fn draw(
    column: &Column,
    (x, width): (f64, f64),
    unit: f64,
    is_labelled: bool,
) -> impl IntoView + use<> {
    let gap = (width * 0.15).min(6.0);
    let mut bottom = TOP + HEIGHT;
    let parts = column
        .parts
        .iter()
        .zip(1_u32..)
        .filter(|(value, _)| **value > 0.0)
        .map(|(value, series)| {
            let height = value * unit;
            bottom -= height;
            view! {
                <rect
                    class=format!("s{series}")
                    x=place(x + gap)
                    y=place(bottom)
                    width=place(width - 2.0 * gap)
                    height=place(height)
                ></rect>
            }
        })
        .collect_view();
    let label = is_labelled.then(|| {
        let y = (TOP + HEIGHT + 17.0).to_string();
        view! {
            <text x=place(x + width / 2.0) y=y text-anchor="middle">
                {column.label.clone()}
            </text>
        }
    });
    view! {
        {parts}
        {label}
    }
}

/// A tenth of a unit is finer than anybody sees.
fn place(at: f64) -> String {
    format!("{at:.1}")
}

/// What each colour stands for.
pub fn legend(series: &[String]) -> impl IntoView + use<> {
    let items = series
        .iter()
        .zip(1_u32..)
        .map(|(name, index)| {
            view! {
                <li>
                    <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                        <rect class=format!("s{index}") width="10" height="10" rx="2"></rect>
                    </svg>
                    {name.clone()}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="legend sm">{items}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::fragment;

    #[test]
    fn lines_are_round_and_few() {
        let cases = [
            (0.0, 1.0),
            (3.0, 1.0),
            (4.5, 2.0),
            (18.0, 5.0),
            (41.0, 20.0),
            (400.0, 100.0),
            (12_345.0, 5_000.0),
        ];
        for (most, wanted) in cases {
            let found = step(most);
            assert!((found - wanted).abs() < 1e-9, "{most}: {found}");
        }
    }

    #[test]
    fn parts_stand_on_each_other_and_an_empty_picture_can_be_drawn() {
        let columns = vec![Column {
            label: "Mon 12".to_owned(),
            parts: vec![3.0, 0.0, 1.0],
        }];
        let html = fragment(move || plot("Four handoffs".to_owned(), &columns, 400));
        assert!(
            html.contains(r#"class="s1""#) && html.contains(r#"class="s3""#),
            "{html}"
        );
        assert!(!html.contains(r#"class="s2""#), "{html}");
        assert!(html.contains("Mon 12") && !html.contains("style="));
        let empty = fragment(|| plot("Nothing".to_owned(), &[], 400));
        assert!(
            empty.contains("role=\"img\"") && !empty.contains("NaN"),
            "{empty}"
        );
    }
}

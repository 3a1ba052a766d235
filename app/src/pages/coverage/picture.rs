//! The picture: a lane a queue, a column a day. Geometry is attributes; colours are classes.

use chrono::{Datelike, Weekday};
use leptos::prelude::*;

use super::calendar::{Calendar, Lane, Part, hours};

/// Widths and heights, in units of the picture.
const NAMES: f64 = 168.0;
const WIDTH: f64 = 980.0;
const HEAD: f64 = 40.0;
const LANE: f64 = 78.0;
const BAR: f64 = 46.0;
/// More people than this are drawn as high as these.
const TALLEST: usize = 8;

/// Where things are on the picture.
struct Scale {
    day: f64,
    most: usize,
}

impl Scale {
    fn x(&self, days: f64) -> f64 {
        NAMES + days * self.day
    }
}

pub(super) fn picture(page: &Calendar) -> impl IntoView + use<> {
    #[expect(clippy::cast_precision_loss, reason = "a month of days, a few lanes")]
    let (days, lanes) = (page.dates.len() as f64, page.lanes.len() as f64);
    let most = page
        .lanes
        .iter()
        .flat_map(|lane| &lane.parts)
        .map(|part| part.people);
    let scale = Scale {
        day: (WIDTH - NAMES) / days,
        most: most.max().unwrap_or(1).clamp(1, TALLEST),
    };
    let height = HEAD + lanes * LANE + 24.0;
    let box_ = format!("0 0 {WIDTH} {height}");
    let heads = heads(page, &scale, height);
    let drawn = page
        .lanes
        .iter()
        .zip(0_u32..)
        .map(|(lane, index)| draw(lane, HEAD + f64::from(index) * LANE, &scale))
        .collect_view();
    let now = page.now.map(|at| now(at, &page.now_words, &scale, height));
    view! {
        <svg class="lanes" viewBox=box_ role="img" aria-labelledby="lanes-title">
            <title id="lanes-title">
                "Open hours of each queue and the people who are there. The table below says the same."
            </title>
            {heads}
            {drawn}
            {now}
        </svg>
    }
}

fn heads(page: &Calendar, scale: &Scale, height: f64) -> impl IntoView + use<> {
    let is_crowded = page.dates.len() > 7;
    page.dates
        .iter()
        .zip(0_u32..)
        .map(|(date, index)| {
            let x = scale.x(f64::from(index));
            let is_today = *date == page.today;
            let words = match (is_crowded, is_today) {
                (true, _) => date.day().to_string(),
                (false, true) => format!("{}, today", date.format("%a %-d")),
                (false, false) => date.format("%a %-d").to_string(),
            };
            let class = if is_today { "day is-today" } else { "day" };
            let line = if date.weekday() == Weekday::Mon { "grid is-week" } else { "grid" };
            let clock = (!is_crowded).then(|| {
                [6, 12, 18].map(|hour| {
                    let at = x + scale.day * f64::from(hour) / 24.0;
                    view! { <text class="hour" x=at.to_string() y="34" text-anchor="middle">{format!("{hour:02}")}</text> }
                })
            });
            view! {
                <path class=line d=format!("M{x} 0V{}", height - 24.0)></path>
                <text class=class x=(x + 4.0).to_string() y="14">{words}</text>
                {clock.map(CollectView::collect_view)}
            }
        })
        .collect_view()
}

fn draw(lane: &Lane, top: f64, scale: &Scale) -> impl IntoView + use<> {
    let base = top + LANE - 10.0;
    let bars = lane
        .parts
        .iter()
        .map(|part| bar(*part, base, scale))
        .collect_view();
    let state = if lane.is_enabled {
        lane.zone.clone()
    } else {
        "Switched off".to_owned()
    };
    view! {
        <path class="grid is-lane" d=format!("M0 {top}H{WIDTH}")></path>
        <text class="lane-name" x="12" y=(top + 34.0).to_string()>{shortened(&lane.name)}</text>
        <text class="lane-sub" x="12" y=(top + 51.0).to_string()>{shortened(&state)}</text>
        {bars}
    }
}

fn bar(part: Part, base: f64, scale: &Scale) -> impl IntoView + use<> {
    let (x, width) = (
        scale.x(part.start),
        ((part.end - part.start) * scale.day).max(1.0),
    );
    let rect = |class: &'static str, height: f64| {
        view! {
            <rect
                class=class
                x=format!("{x:.1}")
                y=format!("{:.1}", base - height)
                width=format!("{width:.1}")
                height=format!("{height:.1}")
            ></rect>
        }
    };
    if part.people == 0 {
        let words = format!("Nobody, {}", hours(part.minutes));
        let hatch = hatch(x, width, base);
        let label = (width > 30.0).then(|| {
            view! { <text class="gap-label" x=format!("{x:.1}") y=format!("{:.1}", base - BAR - 4.0)>{words}</text> }
        });
        return view! {
            {rect("gap", BAR)}
            <path class="hatch" d=hatch></path>
            {label}
        }
        .into_any();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few people")]
    let share = part.people.min(TALLEST) as f64 / scale.most as f64;
    view! {
        {rect("open", BAR)}
        {rect("people", BAR * 0.85 * share)}
    }
    .into_any()
}

/// Slanted lines over a gap, so that it is one without its colour too.
fn hatch(x: f64, width: f64, base: f64) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut at = 6.0;
    while at < width + BAR {
        let (from_x, from_y) = if at <= width {
            (at, 0.0)
        } else {
            (width, at - width)
        };
        let (to_x, to_y) = if at <= BAR {
            (0.0, at)
        } else {
            (at - BAR, BAR)
        };
        if from_y < BAR && to_x < width {
            let top = base - BAR;
            let (from, to) = ((x + from_x, top + from_y), (x + to_x, top + to_y));
            let line = format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1);
            lines.push(line);
        }
        at += 8.0;
    }
    lines.concat()
}

fn now(at: f64, words: &str, scale: &Scale, height: f64) -> impl IntoView + use<> {
    let x = scale.x(at);
    let anchor = if x > WIDTH - 40.0 { "end" } else { "middle" };
    view! {
        <path class="now" d=format!("M{x:.1} {HEAD}V{}", height - 18.0)></path>
        <text class="now-label" x=format!("{x:.1}") y=(height - 5.0).to_string() text-anchor=anchor>
            {words.to_owned()}
        </text>
    }
}

/// Names are cut to what fits; the table has them whole.
fn shortened(name: &str) -> String {
    let fits = 19;
    if name.chars().count() <= fits {
        return name.to_owned();
    }
    let mut cut: String = name.chars().take(fits - 1).collect();
    cut.push('…');
    cut
}

//! What the team said of handoffs, reason by reason: the settings to look at are those of the reasons that
//! are often wrong.

use handoff::{
    conversation::Verdict,
    insight::{Group, Insights, Verdicts},
};
use leptos::prelude::*;

use super::{
    parts::{UNKNOWN, csv},
    words::number,
};

/// The part of the page about it.
pub(super) fn judged(of: &Insights, file: String) -> impl IntoView + use<> {
    let heads = Verdict::ALL
        .map(|verdict| {
            view! { <th scope="col" class="end">{verdict.title()}</th> }
        })
        .collect_view();
    let rows = of.reasons.iter().map(row).collect_view();
    view! {
        <section class="card" aria-labelledby="verdicts">
            <div class="card-head">
                <h2 id="verdicts">"Which reasons are right?"</h2>
                <span class="sm muted">{moment(of)}</span>
            </div>
            <div class="table-wrap" tabindex="0" role="region" aria-label="What your team said, table">
                <table class="table is-named">
                    <thead>
                        <tr>
                            <th scope="col">"Reason"</th>
                            <th scope="col" class="end">"Handoffs"</th>
                            <th scope="col">"What your team said"</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="card-foot">{csv(file, "Which reasons are right?")}</div>
        </section>
    }
}

/// “84 of 136 were judged, beside the conversation in the inbox.”
fn moment(of: &Insights) -> String {
    match of.verdicts.judged() {
        0 => "Nobody has judged any yet. It is one click, beside a conversation in the inbox."
            .to_owned(),
        judged => format!("{} of {} were judged", number(judged), number(of.handoffs)),
    }
}

fn row(of: &Group) -> impl IntoView + use<> {
    let name = of.name.clone().unwrap_or_else(|| UNKNOWN.to_owned());
    let judged = of.verdicts.judged();
    let counts = of
        .verdicts
        .each()
        .map(|(_, count)| {
            let text = if judged == 0 {
                "–".to_owned()
            } else {
                number(count)
            };
            view! { <td class="end num">{text}</td> }
        })
        .collect_view();
    let said = match judged {
        0 => view! { <span class="muted">"No verdicts yet"</span> }.into_any(),
        _ => bar(&of.verdicts).into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="end num">{number(of.handoffs)}</td>
            <td class="mid">{said}</td>
            {counts}
        </tr>
    }
}

/// The shares as a bar; the columns beside it say the same in figures.
fn bar(of: &Verdicts) -> impl IntoView + use<> {
    let whole = f64::from(of.judged().max(1));
    let mut from = 0.0;
    let parts = of
        .each()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| {
            let length = f64::from(count) * 120.0 / whole;
            let x = format!("{from:.1}");
            from += length;
            let width = format!("{:.1}", (length - 1.0).max(1.0));
            view! { <rect class=verdict.as_str() x=x width=width height="10"></rect> }
        })
        .collect_view();
    view! {
        <svg class="shares" viewBox="0 0 120 10" aria-hidden="true">
            {parts}
        </svg>
    }
}

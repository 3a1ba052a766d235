//! The takeover card: why it is here, the story in short, what is known, what was promised, what next.

mod earlier;
mod first_reply;
mod known;
mod story;
mod verdict;
mod why;

use leptos::prelude::*;

pub(super) use self::first_reply::first_reply;
use self::{
    earlier::{earlier, elsewhere},
    first_reply::offer,
    known::known,
    story::{done, in_short, next},
    verdict::verdict,
    why::{not_yet, why},
};
use super::{looking::Looking, seen::Seen, why_them::why_them};
use crate::ui::mood::mood;

/// The card. It scrolls by itself, so it can be reached by keyboard.
pub(super) fn card(seen: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let request = seen.request.as_ref();
    let summary = request.map(|request| request.summary.clone());
    view! {
        <aside class="takeover" aria-label="Takeover card" tabindex="0" data-live="card">
            {elsewhere(seen, looking)}
            {match request {
                Some(request) => why(seen, request, looking).into_any(),
                None => not_yet(seen).into_any(),
            }}
            {why_them(seen)}
            {summary.as_ref().and_then(in_short)}
            {known(seen)}
            {summary.as_ref().and_then(|summary| done(seen, summary))}
            {summary.as_ref().and_then(next)}
            {offer(seen, looking)}
            {mood(&seen.moods(), seen.moment.zone)}
            {earlier(seen, looking)}
            {request.map(|_| verdict(seen))}
        </aside>
    }
}

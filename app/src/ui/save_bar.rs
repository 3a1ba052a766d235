//! The bar at the bottom of every form with fields: where it stands, Discard, Save.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

use super::button::some;
use super::when::{clock, day_and_clock};
use super::{Icon, Look, Newer, Submit};
use crate::form::{Difference, FieldErrors};

/// What the bar says on the left when the page arrives. While somebody types, `save-bar.js` says
/// “Unsaved changes” instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Nothing has been saved yet, and nothing is wrong.
    #[default]
    Untouched,
    /// Words such as “Saved 14:05 by you”.
    Saved(String),
    /// Kept on the page, refused for so many reasons.
    Refused(usize),
    /// A row was added, removed or moved: on the page, not in the database.
    Unsaved,
}

impl SaveState {
    /// Refused when there are errors, otherwise `self`.
    #[must_use]
    pub fn or_refused(self, errors: &FieldErrors) -> Self {
        if errors.is_empty() {
            self
        } else {
            Self::Refused(errors.len())
        }
    }

    fn words(&self) -> (Option<Icon>, String) {
        match self {
            Self::Untouched => (None, String::new()),
            Self::Saved(words) => (Some(Icon::Check), words.clone()),
            Self::Refused(1) => (Some(Icon::Warning), "Not saved: 1 problem.".to_owned()),
            Self::Refused(count) => (Some(Icon::Warning), format!("Not saved: {count} problems.")),
            Self::Unsaved => (Some(Icon::Warning), "Unsaved changes.".to_owned()),
        }
    }
}

/// Who saved what is on the page, and when.
#[derive(Debug, Clone, Copy)]
pub struct LastSaved<'a> {
    pub at: DateTime<Utc>,
    /// Nobody while it is as it was made.
    pub by: Option<&'a str>,
    /// The name of whoever looks at it.
    pub me: &'a str,
    pub now: DateTime<Utc>,
    pub zone: Tz,
}

impl LastSaved<'_> {
    /// “Saved 14:05 by you”, “Saved yesterday at 14:05 by Ben”.
    ///
    /// ```
    /// use app::ui::{LastSaved, SaveState};
    /// let now = chrono::DateTime::from_timestamp(1_797_512_700, 0).unwrap();
    /// let saved = LastSaved { at: now, by: Some("Maya"), me: "Maya", now, zone: chrono_tz::Europe::Madrid };
    /// assert_eq!(saved.state(), SaveState::Saved("Saved 14:05 by you".into()));
    /// ```
    #[must_use]
    pub fn state(&self) -> SaveState {
        match self.by {
            None => SaveState::Untouched,
            Some(by) if by == self.me => {
                SaveState::Saved(format!("Saved {} by you", self.moment()))
            }
            Some(by) => SaveState::Saved(format!("Saved {} by {by}", self.moment())),
        }
    }

    /// Theirs, as the newer version it is, with what differs from what was typed here.
    #[must_use]
    pub fn newer(&self, differences: Vec<Difference>) -> Newer {
        Newer {
            by: self.by.unwrap_or("Somebody").to_owned(),
            at: self.moment(),
            differences,
        }
    }

    /// “14:05” today, “yesterday at 14:05” and so on before.
    #[must_use]
    pub fn moment(&self) -> String {
        let day = |at: DateTime<Utc>| at.with_timezone(&self.zone).date_naive();
        if day(self.at) == day(self.now) {
            clock(self.at, self.zone)
        } else {
            day_and_clock(self.at, self.now, self.zone)
        }
    }
}

/// Stands after the form, outside it, and submits it by its id.
#[component]
pub fn SaveBar(
    #[prop(into)] form: String,
    /// “Save hours”: the verb and what it saves.
    #[prop(into)]
    label: String,
    /// Where Discard leads: usually the page itself.
    #[prop(into)]
    discard: String,
    #[prop(optional)] state: SaveState,
) -> impl IntoView {
    let (icon, words) = state.words();
    let is_dirty = matches!(state, SaveState::Refused(_) | SaveState::Unsaved);
    view! {
        <div
            class="save-bar"
            role="region"
            aria-label="Save"
            data-save-bar=form
            data-dirty=is_dirty.then_some("")
        >
            <p class="status" role="status">
                {icon.map(Icon::view)}
                {some(words).map(|words| view! { <b>{words}</b> })}
            </p>
            <a class="button is-quiet" href=discard data-discard>
                "Discard"
            </a>
            <Submit label=label look=Look::Primary op="save" form=form.clone() />
        </div>
    }
}

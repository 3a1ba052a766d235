//! How a connection is doing, in a word and in a sentence.

use handoff::{clock::Instant, store::Connection};

use crate::ui::{Icon, Meaning, when::ago};

/// How a connection is doing.
#[derive(Debug, Clone)]
pub struct How {
    pub is_on: bool,
    /// What went wrong last, and “4 minutes ago”.
    pub error: Option<(String, String)>,
    /// Why the product switched it off, and when.
    pub off: Option<(String, String)>,
    /// Since when nothing but failures came of it.
    pub failing: Option<String>,
    /// What last happened, such as a “message”, and when, if it ever did.
    pub last: Vec<(&'static str, Option<String>)>,
}

impl How {
    pub(in crate::pages) fn of(
        saved: &Connection,
        now: Instant,
        last: &[(&'static str, Option<Instant>)],
    ) -> Self {
        let ago_of = |said: &(String, Instant)| (said.0.clone(), ago(said.1, now));
        let turned = |(at, why): &(Instant, String)| (why.clone(), ago(*at, now));
        let last = last.iter();
        Self {
            is_on: saved.is_enabled,
            error: saved.last_error.as_ref().map(ago_of),
            off: saved.disabled.as_ref().map(turned),
            failing: saved.failing_since.map(|at| ago(at, now)),
            last: last
                .map(|(what, at)| (*what, at.map(|at| ago(at, now))))
                .collect(),
        }
    }

    /// “Last message 4 minutes ago. No answer sent yet.”
    pub(super) fn in_words(&self) -> String {
        let error = self.error.iter();
        let error = error.map(|(error, when)| format!("{} ({when}).", error.trim_end_matches('.')));
        let last = self.last.iter().map(|(what, when)| match when {
            Some(when) => format!("Last {what} {when}."),
            None => format!("No {what} yet."),
        });
        let words: Vec<String> = error.chain(last).collect();
        words.join(" ")
    }
}

/// How it is doing in a word.
pub(in crate::pages) type State = (&'static str, Meaning, Icon);

pub(in crate::pages) const READY: State = ("Ready", Meaning::Good, Icon::Check);

/// How it is doing in a word; none while it is not connected.
pub(in crate::pages) fn state(how: Option<&How>) -> State {
    match how {
        None => ("Not connected", Meaning::Plain, Icon::Link),
        Some(how) if how.off.is_some() => ("Switched off: it failed", Meaning::Bad, Icon::Warning),
        Some(how) if !how.is_on => ("Off", Meaning::Plain, Icon::Cross),
        Some(how) if how.error.is_some() || how.failing.is_some() => {
            ("Needs a look", Meaning::Bad, Icon::Warning)
        }
        Some(_) => ("On", Meaning::Good, Icon::Check),
    }
}

#[cfg(test)]
impl How {
    pub(crate) fn sample(last: &[&'static str]) -> Self {
        let last = last.iter();
        Self {
            is_on: true,
            error: None,
            off: None,
            failing: None,
            last: last
                .map(|what| (*what, Some("4 minutes ago".to_owned())))
                .collect(),
        }
    }

    pub(crate) fn sample_failing(last: &[&'static str]) -> Self {
        let error = "The vendor does not accept the credentials (401: <b>Authenticate</b>)";
        let mut how = Self::sample(last);
        how.error = Some((error.to_owned(), "1 minute ago".to_owned()));
        how.failing = Some("3 hours ago".to_owned());
        if let Some((_, when)) = how.last.last_mut() {
            *when = None;
        }
        how
    }

    pub(crate) fn sample_off(last: &[&'static str]) -> Self {
        let why = "Nothing but failures came of it for five days.";
        let mut how = Self::sample_failing(last);
        how.is_on = false;
        how.off = Some((why.to_owned(), "yesterday".to_owned()));
        how
    }
}

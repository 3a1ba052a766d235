//! What a delivery tells of, in words for people. Programs know it by its name.

use super::Topic;
use crate::{event::EventKind, handoff::Transfer};

/// A handoff that nobody came for in time.
pub(crate) const WAITING_TOO_LONG: &str = "waiting_too_long";
/// What waits and what was done, now and then.
pub(crate) const DIGEST: &str = "digest";
/// Somebody tries whether it arrives.
pub(crate) const TEST: &str = "test";

/// What an event of that name is for people: its name where there are no words for it.
///
/// ```
/// use handoff::delivery::occasion;
/// assert_eq!(occasion("conversation.resolved"), "A conversation is resolved");
/// assert_eq!(occasion("of.another.version"), "of.another.version");
/// ```
#[must_use]
pub fn occasion(event: &str) -> &str {
    if let Some(topic) = Topic::parse(event) {
        return topic.title();
    }
    match (event, EventKind::parse(event)) {
        (WAITING_TOO_LONG, _) => "Somebody waits too long",
        (DIGEST, _) => "A digest",
        (TEST, _) => "A test",
        (Transfer::EVENT, _) => "A conversation is to be taken over",
        (_, Some(EventKind::WebhookDisabled)) => "A webhook was switched off",
        (_, Some(EventKind::HelpDeskDisabled)) => "A help desk was switched off",
        (_, Some(EventKind::ChannelDisabled)) => "A channel was switched off",
        _ => event,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_leaves_has_words() {
        let disabled = [
            EventKind::WebhookDisabled,
            EventKind::HelpDeskDisabled,
            EventKind::ChannelDisabled,
        ];
        let names = Topic::ALL.map(Topic::as_str).into_iter();
        let names = names.chain(disabled.map(EventKind::as_str));
        let own = [WAITING_TOO_LONG, DIGEST, TEST, Transfer::EVENT];
        for name in names.chain(own) {
            assert_ne!(occasion(name), name);
        }
    }
}

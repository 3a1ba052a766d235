//! The customer sends something the AI cannot read.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::{AttachmentKind, Author, Conduct},
    facts::Facts,
    judge::Clause,
};

/// Fires on an image, a voice message, a video or a file from the customer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MediaMessage {
    pub enabled: bool,
    pub conduct: Conduct,
}

const KIND: Kind = Kind {
    name: "media_message",
    title: "Sends a photo, voice message or file",
    hint: "The AI reads text alone.",
    category: "media_message",
    rank: 0,
    looks_at_answers: false,
    fields: &[],
};

impl Trigger for MediaMessage {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        let newest = facts
            .messages
            .iter()
            .rev()
            .find(|message| message.author == Author::Customer);
        let Some(attachment) = newest.and_then(|message| message.attachments.first()) else {
            return Finding::quiet("Nothing but text.");
        };
        let what = match attachment.kind {
            AttachmentKind::Image => "an image",
            AttachmentKind::Audio => "a voice message",
            AttachmentKind::Video => "a video",
            AttachmentKind::File => "a file",
        };
        Finding::fires(
            1.0,
            attachment.name.clone().unwrap_or_default(),
            format!("They sent {what}"),
        )
    }
}

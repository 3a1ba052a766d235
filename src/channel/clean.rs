//! What vendors tell, without the sign that no database keeps. It is left out of what was read and not of what was
//! sent, since that is signed as it was sent.

use super::{Bounce, Held, Item, Media, Said, TeamDoes, TeamItem};
use crate::nul::without;

impl Item {
    /// The same without U+0000 in any text.
    #[must_use]
    pub fn clean(self) -> Self {
        let maybe = |text: Option<String>| text.map(without);
        match self {
            Self::Said(said) => Self::Said(said.clean()),
            Self::Delivery { of, state, reason } => Self::Delivery {
                of,
                state,
                reason: maybe(reason),
            },
            Self::Bounced(bounce) => Self::Bounced(Bounce {
                thread: without(bounce.thread),
                of: bounce.of,
                reason: without(bounce.reason),
            }),
            Self::CallAsks { conversation } => Self::CallAsks {
                conversation: maybe(conversation),
            },
            Self::CallEnded {
                conversation,
                seconds,
            } => Self::CallEnded {
                conversation: maybe(conversation),
                seconds,
            },
            Self::Team(item) => Self::Team(TeamItem {
                vendor_id: without(item.vendor_id),
                who: without(item.who),
                does: item.does.clean(),
            }),
            Self::Silence { address, is_wanted } => Self::Silence {
                address: without(address),
                is_wanted,
            },
        }
    }
}

impl Said {
    fn clean(self) -> Self {
        Self {
            address: without(self.address),
            thread: without(self.thread),
            name: self.name.map(without),
            email: self.email.map(without),
            is_signed_answer: self.is_signed_answer,
            vendor_id: without(self.vendor_id),
            text: without(self.text),
            media: self.media.into_iter().map(Media::clean).collect(),
            html: self.html.map(without),
            context: without(self.context),
        }
    }
}

impl Media {
    fn clean(self) -> Self {
        Self {
            content_type: without(self.content_type),
            name: self.name.map(without),
            url: self.url.map(without),
            held: match self.held {
                Held::AtVendor(name) => Held::AtVendor(without(name)),
                held => held,
            },
        }
    }
}

impl TeamDoes {
    fn clean(self) -> Self {
        match self {
            Self::Says { thread, text } => Self::Says {
                thread: without(thread),
                text: without(text),
            },
            Self::Claims { conversation } => Self::Claims {
                conversation: without(conversation),
            },
            Self::Resolves { conversation } => Self::Resolves {
                conversation: without(conversation),
            },
            Self::HandsBack { conversation } => Self::HandsBack {
                conversation: without(conversation),
            },
        }
    }
}

//! WHAT IS SAID: conversations, their messages, and the states they go through.
//!
//! A transition consumes the conversation and gives back the changed one or the refusal; nothing here
//! writes anything down.

mod callback;
mod canned_reply;
mod label;
mod line;
mod mention;
mod message;
mod priority;
mod reason;
mod record;
mod request;
mod search;
mod state;
mod stretch;
mod verdict;
mod view;

pub use callback::Callback;
pub use canned_reply::{
    CannedReply, REPLY_NAME_MAX, REPLY_TEXT_MAX, fill_in, left_open, reply_problems,
};
pub use label::{Colour, LABEL_MAX, Label, label_name};
pub use line::Line;
pub use mention::{Mention, mentions};
pub use message::{Attachment, AttachmentKind, Attempt, Author, Message, in_short};
pub use priority::Priority;
pub use reason::{Conduct, Reason};
pub use record::{AnsweredBy, Conversation, Customer, LastWords, Refused};
pub use request::{Entry, HandoffRequest, RequestSummary};
pub use search::{Phrase, Piece, Search};
pub use state::State;
pub use stretch::{Asking, Noticed, Stage, Stretch};
pub use verdict::{SaidVerdict, Verdict};
pub use view::{Hit, Row, Sort, View};

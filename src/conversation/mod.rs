//! WHAT IS SAID: a conversation's messages and the states it goes through.

mod message;

pub use message::{Attachment, AttachmentKind, Author, Message};

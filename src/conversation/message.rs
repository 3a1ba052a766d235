//! One message, whoever wrote it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::file::StoredFile;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// Whoever writes to the AI agent.
    Customer,
    /// The AI agent, ours or somebody else's.
    Ai,
    /// A person of the team.
    Operator,
    /// The product itself: "You are number 2 in line."
    System,
}

impl Author {
    /// The name used in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Ai => "ai",
            Self::Operator => "operator",
            Self::System => "system",
        }
    }
}

/// What kind of file came with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    Image,
    Audio,
    Video,
    File,
}

impl AttachmentKind {
    /// What people call a file of such a type, such as `image/png`.
    ///
    /// ```
    /// use handoff::conversation::AttachmentKind;
    /// assert_eq!(AttachmentKind::of("image/png"), AttachmentKind::Image);
    /// assert_eq!(AttachmentKind::of("application/pdf"), AttachmentKind::File);
    /// ```
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        match media_type.split('/').next() {
            Some("image") => Self::Image,
            Some("audio") => Self::Audio,
            Some("video") => Self::Video,
            _ => Self::File,
        }
    }
}

/// Something other than text that came with a message. Some are kept here; of the others only where the sender keeps
/// them is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    pub kind: AttachmentKind,
    /// The file's name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the sender keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it can be downloaded here, if it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<StoredFile>,
}

impl Attachment {
    /// A file that is kept.
    #[must_use]
    pub fn kept(name: String, file: StoredFile) -> Self {
        Self {
            kind: AttachmentKind::of(&file.media_type),
            name: Some(name),
            url: None,
            file: Some(file),
        }
    }
}

/// What stands for a message where only its beginning fits: its words, or else the names of what came with it.
#[must_use]
pub fn in_short(text: &str, attachments: &[Attachment]) -> String {
    if !text.trim().is_empty() || attachments.is_empty() {
        return text.to_owned();
    }
    let names: Vec<&str> = attachments
        .iter()
        .filter_map(|attachment| attachment.name.as_deref())
        .collect();
    names.join(", ")
}

/// Something the AI did, or tried to do, for the customer: a call of one of its own functions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// What it did: `look_up_order`, “Reset the password”.
    pub name: String,
    /// What came of it, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Whether it worked, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeded: Option<bool>,
}

impl Attempt {
    /// What was tried and what came of it, for people: “look up order: not found (failed)”.
    #[must_use]
    pub fn in_words(&self) -> String {
        let name = self.name.replace('_', " ");
        let result = self.result.as_deref().map(str::trim);
        let result = result.filter(|result| !result.is_empty());
        let state = match self.succeeded {
            Some(true) => " (done)",
            Some(false) => " (failed)",
            None => "",
        };
        match result {
            Some(result) => format!("{name}: {result}{state}"),
            None => format!("{name}{state}"),
        }
    }
}

/// One message as the engine sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub author: Author,
    #[serde(default)]
    pub text: String,
    /// How sure the AI was of this answer, 0…1. Only on the AI's messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What the AI knows of what must be gathered, by the field's name. Only on the AI's messages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub gathered: BTreeMap<String, String>,
    /// What the AI did before this answer. Only on the AI's messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Attempt>,
}

impl Message {
    /// A plain text message.
    ///
    /// ```
    /// use handoff::conversation::{Author, Message};
    /// assert_eq!(Message::new(Author::Customer, "Hello").text, "Hello");
    /// ```
    #[must_use]
    pub fn new(author: Author, text: impl Into<String>) -> Self {
        Self {
            author,
            text: text.into(),
            confidence: None,
            attachments: Vec::new(),
            gathered: BTreeMap::new(),
            actions: Vec::new(),
        }
    }
}

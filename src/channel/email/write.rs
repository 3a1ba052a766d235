//! An answer as a letter, in the thread of the one that it answers.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use super::super::{Call, Channel, Reply, SentFile, Settings};
use super::{
    address::{domain, reply_to},
    read::Context,
};

/// The head line by which we know our own letters.
pub(super) const OURS: &str = "X-Handoff-Thread";

/// A letter to one address. A mail server is told of it as it is; nothing in it has more than one line but
/// its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address, with the sender's name if there is one.
    pub from: String,
    pub to: String,
    /// Where an answer goes on.
    pub reply_to: String,
    pub subject: String,
    pub text: String,
    /// Without angle brackets, as are those that it refers to, oldest first.
    pub message_id: String,
    pub references: Vec<String>,
    /// The thread, in the line by which we know our own.
    pub thread: String,
    /// No person wrote it.
    pub is_automatic: bool,
    #[serde(default)]
    pub files: Vec<LetterFile>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterFile {
    pub name: String,
    pub media_type: String,
    /// Its bytes in base64.
    pub data: String,
}

impl Letter {
    /// The name of the head line that holds the thread.
    pub const MARK: &'static str = OURS;
}

/// The request to the mail server.
pub(super) fn call(reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
    let context: Context = serde_json::from_str(reply.context).unwrap_or_default();
    let reply_to = reply_to(reply.thread, settings)
        .ok_or("The address and the key must be filled in first")?;
    let address = settings.get("address");
    let from = match settings.given("name") {
        Some(name) => format!("\"{name}\" <{address}>"),
        None => address.to_owned(),
    };
    let letter = Letter {
        from,
        to: reply.to.to_owned(),
        subject: subject(&context.subject),
        text: reply.text.to_owned(),
        // The same on every attempt, so that whoever gets it twice can tell.
        message_id: format!("{}.{}@{}", reply.sending, reply.thread, domain(settings)),
        references: context.letters,
        thread: reply.thread.to_owned(),
        is_automatic: !reply.is_by_person,
        files: reply.files.iter().map(LetterFile::of).collect(),
        reply_to,
    };
    let body = serde_json::to_string(&letter).map_err(|error| error.to_string())?;
    Ok(Call {
        channel: Channel::Email,
        home: "",
        path: "/".to_owned(),
        headers: Vec::new(),
        body,
    })
}

impl LetterFile {
    fn of(file: &SentFile) -> Self {
        Self {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            data: STANDARD.encode(&file.bytes),
        }
    }

    /// Its bytes. None where they are not what a letter of ours has.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.data).ok()
    }
}

fn subject(of: &str) -> String {
    let is_answer = of
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    match of {
        "" => "Your message".to_owned(),
        of if is_answer => of.to_owned(),
        of => format!("Re: {of}"),
    }
}

/// A text in one line, and no longer than that: what stands over a letter must not begin another line there.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(most).collect()
}

//! Answers to customers' mail: from the address that they wrote to, in their thread.

use handoff::{
    channel::{Letter, LetterFile},
    clock::Instant,
};
use lettre::{
    Message,
    address::Envelope,
    message::{
        Attachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::{Mailer, as_read, in_lines};
use crate::delivery::Outcome;

impl Mailer {
    /// Sends an answer once. It has the same name on every attempt.
    pub async fn send_letter(&self, letter: &Letter, at: Instant) -> Outcome {
        match written(letter, at) {
            Ok(message) => self.carry(message, &letter.message_id).await,
            Err(why) => Outcome::never(format!("It cannot be sent: {why}.")),
        }
    }
}

/// A file as a part of a letter.
fn attached(file: &LetterFile) -> Result<SinglePart, String> {
    let bytes = file
        .bytes()
        .ok_or_else(|| format!("“{}” cannot be read", file.name))?;
    let kind = ContentType::parse(&file.media_type).map_err(|error| error.to_string())?;
    // In base64 also what would do without, so that no server on the way takes it for lines of text.
    let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64);
    let body = body.map_err(|_| format!("“{}” cannot be written", file.name))?;
    Ok(Attachment::new(file.name.clone()).body(body, kind))
}

fn written(letter: &Letter, at: Instant) -> Result<Message, String> {
    let mailbox = |text: &str| {
        text.parse::<Mailbox>()
            .map_err(|_| format!("“{text}” is not an address"))
    };
    // What does not arrive is reported to the address that we signed, so that it is known what it was.
    let envelope = Envelope::new(
        Some(mailbox(&letter.reply_to)?.email),
        vec![mailbox(&letter.to)?.email],
    );
    let envelope = envelope.map_err(|error| error.to_string())?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .reply_to(mailbox(&letter.reply_to)?)
        .subject(as_read(&letter.subject))
        .date(at.into())
        .message_id(Some(format!("<{}>", letter.message_id)));
    if let Some(last) = letter.references.last() {
        let all: Vec<String> = letter
            .references
            .iter()
            .map(|id| format!("<{id}>"))
            .collect();
        builder = builder
            .in_reply_to(format!("<{last}>"))
            .references(all.join(" "));
    }
    let text = SinglePart::plain(in_lines(&letter.text));
    let built = if letter.files.is_empty() {
        builder.singlepart(text)
    } else {
        let mut parts = MultiPart::mixed().singlepart(text);
        for file in &letter.files {
            parts = parts.singlepart(attached(file)?);
        }
        builder.multipart(parts)
    };
    let mut message = built.map_err(|error| error.to_string())?;
    let mut say = |name: &'static str, value: &str| {
        let name = HeaderName::new_from_ascii_str(name);
        let value = HeaderValue::new(name, value.to_owned());
        message.headers_mut().insert_raw(value);
    };
    say(Letter::MARK, &letter.thread);
    if letter.is_automatic {
        // Machines leave the answers of machines alone.
        say("Auto-Submitted", "auto-replied");
    }
    Ok(message)
}

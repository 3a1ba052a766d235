//! E-mail that leaves: to a mail server, or, while none is set up, into a folder on disk. One attempt each;
//! trying again is the deliveries' business.

mod folder;
mod letter;
mod settings;
mod smtp;

use handoff::{clock::Instant, delivery::email::Mail};
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};

use crate::delivery::Outcome;
pub use settings::{MailSettings, MailWay, Password, Security, SmtpSettings};
use smtp::Smtp;

/// Mail cannot be sent from here.
#[derive(Debug, thiserror::Error)]
#[error("E-mail cannot be sent from here: {0}.")]
pub struct MailError(String);

/// Sends mails as it was set up.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(Smtp),
    Folder(std::path::PathBuf),
}

impl Mailer {
    /// A sender as it was set up. `host` is the deployment's own.
    pub fn new(settings: &MailSettings, host: &str) -> Result<Self, MailError> {
        let from = match &settings.from {
            Some(from) => from.clone(),
            // A number is no place that mails can be from.
            None if host.parse::<std::net::IpAddr>().is_ok() => {
                "Handoff <handoff@localhost>".into()
            }
            None => format!("Handoff <handoff@{host}>"),
        };
        let from = from.parse().map_err(|_| {
            MailError(format!(
                "“{from}” is not a sender. Write HANDOFF_SMTP_FROM as Support <support@example.com>"
            ))
        })?;
        let way = match &settings.way {
            MailWay::Smtp(smtp) => Way::Smtp(Smtp::new(smtp, hello(host))?),
            MailWay::Folder(folder) => Way::Folder(folder.clone()),
        };
        Ok(Self { from, way })
    }

    /// Sends a mail once. `key` is the same on every attempt.
    pub async fn send(&self, mail: &Mail, key: &str, at: Instant) -> Outcome {
        let message = match self.message(mail, at) {
            Ok(message) => message,
            Err(why) => return Outcome::never(format!("It cannot be sent: {why}.")),
        };
        self.carry(message, key).await
    }

    /// Hands a mail over as it is set up.
    async fn carry(&self, message: Message, key: &str) -> Outcome {
        let sent = String::from_utf8_lossy(&message.formatted()).into_owned();
        let outcome = match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Folder(folder) => folder::keep(folder, key, sent.as_bytes()).await,
        };
        Outcome { sent, ..outcome }
    }

    fn message(&self, mail: &Mail, at: Instant) -> Result<Message, String> {
        let to: Mailbox = mail
            .to
            .parse()
            .map_err(|_| format!("“{}” is not an address", mail.to))?;
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(as_read(&mail.subject))
            .date(at.into())
            .message_id(Some(format!("<{}>", mail.message_id)))
            // Who answers mails by machine leaves this one alone.
            .header(AutoSubmitted);
        if let Some(first) = &mail.in_reply_to {
            builder = builder
                .in_reply_to(format!("<{first}>"))
                .references(format!("<{first}>"));
        }
        let parts = MultiPart::alternative_plain_html(in_lines(&mail.text), in_lines(&mail.html));
        builder.multipart(parts).map_err(|error| error.to_string())
    }
}

/// A subject that whoever reads it sees as it is: readers take “=?” for the beginning of something to decode, which
/// could then be anything.
fn as_read(subject: &str) -> String {
    subject.replace("=?", "= ?")
}

/// A text as mails may have it: control characters are none of its letters, and some servers refuse them.
fn in_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'))
        .collect()
}

/// A host as it introduces itself to a mail server: a number stands in brackets.
fn hello(host: &str) -> String {
    match host.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(number)) => format!("[{number}]"),
        Ok(std::net::IpAddr::V6(number)) => format!("[IPv6:{number}]"),
        Err(_) => host.to_owned(),
    }
}

#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

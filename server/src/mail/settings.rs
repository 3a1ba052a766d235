//! What sending e-mail is set up with.

use std::{fmt, path::PathBuf, time::Duration};

/// What sending e-mail is set up with.
#[derive(Debug, Clone)]
pub struct MailSettings {
    pub way: MailWay,
    /// Who mails are from, such as `Support <support@example.com>`.
    pub from: Option<String>,
}

impl MailSettings {
    /// Where e-mail goes, as people are told.
    #[must_use]
    pub fn for_people(&self) -> app::site::MailWay {
        match &self.way {
            MailWay::Smtp(smtp) => {
                app::site::MailWay::Server(format!("{}:{}", smtp.host, smtp.port))
            }
            MailWay::Folder(folder) => app::site::MailWay::Folder(folder.display().to_string()),
        }
    }
}

/// Where mails go.
#[derive(Debug, Clone)]
pub enum MailWay {
    /// To a mail server, which brings them further.
    Smtp(SmtpSettings),
    /// Into a folder, while no mail server is set up.
    Folder(PathBuf),
}

/// The mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// The user's name and password, where it wants one.
    pub login: Option<(String, Password)>,
    /// How long one mail may take.
    pub time_out: Duration,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Begun in the clear and encrypted before anything is said; usually port 587.
    StartTls,
    /// Encrypted from the first byte; usually port 465.
    Tls,
    /// Not at all: for a server on the same machine.
    None,
}

impl Security {
    /// The way of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "starttls" => Some(Self::StartTls),
            "tls" => Some(Self::Tls),
            "none" => Some(Self::None),
            _ => None,
        }
    }

    /// The port where servers usually speak like this.
    #[must_use]
    pub const fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A password. It does not end up in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

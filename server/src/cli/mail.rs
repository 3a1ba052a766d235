//! Where e-mail goes: flags before environment before `handoff.toml`. The mail server's password comes from
//! the environment or a file, never by flag: flags are seen by everybody on the machine.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use serde::Deserialize;

use super::{Failure, secret::Secret, settings::first};
use crate::mail::{MailSettings, MailWay, Password, Security, SmtpSettings};

/// How long one mail may take: mail servers look things up while one waits.
const TIME_OUT: Duration = Duration::from_secs(20);

const PASSWORD: Secret = Secret {
    what: "The mail server's password",
    variable: "HANDOFF_SMTP_PASSWORD",
};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct MailFlags {
    #[arg(
        long = "smtp-host",
        env = "HANDOFF_SMTP_HOST",
        value_name = "HOST",
        help = "The mail server that e-mail goes to [default: none, mails are put into a folder beside the database] (its password: HANDOFF_SMTP_PASSWORD)"
    )]
    host: Option<String>,
    #[arg(
        long = "smtp-port",
        env = "HANDOFF_SMTP_PORT",
        value_name = "PORT",
        help = "Its port [default: 587, or 465 with tls, or 25 with none]"
    )]
    port: Option<String>,
    #[arg(
        long = "smtp-security",
        env = "HANDOFF_SMTP_SECURITY",
        value_name = "HOW",
        help = "How the connection is protected: starttls, tls or none [default: starttls]"
    )]
    security: Option<String>,
    #[arg(
        long = "smtp-user",
        env = "HANDOFF_SMTP_USER",
        value_name = "NAME",
        help = "The user's name at the mail server"
    )]
    user: Option<String>,
    #[arg(
        long = "smtp-from",
        env = "HANDOFF_SMTP_FROM",
        value_name = "SENDER",
        help = "Who mails are from, such as \"Support <support@example.com>\""
    )]
    from: Option<String>,
    #[arg(
        long = "mailbox",
        env = "HANDOFF_MAILBOX",
        value_name = "FOLDER",
        help = "Where mails are put while there is no mail server [default: handoff-mail beside the database]"
    )]
    mailbox: Option<String>,
}

/// The part `[smtp]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MailFile {
    host: Option<String>,
    port: Option<u16>,
    security: Option<String>,
    user: Option<String>,
    password: Option<String>,
    password_file: Option<String>,
    from: Option<String>,
    mailbox: Option<String>,
}

impl MailFlags {
    /// The flags and the environment over the file; without a mail server, a folder: the one that is named,
    /// or the one beside the database.
    pub(super) fn over(&self, file: MailFile, beside: PathBuf) -> Result<MailSettings, Failure> {
        let from = first(self.from.as_ref(), file.from);
        let Some(host) = first(self.host.as_ref(), file.host) else {
            let folder = first(self.mailbox.as_ref(), file.mailbox);
            let way = MailWay::Folder(folder.map_or(beside, PathBuf::from));
            return Ok(MailSettings { way, from });
        };
        let security = first(self.security.as_ref(), file.security);
        let security = security.as_deref().unwrap_or("starttls");
        let security = Security::parse(security).ok_or_else(|| {
            let said = format!(
                "“{security}” is not how a mail server is spoken to. Use starttls, tls or none."
            );
            Failure::usage(said)
        })?;
        let port = match first(self.port.as_ref(), None) {
            Some(port) => port.trim().parse().map_err(|_| {
                Failure::usage(format!(
                    "“{port}” is not a port. Use a number from 1 to 65535."
                ))
            })?,
            None => file.port.unwrap_or(security.port()),
        };
        let password = PASSWORD.given(file.password, file.password_file)?;
        let password = password.map(|password| Password(password.trim().to_owned()));
        let login = match (first(self.user.as_ref(), file.user), password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => {
                return Err(Failure::usage(
                    "There is a user at the mail server but no password. Set HANDOFF_SMTP_PASSWORD or HANDOFF_SMTP_PASSWORD_FILE too.",
                ));
            }
            (None, Some(_)) => {
                return Err(Failure::usage(
                    "There is a password for the mail server but no user. Set HANDOFF_SMTP_USER too.",
                ));
            }
        };
        Ok(MailSettings {
            way: MailWay::Smtp(SmtpSettings {
                host,
                port,
                security,
                login,
                time_out: TIME_OUT,
            }),
            from,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(flags: &MailFlags, file: &str) -> Result<MailSettings, Failure> {
        flags.over(toml::from_str(file).unwrap(), PathBuf::from("beside"))
    }

    #[test]
    fn without_a_mail_server_mails_go_into_a_folder_beside_the_database() {
        let MailWay::Folder(folder) = resolved(&MailFlags::default(), "").unwrap().way else {
            panic!("no server was named");
        };
        assert_eq!(folder, PathBuf::from("beside"));
        let named = MailFlags {
            mailbox: Some("elsewhere".into()),
            ..MailFlags::default()
        };
        let settings = resolved(&named, "mailbox = \"in the file\"").unwrap();
        assert!(matches!(settings.way, MailWay::Folder(folder) if folder.ends_with("elsewhere")));
    }

    #[test]
    fn the_port_follows_how_the_server_is_spoken_to() {
        for (security, port) in [
            ("", 587),
            ("security = \"tls\"", 465),
            ("security = \"none\"", 25),
        ] {
            let settings = resolved(
                &MailFlags::default(),
                &format!("host = \"mail.example.com\"\n{security}"),
            );
            let MailWay::Smtp(smtp) = settings.unwrap().way else {
                panic!("a server was named");
            };
            assert_eq!(smtp.port, port);
        }
    }

    #[test]
    fn half_a_login_and_an_unknown_protection_are_refused() {
        for file in [
            "host = \"mail.example.com\"\nuser = \"desk\"",
            "host = \"mail.example.com\"\npassword = \"secret\"",
            "host = \"mail.example.com\"\nsecurity = \"ssl\"",
        ] {
            assert!(resolved(&MailFlags::default(), file).is_err(), "{file}");
        }
        let settings = resolved(
            &MailFlags::default(),
            "host = \"mail.example.com\"\nuser = \"desk\"\npassword = \"secret\"",
        );
        assert!(!format!("{settings:?}").contains("secret"));
    }
}

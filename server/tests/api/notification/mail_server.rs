//! A mail server on loopback that does with each mail what it is told to.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use server::mail::{MailSettings, MailWay, Mailer, Password, Security, SmtpSettings};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server does with the next mail.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// What it answers to the address of whoever should get it.
    Recipient(&'static str),
    /// What it answers after the whole mail.
    Mail(&'static str),
    /// It takes the mail and never says so.
    Silence,
}

#[derive(Clone, Default)]
pub(crate) struct MailServer {
    inside: Arc<Mutex<Inside>>,
    port: u16,
}

#[derive(Default)]
struct Inside {
    acts: VecDeque<Act>,
    arrived: Vec<Arrived>,
    logins: Vec<String>,
}

/// A mail that arrived whole, taken or not.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) to: String,
    pub(crate) source: String,
}

impl Arrived {
    /// A header's value, unfolded; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> String {
        let (head, _) = self.source.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let prefix = format!("{}:", name.to_lowercase());
        let mut lines = unfolded.lines();
        let line = lines.find(|line| line.to_lowercase().starts_with(&prefix));
        line.map_or_else(String::new, |line| line[prefix.len()..].trim().to_owned())
    }
}

impl MailServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            ..Self::default()
        };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.talk(stream).await });
            }
        });
        server
    }

    /// What it does with the next mails, in order; after that it takes them.
    pub(crate) fn then(&self, acts: impl IntoIterator<Item = Act>) {
        self.inside.lock().unwrap().acts.extend(acts);
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.inside.lock().unwrap().arrived.clone()
    }

    /// The addresses of everything that arrived, sorted.
    pub(crate) fn recipients(&self) -> Vec<String> {
        let mut all: Vec<_> = self.arrived().into_iter().map(|mail| mail.to).collect();
        all.sort();
        all
    }

    pub(crate) fn logins(&self) -> Vec<String> {
        self.inside.lock().unwrap().logins.clone()
    }

    /// A sender that speaks to this server and is in a hurry.
    pub(crate) fn mailer(&self, login: Option<(&str, &str)>) -> Mailer {
        let smtp = SmtpSettings {
            host: "127.0.0.1".into(),
            port: self.port,
            security: Security::None,
            login: login.map(|(user, password)| (user.into(), Password(password.into()))),
            time_out: Duration::from_millis(400),
        };
        let settings = MailSettings {
            way: MailWay::Smtp(smtp),
            from: Some("Desk <desk@example.com>".into()),
        };
        Mailer::new(&settings, "desk.example.com").unwrap()
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let (mut to, mut act) = (String::new(), None);
        write
            .write_all(b"220 mail.example.com ready\r\n")
            .await
            .ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let verb = line.split([' ', ':']).next()?.to_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-mail.example.com\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "AUTH" => {
                    self.inside.lock().unwrap().logins.push(line.clone());
                    if line.ends_with("AGRlc2sAcmlnaHQ=") {
                        "235 welcome"
                    } else {
                        "535 who are you"
                    }
                }
                "MAIL" => {
                    act = self.inside.lock().unwrap().acts.pop_front();
                    "250 ok"
                }
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1)?.to_owned();
                    match act {
                        Some(Act::Recipient(said)) => said,
                        _ => "250 ok",
                    }
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut source = String::new();
                    while let Some(line) = lines.next_line().await.ok()? {
                        if line == "." {
                            break;
                        }
                        source += line.strip_prefix('.').unwrap_or(&line);
                        source += "\r\n";
                    }
                    let mail = Arrived {
                        to: to.clone(),
                        source,
                    };
                    self.inside.lock().unwrap().arrived.push(mail);
                    match act {
                        Some(Act::Mail(said)) => said,
                        Some(Act::Silence) => {
                            tokio::time::sleep(Duration::from_secs(5)).await;
                            return None;
                        }
                        _ => "250 taken",
                    }
                }
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            write
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .ok()?;
        }
        None
    }
}

//! A small mail server on loopback, which speaks as RFC 3501 says and fails as it is told to.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

pub(super) const PASSWORD: &str = "pass \"word\" 1";

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It takes the connection and says nothing.
    Hangs,
    /// It hangs up in the middle of this letter.
    Cuts(u32),
    /// It answers NO when it is asked which letters there are.
    Refuses,
    /// It answers NO when it is asked for this letter.
    Keeps(u32),
}

#[derive(Default)]
pub(super) struct Inside {
    pub(super) validity: u32,
    pub(super) letters: Vec<(u32, String)>,
    pub(super) seen: BTreeSet<u32>,
    fetched: Vec<u32>,
    pub(super) fault: Option<Fault>,
    logins: u32,
}

impl Inside {
    /// What it says of a letter, and whether it hangs up then.
    fn fetch(&mut self, tag: &str, rest: &str) -> (Vec<u8>, bool) {
        let number: u32 = rest.split(' ').next().unwrap().parse().unwrap();
        if self.fault == Some(Fault::Keeps(number)) {
            return (format!("{tag} NO Server busy\r\n").into_bytes(), false);
        }
        let place = self.letters.iter().position(|(one, _)| *one == number);
        let place = place.unwrap();
        let letter = self.letters[place].1.clone();
        let (at, size) = (place + 1, letter.len());
        let done = |said: String| (format!("{said}{tag} OK done\r\n").into_bytes(), false);
        if rest.contains("RFC822.SIZE") {
            let said = format!("* {at} FETCH (UID {number} RFC822.SIZE {size})\r\n");
            return done(said);
        }
        assert!(
            rest.contains("BODY.PEEK[]"),
            "nothing else leaves it unseen"
        );
        self.fetched.push(number);
        let whole = format!("* {at} FETCH (UID {number} BODY[] {{{size}}}\r\n{letter})\r\n");
        if self.fault == Some(Fault::Cuts(number)) {
            return (whole.as_bytes()[..whole.len() - size / 2].to_vec(), true);
        }
        done(whole)
    }
}

/// A mail server with one mailbox.
#[derive(Clone, Default)]
pub(super) struct Imap(pub(super) Arc<Mutex<Inside>>);

impl Imap {
    pub(super) async fn start() -> (Self, u16) {
        Self::start_with(None).await
    }

    /// One that wants TLS first, if it is given what to answer with.
    pub(super) async fn start_with(tls: Option<TlsAcceptor>) -> (Self, u16) {
        let imap = Self::default();
        imap.0.lock().unwrap().validity = 7;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = imap.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (imap, tls) = (serving.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => imap.talk(tls.accept(stream).await.ok()?).await,
                        None => imap.talk(stream).await,
                    }
                });
            }
        });
        (imap, port)
    }

    pub(super) fn put(&self, number: u32, letter: String) {
        self.0.lock().unwrap().letters.push((number, letter));
    }

    pub(super) fn fails(&self, fault: Option<Fault>) {
        self.0.lock().unwrap().fault = fault;
    }

    pub(super) fn seen(&self) -> Vec<u32> {
        self.0.lock().unwrap().seen.iter().copied().collect()
    }

    pub(super) fn fetched(&self) -> Vec<u32> {
        std::mem::take(&mut self.0.lock().unwrap().fetched)
    }

    /// How often it was told a password.
    pub(super) fn logins(&self) -> u32 {
        self.0.lock().unwrap().logins
    }

    async fn talk(&self, stream: impl AsyncRead + AsyncWrite) -> Option<()> {
        let (reading, mut writing) = tokio::io::split(stream);
        let mut lines = BufReader::new(reading).lines();
        if self.0.lock().unwrap().fault == Some(Fault::Hangs) {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        writing.write_all(b"* OK ready\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let (tag, command) = line.split_once(' ')?;
            let (answer, is_cut) = self.answer(tag, command);
            writing.write_all(&answer).await.ok()?;
            if is_cut || command == "LOGOUT" {
                return None;
            }
        }
        None
    }

    /// What it says to a command, and whether it hangs up then.
    fn answer(&self, tag: &str, command: &str) -> (Vec<u8>, bool) {
        let mut inside = self.0.lock().unwrap();
        let done = |said: String| (format!("{said}{tag} OK done\r\n").into_bytes(), false);
        if let Some(login) = command.strip_prefix("LOGIN ") {
            inside.logins += 1;
            let right = r#""zoe" "pass \"word\" 1""#;
            if login == right {
                return done(String::new());
            }
            let no = format!("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n");
            return (no.into_bytes(), false);
        }
        if command.starts_with("SELECT") {
            let next = inside.letters.last().map_or(1, |(number, _)| number + 1);
            let (count, validity) = (inside.letters.len(), inside.validity);
            return done(format!(
                "* FLAGS (\\Seen)\r\n* {count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {validity}] x\r\n* OK [UIDNEXT {next}] x\r\n"
            ));
        }
        if command.starts_with("UID SEARCH ") && inside.fault == Some(Fault::Refuses) {
            return (format!("{tag} NO Server busy\r\n").into_bytes(), false);
        }
        if let Some(wanted) = command.strip_prefix("UID SEARCH ") {
            let range = wanted.strip_prefix("UID ").and_then(|range| {
                let first = range.strip_suffix(":*")?;
                first.parse::<u32>().ok()
            });
            let newest = inside.letters.last().map(|(number, _)| *number);
            let found = inside.letters.iter().filter(|(number, _)| match range {
                // “*” is the newest, also where that is older.
                Some(first) => *number >= first || Some(*number) == newest,
                None => !inside.seen.contains(number),
            });
            let found: Vec<String> = found.map(|(number, _)| format!(" {number}")).collect();
            let found = found.concat();
            return done(format!("* SEARCH{found}\r\n"));
        }
        if let Some(rest) = command.strip_prefix("UID STORE ") {
            let number = rest.split(' ').next().unwrap().parse().unwrap();
            assert!(rest.ends_with("+FLAGS.SILENT (\\Seen)"), "{rest}");
            inside.seen.insert(number);
            return done(String::new());
        }
        if let Some(rest) = command.strip_prefix("UID FETCH ") {
            return inside.fetch(tag, rest);
        }
        if command == "NOOP" {
            return done(String::new());
        }
        if command == "LOGOUT" {
            return done("* BYE\r\n".to_owned());
        }
        (format!("{tag} BAD unknown\r\n").into_bytes(), false)
    }
}

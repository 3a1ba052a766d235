//! E-mail from a mailbox: a small mail server on loopback, which speaks as RFC 3501 says and fails as it is told to.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::TimeDelta;
use handoff::{channel::Channel, store::Mailbox};
use server::{
    channel::{MailboxSettings, look_into_mailboxes},
    outgoing::Reach,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{
    channel_of, connect, conversations,
    email::{KEY, connected, letter},
};
use crate::support::TestServer;

const PASSWORD: &str = "pass \"word\" 1";

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// It takes the connection and says nothing.
    Hangs,
    /// It hangs up in the middle of this letter.
    Cuts(u32),
}

#[derive(Default)]
struct Inside {
    validity: u32,
    letters: Vec<(u32, String)>,
    seen: BTreeSet<u32>,
    fetched: Vec<u32>,
    fault: Option<Fault>,
}

/// A mail server with one mailbox.
#[derive(Clone, Default)]
struct Imap(Arc<Mutex<Inside>>);

impl Imap {
    async fn start() -> (Self, String) {
        let imap = Self::default();
        imap.0.lock().unwrap().validity = 7;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap().to_string();
        let serving = imap.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let imap = serving.clone();
                tokio::spawn(async move { imap.talk(stream).await });
            }
        });
        (imap, at)
    }

    fn put(&self, number: u32, letter: String) {
        self.0.lock().unwrap().letters.push((number, letter));
    }

    fn fails(&self, fault: Option<Fault>) {
        self.0.lock().unwrap().fault = fault;
    }

    fn seen(&self) -> Vec<u32> {
        self.0.lock().unwrap().seen.iter().copied().collect()
    }

    fn fetched(&self) -> Vec<u32> {
        std::mem::take(&mut self.0.lock().unwrap().fetched)
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (reading, mut writing) = stream.into_split();
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
            let number: u32 = rest.split(' ').next().unwrap().parse().unwrap();
            let place = inside.letters.iter().position(|(one, _)| *one == number);
            let place = place.unwrap();
            let letter = inside.letters[place].1.clone();
            let (at, size) = (place + 1, letter.len());
            if rest.contains("RFC822.SIZE") {
                return done(format!(
                    "* {at} FETCH (UID {number} RFC822.SIZE {size})\r\n"
                ));
            }
            assert!(
                rest.contains("BODY.PEEK[]"),
                "nothing else leaves it unseen"
            );
            inside.fetched.push(number);
            if inside.fault == Some(Fault::Cuts(number)) {
                let half = &letter[..size / 2];
                let half = format!("* {at} FETCH (UID {number} BODY[] {{{size}}}\r\n{half}");
                return (half.into_bytes(), true);
            }
            return done(format!(
                "* {at} FETCH (UID {number} BODY[] {{{size}}}\r\n{letter})\r\n"
            ));
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

struct Reading {
    server: TestServer,
    imap: Imap,
    at: String,
    _folder: tempfile::TempDir,
}

impl Reading {
    async fn start() -> Self {
        let (server, folder) = connected().await;
        let (imap, at) = Imap::start().await;
        let reading = Self {
            server,
            imap,
            at,
            _folder: folder,
        };
        reading.password(PASSWORD).await;
        reading
    }

    async fn password(&self, password: &str) {
        let fields = [
            ("address", "support@example.com"),
            ("key", KEY),
            ("imap_server", &self.at),
            ("imap_user", "zoe"),
            ("imap_password", password),
        ];
        connect(&self.server, Channel::Email, &fields).await;
    }

    /// Looks so many seconds later, and says how many letters were read.
    async fn look(&self, seconds: i64) -> usize {
        // Short where that is what is tried; long enough for a busy machine everywhere else.
        let is_hanging = self.imap.0.lock().unwrap().fault == Some(Fault::Hangs);
        let patience = Duration::from_millis(if is_hanging { 400 } else { 15_000 });
        let settings = MailboxSettings {
            reach: Reach(vec!["127.0.0.1".parse().unwrap()]),
            patience,
        };
        let later = self.server.desk.now() + TimeDelta::seconds(seconds);
        self.server.clock.set(later);
        let looked = look_into_mailboxes(&self.server.desk, &settings).await;
        looked.unwrap()
    }

    async fn mailbox(&self) -> Mailbox {
        let channel = channel_of(&self.server, Channel::Email).await;
        let found = self.server.desk.store.mailbox(channel.id).await.unwrap();
        found.unwrap()
    }

    async fn error(&self) -> Option<String> {
        self.mailbox().await.last_error.map(|(error, _)| error)
    }

    async fn heard(&self) -> usize {
        conversations(&self.server).await.len()
    }
}

fn mail(number: u32) -> String {
    letter(&format!("m{number}"), "support@example.com", "Hello there")
}

#[tokio::test]
async fn each_letter_of_a_mailbox_is_read_once_and_marked_as_seen() {
    let reading = Reading::start().await;
    for number in [3, 5, 9] {
        reading.imap.put(number, mail(number));
    }
    // Somebody read that one before this program came.
    reading.imap.0.lock().unwrap().seen.insert(3);
    assert_eq!(reading.look(0).await, 2);
    assert_eq!(
        (reading.heard().await, reading.imap.seen()),
        (2, vec![3, 5, 9])
    );
    assert_eq!(reading.imap.fetched(), [5, 9]);
    assert_eq!(reading.look(5).await, 0, "it is not due");
    assert_eq!(reading.look(30).await, 0);
    assert!(reading.imap.fetched().is_empty());
    reading.imap.put(11, mail(11));
    // A colleague looked at it before we did: it is read all the same.
    reading.imap.0.lock().unwrap().seen.insert(11);
    assert_eq!(reading.look(30).await, 1);
    assert_eq!(reading.heard().await, 3);
    let mailbox = reading.mailbox().await;
    assert_eq!((mailbox.uid_validity, mailbox.uid_read), (7, 11));
    // The server numbers anew: what was seen is not read again, and nothing is heard twice.
    {
        let mut inside = reading.imap.0.lock().unwrap();
        inside.validity = 8;
        inside.seen.clear();
        inside.letters = vec![(1, mail(11)), (2, mail(12))];
    }
    assert_eq!(reading.look(30).await, 2);
    assert_eq!(reading.heard().await, 4);
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_middle_loses_nothing_and_repeats_nothing() {
    let reading = Reading::start().await;
    assert_eq!(reading.look(0).await, 0);
    for number in 1..=4 {
        reading.imap.put(number, mail(number));
    }
    reading.imap.fails(Some(Fault::Cuts(3)));
    assert_eq!(reading.look(30).await, 2);
    let error = reading.error().await.unwrap();
    assert!(error.contains("broke"), "{error}");
    assert_eq!(reading.mailbox().await.uid_read, 2);
    reading.imap.fails(None);
    reading.imap.fetched();
    assert_eq!(reading.look(10).await, 0, "it is left alone for a while");
    assert_eq!(reading.look(60).await, 2);
    assert_eq!(reading.imap.fetched(), [3, 4]);
    assert_eq!((reading.heard().await, reading.error().await), (4, None));
}

#[tokio::test]
async fn a_wrong_password_and_a_server_that_hangs_are_said_and_left_alone_for_longer() {
    let reading = Reading::start().await;
    reading.imap.put(1, mail(1));
    reading.password("wrong").await;
    assert_eq!(reading.look(0).await, 0);
    let error = reading.error().await.unwrap();
    assert!(error.contains("does not accept"), "{error}");
    assert!(!error.contains("wrong"));
    let first = reading.mailbox().await.due_at - reading.server.desk.now();
    reading.look(60).await;
    let second = reading.mailbox().await.due_at - reading.server.desk.now();
    assert!(second > first, "{first} {second}");
    reading.password(PASSWORD).await;
    reading.imap.fails(Some(Fault::Hangs));
    reading.look(600).await;
    let error = reading.error().await.unwrap();
    assert!(error.contains("took too long"), "{error}");
    reading.imap.fails(None);
    assert_eq!(reading.look(3600).await, 1);
    assert_eq!((reading.heard().await, reading.error().await), (1, None));
}

#[tokio::test]
async fn a_mailbox_in_a_private_network_is_not_reached_unless_whoever_runs_this_says_so() {
    let reading = Reading::start().await;
    let settings = MailboxSettings {
        reach: Reach::default(),
        patience: Duration::from_millis(400),
    };
    let looked = look_into_mailboxes(&reading.server.desk, &settings).await;
    assert_eq!(looked.unwrap(), 0);
    let error = reading.error().await.unwrap();
    assert!(error.contains("private network"), "{error}");
}

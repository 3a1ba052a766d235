//! E-mail from a mailbox on a mail server.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use handoff::{channel::Channel, store::Mailbox};
use rustls::{ClientConfig, RootCertStore, ServerConfig, pki_types::PrivateKeyDer};
use server::{
    channel::{MailboxSettings, Tls, look_into_mailboxes},
    outgoing::Reach,
};
use tokio_rustls::TlsAcceptor;

use super::{
    channel_of, connect, conversations,
    email::{KEY, connected, letter},
    imap::{Fault, Imap, PASSWORD},
};
use crate::support::TestServer;

struct Reading {
    server: TestServer,
    imap: Imap,
    at: String,
    tls: Tls,
    _folder: tempfile::TempDir,
}

impl Reading {
    async fn start() -> Self {
        let (imap, port) = Imap::start().await;
        Self::of(imap, format!("127.0.0.1:{port}"), Tls::Usual).await
    }

    async fn of(imap: Imap, at: String, tls: Tls) -> Self {
        let (server, folder) = connected().await;
        let reading = Self {
            server,
            imap,
            at,
            tls,
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
            reach: Reach(vec!["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()]),
            patience,
            tls: self.tls.clone(),
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
        tls: Tls::Usual,
    };
    let looked = look_into_mailboxes(&reading.server.desk, &settings).await;
    assert_eq!(looked.unwrap(), 0);
    let error = reading.error().await.unwrap();
    assert!(error.contains("private network"), "{error}");
}

#[tokio::test]
async fn a_mail_server_that_refuses_what_it_is_asked_is_asked_again_and_nothing_is_lost() {
    let reading = Reading::start().await;
    reading.imap.put(1, mail(1));
    reading.imap.fails(Some(Fault::Refuses));
    assert_eq!(reading.look(0).await, 0);
    let error = reading.error().await.unwrap();
    assert!(error.contains("refused what it was asked"), "{error}");
    // A letter that is not given now is not passed over either.
    reading.imap.fails(Some(Fault::Keeps(1)));
    assert_eq!(reading.look(60).await, 0);
    let error = reading.error().await.unwrap();
    assert!(error.contains("refused what it was asked"), "{error}");
    reading.imap.fails(None);
    assert_eq!(reading.look(600).await, 1);
    assert_eq!((reading.heard().await, reading.error().await), (1, None));
}

/// A mailbox behind TLS, with a certificate for that name; a client that trusts it, and one that does not.
async fn sealed(name: &str) -> (Imap, u16, [Tls; 2]) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let (own, key) = (made.cert.der().clone(), made.signing_key.serialize_der());
    let key = PrivateKeyDer::Pkcs8(key.into());
    let provider = || Arc::new(rustls::crypto::ring::default_provider());
    let serving = ServerConfig::builder_with_provider(provider());
    let serving = serving.with_safe_default_protocol_versions().unwrap();
    let serving = serving.with_no_client_auth();
    let serving = serving.with_single_cert(vec![own.clone()], key).unwrap();
    let (imap, port) = Imap::start_with(Some(TlsAcceptor::from(Arc::new(serving)))).await;
    let trusting = |roots: RootCertStore| {
        let client = ClientConfig::builder_with_provider(provider());
        let client = client.with_safe_default_protocol_versions().unwrap();
        let client = client.with_root_certificates(roots);
        Tls::Always(Arc::new(client.with_no_client_auth()))
    };
    let mut roots = RootCertStore::empty();
    roots.add(own).unwrap();
    let clients = [trusting(roots), trusting(RootCertStore::empty())];
    (imap, port, clients)
}

#[tokio::test]
async fn a_mailbox_is_read_over_tls_when_its_certificate_is_for_its_name_and_trusted() {
    let (imap, port, [trusting, wary]) = sealed("localhost").await;
    imap.put(1, mail(1));
    let at = format!("localhost:{port}");
    let reading = Reading::of(imap.clone(), at.clone(), trusting.clone()).await;
    assert_eq!(reading.look(0).await, 1);
    assert_eq!((reading.heard().await, reading.imap.seen()), (1, vec![1]));
    // Whoever does not prove to be that server is not told the password.
    let (plain, plain_port) = Imap::start().await;
    let (other, other_port, [trusting_other, _]) = sealed("imap.example.com").await;
    for (imap, port, tls, why) in [
        (
            imap,
            port,
            wary,
            "its certificate is not trusted (UnknownIssuer)",
        ),
        (
            other,
            other_port,
            trusting_other,
            "its certificate is not trusted (NotValidForName",
        ),
        (
            plain,
            plain_port,
            trusting,
            "does not speak TLS on that port",
        ),
    ] {
        let before = imap.logins();
        let reading = Reading::of(imap.clone(), format!("localhost:{port}"), tls).await;
        assert_eq!(reading.look(0).await, 0);
        let error = reading.error().await.unwrap();
        assert!(error.contains(why), "{error}");
        assert_eq!(imap.logins(), before);
    }
}

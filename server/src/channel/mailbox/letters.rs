//! The talk with a mail server (RFC 3501): which letters there are, what they say, and that they were seen.

use std::{future::Future, time::Duration};

use async_imap::{Client, Session, error::Error};
use futures::TryStreamExt;
use tokio::time::timeout;

use super::{Unread, connect::Line};

/// So many letters are read in one look.
const AT_ONCE: usize = 50;

/// A mailbox that is open.
pub(super) struct Letters {
    session: Session<Box<dyn Line>>,
    patience: Duration,
    /// What names the numbering.
    pub(super) validity: i64,
    /// The number of the newest letter there is.
    pub(super) newest: i64,
}

impl Letters {
    /// Signs in and opens the inbox.
    pub(super) async fn open(
        stream: Box<dyn Line>,
        (user, password): (&str, &str),
        patience: Duration,
    ) -> Result<Self, Unread> {
        let mut client = Client::new(stream);
        let greeted = within(patience, async { Ok(client.read_response().await?) }).await?;
        if greeted.is_none() {
            return Err(Unread::said("The mail server hung up."));
        }
        let signed_in = async {
            let done = client.login(quotable(user)?, quotable(password)?).await;
            done.map_err(|(error, _)| error)
        };
        let mut session = match timeout(patience, signed_in).await {
            Ok(Err(Error::No(_))) => {
                let words = "The mail server does not accept the user name and the password.";
                return Err(Unread::said(words));
            }
            Ok(done) => done.map_err(|error| unread(&error))?,
            Err(_) => return Err(slow()),
        };
        let inbox = within(patience, session.select("INBOX")).await?;
        let Some(validity) = inbox.uid_validity else {
            let words =
                "The mail server does not number letters, so that they cannot be told apart.";
            return Err(Unread::said(words));
        };
        Ok(Self {
            session,
            patience,
            validity: validity.into(),
            newest: inbox.uid_next.map_or(0, |next| i64::from(next) - 1),
        })
    }

    /// The numbers of letters after that one, in order; in a mailbox that is new to us, those that nobody saw.
    pub(super) async fn unread(&mut self, after: Option<i64>) -> Result<Vec<i64>, Unread> {
        let wanted = match after {
            Some(after) => format!("UID {}:*", after + 1),
            None => "UNSEEN".to_owned(),
        };
        let found = within(self.patience, self.session.uid_search(wanted)).await?;
        self.is_there().await?;
        let mut numbers: Vec<i64> = found.into_iter().map(i64::from).collect();
        // “*” is the newest letter, also where that is an older one.
        numbers.retain(|number| after.is_none_or(|after| *number > after));
        numbers.sort_unstable();
        if let Some(newest) = numbers.last() {
            self.newest = self.newest.max(*newest);
        }
        if after.is_some() {
            numbers.truncate(AT_ONCE);
        }
        Ok(numbers)
    }

    /// A letter as it is; none where it is gone, or longer than `most` bytes.
    pub(super) async fn letter(
        &mut self,
        number: i64,
        most: usize,
    ) -> Result<Option<Vec<u8>>, Unread> {
        let size = self.fetched(number, "(UID RFC822.SIZE)").await?;
        let size = size.and_then(|(size, _)| size);
        let fits = |size: u32| usize::try_from(size).is_ok_and(|size| size <= most);
        if !size.is_some_and(fits) {
            tracing::warn!(
                number,
                "a mail is gone, or longer than any that is taken in"
            );
            return Ok(None);
        }
        let whole = self.fetched(number, "(UID BODY.PEEK[])").await?;
        let whole = whole.and_then(|(_, raw)| raw);
        let refused = || Unread::said("The mail server does not give a letter that it has.");
        whole.map(Some).ok_or_else(refused)
    }

    /// Makes sure that the server still answers: what was cut off looks like an answer that is short.
    async fn is_there(&mut self) -> Result<(), Unread> {
        within(self.patience, self.session.noop()).await
    }

    /// Marks a letter as seen.
    pub(super) async fn mark_seen(&mut self, number: i64) -> Result<(), Unread> {
        let patience = self.patience;
        let stored = async {
            let stored = self
                .session
                .uid_store(number.to_string(), "+FLAGS.SILENT (\\Seen)")
                .await?;
            stored.try_collect::<Vec<_>>().await
        };
        within(patience, stored).await?;
        Ok(())
    }

    /// Says goodbye. What the server makes of that is its business.
    pub(super) async fn close(mut self) {
        let _gone = timeout(self.patience, self.session.logout()).await;
    }

    async fn fetched(
        &mut self,
        number: i64,
        what: &str,
    ) -> Result<Option<(Option<u32>, Option<Vec<u8>>)>, Unread> {
        let patience = self.patience;
        let fetching = async {
            let fetched = self.session.uid_fetch(number.to_string(), what).await?;
            fetched.try_collect::<Vec<_>>().await
        };
        let found = within(patience, fetching).await?;
        self.is_there().await?;
        let wanted = u32::try_from(number).ok();
        let found = found.into_iter().find(|one| one.uid == wanted);
        Ok(found.map(|one| (one.size, one.body().map(<[u8]>::to_vec))))
    }
}

/// A word that can be written between quotation marks; line breaks would begin another command.
fn quotable(word: &str) -> Result<&str, Error> {
    if word.chars().any(char::is_control) {
        return Err(Error::Bad("a line break".to_owned()));
    }
    Ok(word)
}

async fn within<T>(
    patience: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Unread> {
    match timeout(patience, step).await {
        Ok(done) => done.map_err(|error| unread(&error)),
        Err(_) => Err(slow()),
    }
}

fn slow() -> Unread {
    Unread::said("The mail server took too long to answer.")
}

fn unread(error: &Error) -> Unread {
    Unread::said(match error {
        Error::No(_) | Error::Bad(_) => "The mail server refused what it was asked.",
        Error::Io(_) | Error::ConnectionLost => "The connection to the mail server broke.",
        _ => "The mail server answered what cannot be read.",
    })
}

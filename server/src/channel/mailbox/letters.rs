//! The talk with a mail server (RFC 3501): which letters there are, what they say, and that they were seen.

use std::{future::Future, time::Duration};

use async_imap::{
    Client, Session,
    error::Error,
    imap_proto::{AttributeValue, MailboxDatum, Response, Status},
};
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
        let mut numbers: Vec<i64> = Vec::new();
        self.ask(format!("UID SEARCH {wanted}"), |said| {
            if let Response::MailboxData(MailboxDatum::Search(found)) = said {
                numbers.extend(found.iter().copied().map(i64::from));
            }
        })
        .await?;
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
        let size = size.and_then(|one| one.size);
        let fits = |size: u32| usize::try_from(size).is_ok_and(|size| size <= most);
        if !size.is_some_and(fits) {
            tracing::warn!(
                number,
                "a mail is gone, or longer than any that is taken in"
            );
            return Ok(None);
        }
        let whole = self.fetched(number, "(UID BODY.PEEK[])").await?;
        let whole = whole.and_then(|one| one.raw);
        let refused = || Unread::said("The mail server does not give a letter that it has.");
        whole.map(Some).ok_or_else(refused)
    }

    /// Marks a letter as seen.
    pub(super) async fn mark_seen(&mut self, number: i64) -> Result<(), Unread> {
        let command = format!("UID STORE {number} +FLAGS.SILENT (\\Seen)");
        self.ask(command, |_| ()).await
    }

    /// Says goodbye. What the server makes of that is its business.
    pub(super) async fn close(mut self) {
        let _gone = timeout(self.patience, self.session.logout()).await;
    }

    /// What the server says of a letter, if it has it.
    async fn fetched(&mut self, number: i64, what: &str) -> Result<Option<Fetched>, Unread> {
        let mut found = None;
        self.ask(format!("UID FETCH {number} {what}"), |said| {
            if let Response::Fetch(_, said) = said {
                let one = Fetched::of(said);
                found = found.take().or((one.number == Some(number)).then_some(one));
            }
        })
        .await?;
        Ok(found)
    }

    /// Has a command done, and looks at all that is said meanwhile. The library takes what was refused, and what was cut
    /// off, for an answer that is short: with it letters would be passed over.
    async fn ask(
        &mut self,
        command: String,
        mut look: impl FnMut(&Response<'_>),
    ) -> Result<(), Unread> {
        let session = &mut self.session;
        let asking = async {
            let asked = session.run_command(command).await?;
            while let Some(said) = session.read_response().await? {
                match said.parsed() {
                    Response::Done { tag, status, .. } if *tag == asked => {
                        return match status {
                            Status::Ok => Ok(()),
                            _ => Err(Error::No(format!("{status:?}"))),
                        };
                    }
                    said => look(said),
                }
            }
            Err(Error::ConnectionLost)
        };
        within(self.patience, asking).await
    }
}

/// What a server says of one letter.
#[derive(Default)]
struct Fetched {
    number: Option<i64>,
    size: Option<u32>,
    raw: Option<Vec<u8>>,
}

impl Fetched {
    fn of(said: &[AttributeValue<'_>]) -> Self {
        let mut one = Self::default();
        for said in said {
            match said {
                AttributeValue::Uid(number) => one.number = Some((*number).into()),
                AttributeValue::Rfc822Size(size) => one.size = Some(*size),
                AttributeValue::BodySection {
                    data: Some(raw), ..
                } => one.raw = Some(raw.to_vec()),
                _ => {}
            }
        }
        one
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

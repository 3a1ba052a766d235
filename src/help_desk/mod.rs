//! WHERE ELSE IT IS WORKED ON: the help desks in which a handoff becomes a ticket.
//!
//! An adapter knows how one vendor is asked and what its answers mean; it is pure. Sending, trying again and
//! keeping what came of it is the same for all of them and is not here. A new one is its file, a `mod` line
//! and a line in [`HELP_DESKS`]: its fields are data, from which the app makes the form.

mod ask;
mod freshdesk;
mod intercom;
mod mask;
mod ticket;
mod zendesk;

pub use ask::{Ask, Made, Method, Told};
pub use mask::{Mask, Part};
pub use ticket::{Known, Line, Ticket};

use crate::channel::{Answer, Field, Settings};

/// Every help desk that can be connected, in the order people are shown them.
pub static HELP_DESKS: [&dyn HelpDesk; 3] = [
    &zendesk::Zendesk,
    &freshdesk::Freshdesk,
    &intercom::Intercom,
];

/// The help desk of that name, if there is one.
///
/// ```
/// use handoff::help_desk::help_desk;
/// assert_eq!(help_desk("freshdesk").unwrap().title(), "Freshdesk");
/// assert!(help_desk("pigeon").is_none());
/// ```
#[must_use]
pub fn help_desk(name: &str) -> Option<&'static dyn HelpDesk> {
    HELP_DESKS.into_iter().find(|desk| desk.name() == name)
}

/// How one vendor is asked for a ticket. Pure: what is known goes in, what is asked comes out.
pub trait HelpDesk: Sync {
    /// The name in addresses and in the database.
    fn name(&self) -> &'static str;

    /// What people call it.
    fn title(&self) -> &'static str;

    /// What becomes of a handoff there, in one sentence.
    fn lede(&self) -> &'static str;

    /// What to do at the vendor, step by step.
    fn steps(&self) -> &'static [&'static str];

    fn fields(&self) -> &'static [Field];

    /// Where tickets go, as people know it, such as `acme.zendesk.com`.
    fn destination(&self, settings: &Settings) -> String;

    /// The request that makes a ticket.
    fn create(&self, ticket: &Ticket, settings: &Settings) -> Ask;

    /// What the answer to [`HelpDesk::create`] means.
    fn made(&self, answer: &Answer, settings: &Settings) -> Told;

    /// The request that asks whether the ticket is there already: an answer may have been lost.
    fn look_up(&self, ticket: &Ticket, settings: &Settings) -> Ask;

    /// The ticket that the answer to [`HelpDesk::look_up`] names, or none; else why nobody can say.
    fn found(
        &self,
        ticket: &Ticket,
        answer: &Answer,
        settings: &Settings,
    ) -> Result<Option<Made>, Told>;
}

/// A name that is a part of an address, such as `acme` in `acme.zendesk.com`.
fn is_label(text: &str) -> Option<&'static str> {
    let is_fine = text.len() <= 63
        && !text.starts_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (!is_fine).then_some("Write only the name before the first dot, in small letters.")
}

/// An address that somebody can be written to, as far as its shape says.
fn is_address(text: &str) -> Option<&'static str> {
    let is_fine = text.split_once('@').is_some_and(|(before, after)| {
        !before.is_empty() && after.contains('.') && !text.contains(char::is_whitespace)
    });
    (!is_fine).then_some("Write an e-mail address, such as team@example.com.")
}

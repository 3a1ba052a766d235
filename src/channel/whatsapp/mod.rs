//! WhatsApp, as Meta's Cloud API has it.
//!
//! Who may bring messages is in `verify`, what they say in `read`; `write` has how answers leave, and what Meta
//! says to that.

mod file;
mod read;
mod verify;
mod write;

use super::{
    Adapter, Answer, Call, Carries, Channel, Fetch, Fetched, Field, Found, Input, Item, Limits,
    Outcome, Reply, Settings, Unreadable, Wire,
};

/// WhatsApp through Meta's Cloud API.
pub(super) struct Whatsapp;

const FIELDS: [Field; 6] = [
    Field::line(
        "phone_number_id",
        "Phone number ID",
        "In Meta’s app dashboard under WhatsApp, API Setup. It is not the number itself.",
    )
    .checked(is_digits),
    Field::secret(
        "app_secret",
        "App secret",
        "Under App settings, Basic. It signs what Meta sends here.",
    ),
    Field::secret(
        "access_token",
        "Access token",
        "A permanent token of a system user that may send WhatsApp messages.",
    ),
    Field::secret(
        "verify_token",
        "Verify token",
        "Any words of your own. Meta is given the same, and repeats them when it asks whether this address is yours.",
    )
    .filled(Input::OwnSecret),
    Field::line(
        "template",
        "Template",
        "An approved template whose body has one variable, {{1}}. It carries your answer when the customer has not written for 24 hours. Without one, nothing can be sent then.",
    )
    .optional()
    .checked(is_template),
    Field::line(
        "template_language",
        "Language of the template",
        "As Meta writes it, such as en or en_US.",
    )
    .optional()
    .checked(is_language),
];

fn is_digits(text: &str) -> Option<&'static str> {
    let is_fine = text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit());
    (!is_fine).then_some("A phone number ID has digits only.")
}

fn is_template(text: &str) -> Option<&'static str> {
    let is_fine = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (!is_fine).then_some("A template’s name has small letters, digits and underscores only.")
}

fn is_language(text: &str) -> Option<&'static str> {
    let is_fine = (2..=7).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    (!is_fine).then_some("Write the language as Meta does, such as en or en_US.")
}

impl Adapter for Whatsapp {
    fn channel(&self) -> Channel {
        Channel::Whatsapp
    }

    fn vendor(&self) -> &'static str {
        "Meta"
    }

    fn lede(&self) -> &'static str {
        "Customers write to your WhatsApp number and are answered in the same thread."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Save here first, so that the verify token is known.",
            "In Meta’s app dashboard open WhatsApp, Configuration, and put the inbound address and the verify token under Webhook.",
            "Subscribe to the field “messages”.",
            "Switch it on here and send a test to a number that has written to you today.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 4096,
            is_plain: true,
            window_hours: Some(24),
        }
    }

    fn carries_files(&self) -> Carries {
        Carries::EachAlone
    }

    fn find_file(&self, name: &str, settings: &Settings) -> Option<Fetch> {
        file::find(name, settings)
    }

    fn found_file(
        &self,
        asked: &Fetch,
        answer: Fetched,
        settings: &Settings,
    ) -> Result<Found, String> {
        file::found(asked, answer, settings)
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some(
            "A number with its country and without signs, such as 15550100123, that has written to you within 24 hours.",
        )
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        verify::is_signed(wire, settings)
    }

    fn handshake(&self, wire: &Wire<'_>, settings: &Settings) -> Option<String> {
        verify::challenge(wire, settings)
    }

    fn parse(&self, wire: &Wire<'_>, settings: &Settings) -> Result<Vec<Item>, Unreadable> {
        read::told(wire, settings)
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        write::call(reply, settings)
    }

    fn read(&self, answer: &Answer) -> Outcome {
        write::outcome(answer)
    }
}

#[cfg(test)]
mod tests;

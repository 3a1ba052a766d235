//! What proves who somebody is: an address that a channel vouches for, or the word of the site they are signed in on.

use crate::channel::{Channel, KnownUser};

/// Something that only one customer of an AI agent can show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// An address on a channel whose vendor says who writes.
    Address(Channel, String),
    /// What the site calls its user, as it signed it.
    SiteUser(String),
    /// An address for letters that they were shown to read.
    Email(String),
}

impl Identity {
    /// What a message proves that came from an address. A letter proves nothing by whom it says it is from, and
    /// whoever calls can show any number.
    ///
    /// ```
    /// use handoff::{channel::Channel, customer::Identity};
    ///
    /// assert!(Identity::heard(Channel::Whatsapp, "+34600111222").is_some());
    /// assert!(Identity::heard(Channel::Email, "ada@example.com").is_none());
    /// ```
    #[must_use]
    pub fn heard(channel: Channel, address: &str) -> Option<Self> {
        matches!(channel, Channel::Whatsapp | Channel::Sms)
            .then(|| Self::Address(channel, address.to_owned()))
    }

    /// What is proven by a letter that came to an address which we signed and sent to `written_to` alone: whoever
    /// answers it from there reads what is sent there.
    #[must_use]
    pub fn answered(written_to: &str, from: &str) -> Option<Self> {
        let (written_to, from) = (email(written_to)?, email(from)?);
        (written_to == from).then_some(Self::Email(from))
    }

    /// What a site proves that signed who is signed in there: its user, and the user's address unless the site says
    /// that nobody checked it.
    #[must_use]
    pub fn of_user(user: &KnownUser) -> Vec<Self> {
        let address = user.email.as_deref().filter(|_| user.is_email_checked);
        let address = address.and_then(email).map(Self::Email);
        [Self::SiteUser(user.id.clone())]
            .into_iter()
            .chain(address)
            .collect()
    }

    /// The kind's name in the database and in JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Address(channel, _) => channel.as_str(),
            Self::SiteUser(_) => "site_user",
            Self::Email(_) => "email",
        }
    }

    /// What tells it from others of its kind.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::Address(_, value) | Self::SiteUser(value) | Self::Email(value) => value,
        }
    }

    /// The one of that kind, if there is such a kind.
    #[must_use]
    pub fn parse(kind: &str, value: String) -> Option<Self> {
        match kind {
            "site_user" => Some(Self::SiteUser(value)),
            "email" => Some(Self::Email(value)),
            channel => Channel::parse(channel).map(|channel| Self::Address(channel, value)),
        }
    }

    /// How it is called before its value.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Address(channel, _) => channel.title(),
            Self::SiteUser(_) => "Signed in as",
            Self::Email(_) => "E-mail, proven",
        }
    }
}

/// An address as two are compared: mail servers make no difference between large and small letters.
fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let is_address = text
        .split_once('@')
        .is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty());
    is_address.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(email: Option<&str>, is_email_checked: bool) -> KnownUser {
        KnownUser {
            id: "42".into(),
            name: None,
            email: email.map(str::to_owned),
            is_email_checked,
        }
    }

    #[test]
    fn only_what_a_channel_or_the_site_vouches_for_is_proof() {
        for channel in Channel::ALL {
            let is_proof = matches!(channel, Channel::Whatsapp | Channel::Sms);
            assert_eq!(
                Identity::heard(channel, "x").is_some(),
                is_proof,
                "{channel:?}"
            );
        }
        let proven = Identity::of_user(&user(Some("Ada@Example.com"), true));
        assert_eq!(proven.len(), 2);
        assert_eq!(proven[1], Identity::Email("ada@example.com".into()));
        assert_eq!(
            Identity::of_user(&user(Some("ada@example.com"), false)).len(),
            1
        );
        assert_eq!(Identity::of_user(&user(Some("ada"), true)).len(), 1);
    }

    #[test]
    fn an_answer_from_elsewhere_proves_nothing() {
        let ada = "ada@example.com";
        assert!(Identity::answered(ada, " ADA@example.com").is_some());
        assert!(Identity::answered(ada, "eve@example.com").is_none());
        assert!(Identity::answered("", "").is_none());
    }

    #[test]
    fn a_kept_identity_is_read_as_it_was() {
        for one in [
            Identity::Address(Channel::Sms, "+1".into()),
            Identity::SiteUser("42".into()),
            Identity::Email("a@b".into()),
        ] {
            let again = Identity::parse(one.kind(), one.value().to_owned());
            assert_eq!(again, Some(one));
        }
        assert_eq!(Identity::parse("nonsense", String::new()), None);
    }
}

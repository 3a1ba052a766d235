//! What was given and proves nothing, but is worth asking about: the same e-mail address, the same phone number.

use std::collections::{BTreeMap, BTreeSet};

use super::Identity;

/// What kind of thing was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintKind {
    Email,
    Phone,
}

impl HintKind {
    /// The name used in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The one of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Email, Self::Phone]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }

    /// How people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "phone number",
        }
    }
}

/// Something that two customers may share who are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hint {
    pub kind: HintKind,
    pub value: String,
}

/// A number is compared by so many of its last digits: it is written with and without the country's.
const DIGITS: usize = 9;
/// The longest number there is (ITU-T E.164), with the two noughts before it.
const DIGITS_MAX: usize = 17;

impl Hint {
    /// An address for letters, if it is one.
    #[must_use]
    pub fn email(text: &str) -> Option<Self> {
        let value = text.trim().to_lowercase();
        let (name, domain) = value.split_once('@')?;
        let is_address = !name.is_empty()
            && domain.contains('.')
            && value.len() <= 254
            && !value.chars().any(|c| c.is_whitespace() || c.is_control());
        is_address.then_some(Self {
            kind: HintKind::Email,
            value,
        })
    }

    /// A phone number, if it can be one: long enough that two people hardly share its end.
    ///
    /// ```
    /// use handoff::customer::Hint;
    ///
    /// assert_eq!(Hint::phone("+34 600 111 222"), Hint::phone("(600) 111-222"));
    /// assert_eq!(Hint::phone("order 600111222"), None);
    /// ```
    #[must_use]
    pub fn phone(text: &str) -> Option<Self> {
        let is_written_so = |c: char| c.is_ascii_digit() || " +-()./\u{a0}".contains(c);
        if !text.trim().chars().all(is_written_so) {
            return None;
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        (DIGITS..=DIGITS_MAX).contains(&digits.len()).then(|| Self {
            kind: HintKind::Phone,
            value: digits[digits.len() - DIGITS..].to_owned(),
        })
    }

    /// What a proven address looks like to others.
    #[must_use]
    pub fn of(identity: &Identity) -> Option<Self> {
        match identity {
            Identity::Address(_, number) => Self::phone(number),
            Identity::Email(address) => Self::email(address),
            Identity::SiteUser(_) => None,
        }
    }
}

/// What was given of somebody: their address, and whatever was gathered that is one or is a number to call.
#[must_use]
pub fn hints<'a>(
    email: Option<&str>,
    gathered: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> BTreeSet<Hint> {
    let gathered: BTreeMap<_, _> = gathered.into_iter().collect();
    let given = gathered.into_iter().filter_map(|(name, value)| {
        Hint::email(value).or_else(|| is_number(name, value).then(|| Hint::phone(value))?)
    });
    email
        .and_then(Hint::email)
        .into_iter()
        .chain(given)
        .collect()
}

/// Whether something that was gathered is a number to call, and not one of an order.
fn is_number(name: &str, value: &str) -> bool {
    let name = name.to_lowercase();
    let is_called_so = ["phone", "mobile", "tel", "whatsapp", "number to call"]
        .iter()
        .any(|word| name.contains(word));
    is_called_so || value.trim().starts_with(['+', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, value: &str) -> Option<Hint> {
        let (name, value) = (name.to_owned(), value.to_owned());
        hints(None, [(&name, &value)]).into_iter().next()
    }

    #[test]
    fn an_orders_number_is_no_phone() {
        assert_eq!(of("order_number", "600111222333"), None);
        assert_eq!(
            of("phone", "600 111 222").map(|hint| hint.value),
            Some("600111222".into())
        );
        assert_eq!(
            of("contact", "+34 600 111 222").map(|hint| hint.value),
            Some("600111222".into())
        );
        assert_eq!(of("phone", "112"), None);
    }

    #[test]
    fn addresses_are_compared_without_case_wherever_they_were_gathered() {
        let given = of("contact", " Ada@Example.com ").unwrap();
        assert_eq!(given, Hint::email("ada@example.com").unwrap());
        for wrong in ["ada@example", "ada", "a b@example.com", "@example.com", ""] {
            assert_eq!(Hint::email(wrong), None, "{wrong}");
        }
    }
}

//! The kinds of systems that can take over, and what each of them needs to know.
//!
//! A kind declares its fields, and forms are made from them.

use std::collections::BTreeMap;

use super::{
    NamedTexts,
    check::{is_dialled, is_web_address},
};
use crate::problem::Problem;

pub(super) const SIP_HEADERS: &str = "sip_headers";
pub(super) const PARAMETERS: &str = "parameters";
const NUMBER: &str = "number";
const URL: &str = "url";

/// What telephony systems take in one header, in characters.
pub(super) const HEADER_MAX: usize = 255;

/// Which kind of system takes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Our own queue: the conversation waits in the inbox.
    Queue,
    /// A telephone number or SIP address, with headers for the call.
    Phone {
        number: String,
        sip_headers: NamedTexts,
    },
    /// An address that is told.
    Webhook { url: String },
}

/// A kind of transfer, as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferKind {
    /// The name in JSON.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub hint: &'static str,
    /// What it needs to know besides the parameters.
    pub fields: &'static [TransferField],
}

/// Something a kind of transfer needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferField {
    /// The name in JSON.
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub input: TransferInput,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferInput {
    /// One line.
    Line,
    /// Named texts in which values may be named: what one of them is called, and a usual name for one.
    Named {
        one: &'static str,
        example: &'static str,
    },
}

/// Every kind, in the order people are shown them.
pub const TRANSFER_KINDS: [TransferKind; 3] = [
    TransferKind {
        name: "queue",
        title: "Our inbox",
        hint: "The conversation waits in the inbox. Parameters are given to the AI with the transfer.",
        fields: &[],
    },
    TransferKind {
        name: "phone",
        title: "Phone call",
        hint: "The call is passed on to a number or SIP address, with headers for your telephone system.",
        fields: &[
            TransferField {
                name: NUMBER,
                label: "Number or SIP address",
                hint: "With its country: “+34 910 000 000” or “sip:queue@example.com”.",
                input: TransferInput::Line,
            },
            TransferField {
                name: SIP_HEADERS,
                label: "SIP headers",
                hint: "Sent with the call, at most 255 characters each.",
                input: TransferInput::Named {
                    one: "header",
                    example: "X-Summary",
                },
            },
        ],
    },
    TransferKind {
        name: "webhook",
        title: "Web address",
        hint: "An address of your own system is told, with the parameters as JSON.",
        fields: &[TransferField {
            name: URL,
            label: "Address",
            hint: "In full: “https://example.com/transfer”.",
            input: TransferInput::Line,
        }],
    },
];

/// What every kind sends along.
pub const TRANSFER_PARAMETERS: TransferField = TransferField {
    name: PARAMETERS,
    label: "Parameters",
    hint: "Given to the system that takes over, under these names.",
    input: TransferInput::Named {
        one: "parameter",
        example: "reason",
    },
};

/// What the fields of a kind hold, by their names. Fields of other kinds may be there too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransferParts {
    pub lines: BTreeMap<String, String>,
    pub named: BTreeMap<String, NamedTexts>,
}

impl TransferParts {
    fn line(&self, field: &str) -> String {
        self.lines.get(field).cloned().unwrap_or_default()
    }
}

impl Target {
    /// The target of a kind with what its fields hold. None when there is no such kind.
    ///
    /// ```
    /// use handoff::handoff::{Target, TransferParts};
    /// let mut parts = TransferParts::default();
    /// parts.lines.insert("url".into(), "https://example.com/transfer".into());
    /// let target = Target::of("webhook", &parts).unwrap();
    /// assert_eq!((target.kind(), target.parts()), ("webhook", parts));
    /// ```
    #[must_use]
    pub fn of(kind: &str, parts: &TransferParts) -> Option<Self> {
        match kind {
            "queue" => Some(Self::Queue),
            "phone" => Some(Self::Phone {
                number: parts.line(NUMBER),
                sip_headers: parts.named.get(SIP_HEADERS).cloned().unwrap_or_default(),
            }),
            "webhook" => Some(Self::Webhook {
                url: parts.line(URL),
            }),
            _ => None,
        }
    }

    /// What the fields of its kind hold.
    #[must_use]
    pub fn parts(&self) -> TransferParts {
        let line = |field: &str, text: &str| BTreeMap::from([(field.to_owned(), text.to_owned())]);
        match self {
            Self::Queue => TransferParts::default(),
            Self::Phone {
                number,
                sip_headers,
            } => TransferParts {
                lines: line(NUMBER, number),
                named: BTreeMap::from([(SIP_HEADERS.to_owned(), sip_headers.clone())]),
            },
            Self::Webhook { url } => TransferParts {
                lines: line(URL, url),
                named: BTreeMap::new(),
            },
        }
    }

    /// The name in JSON.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Phone { .. } => "phone",
            Self::Webhook { .. } => "webhook",
        }
    }

    /// The headers for a call; no other kind has any.
    pub(super) fn headers(&self) -> &[(String, String)] {
        match self {
            Self::Phone { sip_headers, .. } => sip_headers,
            Self::Queue | Self::Webhook { .. } => &[],
        }
    }

    /// What is wrong with its lines.
    pub(super) fn check(&self) -> Option<Problem> {
        match self {
            Self::Phone { number, .. } if !is_dialled(number) => {
                let detail = format!(
                    "“{number}” cannot be called. Write a number with its country, such as “+34 910 000 000”, or an address such as “sip:queue@example.com”."
                );
                Some(Problem::new("/number", detail))
            }
            Self::Webhook { url } if !is_web_address(url) => {
                let detail = format!(
                    "“{url}” is not an address. Write it in full, such as “https://example.com/transfer”."
                );
                Some(Problem::new("/url", detail))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_made_of_the_fields_it_declares() {
        for kind in TRANSFER_KINDS {
            let mut parts = TransferParts::default();
            for field in kind.fields {
                let text = format!("{} of {}", field.name, kind.name);
                match field.input {
                    TransferInput::Line => {
                        parts.lines.insert(field.name.to_owned(), text);
                    }
                    TransferInput::Named { example, .. } => {
                        let rows = vec![(example.to_owned(), text)];
                        parts.named.insert(field.name.to_owned(), rows);
                    }
                }
            }
            let target = Target::of(kind.name, &parts).unwrap();
            assert_eq!((target.kind(), target.parts()), (kind.name, parts));
        }
        assert_eq!(Target::of("fax", &TransferParts::default()), None);
    }
}

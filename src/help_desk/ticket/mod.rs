//! What a ticket says: the handoff as somebody who never saw this product understands it. Nothing in it
//! depends on the vendor, and what is hidden is gone before one is asked.

mod sections;
mod short;

use serde::{Deserialize, Serialize};

use self::{sections::sections, short::one_line};
use super::{Mask, Part, mask::Words};
use crate::{
    conversation::{HandoffRequest, Priority},
    delivery::email::escaped,
    id::hash_secret,
};

/// The longest subject, in characters.
const SUBJECT_MAX: usize = 120;

/// One message of the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub who: String,
    pub text: String,
}

/// What is known of a handoff.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The AI agent's name.
    pub agent: &'a str,
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub channel: &'a str,
    pub request: &'a HandoffRequest,
    /// The last messages before the handoff, the oldest first.
    pub lines: &'a [Line],
    /// Where the conversation is opened.
    pub link: &'a str,
}

/// A ticket as it is kept until it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// What tells it from every other, the same however often it is asked for.
    pub key: String,
    pub subject: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub priority: Priority,
    /// Headings, each with what stands under it.
    pub sections: Vec<(String, String)>,
    pub link: String,
}

impl Ticket {
    /// The ticket of a handoff, without what is hidden.
    #[must_use]
    pub fn of(key: &str, known: &Known<'_>, mask: &Mask) -> Self {
        let words = hidden(known, mask);
        let request = known.request;
        let shown = |part: Part, value: Option<&str>| {
            value
                .filter(|_| !mask.hides(part))
                .map(|value| words.without(value))
        };
        let subject = words.without(&format!("{}: {}", known.agent, request.reason));
        let sections = sections(known, mask).into_iter();
        let sections = sections.filter(|(_, text)| !text.trim().is_empty());
        Self {
            key: key.to_owned(),
            subject: one_line(&subject, SUBJECT_MAX),
            name: shown(Part::Name, known.name),
            email: shown(Part::Email, known.email),
            priority: request.priority,
            sections: sections
                .map(|(head, text)| (head.to_owned(), words.without(&text)))
                .collect(),
            link: known.link.to_owned(),
        }
    }

    /// A ticket that shows whether one arrives.
    #[must_use]
    pub fn test(key: &str, agent: &str, link: &str) -> Self {
        Self {
            key: key.to_owned(),
            subject: one_line(&format!("{agent}: a test of Handoff"), SUBJECT_MAX),
            name: None,
            email: None,
            priority: Priority::Low,
            sections: vec![(
                "Test".to_owned(),
                "Nobody waits. Handoffs will arrive like this.".to_owned(),
            )],
            link: link.to_owned(),
        }
    }

    /// A short name of it that may stand in a title or in a tag.
    #[must_use]
    pub fn tag(&self) -> String {
        format!("handoff-{}", &hash_secret(&self.key)[..16])
    }

    /// What the customer is called where somebody must be named.
    #[must_use]
    pub fn customer(&self) -> &str {
        let known = self.name.as_deref().or(self.email.as_deref());
        known.unwrap_or("Unknown customer")
    }

    /// Everything as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let sections = self.sections.iter();
        let sections = sections.map(|(head, text)| format!("{head}\n{text}\n\n"));
        let sections: String = sections.collect();
        format!("{sections}Open the conversation\n{}\n", self.link)
    }

    /// Everything as HTML. What customers wrote stands in it as text and nothing else.
    #[must_use]
    pub fn html(&self) -> String {
        let sections = self
            .sections
            .iter()
            .map(|(head, text)| format!("<p><b>{}</b><br>{}</p>", escaped(head), escaped(text)));
        let (sections, link) = (sections.collect::<String>(), escaped(&self.link));
        format!("{sections}<p><a href=\"{link}\">Open the conversation</a></p>")
    }
}

/// What must not be found anywhere in the ticket.
fn hidden(known: &Known<'_>, mask: &Mask) -> Words {
    let mut words = Words::default();
    let parts = [(Part::Name, known.name), (Part::Email, known.email)];
    for (_, value) in parts.into_iter().filter(|(part, _)| mask.hides(*part)) {
        let value = value.unwrap_or_default();
        words.hide(value);
        // Who signs with a first name alone has said who they are.
        value.split_whitespace().for_each(|word| words.hide(word));
    }
    let gathered = known.request.collected.iter();
    for (_, value) in gathered.filter(|(label, _)| mask.hides_field(label)) {
        words.hide(value);
    }
    words
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{clock::from_millis, conversation::RequestSummary};

    pub(in crate::help_desk) fn request() -> HandoffRequest {
        HandoffRequest {
            trigger: "explicit_request".into(),
            trigger_name: None,
            topic: None,
            reason: "They asked for a person".into(),
            evidence: "a <b>person</b>, please".into(),
            priority: Priority::High,
            collected: [
                ("Order number".into(), "AB-1234".into()),
                ("Card".into(), "4111 1111".into()),
            ]
            .into(),
            missing: vec!["Phone".into()],
            summary: RequestSummary {
                text: "Ruth Bell asks about order AB-1234.".into(),
                suggested: vec!["Check the carrier".into()],
                ..RequestSummary::default()
            },
            queue: None,
            requested_at: from_millis(0),
            taken_by: None,
            taken_at: None,
        }
    }

    pub(in crate::help_desk) fn ticket(mask: &Mask) -> Ticket {
        let line = |who: &str, text: &str| Line {
            who: who.into(),
            text: text.into(),
        };
        let known = Known {
            agent: "Shop",
            name: Some("Ruth Bell"),
            email: Some("ruth@example.com"),
            channel: "Web chat",
            request: &request(),
            lines: &[
                line(
                    "Ruth Bell",
                    "My card is 4111 1111, write to RUTH@example.com. Ruth",
                ),
                line("Shop", "One moment."),
            ],
            link: "https://desk.example.com/inbox/conv_1",
        };
        Ticket::of("ticket_conv_1_7_1", &known, mask)
    }

    #[test]
    fn a_ticket_says_what_whoever_takes_over_must_know() {
        let text = ticket(&Mask::default()).text();
        for words in [
            "They asked for a person",
            "“a <b>person</b>, please”",
            "Ruth Bell asks about order AB-1234.",
            "- Check the carrier",
            "Order number: AB-1234",
            "Still missing: Phone",
            "Priority: High",
            "Shop: One moment.",
            "https://desk.example.com/inbox/conv_1",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let html = ticket(&Mask::default()).html();
        assert!(!html.contains("<b>person"), "{html}");
    }

    #[test]
    fn what_is_hidden_is_nowhere_in_it() {
        let mask = Mask {
            parts: [Part::Name, Part::Email].into(),
            fields: vec!["card".into()],
        };
        let ticket = ticket(&mask);
        assert_eq!((&ticket.name, &ticket.email), (&None, &None));
        let all = serde_json::to_string(&ticket).unwrap().to_lowercase();
        for secret in ["ruth", "4111"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        assert!(all.contains("ab-1234"), "only what was chosen is hidden");
        let nothing = Mask {
            parts: Part::ALL.into(),
            ..mask
        };
        let text = tests::ticket(&nothing).text();
        for secret in ["AB-1234", "person</b>", "carrier", "One moment"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

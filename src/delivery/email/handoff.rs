//! The mail about one handoff.

use chrono_tz::Tz;

use super::{
    Content,
    letter::{Letter, escaped, one_line},
};
use crate::conversation::{HandoffRequest, Priority};

/// What a mail about one handoff is made of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The AI agent's name.
    pub agent: &'a str,
    /// The customer's name or address; empty while unknown.
    pub customer: &'a str,
    pub channel: &'a str,
    pub queue: Option<&'a str>,
    pub request: &'a HandoffRequest,
    /// Where the conversation is opened.
    pub link: &'a str,
    /// The zone that people here think in.
    pub zone: Tz,
}

impl Told<'_> {
    fn subject(&self) -> String {
        let pressing = match self.request.priority {
            Priority::Urgent | Priority::High => {
                format!("[{}] ", self.request.priority.title())
            }
            Priority::Normal | Priority::Low => String::new(),
        };
        let agent = self.agent;
        one_line(&format!("{pressing}{agent}: {}", self.request.reason))
    }

    /// What is known, line by line.
    fn facts(&self) -> Vec<(String, String)> {
        let request = self.request;
        let at = request.requested_at.with_timezone(&self.zone);
        let known = [
            ("Customer", self.customer),
            ("Channel", self.channel),
            ("Queue", self.queue.unwrap_or_default()),
            ("Priority", request.priority.title()),
        ];
        let known = known.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let asked = format!(
            "{} ({})",
            at.format("%A, %-d %B %Y, %H:%M"),
            self.zone.name()
        );
        let collected = request.collected.iter();
        let missing = request.missing.join(", ");
        let rest = [
            ("Handed off".to_owned(), asked),
            ("Still missing".to_owned(), missing),
        ];
        let mut facts: Vec<(String, String)> = known.into_iter().collect();
        facts.extend(collected.map(|(name, value)| (name.clone(), value.clone())));
        facts.extend(rest);
        facts.retain(|(_, value)| !value.trim().is_empty());
        facts
    }

    fn headline(&self) -> String {
        let who = if self.customer.is_empty() {
            "A customer"
        } else {
            self.customer
        };
        format!("{who} waits for a person")
    }
}

/// The mail that tells of one handoff.
#[must_use]
pub fn of_handoff(told: &Told) -> Content {
    let (request, headline) = (told.request, told.headline());
    let mut letter = Letter::default();
    letter.add(
        &format!("{headline}.\n\n{}\n", request.reason),
        &format!(
            "<h1>{}</h1>\n<p><b>{}</b></p>\n",
            escaped(&headline),
            escaped(&request.reason)
        ),
    );
    let (evidence, summary) = (&request.evidence, &request.summary.text);
    if !evidence.trim().is_empty() {
        letter.add(
            &format!("\n  “{}”\n", one_line(evidence)),
            &format!("<blockquote>{}</blockquote>\n", escaped(evidence)),
        );
    }
    if !summary.trim().is_empty() {
        letter.add(
            &format!("\nIn short: {summary}\n"),
            &format!("<p>{}</p>\n", escaped(summary)),
        );
    }
    letter.add("\n", "<table>\n");
    for (name, value) in told.facts() {
        letter.add(
            &format!("{name}: {}\n", value.replace('\n', " ")),
            &format!(
                "<tr><th align=\"left\">{}</th><td>{}</td></tr>\n",
                escaped(&name),
                escaped(&value)
            ),
        );
    }
    letter.add("", "</table>\n");
    steps(&mut letter, &request.summary.suggested);
    letter.add(
        &format!("\nOpen the conversation:\n{}\n", told.link),
        &format!(
            "<p><a href=\"{}\">Open the conversation</a></p>\n",
            escaped(told.link)
        ),
    );
    letter.content(&told.subject())
}

fn steps(letter: &mut Letter, suggested: &[String]) {
    if suggested.is_empty() {
        return;
    }
    letter.add(
        "\nWhat could be done:\n",
        "<p>What could be done:</p>\n<ul>\n",
    );
    for step in suggested {
        letter.add(
            &format!("- {}\n", one_line(step)),
            &format!("<li>{}</li>\n", escaped(step)),
        );
    }
    letter.add("", "</ul>\n");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        clock::from_millis, conversation::RequestSummary, delivery::email::letter::SUBJECT_MAX,
    };

    fn request(reason: &str) -> HandoffRequest {
        HandoffRequest {
            trigger: "explicit_request".into(),
            trigger_name: None,
            topic: None,
            reason: reason.into(),
            evidence: "a <person>, please".into(),
            priority: Priority::Urgent,
            collected: BTreeMap::from([("Order number".into(), "ORD-1 & more".into())]),
            missing: vec!["Phone".into()],
            summary: RequestSummary {
                text: "They wait for <b>order</b> ORD-1.".into(),
                suggested: vec!["Look the order up".into()],
                ..RequestSummary::default()
            },
            queue: None,
            requested_at: from_millis(1_768_212_000_000),
            taken_by: None,
            taken_at: None,
        }
    }

    fn told(request: &HandoffRequest) -> Content {
        of_handoff(&Told {
            agent: "Shop",
            customer: "Ruth \"Bell\"",
            channel: "Web chat",
            queue: Some("Returns"),
            request,
            link: "https://desk.example.com/inbox/conv_a",
            zone: chrono_tz::Europe::Madrid,
        })
    }

    #[test]
    fn a_mail_says_why_who_and_where_in_both_parts() {
        let content = told(&request("They asked for a person"));
        assert_eq!(content.subject, "[Urgent] Shop: They asked for a person");
        for part in [&content.text, &content.html] {
            for said in [
                "They asked for a person",
                "Order number",
                "ORD-1",
                "Phone",
                "Urgent",
                "Returns",
                "Look the order up",
                "https://desk.example.com/inbox/conv_a",
                "12 January 2026, 11:00 (Europe/Madrid)",
            ] {
                assert!(part.contains(said), "{said} is missing: {part}");
            }
        }
        assert!(content.text.contains("They wait for <b>order</b> ORD-1."));
    }

    #[test]
    fn what_a_customer_wrote_is_text_and_never_a_header_or_a_tag() {
        let hostile = "x\r\nBcc: everyone@example.com\r\n\r\n<script>alert(1)</script>";
        let content = told(&request(hostile));
        assert!(
            !content.subject.contains(['\r', '\n']),
            "{:?}",
            content.subject
        );
        assert!(content.subject.chars().count() <= SUBJECT_MAX);
        for tag in ["<script", "<b>order", "<person>"] {
            assert!(!content.html.contains(tag), "{tag}");
        }
        assert!(content.html.contains("Ruth &quot;Bell&quot;"));
    }
}

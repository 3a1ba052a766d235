//! A mail about conversations that were handed off: subject, plain text and HTML, and where it belongs in a
//! thread. What customers wrote stands in it as text and nothing else; addresses and sending are not known.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    clock::Instant,
    conversation::{HandoffRequest, Priority},
    id::hash_secret,
};

/// The longest subject, in characters.
const SUBJECT_MAX: usize = 150;

/// A mail to one address, as it is kept until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Without angle brackets; the same however often it is sent, so that whoever gets it twice can tell.
    pub message_id: String,
    /// The first mail about the same conversation, where this is a later one.
    pub in_reply_to: Option<String>,
}

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
}

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

/// Both parts of a mail, written side by side.
#[derive(Default)]
struct Letter {
    text: String,
    html: String,
}

impl Letter {
    fn add(&mut self, text: &str, html: &str) {
        self.text.push_str(text);
        self.html.push_str(html);
    }

    fn content(mut self, subject: &str) -> Content {
        let foot = "When you get these mails is up to you: your settings, E-mail.";
        self.add(
            &format!("\n-- \n{foot}\n"),
            &format!("<p><small>{foot}</small></p>\n"),
        );
        let html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head>\n<body>\n{}</body></html>\n",
            self.html
        );
        Content {
            subject: one_line(subject),
            text: self.text,
            html,
        }
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

/// One line of a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestLine {
    pub agent: String,
    pub customer: String,
    pub reason: String,
    pub link: String,
    pub requested_at: Instant,
}

/// The mail that tells of all handoffs since the one before, the oldest first.
#[must_use]
pub fn digest(lines: &[DigestLine], zone: Tz) -> Content {
    let subject = match lines.len() {
        1 => "One conversation was handed off".to_owned(),
        count => format!("{count} conversations were handed off"),
    };
    let mut letter = Letter::default();
    letter.add(
        &format!("{subject} since the last mail like this one.\n"),
        &format!("<h1>{}</h1>\n<ul>\n", escaped(&subject)),
    );
    for line in lines {
        let at = line.requested_at.with_timezone(&zone);
        let who = if line.customer.is_empty() {
            "A customer"
        } else {
            &line.customer
        };
        let at = at.format("%a %-d %b %H:%M");
        let words = format!("{at}, {}: {who}. {}", line.agent, line.reason);
        let (safe, link) = (escaped(&words), escaped(&line.link));
        letter.add(
            &format!("\n- {}\n  {}\n", one_line(&words), line.link),
            &format!("<li><a href=\"{link}\">{safe}</a></li>\n"),
        );
    }
    letter.add("", "</ul>\n");
    letter.content(&subject)
}

/// A short mail of our own words, such as a test or a warning.
#[must_use]
pub fn plain(subject: &str, paragraphs: &[&str], link: &str) -> Content {
    let mut letter = Letter::default();
    letter.add("", &format!("<h1>{}</h1>\n", escaped(subject)));
    for paragraph in paragraphs {
        letter.add(
            &format!("{paragraph}\n\n"),
            &format!("<p>{}</p>\n", escaped(paragraph)),
        );
    }
    letter.add(
        &format!("{link}\n"),
        &format!("<p><a href=\"{0}\">{0}</a></p>\n", escaped(link)),
    );
    letter.content(subject)
}

/// The name of the mail about the handoff of a conversation at one moment, for `Message-ID`. `host` is the
/// deployment's own.
#[must_use]
pub fn message_id(conversation: &str, requested_at: Instant, host: &str) -> String {
    format!("{conversation}.{}@{host}", requested_at.timestamp_millis())
}

/// What tells a mail from every other: its name and whom it goes to.
#[must_use]
pub fn key(message_id: &str, to: &str) -> String {
    let hash = hash_secret(&format!("{message_id} {to}"));
    format!("mail_{}", &hash[..26])
}

/// The host of an address such as `https://desk.example.com:8443`.
///
/// ```
/// assert_eq!(handoff::delivery::email::host_of("https://desk.example.com:8443/x"), "desk.example.com");
/// ```
#[must_use]
pub fn host_of(base_url: &str) -> &str {
    let (_, rest) = base_url.split_once("://").unwrap_or(("", base_url));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(numbers) => numbers.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    if host.is_empty() { "localhost" } else { host }
}

/// One line without control characters, so that nothing a customer wrote becomes a header.
fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let joined: String = plain.collect();
    let words: Vec<&str> = joined.split_whitespace().collect();
    words.join(" ").chars().take(SUBJECT_MAX).collect()
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{clock::from_millis, conversation::RequestSummary};

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

    #[test]
    fn a_digest_lists_each_conversation_with_its_address() {
        let line = |customer: &str| DigestLine {
            agent: "Shop".into(),
            customer: customer.into(),
            reason: "They asked for a person".into(),
            link: format!("https://desk.example.com/inbox/{customer}"),
            requested_at: from_millis(1_768_212_000_000),
        };
        let content = digest(&[line("Ruth"), line("")], chrono_tz::UTC);
        assert_eq!(content.subject, "2 conversations were handed off");
        assert!(
            content.text.contains("Ruth. They asked for a person"),
            "{}",
            content.text
        );
        assert!(
            content
                .html
                .contains("href=\"https://desk.example.com/inbox/Ruth\"")
        );
        assert!(content.text.contains("A customer. They"));
    }

    #[test]
    fn hosts_are_found_in_addresses() {
        for (address, host) in [
            ("http://127.0.0.1:3000", "127.0.0.1"),
            ("http://[::1]:3000/x", "::1"),
            ("https://desk.example.com", "desk.example.com"),
            ("", "localhost"),
        ] {
            assert_eq!(host_of(address), host);
        }
    }
}

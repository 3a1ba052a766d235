//! The mail about everything since the last one.

use chrono_tz::Tz;

use super::{
    Content,
    letter::{Letter, escaped, one_line},
};
use crate::clock::Instant;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

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
}

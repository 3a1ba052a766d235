//! Both parts of a mail: what is said in one is said in the other.

use super::Content;

/// The longest subject, in characters.
pub(super) const SUBJECT_MAX: usize = 150;

/// Both parts of a mail, written side by side.
#[derive(Default)]
pub(super) struct Letter {
    text: String,
    html: String,
}

impl Letter {
    pub(super) fn add(&mut self, text: &str, html: &str) {
        self.text.push_str(text);
        self.html.push_str(html);
    }

    pub(super) fn content(mut self, subject: &str) -> Content {
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

/// One line without control characters, so that nothing a customer wrote becomes a header.
pub(super) fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let joined: String = plain.collect();
    let words: Vec<&str> = joined.split_whitespace().collect();
    words.join(" ").chars().take(SUBJECT_MAX).collect()
}

/// A text as HTML shows it.
pub(crate) fn escaped(text: &str) -> String {
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

//! What a model writes for the team: plain text, bounded, and with no address that nobody mentioned.

use crate::conversation::Message;

const SUMMARY_MAX: usize = 600;
const STEP_MAX: usize = 160;
const STEPS_MAX: usize = 3;

/// A summary as the team may read it.
pub(super) fn summary(text: &str, messages: &[Message]) -> Option<String> {
    readable(text, SUMMARY_MAX, messages)
}

/// The next steps as the team may read them.
pub(super) fn steps(steps: Vec<String>, messages: &[Message]) -> Vec<String> {
    let readable = |text: String| readable(&text, STEP_MAX, messages);
    steps
        .into_iter()
        .filter_map(readable)
        .take(STEPS_MAX)
        .collect()
}

/// One paragraph of at most so many characters; nothing if it has an address that is not in the conversation.
fn readable(text: &str, longest: usize, messages: &[Message]) -> Option<String> {
    let mentioned = |address: &str| {
        messages
            .iter()
            .any(|message| message.text.contains(address))
    };
    if addresses(text).any(|address| !mentioned(address)) {
        return None;
    }
    let visible = |c: &char| !c.is_control() || c.is_whitespace();
    let text: String = text.chars().filter(visible).collect();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.chars().count() + word.chars().count() + 3 > longest {
            line.push_str(" …");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let says_something = line.chars().any(char::is_alphanumeric);
    says_something.then_some(line)
}

/// Everything in a text that leads somewhere: web addresses, e-mail addresses, names of hosts.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "()[]<>\"“”„«»,;".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| is_address(word))
}

fn is_address(word: &str) -> bool {
    let is_host = || {
        let mut parts = word
            .split(['/', ':'])
            .next()
            .unwrap_or_default()
            .rsplit('.');
        let end = parts.next().unwrap_or_default();
        let before = parts.next().unwrap_or_default();
        (2..=24).contains(&end.len())
            && end.chars().all(char::is_alphabetic)
            && before.chars().count() >= 2
    };
    word.contains("://") || word.contains('@') || is_host()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Author;

    #[test]
    fn addresses_are_found_wherever_they_hide() {
        let found = |text| addresses(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            found("See (https://a.example/x?y) or b.example.com."),
            ["https://a.example/x?y", "b.example.com"]
        );
        assert_eq!(
            found("[me](javascript://x) mail ann@b.example!"),
            ["javascript://x", "ann@b.example"]
        );
        assert_eq!(
            found("It costs 3.50 at 09:00. Then no."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_the_team_reads_is_short_plain_and_leads_nowhere_new() {
        let messages = [Message::new(
            Author::Customer,
            "My order at shop.example is late",
        )];
        let long = "word ".repeat(500);
        assert!(summary(&long, &messages).unwrap().chars().count() <= SUMMARY_MAX);
        assert_eq!(summary("Go to evil.example now", &messages), None);
        assert!(summary("Ordered at shop.example", &messages).is_some());
        assert_eq!(summary("a\u{7}\n\tb", &messages).as_deref(), Some("a b"));
        assert_eq!(summary(" … ", &messages), None);
        assert_eq!(
            steps(vec!["Call them".into(); 9], &messages).len(),
            STEPS_MAX
        );
    }
}

//! Text as a channel can carry it: without markup where there is none, and in parts where it is too long.

/// The text without the marks of Markdown, for channels that would show the marks themselves.
///
/// ```
/// use handoff::channel::plain;
/// assert_eq!(plain("## Hello\n**Your** `order` [is here](https://a.example/1)."), "Hello\nYour order is here (https://a.example/1).");
/// assert_eq!(plain("2 * 3 * 4 is snake_case_free"), "2 * 3 * 4 is snake_case_free");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain_line).collect();
    lines.join("\n").trim().to_owned()
}

fn plain_line(line: &str) -> String {
    let start = line.trim_start();
    let hashes = start.len() - start.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && start[hashes..].starts_with(' ');
    let line = if is_heading {
        start[hashes..].trim_start()
    } else {
        line
    };
    let mut text = linked(line);
    for mark in ["**", "__", "~~", "`"] {
        text = unmarked(&text, mark);
    }
    for mark in ["*", "_"] {
        text = unmarked(&text, mark);
    }
    text
}

/// `[words](address)` as “words (address)”.
fn linked(line: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some((before, words, address, after)) = next_link(rest) {
        text.push_str(before);
        if words == address {
            text.push_str(words);
        } else {
            text.push_str(words);
            text.push_str(" (");
            text.push_str(address);
            text.push(')');
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn next_link(line: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = line.find("](")?;
    let open = line[..middle].rfind('[')?;
    let close = middle + line[middle..].find(')')?;
    let address = &line[middle + 2..close];
    let is_address = address.starts_with("http") || address.starts_with("mailto:");
    is_address.then(|| {
        let before = line[..open].strip_suffix('!').unwrap_or(&line[..open]);
        (before, &line[open + 1..middle], address, &line[close + 1..])
    })
}

/// The line without pairs of a mark that stand around words: `2 * 3 * 4` and `a_b_c` stay as they are.
fn unmarked(line: &str, mark: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(at) = rest.find(mark) {
        let (before, from) = (&rest[..at], &rest[at + mark.len()..]);
        let opens = !before.ends_with(char::is_alphanumeric)
            && from.starts_with(|c: char| !c.is_whitespace());
        let end = from.find(mark).filter(|end| *end > 0 && opens);
        let Some(end) = end.filter(|end| {
            let after = &from[*end + mark.len()..];
            !from[..*end].ends_with(char::is_whitespace)
                && !after.starts_with(char::is_alphanumeric)
        }) else {
            text.push_str(&rest[..at + mark.len()]);
            rest = from;
            continue;
        };
        text.push_str(before);
        text.push_str(&from[..end]);
        rest = &from[end + mark.len()..];
    }
    text.push_str(rest);
    text
}

/// The text in parts of at most `most` characters, parted between paragraphs, lines, sentences or words, as
/// late as possible. No part is blank.
///
/// ```
/// use handoff::channel::split;
/// assert_eq!(split("One two. Three four.", 12), ["One two.", "Three four."]);
/// ```
#[must_use]
pub fn split(text: &str, most: usize) -> Vec<String> {
    let most = most.max(1);
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while let Some((end, _)) = rest.char_indices().nth(most) {
        let head = &rest[..end];
        let half = head.len() / 2;
        let after = |mark: &str| {
            let at = head.rfind(mark).map(|at| at + mark.trim_end().len());
            at.filter(|at| *at > half)
        };
        let places = ["\n\n", "\n", ". ", "! ", "? ", " "];
        let cut = places.into_iter().find_map(after).unwrap_or(end);
        let part = rest[..cut].trim();
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_words_go_and_everything_else_stays() {
        for (with, without) in [
            ("**Bold** and *it*", "Bold and it"),
            ("_so_ and __so__", "so and so"),
            ("- one\n- two", "- one\n- two"),
            ("C# and #1", "C# and #1"),
            ("# Title", "Title"),
            (
                "![pic](https://a.example/p.png)",
                "pic (https://a.example/p.png)",
            ),
            ("[a](b)", "[a](b)"),
            ("*", "*"),
            ("**", "**"),
            ("a*b*c", "a*b*c"),
            ("ключ **да**", "ключ да"),
        ] {
            assert_eq!(plain(with), without, "{with:?}");
        }
    }

    #[test]
    fn no_part_is_too_long_and_no_word_is_lost() {
        let text = "Häuser und Bäume. ".repeat(40) + &"x".repeat(90);
        for most in [1, 7, 30, 160] {
            let parts = split(&text, most);
            assert!(
                parts
                    .iter()
                    .all(|part| part.chars().count() <= most && !part.is_empty())
            );
            let letters = |text: &str| {
                text.chars()
                    .filter(|c| !c.is_whitespace())
                    .collect::<String>()
            };
            assert_eq!(letters(&parts.concat()), letters(&text), "{most}");
        }
        assert!(split("  \n ", 10).is_empty());
        assert_eq!(split("short", 10), ["short"]);
    }
}

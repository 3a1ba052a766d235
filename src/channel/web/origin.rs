//! Which sites may show the chat.

use super::super::Settings;

/// The sites that are named, as browsers write them.
pub fn origins(settings: &Settings) -> impl Iterator<Item = String> {
    settings
        .get("origins")
        .lines()
        .map(|line| line.trim().trim_end_matches('/').to_ascii_lowercase())
        .filter(|line| !line.is_empty())
}

/// Whether a page of that site may use the chat: any where none is named, and our own at all times.
///
/// ```
/// use handoff::channel::{Settings, is_at_home};
/// let mut settings = Settings::default();
/// assert!(is_at_home("https://a.example", "https://desk.example", &settings));
/// settings.set("origins", "https://shop.example");
/// assert!(is_at_home("https://shop.example", "https://desk.example", &settings));
/// assert!(!is_at_home("https://shop.example.evil", "https://desk.example", &settings));
/// ```
#[must_use]
pub fn is_at_home(origin: &str, own: &str, settings: &Settings) -> bool {
    let mut named = origins(settings).peekable();
    let origin = origin.to_ascii_lowercase();
    named.peek().is_none() || origin == own.to_ascii_lowercase() || named.any(|one| one == origin)
}

pub(super) fn check(text: &str) -> Option<&'static str> {
    let is_fine = |line: &str| {
        let host = line
            .strip_prefix("https://")
            .or_else(|| line.strip_prefix("http://"));
        host.is_some_and(|host| {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        })
    };
    let mut lines = text
        .lines()
        .map(|line| line.trim().trim_end_matches('/'))
        .filter(|line| !line.is_empty());
    lines.any(|line| !is_fine(line)).then_some(
        "Write one site a line, such as https://shop.example.com, without anything after its name.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_written_as_browsers_write_them() {
        for fine in [
            "https://a.example",
            "http://localhost:8080/",
            "https://a.example\n\nhttps://b.example",
        ] {
            assert_eq!(check(fine), None, "{fine}");
        }
        for wrong in [
            "a.example",
            "https://",
            "https://a.example/shop",
            "*",
            "null",
            "https://*.example",
            "https://a b",
        ] {
            assert!(check(wrong).is_some(), "{wrong}");
        }
        let mut settings = Settings::default();
        settings.set("origins", " https://Shop.example/ \nhttp://localhost:8080");
        for origin in [
            "https://shop.example",
            "http://localhost:8080",
            "https://desk.example",
        ] {
            assert!(
                is_at_home(origin, "https://desk.example", &settings),
                "{origin}"
            );
        }
        for origin in [
            "null",
            "",
            "http://shop.example",
            "https://shop.example:8443",
            "https://evil.example",
        ] {
            assert!(
                !is_at_home(origin, "https://desk.example", &settings),
                "{origin}"
            );
        }
    }
}

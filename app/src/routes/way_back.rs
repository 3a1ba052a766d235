//! The way back to where somebody was, as long as it leads nowhere else.

use super::SIGN_IN;

/// The door, and back to `path` afterwards, with whatever it asked for.
///
/// ```
/// let door = app::routes::sign_in_and_back("/inbox?view=mine&q=a+b");
/// assert_eq!(door, "/sign-in?back=%2Finbox%3Fview%3Dmine%26q%3Da%2Bb");
/// ```
pub fn sign_in_and_back(path: &str) -> String {
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("{SIGN_IN}?back={escaped}")
}

/// Whether an address is a path of this server. Browsers read `//` and `/\` as the start of another
/// server's address.
///
/// ```
/// use app::routes::is_ours;
/// assert!(is_ours("/inbox?view=mine") && !is_ours("//evil.example") && !is_ours("/\\evil.example"));
/// ```
pub fn is_ours(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The path of the page that a request came from, if that is one of ours: `referer` and `host` are its
/// headers.
pub fn came_from<'a>(referer: &'a str, host: &str) -> Option<&'a str> {
    let (_, rest) = referer.split_once("://")?;
    let path = rest.strip_prefix(host).filter(|_| !host.is_empty())?;
    is_ours(path).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_in_this_house_are_ours() {
        for ours in ["/inbox", "/inbox?view=mine&q=a%20b", "/"] {
            assert!(is_ours(ours), "{ours:?}");
        }
        for elsewhere in [
            "",
            "inbox",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x=y",
        ] {
            assert!(!is_ours(elsewhere), "{elsewhere:?}");
        }
    }

    #[test]
    fn somebody_comes_from_a_page_of_this_server_or_from_nowhere() {
        let from = |referer| came_from(referer, "desk.example:3000");
        assert_eq!(
            from("http://desk.example:3000/agents/1/hours?on=x"),
            Some("/agents/1/hours?on=x")
        );
        for elsewhere in [
            "",
            "/inbox",
            "http://desk.example:3000",
            "http://desk.example:30001/inbox",
            "http://evil.example/desk.example:3000/inbox",
            "http://desk.example:3000//evil.example",
            "http://desk.example:3000.evil.example/inbox",
            "http://desk.example:3000@evil.example/inbox",
        ] {
            assert_eq!(from(elsewhere), None, "{elsewhere:?}");
        }
        assert_eq!(came_from("http:///inbox", ""), None);
    }
}

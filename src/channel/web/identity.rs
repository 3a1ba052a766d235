//! Who is signed in on a site, as the site says it: a JSON Web Token (RFC 7519) signed with HMAC-SHA256 and a
//! secret that the site and we alone know.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use super::super::sign;

/// A token is used for so long at most, in seconds: whoever gets hold of one cannot use it for ever.
const LIFE_MAX: i64 = 7 * 24 * 3600;
/// Clocks may differ by so much, in seconds.
const LEEWAY: i64 = 60;
/// The longest token, in bytes.
const TOKEN_MAX: usize = 4096;

/// Whoever a site says is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUser {
    /// What the site calls them, always the same.
    pub id: String,
    pub name: Option<String>,
    pub email: Option<String>,
    /// Whether the site knows the address to be theirs. It does unless it says that it does not.
    pub is_email_checked: bool,
}

/// Why a token says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotKnown {
    #[error("The token is not signed with the secret that is set up here, by HS256.")]
    Unsigned,
    #[error(
        "The token has expired, or lasts longer than seven days. Make a new one for each visit."
    )]
    Expired,
    #[error("The token needs “sub”, the user’s id, and “exp”, when it ends in seconds since 1970.")]
    Incomplete,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: Option<String>,
    exp: Option<i64>,
    name: Option<String>,
    email: Option<String>,
    /// Whether the address was checked, under the name that standards give it.
    email_verified: Option<bool>,
}

/// Who a token names, at a moment in seconds since 1970.
pub fn known_user(token: &str, secret: &str, now: i64) -> Result<KnownUser, NotKnown> {
    if token.len() > TOKEN_MAX {
        return Err(NotKnown::Unsigned);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(NotKnown::Unsigned)?;
    let (head, claims) = signed.split_once('.').ok_or(NotKnown::Unsigned)?;
    let signature = URL_SAFE_NO_PAD
        .decode(signature)
        .map_err(|_| NotKnown::Unsigned)?;
    if !sign::is_sha256(secret, &[signed.as_bytes()], &signature) {
        return Err(NotKnown::Unsigned);
    }
    let head: Head = json(head).ok_or(NotKnown::Unsigned)?;
    if head.alg != "HS256" {
        return Err(NotKnown::Unsigned);
    }
    let claims: Claims = json(claims).ok_or(NotKnown::Incomplete)?;
    let (id, until) = claims.sub.zip(claims.exp).ok_or(NotKnown::Incomplete)?;
    let id = short(&id).ok_or(NotKnown::Incomplete)?;
    if until <= now.saturating_sub(LEEWAY) || until > now.saturating_add(LIFE_MAX + LEEWAY) {
        return Err(NotKnown::Expired);
    }
    Ok(KnownUser {
        id,
        name: claims.name.as_deref().and_then(short),
        email: claims.email.as_deref().and_then(short),
        is_email_checked: claims.email_verified != Some(false),
    })
}

fn json<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// A text as it can be shown: in one line and not long.
fn short(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(100).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret of at least thirty-two characters";
    /// Made with Python's hmac, json and base64 alone: {"alg":"HS256","typ":"JWT"} and
    /// {"sub":"42","name":"Zoë Lind","email":"zoe@customers.example","exp":1800000600}.
    const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MiIsIm5hbWUiOiJab8OrIExpbmQiLCJlbWFpbCI6InpvZUBjdXN0b21lcnMuZXhhbXBsZSIsImV4cCI6MTgwMDAwMDYwMH0.ns7-M7S8IZOPyJviif0Tp_3-tEeOGHbm_1b4fb51rEg";
    const NOW: i64 = 1_800_000_000;

    fn made(head: &str, claims: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", part(head), part(claims));
        let digits = sign::sha256_hex(SECRET, &[signed.as_bytes()]);
        let bytes: Vec<u8> = (0..32)
            .map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    #[test]
    fn a_token_that_the_site_signed_says_who_it_is() {
        let zoe = known_user(TOKEN, SECRET, NOW).unwrap();
        assert_eq!(zoe.id, "42");
        assert_eq!(zoe.name.as_deref(), Some("Zoë Lind"));
        assert_eq!(zoe.email.as_deref(), Some("zoe@customers.example"));
    }

    #[test]
    fn any_altered_letter_another_secret_and_another_algorithm_say_nothing() {
        for at in 0..TOKEN.len() {
            let mut altered = TOKEN.as_bytes().to_vec();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(known_user(&altered, SECRET, NOW).is_err(), "{at}");
        }
        assert!(known_user(TOKEN, "another", NOW).is_err());
        assert!(known_user(TOKEN, "", NOW).is_err());
        let claims = r#"{"sub":"1","exp":1800000600}"#;
        assert!(known_user(&made(r#"{"alg":"HS256"}"#, claims), SECRET, NOW).is_ok());
        for head in [r#"{"alg":"none"}"#, r#"{"alg":"hs256"}"#, "{}", ""] {
            let token = made(head, claims);
            assert_eq!(known_user(&token, SECRET, NOW), Err(NotKnown::Unsigned));
        }
        for nothing in ["", ".", "..", "a.b", "a.b.c"] {
            assert_eq!(known_user(nothing, SECRET, NOW), Err(NotKnown::Unsigned));
        }
    }

    #[test]
    fn a_token_ends_and_names_somebody() {
        let at = |claims: &str| known_user(&made(r#"{"alg":"HS256"}"#, claims), SECRET, NOW);
        for (claims, why) in [
            (r#"{"sub":"1"}"#, NotKnown::Incomplete),
            (r#"{"exp":1800000600}"#, NotKnown::Incomplete),
            (r#"{"sub":" ","exp":1800000600}"#, NotKnown::Incomplete),
            (r#"{"sub":"1","exp":1799999900}"#, NotKnown::Expired),
            (r#"{"sub":"1","exp":1900000000}"#, NotKnown::Expired),
            (
                r#"{"sub":"1","exp":-9223372036854775808}"#,
                NotKnown::Expired,
            ),
            ("[]", NotKnown::Incomplete),
        ] {
            assert_eq!(at(claims), Err(why), "{claims}");
        }
    }
}

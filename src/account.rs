//! E-mail addresses and passwords: what is acceptable, and how a password is kept.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::problem::Problem;

/// The fewest characters a password may have (OWASP ASVS 5.0, 6.2.1).
pub const PASSWORD_MIN: usize = 8;
/// The most bytes a password may have: enough for any sentence, too few to keep the server busy.
pub const PASSWORD_MAX: usize = 1024;

/// A trimmed, lower-case e-mail address, or what is wrong with it.
///
/// Only the shape is checked: whether somebody reads it shows when the invitation is used.
///
/// ```
/// use handoff::account::parse_email;
/// assert_eq!(parse_email("/email", " Maya@Example.com ").unwrap(), "maya@example.com");
/// assert!(parse_email("/email", "maya").is_err());
/// ```
pub fn parse_email(pointer: &str, text: &str) -> Result<String, Problem> {
    let email = text.trim().to_lowercase();
    let well_formed = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    });
    if well_formed
        && email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
    {
        Ok(email)
    } else if email.is_empty() {
        Err(Problem::new(
            pointer,
            "Enter an e-mail address, such as maya@example.com.",
        ))
    } else {
        Err(Problem::new(
            pointer,
            format!("“{email}” is not an e-mail address. Write it like maya@example.com."),
        ))
    }
}

/// Says what is wrong with a new password, if anything.
#[must_use]
pub fn check_password(pointer: &str, password: &str) -> Option<Problem> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Some(Problem::new(
            pointer,
            format!(
                "The password has {length} characters. Use at least {PASSWORD_MIN}; a short sentence is easy to remember."
            ),
        ));
    }
    if password.len() > PASSWORD_MAX {
        return Some(Problem::new(
            pointer,
            "The password is too long. Use at most 1,024 characters.",
        ));
    }
    is_common(password)
        .then(|| Problem::new(pointer, "This password is one of the first that attackers try. Choose another, such as four words."))
}

/// Whether the password is among those that are tried first: a common word or a run, with digits around it.
fn is_common(password: &str) -> bool {
    const CORES: [&str; 24] = [
        "password", "passwort", "qwerty", "qwertz", "azerty", "letmein", "welcome", "admin",
        "iloveyou", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman",
        "trustno", "whatever", "abcdefgh", "abcd", "abc", "handoff", "changeme", "secret",
    ];
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let all_same = lower.chars().all(|c| lower.starts_with(c));
    let digits_only = lower.chars().all(|c| c.is_ascii_digit());
    all_same || digits_only || (CORES.contains(&core) && password.chars().count() < 15)
}

/// The argon2id hash of a password, in PHC form, with the salt given. Slow on purpose: call it off the async threads.
pub fn hash_password(
    password: &str,
    salt: &[u8; 16],
) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)?
        .to_string())
}

/// Whether the password is the one that was hashed. Slow on purpose: call it off the async threads.
#[must_use]
pub fn verify_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_verifies_only_itself() {
        let hash = hash_password("four quiet grey horses", &[7; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("four quiet grey horses", &hash));
        assert!(!verify_password("four quiet grey horse", &hash));
        assert!(!verify_password("", "not a hash"));
    }

    #[test]
    fn passwords_that_are_tried_first_are_refused() {
        for bad in [
            "short",
            "12345678",
            "aaaaaaaaaa",
            "Password1!",
            "qwerty123",
            "x".repeat(2000).as_str(),
        ] {
            assert!(check_password("/password", bad).is_some(), "{bad}");
        }
        assert!(check_password("/password", "four quiet grey horses").is_none());
        assert!(check_password("/password", "🐎🐎🐎🐎🐎🐎🐎🐎-ok").is_none());
    }
}

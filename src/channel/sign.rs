//! Signatures of requests, compared in a time that tells nothing. An empty secret fits nothing.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use super::Wire;

/// Whether Twilio signed a request: the address as it called it, and then each field once with its value.
pub(super) fn is_twilio(wire: &Wire<'_>, secret: &str) -> bool {
    let mut form = wire.form();
    form.sort();
    form.dedup();
    let signature = wire.header("x-twilio-signature");
    wire.urls.iter().any(|url| {
        let mut parts = vec![url.as_bytes()];
        for (name, value) in &form {
            parts.extend([name.as_bytes(), value.as_bytes()]);
        }
        is_sha1_base64(secret, &parts, signature)
    })
}

/// Whether `signature`, in base 64, is the HMAC-SHA1 of the parts.
fn is_sha1_base64(secret: &str, parts: &[&[u8]], signature: &str) -> bool {
    let Ok(given) = STANDARD.decode(signature) else {
        return false;
    };
    let Some(mut mac) = keyed::<Hmac<Sha1>>(secret) else {
        return false;
    };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(&given).is_ok()
}

/// Whether `signature`, in hexadecimal digits, is the HMAC-SHA256 of the parts.
pub(super) fn is_sha256_hex(secret: &str, parts: &[&[u8]], signature: &str) -> bool {
    bytes_of_hex(signature).is_some_and(|given| is_sha256(secret, parts, &given))
}

/// Whether `signature` is the HMAC-SHA256 of the parts.
pub(super) fn is_sha256(secret: &str, parts: &[&[u8]], signature: &[u8]) -> bool {
    let Some(mut mac) = keyed::<Hmac<Sha256>>(secret) else {
        return false;
    };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(signature).is_ok()
}

/// Whether two secrets are the same. One that is not there is no secret's equal.
pub(super) fn is_same(secret: &str, given: &str) -> bool {
    let code = |text: &str| {
        let mut mac = keyed::<Hmac<Sha256>>(secret)?;
        mac.update(text.as_bytes());
        Some(mac)
    };
    // The codes are compared instead, which takes the same time wherever the two differ.
    code(secret)
        .zip(code(given))
        .is_some_and(|(one, other)| one.verify(&other.finalize().into_bytes()).is_ok())
}

/// The HMAC-SHA256 of the parts, in hexadecimal digits. Nothing where there is no secret.
pub(super) fn sha256_hex(secret: &str, parts: &[&[u8]]) -> String {
    let Some(mut mac) = keyed::<Hmac<Sha256>>(secret) else {
        return String::new();
    };
    for part in parts {
        mac.update(part);
    }
    let digits = mac.finalize().into_bytes();
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let pairs = digits
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    pairs.collect()
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let pairs = digits.chunks(2).map(|pair| {
        let [high, low] = pair else {
            return None;
        };
        let digit = |byte: u8| char::from(byte).to_digit(16);
        u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
    });
    pairs.collect()
}

fn keyed<M: Mac + KeyInit>(secret: &str) -> Option<M> {
    if secret.is_empty() {
        return None;
    }
    // A key of any length is taken.
    <M as KeyInit>::new_from_slice(secret.as_bytes()).ok()
}

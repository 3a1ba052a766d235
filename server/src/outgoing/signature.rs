//! Signatures as the Standard Webhooks specification has them: id, time and body, so that none of the three
//! can be changed or sent again much later.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::SigningSecret;

/// The signatures with each secret that holds, with a space between them: whoever knows one of the secrets can
/// check.
pub fn signed(secrets: &[SigningSecret], (id, seconds): (&str, i64), body: &str) -> String {
    let each = secrets
        .iter()
        .map(|secret| sign(secret, (id, seconds), body));
    each.collect::<Vec<_>>().join(" ")
}

/// What stands in `webhook-signature`. `seconds` since 1970 is the moment of the attempt.
pub(super) fn sign(secret: &SigningSecret, (id, seconds): (&str, i64), body: &str) -> String {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else {
        return String::new();
    };
    for part in [id, ".", &seconds.to_string(), ".", body] {
        mac.update(part.as_bytes());
    }
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secret = SigningSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = r#"{"test": 2432232314}"#;
        let signed = sign(
            &secret,
            ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330),
            body,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(!format!("{secret:?}").contains("MfKQ"));
    }

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// Signed by another program from the same secrets; the first stands in the pages of a service that signs
    /// this way.
    #[test]
    fn whoever_knows_the_secret_comes_to_the_same_signature() {
        for (secret, (id, seconds), body, signature) in [
            (
                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                ("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1_649_367_553),
                r#"{"email":"test@example.com","username":"test_user"}"#,
                "tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
            ),
            (
                SECRET,
                ("msg_1", 0),
                "",
                "ij2G0S51rXTp+PMwqJOjeWFLEpktT32X6cQ9P08rbws=",
            ),
            (
                SECRET,
                ("conv_7:transfer", 1_768_212_000),
                r#"{"name":"Zoë “Alder”","emoji":"🪑"}"#,
                "/jlDANGmprcLcsE0JuP/LCIoj2W0OvMF6flP6qlqNxQ=",
            ),
        ] {
            let secret = SigningSecret::parse(secret).unwrap();
            let signed = sign(&secret, (id, seconds), body);
            assert_eq!(signed, format!("v1,{signature}"));
        }
    }

    #[test]
    fn a_single_altered_byte_no_longer_fits_its_signature() {
        let (id, seconds, body) = (
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        let secret = SigningSecret::parse(SECRET).unwrap();
        let signed = sign(&secret, (id, seconds), body);
        for at in 0..body.len() {
            let mut altered = body.as_bytes().to_vec();
            altered[at] ^= 1;
            let altered = String::from_utf8(altered).unwrap();
            assert_ne!(sign(&secret, (id, seconds), &altered), signed, "{altered}");
        }
        let longer = format!("{body} ");
        for (other, (id, seconds), body) in [
            (SECRET, (id, seconds), longer.as_str()),
            (SECRET, (id, seconds), &body[1..]),
            (SECRET, (id, seconds + 1), body),
            (SECRET, (&id[1..], seconds), body),
            (
                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                (id, seconds),
                body,
            ),
        ] {
            let other = SigningSecret::parse(other).unwrap();
            assert_ne!(sign(&other, (id, seconds), body), signed);
        }
    }

    #[test]
    fn a_secret_that_is_none_is_refused() {
        for text in [
            "",
            "whsec_",
            "whsec_c2hvcnQ=",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ] {
            assert!(SigningSecret::parse(text).is_err(), "{text}");
        }
    }
}

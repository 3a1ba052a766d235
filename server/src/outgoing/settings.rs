//! What sending to other systems is set up with.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::Reach;

/// What every secret for signing begins with, so that a leaked one can be recognised.
const PREFIX: &str = "whsec_";
/// How long a secret may be, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 24..=64;

/// What sending to other systems is set up with. By default nothing is signed, and no private network reached.
#[derive(Debug, Clone, Default)]
pub struct OutgoingSettings {
    pub reach: Reach,
    pub secret: Option<SigningSecret>,
}

/// A secret that only we and the receiver know. It does not end up in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret(Vec<u8>);

impl SigningSecret {
    /// A secret as it was given: `whsec_` and 24 to 64 bytes in base 64.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            "A webhook secret is whsec_ and 24 to 64 random bytes in base 64, as “openssl rand -base64 32” makes them."
                .to_owned()
        };
        let coded = text.trim().strip_prefix(PREFIX).ok_or_else(wrong)?;
        let bytes = STANDARD.decode(coded).map_err(|_| wrong())?;
        if LENGTH.contains(&bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(wrong())
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

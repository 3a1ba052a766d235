//! Secrets that must be read again, such as a vendor's token: kept sealed, with a key that is not in the
//! database. Where the key is kept is told through [`Keys`]; nothing here reads a file.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    Key as CipherKey, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use sha2::{Digest, Sha256};

/// What every key begins with, so that a leaked one can be recognised.
const PREFIX: &str = "hsk_";

/// How long a nonce is, in bytes. It is random: with so many bytes none comes twice.
pub const NONCE_LENGTH: usize = 24;

/// One key of 256 bits. It does not end up in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey([u8; 32]);

/// The key that seals, and those from before, which still open.
#[derive(Debug, Clone)]
pub struct Keyring {
    newest: SealKey,
    older: Vec<SealKey>,
}

/// Why something cannot be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is no key, or it cannot be read; says what to do.
    #[error("{0}")]
    NoKey(String),
    /// It was sealed with another key, for something else, or was altered.
    #[error(
        "it was sealed with another key. Put the old key back, or write the credentials in again."
    )]
    OtherKey,
}

/// Where the keys are.
pub trait Keys: Send + Sync {
    /// The keys as they are now. Read each time, so that a key that was rotated counts at once.
    fn keyring(&self) -> Result<Keyring, SealError>;
}

impl Keys for Keyring {
    fn keyring(&self) -> Result<Keyring, SealError> {
        Ok(self.clone())
    }
}

impl SealKey {
    /// A key of random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key made from a long random secret, for one purpose: whoever has the secret has the key, and whoever has
    /// only its hash ([`hash_secret`](crate::id::hash_secret)) has not.
    ///
    /// ```
    /// use handoff::{id::hash_secret, seal::SealKey};
    /// let key = SealKey::of_secret("hnd_secret", "answers");
    /// assert_eq!(key, SealKey::of_secret("hnd_secret", "answers"));
    /// assert_ne!(key, SealKey::of_secret("hnd_secret", "letters"));
    /// assert_ne!(key, SealKey::of_secret(&hash_secret("hnd_secret"), "answers"));
    /// ```
    #[must_use]
    pub fn of_secret(secret: &str, purpose: &str) -> Self {
        // The length keeps two purposes apart of which one begins like the other.
        let length = u64::try_from(purpose.len()).unwrap_or(u64::MAX);
        let hash = Sha256::new()
            .chain_update(b"handoff seal")
            .chain_update(length.to_be_bytes())
            .chain_update(purpose)
            .chain_update(secret);
        Self(hash.finalize().into())
    }

    /// A key as it stands in a file.
    fn parse(line: &str) -> Option<Self> {
        let coded = line.trim().strip_prefix(PREFIX)?;
        let bytes = STANDARD.decode(coded).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// As it stands in a file.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&CipherKey::from(self.0))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

impl Keyring {
    /// A ring of one key.
    #[must_use]
    pub const fn new(newest: SealKey) -> Self {
        Self {
            newest,
            older: Vec::new(),
        }
    }

    /// A ring as it stands in a file: a key a line, the newest first.
    ///
    /// ```
    /// use handoff::seal::{Keyring, SealKey};
    /// let ring = Keyring::new(SealKey::new([7; 32]));
    /// let read = Keyring::parse(&ring.write()).unwrap();
    /// let sealed = ring.seal("hush", "channel 1", [1; 24]).unwrap();
    /// assert_eq!(read.open(&sealed, "channel 1").unwrap(), "hush");
    /// ```
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let keys: Option<Vec<_>> = lines.map(SealKey::parse).collect();
        let mut keys = keys.unwrap_or_default().into_iter();
        let newest = keys.next().ok_or_else(|| {
            SealError::NoKey(
                "The key file holds no key: one is hsk_ and 32 random bytes in base 64.".into(),
            )
        })?;
        Ok(Self {
            newest,
            older: keys.collect(),
        })
    }

    /// As it stands in a file.
    #[must_use]
    pub fn write(&self) -> String {
        let keys = std::iter::once(&self.newest).chain(&self.older);
        keys.map(|key| key.write() + "\n").collect()
    }

    /// The same ring with a newer key in front.
    #[must_use]
    pub fn with_newer(self, key: SealKey) -> Self {
        let older = std::iter::once(self.newest).chain(self.older).collect();
        Self { newest: key, older }
    }

    /// The newest key alone.
    #[must_use]
    pub fn only_newest(self) -> Self {
        Self::new(self.newest)
    }

    /// Seals a text for one place: it opens nowhere else.
    pub fn seal(
        &self,
        plain: &str,
        place: &str,
        nonce: [u8; NONCE_LENGTH],
    ) -> Result<String, SealError> {
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: place.as_bytes(),
        };
        let sealed = self.newest.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| SealError::OtherKey)?;
        Ok(STANDARD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens what was sealed for that place.
    pub fn open(&self, sealed: &str, place: &str) -> Result<String, SealError> {
        let bytes = STANDARD.decode(sealed).map_err(|_| SealError::OtherKey)?;
        let (nonce, rest) = bytes
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(SealError::OtherKey)?;
        let keys = std::iter::once(&self.newest).chain(&self.older);
        let opened = keys.filter_map(|key| {
            let payload = Payload {
                msg: rest,
                aad: place.as_bytes(),
            };
            key.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
        });
        let plain = opened.map(String::from_utf8).next();
        plain.and_then(Result::ok).ok_or(SealError::OtherKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Keyring {
        Keyring::new(SealKey::new([7; 32]))
    }

    #[test]
    fn what_is_sealed_opens_only_with_its_key_for_its_place_and_unaltered() {
        let sealed = ring().seal("hush", "channel 1", [9; 24]).unwrap();
        assert!(!sealed.contains("hush"));
        assert_eq!(ring().open(&sealed, "channel 1").unwrap(), "hush");
        assert_eq!(ring().open(&sealed, "channel 2"), Err(SealError::OtherKey));
        let other = Keyring::new(SealKey::new([8; 32]));
        assert_eq!(other.open(&sealed, "channel 1"), Err(SealError::OtherKey));
        let bytes = STANDARD.decode(&sealed).unwrap();
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            let altered = STANDARD.encode(altered);
            assert!(ring().open(&altered, "channel 1").is_err(), "byte {at}");
        }
        for nothing in ["", "hush", "AAAA"] {
            assert!(ring().open(nothing, "channel 1").is_err());
        }
    }

    #[test]
    fn an_older_key_opens_until_it_is_taken_off_the_ring() {
        let sealed = ring().seal("hush", "", [1; 24]).unwrap();
        let rotated = ring().with_newer(SealKey::new([8; 32]));
        let read = Keyring::parse(&rotated.write()).unwrap();
        assert_eq!(read.open(&sealed, "").unwrap(), "hush");
        let anew = read.seal("hush", "", [2; 24]).unwrap();
        assert!(ring().open(&anew, "").is_err());
        assert!(read.only_newest().open(&sealed, "").is_err());
    }

    #[test]
    fn a_key_never_prints_itself_and_a_file_without_one_is_refused() {
        assert!(!format!("{:?}", ring()).contains('7'));
        for text in ["", "\n", "hsk_", "hsk_c2hvcnQ=", "hunter2"] {
            assert!(Keyring::parse(text).is_err(), "{text:?}");
        }
    }
}

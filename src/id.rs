//! Typed ids, and the randomness that names and secrets are made of.

use std::{fmt, sync::Mutex};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// Declares a number that can only be the id of one kind of thing.
macro_rules! numeric_id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

numeric_id! {
    /// An AI agent.
    AgentId
    /// A person who works here.
    OperatorId
    /// One message of a conversation. Later messages have larger ids.
    MessageId
    /// A knowledge topic.
    TopicId
    /// A queue.
    QueueId
    /// A schedule.
    ScheduleId
    /// A handoff.
    HandoffId
    /// A transfer function.
    TransferFunctionId
    /// A label that conversations can have.
    LabelId
    /// A text the team keeps to answer with.
    CannedReplyId
    /// A view that somebody keeps under a name.
    FilterId
    /// A subject and the people for it.
    RoutingProfileId
    /// One time that somebody was given a conversation.
    AssignmentId
    /// A promise to get in touch.
    CallbackId
    /// An API token (its row, not its secret).
    TokenId
    /// One entry of the event log. Later events have larger ids.
    EventId
    /// A piece of outgoing work.
    JobId
    /// Something that leaves for somebody else.
    DeliveryId
    /// An address that is told of what happens.
    WebhookId
    /// A channel that is connected.
    ChannelId
    /// A help desk in which handoffs become tickets.
    HelpDeskId
    /// A message on its way to a customer.
    SendingId
}

/// A conversation's public name: `conv_` and 26 characters that cannot be guessed (128 bits).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ConversationId(pub String);

impl fmt::Display for ConversationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A file's public name: `file_` and 26 characters that cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct FileId(pub String);

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A customer's public name: `cus_` and the 26 characters of the first conversation they had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct CustomerId(pub String);

impl CustomerId {
    /// What a customer is called who is first heard of in this conversation.
    #[must_use]
    pub fn first_heard_in(conversation: &ConversationId) -> Self {
        Self(format!("cus_{}", conversation.0.replace("conv_", "")))
    }
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A secret that leaves the product once, in plain text, and is kept only as its hash.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The plain text, to be shown or sent exactly once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored instead of the secret.
    #[must_use]
    pub fn hash(&self) -> String {
        hash_secret(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The SHA-256 of a secret as 43 URL-safe characters.
///
/// A plain hash is enough here because every secret it is used for holds at least 128 random bits;
/// passwords, which people choose, go through argon2 instead.
#[must_use]
pub fn hash_secret(plain: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(plain.as_bytes()))
}

/// The product's only source of randomness: the system's, or a seed in tests.
pub struct Entropy(Mutex<StdRng>);

impl Entropy {
    /// Randomness nobody can foresee.
    #[must_use]
    pub fn from_system() -> Self {
        Self(Mutex::new(rand::make_rng()))
    }

    /// The same values in the same order for the same seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }

    /// A new conversation's id.
    pub fn conversation_id(&self) -> ConversationId {
        ConversationId(format!("conv_{}", base32(&self.bytes::<16>())))
    }

    /// A new file's id.
    pub fn file_id(&self) -> FileId {
        FileId(format!("file_{}", base32(&self.bytes::<16>())))
    }

    /// A name for the world to see, 16 characters that nobody else has.
    pub fn public_key(&self) -> String {
        base32(&self.bytes::<10>())
    }

    /// A secret of 256 bits that starts with `prefix`, so that a leaked one can be recognised.
    pub fn secret(&self, prefix: &str) -> Secret {
        Secret(format!(
            "{prefix}{}",
            URL_SAFE_NO_PAD.encode(self.bytes::<32>())
        ))
    }
}

/// Lower-case base 32 without padding and without look-alike characters.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits)) as usize & 31]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_randomness_repeats_and_ids_have_their_shape() {
        let (one, other) = (Entropy::seeded(7), Entropy::seeded(7));
        let id = one.conversation_id();
        assert_eq!(id, other.conversation_id());
        assert_eq!(id.0.len(), "conv_".len() + 26);
        assert_ne!(id, one.conversation_id());
    }

    #[test]
    fn a_secret_never_prints_itself() {
        let secret = Entropy::seeded(7).secret("hnd_");
        assert!(!format!("{secret:?}").contains(secret.reveal()));
        assert_eq!(secret.hash(), hash_secret(secret.reveal()));
    }
}

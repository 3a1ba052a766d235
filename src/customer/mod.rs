//! WHO WRITES: one customer over all channels. What proves that somebody is the same as before, what merely looks
//! so, and who was joined to whom. Nothing here writes anything down.

mod family;
mod hint;
mod identity;

pub use family::{Family, How, Joined, Member};
pub use hint::{Hint, HintKind, hints};
pub use identity::Identity;

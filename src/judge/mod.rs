//! WHAT IT MEANS: reads what a customer writes. Pure: no network, no clock, never fails. What to do about it is decided elsewhere.

pub mod answer;
mod embedded;
pub mod extract;
pub mod llm;
mod offer;
pub mod phrase;
mod phrasebook;
mod profile;
mod quick_map;
mod reading;
mod small_talk;
pub mod summary;
mod text;
mod three;
mod when_to_use;
mod wish;

pub use answer::{Answer, Knowledge, Passage, answer};
pub use embedded::consent::Consent;
pub use embedded::matching::Profiles;
pub use embedded::{frustration, urgency};
pub use offer::{consent, is_offer, says_it_hands_over};
pub use profile::{Match, Profile};
pub use reading::{Evidence, Reading, read, read_with};
pub use small_talk::small_talk;
pub use three::one_of_three;
pub use when_to_use::{Clause, Meaning, When, Wish, profiles as clause_profiles, understand};
pub use wish::wished;

pub(crate) use embedded::matching::is_telling;
pub(crate) use text::{Pause, Word, fold as plain, sentences, words};

/// The language of `text` as a BCP 47 primary tag, when it can be told.
///
/// ```
/// assert_eq!(handoff::judge::language("Wo ist mein Paket?"), Some("de"));
/// assert_eq!(handoff::judge::language("48213"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    embedded::language::detect(text, &words(text))
}

/// How good or bad `text` sounds, −1…1; 0 when nothing in it says either.
///
/// ```
/// assert!(handoff::judge::sentiment("Great, thank you!") > 0.3);
/// assert!(handoff::judge::sentiment("This is terrible.") < -0.3);
/// ```
#[must_use]
pub fn sentiment(text: &str) -> f64 {
    embedded::sentiment::compound(text)
}

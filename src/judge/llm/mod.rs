//! A second reading by a language model: what it is asked, and what of its answer is believed.
//!
//! Pure, like the rest of the judge. Sending the question and waiting for the answer is done elsewhere; here
//! are the words that go out, the form that must come back, and the rules by which it is checked and merged
//! with the embedded reading. Everything a model says is data: it names only what was listed, quotes only
//! what the customer wrote, and not a word of it reaches a customer.

mod claim;
mod envelope;
mod fault;
mod form;
mod gate;
mod merge;
mod opinion;
mod question;
mod team_words;
mod translation;

pub use claim::Claim;
pub use envelope::content;
pub use fault::Fault;
pub use gate::{Gate, GateState, Limits};
pub use merge::merged;
pub use opinion::{Cited, Opinion};
pub use question::{Paragraph, Question};
pub use translation::{Translation, same_facts};

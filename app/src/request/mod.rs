//! Who asks, and what they get when there is no page for them.
//!
//! A handler that takes a [`SignedIn`] or an [`Admin`] runs for nobody else; there is no other way to a
//! page's data, so no check can be forgotten.

mod flash;
mod oops;
mod refused;
mod signed_in;

pub use flash::{Said, say, set_flash, take_flash};
pub use oops::{Oops, show_refusals};
pub use refused::{refused, settled};
pub use signed_in::{Admin, SignedIn, Supervisor, begin_session, end_session};

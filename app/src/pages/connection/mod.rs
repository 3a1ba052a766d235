//! What an AI agent is connected with, as its pages have it: the form of what an adapter declares, how it is doing,
//! and its line in a list. A kind of connection adds what is its own and nothing else.

mod form;
mod how;
mod list;
mod open;
mod part;

pub use form::RawConnection;
pub use how::How;
pub use list::ConnectionRow;

pub(super) use form::at_values;
pub(super) use how::{READY, State, state};
pub(super) use list::row;
pub(super) use open::{kept, overtaken, said, standing};
pub(super) use part::{doing, fields, steps, trouble};

//! WHERE it goes: handoffs, the queues they lead to, and what is sent when a queue is used.
//!
//! Which of the queues can take a conversation is a pure function with the reason for each one that was
//! passed over. Who gets it there is not known here.

mod availability;
mod by_clock;
mod conduct;
mod destination;
mod group;
mod language;
mod opening;
mod pace;
mod queue;
mod scenario;
mod topic;
mod transfer;
mod transfer_function;

pub use availability::{Availability, Skipped, Wanted, availability};
pub use by_clock::{Turn, by_clock};
pub use destination::{
    DESTINATION_FIELDS, Destination, DestinationExample, parse_destinations, write_destinations,
};
pub(crate) use group::checked_groups;
pub use group::{GROUPS_MAX, names_group};
pub(crate) use language::is_spoken;
pub use language::{check_language, language_name};
pub use opening::{city, opening_in, opening_in_words, wait_in, wait_in_words};
pub use pace::{PickUp, expected_minutes, seconds_a_place};
pub use queue::{Queue, channel_names, channels_named};
pub use scenario::{
    AVAILABLE_EXAMPLES, Handoff, INSTRUCTIONS_MAX, UNAVAILABLE_EXAMPLES, function_name,
};
pub use topic::Topic;
pub use transfer::{Transfer, TransferState};
pub use transfer_function::{
    Instruction, KnownValue, NamedTexts, TRANSFER_KINDS, TRANSFER_PARAMETERS, Target,
    TransferField, TransferFunction, TransferInput, TransferKind, TransferParts, VALUES,
};

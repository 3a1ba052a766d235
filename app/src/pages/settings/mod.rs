//! Settings of the organisation and of the person who is signed in.

pub mod mine;
pub mod organisation;

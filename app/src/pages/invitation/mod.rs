//! Invitations, as the invited person sees them.

pub mod accept;

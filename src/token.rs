//! API tokens: how programs prove who they are.

use crate::{
    access::TokenScope,
    clock::Instant,
    id::{AgentId, TokenId},
};

/// What every token starts with, so that a leaked one can be recognised by scanners.
pub const PREFIX: &str = "hnd_";

/// An API token as kept: its secret is gone, only the hash was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub scope: TokenScope,
    pub agent: AgentId,
    pub agent_name: String,
    pub created_at: Instant,
    /// To the hour: a write for each request would be a waste.
    pub last_used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

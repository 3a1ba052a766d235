//! How it looks in JSON that somebody was given a conversation.

use handoff::{
    clock::Instant,
    routing::{Explained, Method},
    store::Assignment,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::card::Names;
use crate::api::problem::Person;

#[derive(Serialize, ToSchema)]
pub(super) struct AssignmentJson {
    operator: Person,
    queue: Option<String>,
    method: Method,
    profile: Option<String>,
    #[serde(flatten)]
    explained: Explained,
    #[schema(value_type = String, format = DateTime)]
    given_at: Instant,
    /// When it was first answered, or became somebody else's.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Instant>,
}

impl AssignmentJson {
    pub(super) fn of(assignments: Vec<Assignment>, names: &Names) -> Vec<Self> {
        let json = |assignment: Assignment| Self {
            operator: names.person(assignment.operator),
            queue: names.queue(assignment.queue),
            method: assignment.method,
            profile: assignment.profile,
            explained: assignment.explained,
            given_at: assignment.given_at,
            ended_at: assignment.ended_at,
        };
        assignments.into_iter().map(json).collect()
    }
}

//! How an operator looks in JSON.

use handoff::{
    actions::Desk,
    clock::Instant,
    id::OperatorId,
    operator::{Operator, Presence, Role},
    routing::Abilities,
    store::StoreError,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::ApiProblem;

#[derive(Serialize, ToSchema)]
pub(super) struct OperatorJson {
    pub(super) id: OperatorId,
    name: String,
    email: String,
    role: Role,
    enabled: bool,
    presence: Presence,
    /// Since when they are as they are, where that was noted.
    #[schema(value_type = Option<String>, format = DateTime)]
    presence_since: Option<Instant>,
    /// How much of their capacity is taken.
    load: u32,
    /// When they were last given a conversation, or took one.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_given_at: Option<Instant>,
    #[serde(flatten)]
    abilities: Abilities,
}

/// Everybody, in the order they joined.
pub(super) async fn cards(desk: &Desk) -> Result<Vec<OperatorJson>, StoreError> {
    let there = desk.store.people(desk.now()).await?;
    let mut abilities = desk.store.everybodys_abilities().await?;
    let mut operators = desk.store.operators().await?;
    operators.sort_by_key(|operator| operator.id);
    let card = |operator: Operator| {
        let person = there.people.iter().find(|person| person.id == operator.id);
        OperatorJson {
            id: operator.id,
            role: operator.role,
            enabled: operator.is_enabled(),
            presence: operator.presence,
            presence_since: person.and_then(|person| person.present_since),
            load: person.map_or(0, |person| person.load),
            last_given_at: person.and_then(|person| person.last_given),
            abilities: abilities.remove(&operator.id).unwrap_or_default(),
            name: operator.name,
            email: operator.email,
        }
    };
    Ok(operators.into_iter().map(card).collect())
}

/// One of them.
pub(super) async fn card(desk: &Desk, id: OperatorId) -> Result<OperatorJson, ApiProblem> {
    let found = cards(desk).await?.into_iter().find(|card| card.id == id);
    found.ok_or_else(|| ApiProblem::missing("There is no such operator."))
}

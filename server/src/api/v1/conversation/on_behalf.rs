//! Verbs a program may do in its own name, or in that of a person.

use handoff::{access::Actor, id::OperatorId, operator::Operator, problem::Problem, store::Store};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::{problem::ApiProblem, token::Caller};

/// The person it is done for, if it is done for one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OnBehalf {
    operator_id: Option<OperatorId>,
}

impl OnBehalf {
    /// Who did it, as the record will say.
    pub(super) async fn actor(&self, store: &Store, caller: &Caller) -> Result<Actor, ApiProblem> {
        let Some(id) = self.operator_id else {
            return Ok(caller.actor());
        };
        let operator = store.operator(id).await?.filter(Operator::is_enabled);
        let operator = operator.ok_or_else(|| {
            let detail = format!("There is no operator {id} who can take conversations.");
            ApiProblem::invalid(vec![Problem::new("/operator_id", detail)])
        })?;
        Ok(Actor::Operator {
            id,
            name: operator.name,
            role: operator.role,
        })
    }
}

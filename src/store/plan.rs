//! Presence plans as kept: when somebody works, for those of whom that is known.

use std::collections::BTreeMap;

use super::{Stamp, Store, StoreError, Tx};
use crate::{id::OperatorId, schedule::Schedule};

/// A presence plan with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedPlan {
    /// None once it was taken away.
    pub plan: Option<Schedule>,
    pub revision: i64,
}

impl Store {
    /// Everybody's plan, where there is one.
    pub async fn plans(&self) -> Result<BTreeMap<OperatorId, Schedule>, StoreError> {
        let sql = "select operator_id, hours from presence_plans where hours is not null";
        let rows: Vec<(i64, String)> = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let plan = |(id, hours): (i64, String)| Ok((OperatorId(id), serde_json::from_str(&hours)?));
        rows.into_iter().map(plan).collect()
    }

    /// Somebody's plan, if there ever was one.
    pub async fn plan(&self, of: OperatorId) -> Result<Option<SavedPlan>, StoreError> {
        let sql = "select hours, revision from presence_plans where operator_id = $1";
        let row: Option<(Option<String>, i64)> = sqlx::query_as(sql)
            .bind(of.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|(hours, revision)| {
            let plan = hours.as_deref().map(serde_json::from_str).transpose()?;
            Ok(SavedPlan { plan, revision })
        })
        .transpose()
    }
}

impl Tx {
    /// Keeps somebody's plan, unless somebody saved another one since `revision`; 0 is before the first.
    pub async fn save_plan(
        &mut self,
        of: OperatorId,
        plan: Option<&Schedule>,
        revision: i64,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into presence_plans (operator_id, hours, revision, saved_at, saved_by) values ($1, $2, $3 + 1, $4, $5) \
            on conflict (operator_id) do update set hours = excluded.hours, revision = excluded.revision, \
            saved_at = excluded.saved_at, saved_by = excluded.saved_by where presence_plans.revision = $3";
        let done = sqlx::query(sql)
            .bind(of.0)
            .bind(plan.map(serde_json::to_string).transpose()?)
            .bind(revision)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }
}

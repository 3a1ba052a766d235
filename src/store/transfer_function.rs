//! Transfer functions as kept.

use sqlx::{Any, Executor, FromRow};

use super::{Stamp, Store, StoreError, Tx, queue::changed_one};
use crate::{
    clock::{Instant, from_millis},
    handoff::TransferFunction,
    id::{AgentId, TransferFunctionId},
};

/// A transfer function with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedTransferFunction {
    pub function: TransferFunction,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

#[derive(FromRow)]
struct FunctionRow {
    id: i64,
    settings: String,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

/// A transfer function from the text it is kept as.
pub(super) fn read(id: i64, settings: &str) -> Result<TransferFunction, StoreError> {
    let function = TransferFunction::from_kept(&serde_json::from_str(settings)?);
    let function = function.ok_or_else(|| {
        StoreError::Unreadable(format!("transfer function {id} has no known kind"))
    })?;
    Ok(TransferFunction {
        id: TransferFunctionId(id),
        ..function
    })
}

impl TryFrom<FunctionRow> for SavedTransferFunction {
    type Error = StoreError;

    fn try_from(row: FunctionRow) -> Result<Self, StoreError> {
        Ok(Self {
            function: read(row.id, &row.settings)?,
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
        })
    }
}

const FUNCTIONS: &str = "select f.id, f.settings, f.revision, f.saved_at, o.name as saved_by from transfer_functions f \
    left join operators o on o.id = f.saved_by \
    where f.agent_id = $1 and (cast($2 as bigint) is null or f.id = $2) order by lower(f.name), f.id";

impl Store {
    /// An AI agent's transfer functions by name.
    pub async fn transfer_functions(
        &self,
        agent: AgentId,
    ) -> Result<Vec<SavedTransferFunction>, StoreError> {
        functions(&self.readers, agent, None).await
    }

    /// One of an AI agent's transfer functions.
    pub async fn transfer_function(
        &self,
        agent: AgentId,
        id: TransferFunctionId,
    ) -> Result<Option<SavedTransferFunction>, StoreError> {
        let found = functions(&self.readers, agent, Some(id)).await?;
        Ok(found.into_iter().next())
    }
}

async fn functions<'e>(
    db: impl Executor<'e, Database = Any>,
    agent: AgentId,
    id: Option<TransferFunctionId>,
) -> Result<Vec<SavedTransferFunction>, StoreError> {
    let rows: Vec<FunctionRow> = sqlx::query_as(FUNCTIONS)
        .bind(agent.0)
        .bind(id.map(|id| id.0))
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(SavedTransferFunction::try_from)
        .collect()
}

impl Tx {
    /// An AI agent's transfer functions by name, as they are now.
    pub async fn transfer_functions(
        &mut self,
        agent: AgentId,
    ) -> Result<Vec<SavedTransferFunction>, StoreError> {
        functions(&mut self.connection, agent, None).await
    }

    /// Keeps a new transfer function.
    pub async fn insert_transfer_function(
        &mut self,
        agent: AgentId,
        function: &TransferFunction,
        stamp: Stamp,
    ) -> Result<TransferFunctionId, StoreError> {
        let sql = "insert into transfer_functions (agent_id, name, settings, revision, saved_at, saved_by) values ($1, $2, $3, 1, $4, $5) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(&function.name)
            .bind(function.to_json().to_string())
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(TransferFunctionId(id))
    }

    /// Keeps a changed transfer function, unless somebody saved it since `revision`.
    pub async fn update_transfer_function(
        &mut self,
        agent: AgentId,
        function: &TransferFunction,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update transfer_functions set name = $1, settings = $2, revision = revision + 1, saved_at = $3, saved_by = $4 \
            where agent_id = $5 and id = $6 and (cast($7 as bigint) is null or revision = $7)";
        let done = sqlx::query(sql)
            .bind(&function.name)
            .bind(function.to_json().to_string())
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(function.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())
    }

    /// The queues that use a transfer function, by name.
    pub async fn queues_using(
        &mut self,
        agent: AgentId,
        id: TransferFunctionId,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "select name from queues where agent_id = $1 and transfer_function_id = $2 order by place, id";
        Ok(sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(id.0)
            .fetch_all(&mut self.connection)
            .await?)
    }

    /// The handoffs that lead to queues that use a transfer function, by name.
    pub async fn handoffs_using(
        &mut self,
        agent: AgentId,
        id: TransferFunctionId,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "select distinct h.name from handoffs h join handoff_queues hq on hq.handoff_id = h.id \
            join queues q on q.id = hq.queue_id where h.agent_id = $1 and q.transfer_function_id = $2 order by h.name";
        Ok(sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(id.0)
            .fetch_all(&mut self.connection)
            .await?)
    }

    /// Deletes a transfer function. True when the AI agent had it.
    pub async fn delete_transfer_function(
        &mut self,
        agent: AgentId,
        id: TransferFunctionId,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from transfer_functions where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

//! AI agents and their Human Handoff actions as kept.

use sqlx::{Any, Executor, FromRow};

use super::{Stamp, Store, StoreError, Tx};
use crate::{
    clock::{Instant, from_millis},
    id::AgentId,
    policy::{Action, Policy},
};

/// An AI agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub id: AgentId,
    /// What the widget's tag calls it. Not a secret.
    pub public_key: String,
    pub name: String,
    /// One line about whom it speaks for, such as “Alder & Pine shop”.
    pub about: String,
    pub created_at: Instant,
}

/// An AI agent in a list, with whether it hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSummary {
    pub agent: Agent,
    pub is_enabled: bool,
}

/// An AI agent's action with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedAction {
    pub action: Action,
    /// Grows with each save; a save names the one it was made from.
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

const COLUMNS: &str = "id, public_key, name, about, created_at";

#[derive(FromRow)]
struct AgentRow {
    id: i64,
    public_key: String,
    name: String,
    about: String,
    created_at: i64,
}

impl From<AgentRow> for Agent {
    fn from(row: AgentRow) -> Self {
        Self {
            id: AgentId(row.id),
            public_key: row.public_key,
            name: row.name,
            about: row.about,
            created_at: from_millis(row.created_at),
        }
    }
}

async fn first<'e>(db: impl Executor<'e, Database = Any>) -> Result<Option<Agent>, StoreError> {
    let sql = format!("select {COLUMNS} from agents order by id limit 1");
    let row: Option<AgentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .fetch_optional(db)
        .await?;
    Ok(row.map(Agent::from))
}

async fn action<'e>(
    db: impl Executor<'e, Database = Any>,
    agent: AgentId,
) -> Result<Option<SavedAction>, StoreError> {
    let sql = "select a.action, a.action_revision, a.action_saved_at, o.name from agents a \
        left join operators o on o.id = a.action_saved_by where a.id = $1";
    let row: Option<(String, i64, i64, Option<String>)> =
        sqlx::query_as(sql).bind(agent.0).fetch_optional(db).await?;
    row.map(|(action, revision, saved_at, saved_by)| {
        Ok(SavedAction {
            action: serde_json::from_str(&action)?,
            revision,
            saved_at: from_millis(saved_at),
            saved_by,
        })
    })
    .transpose()
}

impl Store {
    /// The AI agent with that id.
    pub async fn agent(&self, id: AgentId) -> Result<Option<Agent>, StoreError> {
        let sql = format!("select {COLUMNS} from agents where id = $1");
        let row: Option<AgentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(Agent::from))
    }

    /// The AI agent that the widget's tag names.
    pub async fn agent_by_key(&self, public_key: &str) -> Result<Option<Agent>, StoreError> {
        let sql = format!("select {COLUMNS} from agents where public_key = $1");
        let row: Option<AgentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(public_key)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(Agent::from))
    }

    /// Every AI agent, the oldest first.
    pub async fn agents(&self) -> Result<Vec<AgentSummary>, StoreError> {
        let sql = format!("select {COLUMNS} from agents order by id");
        let rows: Vec<AgentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await?;
        let mut agents = Vec::with_capacity(rows.len());
        for agent in rows.into_iter().map(Agent::from) {
            let is_enabled = self
                .action(agent.id)
                .await?
                .is_some_and(|saved| saved.action.enabled);
            agents.push(AgentSummary { agent, is_enabled });
        }
        Ok(agents)
    }

    /// An AI agent's Human Handoff action.
    pub async fn action(&self, agent: AgentId) -> Result<Option<SavedAction>, StoreError> {
        action(&self.readers, agent).await
    }

    /// Everything the engine is told about an AI agent.
    pub async fn policy(&self, agent: AgentId) -> Result<Option<Policy>, StoreError> {
        let around = self.surroundings(agent).await?;
        Ok(around.map(|around| Policy::clone(&around.policy)))
    }
}

impl Tx {
    /// The oldest AI agent, if there is any.
    pub async fn first_agent(&mut self) -> Result<Option<Agent>, StoreError> {
        first(&mut self.connection).await
    }

    /// An AI agent's action as it is now. Until the transaction ends nobody else changes it.
    pub async fn hold_action(&mut self, agent: AgentId) -> Result<Option<SavedAction>, StoreError> {
        // Writing a row, if only what it says already, holds it on either database.
        sqlx::query("update agents set public_key = public_key where id = $1")
            .bind(agent.0)
            .execute(&mut self.connection)
            .await?;
        action(&mut self.connection, agent).await
    }

    /// Keeps a new AI agent with its action.
    pub async fn insert_agent(
        &mut self,
        public_key: &str,
        (name, about): (&str, &str),
        action: &Action,
        now: Instant,
    ) -> Result<AgentId, StoreError> {
        let sql = "insert into agents (public_key, name, about, action, action_revision, action_saved_at, created_at) \
            values ($1, $2, $3, $4, 1, $5, $5) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(public_key)
            .bind(name)
            .bind(about)
            .bind(serde_json::to_string(action)?)
            .bind(now.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        Ok(AgentId(id))
    }

    /// Keeps an AI agent's name and line.
    pub async fn update_agent(
        &mut self,
        id: AgentId,
        name: &str,
        about: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update agents set name = $1, about = $2 where id = $3")
            .bind(name)
            .bind(about)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps a changed action, unless somebody saved another since `revision`.
    pub async fn save_action(
        &mut self,
        agent: AgentId,
        action: &Action,
        revision: i64,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update agents set action = $1, action_revision = action_revision + 1, action_saved_at = $2, action_saved_by = $3 \
            where id = $4 and action_revision = $5";
        let done = sqlx::query(sql)
            .bind(serde_json::to_string(action)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }
}

//! What everything that an AI agent is connected with has in common, as kept: whether it is on, what it was told,
//! its credentials, sealed, and how it is doing. Each kind keeps that in its own table, under the same names.
//! One more kind is a line in [`Connected`] and its statements.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Stamp, StoreError, Tx, queue::changed_one};
use crate::{
    channel::Settings,
    clock::{Instant, from_millis},
    id::{AgentId, ChannelId, HelpDeskId},
};

/// Something that an AI agent is connected with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connected {
    Channel(ChannelId),
    HelpDesk(HelpDeskId),
}

/// What was told and how it is doing.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    pub is_enabled: bool,
    /// Everything but the credentials.
    pub settings: Settings,
    /// The credentials by the fields' names, each sealed.
    pub sealed: BTreeMap<String, String>,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it.
    pub saved_by: Option<String>,
    /// What went wrong last, until something went well again.
    pub last_error: Option<(String, Instant)>,
    /// Since when nothing but failures came of it.
    pub failing_since: Option<Instant>,
    /// When and why it was switched off by the product.
    pub disabled: Option<(Instant, String)>,
}

/// What is about to be kept.
#[derive(Debug, Clone)]
pub struct NewConnection {
    pub is_enabled: bool,
    pub settings: Settings,
    pub sealed: BTreeMap<String, String>,
}

#[derive(FromRow)]
pub(super) struct ConnectionRow {
    enabled: i64,
    settings: String,
    sealed: String,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
    last_error: Option<String>,
    last_error_at: Option<i64>,
    failing_since: Option<i64>,
    disabled_at: Option<i64>,
    disabled_why: Option<String>,
}

impl TryFrom<ConnectionRow> for Connection {
    type Error = StoreError;

    fn try_from(row: ConnectionRow) -> Result<Self, StoreError> {
        let settings: BTreeMap<String, String> = serde_json::from_str(&row.settings)?;
        let disabled_at = row.disabled_at.map(from_millis);
        Ok(Self {
            is_enabled: row.enabled == 1,
            settings: settings.into_iter().collect(),
            sealed: serde_json::from_str(&row.sealed)?,
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
            last_error: row.last_error.zip(row.last_error_at.map(from_millis)),
            failing_since: row.failing_since.map(from_millis),
            disabled: disabled_at.map(|at| (at, row.disabled_why.unwrap_or_default())),
        })
    }
}

impl NewConnection {
    /// Its columns: whether it is on, the settings, the credentials.
    pub(super) fn columns(&self) -> Result<(i64, String, String), StoreError> {
        let values: BTreeMap<&str, &str> = self.settings.each().collect();
        Ok((
            i64::from(self.is_enabled),
            serde_json::to_string(&values)?,
            serde_json::to_string(&self.sealed)?,
        ))
    }
}

/// The statements of one kind. They differ in the table alone.
struct Statements {
    update: &'static str,
    reseal: &'static str,
    note: &'static str,
    disable: &'static str,
}

const OF_CHANNELS: Statements = Statements {
    update: "update channels set enabled = $1, settings = $2, sealed = $3, revision = revision + 1, saved_at = $4, saved_by = $5, \
        last_error = null, last_error_at = null, failing_since = null, disabled_at = null, disabled_why = null \
        where id = $6 and agent_id = $7 and revision = $8",
    reseal: "update channels set sealed = $1 where id = $2 and agent_id = $3 and revision = $4",
    note: "update channels set failing_since = $1 where id = $2 and agent_id = $3",
    disable: "update channels set enabled = 0, disabled_at = $1, disabled_why = $2, revision = revision + 1 \
        where id = $3 and agent_id = $4 and enabled = 1",
};

const OF_HELP_DESKS: Statements = Statements {
    update: "update help_desks set enabled = $1, settings = $2, sealed = $3, revision = revision + 1, saved_at = $4, saved_by = $5, \
        last_error = null, last_error_at = null, failing_since = null, disabled_at = null, disabled_why = null \
        where id = $6 and agent_id = $7 and revision = $8",
    reseal: "update help_desks set sealed = $1 where id = $2 and agent_id = $3 and revision = $4",
    note: "update help_desks set failing_since = $1 where id = $2 and agent_id = $3",
    disable: "update help_desks set enabled = 0, disabled_at = $1, disabled_why = $2, revision = revision + 1 \
        where id = $3 and agent_id = $4 and enabled = 1",
};

impl Connected {
    const fn statements(self) -> (i64, &'static Statements) {
        match self {
            Self::Channel(id) => (id.0, &OF_CHANNELS),
            Self::HelpDesk(id) => (id.0, &OF_HELP_DESKS),
        }
    }
}

impl Tx {
    /// Keeps what changed, unless somebody saved it since `revision`. What went wrong before is forgotten.
    pub(super) async fn update_connection(
        &mut self,
        (agent, of): (AgentId, Connected),
        revision: i64,
        changed: &NewConnection,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let (id, statements) = of.statements();
        let (enabled, settings, sealed) = changed.columns()?;
        let done = sqlx::query(statements.update)
            .bind(enabled)
            .bind(settings)
            .bind(sealed)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(id)
            .bind(agent.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())
    }

    /// Keeps credentials that were sealed anew. What is sealed is the same, so it is no new version; if it was
    /// saved since `revision`, nothing happens and the answer is no.
    pub async fn reseal_connection(
        &mut self,
        (agent, of): (AgentId, Connected),
        revision: i64,
        sealed: &BTreeMap<String, String>,
    ) -> Result<bool, StoreError> {
        let (id, statements) = of.statements();
        let done = sqlx::query(statements.reseal)
            .bind(serde_json::to_string(sealed)?)
            .bind(id)
            .bind(agent.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes since when nothing but failures came of it, or that it is well again.
    pub async fn note_connection(
        &mut self,
        (agent, of): (AgentId, Connected),
        failing_since: Option<Instant>,
    ) -> Result<(), StoreError> {
        let (id, statements) = of.statements();
        sqlx::query(statements.note)
            .bind(failing_since.map(|at| at.timestamp_millis()))
            .bind(id)
            .bind(agent.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Switches it off because of what came of it. True unless it was off already.
    pub async fn disable_connection(
        &mut self,
        (agent, of): (AgentId, Connected),
        why: &str,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let (id, statements) = of.statements();
        let done = sqlx::query(statements.disable)
            .bind(now.timestamp_millis())
            .bind(why)
            .bind(id)
            .bind(agent.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

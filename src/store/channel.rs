//! Connected channels as kept: what was told, and the credentials, sealed.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx, queue::changed_one, unknown};
use crate::{
    channel::{Channel, Settings},
    clock::{Instant, from_millis},
    id::{AgentId, ChannelId},
};

/// A channel of an AI agent.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedChannel {
    pub id: ChannelId,
    pub agent: AgentId,
    pub channel: Channel,
    /// What stands in the address that the vendor calls.
    pub inbound_key: String,
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
    /// When a customer was last heard on it.
    pub heard_at: Option<Instant>,
    /// When something was last sent.
    pub sent_at: Option<Instant>,
}

/// A channel about to be kept.
#[derive(Debug, Clone)]
pub struct NewChannel {
    pub agent: AgentId,
    pub channel: Channel,
    pub inbound_key: String,
    pub is_enabled: bool,
    pub settings: Settings,
    pub sealed: BTreeMap<String, String>,
}

#[derive(FromRow)]
struct ChannelRow {
    id: i64,
    agent_id: i64,
    kind: String,
    inbound_key: String,
    enabled: i64,
    settings: String,
    sealed: String,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
    last_error: Option<String>,
    last_error_at: Option<i64>,
    heard_at: Option<i64>,
    sent_at: Option<i64>,
}

impl TryFrom<ChannelRow> for SavedChannel {
    type Error = StoreError;

    fn try_from(row: ChannelRow) -> Result<Self, StoreError> {
        let settings: BTreeMap<String, String> = serde_json::from_str(&row.settings)?;
        Ok(Self {
            id: ChannelId(row.id),
            agent: AgentId(row.agent_id),
            channel: Channel::parse(&row.kind).ok_or_else(|| unknown("channel", &row.kind))?,
            inbound_key: row.inbound_key,
            is_enabled: row.enabled == 1,
            settings: settings.into_iter().collect(),
            sealed: serde_json::from_str(&row.sealed)?,
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
            last_error: row.last_error.zip(row.last_error_at.map(from_millis)),
            heard_at: row.heard_at.map(from_millis),
            sent_at: row.sent_at.map(from_millis),
        })
    }
}

const CHANNELS: &str = "select c.id, c.agent_id, c.kind, c.inbound_key, c.enabled, c.settings, c.sealed, c.revision, c.saved_at, \
    o.name as saved_by, c.last_error, c.last_error_at, c.heard_at, c.sent_at \
    from channels c left join operators o on o.id = c.saved_by \
    where (cast($1 as bigint) is null or c.agent_id = $1) and (cast($2 as text) is null or c.inbound_key = $2) \
    and (cast($3 as bigint) is null or c.id = $3) order by c.id";

/// Which channels are asked for.
#[derive(Default)]
struct Wanted<'a> {
    agent: Option<AgentId>,
    key: Option<&'a str>,
    id: Option<ChannelId>,
}

impl Store {
    /// An AI agent's channels.
    pub async fn channels(&self, agent: AgentId) -> Result<Vec<SavedChannel>, StoreError> {
        let agent = Some(agent);
        self.channels_where(Wanted {
            agent,
            ..Wanted::default()
        })
        .await
    }

    /// Every channel of every AI agent.
    pub async fn all_channels(&self) -> Result<Vec<SavedChannel>, StoreError> {
        self.channels_where(Wanted::default()).await
    }

    /// The channel whose vendor calls that address.
    pub async fn channel_by_key(&self, key: &str) -> Result<Option<SavedChannel>, StoreError> {
        let found = self.channels_where(Wanted {
            key: Some(key),
            ..Wanted::default()
        });
        Ok(found.await?.pop())
    }

    /// A channel.
    pub async fn channel(&self, id: ChannelId) -> Result<Option<SavedChannel>, StoreError> {
        let found = self.channels_where(Wanted {
            id: Some(id),
            ..Wanted::default()
        });
        Ok(found.await?.pop())
    }

    async fn channels_where(&self, wanted: Wanted<'_>) -> Result<Vec<SavedChannel>, StoreError> {
        let rows: Vec<ChannelRow> = sqlx::query_as(CHANNELS)
            .bind(wanted.agent.map(|id| id.0))
            .bind(wanted.key)
            .bind(wanted.id.map(|id| id.0))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(SavedChannel::try_from).collect()
    }
}

impl Tx {
    /// Keeps a new channel. Fails with a duplicate when the AI agent has one of that kind.
    pub async fn insert_channel(
        &mut self,
        new: &NewChannel,
        stamp: Stamp,
    ) -> Result<ChannelId, StoreError> {
        let sql = "insert into channels (agent_id, kind, inbound_key, enabled, settings, sealed, revision, saved_at, saved_by) \
            values ($1, $2, $3, $4, $5, $6, 1, $7, $8) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.agent.0)
            .bind(new.channel.as_str())
            .bind(&new.inbound_key)
            .bind(i64::from(new.is_enabled))
            .bind(kept(&new.settings)?)
            .bind(serde_json::to_string(&new.sealed)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(ChannelId(id))
    }

    /// Keeps a changed channel, unless somebody saved it since `revision`.
    pub async fn update_channel(
        &mut self,
        (id, revision): (ChannelId, i64),
        changed: &NewChannel,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update channels set enabled = $1, settings = $2, sealed = $3, revision = revision + 1, saved_at = $4, saved_by = $5, \
            last_error = null, last_error_at = null where id = $6 and agent_id = $7 and revision = $8";
        let done = sqlx::query(sql)
            .bind(i64::from(changed.is_enabled))
            .bind(kept(&changed.settings)?)
            .bind(serde_json::to_string(&changed.sealed)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(id.0)
            .bind(changed.agent.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())
    }

    /// Keeps credentials that were sealed anew. What is sealed is the same, so it is no new version; if it was
    /// saved meanwhile, nothing happens and the answer is no.
    pub async fn reseal_channel(
        &mut self,
        of: &SavedChannel,
        sealed: &BTreeMap<String, String>,
    ) -> Result<bool, StoreError> {
        let sql = "update channels set sealed = $1 where id = $2 and revision = $3";
        let done = sqlx::query(sql)
            .bind(serde_json::to_string(sealed)?)
            .bind(of.id.0)
            .bind(of.revision)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that something went wrong on a channel.
    pub async fn note_channel_error(
        &mut self,
        id: ChannelId,
        error: &str,
        at: Instant,
    ) -> Result<(), StoreError> {
        sqlx::query("update channels set last_error = $1, last_error_at = $2 where id = $3")
            .bind(error)
            .bind(at.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes that something was sent on a channel, which ends what went wrong before.
    pub async fn note_channel_sent(
        &mut self,
        id: ChannelId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update channels set last_error = null, last_error_at = null, sent_at = $1 where id = $2";
        sqlx::query(sql)
            .bind(at.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

fn kept(settings: &Settings) -> Result<String, StoreError> {
    let values: BTreeMap<&str, &str> = settings.each().collect();
    Ok(serde_json::to_string(&values)?)
}

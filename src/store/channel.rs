//! Connected channels as kept.

use sqlx::FromRow;

use super::{
    Stamp, Store, StoreError, Tx,
    connection::{Connected, Connection, ConnectionRow, NewConnection},
    unknown,
};
use crate::{
    channel::Channel,
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
    pub connection: Connection,
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
    pub connection: NewConnection,
}

#[derive(FromRow)]
struct ChannelRow {
    id: i64,
    agent_id: i64,
    kind: String,
    inbound_key: String,
    #[sqlx(flatten)]
    connection: ConnectionRow,
    heard_at: Option<i64>,
    sent_at: Option<i64>,
}

impl TryFrom<ChannelRow> for SavedChannel {
    type Error = StoreError;

    fn try_from(row: ChannelRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ChannelId(row.id),
            agent: AgentId(row.agent_id),
            channel: Channel::parse(&row.kind).ok_or_else(|| unknown("channel", &row.kind))?,
            inbound_key: row.inbound_key,
            connection: row.connection.try_into()?,
            heard_at: row.heard_at.map(from_millis),
            sent_at: row.sent_at.map(from_millis),
        })
    }
}

const CHANNELS: &str = "select c.id, c.agent_id, c.kind, c.inbound_key, c.enabled, c.settings, c.sealed, c.revision, c.saved_at, \
    o.name as saved_by, c.last_error, c.last_error_at, c.failing_since, c.disabled_at, c.disabled_why, c.heard_at, c.sent_at \
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
        let (enabled, settings, sealed) = new.connection.columns()?;
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.agent.0)
            .bind(new.channel.as_str())
            .bind(&new.inbound_key)
            .bind(enabled)
            .bind(settings)
            .bind(sealed)
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
        let of = (changed.agent, Connected::Channel(id));
        self.update_connection(of, revision, &changed.connection, stamp)
            .await
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

//! Help desks as kept, what they are told of, and the tickets that were made there.

use sqlx::FromRow;

use super::{
    Stamp, Store, StoreError, Tx,
    connection::{Connected, Connection, ConnectionRow, NewConnection},
};
use crate::{
    clock::{Instant, from_millis},
    delivery::{Delivery, Kind, occasion},
    event::{EventKind, NewEvent},
    help_desk::{Made, Mask},
    id::{AgentId, ConversationId, DeliveryId, EventId, HelpDeskId},
};

/// A help desk of an AI agent.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedHelpDesk {
    pub id: HelpDeskId,
    pub agent: AgentId,
    /// The name of its vendor, such as `zendesk`.
    pub vendor: String,
    pub connection: Connection,
    pub mask: Mask,
    /// When a ticket was last made.
    pub made_at: Option<Instant>,
}

/// A help desk about to be kept.
#[derive(Debug, Clone)]
pub struct NewHelpDesk {
    pub agent: AgentId,
    pub vendor: &'static str,
    pub connection: NewConnection,
    pub mask: Mask,
    /// Where tickets go, as people know it.
    pub destination: String,
}

/// A ticket that was made of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedTicket {
    /// The name of the help desk's vendor.
    pub vendor: String,
    pub made: Made,
}

#[derive(FromRow)]
struct HelpDeskRow {
    id: i64,
    agent_id: i64,
    vendor: String,
    #[sqlx(flatten)]
    connection: ConnectionRow,
    mask: String,
    made_at: Option<i64>,
}

impl TryFrom<HelpDeskRow> for SavedHelpDesk {
    type Error = StoreError;

    fn try_from(row: HelpDeskRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: HelpDeskId(row.id),
            agent: AgentId(row.agent_id),
            vendor: row.vendor,
            connection: row.connection.try_into()?,
            mask: serde_json::from_str(&row.mask)?,
            made_at: row.made_at.map(from_millis),
        })
    }
}

const HELP_DESKS: &str = "select h.id, h.agent_id, h.vendor, h.enabled, h.settings, h.sealed, h.mask, h.revision, h.saved_at, \
    o.name as saved_by, h.last_error, h.last_error_at, h.failing_since, h.disabled_at, h.disabled_why, h.made_at \
    from help_desks h left join operators o on o.id = h.saved_by \
    where (cast($1 as bigint) is null or h.agent_id = $1) and (cast($2 as bigint) is null or h.id = $2) order by h.id";

impl Store {
    /// The help desks of an AI agent, or of all of them.
    pub async fn help_desks(
        &self,
        agent: Option<AgentId>,
    ) -> Result<Vec<SavedHelpDesk>, StoreError> {
        self.help_desks_where(agent, None).await
    }

    /// One help desk.
    pub async fn help_desk(&self, id: HelpDeskId) -> Result<Option<SavedHelpDesk>, StoreError> {
        Ok(self.help_desks_where(None, Some(id)).await?.pop())
    }

    async fn help_desks_where(
        &self,
        agent: Option<AgentId>,
        id: Option<HelpDeskId>,
    ) -> Result<Vec<SavedHelpDesk>, StoreError> {
        let rows: Vec<HelpDeskRow> = sqlx::query_as(HELP_DESKS)
            .bind(agent.map(|id| id.0))
            .bind(id.map(|id| id.0))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(SavedHelpDesk::try_from).collect()
    }

    /// The tickets that were made of a conversation, the newest first.
    pub async fn tickets(&self, of: &ConversationId) -> Result<Vec<SavedTicket>, StoreError> {
        let sql = "select h.vendor, t.vendor_id, t.url from tickets t join help_desks h on h.id = t.help_desk_id \
            where t.conversation_id = $1 order by t.delivery_id desc";
        let rows: Vec<(String, String, String)> = sqlx::query_as(sql)
            .bind(&of.0)
            .fetch_all(&self.readers)
            .await?;
        let saved = rows.into_iter().map(|(vendor, id, url)| SavedTicket {
            vendor,
            made: Made { id, url },
        });
        Ok(saved.collect())
    }

    /// The newest conversation of an AI agent that was handed off, and when.
    pub async fn newest_handoff(
        &self,
        agent: AgentId,
    ) -> Result<Option<(ConversationId, Instant)>, StoreError> {
        let sql = "select r.conversation_id, r.requested_at from handoff_requests r \
            join conversations c on c.id = r.conversation_id where c.agent_id = $1 order by r.id desc limit 1";
        let row: Option<(String, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|(id, at)| (ConversationId(id), from_millis(at))))
    }
}

impl Tx {
    /// Keeps a new help desk. Fails with a duplicate when the AI agent has one of that vendor.
    pub async fn insert_help_desk(
        &mut self,
        new: &NewHelpDesk,
        stamp: Stamp,
    ) -> Result<HelpDeskId, StoreError> {
        let sql = "insert into help_desks (agent_id, vendor, enabled, settings, sealed, mask, destination, revision, saved_at, saved_by) \
            values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9) returning id";
        let (enabled, settings, sealed) = new.connection.columns()?;
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.agent.0)
            .bind(new.vendor)
            .bind(enabled)
            .bind(settings)
            .bind(sealed)
            .bind(serde_json::to_string(&new.mask)?)
            .bind(&new.destination)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(HelpDeskId(id))
    }

    /// Keeps a changed help desk, unless somebody saved it since `revision`.
    pub async fn update_help_desk(
        &mut self,
        (id, revision): (HelpDeskId, i64),
        changed: &NewHelpDesk,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let of = (changed.agent, Connected::HelpDesk(id));
        self.update_connection(of, revision, &changed.connection, stamp)
            .await?;
        let sql =
            "update help_desks set mask = $1, destination = $2 where id = $3 and agent_id = $4";
        sqlx::query(sql)
            .bind(serde_json::to_string(&changed.mask)?)
            .bind(&changed.destination)
            .bind(id.0)
            .bind(changed.agent.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Notes what came of an attempt: what went wrong, or that a ticket is there.
    pub async fn note_help_desk(
        &mut self,
        (agent, id): (AgentId, HelpDeskId),
        error: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update help_desks set last_error = $1, last_error_at = case when cast($1 as text) is null then null else $2 end, \
            made_at = case when cast($1 as text) is null then $2 else made_at end where id = $3 and agent_id = $4";
        sqlx::query(sql)
            .bind(error)
            .bind(now.timestamp_millis())
            .bind(id.0)
            .bind(agent.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps the ticket that a delivery became. True unless it was kept before.
    pub async fn insert_ticket(
        &mut self,
        of: &Delivery,
        made: &Made,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "insert into tickets (delivery_id, help_desk_id, conversation_id, vendor_id, url, made_at) \
            values ($1, $2, $3, $4, $5, $6) on conflict (delivery_id) do nothing";
        let done = sqlx::query(sql)
            .bind(of.id.0)
            .bind(of.help_desk.map(|id| id.0))
            .bind(of.conversation.as_ref().map(|id| id.0.as_str()))
            .bind(&made.id)
            .bind(&made.url)
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Writes down that a help desk is to be tested.
    pub async fn insert_help_desk_test(
        &mut self,
        id: HelpDeskId,
        key: &str,
        now: Instant,
    ) -> Result<DeliveryId, StoreError> {
        let sql = "insert into deliveries (kind, destination, agent_id, event, key, body, state, attempts, made_at, due_at, help_desk_id) \
            select $1, destination, agent_id, $2, $3, '', 'due', 0, $4, $4, id from help_desks where id = $5 returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(Kind::HelpDesk.as_str())
            .bind(occasion::TEST)
            .bind(key)
            .bind(now.timestamp_millis())
            .bind(id.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(DeliveryId(id))
    }

    /// Writes down the tickets that are to be made of what was just written down, each with its id.
    pub(super) async fn tell_help_desks(
        &mut self,
        events: &[(EventId, Instant, &NewEvent)],
    ) -> Result<(), StoreError> {
        // The key names the conversation, so that two deployments with one help desk never mistake each other's.
        let sql = "insert into deliveries (kind, destination, agent_id, conversation_id, event, key, body, state, attempts, \
            made_at, due_at, help_desk_id, event_id) \
            select $1, destination, agent_id, $2, $3, $4 || cast(id as text), '', 'due', 0, $5, $5, id, $6 \
            from help_desks where agent_id = $7 and enabled = 1 order by id on conflict (key) do nothing";
        for (id, at, event) in events {
            let (Some(of), Some(agent)) = (&event.conversation, event.agent) else {
                continue;
            };
            if event.kind != EventKind::HandoffRequested {
                continue;
            }
            sqlx::query(sql)
                .bind(Kind::HelpDesk.as_str())
                .bind(&of.0)
                .bind(event.kind.as_str())
                .bind(format!("ticket_{of}_{id}_"))
                .bind(at.timestamp_millis())
                .bind(id.0)
                .bind(agent.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }
}

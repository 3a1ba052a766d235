//! What is needed to give conversations out one after the other, and what is kept of it.

use super::{
    Store, StoreError, Tx,
    conversation::{COLUMNS, ConversationRow},
    queue::Kept,
    transfer_function,
};
use crate::{
    clock::{Instant, from_millis},
    conversation::Conversation,
    handoff::{Queue, Target},
    id::{AssignmentId, ConversationId, OperatorId, QueueId, RoutingProfileId},
    routing::{Explained, Fallback, Method, Sharing},
};

/// A queue with how its conversations are shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedQueue {
    pub queue: Queue,
    pub sharing: Sharing,
    /// Another system takes what comes here, so nobody of ours is given it.
    pub is_elsewhere: bool,
}

/// One time that somebody was given a conversation by the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    pub id: AssignmentId,
    pub conversation: ConversationId,
    pub queue: Option<QueueId>,
    pub operator: OperatorId,
    pub method: Method,
    /// The routing profile it was about, by name.
    pub profile: Option<String>,
    pub explained: Explained,
    pub given_at: Instant,
    pub ended_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    id: i64,
    conversation_id: String,
    queue_id: Option<i64>,
    operator_id: i64,
    method: String,
    profile: Option<String>,
    why: String,
    given_at: i64,
    ended_at: Option<i64>,
}

impl TryFrom<AssignmentRow> for Assignment {
    type Error = StoreError;

    fn try_from(row: AssignmentRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AssignmentId(row.id),
            conversation: ConversationId(row.conversation_id),
            queue: row.queue_id.map(QueueId),
            operator: OperatorId(row.operator_id),
            method: Method::named(&row.method).unwrap_or_default(),
            profile: row.profile,
            explained: serde_json::from_str(&row.why)?,
            given_at: from_millis(row.given_at),
            ended_at: row.ended_at.map(from_millis),
        })
    }
}

const ASSIGNMENTS: &str = "select id, conversation_id, queue_id, operator_id, method, profile, why, given_at, ended_at from assignments";

#[derive(sqlx::FromRow)]
struct SharedRow {
    id: i64,
    name: String,
    enabled: i64,
    hours: String,
    settings: String,
    sharing: String,
    function_id: Option<i64>,
    function: Option<String>,
}

impl TryFrom<SharedRow> for SharedQueue {
    type Error = StoreError;

    fn try_from(row: SharedRow) -> Result<Self, StoreError> {
        let function = row.function_id.zip(row.function);
        let function = function
            .map(|(id, settings)| transfer_function::read(id, &settings))
            .transpose()?;
        let kept = Kept {
            id: row.id,
            name: row.name,
            enabled: row.enabled == 1,
            hours: &row.hours,
            settings: &row.settings,
            transfer_function: row.function_id,
        };
        Ok(Self {
            queue: kept.queue()?,
            sharing: serde_json::from_str(&row.sharing)?,
            is_elsewhere: function.is_some_and(|function| function.target != Target::Queue),
        })
    }
}

impl Store {
    /// Whether anything waits in a queue that gives its conversations to somebody.
    pub async fn has_something_to_give(&self) -> Result<bool, StoreError> {
        let sql = "select count(*) from (select 1 from queues q where q.gives = 1 and exists (\
            select 1 from conversations c where c.queue_id = q.id and c.state = 'waiting') limit 1) as found";
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&self.readers).await?;
        Ok(count > 0)
    }

    /// Who was given a conversation by the product, the newest first.
    pub async fn assignments(&self, of: &ConversationId) -> Result<Vec<Assignment>, StoreError> {
        let sql = format!("{ASSIGNMENTS} where conversation_id = $1 order by id desc limit 20");
        let rows: Vec<AssignmentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.0)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Assignment::try_from).collect()
    }
}

impl Store {
    /// What was given and waits for its first answer, with how its queue shares out now; the oldest first.
    pub async fn unanswered_assignments(&self) -> Result<Vec<(Assignment, Sharing)>, StoreError> {
        let sql = "select a.id, a.conversation_id, a.queue_id, a.operator_id, a.method, a.profile, a.why, a.given_at, a.ended_at, q.sharing \
            from assignments a join queues q on q.id = a.queue_id where a.ended_at is null order by a.given_at limit 500";
        let rows: Vec<LateRow> = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let late = |row: LateRow| {
            let sharing = serde_json::from_str(&row.sharing)?;
            Ok((Assignment::try_from(row.assignment)?, sharing))
        };
        rows.into_iter().map(late).collect()
    }

    /// What waits for longer than its queue's fallback says, with that; the newest first, since what has
    /// fallen back already is not touched again.
    pub async fn due_to_fall_back(
        &self,
        now: Instant,
    ) -> Result<Vec<(Conversation, Fallback)>, StoreError> {
        let sql = "select id, sharing, falls_back_after from queues where falls_back_after is not null order by id";
        let queues: Vec<(i64, String, i64)> = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        let mut due = Vec::new();
        for (queue, sharing, minutes) in queues {
            let sharing: Sharing = serde_json::from_str(&sharing)?;
            let sql = format!(
                "select {COLUMNS} from conversations where state = 'waiting' and queue_id = $1 and waiting_since <= $2 \
                 order by waiting_since desc limit 200"
            );
            let rows: Vec<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(queue)
                .bind(now.timestamp_millis() - minutes * 60_000)
                .fetch_all(&self.readers)
                .await?;
            for row in rows {
                due.push((Conversation::try_from(row)?, sharing.fallback));
            }
        }
        Ok(due)
    }
}

#[derive(sqlx::FromRow)]
struct LateRow {
    #[sqlx(flatten)]
    assignment: AssignmentRow,
    sharing: String,
}

impl Tx {
    /// Waits for one's turn to give conversations out, until the end of the transaction. Gives back how often
    /// that was done.
    pub async fn begin_hand_out(&mut self) -> Result<i64, StoreError> {
        let sql = "update hand_outs set number = number + 1 returning number";
        Ok(sqlx::query_scalar(sql)
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// What waits in the queues that give their conversations to somebody, the first in line first.
    pub async fn waiting_to_be_given(
        &mut self,
        limit: i64,
    ) -> Result<Vec<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations where state = 'waiting' and queue_id in (select id from queues where gives = 1) \
             order by line_key, id limit $1"
        );
        let rows: Vec<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(limit)
            .fetch_all(&mut self.connection)
            .await?;
        rows.into_iter().map(Conversation::try_from).collect()
    }

    /// What somebody has.
    pub async fn held_by(&mut self, id: OperatorId) -> Result<Vec<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations where state = 'with_operator' and assignee_id = $1 order by id"
        );
        let rows: Vec<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .fetch_all(&mut self.connection)
            .await?;
        rows.into_iter().map(Conversation::try_from).collect()
    }

    /// A queue with how its conversations are shared out.
    pub async fn shared_queue(&mut self, id: QueueId) -> Result<Option<SharedQueue>, StoreError> {
        let sql = "select q.id, q.name, q.enabled, s.hours, q.settings, q.sharing, f.id as function_id, f.settings as function \
            from queues q join schedules s on s.id = q.schedule_id left join transfer_functions f on f.id = q.transfer_function_id \
            where q.id = $1";
        let row: Option<SharedRow> = sqlx::query_as(sql)
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(SharedQueue::try_from).transpose()
    }

    /// The name and the people of a routing profile that is in use.
    pub async fn people_for(
        &mut self,
        id: RoutingProfileId,
    ) -> Result<Option<(String, Vec<OperatorId>)>, StoreError> {
        let sql = "select name, operators from routing_profiles where id = $1 and is_active = 1";
        let row: Option<(String, String)> = sqlx::query_as(sql)
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(|(name, people)| Ok((name, serde_json::from_str(&people)?)))
            .transpose()
    }

    /// Keeps that somebody was given a conversation, and that it was their turn in the queue.
    pub async fn insert_assignment(
        &mut self,
        new: &Assignment,
        (of, turn): (&Conversation, i64),
    ) -> Result<AssignmentId, StoreError> {
        let sql = "insert into assignments (agent_id, conversation_id, queue_id, operator_id, method, profile, why, given_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(of.agent.0)
            .bind(&new.conversation.0)
            .bind(new.queue.map(|id| id.0))
            .bind(new.operator.0)
            .bind(new.method.as_str())
            .bind(new.profile.as_deref())
            .bind(serde_json::to_string(&new.explained)?)
            .bind(new.given_at.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        if let Some(queue) = new.queue {
            let sql = "insert into turns (queue_id, operator_id, number) values ($1, $2, $3) \
                on conflict (queue_id, operator_id) do update set number = excluded.number";
            sqlx::query(sql)
                .bind(queue.0)
                .bind(new.operator.0)
                .bind(turn)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(AssignmentId(id))
    }

    /// Ends what was given of a conversation: it is somebody else's, or nobody's.
    pub async fn end_assignments(
        &mut self,
        of: &ConversationId,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql =
            "update assignments set ended_at = $1 where conversation_id = $2 and ended_at is null";
        sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(&of.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// An assignment that waits for its first answer.
    pub async fn open_assignment(
        &mut self,
        id: AssignmentId,
    ) -> Result<Option<Assignment>, StoreError> {
        let sql = format!("{ASSIGNMENTS} where id = $1 and ended_at is null");
        let row: Option<AssignmentRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(Assignment::try_from).transpose()
    }
}

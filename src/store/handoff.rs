//! Handoffs as kept, with the queues they lead to.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx, queue::changed_one};
use crate::{
    clock::{Instant, from_millis},
    handoff::Handoff,
    id::{AgentId, HandoffId, QueueId},
};

/// A handoff with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedHandoff {
    pub handoff: Handoff,
    /// Its place in the order of the handoffs, from 1; the first is the default one.
    pub place: i64,
    /// The topics that lead to it, by title.
    pub topics: Vec<String>,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

/// What the AI is told, as kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Instructions {
    pub(super) available: String,
    pub(super) unavailable: String,
}

#[derive(FromRow)]
struct HandoffRow {
    id: i64,
    name: String,
    description: String,
    instructions: String,
    place: i64,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

/// A handoff without its queues.
pub(super) fn read(
    id: i64,
    (name, description): (String, String),
    instructions: &str,
) -> Result<Handoff, StoreError> {
    let instructions: Instructions = serde_json::from_str(instructions)?;
    Ok(Handoff {
        description,
        available_instructions: instructions.available,
        unavailable_instructions: instructions.unavailable,
        ..Handoff::named(HandoffId(id), name)
    })
}

fn instructions(handoff: &Handoff) -> Result<String, StoreError> {
    Ok(serde_json::to_string(&Instructions {
        available: handoff.available_instructions.clone(),
        unavailable: handoff.unavailable_instructions.clone(),
    })?)
}

impl Store {
    /// An AI agent's handoffs in order.
    pub async fn handoffs(&self, agent: AgentId) -> Result<Vec<SavedHandoff>, StoreError> {
        let sql = "select h.id, h.name, h.description, h.instructions, h.place, h.revision, h.saved_at, o.name as saved_by \
            from handoffs h left join operators o on o.id = h.saved_by where h.agent_id = $1 order by h.place, h.id";
        let rows: Vec<HandoffRow> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let sql = "select hq.handoff_id, hq.queue_id from handoff_queues hq join handoffs h on h.id = hq.handoff_id \
            where h.agent_id = $1 order by hq.handoff_id, hq.place";
        let queues: Vec<(i64, i64)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        let sql = "select th.handoff_id, t.title from topic_handoffs th join topics t on t.id = th.topic_id \
            where t.agent_id = $1 order by lower(t.title), t.id";
        let topics: Vec<(i64, String)> = sqlx::query_as(sql)
            .bind(agent.0)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter()
            .map(|row| {
                let own_queues = queues.iter().filter(|(handoff, _)| *handoff == row.id);
                let own_topics = topics.iter().filter(|(handoff, _)| *handoff == row.id);
                let handoff = read(row.id, (row.name, row.description), &row.instructions)?;
                Ok(SavedHandoff {
                    handoff: Handoff {
                        queues: own_queues.map(|(_, queue)| QueueId(*queue)).collect(),
                        ..handoff
                    },
                    place: row.place,
                    topics: own_topics.map(|(_, title)| title.clone()).collect(),
                    revision: row.revision,
                    saved_at: from_millis(row.saved_at),
                    saved_by: row.saved_by,
                })
            })
            .collect()
    }

    /// One of an AI agent's handoffs.
    pub async fn handoff(
        &self,
        agent: AgentId,
        id: HandoffId,
    ) -> Result<Option<SavedHandoff>, StoreError> {
        let all = self.handoffs(agent).await?;
        Ok(all.into_iter().find(|saved| saved.handoff.id == id))
    }
}

impl Tx {
    /// Keeps a new handoff after those there are.
    pub async fn insert_handoff(
        &mut self,
        agent: AgentId,
        handoff: &Handoff,
        stamp: Stamp,
    ) -> Result<HandoffId, StoreError> {
        let sql = "insert into handoffs (agent_id, name, function, description, instructions, place, revision, saved_at, saved_by) \
            values ($1, $2, $3, $4, $5, (select coalesce(max(place), 0) + 1 from handoffs where agent_id = $1), 1, $6, $7) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(&handoff.name)
            .bind(handoff.function())
            .bind(&handoff.description)
            .bind(instructions(handoff)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        let id = HandoffId(id);
        self.lead_to(id, &handoff.queues).await?;
        Ok(id)
    }

    /// Keeps a changed handoff, unless somebody saved it since `revision`.
    pub async fn update_handoff(
        &mut self,
        agent: AgentId,
        handoff: &Handoff,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update handoffs set name = $1, function = $2, description = $3, instructions = $4, \
            revision = revision + 1, saved_at = $5, saved_by = $6 \
            where agent_id = $7 and id = $8 and (cast($9 as bigint) is null or revision = $9)";
        let done = sqlx::query(sql)
            .bind(&handoff.name)
            .bind(handoff.function())
            .bind(&handoff.description)
            .bind(instructions(handoff)?)
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(handoff.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())?;
        self.lead_to(handoff.id, &handoff.queues).await
    }

    async fn lead_to(&mut self, id: HandoffId, queues: &[QueueId]) -> Result<(), StoreError> {
        sqlx::query("delete from handoff_queues where handoff_id = $1")
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        let sql = "insert into handoff_queues (handoff_id, queue_id, place) values ($1, $2, $3)";
        for (queue, place) in queues.iter().zip(1_i64..) {
            sqlx::query(sql)
                .bind(id.0)
                .bind(queue.0)
                .bind(place)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Puts an AI agent's handoffs into this order.
    pub async fn order_handoffs(
        &mut self,
        agent: AgentId,
        order: &[HandoffId],
    ) -> Result<(), StoreError> {
        for (id, place) in order.iter().zip(1_i64..) {
            sqlx::query("update handoffs set place = $1 where agent_id = $2 and id = $3")
                .bind(place)
                .bind(agent.0)
                .bind(id.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// The handoffs that lead to a queue, by name.
    pub async fn handoffs_leading_to(&mut self, queue: QueueId) -> Result<Vec<String>, StoreError> {
        let sql = "select h.name from handoffs h join handoff_queues hq on hq.handoff_id = h.id \
            where hq.queue_id = $1 order by h.place, h.id";
        Ok(sqlx::query_scalar(sql)
            .bind(queue.0)
            .fetch_all(&mut self.connection)
            .await?)
    }

    /// The topics that lead to a handoff, by title.
    pub async fn topics_leading_to(&mut self, id: HandoffId) -> Result<Vec<String>, StoreError> {
        let sql = "select t.title from topics t join topic_handoffs th on th.topic_id = t.id \
            where th.handoff_id = $1 order by lower(t.title), t.id";
        Ok(sqlx::query_scalar(sql)
            .bind(id.0)
            .fetch_all(&mut self.connection)
            .await?)
    }

    /// Deletes a handoff. True when the AI agent had it.
    pub async fn delete_handoff(
        &mut self,
        agent: AgentId,
        id: HandoffId,
    ) -> Result<bool, StoreError> {
        let sql = "delete from handoff_queues where handoff_id in (select id from handoffs where agent_id = $1 and id = $2)";
        sqlx::query(sql)
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        let done = sqlx::query("delete from handoffs where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

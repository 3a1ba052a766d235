//! What insights are made of, read by the time it happened. Every statement walks an index over the period
//! asked about, and the handoffs stop at [`HANDOFFS_MAX`].

use serde::Deserialize;
use sqlx::FromRow;

use super::{Store, StoreError, unknown};
use crate::{
    clock::from_millis,
    conversation::{State, Verdict},
    event::EventKind,
    id::AgentId,
    insight::{HANDOFFS_MAX, Handed, Offers, Period, Recorded, Returns},
};

#[derive(FromRow)]
struct HandedRow {
    trigger_kind: String,
    trigger_name: Option<String>,
    topic: Option<String>,
    queue: Option<String>,
    began_at: i64,
    requested_at: i64,
    taken_at: Option<i64>,
    replied_at: Option<i64>,
    ended_at: Option<i64>,
    said: Option<String>,
}

impl TryFrom<HandedRow> for Handed {
    type Error = StoreError;

    fn try_from(row: HandedRow) -> Result<Self, StoreError> {
        let said = row.said.as_deref();
        let read = |said| Verdict::parse(said).ok_or_else(|| unknown("verdict", said));
        Ok(Self {
            verdict: said.map(read).transpose()?,
            trigger: row.trigger_kind,
            trigger_name: row.trigger_name,
            topic: row.topic,
            queue: row.queue,
            began_at: from_millis(row.began_at),
            requested_at: from_millis(row.requested_at),
            taken_at: row.taken_at.map(from_millis),
            replied_at: row.replied_at.map(from_millis),
            ended_at: row.ended_at.map(from_millis),
        })
    }
}

/// A change of state as its event says it.
#[derive(Deserialize)]
struct Change {
    before: State,
    after: State,
}

impl Store {
    /// What happened in a period, with one AI agent or with all.
    pub async fn recorded(
        &self,
        period: &Period,
        agent: Option<AgentId>,
    ) -> Result<Recorded, StoreError> {
        let mut handed = self.handed(period, agent).await?;
        let most = usize::try_from(HANDOFFS_MAX).unwrap_or(usize::MAX);
        let is_cut = handed.len() > most;
        handed.truncate(most);
        handed.reverse();
        Ok(Recorded {
            handed,
            is_cut,
            conversations: self.begun(period, agent).await?,
            offers: self.offers(period, agent).await?,
            returns: self.returns(period, agent).await?,
        })
    }

    /// The handoffs that were asked for, the newest first, and one more than are looked at.
    async fn handed(
        &self,
        period: &Period,
        agent: Option<AgentId>,
    ) -> Result<Vec<Handed>, StoreError> {
        let sql = "select r.trigger_kind, r.trigger_name, r.topic, q.name as queue, r.requested_at, r.taken_at, r.ended_at, v.said, \
            coalesce((select max(p.ended_at) from handoff_requests p \
              where p.conversation_id = r.conversation_id and p.id < r.id), c.created_at) as began_at, \
            (select min(m.at) from messages m where m.conversation_id = r.conversation_id \
              and m.author = 'operator' and m.is_note = 0 and m.at >= r.requested_at \
              and (r.ended_at is null or m.at <= r.ended_at)) as replied_at \
            from handoff_requests r join conversations c on c.id = r.conversation_id \
            left join queues q on q.id = r.queue_id left join verdicts v on v.request_id = r.id \
            where r.requested_at >= $1 and r.requested_at < $2 \
            and (cast($3 as bigint) is null or c.agent_id = $3) \
            order by r.requested_at desc, r.id desc limit $4";
        let rows: Vec<HandedRow> = sqlx::query_as(sql)
            .bind(period.from().timestamp_millis())
            .bind(period.until().timestamp_millis())
            .bind(agent.map(|agent| agent.0))
            .bind(HANDOFFS_MAX + 1)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Handed::try_from).collect()
    }

    async fn begun(&self, period: &Period, agent: Option<AgentId>) -> Result<u32, StoreError> {
        let sql = "select count(*) from conversations where created_at >= $1 and created_at < $2 \
            and (cast($3 as bigint) is null or agent_id = $3)";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(period.from().timestamp_millis())
            .bind(period.until().timestamp_millis())
            .bind(agent.map(|agent| agent.0))
            .fetch_one(&self.readers)
            .await?;
        Ok(counted(count))
    }

    /// There are only so many ways to go from one state to another, so each comes once with its count.
    async fn offers(&self, period: &Period, agent: Option<AgentId>) -> Result<Offers, StoreError> {
        // Kinds are written out, so that the index of these alone is seen to serve.
        let sql = format!(
            "select data, count(*) from events where kind = '{}' and at >= $1 and at < $2 \
             and (cast($3 as bigint) is null or agent_id = $3) group by data",
            EventKind::StateChanged.as_str()
        );
        let rows: Vec<(String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(period.from().timestamp_millis())
            .bind(period.until().timestamp_millis())
            .bind(agent.map(|agent| agent.0))
            .fetch_all(&self.readers)
            .await?;
        let mut offers = Offers::default();
        for (data, count) in rows {
            let count = counted(count);
            let Change { before, after } = serde_json::from_str(&data)?;
            match (before, after) {
                (_, State::Offered) => offers.offered += count,
                (State::Offered, State::WithAi) => offers.declined += count,
                (State::Offered, State::Gathering | State::Waiting | State::Callback) => {
                    offers.accepted += count;
                }
                _ => {}
            }
        }
        Ok(offers)
    }

    async fn returns(
        &self,
        period: &Period,
        agent: Option<AgentId>,
    ) -> Result<Returns, StoreError> {
        let sql = format!(
            "select count(*), count(case when not exists (select 1 from handoff_requests r \
               where r.conversation_id = e.conversation_id and r.requested_at > e.at) then 1 end) \
             from events e where e.kind = '{}' and e.at >= $1 and e.at < $2 \
             and (cast($3 as bigint) is null or e.agent_id = $3)",
            EventKind::ConversationHandedBack.as_str()
        );
        let (handed_back, stayed): (i64, i64) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(period.from().timestamp_millis())
            .bind(period.until().timestamp_millis())
            .bind(agent.map(|agent| agent.0))
            .fetch_one(&self.readers)
            .await?;
        Ok(Returns {
            handed_back: counted(handed_back),
            stayed: counted(stayed),
        })
    }
}

fn counted(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

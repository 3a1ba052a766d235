//! Two customers become one, and one two.

use serde_json::json;

use super::{
    super::{StoreError, Tx, scope},
    MEMBER, MemberRow,
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::Conversation,
    customer::{Family, How, Member},
    event::{EventKind, NewEvent},
    id::{AgentId, ConversationId, CustomerId, OperatorId},
};

/// How often two are looked at anew because somebody joined or parted one of them meanwhile.
const TRIES: u32 = 8;

/// Who was joined to whom, or parted from whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    pub joined: CustomerId,
    pub to: CustomerId,
    pub how: How,
}

impl Joining {
    /// What the event log says of joining them. It names nobody: whoever reads the log may not see them.
    #[must_use]
    pub fn event(&self, agent: AgentId, conversation: &ConversationId) -> NewEvent {
        let data = json!({"joined": self.joined, "to": self.to, "how": self.how});
        NewEvent::new(EventKind::CustomerJoined, data)
            .of_agent(agent)
            .of_conversation(conversation)
    }
}

impl Tx {
    /// Joins two customers, and whoever was joined to them. None where they are the same already.
    pub async fn join_customers(
        &mut self,
        (one, other): (&CustomerId, &CustomerId),
        how: How,
        (by, at): (Option<OperatorId>, Instant),
    ) -> Result<Option<Joining>, StoreError> {
        let mut family = self.hold_family(&[one, other]).await?;
        let before = family.clone();
        let Some(joined) = family.join((one, other), how, by, at) else {
            return Ok(None);
        };
        self.save_family(&before, &family).await?;
        if how != How::Proof {
            self.forget_partings(&family).await?;
        }
        let to = family
            .member(&joined)
            .and_then(|member| member.joined.clone());
        Ok(to.map(|to| Joining {
            joined,
            to: to.to,
            how,
        }))
    }

    /// Parts a customer from whom they were joined to. None where they are joined to nobody.
    pub async fn part_customer(&mut self, id: &CustomerId) -> Result<Option<Joining>, StoreError> {
        let mut family = self.hold_family(&[id]).await?;
        let before = family.clone();
        let Some(parted) = family.part(id) else {
            return Ok(None);
        };
        self.save_family(&before, &family).await?;
        Ok(Some(Joining {
            joined: id.clone(),
            to: parted.to,
            how: parted.how,
        }))
    }

    /// Everybody who is the same as one of these, held so that nobody joins or parts them meanwhile.
    async fn hold_family(&mut self, ids: &[&CustomerId]) -> Result<Family, StoreError> {
        for _ in 0..TRIES {
            let mut heads = Vec::new();
            for id in ids {
                let sql = "select head_id from customers where id = $1";
                let head: Option<String> = sqlx::query_scalar(sql)
                    .bind(&id.0)
                    .fetch_optional(&mut self.connection)
                    .await?;
                heads.extend(head);
            }
            // Whoever holds the same two at the same time does so in the same order.
            heads.sort();
            heads.dedup();
            if self.hold(&heads).await? {
                let mut members = Vec::new();
                for head in &heads {
                    members.extend(self.members(head).await?);
                }
                return Ok(Family::of(members));
            }
        }
        Err(StoreError::Conflict)
    }

    /// Holds those who are joined to nobody. False when one of them is by now.
    async fn hold(&mut self, heads: &[String]) -> Result<bool, StoreError> {
        for head in heads {
            let sql = "update customers set head_id = id where id = $1 and joined_to is null";
            let held = sqlx::query(sql)
                .bind(head)
                .execute(&mut self.connection)
                .await?;
            if held.rows_affected() == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn members(&mut self, head: &str) -> Result<Vec<Member>, StoreError> {
        let sql = format!("select {MEMBER} from customers where head_id = $1");
        let rows: Vec<MemberRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(head)
            .fetch_all(&mut self.connection)
            .await?;
        rows.into_iter().map(Member::try_from).collect()
    }

    async fn save_family(&mut self, before: &Family, after: &Family) -> Result<(), StoreError> {
        let sql = "update customers set head_id = $1, joined_to = $2, joined_how = $3, joined_by = $4, joined_at = $5 where id = $6";
        let changed = after
            .members()
            .filter(|member| before.member(&member.id) != Some(*member));
        for member in changed {
            let joined = member.joined.as_ref();
            sqlx::query(sql)
                .bind(&member.head.0)
                .bind(joined.map(|joined| joined.to.0.as_str()))
                .bind(joined.map(|joined| joined.how.as_str()))
                .bind(joined.and_then(|joined| joined.by).map(|by| by.0))
                .bind(joined.map(|joined| joined.at.timestamp_millis()))
                .bind(&member.id.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Notes that somebody said that two are not the same.
    pub async fn keep_apart(
        &mut self,
        one: &CustomerId,
        other: &CustomerId,
    ) -> Result<(), StoreError> {
        let (one, other) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        let sql = "insert into customer_partings (one_id, other_id) values ($1, $2) on conflict (one_id, other_id) do nothing";
        sqlx::query(sql)
            .bind(&one.0)
            .bind(&other.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Whether somebody said of two, or of who was joined to them, that they are not the same.
    pub(super) async fn are_kept_apart(
        &mut self,
        one: &CustomerId,
        other: &CustomerId,
    ) -> Result<bool, StoreError> {
        let sql = "select count(*) from customer_partings p join customers a on a.id = p.one_id join customers b on b.id = p.other_id \
            join customers x on x.id = $1 join customers y on y.id = $2 \
            where (a.head_id = x.head_id and b.head_id = y.head_id) or (a.head_id = y.head_id and b.head_id = x.head_id)";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(&one.0)
            .bind(&other.0)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(count > 0)
    }

    /// What was said of those who are the same now counts no more.
    async fn forget_partings(&mut self, family: &Family) -> Result<(), StoreError> {
        let head = family.members().next().map(|member| member.head.0.clone());
        let sql = "delete from customer_partings where one_id in (select id from customers where head_id = $1) \
            and other_id in (select id from customers where head_id = $1)";
        sqlx::query(sql)
            .bind(head)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// The one whom being joined leads to and their AI agent, if anything of theirs is within the scope.
    pub async fn customer(
        &mut self,
        scope: Scope,
        id: &CustomerId,
    ) -> Result<Option<(CustomerId, AgentId)>, StoreError> {
        let sql = format!(
            "select k.head_id, k.agent_id from customers k where k.id = $1 and exists (select 1 from customers m \
             join conversations c on c.customer_id = m.id where m.head_id = k.head_id and {})",
            scope::within(scope, 2)
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.0.clone());
        if let Some(value) = scope::value(scope) {
            query = query.bind(value);
        }
        let found: Option<(String, i64)> = query.fetch_optional(&mut self.connection).await?;
        Ok(found.map(|(head, agent)| (CustomerId(head), AgentId(agent))))
    }

    /// The newest conversation within the scope of somebody and of whoever was joined to them, alone or with
    /// whomever they are joined to.
    pub async fn newest_of_customer(
        &mut self,
        scope: Scope,
        id: &CustomerId,
    ) -> Result<Option<ConversationId>, StoreError> {
        let family = self.family_of(id).await?;
        for one in family.below(id) {
            let sql = format!(
                "select c.id from conversations c where c.customer_id = $1 and {} order by c.last_at desc limit 1",
                scope::within(scope, 2)
            );
            let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(one.0);
            if let Some(value) = scope::value(scope) {
                query = query.bind(value);
            }
            let found: Option<String> = query.fetch_optional(&mut self.connection).await?;
            if found.is_some() {
                return Ok(found.map(ConversationId));
            }
        }
        Ok(None)
    }

    async fn family_of(&mut self, id: &CustomerId) -> Result<Family, StoreError> {
        let sql = "select head_id from customers where id = $1";
        let head: Option<String> = sqlx::query_scalar(sql)
            .bind(&id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(Family::of(self.members(&head.unwrap_or_default()).await?))
    }

    /// Has the page of whoever has another conversation of the same customer look again at what they have elsewhere.
    pub(in crate::store) async fn tell_whoever_has_them(
        &mut self,
        begun: &Conversation,
    ) -> Result<(), StoreError> {
        if let Some((_, theirs)) = self.who_has_customer_of(&begun.id).await? {
            let event = NewEvent::new(EventKind::CustomerElsewhere, json!({}));
            let event = event.of_agent(begun.agent).of_conversation(&theirs);
            self.record(&Actor::System, begun.created_at, &[event])
                .await?;
        }
        Ok(())
    }

    /// Who has another conversation of the same customer now, the one with the newest words first.
    pub async fn who_has_customer_of(
        &mut self,
        conversation: &ConversationId,
    ) -> Result<Option<(OperatorId, ConversationId)>, StoreError> {
        let sql = "select c.assignee_id, c.id from conversations this join customers k on k.id = this.customer_id \
            join customers m on m.head_id = k.head_id join conversations c on c.customer_id = m.id \
            where this.id = $1 and c.id <> $1 and c.state = 'with_operator' and c.assignee_id is not null \
            order by c.last_at desc limit 1";
        let found: Option<(i64, String)> = sqlx::query_as(sql)
            .bind(&conversation.0)
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(found.map(|(who, of)| (OperatorId(who), ConversationId(of))))
    }
}

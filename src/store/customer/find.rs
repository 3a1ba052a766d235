//! What is known of customers, within a scope: whatever somebody may not see leaves no trace here either.

use std::collections::{BTreeMap, HashSet};

use sqlx::{Any, FromRow, any::AnyArguments, query::QueryAs};

use super::{
    super::{
        Store, StoreError,
        conversation::{COLUMNS, ConversationRow},
        places, portions, scope, unknown,
    },
    MEMBER, MemberRow,
};
use crate::{
    access::Scope,
    clock::{Instant, from_millis},
    conversation::Conversation,
    customer::{Family, HintKind, Identity, Member},
    id::{AgentId, ConversationId, CustomerId},
};

/// A customer as kept, as somebody may see them.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedCustomer {
    pub id: CustomerId,
    pub agent: AgentId,
    /// What they were called last.
    pub name: Option<String>,
    pub email: Option<String>,
    /// How many of their conversations are within the scope, and when the newest words there were written.
    pub conversations: i64,
    pub last_at: Instant,
    pub created_at: Instant,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerPage {
    pub customers: Vec<SavedCustomer>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// Somebody who gave the same as a customer, with their newest conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    pub customer: CustomerId,
    pub because: HintKind,
    pub newest: Conversation,
}

#[derive(FromRow)]
struct CustomerRow {
    id: String,
    agent_id: i64,
    name: Option<String>,
    email: Option<String>,
    conversations: i64,
    last_at: Option<i64>,
    created_at: i64,
}

impl From<CustomerRow> for SavedCustomer {
    fn from(row: CustomerRow) -> Self {
        Self {
            id: CustomerId(row.id),
            agent: AgentId(row.agent_id),
            name: row.name,
            email: row.email,
            conversations: row.conversations,
            last_at: from_millis(row.last_at.unwrap_or(row.created_at)),
            created_at: from_millis(row.created_at),
        }
    }
}

/// A customer's columns, of the conversations that meet the condition.
fn columns(within: &str) -> String {
    let newest = |column: &str| {
        format!(
            "(select c.{column} from customers m join conversations c on c.customer_id = m.id where m.head_id = k.id \
             and c.{column} is not null and {within} order by c.last_at desc limit 1)"
        )
    };
    let all = |value: &str| {
        format!(
            "(select {value} from customers m join conversations c on c.customer_id = m.id where m.head_id = k.id and {within})"
        )
    };
    format!(
        "k.id, k.agent_id, {} as name, {} as email, {} as conversations, {} as last_at, k.created_at",
        newest("customer_name"),
        newest("customer_email"),
        all("count(*)"),
        all("max(c.last_at)")
    )
}

/// That something of a customer is within the scope.
fn is_seen(within: &str) -> String {
    format!(
        "exists (select 1 from customers n join conversations c on c.customer_id = n.id where n.head_id = k.id and {within})"
    )
}

/// A statement that reads rows.
type Reading<T> = QueryAs<'static, Any, T, AnyArguments>;

fn scoped<T>(query: Reading<T>, scope: Scope) -> Reading<T> {
    match scope::value(scope) {
        Some(value) => query.bind(value),
        None => query,
    }
}

/// A place in the list: since when the last one seen is known, and their id.
fn parse_cursor(cursor: &str) -> Option<(i64, &str)> {
    let (since, id) = cursor.split_once('.')?;
    Some((since.parse().ok()?, id))
}

impl Store {
    /// The customer who is known by that id, or was before they were joined to another.
    pub async fn customer(
        &self,
        scope: Scope,
        id: &CustomerId,
    ) -> Result<Option<SavedCustomer>, StoreError> {
        let within = scope::within(scope, 2);
        let sql = format!(
            "select {} from customers k where k.id = (select head_id from customers where id = $1) and {}",
            columns(&within),
            is_seen(&within)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.0.clone());
        let row: Option<CustomerRow> = scoped(query, scope).fetch_optional(&self.readers).await?;
        Ok(row.map(SavedCustomer::from))
    }

    /// A page of the customers within a scope, those who are known for the shortest time first. None when the
    /// cursor is not one this list gave out.
    pub async fn customers(
        &self,
        (scope, agent): (Scope, AgentId),
        after: Option<&str>,
        limit: i64,
    ) -> Result<Option<CustomerPage>, StoreError> {
        let after = after.map(parse_cursor);
        if after == Some(None) {
            return Ok(None);
        }
        let after = after.flatten();
        let within = scope::within(scope, 5);
        let sql = format!(
            "select {} from customers k where k.agent_id = $1 and k.joined_to is null and {} \
             and (cast($2 as bigint) is null or k.created_at < $2 or (k.created_at = $2 and k.id < $3)) \
             order by k.created_at desc, k.id desc limit $4",
            columns(&within),
            is_seen(&within)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(after.map(|(since, _)| since))
            .bind(after.map_or("", |(_, id)| id).to_owned())
            .bind(limit + 1);
        let mut rows: Vec<CustomerRow> = scoped(query, scope).fetch_all(&self.readers).await?;
        let is_last = i64::try_from(rows.len()).is_ok_and(|count| count <= limit);
        rows.truncate(usize::try_from(limit).unwrap_or(0));
        let last = rows.last().filter(|_| !is_last);
        Ok(Some(CustomerPage {
            next: last.map(|row| format!("{}.{}", row.created_at, row.id)),
            customers: rows.into_iter().map(SavedCustomer::from).collect(),
        }))
    }

    /// Whose the conversations are. The caller has looked them up.
    pub async fn customers_of(
        &self,
        conversations: &[ConversationId],
    ) -> Result<BTreeMap<ConversationId, CustomerId>, StoreError> {
        let mut found = BTreeMap::new();
        for some in portions(conversations) {
            let sql = format!(
                "select c.id, k.head_id from conversations c join customers k on k.id = c.customer_id where c.id in ({})",
                places(some.len(), "?")
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for id in some {
                query = query.bind(id.0.clone());
            }
            let rows: Vec<(String, String)> = query.fetch_all(&self.readers).await?;
            found.extend(
                rows.into_iter()
                    .map(|(of, id)| (ConversationId(of), CustomerId(id))),
            );
        }
        Ok(found)
    }

    /// Whose a conversation is. The caller has looked it up.
    pub async fn customer_of(
        &self,
        conversation: &ConversationId,
    ) -> Result<Option<CustomerId>, StoreError> {
        let found = self
            .customers_of(std::slice::from_ref(conversation))
            .await?;
        Ok(found.into_values().next())
    }

    /// The newest of a customer's conversations, on every channel, latest words first, within the scope.
    pub async fn conversations_of_customer(
        &self,
        scope: Scope,
        id: &CustomerId,
        limit: i64,
    ) -> Result<Vec<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations c where c.customer_id in (select m.id from customers m \
             join customers k on k.head_id = m.head_id where k.id = $1) and {} order by c.last_at desc, c.id desc limit $2",
            scope::within(scope, 3)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0.clone())
            .bind(limit);
        let rows: Vec<ConversationRow> = scoped(query, scope).fetch_all(&self.readers).await?;
        rows.into_iter().map(Conversation::try_from).collect()
    }

    /// The newest of the other conversations of the same customer, latest words first, within the scope.
    pub async fn others_of_customer(
        &self,
        scope: Scope,
        of: &Conversation,
        limit: i64,
    ) -> Result<Vec<Conversation>, StoreError> {
        let Some(customer) = self.customer_of(&of.id).await? else {
            return Ok(Vec::new());
        };
        let mut all = self
            .conversations_of_customer(scope, &customer, limit + 1)
            .await?;
        all.retain(|other| other.id != of.id);
        all.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(all)
    }

    /// Those of a customer's members with a conversation within the scope.
    async fn seen_members(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<HashSet<CustomerId>, StoreError> {
        let sql = format!(
            "select distinct c.customer_id from customers m join conversations c on c.customer_id = m.id where m.head_id = $1 and {}",
            scope::within(scope, 2)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(head.0.clone());
        let rows: Vec<(String,)> = scoped(query, scope).fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(|(id,)| CustomerId(id)).collect())
    }

    /// Who was joined to a customer, with the newest conversation of each: only where something of theirs and of the
    /// others is within the scope.
    pub async fn joined_to_customer(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<Vec<(Member, Conversation)>, StoreError> {
        let sql = format!("select {MEMBER} from customers where head_id = $1");
        let rows: Vec<MemberRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&head.0)
            .fetch_all(&self.readers)
            .await?;
        let members = rows.into_iter().map(Member::try_from);
        let family = Family::of(members.collect::<Result<Vec<_>, _>>()?);
        if family.members().all(|member| member.joined.is_none()) {
            return Ok(Vec::new());
        }
        let seen = self.seen_members(scope, head).await?;
        let mut joined = Vec::new();
        for member in family.members().filter(|member| member.joined.is_some()) {
            let below = family.below(&member.id);
            // Whoever sees one side alone does not learn that there is another.
            let sees_rest = seen.iter().any(|id| !below.contains(id));
            if let Some(own) = below.iter().find(|id| seen.contains(id) && sees_rest) {
                let newest = self.newest_of(scope, own).await?;
                joined.extend(newest.map(|newest| (member.clone(), newest)));
            }
        }
        Ok(joined)
    }

    async fn newest_of(
        &self,
        scope: Scope,
        member: &CustomerId,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations c where c.customer_id = $1 and {} order by c.last_at desc, c.id desc limit 1",
            scope::within(scope, 2)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(member.0.clone());
        let row: Option<ConversationRow> =
            scoped(query, scope).fetch_optional(&self.readers).await?;
        row.map(Conversation::try_from).transpose()
    }

    /// What a customer was proven to be, by whatever is within the scope, and when it was proven first.
    pub async fn identities_of_customer(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<Vec<(Identity, Instant)>, StoreError> {
        let seen = self.seen_members(scope, head).await?;
        let sql = "select i.customer_id, i.kind, i.value, i.proven_at from customer_identities i join customers m on m.id = i.customer_id \
            where m.head_id = $1 order by i.proven_at, i.kind, i.value";
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(sql)
            .bind(&head.0)
            .fetch_all(&self.readers)
            .await?;
        let seen = rows
            .into_iter()
            .filter(|(of, ..)| seen.contains(&CustomerId(of.clone())));
        seen.map(|(_, kind, value, at)| {
            let identity = Identity::parse(&kind, value);
            Ok((
                identity.ok_or_else(|| unknown("identity", &kind))?,
                from_millis(at),
            ))
        })
        .collect()
    }

    /// Others who gave the same address or number as a customer, as far as they are within the scope and nobody
    /// said that they are not the same.
    pub async fn alike(
        &self,
        scope: Scope,
        head: &CustomerId,
        limit: usize,
    ) -> Result<Vec<Alike>, StoreError> {
        let sql = format!(
            "select distinct k.id, h.kind from customers m join customer_hints own on own.customer_id = m.id \
             join customer_hints h on h.agent_id = own.agent_id and h.kind = own.kind and h.value = own.value \
             join customers o on o.id = h.customer_id join customers k on k.id = o.head_id \
             where m.head_id = $1 and k.id <> $1 and {} and not exists (select 1 from customer_partings p \
             join customers a on a.id = p.one_id join customers b on b.id = p.other_id \
             where (a.head_id = $1 and b.head_id = k.id) or (a.head_id = k.id and b.head_id = $1)) limit 40",
            is_seen(&scope::within(scope, 2))
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(head.0.clone());
        let rows: Vec<(String, String)> = scoped(query, scope).fetch_all(&self.readers).await?;
        let mut found: Vec<Alike> = Vec::new();
        for (id, kind) in rows {
            let customer = CustomerId(id);
            if found.iter().any(|known| known.customer == customer) {
                continue;
            }
            let because = HintKind::parse(&kind).ok_or_else(|| unknown("hint", &kind))?;
            let newest = self.conversations_of_customer(scope, &customer, 1).await?;
            found.extend(newest.into_iter().next().map(|newest| Alike {
                customer,
                because,
                newest,
            }));
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.newest.last.at));
        found.truncate(limit);
        Ok(found)
    }
}

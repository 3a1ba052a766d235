//! What is known of customers, within a scope: whatever somebody may not see leaves no trace here either.

use sqlx::FromRow;

use super::{
    super::{Store, StoreError, scope},
    scoped,
};
use crate::{
    access::Scope,
    clock::{Instant, from_millis},
    id::{AgentId, CustomerId},
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
pub(super) fn is_seen(within: &str) -> String {
    format!(
        "exists (select 1 from customers n join conversations c on c.customer_id = n.id where n.head_id = k.id and {within})"
    )
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
}

/// A place in the list: since when the last one seen is known, and their id.
fn parse_cursor(cursor: &str) -> Option<(i64, &str)> {
    let (since, id) = cursor.split_once('.')?;
    Some((since.parse().ok()?, id))
}

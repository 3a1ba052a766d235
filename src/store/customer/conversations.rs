//! Whose conversations are, and which ones somebody has.

use std::collections::BTreeMap;

use super::{
    super::{
        Store, StoreError,
        conversation::{COLUMNS, ConversationRow},
        places, portions, scope,
    },
    scoped,
};
use crate::{
    access::Scope,
    conversation::Conversation,
    id::{ConversationId, CustomerId},
};

impl Store {
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
}

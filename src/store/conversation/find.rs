//! One conversation, found by what somebody holds of it.

use sqlx::{Any, Executor};

use super::{COLUMNS, ConversationRow};
use crate::{
    access::Scope,
    conversation::Conversation,
    id::{AgentId, ConversationId},
    store::{Store, StoreError, Tx, scope},
};

/// Finds a conversation through what the one who asks can reach.
async fn find<'e>(
    db: impl Executor<'e, Database = Any>,
    scope: Scope,
    id: &ConversationId,
) -> Result<Option<Conversation>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from conversations c where c.id = $1 and {}",
        scope::within(scope, 2)
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.0.clone());
    if let Some(value) = scope::value(scope) {
        query = query.bind(value);
    }
    let row: Option<ConversationRow> = query.fetch_optional(db).await?;
    row.map(Conversation::try_from).transpose()
}

impl Store {
    /// The conversation, if it exists within the scope.
    pub async fn conversation(
        &self,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        find(&self.readers, scope, id).await
    }

    /// The conversation whose visitor holds the secret with this hash.
    pub async fn conversation_of_visitor(
        &self,
        visitor_hash: &str,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = format!("select {COLUMNS} from conversations where visitor_hash = $1");
        let row: Option<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(visitor_hash)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Conversation::try_from).transpose()
    }

    /// The conversation its sender began under that name.
    pub async fn conversation_by_client_id(
        &self,
        agent: AgentId,
        client_id: &str,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql =
            format!("select {COLUMNS} from conversations where agent_id = $1 and client_id = $2");
        let row: Option<ConversationRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(client_id)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Conversation::try_from).transpose()
    }
}

impl Tx {
    /// The conversation as it is now, if it exists within the scope.
    pub async fn conversation(
        &mut self,
        scope: Scope,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        find(&mut self.connection, scope, id).await
    }
}

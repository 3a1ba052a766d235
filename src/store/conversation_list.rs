//! Conversations one after another, for programs.
//!
//! The newest comes first, by when it began: that never changes, so nothing is skipped or seen twice
//! while conversations go on. The inbox, which people look at, has lists of its own.

use super::{
    Store, StoreError,
    conversation::{COLUMNS, ConversationRow},
    scope,
};
use crate::{
    access::Scope,
    conversation::{Conversation, Search, State},
};

/// Which conversations a program wants to see.
#[derive(Debug, Clone)]
pub struct ConversationQuery {
    pub scope: Scope,
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those in which this is found.
    pub search: Option<Search>,
    /// Where the page before ended.
    pub after: Option<String>,
    pub limit: i64,
}

/// A page of conversations.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationPage {
    pub conversations: Vec<Conversation>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A place in the list: when the last conversation seen began, and its id.
fn parse_cursor(cursor: &str) -> Option<(i64, &str)> {
    let (began, id) = cursor.split_once('.')?;
    Some((began.parse().ok()?, id))
}

impl Store {
    /// A page of the conversations within a scope. None when the cursor is not one this list gave out.
    pub async fn conversations(
        &self,
        query: &ConversationQuery,
    ) -> Result<Option<ConversationPage>, StoreError> {
        let after = query.after.as_deref().map(parse_cursor);
        if after == Some(None) {
            return Ok(None);
        }
        let after = after.flatten();
        let own = scope::within(query.scope, 6);
        let (found, inside) = if query.search.is_some() {
            let found = format!("with {} ", self.engine.found(&own));
            (found, "id in (select conversation_id from found)")
        } else {
            (String::new(), "cast($2 as text) is null")
        };
        let sql = format!(
            "{found}select {COLUMNS} from conversations c where {own} \
             and {inside} and (cast($1 as text) is null or state = $1) \
             and (cast($3 as bigint) is null or created_at < $3 or (created_at = $3 and id < $4)) \
             order by created_at desc, id desc limit $5"
        );
        let mut asked = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(query.state.map(State::as_str))
            .bind(
                query
                    .search
                    .as_ref()
                    .map(|search| self.engine.asked(search)),
            )
            .bind(after.map(|(began, _)| began))
            .bind(after.map_or("", |(_, id)| id).to_owned())
            .bind(query.limit + 1);
        if let Some(value) = scope::value(query.scope) {
            asked = asked.bind(value);
        }
        let rows: Vec<ConversationRow> = asked.fetch_all(&self.readers).await?;
        let mut conversations = rows
            .into_iter()
            .map(Conversation::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        let wanted = usize::try_from(query.limit).unwrap_or(0);
        let has_more = conversations.len() > wanted;
        conversations.truncate(wanted);
        let next = conversations
            .last()
            .filter(|_| has_more)
            .map(|last| format!("{}.{}", last.created_at.timestamp_millis(), last.id));
        Ok(Some(ConversationPage {
            conversations,
            next,
        }))
    }
}

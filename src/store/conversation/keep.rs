//! New and changed conversations are kept, many with one statement.

use std::collections::HashSet;

use sqlx::{Any, Row, any::AnyArguments, query::Query};

use crate::{
    access::Actor,
    conversation::Conversation,
    customer::Identity,
    id::ConversationId,
    store::{NewThread, StoreError, Tx, places, portions, scope},
};

/// What a new conversation is found by again.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// The hash of the secret its visitor holds.
    pub visitor_hash: Option<String>,
    /// What its sender calls it, so that one begun twice is kept once.
    pub client_id: Option<String>,
    /// Where it goes on outside.
    pub thread: Option<NewThread>,
    /// What its customer was proven to be.
    pub proofs: Vec<Identity>,
}

/// A statement with its values.
type Bound = Query<'static, Any, AnyArguments>;

const NEW: &str =
    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const CHANGED: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl Tx {
    /// Keeps a new conversation. Fails with a duplicate when its sender began it before.
    pub async fn insert_conversation(
        &mut self,
        new: &Conversation,
        opening: &Opening,
    ) -> Result<(), StoreError> {
        self.insert_conversations(&[(new, opening)]).await
    }

    /// Keeps new conversations, all or, when one was begun before, none.
    pub(in crate::store) async fn insert_conversations(
        &mut self,
        new: &[(&Conversation, &Opening)],
    ) -> Result<(), StoreError> {
        let customers = self.meet(new).await?;
        let whose: Vec<_> = new.iter().zip(customers).collect();
        for portion in portions(&whose) {
            let sql = format!(
                "insert into conversations (customer_name, customer_email, customer_zone, language, state, state_since, assignee_id, \
                 queue_id, priority, needs_attention, waiting_since, snoozed_until, line_key, looks_for, stretch, stretch_from, last_author, last_text, last_at, id, revision, \
                 agent_id, visitor_hash, client_id, channel, answered_by, created_at, customer_id) values {}",
                places(portion.len(), NEW)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for ((new, opening), customer) in portion {
                query = with_what_changes(query, new)?
                    .bind(new.agent.0)
                    .bind(opening.visitor_hash.clone())
                    .bind(opening.client_id.clone())
                    .bind(new.channel.as_str())
                    .bind(new.answered_by.as_str())
                    .bind(new.created_at.timestamp_millis())
                    .bind(customer.0.clone());
            }
            query.execute(&mut self.connection).await?;
        }
        for (new, opening) in new {
            if let Some(thread) = &opening.thread {
                self.insert_thread(&new.id, thread, new.created_at).await?;
            }
            // The first that was known says who it is; the others may say that somebody else is the same.
            if opening.proofs.len() > 1 {
                let events = self.prove(&new.id, &opening.proofs, new.created_at).await?;
                self.record(&Actor::System, new.created_at, &events).await?;
            }
            if !opening.proofs.is_empty() {
                self.tell_whoever_has_them(new).await?;
            }
        }
        Ok(())
    }

    /// Keeps a changed conversation, unless somebody changed it since it was read: then nothing happens
    /// and the answer is [`StoreError::Conflict`].
    pub async fn update_conversation(&mut self, changed: &Conversation) -> Result<(), StoreError> {
        if self.update_conversations(&[changed]).await?.is_empty() {
            return Err(StoreError::Conflict);
        }
        Ok(())
    }

    /// Keeps changed conversations, each given once, and gives back which: those that somebody changed since
    /// they were read stay as they are.
    pub(in crate::store) async fn update_conversations(
        &mut self,
        changed: &[&Conversation],
    ) -> Result<HashSet<ConversationId>, StoreError> {
        let mut kept = HashSet::with_capacity(changed.len());
        for portion in portions(changed) {
            let sql = format!(
                "with changed (name, email, zone, spoken, new_state, since, assignee, queue, rank, attention, waiting, aside, place, wanted, talk, talk_from, \
                 author, words, words_at, of_id, seen) as (values {}) update conversations set customer_name = changed.name, \
                 customer_email = changed.email, customer_zone = changed.zone, language = changed.spoken, state = changed.new_state, \
                 state_since = changed.since, assignee_id = changed.assignee, queue_id = changed.queue, priority = changed.rank, \
                 needs_attention = changed.attention, waiting_since = changed.waiting, snoozed_until = changed.aside, line_key = changed.place, looks_for = changed.wanted, stretch = changed.talk, stretch_from = changed.talk_from, \
                 last_author = changed.author, last_text = changed.words, last_at = changed.words_at, revision = revision + 1 \
                 from changed where id = changed.of_id and revision = changed.seen returning id",
                places(portion.len(), CHANGED)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for conversation in portion {
                self.remembered.forget(&conversation.id);
                query = with_what_changes(query, conversation)?;
            }
            let ids = query.fetch_all(&mut self.connection).await?;
            for row in ids {
                kept.insert(ConversationId(row.try_get(0)?));
            }
        }
        Ok(kept)
    }

    /// Gives a conversation's visitor a new secret; the old one opens nothing any more.
    pub async fn set_visitor(
        &mut self,
        id: &ConversationId,
        visitor_hash: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update conversations set visitor_hash = $1 where id = $2")
            .bind(visitor_hash)
            .bind(&id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

/// Adds the values of everything that may change of a conversation, and its name and revision after them.
fn with_what_changes(query: Bound, of: &Conversation) -> Result<Bound, StoreError> {
    Ok(query
        .bind(of.customer.name.clone())
        .bind(of.customer.email.clone())
        .bind(of.customer.zone.map(chrono_tz::Tz::name))
        .bind(of.language.clone())
        .bind(of.state.as_str())
        .bind(of.state_since.timestamp_millis())
        .bind(of.assignee.map(|id| id.0))
        .bind(of.queue.map(|id| id.0))
        .bind(of.priority.rank())
        .bind(i64::from(of.needs_attention()))
        .bind(of.waiting_since.map(|at| at.timestamp_millis()))
        .bind(of.snoozed_until.map(|at| at.timestamp_millis()))
        .bind(of.line_key())
        .bind(scope::looks_for(of))
        .bind(serde_json::to_string(&of.stretch)?)
        .bind(of.stretch_from.0)
        .bind(of.last.author.as_str())
        .bind(of.last.text.clone())
        .bind(of.last.at.timestamp_millis())
        .bind(of.id.0.clone())
        .bind(of.revision))
}

//! A conversation begins, or something is proven in it: whose it is, and what else was given.

use std::collections::BTreeSet;

use super::super::{Opening, StoreError, Tx, places, portions};
use crate::{
    clock::Instant,
    conversation::Conversation,
    customer::{Hint, How, Identity, hints},
    event::NewEvent,
    id::{AgentId, ConversationId, CustomerId},
};

/// A customer in so many values.
const NEW: &str = "(?, ?, ?, ?)";
const HINT: &str = "(?, ?, ?, ?)";

impl Tx {
    /// Whose the conversations are that begin: whoever was proven to be known is who they were, everybody else
    /// somebody new.
    pub(in crate::store) async fn meet(
        &mut self,
        begun: &[(&Conversation, &Opening)],
    ) -> Result<Vec<CustomerId>, StoreError> {
        let nameless = begun
            .iter()
            .filter(|(_, opening)| opening.proofs.is_empty());
        let nameless: Vec<&Conversation> = nameless.map(|(begun, _)| *begun).collect();
        self.insert_customers(&nameless).await?;
        let mut customers = Vec::with_capacity(begun.len());
        let mut given = Vec::new();
        for (conversation, opening) in begun {
            let customer = if opening.proofs.is_empty() {
                CustomerId::first_heard_in(&conversation.id)
            } else {
                self.recognise(conversation, &opening.proofs).await?
            };
            let mut known = hints(conversation.customer.email.as_deref(), []);
            known.extend(opening.proofs.iter().filter_map(Hint::of));
            given.extend(
                known
                    .into_iter()
                    .map(|hint| (customer.clone(), conversation.agent, hint)),
            );
            customers.push(customer);
        }
        self.insert_hints(&given).await?;
        Ok(customers)
    }

    async fn insert_customers(&mut self, of: &[&Conversation]) -> Result<(), StoreError> {
        for portion in portions(of) {
            let sql = format!(
                "insert into customers (id, agent_id, head_id, created_at) values {}",
                places(portion.len(), NEW)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for begun in portion {
                let id = CustomerId::first_heard_in(&begun.id);
                query = query
                    .bind(id.0.clone())
                    .bind(begun.agent.0)
                    .bind(id.0)
                    .bind(begun.created_at.timestamp_millis());
            }
            query.execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Whoever is known by the first of the proofs that leads to somebody, or else somebody new who is known by
    /// them from now on.
    async fn recognise(
        &mut self,
        begun: &Conversation,
        proofs: &[Identity],
    ) -> Result<CustomerId, StoreError> {
        for proof in proofs {
            if let Some(known) = self.known_by(begun.agent, proof).await? {
                return Ok(known);
            }
        }
        self.insert_customers(&[begun]).await?;
        let own = CustomerId::first_heard_in(&begun.id);
        let Some(proof) = proofs.first() else {
            return Ok(own);
        };
        let owner = self
            .identify((begun.agent, &own), proof, begun.created_at)
            .await?;
        if owner != own {
            // Another program met them at the same moment.
            sqlx::query("delete from customers where id = $1")
                .bind(own.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(owner)
    }

    /// Whoever showed this before.
    async fn known_by(
        &mut self,
        agent: AgentId,
        proof: &Identity,
    ) -> Result<Option<CustomerId>, StoreError> {
        let sql = "select customer_id from customer_identities where agent_id = $1 and kind = $2 and value = $3";
        let known: Option<String> = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(proof.kind())
            .bind(proof.value())
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(known.map(CustomerId))
    }

    /// Notes that a customer showed this, unless somebody did before, and gives back who was the first.
    async fn identify(
        &mut self,
        (agent, customer): (AgentId, &CustomerId),
        proof: &Identity,
        at: Instant,
    ) -> Result<CustomerId, StoreError> {
        let sql = "insert into customer_identities (agent_id, kind, value, customer_id, proven_at) \
            values ($1, $2, $3, $4, $5) on conflict (agent_id, kind, value) do nothing";
        sqlx::query(sql)
            .bind(agent.0)
            .bind(proof.kind())
            .bind(proof.value())
            .bind(&customer.0)
            .bind(at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        let first = self.known_by(agent, proof).await?;
        Ok(first.unwrap_or_else(|| customer.clone()))
    }

    /// Notes what the customer of a conversation was proven to be. Whoever was proven to be the same before is
    /// joined to them, unless a person said that they are not; what happened is for the event log.
    pub async fn prove(
        &mut self,
        conversation: &ConversationId,
        proofs: &[Identity],
        at: Instant,
    ) -> Result<Vec<NewEvent>, StoreError> {
        let sql = "select agent_id, customer_id from conversations where id = $1 and customer_id is not null";
        let of: Option<(i64, String)> = sqlx::query_as(sql)
            .bind(&conversation.0)
            .fetch_optional(&mut self.connection)
            .await?;
        let Some((agent, customer)) = of else {
            return Ok(Vec::new());
        };
        let (agent, customer) = (AgentId(agent), CustomerId(customer));
        let mut events = Vec::new();
        for proof in proofs {
            let first = self.identify((agent, &customer), proof, at).await?;
            if let Some(hint) = Hint::of(proof) {
                self.insert_hints(&[(customer.clone(), agent, hint)])
                    .await?;
            }
            if first == customer || self.are_kept_apart(&first, &customer).await? {
                continue;
            }
            let joining = self
                .join_customers((&first, &customer), How::Proof, (None, at))
                .await?;
            events.extend(joining.map(|joining| joining.event(agent, conversation)));
        }
        Ok(events)
    }

    async fn insert_hints(
        &mut self,
        given: &[(CustomerId, AgentId, Hint)],
    ) -> Result<(), StoreError> {
        for portion in portions(given) {
            let sql = format!(
                "insert into customer_hints (customer_id, agent_id, kind, value) values {} on conflict (customer_id, kind, value) do nothing",
                places(portion.len(), HINT)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (customer, agent, hint) in portion {
                query = query
                    .bind(customer.0.clone())
                    .bind(agent.0)
                    .bind(hint.kind.as_str())
                    .bind(hint.value.clone());
            }
            query.execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Notes what a conversation's customer gave of themself, so that whoever gave the same can be asked about.
    pub(in crate::store) async fn note_contacts(
        &mut self,
        of: &Conversation,
        given: BTreeSet<Hint>,
    ) -> Result<(), StoreError> {
        for hint in given {
            let sql = "insert into customer_hints (customer_id, agent_id, kind, value) \
                select customer_id, agent_id, $2, $3 from conversations where id = $1 and customer_id is not null \
                on conflict (customer_id, kind, value) do nothing";
            sqlx::query(sql)
                .bind(&of.id.0)
                .bind(hint.kind.as_str())
                .bind(&hint.value)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }
}

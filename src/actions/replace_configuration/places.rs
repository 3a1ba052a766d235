//! Queues, handoffs, transfer functions and topics become those of a document: what has the same name is changed,
//! what is new is made, what is left out goes.

use super::{super::place::stamped, Change};
use crate::{
    access::Actor,
    actions::{
        SaveError,
        delete_queue::in_the_way,
        save_queue::{NewQueue, QueueDraft, QueueHours},
    },
    clock::Instant,
    handoff::{Handoff, Queue, TransferFunction},
    id::{AgentId, HandoffId, QueueId, TopicId, TransferFunctionId},
    routing::{Fallback, Sharing},
    store::{SavedQueue, Stamp, StoreError, Topic, Tx},
};

/// The places of a document on their way into the store. Each list has the ids of the document's things, in its order.
pub(super) struct Places<'a> {
    change: &'a Change,
    agent: AgentId,
    actor: &'a Actor,
    now: Instant,
    functions: Vec<TransferFunctionId>,
    queues: Vec<QueueId>,
    handoffs: Vec<HandoffId>,
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

impl<'a> Places<'a> {
    pub(super) const fn new(
        change: &'a Change,
        (agent, actor, now): (AgentId, &'a Actor, Instant),
    ) -> Self {
        Self {
            change,
            agent,
            actor,
            now,
            functions: Vec::new(),
            queues: Vec::new(),
            handoffs: Vec::new(),
        }
    }

    /// The queues of the document.
    pub(super) fn queues(&self) -> &[QueueId] {
        &self.queues
    }

    /// Keeps all of them. What others lead to comes before them and goes after them.
    pub(super) async fn keep(&mut self, tx: &mut Tx) -> Result<(), SaveError> {
        self.keep_functions(tx).await?;
        self.keep_queues(tx).await?;
        self.keep_sharings(tx).await?;
        self.keep_handoffs(tx).await?;
        self.keep_topics(tx).await?;
        self.delete_the_rest(tx).await
    }

    fn stamp(&self) -> Stamp {
        stamped(self.actor, self.now)
    }

    async fn keep_functions(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        for function in &self.change.wanted.policy.transfer_functions {
            let known = &self.change.before.functions;
            let known = known.iter().map(|saved| &saved.function);
            let before = known
                .clone()
                .find(|known| is_same(&known.name, &function.name));
            let id = before.map(|before| before.id);
            let function = TransferFunction {
                id: id.unwrap_or(function.id),
                ..function.clone()
            };
            let id = match id {
                None => {
                    tx.insert_transfer_function(self.agent, &function, self.stamp())
                        .await?
                }
                Some(id) if before == Some(&function) => id,
                Some(id) => {
                    tx.update_transfer_function(self.agent, &function, None, self.stamp())
                        .await?;
                    id
                }
            };
            self.functions.push(id);
        }
        Ok(())
    }

    /// The id that a thing of the document has in the store; the document numbers them from 1.
    fn kept<T: Copy>(ids: &[T], number: i64) -> Option<T> {
        let at = usize::try_from(number - 1).ok()?;
        ids.get(at).copied()
    }

    async fn keep_queues(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        for (row, wanted) in self.change.wanted.policy.queues.iter().enumerate() {
            let known = self.change.before.queues.iter();
            let before = known
                .clone()
                .find(|known| is_same(&known.queue.name, &wanted.name));
            let function = wanted.transfer_function;
            let mut queue = Queue {
                id: before.map_or(QueueId(0), |before| before.queue.id),
                transfer_function: function.and_then(|id| Self::kept(&self.functions, id.0)),
                ..wanted.clone()
            };
            if let Some(before) = before {
                queue.people.clone_from(&before.queue.people);
            }
            if let (0, Some(hours)) = (row, &self.change.hours) {
                queue.schedule.clone_from(hours);
            }
            let id = match before {
                Some(before) if before.queue == queue => queue.id,
                _ => self.keep_queue(tx, before.cloned(), queue).await?,
            };
            self.queues.push(id);
        }
        tx.order_queues(self.agent, &self.queues).await
    }

    async fn keep_queue(
        &self,
        tx: &mut Tx,
        before: Option<SavedQueue>,
        queue: Queue,
    ) -> Result<QueueId, StoreError> {
        let new = NewQueue {
            before,
            draft: QueueDraft {
                hours: QueueHours::Own(Box::new(queue.schedule.clone())),
                queue,
                hours_revision: None,
            },
            revision: None,
            outside: self.change.action.outside_hours.action,
        };
        new.keep(tx, self.agent, self.actor, self.now).await
    }

    /// What a queue of the document does not say about sharing out is as at first.
    async fn keep_sharings(&self, tx: &mut Tx) -> Result<(), StoreError> {
        for (queue, id) in self.change.wanted.policy.queues.iter().zip(&self.queues) {
            let mut wanted = self.change.wanted.policy.sharing_of(Some(queue.id)).clone();
            self.lead_on(&mut wanted);
            let known = &self.change.before.sharings;
            let before = known.iter().find(|known| known.queue == *id);
            if before.map(|before| &before.sharing) != Some(&wanted) {
                tx.save_sharing((self.agent, *id), &wanted, None).await?;
            }
        }
        Ok(())
    }

    fn lead_on(&self, sharing: &mut Sharing) {
        if let Fallback::OtherQueue { queue, .. } = &mut sharing.fallback
            && let Some(kept) = Self::kept(&self.queues, queue.0)
        {
            *queue = kept;
        }
    }

    async fn keep_handoffs(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        for wanted in &self.change.wanted.policy.handoffs {
            let known = self
                .change
                .before
                .handoffs
                .iter()
                .map(|saved| &saved.handoff);
            let before = known
                .clone()
                .find(|known| known.function() == wanted.function());
            let queues = wanted
                .queues
                .iter()
                .filter_map(|id| Self::kept(&self.queues, id.0));
            let handoff = Handoff {
                id: before.map_or(HandoffId(0), |before| before.id),
                queues: queues.collect(),
                ..wanted.clone()
            };
            let id = match before {
                None => {
                    tx.insert_handoff(self.agent, &handoff, self.stamp())
                        .await?
                }
                Some(before) if *before == handoff => before.id,
                Some(before) => {
                    tx.update_handoff(self.agent, &handoff, None, self.stamp())
                        .await?;
                    before.id
                }
            };
            self.handoffs.push(id);
        }
        tx.order_handoffs(self.agent, &self.handoffs).await
    }

    async fn keep_topics(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let mut rest: Vec<&Topic> = self.change.before.topics.iter().collect();
        for (wanted, is_enabled) in self.change.wanted.topics() {
            let place = rest
                .iter()
                .position(|known| is_same(&known.title, &wanted.title));
            let before = place.map(|at| rest.remove(at));
            let handoffs = wanted
                .handoffs
                .iter()
                .filter_map(|id| Self::kept(&self.handoffs, id.0));
            let topic = Topic {
                id: before.map_or(TopicId(0), |before| before.id),
                handoffs: handoffs.collect(),
                title: wanted.title,
                text: wanted.text,
                instructions: wanted.instructions,
                is_enabled,
                updated_at: before.map_or(self.now, |before| before.updated_at),
                revision: before.map_or(0, |before| before.revision),
                saved_by: before.and_then(|before| before.saved_by.clone()),
            };
            match before {
                None => drop(tx.insert_topic(self.agent, &topic, self.stamp()).await?),
                Some(before) if *before == topic => {}
                Some(_) => {
                    tx.update_topic(self.agent, &topic, None, self.stamp())
                        .await?;
                }
            }
        }
        for gone in rest {
            tx.delete_topic(self.agent, gone.id).await?;
        }
        Ok(())
    }

    async fn delete_the_rest(&self, tx: &mut Tx) -> Result<(), SaveError> {
        let before = &self.change.before;
        for gone in before.handoffs.iter().map(|saved| saved.handoff.id) {
            if !self.handoffs.contains(&gone) {
                tx.delete_handoff(self.agent, gone).await?;
            }
        }
        for gone in before.queues.iter().map(|saved| &saved.queue) {
            if self.queues.contains(&gone.id) {
                continue;
            }
            let waiting = tx.strandable_in(gone.id).await?;
            if let Some(why) = in_the_way(&gone.name, (&[], waiting), false) {
                return Err(SaveError::Used(why));
            }
            tx.delete_queue(self.agent, gone.id).await?;
        }
        for gone in before.functions.iter().map(|saved| saved.function.id) {
            if !self.functions.contains(&gone) {
                tx.delete_transfer_function(self.agent, gone).await?;
            }
        }
        Ok(())
    }
}

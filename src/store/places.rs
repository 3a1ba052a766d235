//! What a policy is made of besides the action, put together from lines of one statement.

use std::collections::{BTreeMap, HashMap};

use sqlx::FromRow;

use super::{StoreError, handoff, queue::Kept, transfer_function};
use crate::{
    handoff::{Handoff, Queue, Topic, TransferFunction},
    id::{HandoffId, QueueId, RoutingProfileId},
    policy::{Action, Policy},
    routing::{RoutingProfile, Sharing},
};

/// One line of an answer; what its columns mean depends on the part.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Line {
    pub(super) part: String,
    pub(super) id: i64,
    pub(super) number: i64,
    pub(super) place: i64,
    pub(super) name: String,
    pub(super) data: String,
    pub(super) more: String,
}

/// The queues, handoffs, transfer functions and topics of an AI agent, while they are read.
#[derive(Default)]
pub(super) struct Places {
    queues: Vec<Queue>,
    handoffs: Vec<Handoff>,
    transfer_functions: Vec<TransferFunction>,
    topics: Vec<(i64, Topic)>,
    subjects: Vec<RoutingProfile>,
    sharing: BTreeMap<QueueId, Sharing>,
    leading: HashMap<i64, Vec<QueueId>>,
    ending: HashMap<i64, Vec<HandoffId>>,
}

impl Places {
    /// Takes a line in. Lines must come in the order of their places.
    pub(super) fn take(&mut self, line: &Line) -> Result<(), StoreError> {
        match line.part.as_str() {
            "queue" | "queue_off" => self.queues.push(queue(line)?),
            "handoff" => {
                let words = (line.name.clone(), line.data.clone());
                self.handoffs
                    .push(handoff::read(line.id, words, &line.more)?);
            }
            "transfer_function" => {
                let function = transfer_function::read(line.id, &line.data)?;
                self.transfer_functions.push(function);
            }
            "topic" => self.topics.push((
                line.id,
                Topic {
                    title: line.name.clone(),
                    text: line.data.clone(),
                    instructions: line.more.clone(),
                    handoffs: Vec::new(),
                },
            )),
            "routing_profile" => self.subjects.push(RoutingProfile {
                id: RoutingProfileId(line.id),
                name: line.name.clone(),
                description: line.data.clone(),
                examples: serde_json::from_str(&line.more)?,
                is_active: true,
                operators: Vec::new(),
            }),
            "people_for" => {
                let of = self.subjects.iter_mut().find(|of| of.id.0 == line.id);
                if let Some(of) = of {
                    of.operators = serde_json::from_str(&line.data)?;
                }
            }
            "sharing" => {
                let sharing = serde_json::from_str(&line.data)?;
                self.sharing.insert(QueueId(line.id), sharing);
            }
            "leads" => {
                let queues = self.leading.entry(line.id).or_default();
                queues.push(QueueId(line.number));
            }
            "ends" => {
                let handoffs = self.ending.entry(line.id).or_default();
                handoffs.push(HandoffId(line.number));
            }
            part => {
                let what = format!("nothing is made of lines called “{part}”");
                return Err(StoreError::Unreadable(what));
            }
        }
        Ok(())
    }

    /// The policy of an action with these places.
    pub(super) fn policy(mut self, action: Action) -> Policy {
        for handoff in &mut self.handoffs {
            handoff.queues = self.leading.remove(&handoff.id.0).unwrap_or_default();
        }
        let mut topics = Vec::new();
        for (id, topic) in self.topics {
            // Topics that lead nowhere are for answering alone.
            if let Some(handoffs) = self.ending.remove(&id) {
                topics.push(Topic { handoffs, ..topic });
            }
        }
        Policy {
            handoffs: self.handoffs,
            transfer_functions: self.transfer_functions,
            topics,
            routing_profiles: self.subjects,
            sharing: self.sharing,
            ..Policy::new(action, self.queues)
        }
    }
}

/// A queue; its number is that of its transfer function, or 0.
fn queue(line: &Line) -> Result<Queue, StoreError> {
    let kept = Kept {
        id: line.id,
        name: line.name.clone(),
        enabled: line.part == "queue",
        hours: &line.data,
        settings: &line.more,
        transfer_function: Some(line.number).filter(|id| *id != 0),
    };
    kept.queue()
}

//! What waits is given to somebody: in one transaction the people are looked at, the one is found, and it is
//! theirs, with why them and why not each other one.
//!
//! Giving out happens one after the other, whichever program does it, and whoever is given something is held
//! until it is theirs. So of claiming, giving and going away at once, whichever comes second sees the first.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::{
    Desk,
    given::{Gift, give},
};
use crate::{
    access::Scope,
    clock::Instant,
    conversation::Conversation,
    id::{AgentId, ConversationId, OperatorId, QueueId},
    operator::Presence,
    routing::{Asked, Explained, Routed, Snapshot},
    store::{SharedQueue, StoreError, Tx},
};

/// So many conversations are given out at once: what piled up is not dumped on whoever comes first.
const AT_ONCE: usize = 3;
/// So many in line are looked at: those behind may suit somebody whom those in front do not.
const LOOKED_AT: i64 = 40;
/// How often the people are looked at anew because somebody took something meanwhile.
const TRIES: usize = 5;

/// Gives out what waits, the first in line first, as far as somebody can take it: one conversation, or a few
/// of all. Gives back how many.
pub async fn hand_out(desk: &Desk, only: Option<&ConversationId>) -> Result<usize, StoreError> {
    if !desk.store.has_something_to_give().await? {
        return Ok(0);
    }
    let (only, now, greetings) = (only.cloned(), desk.now(), greetings(desk).await?);
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut round = Round::begin(tx, greetings, now).await?;
                let waiting = match only {
                    Some(id) => tx
                        .conversation(Scope::Everything, &id)
                        .await?
                        .into_iter()
                        .collect(),
                    None => tx.waiting_to_be_given(LOOKED_AT).await?,
                };
                let mut given = 0;
                for conversation in waiting {
                    if given == AT_ONCE {
                        break;
                    }
                    if conversation.line_key().is_some() && round.give(tx, conversation).await? {
                        given += 1;
                    }
                }
                Ok(given)
            })
        })
        .await
}

/// The same where it comes after something else that is done by now: should it fail, what waits is given out
/// a little later. True when somebody was given something.
pub(super) async fn hand_out_next(desk: &Desk, only: Option<&ConversationId>) -> bool {
    match Box::pin(hand_out(desk, only)).await {
        Ok(given) => given > 0,
        Err(error) => {
            tracing::warn!(%error, "what waits could not be given out and is tried again soon");
            false
        }
    }
}

/// What each AI agent's customers are told when somebody is there.
pub(super) async fn greetings(desk: &Desk) -> Result<BTreeMap<AgentId, String>, StoreError> {
    let mut greetings = BTreeMap::new();
    for summary in desk.store.agents().await? {
        let id = summary.agent.id;
        if let Some(saved) = desk.store.action(id).await? {
            greetings.insert(id, saved.action.messages.agent_connected);
        }
    }
    Ok(greetings)
}

/// One turn at giving conversations out.
pub(super) struct Round {
    there: Snapshot,
    turn: i64,
    queues: BTreeMap<QueueId, Option<SharedQueue>>,
    greetings: BTreeMap<AgentId, String>,
    /// What led to it besides, such as somebody else not answering.
    pub(super) because: Option<String>,
}

impl Round {
    /// Waits for the turn, then looks at the people.
    pub(super) async fn begin(
        tx: &mut Tx,
        greetings: BTreeMap<AgentId, String>,
        now: Instant,
    ) -> Result<Self, StoreError> {
        let turn = tx.begin_hand_out().await?;
        Ok(Self {
            there: tx.people(now).await?,
            turn,
            queues: BTreeMap::new(),
            greetings,
            because: None,
        })
    }

    /// A queue as it is in this transaction.
    pub(super) async fn queue(
        &mut self,
        tx: &mut Tx,
        id: Option<QueueId>,
    ) -> Result<Option<SharedQueue>, StoreError> {
        let Some(id) = id else {
            return Ok(None);
        };
        if let Some(known) = self.queues.get(&id) {
            return Ok(known.clone());
        }
        let found = tx.shared_queue(id).await?;
        self.queues.insert(id, found.clone());
        Ok(found)
    }

    /// Gives one conversation to whoever should have it. False when nobody can, or somebody has it by now.
    pub(super) async fn give(&mut self, tx: &mut Tx, of: Conversation) -> Result<bool, StoreError> {
        let Some(queue) = self.queue(tx, of.queue).await? else {
            return Ok(false);
        };
        if !queue.gives_at(self.there.now) {
            return Ok(false);
        }
        let profile = match of.stretch.line.profile {
            Some((id, _)) => tx.people_for(id).await?,
            None => None,
        };
        let has_them = tx.who_has_customer_of(&of.id).await?.map(|(who, _)| who);
        for _ in 0..TRIES {
            let asked = Asked {
                has_them,
                ..asked(&self.there, &queue, profile.as_ref(), &of)
            };
            let routed = self.there.route(&asked);
            let Some(to) = routed.assignee else {
                return Ok(false);
            };
            if self.is_still_so(tx, to).await? {
                let zone = queue.queue.schedule.zone;
                let gift = Gift {
                    to,
                    name: self.name(to),
                    explained: self.explained(&asked, &routed, zone),
                    method: queue.sharing.method,
                    profile: asked.profile.map(|(name, _)| name.to_owned()),
                    turn: self.turn,
                    greeting: self.greetings.get(&of.agent).cloned(),
                };
                let (id, channel) = (queue.queue.id, of.channel);
                let is_given = give(tx, of, gift, self.there.now).await?;
                if is_given {
                    self.there.give(id, channel, to);
                }
                return Ok(is_given);
            }
            self.there = tx.people(self.there.now).await?;
        }
        Ok(false)
    }

    fn explained(&self, asked: &Asked, routed: &Routed, zone: Tz) -> Explained {
        let explained = self.there.explain(asked, routed, zone);
        match &self.because {
            Some(because) => Explained {
                why: format!("{}; {because}", explained.why),
                ..explained
            },
            None => explained,
        }
    }

    fn name(&self, of: OperatorId) -> String {
        let person = self.there.people.iter().find(|person| person.id == of);
        person.map_or_else(String::new, |person| person.name.clone())
    }

    /// Holds somebody, and says whether they are still as they were when they were looked at.
    async fn is_still_so(&self, tx: &mut Tx, id: OperatorId) -> Result<bool, StoreError> {
        let held = tx.hold_operator(id).await?;
        let known = self.there.people.iter().find(|person| person.id == id);
        Ok(held.zip(known).is_some_and(|(held, known)| {
            held.presence == Presence::Online
                && held.load == known.load
                && held.abilities == known.abilities
        }))
    }
}

impl SharedQueue {
    /// Whether it gives conversations to somebody at that moment: outside its hours they wait.
    fn gives_at(&self, now: Instant) -> bool {
        let gives = self.sharing.method.way().gives() && !self.is_elsewhere;
        gives && self.queue.enabled && self.queue.schedule.is_open(now)
    }
}

/// What a conversation asks of the people.
pub(super) fn asked<'a>(
    there: &'a Snapshot,
    queue: &'a SharedQueue,
    profile: Option<&'a (String, Vec<OperatorId>)>,
    of: &'a Conversation,
) -> Asked<'a> {
    let line = &of.stretch.line;
    Asked {
        channel: of.channel,
        language: of.language.as_deref(),
        members: &queue.queue.people,
        profile: profile.map(|(name, people)| (name.as_str(), people.as_slice())),
        skills: there.skills_for(&queue.sharing, line.about.iter().map(String::as_str)),
        not_again: line.not_again,
        had_it: line.had_it,
        is_for_anyone: line.is_for_anyone,
        ..there.ask(queue.queue.id, &queue.sharing)
    }
}

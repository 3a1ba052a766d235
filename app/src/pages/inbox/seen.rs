//! Everything a conversation's page shows, read from the store at one moment.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use handoff::{
    actions::takes_files,
    channel::{Channel, adapter},
    clock::Instant,
    conversation::{
        Author, CannedReply, Conversation, Entry, HandoffRequest, Label, SaidVerdict, State,
    },
    event::Event,
    handoff::Transfer,
    id::{ConversationId, EventId, MessageId, OperatorId},
    operator::{Habits, Operator},
    store::{ChannelThread, SavedTicket, Sending, Store, StoreError},
};

use super::{desk::find_conversation, kin::Kin, row::Moment};
use crate::{
    request::{Oops, SignedIn},
    site::Site,
    ui::{evidence, steps::Kept},
};

/// How many messages a page shows; older ones are behind a link.
const SHOWN: i64 = 100;
/// How many messages are sent at once to a page that is open already.
const NEWS: i64 = 200;
/// How often a conversation may change hands before the oldest times are left out.
const TURNS: i64 = 200;
/// How many of a customer's other conversations the card names.
const OTHERS: i64 = 5;

/// A conversation as somebody sees it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub conversation: Conversation,
    /// The newest messages and notes, or those before the one asked for; oldest first.
    pub entries: Vec<Entry>,
    pub has_earlier: bool,
    /// When it changed hands.
    pub turns: Vec<Event>,
    pub request: Option<HandoffRequest>,
    /// What another system was handed with the request.
    pub transfer: Option<Transfer>,
    /// What it became in help desks.
    pub tickets: Vec<SavedTicket>,
    /// How far what was written to a customer outside has come.
    pub sendings: BTreeMap<MessageId, Sending>,
    /// Which messages came as letters.
    pub letters: BTreeSet<MessageId>,
    /// Until when free text may be sent to them, where their channel has such a window.
    pub open_until: Option<Instant>,
    /// Everybody who works or worked here.
    pub people: Vec<Operator>,
    /// What was said of the newest handoff.
    pub verdict: Option<SaidVerdict>,
    /// The newest of the same customer's other conversations.
    pub others: Vec<Conversation>,
    /// Who was joined to the customer, and who may be the same.
    pub kin: Kin,
    /// A person has written to the customer among the messages shown.
    pub has_answered: bool,
    pub agent_name: String,
    pub queue: Option<String>,
    /// The place in line, from 1.
    pub position: Option<usize>,
    /// How long a customer should wait at most.
    pub reply_minutes: u32,
    /// What to gather: label by name.
    pub labels: BTreeMap<String, String>,
    /// The labels it has, and all there are.
    pub own_labels: Vec<Label>,
    pub all_labels: Vec<Label>,
    /// The texts the team keeps to answer with.
    pub canned: Vec<CannedReply>,
    pub habits: Habits,
    /// Whether files may be sent.
    pub takes_files: bool,
    pub me: OperatorId,
    pub moment: Moment,
    /// The reader's own clock.
    pub zone: Tz,
}

/// Which of its messages came as letters and can be seen as such.
async fn letters(store: &Store, of: &Conversation) -> Result<BTreeSet<MessageId>, StoreError> {
    if of.channel == Channel::Email {
        store.letters(&of.id).await
    } else {
        Ok(BTreeSet::new())
    }
}

/// Until when a customer may be sent free text, where their channel closes some time after their last words.
fn open_until(thread: Option<ChannelThread>, of: &Conversation) -> Option<Instant> {
    let hours = adapter(of.channel)?.limits().window_hours?;
    Some(thread?.heard_at + chrono::TimeDelta::hours(i64::from(hours)))
}

/// Whose conversation it is, as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holder {
    /// The AI answers.
    Ai,
    /// Nobody has taken it yet.
    Nobody,
    Me,
    Colleague(String),
    /// It is done.
    Done,
}

impl Seen {
    /// Reads the conversation. `before` asks for older messages than the newest.
    pub(super) async fn load(
        site: &Site,
        (id, before): (ConversationId, Option<MessageId>),
        (who, moment): (&SignedIn, Moment),
    ) -> Result<Self, Oops> {
        let (store, me) = (&site.desk.store, who.operator.id);
        let conversation = find_conversation(site, who, &id).await?;
        let mut entries = store.last_entries(&conversation, before, SHOWN + 1).await?;
        let has_earlier = i64::try_from(entries.len()).is_ok_and(|count| count > SHOWN);
        if has_earlier {
            entries.remove(0);
        }
        let agent = store.agent(conversation.agent).await?;
        let action = store.action(conversation.agent).await?;
        let action = action.map(|saved| saved.action).unwrap_or_default();
        let queues = store.queues(conversation.agent).await?;
        let queue = queues
            .into_iter()
            .find(|queue| Some(queue.id) == conversation.queue);
        let fields = action.information_to_gather.iter();
        let request = store.handoff_request(&conversation).await?;
        let transfer = match &request {
            Some(request) => store.transfer(&id, request.requested_at).await?,
            None => None,
        };
        Ok(Self {
            turns: store.turns(&id, EventId(0), TURNS).await?,
            request,
            transfer,
            tickets: store.tickets(&id).await?,
            sendings: store.sendings(&id).await?,
            letters: letters(store, &conversation).await?,
            open_until: open_until(store.thread_of(&id).await?, &conversation),
            verdict: store.verdict(&conversation).await?,
            others: store
                .others_of_customer(who.scope, &conversation, OTHERS)
                .await?,
            kin: Kin::load(store, who.scope, &conversation).await?,
            has_answered: entries
                .iter()
                .any(|entry| entry.author == Author::Operator && !entry.is_note),
            people: store.operators().await?,
            own_labels: store
                .labels_of(std::slice::from_ref(&id))
                .await?
                .remove(&id)
                .unwrap_or_default(),
            all_labels: store.labels().await?,
            canned: Vec::new(),
            habits: Habits::default(),
            takes_files: takes_files(&site.desk).await?,
            position: store.position(&conversation).await?,
            agent_name: agent.map(|agent| agent.name).unwrap_or_default(),
            queue: queue.map(|queue| queue.name),
            reply_minutes: action.reply_minutes,
            labels: fields
                .map(|field| (field.name.clone(), field.title().to_owned()))
                .collect(),
            conversation,
            entries,
            has_earlier,
            me,
            zone: moment.zone,
            moment,
        })
    }

    /// The same conversation with only what came after the message and the change of hands given.
    pub(super) async fn since(
        mut self,
        site: &Site,
        (after, turn): (MessageId, EventId),
    ) -> Result<Self, Oops> {
        let store = &site.desk.store;
        self.entries = store.entries(&self.conversation, after, NEWS).await?;
        self.turns.retain(|event| event.id > turn);
        self.has_earlier = false;
        Ok(self)
    }

    /// Who has it.
    pub(super) fn holder(&self) -> Holder {
        match (self.conversation.state, self.conversation.assignee) {
            (State::Resolved, _) => Holder::Done,
            (State::Waiting | State::Callback, _) | (State::WithOperator, None) => Holder::Nobody,
            (State::WithOperator, Some(person)) if person == self.me => Holder::Me,
            (State::WithOperator, Some(person)) => Holder::Colleague(self.name_of(person)),
            (State::WithAi | State::Offered | State::Gathering, _) => Holder::Ai,
        }
    }

    /// What somebody here is called.
    pub(super) fn name_of(&self, person: OperatorId) -> String {
        self.people
            .iter()
            .find(|known| known.id == person)
            .map_or_else(|| "Somebody".to_owned(), |known| known.name.clone())
    }

    /// What can be filled into a kept text: who writes to whom, and whatever was gathered.
    pub(super) fn known(&self) -> BTreeMap<String, String> {
        let customer = &self.conversation.customer;
        let gathered = self.request.iter().flat_map(|request| &request.collected);
        // What a request gathered goes by its label, which the admin may have worded otherwise than the name.
        let by_label = |label: &String| {
            let known = self.labels.iter().find(|(_, known)| *known == label);
            known.map_or_else(
                || label.to_lowercase().replace(' ', "_"),
                |(name, _)| name.clone(),
            )
        };
        let mut known: BTreeMap<String, String> = gathered
            .map(|(label, value)| (by_label(label), value.clone()))
            .collect();
        known.extend(self.conversation.stretch.collected.clone());
        let named = [
            ("customer_name", customer.name.clone()),
            ("customer_email", customer.email.clone()),
            ("operator_name", Some(self.name_of(self.me))),
            ("agent_name", Some(self.agent_name.clone())),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        known.extend(named);
        known
    }

    /// The name of whoever has it.
    pub(super) fn assignee(&self) -> Option<String> {
        self.conversation.assignee.map(|id| self.name_of(id))
    }

    /// The words that made somebody be wanted, or nothing: of the request, else of the talk about one.
    pub(super) fn evidence(&self) -> &str {
        match (&self.request, &self.conversation.stretch.because) {
            (Some(request), _) => &request.evidence,
            (None, Some(reason)) => &reason.evidence,
            (None, None) => "",
        }
    }

    /// The customer's message in which those words stand: the last one before the request.
    pub(super) fn deciding(&self) -> Option<&Entry> {
        let until = self.request.as_ref().map(|request| request.requested_at);
        self.entries.iter().rev().find(|entry| {
            entry.author == Author::Customer
                && until.is_none_or(|until| entry.at <= until)
                && evidence::is_in(&entry.text, self.evidence())
        })
    }

    /// The newest decision that handed it over, among the messages shown.
    pub(super) fn decision(&self) -> Option<Kept> {
        let mut kept = self.entries.iter().rev().filter_map(Kept::of);
        kept.find(|kept| kept.outcome == "hand_off")
    }

    /// The customer's moods and when they were read, oldest first.
    pub(super) fn moods(&self) -> Vec<(Instant, f64)> {
        let said = self
            .entries
            .iter()
            .filter(|entry| entry.author == Author::Customer);
        said.filter_map(|entry| Some((entry.at, entry.sentiment?)))
            .collect()
    }

    /// Whether a message is among those shown.
    pub(super) fn shows(&self, message: MessageId) -> bool {
        self.entries.iter().any(|entry| entry.id == message)
    }

    /// The newest message shown.
    pub(super) fn last_entry(&self) -> MessageId {
        self.entries.last().map_or(MessageId(0), |entry| entry.id)
    }

    /// The newest change of hands shown.
    pub(super) fn last_turn(&self) -> EventId {
        self.turns.last().map_or(EventId(0), |turn| turn.id)
    }
}

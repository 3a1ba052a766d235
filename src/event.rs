//! What happened: one kind of event for each thing the product can do.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    clock::Instant,
    id::{AgentId, ConversationId, EventId},
};

/// Declares the kinds of events with their stored names.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What kind of thing happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl EventKind {
            /// The name kept in the database and used in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The kind of that name, if there is one.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// Somebody wrote something. Data: the message.
    MessageAdded = "message.added",
    /// A private note for the team. Data: the note.
    NoteAdded = "note.added",
    /// A conversation went from one state to another. Data: before, after.
    StateChanged = "conversation.state_changed",
    /// The engine asked for a person. Data: the reason, the evidence, the summary.
    HandoffRequested = "conversation.handoff_requested",
    /// Somebody took a conversation. Data: who.
    ConversationClaimed = "conversation.claimed",
    /// A conversation was given to somebody, or to nobody. Data: before, after.
    ConversationAssigned = "conversation.assigned",
    /// A conversation that nobody could take in time waits in another queue. Data: before, after.
    ConversationMoved = "conversation.moved",
    /// A person says it is done.
    ConversationResolved = "conversation.resolved",
    /// The AI has it again.
    ConversationHandedBack = "conversation.handed_back",
    /// The customer wrote again after it was done.
    ConversationReopened = "conversation.reopened",
    /// Somebody put a conversation aside. Data: until when.
    ConversationSnoozed = "conversation.snoozed",
    /// It is back: its time has come, or somebody brought it back.
    ConversationWoken = "conversation.woken",
    /// A person says how soon it should be looked at. Data: before, after.
    PriorityChanged = "conversation.priority_changed",
    /// Data: the label.
    LabelPut = "conversation.label_put",
    /// Data: the label.
    LabelTaken = "conversation.label_taken",
    /// What somebody just did was taken back. Data: what.
    ChangeUndone = "conversation.change_undone",
    /// Somebody said whether it was right to hand it over. Data: before, after, the trigger.
    HandoffJudged = "conversation.handoff_judged",
    OperatorInvited = "operator.invited",
    OperatorJoined = "operator.joined",
    OperatorDisabled = "operator.disabled",
    OperatorEnabled = "operator.enabled",
    OperatorChanged = "operator.changed",
    /// It was planned when somebody works. Data: the plan before and after.
    OperatorPlanned = "operator.planned",
    SignedIn = "account.signed_in",
    SignedOut = "account.signed_out",
    SignInFailed = "account.sign_in_failed",
    OrganisationChanged = "organisation.changed",
    AgentCreated = "agent.created",
    AgentChanged = "agent.changed",
    ActionSaved = "action.saved",
    /// The five-section configuration was written. Data: what became of what it cannot say.
    HumanHandoffReplaced = "human_handoff.replaced",
    ConfigurationReplaced = "configuration.replaced",
    ScheduleSaved = "schedule.saved",
    QueueSaved = "queue.saved",
    QueueDeleted = "queue.deleted",
    /// The order of the queues was changed; it counts where no handoff names its own.
    QueuesOrdered = "queue.ordered",
    HandoffSaved = "handoff.saved",
    HandoffDeleted = "handoff.deleted",
    /// The order of the handoffs was changed; the first is the default one.
    HandoffsOrdered = "handoff.ordered",
    RoutingProfileSaved = "routing_profile.saved",
    RoutingProfileDeleted = "routing_profile.deleted",
    TransferFunctionSaved = "transfer_function.saved",
    TransferFunctionDeleted = "transfer_function.deleted",
    ScheduleCreated = "schedule.created",
    ScheduleRenamed = "schedule.renamed",
    ScheduleDeleted = "schedule.deleted",
    /// The system that takes over was told of a handoff. Data: the transfer function.
    TransferSent = "transfer.sent",
    /// The system that takes over could not be told; the conversation waits in its queue. Data: the transfer
    /// function, what went wrong.
    TransferFailed = "transfer.failed",
    /// Hours were changed while a conversation waited, and its queue is closed or open now. Data: whether it is open, and when it opens.
    AvailabilityChanged = "conversation.availability_changed",
    /// A customer was promised that somebody gets in touch. Data: when it is due.
    CallbackNoted = "callback.noted",
    /// Hours were changed, and a callback is due at another time. Data: before, after.
    CallbackMoved = "callback.moved",
    /// Somebody got in touch as promised.
    CallbackDone = "callback.done",
    TopicSaved = "topic.saved",
    TopicDeleted = "topic.deleted",
    /// A text the team answers with was written or changed. Data: the reply.
    CannedReplySaved = "canned_reply.saved",
    CannedReplyDeleted = "canned_reply.deleted",
    /// An address that is told of what happens was written or changed. Data: before, after; never its secret.
    WebhookSaved = "webhook.saved",
    WebhookDeleted = "webhook.deleted",
    /// The product stopped sending to an address. Data: why.
    WebhookDisabled = "webhook.disabled",
    /// A help desk was connected or changed. Data: the vendor, before and after, without credentials.
    HelpDeskSaved = "help_desk.saved",
    /// The product stopped making tickets in a help desk. Data: the vendor, why.
    HelpDeskDisabled = "help_desk.disabled",
    /// A handoff became a ticket. Data: the help desk, what it calls the ticket, where that is.
    TicketMade = "ticket.made",
    /// What became of a message on its way to the customer. Data: the message, the state, why it failed.
    DeliveryChanged = "message.delivery_changed",
    /// A customer does not want to be written to any more, or wants to again. Data: which.
    SilenceChanged = "conversation.silence_changed",
    /// The customer’s site said who they are, and it was checked.
    CustomerKnown = "conversation.customer_known",
    /// Two customers turned out to be the same. Data: who was joined to whom, and how that is known.
    CustomerJoined = "customer.joined",
    /// They are two again. Data: who was parted from whom.
    CustomerParted = "customer.parted",
    /// Somebody said that two customers who look alike are not the same. Data: which.
    CustomersKeptApart = "customer.kept_apart",
    /// A customer whom a person has in this conversation writes elsewhere too. Data: nothing, since whoever reads it
    /// may not see where.
    CustomerElsewhere = "customer.elsewhere",
    /// A call that was put through ended. Data: how many seconds they spoke.
    CallEnded = "conversation.call_ended",
    /// A channel was connected or changed. Data: the channel, before and after, without credentials.
    ChannelSaved = "channel.saved",
    /// The product stopped using a channel. Data: the channel, why.
    ChannelDisabled = "channel.disabled",
    TokenCreated = "token.created",
    TokenRevoked = "token.revoked",
}

impl EventKind {
    /// Whether a conversation may be somebody else's business from then on.
    #[must_use]
    pub const fn changes_hands(self) -> bool {
        matches!(
            self,
            Self::StateChanged
                | Self::ConversationClaimed
                | Self::ConversationAssigned
                | Self::ConversationMoved
                | Self::ConversationResolved
                | Self::ConversationHandedBack
                | Self::ConversationReopened
        )
    }

    /// The kinds that a conversation's log tells: who has it from then on, who was told that they should, and
    /// what people did with it beside answering.
    pub const TURNS: [Self; 14] = [
        Self::ConversationClaimed,
        Self::ConversationAssigned,
        Self::ConversationResolved,
        Self::ConversationHandedBack,
        Self::ConversationReopened,
        Self::TransferSent,
        Self::TransferFailed,
        Self::TicketMade,
        Self::ConversationSnoozed,
        Self::ConversationWoken,
        Self::PriorityChanged,
        Self::LabelPut,
        Self::LabelTaken,
        Self::ChangeUndone,
    ];
}

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct NewEvent {
    pub kind: EventKind,
    pub agent: Option<AgentId>,
    pub conversation: Option<ConversationId>,
    pub data: Value,
}

impl NewEvent {
    /// Something that happened to the whole deployment.
    #[must_use]
    pub const fn new(kind: EventKind, data: Value) -> Self {
        Self {
            kind,
            agent: None,
            conversation: None,
            data,
        }
    }

    /// Says which AI agent it was about.
    #[must_use]
    pub const fn of_agent(mut self, agent: AgentId) -> Self {
        self.agent = Some(agent);
        self
    }

    /// Says which conversation it was about.
    #[must_use]
    pub fn of_conversation(mut self, conversation: &ConversationId) -> Self {
        self.conversation = Some(conversation.clone());
        self
    }

    /// Whether it may change how messages are decided from now on: everything but what happens in one
    /// conversation or to one customer, and people coming and going.
    #[must_use]
    pub const fn is_of_configuration(&self) -> bool {
        self.conversation.is_none()
            && !matches!(
                self.kind,
                EventKind::SignedIn
                    | EventKind::SignedOut
                    | EventKind::SignInFailed
                    | EventKind::CustomerJoined
                    | EventKind::CustomerParted
                    | EventKind::CustomersKeptApart
            )
    }
}

/// An event as kept.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    pub id: EventId,
    pub at: Instant,
    pub kind: EventKind,
    pub agent: Option<AgentId>,
    pub conversation: Option<ConversationId>,
    /// `operator`, `token`, `customer`, `ai` or `system`.
    pub actor: String,
    pub actor_id: Option<i64>,
    pub data: Value,
}

//! Tells the stories: everything that happened in them is done again, in the order of time.

use chrono::Duration;

use super::{
    SampleError,
    setting::shop_hours,
    story::{Beginning, Step, Story},
    team::Member,
};
use crate::{
    access::{Actor, Scope},
    actions::{
        Beginning as Opening, Desk, Incoming, VerbError, add_note, claim, give_verdict, hand_back,
        receive_message, reply, resolve, start_conversation,
    },
    channel::Channel,
    clock::{FixedClock, Instant},
    conversation::{AnsweredBy, Author},
    id::{AgentId, ConversationId},
};

/// How long after an opening minute a story needs somebody there.
const STAYS_OPEN: Duration = Duration::minutes(10);
/// How long after a closing an evening's story begins, and how long it takes at most.
const AFTER_CLOSING: Duration = Duration::minutes(15);
/// How far back stories go.
const DAYS: i64 = 20;

/// Everything that is needed to tell the stories.
pub(super) struct Telling<'a> {
    pub(super) desk: &'a Desk,
    pub(super) clock: &'a FixedClock,
    pub(super) team: &'a [Member],
    /// The shop's agent and the trade customers'.
    pub(super) agents: [AgentId; 2],
}

impl Telling<'_> {
    /// Tells all stories up to `now`, step by step in the order of time.
    pub(super) async fn tell(
        &self,
        stories: &[Story<'_>],
        now: Instant,
    ) -> Result<Vec<ConversationId>, SampleError> {
        let past = Past::before(now);
        let mut steps = Vec::new();
        for (story, of) in stories.iter().enumerate() {
            let began = past.instant(of.began).unwrap_or(now);
            for (step, (minutes, _)) in of.steps.iter().enumerate() {
                // Half a minute a step, so that two in the same minute keep their order.
                let within = Duration::seconds(30 * i64::try_from(step).unwrap_or(0));
                let at = began + Duration::minutes(*minutes) + within;
                steps.push((at.min(now), story, step));
            }
        }
        steps.sort_unstable();
        let mut told: Vec<Option<ConversationId>> = vec![None; stories.len()];
        for (at, story, step) in steps {
            self.clock.set(at);
            let happens = &stories[story].steps[step].1;
            match &told[story] {
                None => told[story] = Some(self.begin(&stories[story], happens).await?),
                Some(id) => self.go_on(id, happens).await?,
            }
        }
        Ok(told.into_iter().flatten().collect())
    }

    async fn begin(
        &self,
        story: &Story<'_>,
        step: &Step<'_>,
    ) -> Result<ConversationId, SampleError> {
        let answered_by = match story.channel {
            Channel::Api => AnsweredBy::Elsewhere,
            _ => AnsweredBy::BuiltIn,
        };
        let opening = Opening {
            agent: self.agents[usize::from(story.is_for_trade)],
            channel: story.channel,
            answered_by,
            customer: story.customer.clone(),
            language: None,
            first: incoming(step),
            has_visitor: story.channel == Channel::Web,
            proofs: Vec::new(),
        };
        let started = start_conversation(self.desk, &Actor::Customer, &opening).await?;
        Ok(started.received.conversation.id)
    }

    async fn go_on(&self, id: &ConversationId, step: &Step<'_>) -> Result<(), SampleError> {
        let (desk, scope) = (self.desk, Scope::Everything);
        if let Some(incoming) = incoming(step) {
            receive_message(desk, &Actor::Customer, scope, id, &incoming).await?;
            return Ok(());
        }
        let member = self.member(step)?;
        let (actor, by) = (member.actor(), member.id);
        match step {
            Step::Takes(_) => drop(claim(desk, &actor, scope, id, by).await?),
            Step::Replies(_, words) => drop(reply(desk, &actor, scope, id, (by, words)).await?),
            Step::Notes(_, words) => {
                add_note(desk, &actor, scope, id, (by, words)).await?;
            }
            Step::Resolves(_) => drop(resolve(desk, &actor, scope, id).await?),
            Step::HandsBack(_) => drop(hand_back(desk, &actor, scope, id).await?),
            Step::Judges(_, verdict) => {
                give_verdict(desk, &actor, scope, id, (by, Some(*verdict))).await?;
            }
            Step::Customer(_) | Step::Ai(..) => {}
        }
        Ok(())
    }

    fn member(&self, step: &Step<'_>) -> Result<&Member, VerbError> {
        let name = match step {
            Step::Takes(name)
            | Step::Resolves(name)
            | Step::HandsBack(name)
            | Step::Judges(name, _)
            | Step::Replies(name, _)
            | Step::Notes(name, _) => name,
            Step::Customer(_) | Step::Ai(..) => "",
        };
        let found = self.team.iter().find(|member| member.first_name() == name);
        found.ok_or(VerbError::Missing)
    }
}

fn incoming(step: &Step<'_>) -> Option<Incoming> {
    match step {
        Step::Customer(words) => Some(Incoming::text(*words)),
        Step::Ai(sure, words) => Some(Incoming {
            author: Author::Ai,
            confidence: Some(*sure),
            ..Incoming::text(*words)
        }),
        _ => None,
    }
}

/// The minutes in which somebody was there, and the evenings in which nobody was, the newest first.
struct Past {
    open: Vec<Instant>,
    evenings: Vec<Instant>,
}

impl Past {
    fn before(now: Instant) -> Self {
        let hours = shop_hours();
        let (mut open, mut evenings) = (Vec::new(), Vec::new());
        let mut was_open = hours.is_open(now);
        for minute in 1..DAYS * 24 * 60 {
            let at = now - Duration::minutes(minute);
            let is_open = hours.is_open(at);
            if is_open && hours.is_open(at + STAYS_OPEN) {
                open.push(at);
            }
            let evening = at + AFTER_CLOSING;
            if is_open && !was_open && evening + AFTER_CLOSING < now {
                evenings.push(evening);
            }
            was_open = is_open;
        }
        Self { open, evenings }
    }

    fn instant(&self, began: Beginning) -> Option<Instant> {
        match began {
            Beginning::OpenMinutesAgo(minutes) => self.open.get(minutes).copied(),
            Beginning::At(at) => Some(at),
            Beginning::AfterClosing(count) => self.evenings.get(count.checked_sub(1)?).copied(),
        }
    }
}

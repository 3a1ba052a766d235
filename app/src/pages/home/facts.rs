//! What is true right now, as the store has it, and the home page that follows from it.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use handoff::{
    channel::Channel,
    clock::Instant,
    handoff::{Queue, Wanted, availability},
    policy::Action,
    schedule::Schedule,
};

use super::first_steps::{Step, StepKind};
use super::words::{colleagues, counted, reasons, until, week};
use super::{Home, RightNow};
use crate::routes;

/// Who reads the messages while no other service is connected.
const BUILT_IN: &str = "Built in, no other service needed";

/// What the home page is made from.
pub(super) struct Facts {
    /// The AI agent at hand, unless there is none yet.
    pub agent: Option<AgentFacts>,
    /// Whether the reader sets things up.
    pub may_configure: bool,
    /// Whether the reader is the one who set everything up.
    pub is_first: bool,
    /// Other people who can sign in.
    pub colleagues: usize,
    pub invited: usize,
    pub people_available: usize,
    /// Conversations of all time, at most [`handoff::store::COUNT_MAX`].
    pub conversations: i64,
    pub waiting: i64,
    pub with_ai: i64,
    /// The language model that reads along, if one is set up.
    pub model: Option<String>,
    pub now: Instant,
    /// The organisation's zone.
    pub zone: Tz,
}

/// The part that is about one AI agent.
pub(super) struct AgentFacts {
    pub id: i64,
    pub name: String,
    pub action: Action,
    /// Whether anybody ever saved the action: then its reasons are theirs.
    pub is_action_saved: bool,
    pub schedule: Option<Schedule>,
    pub queues: Vec<Queue>,
    pub topics: usize,
}

impl Facts {
    pub(super) fn home(&self) -> Home {
        let agent = self.agent.as_ref();
        let steps = agent
            .filter(|_| self.may_configure)
            .map(|agent| self.steps(agent));
        // When all is done there is nothing left to say about it.
        let steps = steps.filter(|steps| steps.iter().any(|step| !step.is_done));
        Home {
            agent: agent.map_or_else(|| "Your AI agent".to_owned(), |agent| agent.name.clone()),
            steps: steps.unwrap_or_default(),
            now: self.right_now(),
            undelivered: Vec::new(),
            answered: None,
            line: None,
        }
    }

    fn steps(&self, agent: &AgentFacts) -> Vec<Step> {
        let minutes = agent.schedule.as_ref().map_or(0, Schedule::weekly_minutes);
        let step = |kind, is_done: bool, words: String, href: String| Step {
            kind,
            is_done,
            // What stands where something is still to do, the step says itself.
            words: if is_done { words } else { String::new() },
            href: Some(href),
        };
        let account = if self.is_first {
            ""
        } else {
            "You are an admin."
        };
        vec![
            Step {
                href: None,
                ..step(StepKind::Account, true, account.to_owned(), String::new())
            },
            step(
                StepKind::Hours,
                minutes > 0,
                agent.schedule.as_ref().map(week).unwrap_or_default(),
                routes::hours(agent.id),
            ),
            step(
                StepKind::WhenToUse,
                agent.is_action_saved,
                reasons(&agent.action),
                routes::human_handoff(agent.id),
            ),
            step(
                StepKind::Colleagues,
                self.colleagues + self.invited > 0,
                colleagues(self.colleagues, self.invited),
                routes::OPERATORS.to_owned(),
            ),
            step(
                StepKind::Topics,
                agent.topics > 0,
                format!("{} to answer from.", counted(agent.topics, "topic")),
                routes::topics(agent.id),
            ),
            step(
                StepKind::Chat,
                self.conversations > 0,
                "Messages arrive.".to_owned(),
                routes::widget(agent.id),
            ),
            step(
                StepKind::TurnOn,
                agent.action.enabled,
                "It is on.".to_owned(),
                routes::actions(agent.id),
            ),
        ]
    }

    fn right_now(&self) -> RightNow {
        let queues = self.agent.as_ref().map_or(&[][..], |agent| &agent.queues);
        let wanted = Wanted {
            channel: Channel::Web,
            language: None,
            now: self.now,
            waiting: &BTreeMap::new(),
            online: self.people_available,
            present: &[],
        };
        let found = availability(queues, &wanted);
        let there = found.queue.map_or(self.zone, |queue| queue.schedule.zone);
        RightNow {
            is_open: found.status.is_open,
            hours: until(found.status, self.now, (there, self.zone)),
            people_available: count(self.people_available),
            is_handing_over: self
                .agent
                .as_ref()
                .is_some_and(|agent| agent.action.enabled),
            waiting: count(self.waiting),
            with_ai: count(self.with_ai),
            judge: match &self.model {
                Some(model) => format!("{model}, and built in when it cannot"),
                None => BUILT_IN.to_owned(),
            },
        }
    }
}

fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::{id::QueueId, schedule::Interval};

    fn nine_to_five() -> Schedule {
        let hours = Interval::parse("09:00", "17:00").unwrap();
        Schedule::weekdays(chrono_tz::Europe::Madrid, hours)
    }

    /// A desk right after set-up, on a Thursday at 14:05 in Madrid.
    fn fresh() -> Facts {
        let queue = Queue::new(QueueId(1), "Main team", nine_to_five());
        Facts {
            agent: Some(AgentFacts {
                id: 1,
                name: "Nora".to_owned(),
                action: Action::default(),
                is_action_saved: false,
                schedule: Some(nine_to_five()),
                queues: vec![queue],
                topics: 0,
            }),
            may_configure: true,
            is_first: true,
            colleagues: 0,
            invited: 0,
            people_available: 1,
            conversations: 0,
            waiting: 0,
            with_ai: 0,
            model: None,
            now: "2026-12-17T13:05:00Z".parse().unwrap(),
            zone: chrono_tz::Europe::Madrid,
        }
    }

    fn done(facts: &Facts) -> Vec<StepKind> {
        let steps = facts.home().steps;
        let done = steps.into_iter().filter(|step| step.is_done);
        done.map(|step| step.kind).collect()
    }

    #[test]
    fn after_set_up_the_account_and_the_hours_are_done() {
        let facts = fresh();
        assert_eq!(done(&facts), [StepKind::Account, StepKind::Hours]);
        let home = facts.home();
        assert_eq!(home.steps.len(), 7);
        assert_eq!(
            home.steps[1].words,
            "Madrid: Mon–Fri 09:00–17:00; 40 hours a week."
        );
        assert_eq!(
            (home.now.is_open, home.now.hours.as_str()),
            (true, "until 17:00")
        );
    }

    #[test]
    fn each_step_is_done_by_its_own_fact() {
        type Change = fn(&mut Facts, &mut AgentFacts);
        let changes: [(StepKind, Change); 6] = [
            (StepKind::WhenToUse, |_, agent| agent.is_action_saved = true),
            (StepKind::Colleagues, |facts, _| facts.colleagues = 1),
            (StepKind::Colleagues, |facts, _| facts.invited = 1),
            (StepKind::Topics, |_, agent| agent.topics = 1),
            (StepKind::Chat, |facts, _| facts.conversations = 1),
            (StepKind::TurnOn, |_, agent| agent.action.enabled = true),
        ];
        for (kind, change) in changes {
            let mut facts = fresh();
            let mut agent = facts.agent.take().unwrap();
            change(&mut facts, &mut agent);
            facts.agent = Some(agent);
            assert_eq!(
                done(&facts),
                [StepKind::Account, StepKind::Hours, kind],
                "{kind:?}"
            );
        }
    }

    #[test]
    fn hours_that_never_open_are_not_done() {
        let mut facts = fresh();
        let agent = facts.agent.as_mut().unwrap();
        agent.schedule = Some(Schedule {
            open_24: false,
            ..Schedule::always(Tz::UTC)
        });
        assert_eq!(done(&facts), [StepKind::Account]);
    }

    #[test]
    fn steps_are_for_those_who_set_things_up_and_go_away_when_all_are_done() {
        let mut facts = fresh();
        facts.may_configure = false;
        assert!(facts.home().steps.is_empty());

        let mut facts = fresh();
        (facts.invited, facts.conversations) = (1, 1);
        let agent = facts.agent.as_mut().unwrap();
        (agent.is_action_saved, agent.topics) = (true, 3);
        assert_eq!(done(&facts).len(), 6);
        facts.agent.as_mut().unwrap().action.enabled = true;
        assert!(facts.home().steps.is_empty());
    }

    #[test]
    fn another_zone_than_the_readers_is_named() {
        let mut facts = fresh();
        facts.zone = chrono_tz::America::New_York;
        facts.now = "2026-12-18T20:00:00Z".parse().unwrap();
        let now = facts.home().now;
        assert_eq!(
            (now.is_open, now.hours.as_str()),
            (false, "opens Monday at 09:00, Madrid time")
        );
    }
}

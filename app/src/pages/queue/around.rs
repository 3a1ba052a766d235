//! What stands around the queues: the list of them, how it is with one now, and what can be chosen for it.

use handoff::{
    handoff::{Handoff, Queue},
    id::{HandoffId, QueueId},
    operator::{Operator, Presence},
    store::{SavedQueue, SavedTransferFunction, ScheduleUse, Topic},
    wording::capitalised,
};

use super::edit::{Offered, There};
use super::group::groups;
use super::list::{QueueRow, Queues};
use super::now::Now;
use super::open::Open;
use super::who::PersonRow;
use crate::routes;
use crate::ui::Choices;

impl Open {
    pub(super) fn rows(&self) -> Queues {
        let now = self.site.desk.now();
        let row = |saved: &SavedQueue| {
            let queue = &saved.queue;
            let mut functions = self.functions.iter();
            let function = functions.find(|it| Some(it.function.id) == queue.transfer_function);
            QueueRow {
                id: queue.id.0,
                name: queue.name.clone(),
                is_enabled: queue.enabled,
                now: Now::of(&queue.schedule, now),
                takes: capitalised(&queue.in_words()),
                people: self.people_words(queue),
                waiting: self.waiting_in(queue.id),
                capacity: queue.capacity,
                handoffs: self.handoffs_to(queue.id),
                is_always_tried: self.handoffs.is_empty(),
                function: function.map(|it| it.function.name.clone()),
            }
        };
        Queues {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            queues: self.queues.iter().map(row).collect(),
            order_counts: self.order_counts(),
        }
    }

    /// “Night shift, Maya Strand and 3 more”
    fn people_words(&self, queue: &Queue) -> String {
        let members = self.people.iter();
        let members = members
            .filter(|person| queue.members.contains(&person.id))
            .map(|person| person.name.as_str());
        let groups = queue.groups.iter().map(String::as_str);
        let who: Vec<&str> = groups.chain(members).collect();
        let who = match who.as_slice() {
            [] => "Everybody".to_owned(),
            [first, second, rest @ ..] if rest.len() > 1 => {
                format!("{first}, {second} and {} more", rest.len())
            }
            some => some.join(", "),
        };
        if queue.needs_presence {
            format!("{who}, while online")
        } else {
            who
        }
    }

    pub(super) fn waiting_in(&self, id: QueueId) -> usize {
        self.waiting.get(&id).copied().unwrap_or_default()
    }

    /// The handoffs that lead to a queue: name and address.
    pub(super) fn handoffs_to(&self, id: QueueId) -> Vec<(String, String)> {
        let link = |handoff: &Handoff| routes::handoff(self.agent.id.0, handoff.id.0);
        let leading = self.leading_to(id);
        leading
            .map(|handoff| (handoff.name.clone(), link(handoff)))
            .collect()
    }

    /// The topics whose handoffs lead to a queue: title and address.
    fn topics_to(&self, id: QueueId) -> Vec<(String, String)> {
        let leading: Vec<HandoffId> = self.leading_to(id).map(|handoff| handoff.id).collect();
        let leads = |topic: &&Topic| topic.handoffs.iter().any(|it| leading.contains(it));
        let link = |topic: &Topic| routes::topic(self.agent.id.0, topic.id.0);
        let topics = self.topics.iter().filter(leads);
        topics
            .map(|topic| (topic.title.clone(), link(topic)))
            .collect()
    }

    fn leading_to(&self, id: QueueId) -> impl Iterator<Item = &Handoff> {
        let all = self.handoffs.iter().map(|saved| &saved.handoff);
        all.filter(move |handoff| handoff.queues.contains(&id))
    }

    /// Whether the order of the queues counts: where there is no handoff, or one that names no queues.
    fn order_counts(&self) -> bool {
        let mut handoffs = self.handoffs.iter();
        let names_none = handoffs.any(|saved| saved.handoff.queues.is_empty());
        self.queues.len() > 1 && (self.handoffs.is_empty() || names_none)
    }

    pub(super) fn offered(&self) -> Offered {
        let now = self.site.desk.now();
        let hours = |known: &ScheduleUse| {
            let Now { is_open, words } = Now::of(&known.schedule, now);
            let state = if is_open { "open " } else { "" };
            (
                known.id.to_string(),
                format!("{} ({state}{words})", known.name),
            )
        };
        let none = (String::new(), "None: our inbox is enough".to_owned());
        let function = |known: &SavedTransferFunction| {
            let function = &known.function;
            (function.id.to_string(), function.name.clone())
        };
        let members = self.saved().map(|saved| saved.queue.members.as_slice());
        let is_offered = |person: &&Operator| {
            person.is_enabled() || members.is_some_and(|members| members.contains(&person.id))
        };
        let functions: Choices = [none]
            .into_iter()
            .chain(self.functions.iter().map(function))
            .collect();
        Offered {
            schedules: self.schedules.iter().map(hours).collect(),
            functions,
            people: self
                .people
                .iter()
                .filter(is_offered)
                .map(person_row)
                .collect(),
            groups: groups(
                &self.abilities,
                self.saved().map_or(&[], |saved| &saved.queue.groups),
            ),
        }
    }

    pub(super) fn there(&self) -> Option<There> {
        let saved = self.saved()?;
        let queue = &saved.queue;
        let followed = self
            .schedules
            .iter()
            .find(|known| known.id == saved.schedule.0);
        let others = followed.into_iter().flat_map(|known| &known.queues);
        Some(There {
            id: queue.id.0,
            name: queue.name.clone(),
            is_enabled: queue.enabled,
            now: Now::of(&queue.schedule, self.site.desk.now()),
            takes: capitalised(&queue.in_words()),
            waiting: self.waiting_in(queue.id),
            capacity: queue.capacity,
            handoffs: self.handoffs_to(queue.id),
            topics: self.topics_to(queue.id),
            is_always_tried: self.handoffs.is_empty(),
            schedule: (saved.schedule.0.0, saved.schedule.1.clone()),
            others: others
                .filter(|(id, _)| *id != queue.id)
                .map(|(_, name)| name.clone())
                .collect(),
        })
    }
}

fn person_row(person: &Operator) -> PersonRow {
    PersonRow {
        id: person.id.0,
        name: person.name.clone(),
        is_online: person.presence == Presence::Online,
        is_disabled: !person.is_enabled(),
    }
}

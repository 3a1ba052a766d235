//! What a handoff's page needs to know: the handoff, its fellows, and the queues, functions and topics
//! around it.

use axum::response::Html;
use chrono::Datelike;
use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    handoff::{
        Destination, DestinationExample, Handoff, Queue, opening_in_words, write_destinations,
    },
    id::{HandoffId, QueueId},
    store::{Agent, SavedHandoff, SavedQueue, SavedTransferFunction, Topic},
};
use leptos::prelude::*;

use super::called::Called;
use super::destination::{Around, Written};
use super::edit::{self, HandoffPage};
use super::form::RawHandoff;
use crate::{
    document,
    form::{FieldErrors, picked},
    request::{Oops, SignedIn},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::{Choices, LastSaved, OpenNow, SaveState, and, order_list::OrderRow},
};

/// What an example leads to while no transfer function is there.
pub(super) const DEFAULT_TRANSFER: &str = "default_transfer";

/// A handoff somebody is looking at, or the place for a new one.
pub(super) struct Open {
    pub(super) site: Site,
    pub(super) me: SignedIn,
    pub(super) agent: Agent,
    pub(super) handoffs: Vec<SavedHandoff>,
    pub(super) one: Option<SavedHandoff>,
    pub(super) queues: Vec<SavedQueue>,
    pub(super) functions: Vec<SavedTransferFunction>,
    pub(super) topics: Vec<Topic>,
    pub(super) now: Instant,
    pub(super) zone: Tz,
}

impl Open {
    pub(super) async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::Handoffs, title, &self.agent)
            .await
    }

    /// All handoffs but the one that is open.
    pub(super) fn others(&self) -> Vec<&SavedHandoff> {
        let here = self.one.as_ref().map(|one| one.handoff.id);
        let others = self.handoffs.iter();
        others
            .filter(|other| Some(other.handoff.id) != here)
            .collect()
    }

    /// The queues a handoff leads to, in order; all of them when it names none.
    pub(super) fn queues_of(&self, handoff: &Handoff) -> Vec<&Queue> {
        if handoff.queues.is_empty() {
            return self.queues.iter().map(|saved| &saved.queue).collect();
        }
        let found = handoff.queues.iter().filter_map(|id| self.queue(*id));
        found.map(|saved| &saved.queue).collect()
    }

    pub(super) fn queue(&self, id: QueueId) -> Option<&SavedQueue> {
        self.queues.iter().find(|saved| saved.queue.id == id)
    }

    pub(super) fn now_of(&self, queue: &Queue) -> OpenNow {
        OpenNow::of_queue(queue, self.now, self.zone)
    }

    /// Titles and addresses of the topics that lead to a handoff.
    pub(super) fn topics_of(&self, id: HandoffId) -> Vec<(String, String)> {
        let leading = self
            .topics
            .iter()
            .filter(|topic| topic.handoffs.contains(&id));
        let link = |topic: &Topic| routes::topic(self.agent.id.0, topic.id.0);
        leading
            .map(|topic| (topic.title.clone(), link(topic)))
            .collect()
    }

    /// The form of what is stored.
    pub(super) fn stored(&self) -> RawHandoff {
        self.one
            .as_ref()
            .map_or_else(RawHandoff::new, RawHandoff::of)
    }

    /// When and by whom it was saved; nobody while it is new.
    pub(super) fn last_saved(&self) -> LastSaved<'_> {
        LastSaved {
            at: self.one.as_ref().map_or(self.now, |one| one.saved_at),
            by: self.one.as_ref().and_then(|one| one.saved_by.as_deref()),
            me: &self.me.operator.name,
            now: self.now,
            zone: self.zone,
        }
    }

    /// The JSON of the queues in the form. Without any it is an example to begin with.
    pub(super) fn json_of(&self, values: &RawHandoff) -> String {
        let around = &self.around(&[]);
        let chosen = picked(&values.queues).into_iter();
        let found = chosen.filter_map(|id| self.queue(QueueId(id)));
        let destinations: Vec<Destination> = found.map(|saved| around.destination(saved)).collect();
        if destinations.is_empty() {
            self.example(DestinationExample::BusinessHours)
        } else {
            write_destinations(&destinations)
        }
    }

    pub(super) fn example(&self, example: DestinationExample) -> String {
        let function = self
            .functions
            .first()
            .map(|saved| saved.function.name.as_str());
        let year = self.now.with_timezone(&self.zone).year();
        example.text(self.zone.name(), function.unwrap_or(DEFAULT_TRANSFER), year)
    }

    pub(super) fn around<'a>(&'a self, others: &'a [&'a SavedHandoff]) -> Around<'a> {
        Around {
            queues: &self.queues,
            functions: &self.functions,
            others,
        }
    }

    pub(super) fn page(&self, values: RawHandoff, saved: SaveState) -> HandoffPage {
        let others = self.others();
        let around = self.around(&others);
        let json = if values.is_json() {
            around.read(&values.destination)
        } else {
            Written::default()
        };
        HandoffPage {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            handoff: self
                .one
                .as_ref()
                .map(|one| (one.handoff.id.0, one.handoff.name.clone())),
            errors: FieldErrors::default(),
            saved,
            newer: None,
            called: self.called(&values),
            queues: self.rows(&values, &around),
            to_add: self.to_add(&values),
            json,
            is_unsaved_json: false,
            now: self
                .one
                .as_ref()
                .map(|one| OpenNow::of_any(&self.queues_of(&one.handoff), self.now, self.zone)),
            back: self.back(&values),
            topics: self
                .one
                .as_ref()
                .map(|one| self.topics_of(one.handoff.id))
                .unwrap_or_default(),
            values,
        }
    }

    pub(super) async fn html(&self, page: HandoffPage) -> Result<Html<String>, Oops> {
        let title = self.one.as_ref().map_or("New handoff".to_owned(), |one| {
            format!("{}, handoff", one.handoff.name)
        });
        let shell = self.shell(&title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    /// The parts of the page that follow what is typed.
    pub(super) fn parts(&self, values: RawHandoff) -> String {
        let page = self.page(values, SaveState::Unsaved);
        document::fragment(move || {
            let lines = page.json.lines(&page.values.destination).into_any();
            let faults = page.json.verdict(page.agent).into_any();
            let called = page.called.view(&page.name).into_any();
            view! {
                <div>
                    <div data-part="called">{called}</div>
                    <ol data-part="lines">{lines}</ol>
                    <div data-part="faults">{faults}</div>
                </div>
            }
        })
    }

    fn called(&self, values: &RawHandoff) -> Called {
        Called::of(values, self.one.as_ref(), &self.others(), &self.texts())
    }

    /// What else may name a function, with what it is called.
    fn texts(&self) -> Vec<(String, String)> {
        let handoffs = self.others().into_iter().map(|other| {
            let handoff = &other.handoff;
            let text = format!(
                "{}\n{}",
                handoff.available_instructions, handoff.unavailable_instructions
            );
            (format!("the handoff “{}”", handoff.name), text)
        });
        let topics = self.topics.iter().map(|topic| {
            let text = format!("{}\n{}", topic.text, topic.instructions);
            (format!("the topic “{}”", topic.title), text)
        });
        handoffs.chain(topics).collect()
    }

    fn rows(&self, values: &RawHandoff, around: &Around) -> Vec<OrderRow> {
        let row = |id: i64| match self.queue(QueueId(id)) {
            Some(saved) => self.row(saved, around),
            None => OrderRow {
                id,
                name: "A queue that is gone".to_owned(),
                code: None,
                words: vec!["Remove it, or choose another one.".to_owned()],
                now: None,
                href: None,
            },
        };
        picked(&values.queues).into_iter().map(row).collect()
    }

    fn row(&self, saved: &SavedQueue, around: &Around) -> OrderRow {
        let queue = &saved.queue;
        let users = around.users(saved);
        let also = (!users.is_empty()).then(|| format!("Also used by {}.", and(&users)));
        let function = around.destination(saved).transfer_function;
        let sent = function.map(|name| format!("Transfers with {name}."));
        let words = [
            Some(hours_in_words(queue)),
            Some(format!("Takes {}.", queue.in_words())),
            sent,
            also,
        ];
        OrderRow {
            id: queue.id.0,
            name: queue.name.clone(),
            code: None,
            words: words.into_iter().flatten().collect(),
            now: Some(self.now_of(queue)),
            href: Some(routes::queue(self.agent.id.0, queue.id.0)),
        }
    }

    fn to_add(&self, values: &RawHandoff) -> Choices {
        let there = picked(&values.queues);
        let rest = self
            .queues
            .iter()
            .filter(|saved| !there.contains(&saved.queue.id.0));
        rest.map(|saved| (saved.queue.id.to_string(), saved.queue.name.clone()))
            .collect()
    }

    /// What the customer would read now if nobody were there.
    fn back(&self, values: &RawHandoff) -> Option<String> {
        let handoff = Handoff {
            queues: picked(&values.queues).into_iter().map(QueueId).collect(),
            ..Handoff::named(HandoffId(0), "")
        };
        let queues = self.queues_of(&handoff);
        let open = queues.iter().filter(|queue| queue.enabled);
        let opens = open.filter_map(|queue| {
            let schedule = &queue.schedule;
            // Hours that never end have no opening to wait for.
            let closed = schedule.next_closing(self.now)?;
            Some((schedule.next_opening(closed)?, schedule.zone))
        });
        let (at, team) = opens.min_by_key(|(at, _)| *at)?;
        let words = opening_in_words(at, self.now, Some(self.zone), team);
        Some(format!("back {words}"))
    }
}

/// “Mon–Fri 09:00–17:00 in Madrid”
pub(crate) fn hours_in_words(queue: &Queue) -> String {
    let hours = queue.schedule.in_words();
    if queue.schedule.open_24 {
        return hours;
    }
    format!("{hours} in {}", handoff::handoff::city(queue.schedule.zone))
}

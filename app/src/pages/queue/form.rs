//! A queue as a form: from what is stored, and back again. Its hours are the same fields as on the hours'
//! own page, read out of the same body.

use std::collections::BTreeMap;

use handoff::{
    actions::{QueueDraft, QueueHours},
    channel::Channel,
    handoff::{Queue, check_language},
    id::{OperatorId, QueueId, ScheduleId, TransferFunctionId},
    problem::Problem,
    schedule::Schedule,
};
use serde::Deserialize;

use crate::form::{BadForm, FieldErrors, TICKED, decode, is_ticked, tick};
use crate::pages::hours::{form::RawHours, read_schedule};

/// The languages that are offered to tick; every other is written as its tag.
pub const LANGUAGES: [&str; 10] = ["en", "es", "de", "fr", "it", "pt", "nl", "pl", "tr", "hi"];

/// How a queue's hours are chosen.
pub const SHARED: &str = "shared";
pub const OPEN_24: &str = "open_24";
pub const OWN: &str = "own";

/// The form as it arrives, without the hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawQueue {
    /// The version it was made from.
    pub revision: String,
    pub name: String,
    pub enabled: String,
    /// [`SHARED`], [`OPEN_24`] or [`OWN`]
    pub hours: String,
    /// The id of the hours with a name.
    pub schedule: String,
    /// Ticked by name; none ticked means all.
    pub channels: BTreeMap<String, String>,
    /// Ticked by tag, and the others as they are written.
    pub languages: BTreeMap<String, String>,
    pub other_languages: String,
    /// An id, or empty for none.
    pub transfer_function: String,
    /// Ticked by id; none ticked means everybody.
    pub members: BTreeMap<String, String>,
    /// The names of the ticked ones, by their rows.
    pub groups: BTreeMap<String, String>,
    pub capacity: String,
    pub needs_presence: String,
}

/// Both parts of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueForm {
    pub queue: RawQueue,
    pub hours: RawHours,
}

impl QueueForm {
    pub fn decode(body: &[u8]) -> Result<Self, BadForm> {
        Ok(Self {
            queue: decode(body)?,
            hours: decode(body)?,
        })
    }

    /// The form of a queue. Its hours are shared unless they are followed by it alone; `revisions` are its
    /// own and that of its hours.
    pub fn of(
        queue: &Queue,
        (schedule, is_shared): (ScheduleId, bool),
        revisions: (i64, i64),
    ) -> Self {
        let hours = match (is_shared, queue.schedule.open_24) {
            (true, _) => SHARED,
            (false, true) => OPEN_24,
            (false, false) => OWN,
        };
        let is_offered = |tag: &&String| LANGUAGES.contains(&tag.as_str());
        let (offered, others): (Vec<_>, Vec<_>) = queue.languages.iter().partition(is_offered);
        let others: Vec<&str> = others.into_iter().map(String::as_str).collect();
        let ticked = |names: &mut dyn Iterator<Item = String>| {
            names.map(|name| (name, TICKED.to_owned())).collect()
        };
        Self {
            queue: RawQueue {
                revision: revisions.0.to_string(),
                name: queue.name.clone(),
                enabled: tick(queue.enabled),
                hours: hours.to_owned(),
                schedule: schedule.to_string(),
                channels: ticked(&mut queue.channels.iter().map(|it| it.as_str().to_owned())),
                languages: ticked(&mut offered.into_iter().cloned()),
                other_languages: others.join(", "),
                transfer_function: queue
                    .transfer_function
                    .map(|id| id.to_string())
                    .unwrap_or_default(),
                members: ticked(&mut queue.members.iter().map(ToString::to_string)),
                groups: (0_usize..)
                    .map(|row| row.to_string())
                    .zip(queue.groups.iter().cloned())
                    .collect(),
                capacity: queue
                    .capacity
                    .map(|room| room.to_string())
                    .unwrap_or_default(),
                needs_presence: tick(queue.needs_presence),
            },
            hours: hours_form(&queue.schedule, revisions.1),
        }
    }

    /// Changes a row of the hours. False when no such thing was asked for.
    pub fn apply(&mut self) -> bool {
        self.hours.apply()
    }

    /// The schedule of the form, as far as it can be read, and what is wrong with it.
    pub fn schedule(&self, kept: chrono_tz::Tz) -> (Schedule, Vec<Problem>) {
        let mut hours = self.hours.clone();
        let kind = if self.queue.hours == OPEN_24 {
            OPEN_24
        } else {
            "weekly"
        };
        kind.clone_into(&mut hours.kind);
        if self.queue.hours == OPEN_24 {
            // The week is kept in the form, but nobody sees it, so it need not be right.
            hours.open_days.clear();
        }
        read_schedule(&hours, kept)
    }

    /// What the form says, as far as it can be read, and what cannot.
    pub fn read(&self, kept: chrono_tz::Tz) -> (QueueDraft, Vec<Problem>) {
        let raw = &self.queue;
        let mut problems = Vec::new();
        let hours = if raw.hours == SHARED {
            let id = raw.schedule.parse().unwrap_or_default();
            QueueHours::Shared(ScheduleId(id))
        } else {
            let (schedule, wrong) = self.schedule(kept);
            problems.extend(wrong);
            QueueHours::Own(Box::new(schedule))
        };
        let capacity = raw.capacity.trim();
        let room = capacity.parse::<u32>().ok();
        if room.is_none() && !capacity.is_empty() {
            let detail =
                format!("“{capacity}” is not a number. Write a whole one, or leave it empty.");
            problems.push(Problem::new("/capacity", detail));
        }
        let is_taken = |channel: &Channel| {
            let value = raw.channels.get(channel.as_str());
            value.is_some_and(|value| is_ticked(value))
        };
        let queue = Queue {
            enabled: is_ticked(&raw.enabled),
            channels: Channel::ALL.into_iter().filter(is_taken).collect(),
            languages: languages(raw),
            transfer_function: raw.transfer_function.parse().ok().map(TransferFunctionId),
            members: ticked(&raw.members)
                .filter_map(|id| id.parse().ok())
                .map(OperatorId)
                .collect(),
            groups: raw.groups.values().cloned().collect(),
            capacity: room,
            needs_presence: is_ticked(&raw.needs_presence),
            ..Queue::new(QueueId(0), raw.name.trim(), Schedule::always(kept))
        };
        let hours_revision = self.hours.schedule_revision.parse().ok();
        let draft = QueueDraft {
            queue,
            hours,
            hours_revision,
        };
        (draft, problems)
    }
}

fn hours_form(schedule: &Schedule, revision: i64) -> RawHours {
    let elsewhere = handoff::policy::Action::default();
    let form = RawHours::of(schedule, &elsewhere, (revision, 0));
    // What is not about the schedule stays on the hours' own page.
    RawHours {
        op: String::new(),
        schedule_revision: form.schedule_revision,
        zone: form.zone,
        open_days: form.open_days,
        weekly_hours: form.weekly_hours,
        date_exceptions: form.date_exceptions,
        ..RawHours::default()
    }
}

fn ticked(boxes: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    let on = boxes.iter().filter(|(_, value)| is_ticked(value));
    on.map(|(name, _)| name.as_str())
}

/// The tags, those that are offered first; each once, and as it should be written if it is one.
fn languages(raw: &RawQueue) -> Vec<String> {
    let is_on = |tag: &&str| {
        raw.languages
            .get(*tag)
            .is_some_and(|value| is_ticked(value))
    };
    let offered = LANGUAGES.iter().copied().filter(is_on).map(str::to_owned);
    let between = |letter: char| letter.is_whitespace() || ",;".contains(letter);
    let others = raw
        .other_languages
        .split(between)
        .filter(|tag| !tag.is_empty());
    let others = others.map(|tag| check_language(tag).unwrap_or_else(|_| tag.to_owned()));
    let mut tags: Vec<String> = Vec::new();
    for tag in offered.chain(others) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// What the core says is wrong, at the fields of the form. What it says of hours, the form has said already.
pub(super) fn on_the_form(read: Vec<Problem>, core: Vec<Problem>) -> FieldErrors {
    let is_of_hours = |pointer: &str| {
        ["/zone", "/weekly_hours", "/date_exceptions", "/open_24"]
            .iter()
            .any(|part| pointer.starts_with(part))
    };
    let core = core
        .into_iter()
        .filter(|problem| !is_of_hours(&problem.pointer))
        .map(|problem| match problem.pointer.split('/').nth(1) {
            Some("languages") => Problem::new("/other_languages", problem.detail),
            Some("groups") => Problem::new("/groups", problem.detail),
            Some("members") => Problem::new("/members", problem.detail),
            _ => problem,
        });
    FieldErrors::of(core.chain(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::queue::samples::queue;

    fn form() -> QueueForm {
        QueueForm::of(&queue(), (ScheduleId(2), false), (3, 4))
    }

    #[test]
    fn what_is_stored_reads_back_the_same() {
        let (draft, problems) = form().read(chrono_tz::UTC);
        assert_eq!(problems, []);
        assert_eq!(draft.hours, QueueHours::Own(Box::new(queue().schedule)));
        assert_eq!(draft.hours_revision, Some(4));
        let read = Queue {
            id: queue().id,
            schedule: queue().schedule,
            ..draft.queue
        };
        assert_eq!(read, queue());
    }

    #[test]
    fn hours_are_shared_or_open_all_the_time_or_its_own() {
        let mut form = form();
        form.queue.hours = SHARED.to_owned();
        form.queue.schedule = "7".to_owned();
        let (draft, _) = form.read(chrono_tz::UTC);
        assert_eq!(draft.hours, QueueHours::Shared(ScheduleId(7)));
        form.queue.hours = OPEN_24.to_owned();
        // A week that nobody sees any more is not looked at.
        form.hours
            .weekly_hours
            .get_mut("mon")
            .unwrap()
            .get_mut(&0)
            .unwrap()
            .start = "x".to_owned();
        let (draft, problems) = form.read(chrono_tz::UTC);
        assert_eq!(problems, []);
        let QueueHours::Own(schedule) = draft.hours else {
            panic!("{draft:?}");
        };
        assert!(schedule.open_24);
        assert_eq!(schedule.zone, chrono_tz::Europe::Madrid);
        assert_eq!(schedule.exceptions, queue().schedule.exceptions);
    }

    #[test]
    fn languages_are_ticked_or_written_and_each_is_there_once() {
        let mut form = form();
        form.queue.other_languages = " ca; ES-mx, es  spanish".to_owned();
        let (draft, _) = form.read(chrono_tz::UTC);
        assert_eq!(
            draft.queue.languages,
            ["en", "es", "ca", "es-MX", "spanish"]
        );
        let wrong = vec![Problem::new("/languages/4", "“spanish” is not a tag.")];
        let errors = on_the_form(Vec::new(), wrong);
        assert_eq!(
            errors.detail("/other_languages"),
            Some("“spanish” is not a tag.")
        );
    }

    #[test]
    fn room_for_people_is_a_number_or_nothing() {
        let mut form = form();
        form.queue.capacity = "many".to_owned();
        let (draft, problems) = form.read(chrono_tz::UTC);
        assert_eq!(draft.queue.capacity, None);
        assert_eq!(problems[0].pointer, "/capacity");
        form.queue.capacity = " ".to_owned();
        assert_eq!(form.read(chrono_tz::UTC).1, []);
    }
}

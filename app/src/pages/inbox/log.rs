//! The conversation as it went: messages, notes, days, and who had it when.

use chrono::NaiveDate;
use handoff::{
    clock::Instant,
    conversation::{Entry, Priority},
    event::{Event, EventKind},
    id::{MessageId, OperatorId},
    operator::Role,
};
use leptos::prelude::*;

use super::{
    entry::{event_line, said},
    looking::Looking,
    seen::Seen,
};
use crate::{
    routes,
    ui::{
        Icon,
        steps::{Kept, decision},
        when::day_and_clock,
    },
};

/// What a log is shown with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Log<'a> {
    pub seen: &'a Seen,
    pub looking: &'a Looking,
    /// The message whose decision is shown step by step.
    pub trace: Option<MessageId>,
    /// The day of the line before the first, so that its name is not said twice.
    pub after_day: Option<NaiveDate>,
}

/// One line of the log, before it is drawn.
enum Line<'a> {
    Entry(&'a Entry),
    Turn(&'a Event),
}

impl Line<'_> {
    /// Lines of one moment keep the order in which they were written: the message, then what came of it.
    fn at(&self) -> Instant {
        match self {
            Line::Entry(entry) => entry.at,
            Line::Turn(event) => event.at,
        }
    }
}

impl Log<'_> {
    /// The lines, oldest first, with the days between them.
    pub(super) fn lines(&self) -> Vec<AnyView> {
        let deciding = self.seen.deciding().map(|entry| entry.id);
        let mut day = self.after_day;
        let mut lines = Vec::new();
        for line in self.merged() {
            let today = self.day_of(line.at());
            if day != Some(today) {
                lines.push(self.day(today, day.is_none()).into_any());
                day = Some(today);
            }
            match line {
                Line::Entry(entry) => lines.extend(self.entry(entry, deciding == Some(entry.id))),
                Line::Turn(event) => lines.push(self.turn(event).into_any()),
            }
        }
        lines
    }

    /// The day of the last line, for whoever appends to them.
    pub(super) fn last_day(&self) -> Option<NaiveDate> {
        let last = self.merged().last().map(|line| self.day_of(line.at()));
        last.or(self.after_day)
    }

    fn day_of(&self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.seen.moment.zone).date_naive()
    }

    fn merged(&self) -> Vec<Line<'_>> {
        let since = match self.seen.entries.first() {
            Some(first) if self.seen.has_earlier => Some(first.at),
            _ => None,
        };
        let turns = self.seen.turns.iter();
        let turns = turns.filter(|turn| since.is_none_or(|since| turn.at >= since));
        let entries = self.seen.entries.iter().map(Line::Entry);
        let mut lines: Vec<Line<'_>> = entries.chain(turns.map(Line::Turn)).collect();
        lines.sort_by_key(Line::at);
        lines
    }

    fn day(&self, day: NaiveDate, is_first: bool) -> impl IntoView + use<> {
        let today = self.day_of(self.seen.moment.now);
        let date = if day.format("%Y").to_string() == today.format("%Y").to_string() {
            day.format("%A %-d %B").to_string()
        } else {
            day.format("%A %-d %B %Y").to_string()
        };
        let date = if day == today {
            format!("Today, {date}")
        } else {
            date
        };
        let zone = is_first.then(|| format!(" · times in {}", self.seen.moment.zone.name()));
        view! { <p class="day"><span><time datetime=day.to_string()>{date}</time>{zone}</span></p> }
    }

    fn entry(&self, entry: &Entry, is_deciding: bool) -> Vec<AnyView> {
        let seen = self.seen;
        let evidence = if is_deciding { seen.evidence() } else { "" };
        let kept = Kept::of(entry);
        let address = self.looking.trace(&seen.conversation.id, entry.id);
        let steps = kept.as_ref().map(|_| address.clone());
        let mut lines = vec![said(seen, entry, evidence, steps.clone()).into_any()];
        if let Some(kept) = &kept {
            if self.trace == Some(entry.id) {
                let close = self.looking.conversation(&seen.conversation.id);
                lines.push(decision(kept, close, self.other()).into_any());
            }
            lines.extend(self.outcome(entry, kept, address));
        }
        lines
    }

    /// Where an admin can try the conversation with other settings.
    fn other(&self) -> Option<String> {
        let seen = self.seen;
        let me = seen.people.iter().find(|known| known.id == seen.me)?;
        let conversation = &seen.conversation;
        (me.role == Role::Admin)
            .then(|| routes::try_conversation(conversation.agent.0, &conversation.id.0))
    }

    /// The line that says the AI stepped back, or could not.
    fn outcome(&self, entry: &Entry, kept: &Kept, steps: String) -> Option<AnyView> {
        let name = &self.seen.agent_name;
        let reason = kept
            .trigger
            .as_ref()
            .map(|reason| format!("{}.", reason.words.trim_end_matches('.')))
            .unwrap_or_default();
        let (bold, words) = match kept.outcome.as_str() {
            "hand_off" => (format!("{name} stepped back."), reason),
            // While the customer is asked how to reach them, each answer has this outcome again.
            "unavailable" | "collect_callback" if !kept.has_fired() => return None,
            "unavailable" => (
                "Nobody was there.".to_owned(),
                format!("{reason} The customer was told when somebody is."),
            ),
            "collect_callback" => (
                "Nobody was there.".to_owned(),
                format!("{reason} The team is to get in touch."),
            ),
            _ => return None,
        };
        let at = entry.at;
        let line = view! {
            <p class="event" id=format!("h{}", entry.id)>
                {Icon::Handoff.view()}
                <span><b>{bold}</b> " " {words} " " <a href=steps>"Every step"</a></span>
                {super::entry::time(at, self.seen.moment)}
            </p>
        };
        Some(line.into_any())
    }

    fn turn(&self, event: &Event) -> impl IntoView + use<> {
        let seen = self.seen;
        let who = match event.actor_id.filter(|_| event.actor == "operator") {
            Some(id) => seen.name_of(OperatorId(id)),
            None => "A program".to_owned(),
        };
        let after = event.data.pointer("/after/assignee");
        let to = after.and_then(serde_json::Value::as_i64).map(OperatorId);
        let (icon, words) = match event.kind {
            EventKind::ConversationClaimed => {
                let taker = to.map_or(who, |id| seen.name_of(id));
                (Icon::Person, format!("{taker} took over."))
            }
            EventKind::ConversationAssigned => match to {
                Some(id) => (
                    Icon::Person,
                    format!("{who} gave it to {}.", seen.name_of(id)),
                ),
                None => (Icon::People, format!("{who} put it back in line.")),
            },
            EventKind::ConversationResolved => (Icon::Check, format!("{who} resolved it.")),
            EventKind::ConversationHandedBack => (
                Icon::Spark,
                format!("{who} handed it back to {}.", seen.agent_name),
            ),
            EventKind::TransferSent => {
                let function = told(event, "function");
                (
                    Icon::Check,
                    format!("“{function}” was told of the handoff."),
                )
            }
            EventKind::TransferFailed => {
                let (function, error) = (told(event, "function"), told(event, "error"));
                let words = format!(
                    "“{function}” could not be told of the handoff, so it waits here. {error}"
                );
                (Icon::Warning, words)
            }
            EventKind::TicketMade => {
                let (desk, id) = (told(event, "help_desk"), told(event, "id"));
                (Icon::Forward, format!("{desk} has it as ticket {id}."))
            }
            _ => handled(event, &who, seen),
        };
        event_line((format!("e{}", event.id), icon), words, event.at, seen)
    }
}

/// What somebody did with the conversation beside answering, or that the customer wrote again.
fn handled(event: &Event, who: &str, seen: &Seen) -> (Icon, String) {
    match event.kind {
        EventKind::ConversationSnoozed => {
            let until: Option<Instant> =
                event.data["until"].as_str().and_then(|at| at.parse().ok());
            let until = until.map(|at| day_and_clock(at, event.at, seen.moment.zone));
            let words = format!("{who} put it aside until {}.", until.unwrap_or_default());
            (Icon::Snooze, words)
        }
        EventKind::ConversationWoken if event.actor == "operator" => {
            (Icon::Snooze, format!("{who} brought it back."))
        }
        EventKind::ConversationWoken => (Icon::Snooze, "Its time has come: it is back.".to_owned()),
        EventKind::PriorityChanged => {
            let priority = event.data.pointer("/after/priority").cloned();
            let priority =
                priority.and_then(|value| serde_json::from_value::<Priority>(value).ok());
            let title = priority.unwrap_or_default().title().to_lowercase();
            (Icon::Flag, format!("{who} set the priority to {title}."))
        }
        EventKind::LabelPut => (
            Icon::Flag,
            format!("{who} labelled it “{}”.", told(event, "name")),
        ),
        EventKind::LabelTaken => (
            Icon::Flag,
            format!("{who} took the label “{}” off.", told(event, "name")),
        ),
        EventKind::ChangeUndone => (Icon::History, format!("{who} took that back.")),
        _ => (
            Icon::History,
            "The customer wrote again, so it is open again.".to_owned(),
        ),
    }
}

/// A text that an event tells.
fn told<'a>(event: &'a Event, what: &str) -> &'a str {
    event.data[what].as_str().unwrap_or_default()
}

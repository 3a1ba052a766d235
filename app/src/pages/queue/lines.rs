//! The form in lines, so that two versions can be compared part by part.

use handoff::{channel::Channel, handoff::language_name};

use super::edit::Offered;
use super::form::{OPEN_24, QueueForm, SHARED};
use crate::form::{Line, is_ticked};
use crate::pages::hours::schedule_lines;
use crate::ui::Choices;

/// Everything people can see in the form, part by part.
pub(super) fn lines(form: &QueueForm, offered: &Offered) -> Vec<Line> {
    let raw = &form.queue;
    let line = |what: &str, value: String| (what.to_owned(), value);
    let yes = |value: &str| if is_ticked(value) { "Yes" } else { "No" }.to_owned();
    let (draft, _) = form.read(chrono_tz::UTC);
    let queue = draft.queue;
    let channels = queue.channels.iter().copied().map(Channel::title);
    let languages = queue.languages.iter().map(|tag| language_name(tag));
    let people = offered.people.iter().filter(|person| {
        let value = raw.members.get(&person.id.to_string());
        value.is_some_and(|value| is_ticked(value))
    });
    let mut lines = vec![
        line("Name", raw.name.trim().to_owned()),
        line("In use", yes(&raw.enabled)),
        line(
            "Transfer function",
            chosen(&offered.functions, &raw.transfer_function),
        ),
        line("Channels", listed(channels.map(str::to_owned), "All")),
        line("Languages", listed(languages, "All")),
        line(
            "People",
            listed(people.map(|person| person.name.clone()), "Everybody"),
        ),
        line("Groups", listed(raw.groups.values().cloned(), "None")),
        line("Only when somebody is online", yes(&raw.needs_presence)),
        line("Room in the line", raw.capacity.trim().to_owned()),
    ];
    if raw.hours == SHARED {
        lines.push(line("Hours", chosen(&offered.schedules, &raw.schedule)));
    } else {
        let own = if raw.hours == OPEN_24 {
            "Open 24 h"
        } else {
            "Of its own"
        };
        lines.push(line("Hours", own.to_owned()));
        lines.extend(schedule_lines(&form.hours));
    }
    lines
}

fn chosen(choices: &Choices, value: &str) -> String {
    let found = choices.iter().find(|(known, _)| known == value);
    found.map(|(_, words)| words.clone()).unwrap_or_default()
}

fn listed(words: impl Iterator<Item = String>, none: &str) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        none.to_owned()
    } else {
        words.join(", ")
    }
}

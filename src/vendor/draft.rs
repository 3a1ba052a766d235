//! A configuration document that a vendor's JSON is being laid over.

use serde_json::{Map, Value, json};

use super::{Around, Fate, Line, Member, report::shown};
use crate::{
    policy::{Messages, OutsideHours},
    problem::Problem,
    schedule::Schedule,
};

/// The configuration on its way, with what there is to say about it.
#[derive(Debug)]
pub struct Draft<'a> {
    pub(super) document: Value,
    pub(super) around: &'a Around<'a>,
    report: Vec<Line>,
    problems: Vec<Problem>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(document: &Value, around: &'a Around) -> Self {
        Self {
            document: document.clone(),
            around,
            report: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The document and the report, or everything that is wrong.
    pub(super) fn finish(self) -> Result<(Value, Vec<Line>), Vec<Problem>> {
        if self.problems.is_empty() {
            Ok((self.document, self.report))
        } else {
            Err(self.problems)
        }
    }

    pub(super) fn refuse(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.problems.push(Problem::new(pointer, detail));
    }

    pub(super) fn refuse_all(&mut self, at: &str, problems: Vec<Problem>) {
        let problems = problems.into_iter();
        self.problems.extend(problems.map(|problem| problem.at(at)));
    }

    pub(super) fn lost(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.report.push(Line::new(pointer, Fate::Lost, detail));
    }

    pub(super) fn changed(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.report.push(Line::new(pointer, Fate::Changed, detail));
    }

    pub(super) fn kept(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.report.push(Line::new(pointer, Fate::Kept, detail));
    }

    /// Puts a value at a place of the document, making the objects on the way.
    pub(super) fn set(&mut self, pointer: &str, value: Value) {
        let mut here = &mut self.document;
        for name in pointer.split('/').skip(1) {
            here = match here {
                Value::Array(items) => {
                    let place = name.parse().ok();
                    match place.and_then(|place: usize| items.get_mut(place)) {
                        Some(item) => item,
                        None => return,
                    }
                }
                other => {
                    if !other.is_object() {
                        *other = Value::Object(Map::new());
                    }
                    &mut other[name]
                }
            };
        }
        *here = value;
    }

    /// The rows of a list of the document.
    pub(super) fn rows(&self, pointer: &str) -> &[Value] {
        let rows = self.document.pointer(pointer).and_then(Value::as_array);
        rows.map_or(&[], Vec::as_slice)
    }

    /// Switches a predefined reason.
    pub(super) fn switch_reason(&mut self, name: &str, is_active: bool) {
        let rows = self.rows("/generic_guidelines");
        let row = rows.iter().position(|row| row["name"] == name);
        match row {
            Some(row) => self.set(
                &format!("/generic_guidelines/{row}/is_active"),
                json!(is_active),
            ),
            None => {
                if let Some(Value::Array(rows)) = self.document.pointer_mut("/generic_guidelines") {
                    rows.push(json!({"name": name, "is_active": is_active}));
                }
            }
        }
    }

    /// A message, where somebody wrote one; else the one we ship, since the customer has to be told something.
    pub(super) fn message(&mut self, place: &str, text: &str) {
        let (messages, outside) = (Messages::default(), OutsideHours::default());
        let shipped = match place {
            "/settings/question_message" => messages.offer,
            "/settings/confirmation_message" => messages.handoff_initiated,
            _ => outside.message,
        };
        let is_written = !text.trim().is_empty();
        self.set(place, json!(if is_written { text } else { &shipped }));
    }

    /// The hours of the first queue.
    pub(super) fn hours(&self) -> Option<Schedule> {
        first_hours(&self.document)
    }

    /// Gives the first queue another week. Dates that are different stay so: no vendor's week speaks of them.
    pub(super) fn set_week(&mut self, week: &Schedule) {
        let Some(mut hours) = self.hours() else {
            return;
        };
        let dates = hours.exceptions.iter().count();
        if dates > 0 {
            let detail = format!(
                "Dates with hours of their own at the first queue ({dates}) stay as they are."
            );
            self.kept("", detail);
        }
        (hours.zone, hours.open_24) = (week.zone, week.open_24);
        // A week that does not count at present is remembered all the same.
        if !week.open_24 || !week.weekly.is_empty() {
            hours.weekly.clone_from(&week.weekly);
        }
        self.put_hours(0, &hours);
    }

    fn put_hours(&mut self, row: usize, hours: &Schedule) {
        let Value::Object(fields) = hours.to_json() else {
            return;
        };
        let at = format!("/queues/{row}");
        if let Some(Value::Object(queue)) = self.document.pointer_mut(&at) {
            for field in crate::schedule::FIELDS {
                queue.shift_remove(field);
            }
            queue.extend(fields);
        }
    }

    /// Somebody as a vendor names them: by address, name or number.
    pub(super) fn person(&self, written: &Value) -> Option<&'a Member> {
        person(self.around, written)
    }

    /// Notes that nobody here is called that.
    pub(super) fn nobody(&mut self, pointer: &str, written: &Value) {
        let detail = format!(
            "There is nobody called {} here. Invite them, then import this once more.",
            shown(written)
        );
        self.lost(pointer, detail);
    }
}

fn person<'a>(around: &Around<'a>, written: &Value) -> Option<&'a Member> {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    around.people.iter().find(|person| match written {
        Value::Number(number) => number.as_i64() == Some(person.id.0),
        Value::String(text) => {
            same(text, &person.email) || same(text, &person.name) || *text == person.id.to_string()
        }
        _ => false,
    })
}

/// The hours of a document's first queue.
pub(super) fn first_hours(document: &Value) -> Option<Schedule> {
    let fields = document.pointer("/queues/0")?.as_object()?;
    Schedule::from_fields(fields).ok()
}

//! Reading JSON values that people write, while collecting every mistake.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use crate::{
    problem::{Problem, nearest, step},
    schedule::{Interval, Minute, zone_named},
};

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn refuse(&mut self, at: impl Into<String>, detail: impl Into<String>) {
        self.problems.push(Problem::new(at, detail));
    }

    /// What was read, if nothing was wrong with it.
    pub(super) fn finish<T>(self, read: Option<T>) -> Result<T, Vec<Problem>> {
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(self.problems),
        }
    }

    /// An object; `example` shows one.
    pub(super) fn object<'v>(
        &mut self,
        at: &str,
        value: &'v Value,
        example: &str,
    ) -> Option<&'v Map<String, Value>> {
        if value.as_object().is_none() {
            self.refuse(at, format!("Write an object here, such as {example}."));
        }
        value.as_object()
    }

    /// A list; `example` shows one.
    pub(super) fn list<'v>(&mut self, at: &str, value: &'v Value, example: &str) -> &'v [Value] {
        if value.as_array().is_none() {
            self.refuse(at, format!("Write a list here, such as {example}."));
        }
        value.as_array().map_or(&[], Vec::as_slice)
    }

    pub(super) fn flag(&mut self, at: &str, value: &Value) -> bool {
        if !value.is_boolean() {
            self.refuse(at, "Write true or false here, without quotes.");
        }
        value.as_bool().unwrap_or_default()
    }

    pub(super) fn text<'v>(&mut self, at: &str, value: &'v Value) -> Option<&'v str> {
        if !value.is_string() {
            self.refuse(at, "Write a text in quotes here.");
        }
        value.as_str()
    }

    pub(super) fn zone(&mut self, at: &str, value: &Value) -> Option<Tz> {
        let name = self.text(at, value)?;
        zone_named(name)
            .map_err(|detail| self.refuse(at, detail))
            .ok()
    }

    /// Two members of `object` as hours, such as `start` and `end`.
    pub(super) fn interval(
        &mut self,
        at: &str,
        object: &Map<String, Value>,
        (start, end): (&str, &str),
    ) -> Option<Interval> {
        let from = self.time(at, object, start);
        let until = self.time(at, object, end);
        let read = Interval::new(from?, until?);
        read.map_err(|error| self.refuse(at.to_owned() + &step(start), error.to_string()))
            .ok()
    }

    /// Names each member that has no place here, with the one that was probably meant.
    pub(super) fn only(&mut self, at: &str, object: &Map<String, Value>, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            let detail = match nearest(key, known.iter().copied()) {
                Some(near) => format!("“{key}” is not known here. Did you mean “{near}”?"),
                None => format!(
                    "“{key}” is not known here. Take it away; known are {}.",
                    known.join(", ")
                ),
            };
            self.refuse(at.to_owned() + &step(key), detail);
        }
    }

    fn time(&mut self, at: &str, object: &Map<String, Value>, key: &str) -> Option<Minute> {
        let at = at.to_owned() + &step(key);
        let Some(value) = object.get(key) else {
            self.refuse(
                at,
                format!("“{key}” is missing. Write a time, such as “09:00”."),
            );
            return None;
        };
        self.text(&at, value)?
            .parse()
            .map_err(|error: crate::schedule::TimeError| self.refuse(at, error.to_string()))
            .ok()
    }
}

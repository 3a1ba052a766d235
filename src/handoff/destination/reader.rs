//! Reading the fields of a destination object, while collecting every mistake.

use serde_json::{Map, Value};

use crate::{
    channel::Channel,
    handoff::{channels_named, check_language},
    problem::{Problem, step},
    schedule::{FIELDS, Schedule},
};

/// Reads the fields of one object while collecting every mistake.
pub(super) struct Reader<'v> {
    pub(super) fields: &'v Map<String, Value>,
    pub(super) problems: Vec<Problem>,
}

impl<'v> Reader<'v> {
    pub(super) fn refuse(&mut self, key: &str, detail: impl Into<String>) {
        self.problems.push(Problem::new(step(key), detail));
    }

    pub(super) fn text(&mut self, key: &str) -> Option<&'v str> {
        let value = self.fields.get(key).filter(|value| !value.is_null())?;
        if !value.is_string() {
            self.refuse(key, "Write a text in quotes here.");
        }
        value.as_str()
    }

    pub(super) fn flag(&mut self, key: &str, default: bool) -> bool {
        match self.fields.get(key) {
            None => default,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.refuse(key, "Write true or false here, without quotes.");
                default
            }
        }
    }

    /// Texts of a list with their places.
    fn texts(&mut self, key: &str) -> Vec<(usize, &'v str)> {
        let Some(value) = self.fields.get(key).filter(|value| !value.is_null()) else {
            return Vec::new();
        };
        let Some(rows) = value.as_array() else {
            self.refuse(key, "Write a list of texts here.");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (row, value) in rows.iter().enumerate() {
            match value.as_str() {
                Some(text) => texts.push((row, text)),
                None => self.refuse_row(key, row, "Write a text in quotes here."),
            }
        }
        texts
    }

    fn refuse_row(&mut self, key: &str, row: usize, detail: impl Into<String>) {
        self.problems
            .push(Problem::new(format!("{}/{row}", step(key)), detail));
    }

    pub(super) fn schedule(&mut self) -> Option<Schedule> {
        let mut hours: Map<String, Value> = FIELDS
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), self.fields.get(*key)?.clone())))
            .collect();
        if hours.is_empty() {
            return Some(Schedule::always(chrono_tz::UTC));
        }
        // A zone alone says where, not when: what is left out holds as it usually is.
        if hours.keys().all(|key| key == "timezone") {
            hours.insert("open_24".to_owned(), Value::Bool(true));
        }
        let read = Schedule::from_fields(&hours);
        read.map_err(|found| self.problems.extend(found)).ok()
    }

    pub(super) fn channels(&mut self) -> Vec<Channel> {
        const KEY: &str = "supported_channel_types";
        let mut channels = Vec::new();
        for (row, name) in self.texts(KEY) {
            match channels_named(name) {
                Some(found) => channels.extend(found),
                None => self.refuse_row(
                    KEY,
                    row,
                    format!(
                        "“{name}” is not a channel. Use voice, chat, email, slack, whatsapp or sms."
                    ),
                ),
            }
        }
        let is_listed = |channel: &Channel| channels.contains(channel);
        Channel::ALL.into_iter().filter(is_listed).collect()
    }

    pub(super) fn languages(&mut self) -> Vec<String> {
        const KEY: &str = "supported_languages";
        let mut languages: Vec<String> = Vec::new();
        for (row, tag) in self.texts(KEY) {
            match check_language(tag) {
                Ok(tag) if languages.contains(&tag) => {}
                Ok(tag) => languages.push(tag),
                Err(detail) => self.refuse_row(KEY, row, detail),
            }
        }
        languages
    }
}

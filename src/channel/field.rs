//! What an adapter must be told, declared as data: the app makes the form of it, the API could read it, and
//! nothing else needs to change for one more.

use std::{collections::BTreeMap, fmt};

use crate::problem::{Problem, step};

/// One thing an adapter must be told.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub input: Input,
    pub is_required: bool,
    /// What is wrong with a value that is not empty, if anything.
    pub check: fn(&str) -> Option<&'static str>,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line that anybody who may look at the page can read.
    Line,
    /// Several lines.
    Lines,
    /// One line that can be written, and never read again.
    Secret,
    /// The same, made up by whoever fills it in and told to the vendor.
    OwnSecret,
    /// One of these, each with its title. The first is chosen until somebody chooses.
    Choice(&'static [(&'static str, &'static str)]),
}

/// The longest value, in characters.
const VALUE_MAX: usize = 2000;

impl Field {
    /// A line that must be filled in.
    #[must_use]
    pub const fn line(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self {
            name,
            label,
            hint,
            input: Input::Line,
            is_required: true,
            check: anything,
        }
    }

    /// A secret that must be filled in.
    #[must_use]
    pub const fn secret(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self {
            input: Input::Secret,
            ..Self::line(name, label, hint)
        }
    }

    /// The same, and it may be left empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            is_required: false,
            ..self
        }
    }

    /// The same with a rule for what stands in it.
    #[must_use]
    pub const fn checked(self, check: fn(&str) -> Option<&'static str>) -> Self {
        Self { check, ..self }
    }

    /// The same, filled in another way.
    #[must_use]
    pub const fn filled(self, input: Input) -> Self {
        Self { input, ..self }
    }

    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.input, Input::Secret | Input::OwnSecret)
    }

    /// What is wrong with a value of it.
    fn problem(&self, value: &str) -> Option<String> {
        let length = value.chars().count();
        if length > VALUE_MAX {
            return Some(format!(
                "This has {length} characters. At most {VALUE_MAX} fit."
            ));
        }
        if let Input::Choice(choices) = self.input
            && !choices.iter().any(|(name, _)| *name == value)
        {
            return Some("Choose one of these.".to_owned());
        }
        if self.input != Input::Lines && value.chars().any(char::is_control) {
            return Some("Write it in one line.".to_owned());
        }
        (self.check)(value).map(str::to_owned)
    }
}

const fn anything(_: &str) -> Option<&'static str> {
    None
}

/// What an adapter was told, by the fields' names. Secrets do not end up in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// The value of a field, or nothing.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The value of a field, unless there is none.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Sets a value; an empty one is none.
    pub fn set(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Every value that there is.
    pub fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Everything that is wrong with them. What is missing counts only where the channel is to be used.
    #[must_use]
    pub fn check(&self, fields: &[Field], is_used: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for field in fields {
            let value = self.get(field.name);
            let problem = if value.is_empty() {
                (is_used && field.is_required)
                    .then(|| format!("Fill in “{}” before this is switched on.", field.label))
            } else {
                field.problem(value)
            };
            if let Some(detail) = problem {
                problems.push(Problem::new(step(field.name), detail));
            }
        }
        problems
    }
}

impl FromIterator<(String, String)> for Settings {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(values: T) -> Self {
        let mut settings = Self::default();
        for (name, value) in values {
            settings.set(&name, &value);
        }
        settings
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

//! What somebody can do, as the form says it.

use std::collections::BTreeMap;

use handoff::{channel::Channel, problem::Problem, routing::Abilities};
use serde::Deserialize;

use crate::form::{TICKED, is_ticked, skills_in_words, skills_read, tick};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawAbilities {
    /// “billing 4, returns 2”
    pub skills: String,
    /// “en, es”
    pub languages: String,
    /// “Billing, Night shift”
    pub groups: String,
    /// `web` → `on`
    pub channels: BTreeMap<String, String>,
    pub capacity: String,
    /// `phone` → `3`
    pub weights: BTreeMap<String, String>,
    pub by_plan: String,
}

/// The other form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct RawPresence {
    pub presence: String,
    pub give_back: String,
}

impl RawAbilities {
    pub(super) fn of(abilities: &Abilities) -> Self {
        let ticked = |channel: &Channel| (channel.as_str().to_owned(), TICKED.to_owned());
        let weight =
            |(channel, weight): (&Channel, &u32)| (channel.as_str().to_owned(), weight.to_string());
        Self {
            skills: skills_in_words(&abilities.skills),
            languages: abilities.languages.join(", "),
            groups: abilities.groups.join(", "),
            channels: abilities.channels.iter().map(ticked).collect(),
            capacity: abilities.capacity.to_string(),
            weights: abilities.weights.iter().map(weight).collect(),
            by_plan: tick(abilities.by_plan),
        }
    }

    /// What the form says, as far as it can be read, and what cannot.
    pub(super) fn read(&self) -> (Abilities, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut number = |text: &str, at: String| {
            let number = text.trim().parse::<u32>().ok();
            if number.is_none() {
                let detail = format!("“{}” is not a number. Write a whole one.", text.trim());
                problems.push(Problem::new(at, detail));
            }
            number
        };
        let capacity = number(&self.capacity, "/capacity".to_owned());
        let mut weights = BTreeMap::new();
        for (name, text) in self
            .weights
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
        {
            let at = format!("/weights/{name}");
            if let (Some(channel), Some(weight)) = (Channel::parse(name), number(text, at)) {
                weights.insert(channel, weight);
            }
        }
        // One is what every conversation counts as anyway.
        weights.retain(|_, weight| *weight != 1);
        let is_on = |channel: &Channel| {
            let value = self.channels.get(channel.as_str());
            value.is_some_and(|value| is_ticked(value))
        };
        let between = |letter: char| letter.is_whitespace() || ",;".contains(letter);
        let languages = self.languages.split(between).filter(|tag| !tag.is_empty());
        let abilities = Abilities {
            skills: skills_read(&self.skills),
            languages: languages.map(str::to_owned).collect(),
            channels: Channel::ALL.into_iter().filter(is_on).collect(),
            groups: self
                .groups
                .split([',', ';'])
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            capacity: capacity.unwrap_or(handoff::routing::CAPACITY),
            weights,
            by_plan: is_ticked(&self.by_plan),
        };
        (abilities, problems)
    }
}

/// What the core says is wrong, at the fields of the form.
pub(super) fn on_the_form(problem: Problem) -> Problem {
    match problem.pointer.split('/').nth(1) {
        Some("skills") => Problem::new("/skills", problem.detail),
        Some("groups") => Problem::new("/groups", problem.detail),
        Some("languages") => Problem::new("/languages", problem.detail),
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_the_same() {
        let abilities = Abilities {
            skills: [("billing".to_owned(), 4)].into(),
            languages: vec!["en".to_owned(), "pt-BR".to_owned()],
            channels: vec![Channel::Web, Channel::Phone],
            groups: vec!["Billing".to_owned(), "Night shift".to_owned()],
            capacity: 7,
            weights: [(Channel::Phone, 3)].into(),
            by_plan: true,
        };
        let read = RawAbilities::of(&abilities).read();
        assert_eq!(read, (abilities, Vec::new()));
    }
}

//! What somebody can do: skills, languages, channels, and how much at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    channel::Channel,
    handoff::{check_language, checked_groups},
    problem::{Problem, step},
};

/// How many conversations somebody has at once, unless they say otherwise.
pub const CAPACITY: u32 = 5;
/// The most that anybody can say.
pub const CAPACITY_MAX: u32 = 100;
/// The highest level of a skill; 1 is the lowest.
pub const LEVEL_MAX: u8 = 5;
/// So many skills somebody can have.
const SKILLS_MAX: usize = 40;
/// The longest name of a skill, in characters.
const SKILL_MAX: usize = 60;

/// What somebody can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Abilities {
    /// The level of each skill, 1 to 5, by its name in lower case.
    pub skills: BTreeMap<String, u8>,
    /// The languages they write, as BCP 47 tags; none listed means all.
    pub languages: Vec<String>,
    /// The channels they work on; none listed means all.
    pub channels: Vec<Channel>,
    /// The groups they belong to, as an admin wrote them. Queues may name groups instead of people.
    pub groups: Vec<String>,
    /// How much they take on at once.
    pub capacity: u32,
    /// How much of the capacity one conversation of a channel takes; 1 where nothing is said.
    pub weights: BTreeMap<Channel, u32>,
    /// Only give them something within the hours of their presence plan, where they have one.
    pub by_plan: bool,
}

impl Default for Abilities {
    fn default() -> Self {
        Self {
            skills: BTreeMap::new(),
            languages: Vec::new(),
            channels: Vec::new(),
            groups: Vec::new(),
            capacity: CAPACITY,
            weights: BTreeMap::new(),
            by_plan: false,
        }
    }
}

impl Abilities {
    /// How much of the capacity one conversation of that channel takes.
    #[must_use]
    pub fn weight(&self, channel: Channel) -> u32 {
        self.weights.get(&channel).copied().unwrap_or(1)
    }

    /// The same as it is kept: names of skills in lower case, languages as they should be written; or
    /// everything that is wrong with it.
    ///
    /// ```
    /// use handoff::routing::Abilities;
    /// let mut wish = Abilities::default();
    /// wish.skills.insert(" Billing ".into(), 4);
    /// wish.languages = vec!["ES".into()];
    /// let kept = wish.checked().unwrap();
    /// assert_eq!((kept.skills["billing"], kept.languages), (4, vec!["es".to_owned()]));
    /// let nothing = Abilities { capacity: 0, ..Abilities::default() };
    /// assert_eq!(nothing.checked().unwrap_err()[0].pointer, "/capacity");
    /// ```
    pub fn checked(self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let skills = checked_skills(&self.skills, &mut problems);
        let groups = checked_groups(&self.groups, &mut problems);
        if !(1..=CAPACITY_MAX).contains(&self.capacity) {
            let detail = format!("Write how many at once, from 1 to {CAPACITY_MAX}.");
            problems.push(Problem::new("/capacity", detail));
        }
        for (channel, weight) in &self.weights {
            if !(1..=CAPACITY_MAX).contains(weight) {
                let detail = format!("Write how many it counts as, from 1 to {CAPACITY_MAX}.");
                problems.push(Problem::new(
                    format!("/weights/{}", channel.as_str()),
                    detail,
                ));
            }
        }
        let mut languages = Vec::new();
        for (row, tag) in self.languages.iter().enumerate() {
            match check_language(tag) {
                Ok(tag) if languages.contains(&tag) => {}
                Ok(tag) => languages.push(tag),
                Err(detail) => problems.push(Problem::new(format!("/languages/{row}"), detail)),
            }
        }
        if problems.is_empty() {
            Ok(Self {
                skills,
                languages,
                groups,
                ..self
            })
        } else {
            Err(problems)
        }
    }
}

/// Skills with their names in lower case, and what is wrong with them under `/skills`.
pub(super) fn checked_skills(
    skills: &BTreeMap<String, u8>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, u8> {
    let mut kept = BTreeMap::new();
    for (name, level) in skills {
        let short = skill_name(name);
        let at = format!("/skills{}", step(name));
        if short.is_empty() || short.chars().count() > SKILL_MAX {
            let detail = format!("A skill's name has 1 to {SKILL_MAX} characters.");
            problems.push(Problem::new(at, detail));
        } else if !(1..=LEVEL_MAX).contains(level) {
            let detail = format!("A level is a whole number from 1 to {LEVEL_MAX}.");
            problems.push(Problem::new(at, detail));
        } else {
            kept.insert(short, *level);
        }
    }
    if skills.len() > SKILLS_MAX {
        let detail = format!("Name at most {SKILLS_MAX} skills.");
        problems.push(Problem::new("/skills", detail));
    }
    kept
}

/// The name of a skill as it is compared: in lower case, with single spaces.
#[must_use]
pub fn skill_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

//! Whoever is best at what it is about; among equals whoever has the fewest open.

use std::cmp::Ordering;

use super::{Asked, Method, Person, Way};

pub(super) struct SkillBased;

impl Way for SkillBased {
    fn method(&self) -> Method {
        Method::SkillBased
    }

    fn title(&self) -> &'static str {
        "By skill"
    }

    fn explained(&self) -> &'static str {
        "Best skill for what it is about first"
    }

    fn order(&self, asked: &Asked, one: &Person, other: &Person) -> Ordering {
        let by_skill = points(asked, other).cmp(&points(asked, one));
        by_skill.then(one.load.cmp(&other.load))
    }

    fn why(&self, asked: &Asked, first: &Person) -> String {
        match best(asked, first) {
            Some(skill) => format!("best at {skill}"),
            None => format!(
                "nobody has a skill for it; fewest open, {}",
                asked.share(first)
            ),
        }
    }

    fn why_after(&self, asked: &Asked, person: &Person, first: &Person) -> String {
        if points(asked, person) == points(asked, first) {
            return format!("as able, but {} has more room", first.first_name());
        }
        match best(asked, person) {
            Some(skill) => format!("{skill}, {} is better at it", first.first_name()),
            None => "none of the skills".into(),
        }
    }
}

fn points(asked: &Asked, person: &Person) -> u32 {
    let levels = asked
        .skills
        .keys()
        .filter_map(|name| person.abilities.skills.get(name));
    levels.map(|level| u32::from(*level)).sum()
}

/// The best of their skills that is wanted, with its level.
fn best(asked: &Asked, person: &Person) -> Option<String> {
    let wanted = asked.skills.keys();
    let have = wanted.filter_map(|name| Some((name, person.abilities.skills.get(name)?)));
    let best = have.max_by_key(|(_, level)| **level);
    best.map(|(name, level)| format!("“{name}” (level {level})"))
}

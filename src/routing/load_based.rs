//! Whoever has the fewest open conversations.

use std::cmp::Ordering;

use super::{Asked, Method, Person, Way};

pub(super) struct LoadBased;

impl Way for LoadBased {
    fn method(&self) -> Method {
        Method::LoadBased
    }

    fn title(&self) -> &'static str {
        "Fewest open"
    }

    fn explained(&self) -> &'static str {
        "Whoever has the fewest open, then whoever was idle longest"
    }

    fn order(&self, _: &Asked, one: &Person, other: &Person) -> Ordering {
        one.load.cmp(&other.load)
    }

    fn why(&self, asked: &Asked, first: &Person) -> String {
        format!("fewest open, {}", asked.share(first))
    }

    fn why_after(&self, _: &Asked, person: &Person, first: &Person) -> String {
        if person.load == first.load {
            return format!(
                "has as few, but was given something after {}",
                first.first_name()
            );
        }
        format!(
            "{} open, {} has {}",
            person.load,
            first.first_name(),
            first.load
        )
    }
}

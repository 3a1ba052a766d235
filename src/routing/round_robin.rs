//! One after the other, in order: whoever had their last turn longest ago.

use std::cmp::Ordering;

use super::{Asked, Method, Person, Way};

pub(super) struct RoundRobin;

impl Way for RoundRobin {
    fn method(&self) -> Method {
        Method::RoundRobin
    }

    fn title(&self) -> &'static str {
        "Take turns"
    }

    fn explained(&self) -> &'static str {
        "One after the other, in order"
    }

    fn order(&self, asked: &Asked, one: &Person, other: &Person) -> Ordering {
        asked.turn_of(one.id).cmp(&asked.turn_of(other.id))
    }

    fn why(&self, _: &Asked, _: &Person) -> String {
        "next in turn".into()
    }

    fn why_after(&self, _: &Asked, _: &Person, first: &Person) -> String {
        format!("has their turn after {}", first.first_name())
    }
}

//! Everybody is told, and the first to take it has it.

use std::cmp::Ordering;

use super::{Asked, Method, Person, Way};

pub(super) struct NotifyAll;

impl Way for NotifyAll {
    fn method(&self) -> Method {
        Method::NotifyAll
    }

    fn title(&self) -> &'static str {
        "Tell everyone"
    }

    fn explained(&self) -> &'static str {
        "All are told, the first to take it has it"
    }

    fn gives(&self) -> bool {
        false
    }

    fn order(&self, _: &Asked, _: &Person, _: &Person) -> Ordering {
        Ordering::Equal
    }

    fn why(&self, _: &Asked, _: &Person) -> String {
        "is told, as everybody is".into()
    }

    fn why_after(&self, asked: &Asked, person: &Person, _: &Person) -> String {
        self.why(asked, person)
    }
}

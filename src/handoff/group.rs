//! Groups of people, by name: somebody says which ones they are in, a queue which ones work on it.

use crate::problem::Problem;

/// So many groups somebody can be in, and so many a queue can name.
pub const GROUPS_MAX: usize = 20;
/// The longest name of a group, in characters.
const NAME_MAX: usize = 60;

/// The names as they are kept, with single spaces and each once, whatever its capitals; what is wrong with
/// them goes to the problems, under `/groups`.
pub(crate) fn checked_groups(groups: &[String], problems: &mut Vec<Problem>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(groups.len());
    for (row, name) in groups.iter().enumerate() {
        let words: Vec<&str> = name.split_whitespace().collect();
        let name = words.join(" ");
        if name.is_empty() || name.chars().count() > NAME_MAX || name.contains(',') {
            let detail = format!("A group's name has 1 to {NAME_MAX} characters and no comma.");
            problems.push(Problem::new(format!("/groups/{row}"), detail));
        } else if !names_group(&kept, &name) {
            kept.push(name);
        }
    }
    if groups.len() > GROUPS_MAX {
        let detail = format!("Name at most {GROUPS_MAX} groups.");
        problems.push(Problem::new("/groups", detail));
    }
    kept
}

/// Whether a list names a group, whatever its capitals.
#[must_use]
pub fn names_group(groups: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    groups.iter().any(|group| group.to_lowercase() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{handoff::Queue, id::OperatorId, id::QueueId, schedule::Schedule};

    fn named(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_name_is_kept_once_and_without_stray_spaces() {
        let mut problems = Vec::new();
        let kept = checked_groups(
            &named(&[" Night  shift", "night shift", "Billing"]),
            &mut problems,
        );
        assert_eq!(kept, named(&["Night shift", "Billing"]));
        assert_eq!(problems, []);
    }

    #[test]
    fn every_wrong_name_is_told_by_its_row() {
        let mut problems = Vec::new();
        checked_groups(&named(&["", "Billing", "a, b"]), &mut problems);
        let at: Vec<&str> = problems.iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(at, ["/groups/0", "/groups/2"]);
    }

    #[test]
    fn whoever_is_in_a_group_works_on_its_queues() {
        let people = [
            (OperatorId(1), named(&["billing"])),
            (OperatorId(2), named(&["Night shift"])),
            (OperatorId(3), Vec::new()),
        ];
        let queue = Queue {
            members: vec![OperatorId(3)],
            groups: named(&["Billing"]),
            ..Queue::new(QueueId(1), "Billing", Schedule::always(chrono_tz::UTC))
        };
        let queue = queue.with_people_of(&people);
        assert_eq!(queue.people, [OperatorId(3), OperatorId(1)]);
        assert_eq!(queue.members, [OperatorId(3)]);
    }
}

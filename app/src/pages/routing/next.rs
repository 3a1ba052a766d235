//! Whose the next conversation of a queue would be, and why not each other one's.

use handoff::{
    handoff::{Queue, language_name},
    id::OperatorId,
    operator::Operator,
    routing::{RoutingProfile, Sharing, Snapshot},
};

use super::people::PersonRow;

/// The people for the page, and who is next in words.
pub(super) fn next(
    there: &Snapshot,
    operators: &[Operator],
    (queue, sharing): (&Queue, &Sharing),
    about: Option<&RoutingProfile>,
) -> (Vec<PersonRow>, String) {
    let people = about.map(|about| about.operators.as_slice());
    let mut asked = there.ask(queue.id, sharing);
    asked.members = &queue.people;
    asked.profile = about
        .map(|about| about.name.as_str())
        .zip(people.filter(|people| !people.is_empty()));
    asked.skills = there.skills_for(sharing, about.iter().map(|about| about.name.as_str()));
    let routed = there.route(&asked);
    let words = there.explain(&asked, &routed, queue.schedule.zone);
    let row = |person: &handoff::routing::Person| {
        let is_next = routed.assignee == Some(person.id);
        let why = words
            .others
            .iter()
            .find(|other| other.operator == person.id)
            .map_or_else(|| words.why.clone(), |other| other.why.clone());
        PersonRow {
            id: person.id.0,
            name: person.name.clone(),
            role: role(operators, person.id),
            presence: person.presence,
            load: person.load,
            most: sharing.most(person.abilities.capacity),
            skills: person
                .abilities
                .skills
                .iter()
                .map(|(name, level)| format!("{name} {level}"))
                .collect(),
            languages: languages(&person.abilities.languages),
            is_next,
            why,
        }
    };
    let rows: Vec<PersonRow> = there.people.iter().map(row).collect();
    let first = routed.assignee.and_then(|id| {
        let mut people = there.people.iter();
        people.find(|person| person.id == id)
    });
    let next = first.map_or_else(|| words.why.clone(), |person| person.name.clone());
    (rows, next)
}

fn role(operators: &[Operator], id: OperatorId) -> handoff::operator::Role {
    let found = operators.iter().find(|operator| operator.id == id);
    found.map_or(handoff::operator::Role::Operator, |operator| operator.role)
}

fn languages(tags: &[String]) -> String {
    if tags.is_empty() {
        return "All".to_owned();
    }
    let names: Vec<String> = tags.iter().map(|tag| language_name(tag)).collect();
    names.join(", ")
}

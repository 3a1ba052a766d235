//! The groups that work on a queue.

use std::collections::BTreeMap;

use handoff::{handoff::names_group, id::OperatorId, routing::Abilities};
use leptos::prelude::*;

use super::form::RawQueue;
use crate::form::FieldErrors;
use crate::routes;
use crate::ui::field::error_view;

/// A group that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    pub name: String,
    /// How many are in it.
    pub people: usize,
}

/// Every group that somebody is in or the queue names, by name.
pub(super) fn groups(
    abilities: &BTreeMap<OperatorId, Abilities>,
    named: &[String],
) -> Vec<GroupRow> {
    let mut found: BTreeMap<String, GroupRow> = BTreeMap::new();
    let theirs = abilities.values().flat_map(|of| &of.groups);
    for (name, is_in) in theirs
        .map(|name| (name, 1))
        .chain(named.iter().map(|name| (name, 0)))
    {
        let row = found.entry(name.to_lowercase()).or_insert(GroupRow {
            name: name.clone(),
            people: 0,
        });
        row.people += is_in;
    }
    found.into_values().collect()
}

/// Tick boxes for the groups; nothing where there are none.
pub(super) fn choice(
    values: &RawQueue,
    errors: &FieldErrors,
    groups: Vec<GroupRow>,
) -> Option<impl IntoView + use<>> {
    if groups.is_empty() {
        return None;
    }
    let at = errors.at("/groups");
    let wrong = error_view(&at.id, at.error);
    let chosen: Vec<String> = values.groups.values().cloned().collect();
    let rows = groups.into_iter().enumerate().map(|(row, group)| {
        let is_on = names_group(&chosen, &group.name);
        let tally = match group.people {
            0 => "nobody is in it".to_owned(),
            1 => "1 person".to_owned(),
            people => format!("{people} people"),
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name=format!("groups[{row}]")
                    value=group.name.clone()
                    checked=is_on
                />
                {group.name}
                " "
                <span class="sm muted">{tally}</span>
            </label>
        }
    });
    let rows = rows.collect_view();
    Some(view! {
        <fieldset class="field" id=at.id>
            <legend class="field-label">"Groups"</legend>
            <p class="hint">
                "Whoever joins a group works on this queue from then on. Who is in which one is said under "
                <a href=routes::OPERATORS>"People"</a>
                ", at what somebody can do."
            </p>
            {wrong}
            <div class="tick-grid">{rows}</div>
        </fieldset>
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_counted_once_whatever_its_capitals() {
        let in_groups = |groups: &[&str]| Abilities {
            groups: groups.iter().map(|name| (*name).to_owned()).collect(),
            ..Abilities::default()
        };
        let abilities = [
            (OperatorId(1), in_groups(&["Billing"])),
            (OperatorId(2), in_groups(&["billing", "Night shift"])),
        ];
        let found = groups(&abilities.into(), &["Gone".to_owned()]);
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|it| (it.name.as_str(), it.people))
            .collect();
        assert_eq!(found, [("Billing", 2), ("Gone", 0), ("Night shift", 1)]);
    }
}

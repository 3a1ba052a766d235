//! The reasons as a form: switch, ask first or at once, and whatever parameters each kind declares.
//! A new kind needs nothing here.

use std::collections::BTreeMap;

use handoff::{
    conversation::Conduct,
    problem::Problem,
    trigger::{Field, FieldKind, SECTIONS, Trigger, Triggers},
};
use serde_json::{Map, Value, json};

use crate::form::{TICKED, is_ticked};

/// For each section of the configuration, its parameters by name: `frustration` → `repeats` → `2`.
pub(super) type RawTriggers = BTreeMap<String, BTreeMap<String, String>>;

/// The switch.
pub(super) const ENABLED: &str = "enabled";
/// Ask first or at once.
pub(super) const CONDUCT: &str = "conduct";

/// Every section with its trigger, in the order of the register.
pub(super) fn sections(triggers: &Triggers) -> impl Iterator<Item = (&'static str, &dyn Trigger)> {
    SECTIONS.iter().copied().zip(triggers.each())
}

/// The parameters as a browser sends them: an unticked switch is not there at all.
pub(super) fn raw(triggers: &Triggers) -> RawTriggers {
    let stored = stored(triggers);
    sections(triggers)
        .filter_map(|(section, trigger)| {
            let values = stored.get(section)?.as_object()?;
            Some((section.to_owned(), raw_section(values, trigger)))
        })
        .collect()
}

/// The triggers with what the form says, and everything in it that could not be read; such a parameter
/// stays as it was `kept`.
pub(super) fn read(raw: &RawTriggers, kept: &Triggers) -> (Triggers, Vec<Problem>) {
    let mut stored = stored(kept);
    let mut problems = Vec::new();
    for (section, trigger) in sections(kept) {
        let values = stored.get_mut(section).and_then(Value::as_object_mut);
        let (Some(values), Some(given)) = (values, raw.get(section)) else {
            continue;
        };
        let found = read_section(values, given, trigger);
        problems.extend(
            found
                .into_iter()
                .map(|problem| problem.at(&format!("/triggers/{section}"))),
        );
    }
    match serde_json::from_value(stored) {
        Ok(triggers) => (triggers, problems),
        Err(error) => {
            problems.push(Problem::new("/triggers", error.to_string()));
            (kept.clone(), problems)
        }
    }
}

/// The triggers with another conduct of one kind, and the section that kind is set in. None when it cannot
/// be chosen: there is no such kind, or each of its entries says it for itself.
pub(crate) fn with_conduct(
    triggers: &Triggers,
    kind: &str,
    conduct: Conduct,
) -> Option<(&'static str, Triggers)> {
    let (section, _) = sections(triggers).find(|(_, trigger)| trigger.kind().name == kind)?;
    let mut raw = raw(triggers);
    let given = raw.get_mut(section)?.get_mut(CONDUCT)?;
    super::form::conduct_name(conduct).clone_into(given);
    Some((section, read(&raw, triggers).0))
}

fn stored(triggers: &Triggers) -> Value {
    serde_json::to_value(triggers).unwrap_or_default()
}

fn raw_section(values: &Map<String, Value>, trigger: &dyn Trigger) -> BTreeMap<String, String> {
    let mut raw = BTreeMap::new();
    if values.get(ENABLED).and_then(Value::as_bool) == Some(true) {
        raw.insert(ENABLED.to_owned(), TICKED.to_owned());
    }
    if let Some(conduct) = values.get(CONDUCT).and_then(Value::as_str) {
        raw.insert(CONDUCT.to_owned(), conduct.to_owned());
    }
    for field in trigger.kind().fields {
        if let Some(value) = values.get(field.name) {
            raw.insert(field.name.to_owned(), raw_value(value));
        }
    }
    raw
}

fn raw_value(value: &Value) -> String {
    match value {
        Value::Array(phrases) => phrases
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Number(number) => number.as_f64().map_or_else(String::new, |n| n.to_string()),
        _ => String::new(),
    }
}

fn read_section(
    values: &mut Map<String, Value>,
    given: &BTreeMap<String, String>,
    trigger: &dyn Trigger,
) -> Vec<Problem> {
    let of = |name: &str| given.get(name).map(String::as_str);
    values.insert(
        ENABLED.to_owned(),
        of(ENABLED).is_some_and(is_ticked).into(),
    );
    // Not every kind leaves it open what happens then.
    if let (Some(chosen), Some(conduct @ ("ask_first" | "at_once"))) =
        (values.get_mut(CONDUCT), of(CONDUCT))
    {
        *chosen = conduct.into();
    }
    let mut problems = Vec::new();
    for field in trigger.kind().fields {
        match of(field.name).map(|text| read_field(field, text)) {
            Some(Ok(value)) => {
                values.insert(field.name.to_owned(), value);
            }
            Some(Err(detail)) => problems.push(Problem::new(format!("/{}", field.name), detail)),
            None => {}
        }
    }
    problems
}

fn read_field(field: &Field, text: &str) -> Result<Value, String> {
    let written = text.trim().replace('−', "-");
    match field.kind {
        FieldKind::Scale { min, max, .. } => match written.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(json!(number)),
            _ => Err(format!(
                "“{text}” is not a number. Write one from {min} to {max}."
            )),
        },
        FieldKind::Count { min, max, unit } => {
            written.parse::<u32>().map(Value::from).map_err(|_| {
                format!(
                    "“{text}” is not a number of {unit}. Write a whole number from {min} to {max}."
                )
            })
        }
        FieldKind::Phrases => Ok(phrases(text).into()),
    }
}

/// One phrase a line, empty lines left out.
pub(super) fn phrases(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_parameter_of_every_kind_comes_back() {
        let mut triggers = Triggers::default();
        triggers.keyword.phrases = vec!["human".into(), "real person".into()];
        triggers.frustration.sentiment_threshold = -0.425;
        triggers.max_exchanges.enabled = false;
        let form = raw(&triggers);
        for (section, trigger) in sections(&triggers) {
            for field in trigger.kind().fields {
                assert!(
                    form[section].contains_key(field.name),
                    "{section} {field:?}"
                );
            }
        }
        assert_eq!(form["keyword"]["phrases"], "human\nreal person");
        assert_eq!(read(&form, &Triggers::default()), (triggers, Vec::new()));
    }

    #[test]
    fn what_cannot_be_chosen_is_left_out() {
        let mut form = raw(&Triggers::default());
        let parameters = form.get_mut("function_call").unwrap();
        parameters.insert(CONDUCT.into(), "ask_first".into());
        let kept = Triggers::default();
        assert_eq!(read(&form, &kept), (kept.clone(), Vec::new()));
    }

    #[test]
    fn what_is_no_number_is_named_and_the_rest_is_read() {
        let mut form = raw(&Triggers::default());
        let parameters = form.get_mut("frustration").unwrap();
        parameters.insert("repeats".into(), "many".into());
        parameters.insert("sentiment_threshold".into(), "−0,4".into());
        let (triggers, problems) = read(&form, &Triggers::default());
        assert!((triggers.frustration.sentiment_threshold + 0.4).abs() < 1e-9);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].pointer, "/triggers/frustration/repeats");
        assert!(
            problems[0]
                .detail
                .starts_with("“many” is not a number of times.")
        );
    }
}

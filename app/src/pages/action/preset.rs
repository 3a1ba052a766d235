//! What choosing a level changes, in words.

use handoff::trigger::{Field, FieldKind, Triggers};

use super::triggers::{ENABLED, RawTriggers, sections};
use crate::form::is_ticked;

/// One sentence for everything that differs: what is turned on or off, and what becomes more or less sensitive.
pub(super) fn changes(before: &RawTriggers, after: &RawTriggers) -> Vec<String> {
    let known = Triggers::default();
    let mut changes = Vec::new();
    for (section, trigger) in sections(&known) {
        let kind = trigger.kind();
        let of = |raw: &RawTriggers, name: &str| {
            let value = raw.get(section).and_then(|given| given.get(name));
            value.cloned().unwrap_or_default()
        };
        let was_on = is_ticked(&of(before, ENABLED));
        let is_on = is_ticked(&of(after, ENABLED));
        match (was_on, is_on) {
            (false, true) => changes.push(format!("“{}” is turned on.", kind.title)),
            (true, false) => changes.push(format!("“{}” is turned off.", kind.title)),
            _ => {}
        }
        for field in kind.fields {
            let (was, is) = (of(before, field.name), of(after, field.name));
            if was != is {
                let (was, is) = (shown(field, &was), shown(field, &is));
                changes.push(format!(
                    "“{}”, {}: {is} instead of {was}.",
                    kind.title,
                    lowered(field.label)
                ));
            }
        }
    }
    changes
}

/// “−0.30”, “5 questions”; what is half typed stays as it is.
fn shown(field: &Field, value: &str) -> String {
    match (field.kind, value.parse::<f64>()) {
        (FieldKind::Scale { .. }, Ok(number)) => format!("{number:.2}").replace('-', "−"),
        (FieldKind::Count { unit, .. }, Ok(_)) => format!("{value} {unit}"),
        _ => value.to_owned(),
    }
}

fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use handoff::policy::Level;

    use super::super::triggers::raw;
    use super::*;

    fn of(level: Level) -> RawTriggers {
        let mut triggers = Triggers::default();
        level.apply(&mut triggers);
        raw(&triggers)
    }

    #[test]
    fn a_level_says_what_it_turns_on_and_what_it_moves() {
        let changes = changes(&of(Level::Balanced), &of(Level::Proactive));
        let has = |words: &str| changes.iter().any(|change| change == words);
        assert!(
            has("“Sends a photo, voice message or file” is turned on."),
            "{changes:?}"
        );
        assert!(
            has(
                "“Frustrated or angry”, mood at which somebody counts as upset: −0.30 instead of −0.50."
            ),
            "{changes:?}"
        );
        assert!(super::changes(&of(Level::Minimal), &of(Level::Minimal)).is_empty());
    }
}

//! What stands in a ticket, under which heading.

use super::{Known, Line, short::short};
use crate::help_desk::{Mask, Part, mask::HIDDEN};

/// The longest message of the transcript, in characters.
const LINE_MAX: usize = 600;
/// The longest transcript, in characters.
const TRANSCRIPT_MAX: usize = 8000;

pub(super) fn sections(known: &Known<'_>, mask: &Mask) -> Vec<(&'static str, String)> {
    let request = known.request;
    let unless = |part: Part, text: String| {
        if mask.hides(part) {
            String::new()
        } else {
            text
        }
    };
    let evidence = request.evidence.trim();
    let evidence = (!evidence.is_empty()).then(|| format!("“{evidence}”"));
    let steps: Vec<String> = request
        .summary
        .suggested
        .iter()
        .map(|step| format!("- {step}"))
        .collect();
    vec![
        ("Why it was handed off", request.reason.clone()),
        (
            "In their words",
            unless(Part::Evidence, evidence.unwrap_or_default()),
        ),
        (
            "In short",
            unless(Part::Summary, request.summary.text.clone()),
        ),
        (
            "What could be done",
            unless(Part::Summary, steps.join("\n")),
        ),
        ("What is known", facts(known, mask)),
        (
            "The last messages",
            unless(Part::Transcript, transcript(known.lines)),
        ),
    ]
}

fn facts(known: &Known<'_>, mask: &Mask) -> String {
    let request = known.request;
    let named = |part: Part, value: Option<&str>| {
        let value = value.unwrap_or_default();
        if mask.hides(part) && !value.is_empty() {
            HIDDEN.to_owned()
        } else {
            value.to_owned()
        }
    };
    let mut facts = vec![
        ("Customer", named(Part::Name, known.name)),
        ("E-mail", named(Part::Email, known.email)),
        ("Channel", known.channel.to_owned()),
        ("Priority", request.priority.title().to_owned()),
    ];
    let gathered = request.collected.iter().map(|(label, value)| {
        let hides = mask.hides_field(label);
        let value = if hides { HIDDEN } else { value };
        (label.as_str(), value.to_owned())
    });
    facts.extend(gathered);
    facts.push(("Still missing", request.missing.join(", ")));
    let lines = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<String> = lines
        .map(|(label, value)| format!("{label}: {}", value.replace('\n', " ")))
        .collect();
    lines.join("\n")
}

/// The newest messages that fit, the oldest first.
fn transcript(lines: &[Line]) -> String {
    let mut kept = Vec::new();
    let mut room = TRANSCRIPT_MAX;
    for line in lines.iter().rev() {
        let said = format!("{}: {}", line.who, short(&line.text, LINE_MAX));
        let length = said.chars().count();
        if length > room {
            break;
        }
        room -= length;
        kept.push(said);
    }
    kept.reverse();
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_conversation_is_shortened_from_its_beginning() {
        let lines: Vec<Line> = (0..100)
            .map(|number| Line {
                who: format!("{number}"),
                text: "word ".repeat(200),
            })
            .collect();
        let text = transcript(&lines);
        assert!(text.chars().count() <= TRANSCRIPT_MAX + 100);
        assert!(text.lines().last().unwrap().starts_with("99: "));
        assert!(!text.contains("\n1: "));
    }
}

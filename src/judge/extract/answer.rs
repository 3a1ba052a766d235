//! The value in an answer that may be nothing but the value.

use super::Wanted;
use crate::judge::text::{Word, words};

/// Longer answers to a question for a name or a number are something else.
const LONGEST_ANSWER: usize = 500;

pub(super) fn free_text(wanted: Wanted, text: &str) -> Option<String> {
    let answer = text.trim().trim_end_matches(['.', '!']);
    let said = words(answer);
    let first = said.first()?.folded.as_str();
    let is_refusal =
        matches!(first, "no" | "nope" | "why" | "what" | "dont" | "i" if refuses(&said));
    if answer.ends_with('?') || is_refusal || answer.len() > LONGEST_ANSWER {
        return None;
    }
    let lead = lead_in(&said, wanted);
    let start = said.get(lead).map_or(0, |word| word.start);
    Some(answer[start..].to_owned())
}

fn refuses(said: &[Word]) -> bool {
    let signs = [
        "dont", "cant", "wont", "not", "why", "what", "nope", "no", "rather", "forgot", "havent",
    ];
    said.iter()
        .take(4)
        .any(|word| signs.contains(&word.folded.as_str()))
}

/// How many words of "it's", "my order number is" and the like come before the value.
fn lead_in(said: &[Word], wanted: Wanted) -> usize {
    let label: Vec<String> = words(wanted.label)
        .into_iter()
        .map(|word| word.folded)
        .collect();
    let opens = |word: &Word| {
        matches!(
            word.folded.as_str(),
            "it" | "its" | "is" | "my" | "the" | "im" | "sure" | "ok" | "yes" | "that" | "thats"
        ) || label.contains(&word.folded)
    };
    let lead = said.iter().take_while(|word| opens(word)).count();
    // "The lamp is broken" is all value; "my name is Anna" is not. Words that lead in say what it is or that it is.
    let is_led = said[..lead].iter().any(|word| {
        label.contains(&word.folded)
            || matches!(word.folded.as_str(), "is" | "its" | "im" | "thats")
    });
    if lead == said.len() || !is_led {
        0
    } else {
        lead
    }
}

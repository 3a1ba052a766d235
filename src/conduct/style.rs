//! How the customer is told, as “When to use” wishes it. The wishes go to the AI that words the message; what
//! can be kept without one is kept here.

use crate::{
    decision::Outcome,
    judge::{Meaning, Wish},
    policy::Policy,
};

/// Everything “When to use” wishes for the message, each once.
pub(crate) fn wishes(policy: &Policy) -> Vec<Wish> {
    let mut found: Vec<Wish> = Vec::new();
    for clause in &policy.clauses {
        if let Meaning::Style { wishes } = &clause.means {
            for wish in wishes {
                if !found.contains(wish) {
                    found.push(*wish);
                }
            }
        }
    }
    found
}

/// The wishes as an instruction: “Say it warmly, with the expected wait.”
pub(crate) fn instruction(wishes: &[Wish]) -> Option<String> {
    let words: Vec<&str> = wishes.iter().map(|wish| wish.in_words()).collect();
    (!words.is_empty()).then(|| format!("Say it {}.", words.join(", ")))
}

/// The message text with what the wishes add to it. Only words in English are added, so the text of a
/// conversation in another language stays as it is.
pub(super) fn styled(
    text: &str,
    wishes: &[Wish],
    (outcome, language): (Outcome, Option<&str>),
) -> String {
    let mut styled = text.to_owned();
    if language.is_some_and(|tag| !tag.starts_with("en")) {
        return styled;
    }
    let lower = styled.to_lowercase();
    if wishes.contains(&Wish::WithWait)
        && outcome == Outcome::HandOff
        && !lower.contains("{{wait}}")
    {
        styled.push_str(" This takes about {{wait}}.");
    }
    if wishes.contains(&Wish::WithHours)
        && outcome == Outcome::Unavailable
        && !lower.contains("{{opens_at}}")
    {
        styled.push_str(" We are back {{opens_at}}.");
    }
    if wishes.contains(&Wish::WithApology) && !lower.contains("sorry") && !lower.contains("apolog")
    {
        styled.insert_str(0, "I'm sorry for the trouble. ");
    } else if wishes.contains(&Wish::WithThanks) && !lower.contains("thank") {
        styled.insert_str(0, "Thank you for your patience. ");
    }
    styled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_add_what_is_not_said_yet() {
        let hand_off = (Outcome::HandOff, Some("en"));
        let wishes = [Wish::WithApology, Wish::WithWait];
        assert_eq!(
            styled("A colleague takes over.", &wishes, hand_off),
            "I'm sorry for the trouble. A colleague takes over. This takes about {{wait}}."
        );
        assert_eq!(
            styled("Sorry! It takes {{wait}}.", &wishes, hand_off),
            "Sorry! It takes {{wait}}."
        );
        assert_eq!(
            styled(
                "Ein Kollege kommt.",
                &wishes,
                (Outcome::HandOff, Some("de"))
            ),
            "Ein Kollege kommt."
        );
    }
}

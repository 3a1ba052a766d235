//! How the customer is told, as “When to use” wishes it. The wishes go to the AI that words the message; what
//! can be kept without one is kept here.

use crate::{
    decision::Outcome,
    judge::{Meaning, Wish},
    policy::Policy,
    wording::{Phrase, wording},
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

/// The message text with what the wishes add to it, in the language of the conversation. A text that an admin
/// wrote counts as English; a conversation in another language leaves it as it is, since two languages would meet.
pub(super) fn styled(
    text: &str,
    wishes: &[Wish],
    (outcome, language): (Outcome, Option<&str>),
) -> String {
    let mut styled = text.to_owned();
    let wording = wording(language);
    let is_english = language.is_none_or(|tag| tag.starts_with("en"));
    let is_ours = |phrase: &Phrase| text.contains(wording.say(*phrase));
    if !is_english && !Phrase::ALL.iter().any(is_ours) {
        return styled;
    }
    let lower = styled.to_lowercase();
    if wishes.contains(&Wish::WithWait)
        && outcome == Outcome::HandOff
        && !lower.contains("{{wait}}")
    {
        styled = format!("{styled} {}", wording.say(Phrase::StyleWait));
    }
    if wishes.contains(&Wish::WithHours)
        && outcome == Outcome::Unavailable
        && !lower.contains("{{opens_at}}")
    {
        styled = format!("{styled} {}", wording.say(Phrase::StyleHours));
    }
    if wishes.contains(&Wish::WithApology) && !lower.contains("sorry") && !lower.contains("apolog")
    {
        styled = format!("{} {styled}", wording.say(Phrase::StyleSorry));
    } else if wishes.contains(&Wish::WithThanks) && !lower.contains("thank") {
        styled = format!("{} {styled}", wording.say(Phrase::StyleThanks));
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
            "Ein Kollege kommt.",
            "what an admin wrote stays as it is"
        );
    }

    #[test]
    fn our_own_words_are_styled_in_the_language_they_are_in() {
        for (tag, sorry) in [
            ("es", "Sentimos las molestias."),
            ("sv", "I'm sorry for the trouble."),
        ] {
            let ours = wording(Some(tag)).say(Phrase::HandoffInitiated);
            let wishes = [Wish::WithApology, Wish::WithWait];
            let said = styled(ours, &wishes, (Outcome::HandOff, Some(tag)));
            let wait = wording(Some(tag)).say(Phrase::StyleWait);
            assert_eq!(said, format!("{sorry} {ours} {wait}"));
        }
    }
}

//! What the product says by itself, in the customer's language: one file a language in `wording/`. What an admin wrote is not here.

use std::sync::LazyLock;

macro_rules! languages {
    ($($tag:literal),+) => {
        /// Tag and file of every language, English first.
        const FILES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("wording/", $tag, ".txt")))),+];
    };
}
languages!("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi");

macro_rules! phrases {
    ($($phrase:ident = $name:literal),+ $(,)?) => {
        /// Something the product says. Its name is the one in the files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Phrase { $($phrase),+ }

        impl Phrase {
            /// Every phrase.
            pub const ALL: &[Self] = &[$(Self::$phrase),+];

            /// The name in the files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$phrase => $name),+ }
            }
        }
    };
}
phrases! {
    Offer = "offer", Yes = "yes", No = "no", Declined = "declined",
    HandoffInitiated = "handoff_initiated", WaitingForAgent = "waiting_for_agent", InLine = "in_line",
    StillWaiting = "still_waiting", AgentConnected = "agent_connected", HandedBack = "handed_back", Ended = "ended",
    OutsideHours = "outside_hours", StayWithAi = "stay_with_ai", AskContact = "ask_contact",
    CallbackNoted = "callback_noted", CallbackLine = "callback_line",
    AskWish = "ask_wish", AskTime = "ask_time", WishNoted = "wish_noted", NameNoted = "name_noted", CallbackDue = "callback_due",
    ClosedInLine = "closed_in_line", LeaveContact = "leave_contact", OpenAgain = "open_again",
    GatherFirst = "gather_first", GatherNext = "gather_next", GatherChoices = "gather_choices",
    GatherEmail = "gather_email", GatherPhone = "gather_phone", GatherNumber = "gather_number",
    GatherChoice = "gather_choice", GatherText = "gather_text", GatherSkip = "gather_skip",
    Greeting = "greeting", Hello = "hello", Welcome = "welcome", Goodbye = "goodbye", NotSure = "not_sure",
    ReplyTime = "reply_time", AMinute = "a_minute", Minutes = "minutes", Hours = "hours", Days = "days",
    Today = "today", Tomorrow = "tomorrow", Weekdays = "weekdays", OnDays = "on_days", Months = "months",
    Date = "date", Moment = "moment", YourTime = "your_time", CityTime = "city_time",
    FirstReply = "first_reply", FirstAsk = "first_ask", FirstLook = "first_look",
    StyleSorry = "style_sorry", StyleThanks = "style_thanks", StyleWait = "style_wait", StyleHours = "style_hours",
}

/// Everything the product says, in one language.
#[derive(Debug)]
pub struct Wording {
    /// BCP 47 primary tag.
    pub tag: &'static str,
    texts: Vec<&'static str>,
}

static WORDINGS: LazyLock<Vec<Wording>> =
    LazyLock::new(|| FILES.iter().map(|(tag, file)| parsed(tag, file)).collect());

/// A phrase that a file lacks is an empty text; a test sees to it that none does.
fn parsed(tag: &'static str, file: &'static str) -> Wording {
    let text = |phrase: &Phrase| {
        let mut lines = file.lines().filter_map(|line| line.split_once(" = "));
        let found = lines.find(|(name, _)| *name == phrase.as_str());
        found.map_or("", |(_, text)| text.trim())
    };
    let texts = Phrase::ALL.iter().map(text).collect();
    Wording { tag, texts }
}

/// Every language the product speaks, English first.
#[must_use]
pub fn wordings() -> &'static [Wording] {
    &WORDINGS
}

/// The wording for a BCP 47 tag: its own, else that of its primary language, else English.
///
/// ```
/// use handoff::wording::{Phrase, wording};
/// assert_eq!(wording(Some("pt-BR")).say(Phrase::Yes), "Sim, por favor");
/// assert_eq!(wording(Some("xx")).say(Phrase::Yes), "Yes, please");
/// ```
#[must_use]
pub fn wording(tag: Option<&str>) -> &'static Wording {
    let primary = tag.map_or("", |tag| tag.split(['-', '_']).next().unwrap_or(tag));
    let known = WORDINGS
        .iter()
        .find(|wording| wording.tag.eq_ignore_ascii_case(primary));
    known.unwrap_or(&WORDINGS[0])
}

/// A message in the customer's language, if it is still the one we ship. What an admin has written stays as written.
///
/// ```
/// use handoff::wording::translated;
/// assert_eq!(translated("You are in line.", Some("it")), "È in coda.");
/// assert_eq!(translated("Hang on, mate.", Some("it")), "Hang on, mate.");
/// ```
#[must_use]
pub fn translated<'a>(message: &'a str, tag: Option<&str>) -> &'a str {
    let shipped = |phrase: &&Phrase| WORDINGS[0].say(**phrase) == message.trim();
    match Phrase::ALL.iter().find(shipped) {
        Some(phrase) => wording(tag).say(*phrase),
        None => message,
    }
}

impl Wording {
    /// The text of a phrase, with its values still to be filled in.
    #[must_use]
    pub fn say(&self, phrase: Phrase) -> &'static str {
        self.texts[phrase as usize]
    }
}

/// Words with a capital letter at their beginning.
///
/// ```
/// use handoff::wording::capitalised;
/// assert_eq!((capitalised("été"), capitalised("")), ("Été".to_owned(), String::new()));
/// ```
#[must_use]
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text
            .split("{{")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once("}}")?.0))
            .map(|value| {
                if value == "lower_label" {
                    "label"
                } else {
                    value
                }
            })
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_says_everything_with_the_same_values() {
        for wording in wordings() {
            for phrase in Phrase::ALL {
                let (text, english) = (wording.say(*phrase), WORDINGS[0].say(*phrase));
                let place = format!("{} {}", wording.tag, phrase.as_str());
                assert!(!text.is_empty(), "{place} is missing");
                assert_eq!(values(text), values(english), "{place}");
                assert!(text.chars().count() <= 500, "{place} is too long");
            }
        }
    }

    #[test]
    fn no_file_says_what_nobody_asks_for() {
        for (tag, file) in FILES {
            let lines = file
                .lines()
                .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            assert_eq!(lines.count(), Phrase::ALL.len(), "{tag}");
        }
    }

    #[test]
    fn every_language_knows_the_week_and_the_year() {
        for wording in wordings() {
            let count = |phrase| wording.say(phrase).split(' ').count();
            assert_eq!(
                (count(Phrase::Weekdays), count(Phrase::Months)),
                (7, 12),
                "{}",
                wording.tag
            );
            let days = wording.say(Phrase::OnDays).split(", ").count();
            assert_eq!(days, 7, "{}", wording.tag);
        }
    }

    #[test]
    fn no_other_language_is_left_in_english() {
        for wording in &wordings()[1..] {
            let same = Phrase::ALL
                .iter()
                .filter(|phrase| wording.say(**phrase) == WORDINGS[0].say(**phrase))
                .map(|phrase| phrase.as_str());
            // "5 minutes" is French too, and a date may be put in the same order.
            let same: Vec<_> = same
                .filter(|name| !matches!(*name, "minutes" | "date"))
                .collect();
            assert!(same.is_empty(), "{} {same:?}", wording.tag);
        }
    }
}

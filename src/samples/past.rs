//! The months before the fortnight: short stories, told through the same actions, of which the figures are
//! what matters. Which of them happened when follows from the dates alone.

use chrono::{Duration, Timelike};

use super::{
    setting::shop_hours,
    story::{Beginning, Step, Story},
};
use crate::{
    channel::Channel,
    clock::Instant,
    conversation::{Customer, Verdict},
};

/// How far back it goes, in days: from just before the stories to a quarter of a year ago.
const DAYS: std::ops::RangeInclusive<i64> = 21..=88;
/// Minutes of the day at which somebody may have written; more of them around noon.
const MINUTES: [i64; 8] = [505, 570, 620, 665, 690, 725, 860, 945];
/// Every so many of these somebody did.
const EVERY: i64 = 4;
/// The longest of the plots below, in minutes: somebody is there that long.
const LONGEST: Duration = Duration::minutes(40);

const NAMES: [&str; 11] = [
    "Alba Ruiz",
    "Jens Petersen",
    "Mina Okada",
    "Paul Weir",
    "Chiara Conti",
    "Tarek Saleh",
    "Nell Byrne",
    "Victor Lam",
    "Edda Krüger",
    "Rui Matos",
    "Saskia Vos",
];
const CHANNELS: [Channel; 4] = [
    Channel::Web,
    Channel::Email,
    Channel::Web,
    Channel::Whatsapp,
];

type Plot = &'static [(i64, Step<'static>)];

/// What may have happened.
const PLOTS: [Plot; 8] = [
    &[
        (
            0,
            Step::Customer("Can I talk to a real person, please? It is about order AP-201377."),
        ),
        (3, Step::Takes("Tomás")),
        (
            4,
            Step::Replies(
                "Tomás",
                "Hello, Tomás here. I have your order in front of me.",
            ),
        ),
        (12, Step::Resolves("Tomás")),
        (13, Step::Judges("Tomás", Verdict::Right)),
    ],
    &[
        (
            0,
            Step::Customer(
                "I asked you three times already where my order AP-201402 is and you keep sending me the same link. Useless. I am really fed up.",
            ),
        ),
        (1, Step::Customer("yes")),
        (9, Step::Takes("Lena")),
        (
            11,
            Step::Replies(
                "Lena",
                "I am sorry about that. It left this morning, here is the carrier's number.",
            ),
        ),
        (20, Step::Resolves("Lena")),
        (21, Step::Judges("Lena", Verdict::TooLate)),
    ],
    &[
        (0, Step::Customer("How long does delivery to Austria take?")),
        (2, Step::Customer("Thank you!")),
    ],
    &[
        (
            0,
            Step::Customer("I want to speak to a person about my refund for order AP-201518."),
        ),
        (6, Step::Takes("Inés")),
        (
            7,
            Step::Replies("Inés", "Hello, Inés here. The bank has it since yesterday."),
        ),
        (15, Step::HandsBack("Inés")),
        (16, Step::Judges("Inés", Verdict::TooEarly)),
    ],
    &[
        (
            0,
            Step::Customer(
                "This is the worst shop I have ever used. The table wobbles and your answers are useless!",
            ),
        ),
        (2, Step::Customer("no thanks")),
    ],
    &[
        (
            0,
            Step::Customer(
                "Could I speak to someone about the guarantee of my bench, order AP-201640?",
            ),
        ),
        (14, Step::Takes("Sam")),
        (
            18,
            Step::Replies(
                "Sam",
                "Hello, Sam here. That is covered, a new leg is on its way.",
            ),
        ),
        (35, Step::Resolves("Sam")),
        (36, Step::Judges("Sam", Verdict::WrongTeam)),
    ],
    &[
        (
            0,
            Step::Customer(
                "Please put me through to a human. The parcel AP-201733 came with a broken board.",
            ),
        ),
        (25, Step::Resolves("Lena")),
    ],
    &[
        (
            0,
            Step::Customer(
                "Can a person look at my invoice for order AP-201804? The delivery is on it twice.",
            ),
        ),
        (2, Step::Takes("Lena")),
        (
            3,
            Step::Replies("Lena", "You are right, the corrected one is in your mail."),
        ),
        (8, Step::Resolves("Lena")),
        (9, Step::Judges("Lena", Verdict::Right)),
    ],
];

/// The stories of the months before `now`, as they are told.
pub(super) fn stories(now: Instant) -> Vec<Story<'static>> {
    let hours = shop_hours();
    let midnight = now - Duration::seconds(i64::from(now.num_seconds_from_midnight()));
    let mut stories = Vec::new();
    for day in DAYS {
        for (slot, minute) in (0_i64..).zip(MINUTES) {
            let at = midnight - Duration::days(day) + Duration::minutes(minute);
            let is_there = hours.is_open(at) && hours.is_open(at + LONGEST);
            // Neither every day nor every hour is like the other, and each run is like the one before.
            if is_there && (day * 5 + slot * slot) % EVERY == 0 {
                let turn = i64::try_from(stories.len()).unwrap_or_default();
                stories.push(story(turn, at));
            }
        }
    }
    stories
}

fn story(turn: i64, at: Instant) -> Story<'static> {
    Story {
        customer: Customer {
            name: of(&NAMES, turn).map(str::to_owned),
            email: None,
            zone: None,
        },
        is_for_trade: false,
        channel: of(&CHANNELS, turn / 3).unwrap_or(Channel::Web),
        began: Beginning::At(at),
        steps: of(&PLOTS, turn).map(<[_]>::to_vec).unwrap_or_default(),
    }
}

/// One of them, in turn.
fn of<T: Copy>(all: &[T], turn: i64) -> Option<T> {
    let turn = usize::try_from(turn).ok()?;
    all.get(turn % all.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_enough_to_look_at_and_all_of_it_is_over_before_the_fortnight() {
        let now: Instant = "2026-12-17T13:05:00Z".parse().unwrap();
        let stories = stories(now);
        assert!((60..160).contains(&stories.len()), "{}", stories.len());
        for story in &stories {
            let Beginning::At(at) = story.began else {
                panic!("a story of the past begins at a moment");
            };
            assert!(at + LONGEST < now - Duration::days(20), "{at}");
            assert!(
                story
                    .steps
                    .iter()
                    .all(|(minutes, _)| Duration::minutes(*minutes) < LONGEST)
            );
        }
    }
}

//! Nobody is there: the customer is told when somebody is, asked how to be reached, or left with the AI.

use super::{FORBIDDEN, Move, PROMISED, Situation, carry_on, is_request};
use crate::{
    conversation::{Asking, Author, Reason, Stage, Stretch},
    decision::Outcome,
    handoff::opening_in,
    judge::{
        Consent,
        extract::{self, Kind, Wanted},
        wished,
    },
    policy::{OutsideAction, fill},
    wording::Phrase,
};

/// What a time that suits is kept under, and the longest one, in characters.
const WHEN: &str = "when";
const WISH_MAX: usize = 200;

impl Situation<'_> {
    pub(super) fn nobody_there(&self, mut stretch: Stretch, reason: Reason) -> Move {
        let is_forbidden = reason.kind == FORBIDDEN;
        let has_asked = is_request(&reason)
            || [FORBIDDEN, PROMISED].contains(&reason.kind.as_str())
            || stretch.stage == Stage::Offered
            || stretch.stage == Stage::Gathering;
        // What the AI may not answer is answered by nobody, however often it comes up.
        let is_told = stretch.told_closed && !is_forbidden;
        let again = is_told && (!has_asked || reason.kind == PROMISED);
        let outside = &self.policy.action.outside_hours;
        stretch.because = Some(reason);
        stretch.stage = if stretch.stage == Stage::CallbackNoted {
            Stage::CallbackNoted
        } else {
            Stage::Open
        };
        stretch.asking = None;
        if again {
            return carry_on(stretch, "Nobody is there, and they were told so already.");
        }
        stretch.told_closed = true;
        match outside.action {
            OutsideAction::StayWithAi if !has_asked => {
                carry_on(stretch, "Nobody is there; outside hours the AI carries on.")
            }
            OutsideAction::StayWithAi => {
                self.unavailable(stretch, self.wording().say(Phrase::StayWithAi))
            }
            OutsideAction::CollectCallback if stretch.stage != Stage::CallbackNoted => {
                self.ask_for_contact(stretch)
            }
            _ => self.unavailable(stretch, self.said(&outside.message)),
        }
    }

    fn unavailable(&self, stretch: Stretch, text: &str) -> Move {
        let message = Some(self.worded(text, Outcome::Unavailable));
        Move {
            outcome: Outcome::Unavailable,
            message,
            stretch,
            why: "Nobody is there, and they are told when.".into(),
        }
    }

    fn ask_for_contact(&self, mut stretch: Stretch) -> Move {
        self.collect_from_context(&mut stretch);
        if self.take_contact(&mut stretch) {
            return self.note_callback(stretch, "Nobody is there, but how to reach them is known.");
        }
        stretch.stage = Stage::CollectingContact;
        stretch.asking = Some(Asking {
            name: "contact".into(),
            tries: 1,
        });
        let message = self.said(&self.policy.action.outside_hours.message);
        let message = Some(self.worded(message, Outcome::Unavailable));
        let why = "Nobody is there; they are asked how to reach them.".into();
        Move {
            outcome: Outcome::CollectCallback,
            message,
            stretch,
            why,
        }
    }

    pub(super) fn answer_with_contact(&self, mut stretch: Stretch) -> Move {
        let tries = stretch.asking.take().map_or(1, |asking| asking.tries);
        self.collect_from_context(&mut stretch);
        if self.take_contact(&mut stretch) {
            return self.note_callback(stretch, "They said how to reach them.");
        }
        if self.facts.reading.consent == Consent::No {
            return self.declined(stretch);
        }
        if tries < 2 {
            stretch.asking = Some(Asking {
                name: "contact".into(),
                tries: 2,
            });
            let text = self.wording().say(Phrase::AskContact);
            let why = "No number and no address in the answer; asked once more.".into();
            return Move {
                outcome: Outcome::CollectCallback,
                message: Some(text.into()),
                stretch,
                why,
            };
        }
        stretch.given_up.push("contact".into());
        self.note_callback(
            stretch,
            "No number and no address after two tries; the team answers here.",
        )
    }

    /// Looks for a phone number or an address in what they wrote. True when one is known.
    fn take_contact(&self, stretch: &mut Stretch) -> bool {
        for (name, kind) in [("phone", Kind::Phone), ("email", Kind::Email)] {
            if stretch.collected.contains_key(name) {
                return true;
            }
            let wish = Wanted {
                kind,
                ..Wanted::default()
            };
            let mut texts = self
                .facts
                .messages
                .iter()
                .rev()
                .filter(|message| message.author == Author::Customer);
            if let Some(value) =
                texts.find_map(|message| extract::from_context(wish, &message.text))
            {
                stretch.collected.insert(name.to_owned(), value);
                return true;
            }
        }
        false
    }

    /// The promise holds from here on. A name and a time that suits may be added by the next answer.
    fn note_callback(&self, mut stretch: Stretch, why: &'static str) -> Move {
        stretch.stage = Stage::CallbackNoted;
        let noted = fill(
            self.said(&self.policy.action.messages.callback_noted),
            &self.values(),
        );
        stretch.asking = (!stretch.collected.contains_key(WHEN)).then(|| Asking {
            name: WHEN.into(),
            tries: 1,
        });
        let ask = match (&stretch.asking, stretch.collected.contains_key("name")) {
            (None, _) => "",
            (Some(_), true) => self.wording().say(Phrase::AskTime),
            (Some(_), false) => self.wording().say(Phrase::AskWish),
        };
        let message = format!("{noted} {ask}").trim().to_owned();
        Move {
            outcome: Outcome::CollectCallback,
            message: Some(message),
            stretch,
            why: why.into(),
        }
    }

    /// After a callback was noted: a name, a time that suits, or something else altogether.
    pub(super) fn answer_with_wish(&self, mut stretch: Stretch, reason: Option<Reason>) -> Move {
        stretch.asking = None;
        let words = self.facts.customer_words();
        let wish = Wanted {
            label: "Name",
            ..Wanted::default()
        };
        let name =
            extract::from_context(wish, words).filter(|_| !stretch.collected.contains_key("name"));
        let due = self.due(words);
        let message = match (&due, &name) {
            (Some(said), _) => fill(
                self.wording().say(Phrase::WishNoted),
                &[("opens_at", said.clone())],
            ),
            (None, Some(name)) => fill(
                self.wording().say(Phrase::NameNoted),
                &[("name", name.clone())],
            ),
            (None, None) => return self.begin(stretch, reason),
        };
        if due.is_some() {
            let words = words.trim().chars().take(WISH_MAX).collect();
            stretch.collected.insert(WHEN.into(), words);
        }
        stretch
            .collected
            .extend(name.map(|name| ("name".to_owned(), name)));
        Move {
            outcome: Outcome::CollectCallback,
            message: Some(message),
            stretch,
            why: "They said who they are or when it suits them.".into(),
        }
    }

    /// When somebody is there and it suits the customer: the first open moment from what they named.
    fn due(&self, words: &str) -> Option<String> {
        let queue = self.place.queue?;
        let zone = self.facts.zone.unwrap_or(queue.schedule.zone);
        let wished = wished(words, self.now, zone)?;
        let due = queue.schedule.next_opening(wished)?;
        let zones = (self.facts.zone, queue.schedule.zone);
        Some(opening_in(self.wording(), due, self.now, zones))
    }
}

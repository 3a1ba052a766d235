//! Does the customer ask for a person? Who-words and verbs in ten languages, as data in `explicit_request/`.
//! A question about the bot ("are you human?"), a refusal and somebody else's words are not requests.

use std::sync::LazyLock;

use super::background;
use crate::judge::phrasebook::{Hit, Phrasebook};
use crate::judge::text::Word;

/// What a message without any sign of a request scores.
const NO_SIGN: f64 = 0.02;

macro_rules! phrasebooks {
    ($($language:literal),+) => {
        /// Every language's file, English first because it is the one with exclusions that foreign words may touch.
        const FILES: &[&str] = &[$(include_str!(concat!("explicit_request/", $language, ".txt"))),+];
    };
}
phrasebooks!("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi");

static BOOKS: LazyLock<Vec<Phrasebook>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|file| {
            Phrasebook::parse(
                file,
                &[
                    "PERSON", "ROLE", "SOFT", "PRO", "SOME", "TEAM", "DESK", "BOT", "CONNECT",
                    "TALK", "CONTACT", "ALONE", "REAL", "CALLBACK", "CALLBARE", "CALLME", "ACALL",
                    "CB", "TRADE", "NOBOT",
                ],
            )
        })
        .collect()
});

/// How sure it is that these words ask for a person, 0…1 with the boundary at 0.5, and the span that says so.
pub(crate) fn wants_human(words: &[Word]) -> (f64, Option<(usize, usize)>) {
    let own = own_words(words);
    let best = BOOKS
        .iter()
        .filter_map(|book| book.hits(&own, background::is_ordinary).first().copied())
        .max_by(by_score);
    best.map_or((NO_SIGN, None), |hit| {
        (hit.score, Some((hit.start, hit.end)))
    })
}

fn by_score(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    a.score.total_cmp(&b.score)
}

/// Without what is quoted, unless all of it is.
fn own_words(words: &[Word]) -> std::borrow::Cow<'_, [Word]> {
    if words.iter().all(|word| word.is_quoted) || !words.iter().any(|word| word.is_quoted) {
        return words.into();
    }
    words
        .iter()
        .filter(|word| !word.is_quoted)
        .cloned()
        .collect::<Vec<_>>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::phrasebook::unknown_names;
    use crate::judge::text::words;

    #[test]
    fn every_file_uses_only_its_own_classes() {
        for file in FILES {
            assert_eq!(
                unknown_names(file),
                Vec::<&str>::new(),
                "{}",
                file.lines().next().unwrap_or_default()
            );
        }
    }

    fn asks(text: &str) -> bool {
        wants_human(&words(text)).0 >= 0.5
    }

    #[test]
    fn requests_are_heard_however_they_are_put() {
        for text in [
            "let me talk to a person",
            "I'd rather speak with a real bank employee",
            "Expert",
            "Talk to admin",
            "I need real support",
            "get me a human",
            "can I talk to someone?",
            "Agent",
            "representative!!",
            "i wnat to speek to a reel person",
            "hooman plz",
            "You're a robot, you can't help me, get me someone who can",
            "Can somebody else take a look at my refund claim?",
            "don't give me another automated answer, I want a human reply",
            "I can't contact a human agent",
            "skip the bot",
            "I don't want to talk to a bot",
            "could one of your colleagues take over from here",
            "put a human on",
            "can you transfer me",
            "I need someone to help me, not a chatbot",
            "Hi can I get some help from a member of staff please",
            "Would you mind connecting me with one of your people?",
            "Ok, but I still want to speak to your manager.",
            "how do I reach a live agent?",
            "I cannot pay this bill, who can I call?",
        ] {
            assert!(asks(text), "{text}");
        }
    }

    /// Sentences in ten languages that were written without a look at the rules, who then learned from them.
    #[test]
    fn what_was_once_missed_is_heard() {
        let rows = include_str!("../../../tools/measure/requests/learned.jsonl");
        let (mut misses, mut alarms) = (Vec::new(), Vec::new());
        for row in rows.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let text = row["text"].as_str().unwrap();
            match (row["label"] == 1, asks(text)) {
                (true, false) => misses.push(text.to_owned()),
                (false, true) => alarms.push(text.to_owned()),
                _ => {}
            }
        }
        assert_eq!(misses, ["human > bot, please"]);
        assert_eq!(alarms, Vec::<String>::new());
    }

    #[test]
    fn requests_are_heard_in_ten_languages() {
        for text in [
            "Ich möchte mit einem Menschen sprechen",
            "Kann ich bitte mit einem Mitarbeiter reden?",
            "Verbinden Sie mich mit jemandem",
            "Mitarbeiter bitte",
            "Je veux parler à une vraie personne",
            "Pouvez-vous me passer un conseiller ?",
            "Quiero hablar con una persona",
            "pásame con un agente",
            "Eu quero falar com um atendente",
            "me transfere para um humano",
            "Vorrei parlare con un operatore",
            "Mi passi un operatore, per favore",
            "Ik wil met een medewerker praten",
            "Kan ik iemand spreken?",
            "Chcę rozmawiać z człowiekiem",
            "Proszę połączyć mnie z konsultantem",
            "Bir insanla konuşmak istiyorum",
            "Beni müşteri temsilcisine bağlayın",
            "मुझे किसी इंसान से बात करनी है",
            "mujhe insaan se baat karni hai",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in [
            "Bist du ein Mensch?",
            "Ich will nicht mit einem Menschen sprechen",
            "Wo ist mein Paket?",
            "Est-ce que vous êtes une personne ?",
            "¿Eres una persona real?",
            "No quiero hablar con nadie",
            "Onde está meu pedido?",
            "Ben je een mens?",
            "Siparişim nerede?",
            "मेरा ऑर्डर कहाँ है",
        ] {
            assert!(!asks(text), "{text} {:?}", wants_human(&words(text)));
        }
    }

    #[test]
    fn people_in_other_parts_are_not_requests() {
        for text in [
            "are you a real person",
            "am I talking to a human?",
            "who am I speaking with",
            "is this a bot or a person?",
            "I am a person too",
            "I don't want to talk to a person",
            "the agent told me it was approved",
            "my travel agent booked it",
            "is the concert live",
            "how do I talk to the API from Python",
            "my lawyer will read the terms",
            "how much is it per person",
            "it says \"talk to a human\" in the menu, what is that",
            "what happens when a customer asks for an agent",
            "no need to connect me to an agent",
            "is there a person limit for tickets",
            "message my manager that I am late",
            "I have to explain this to my manager",
            "how do I justify it to our supervisor",
            "please don't connect me to anyone, just tell me the price",
            "I talked to an agent yesterday and she said yes",
            "you don't have to get a manager involved",
            "how do I create a new agent in the dashboard",
            "transfer 200 dollars to my savings account",
        ] {
            assert!(!asks(text), "{text} {:?}", wants_human(&words(text)));
        }
    }
}

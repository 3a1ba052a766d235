//! Which language a message is in, from its script, its letters and its words. Short or mixed messages stay unnamed.

use std::sync::LazyLock;

use crate::judge::quick_map::QuickMap;
use crate::judge::text::Word;

/// The languages of the word list, in its order.
const TAGS: [&str; 10] = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi"];
/// What is needed to name a language: two words that only it has, or one where little more is said.
const ENOUGH: f32 = 1.5;
const ENOUGH_FOR_SHORT: f32 = 0.7;
/// Messages of at most so many words are short.
const SHORT: usize = 3;
/// How far the best language must be before the next.
const LEAD: f32 = 0.25;
/// What a letter that hardly any other language has is worth, and at most so many of them.
const LETTER: f32 = 0.8;
const LETTERS_MAX: u8 = 3;

/// Which languages have a word, as bits in the order of the tags.
static WORDS: LazyLock<QuickMap<u16>> = LazyLock::new(|| {
    let mut words: QuickMap<u16> = QuickMap::default();
    for line in include_str!("language.txt").lines() {
        let mut parts = line.split(' ');
        let tag = parts.next().unwrap_or_default();
        let Some(at) = TAGS.iter().position(|known| *known == tag) else {
            continue;
        };
        for word in parts {
            *words.entry(word).or_default() |= 1 << at;
        }
    }
    words
});

/// Letters and marks that tell a language, and of which it tells.
const LETTERS: &[(&str, &[&str])] = &[
    ("ß", &["de"]),
    ("äÄ", &["de"]),
    ("üÜöÖ", &["de", "tr"]),
    ("ñ¿¡Ñ", &["es"]),
    ("ãõÃÕ", &["pt"]),
    ("âÂ", &["pt", "fr", "tr"]),
    ("êÊôÔ", &["pt", "fr"]),
    ("œûîëïŒ", &["fr"]),
    ("ç", &["fr", "pt", "tr"]),
    ("ąćęłńśźżĄĆĘŁŃŚŹŻ", &["pl"]),
    ("ğışĞİŞ", &["tr"]),
    ("ìò", &["it"]),
    ("ù", &["it", "fr"]),
    ("è", &["it", "fr"]),
    ("á", &["es", "pt"]),
    ("íúó", &["es", "pt"]),
];

/// The BCP 47 primary tag of `text`, whose words are `words`, or nothing when it cannot be told.
pub(crate) fn detect(text: &str, words: &[Word]) -> Option<&'static str> {
    let mut scores = [0.0_f32; TAGS.len()];
    for word in words.iter().filter(|word| stands_alone(text, word)) {
        if let Some(bits) = WORDS.get(word.folded.as_str()) {
            add(&mut scores, *bits, 1.0);
        }
    }
    if !text.is_ascii() {
        if let Some(tag) = text.chars().find_map(by_script) {
            return Some(tag);
        }
        add_letters(text, &mut scores);
    }
    let (mut best, mut second) = ((0.0, ""), 0.0);
    for (score, tag) in scores.into_iter().zip(TAGS) {
        if score > best.0 {
            second = best.0;
            best = (score, tag);
        } else if score > second {
            second = score;
        }
    }
    let enough = if words.len() <= SHORT {
        ENOUGH_FOR_SHORT
    } else {
        ENOUGH
    };
    (best.0 >= enough && best.0 >= second + LEAD).then_some(best.1)
}

/// Whether it is a word of its own, and no piece of an address: the "com" of "example.com" is not Portuguese.
fn stands_alone(text: &str, word: &Word) -> bool {
    let bytes = text.as_bytes();
    let before = word.start.checked_sub(1).and_then(|at| bytes.get(at));
    let (after, next) = (bytes.get(word.end), bytes.get(word.end + 1));
    !before.is_some_and(|b| b"@./_".contains(b))
        && after != Some(&b'@')
        && !(after == Some(&b'.') && next.is_some_and(u8::is_ascii_alphanumeric))
}

/// A sign of several languages is worth less for each.
fn add(scores: &mut [f32], bits: u16, worth: f32) {
    let share = worth / f32::from(u8::try_from(bits.count_ones()).unwrap_or(u8::MAX).max(1));
    for (at, score) in scores.iter_mut().enumerate() {
        if bits & (1 << at) != 0 {
            *score += share;
        }
    }
}

fn add_letters(text: &str, scores: &mut [f32]) {
    let mut found = 0;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        let Some((_, tags)) = LETTERS.iter().find(|(letters, _)| letters.contains(c)) else {
            continue;
        };
        let bit = |tag: &&str| {
            TAGS.iter()
                .position(|known| known == tag)
                .map_or(0, |at| 1 << at)
        };
        let bits = tags.iter().map(bit).fold(0, |all, one| all | one);
        add(scores, bits, LETTER);
        found += 1;
        if found == LETTERS_MAX {
            return;
        }
    }
}

fn by_script(c: char) -> Option<&'static str> {
    match c {
        '\u{900}'..='\u{97f}' => Some("hi"),
        '\u{600}'..='\u{6ff}' => Some("ar"),
        '\u{400}'..='\u{4ff}' => Some("ru"),
        '\u{370}'..='\u{3ff}' => Some("el"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{3040}'..='\u{30ff}' => Some("ja"),
        '\u{ac00}'..='\u{d7af}' => Some("ko"),
        '\u{e00}'..='\u{e7f}' => Some("th"),
        '\u{4e00}'..='\u{9fff}' => Some("zh"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::text::words;

    fn told(text: &str) -> Option<&'static str> {
        detect(text, &words(text))
    }

    #[test]
    fn sentences_name_their_language_and_scraps_do_not() {
        for (text, tag) in [
            ("Where is my order?", Some("en")),
            ("Ich möchte mit einem Menschen sprechen", Some("de")),
            ("Je veux parler à une personne", Some("fr")),
            ("Quiero hablar con una persona", Some("es")),
            ("Eu quero falar com uma pessoa", Some("pt")),
            ("Vorrei parlare con una persona", Some("it")),
            ("Ik wil graag een mens spreken", Some("nl")),
            ("Chcę rozmawiać z człowiekiem, proszę", Some("pl")),
            ("Bir insanla konuşmak istiyorum", Some("tr")),
            ("मुझे इंसान से बात करनी है", Some("hi")),
            ("48213", None),
            ("ok", None),
            ("", None),
            ("no", None),
            ("Berlin", None),
            ("AB-12345", None),
            ("ada@example.com", None),
            ("www.example.com/de", None),
        ] {
            assert_eq!(told(text), tag, "{text}");
        }
    }

    /// What customers write in a hurry: five short messages a language.
    const SHORT_MESSAGES: &[(&str, &[&str])] = &[
        (
            "en",
            &[
                "help me please",
                "my card doesn't work",
                "talk to someone",
                "still waiting",
                "cancel my order",
            ],
        ),
        (
            "de",
            &[
                "wo ist mein Paket",
                "Mitarbeiter bitte",
                "ich brauche Hilfe",
                "mein Konto ist gesperrt",
                "Rechnung falsch, bitte prüfen",
            ],
        ),
        (
            "fr",
            &[
                "où est mon colis",
                "un conseiller svp",
                "j'ai besoin d'aide",
                "ma carte ne marche pas",
                "annuler ma commande",
            ],
        ),
        (
            "es",
            &[
                "dónde está mi pedido",
                "un agente por favor",
                "necesito ayuda",
                "mi tarjeta no funciona",
                "cancelar mi pedido",
            ],
        ),
        (
            "pt",
            &[
                "onde está meu pedido",
                "um atendente por favor",
                "preciso de ajuda",
                "meu cartão não funciona",
                "cancelar minha conta",
            ],
        ),
        (
            "it",
            &[
                "dov'è il mio pacco",
                "un operatore per favore",
                "ho bisogno di aiuto",
                "la mia carta non funziona",
                "voglio un rimborso",
            ],
        ),
        (
            "nl",
            &[
                "waar is mijn pakket",
                "medewerker alstublieft",
                "ik heb hulp nodig",
                "mijn pas werkt niet",
                "bestelling annuleren graag",
            ],
        ),
        (
            "pl",
            &[
                "gdzie jest moja paczka",
                "konsultant proszę",
                "potrzebuję pomocy",
                "moja karta nie działa",
                "chcę zwrot",
            ],
        ),
        (
            "tr",
            &[
                "siparişim nerede",
                "temsilci lütfen",
                "yardım istiyorum",
                "kartım çalışmıyor",
                "param iade olmadı",
            ],
        ),
        (
            "hi",
            &[
                "मेरा ऑर्डर कहाँ है",
                "mujhe madad chahiye",
                "mera paisa wapas karo",
                "एजेंट चाहिए",
                "insaan se baat karni hai",
            ],
        ),
    ];

    #[test]
    fn short_messages_name_their_language() {
        for (tag, texts) in SHORT_MESSAGES {
            for text in *texts {
                assert_eq!(told(text), Some(*tag), "{text}");
            }
        }
    }

    #[test]
    fn every_tag_has_its_words() {
        for (at, tag) in TAGS.iter().enumerate() {
            let count = WORDS
                .values()
                .filter(|bits| **bits & (1 << at) != 0)
                .count();
            assert!(count > 50, "{tag} {count}");
        }
    }
}

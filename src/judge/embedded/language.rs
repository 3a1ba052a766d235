//! Which language a message is in, from its script and its small words. Short or mixed messages stay unnamed.

use crate::judge::text::Word;

/// BCP 47 tag and the small words that hardly any other of these languages has.
const SMALL_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the is are you my to and i it do of for with this have can how what please not dont im was where when your an that me there need want would",
    ),
    (
        "de",
        "der die das ich und nicht ist ein eine mit mein meine wie kann bitte fur zu auf habe mir es sie wo warum den dem wurde mochte auch noch keine sprechen",
    ),
    (
        "fr",
        "le la les je et ne pas est un une avec mon ma mes comment vous pour des du que qui ca cest jai bonjour puis veux parler dans sur votre merci au",
    ),
    (
        "es",
        "el la los las yo y no es un una con mi mis como quiero para por que de en usted puedo hola necesito esta gracias hablar donde se me del cuando",
    ),
    (
        "pt",
        "o os as eu e nao um uma com meu minha como quero para por que de em voce posso ola preciso esta obrigado falar onde se do da quando isso",
    ),
    (
        "it",
        "il lo gli io e non un una con mio mia come voglio per che di in posso ciao ho bisogno sono grazie parlare dove della del quando questo vorrei",
    ),
    (
        "nl",
        "de het een ik en niet is met mijn hoe kan voor naar op heb je u waar waarom wil graag spreken dat dit van mij geen ook bent zijn mag",
    ),
    (
        "pl",
        "nie i w na z do sie jest to moj moja jak czy chce prosze moge gdzie dlaczego mam dzien dobry rozmawiac o za ale juz przez kiedy jestem",
    ),
    (
        "tr",
        "bir ve bu ben icin ile degil nasil var yok mi mu istiyorum lutfen nerede neden ne merhaba konusmak benim siparisim kadar daha bana musteri",
    ),
];
/// Small words needed before a language is named, or all words of a very short message.
const ENOUGH: usize = 2;

/// The BCP 47 primary tag, or nothing when it cannot be told.
pub(crate) fn detect(words: &[Word]) -> Option<&'static str> {
    if let Some(tag) = words
        .iter()
        .flat_map(|word| word.folded.chars())
        .find_map(by_script)
    {
        return Some(tag);
    }
    let count = |list: &str| {
        words
            .iter()
            .filter(|word| list.split(' ').any(|small| small == word.folded))
            .count()
    };
    let mut counts: Vec<(usize, &str)> = SMALL_WORDS
        .iter()
        .map(|(tag, list)| (count(list), *tag))
        .collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counts[..] {
        [(best, tag), (second, _), ..] if best >= ENOUGH && best > second => Some(tag),
        _ => None,
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
        ] {
            assert_eq!(detect(&words(text)), tag, "{text}");
        }
    }
}

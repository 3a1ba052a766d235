//! Whether instructions say to ask first or to transfer at once: the plain cases, in ten languages.

use crate::conversation::Conduct;

/// Asking first: what stands somewhere in the instructions, in small letters.
const ASKS: &[&str] = &[
    "confirm",
    "ask if",
    "ask whether",
    "ask first",
    "ask them if",
    "ask the customer if",
    "bestätig",
    "frage zuerst",
    "frag zuerst",
    "zuerst fragen",
    "frage, ob",
    "frag, ob",
    "fragen, ob",
    "demande d’abord",
    "demande d'abord",
    "demandez d’abord",
    "demandez d'abord",
    "demande si",
    "demandez si",
    "pregunta primero",
    "pregunte primero",
    "pregunta si",
    "pregunte si",
    "pregunta al cliente si",
    "pergunta primeiro",
    "pergunte primeiro",
    "pergunta se",
    "pergunte se",
    "pergunte ao cliente se",
    "conferm",
    "chiedi prima",
    "chiedi se",
    "chiedere se",
    "chiedi al cliente se",
    "bevestig",
    "vraag eerst",
    "vraag of",
    "vraag de klant of",
    "potwierdz",
    "najpierw zapytaj",
    "zapytaj najpierw",
    "zapytaj, czy",
    "zapytaj klienta, czy",
    "onay",
    "önce sor",
    "पुष्टि",
    "पहले पूछ",
];

/// Transferring without asking.
const AT_ONCE: &[&str] = &[
    "immediately",
    "at once",
    "right away",
    "straight away",
    "directly",
    "without asking",
    "sofort",
    "direkt",
    "unverzüglich",
    "ohne zu fragen",
    "ohne nachfrage",
    "immédiatement",
    "tout de suite",
    "directement",
    "sans demander",
    "sans attendre",
    "inmediatamente",
    "de inmediato",
    "directamente",
    "enseguida",
    "sin preguntar",
    "imediatamente",
    "de imediato",
    "diretamente",
    "sem perguntar",
    "immediatamente",
    "subito",
    "direttamente",
    "senza chiedere",
    "onmiddellijk",
    "meteen",
    "zonder te vragen",
    "natychmiast",
    "od razu",
    "bezpośrednio",
    "bez pytania",
    "hemen",
    "derhal",
    "doğrudan",
    "sormadan",
    "तुरंत",
    "तुरन्त",
    "सीधे",
    "बिना पूछे",
];

/// A confirmation that is not wanted.
const UNCONFIRMED: &[&str] = &[
    "without confirm",
    "ohne bestätig",
    "sans confirm",
    "sin confirm",
    "sem confirm",
    "senza conferm",
    "zonder bevestig",
    "bez potwierdz",
    "onay almadan",
    "onay beklemeden",
    "बिना पुष्टि",
];

/// What instructions say about asking first. None when they say nothing about it.
pub(super) fn in_instructions(instructions: &str) -> Option<Conduct> {
    let text = instructions.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let is_unconfirmed = says(UNCONFIRMED);
    if says(ASKS) && !is_unconfirmed {
        Some(Conduct::AskFirst)
    } else if says(AT_ONCE) || is_unconfirmed {
        Some(Conduct::AtOnce)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_cases_are_understood_in_ten_languages() {
        let (asks, at_once) = (Some(Conduct::AskFirst), Some(Conduct::AtOnce));
        for (instructions, conduct) in [
            (
                "Ask the customer for confirmation before transferring.",
                asks,
            ),
            ("Transfer immediately.", at_once),
            ("Transfer without confirmation.", at_once),
            (
                "Bitte den Kunden um Bestätigung, bevor du ihn weiterleitest.",
                asks,
            ),
            ("Leite sofort weiter.", at_once),
            ("Demande confirmation au client avant le transfert.", asks),
            ("Transfère immédiatement, sans confirmation.", at_once),
            ("Pide confirmación al cliente antes de transferir.", asks),
            ("Transfiere de inmediato.", at_once),
            ("Peça confirmação antes de transferir.", asks),
            ("Transfira imediatamente.", at_once),
            ("Chiedi conferma prima di trasferire.", asks),
            ("Trasferisci subito.", at_once),
            ("Vraag de klant om bevestiging.", asks),
            ("Verbind meteen door.", at_once),
            ("Poproś o potwierdzenie przed przekazaniem.", asks),
            ("Przekaż natychmiast.", at_once),
            ("Aktarmadan önce müşteriden onay iste.", asks),
            ("Hemen aktar.", at_once),
            ("स्थानांतरित करने से पहले ग्राहक से पुष्टि लें।", asks),
            ("तुरंत स्थानांतरित करें।", at_once),
            ("Say that a colleague will help.", None),
            ("Sag, dass eine Kollegin hilft.", None),
        ] {
            assert_eq!(in_instructions(instructions), conduct, "{instructions}");
        }
    }
}

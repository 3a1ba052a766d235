//! The time of the day that is meant.

use chrono::NaiveTime;

/// Parts of the day, by the hour they begin at.
const PARTS: [(u32, &[&str]); 4] = [
    (
        9,
        &[
            "morning",
            "vormittag",
            "vormittags",
            "fruh",
            "matin",
            "mattina",
            "ochtend",
        ],
    ),
    (
        12,
        &[
            "noon",
            "midday",
            "lunch",
            "lunchtime",
            "mittag",
            "mittags",
            "mediodia",
            "midi",
            "mezzogiorno",
        ],
    ),
    (
        14,
        &[
            "afternoon",
            "nachmittag",
            "nachmittags",
            "tarde",
            "apresmidi",
            "pomeriggio",
            "middag",
        ],
    ),
    (
        18,
        &[
            "evening", "tonight", "abend", "abends", "noche", "soir", "sera", "noite", "avond",
        ],
    ),
];

/// Words before a bare hour: “at 10”, “um 10”, “a las 10”.
const BEFORE_HOUR: [&str; 20] = [
    "at", "after", "around", "from", "about", "by", "um", "ab", "nach", "gegen", "las", "vers",
    "apres", "alle", "dopo", "as", "om", "na", "vanaf", "rond",
];

/// Words after a bare hour.
const AFTER_HOUR: [&str; 8] = ["uhr", "oclock", "h", "heures", "horas", "uur", "am", "pm"];

pub(super) fn time(words: &[String]) -> Option<NaiveTime> {
    let exact = (0..words.len()).find_map(|place| figures(words, place));
    exact.or_else(|| {
        let part = words.iter().find_map(|word| {
            let named = PARTS
                .iter()
                .find(|(_, names)| names.contains(&word.as_str()));
            named.map(|(hour, _)| *hour)
        });
        NaiveTime::from_hms_opt(part?, 0, 0)
    })
}

/// `15:00`, `15h30`, `3pm`, `3 pm`, `10 Uhr`, `at 10`.
fn figures(words: &[String], place: usize) -> Option<NaiveTime> {
    let word = words[place].as_str();
    let next = words.get(place + 1).map_or("", String::as_str);
    let (figures, half) = match (word.strip_suffix("pm"), word.strip_suffix("am")) {
        (Some(figures), _) => (figures, Some(true)),
        (_, Some(figures)) => (figures, Some(false)),
        _ => (word, (next == "pm" || next == "am").then_some(next == "pm")),
    };
    let (hour, minute) = if let Some((hour, minute)) = figures.split_once([':', 'h']) {
        (hour, if minute.is_empty() { "0" } else { minute })
    } else {
        let before = place.checked_sub(1).map(|before| words[before].as_str());
        let is_after_word = before.is_some_and(|word| BEFORE_HOUR.contains(&word));
        if half.is_none() && !is_after_word && !AFTER_HOUR.contains(&next) {
            return None;
        }
        (figures, "0")
    };
    let hour: u32 = hour.parse().ok()?;
    let hour = match half {
        Some(_) if hour > 12 => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}

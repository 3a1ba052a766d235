//! How to reach somebody: e-mail addresses and telephone numbers.

/// The shortest and longest telephone numbers in use, in digits.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

pub(super) fn email(text: &str) -> Option<String> {
    let candidates = text.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
    candidates
        .map(|piece| {
            piece
                .trim_start_matches("mailto:")
                .trim_matches(['.', ':', '!', '?', '\''])
        })
        .find(|piece| is_email(piece))
        .map(str::to_owned)
}

/// Something@somewhere.tld: the mail server has the last word.
fn is_email(piece: &str) -> bool {
    let Some((local, domain)) = piece.split_once('@') else {
        return false;
    };
    let has_ending = domain.rsplit_once('.').is_some_and(|(host, ending)| {
        !host.is_empty() && ending.len() >= 2 && ending.chars().all(char::is_alphabetic)
    });
    !local.is_empty()
        && local.len() <= 64
        && has_ending
        && !domain.contains("..")
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || ".-".contains(c))
}

/// Digits with the usual signs between them. A date or an order number with letters is none.
pub(super) fn phone(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || "+-()./ \u{a0}".contains(c);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') {
        let before = rest[..start].chars().next_back();
        let run = &rest[start..];
        let end = run.find(|c| !is_part(c)).unwrap_or(run.len());
        let number = run[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_written_on = run[number.len()..].starts_with(char::is_alphabetic);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_joined = before.is_some_and(|c| c.is_alphanumeric() || "#-_".contains(c));
        if PHONE_DIGITS.contains(&digits) && !is_joined && !is_written_on && !is_date(number) {
            return Some(number.to_owned());
        }
        rest = &run[end.max(1)..];
    }
    None
}

fn is_date(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '.', '/']).collect();
    matches!(parts[..], [a, b, c] if a.len() <= 4 && b.len() <= 2 && c.len() <= 4 && a.len() + b.len() + c.len() <= 8)
}

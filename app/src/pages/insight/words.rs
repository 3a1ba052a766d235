//! Figures in words.

use handoff::insight::{Period, Wait};

use crate::ui::field::grouped;

/// “40 s”, “3.2 min”, “4 min”, “2 h 5 min”, “3 days”
pub(super) fn took(seconds: i64) -> String {
    let minutes = seconds / 60;
    match seconds {
        ..60 => format!("{} s", seconds.max(0)),
        60..600 => {
            let tenths = (seconds + 3) / 6;
            if tenths % 10 == 0 {
                format!("{} min", tenths / 10)
            } else {
                format!("{}.{} min", tenths / 10, tenths % 10)
            }
        }
        600..3600 => format!("{minutes} min"),
        3600..172_800 if minutes % 60 == 0 => format!("{} h", minutes / 60),
        3600..172_800 => format!("{} h {} min", minutes / 60, minutes % 60),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Of a wait: half of them, or that there was none.
pub(super) fn typical(wait: Option<Wait>) -> String {
    wait.map_or_else(|| "–".to_owned(), |wait| took(wait.typical))
}

/// “9 in 10 within 12 min”
pub(super) fn slow(wait: Option<Wait>) -> String {
    wait.map_or_else(
        || "Nobody waited in this time.".to_owned(),
        |wait| format!("9 in 10 within {}", took(wait.slow)),
    )
}

/// A count with its thousands apart.
pub(super) fn number(count: u32) -> String {
    grouped(usize::try_from(count).unwrap_or(usize::MAX))
}

/// “3 December to 1 January 2027”, with the year once where it is the same.
pub(super) fn range(period: &Period) -> String {
    let (first, last) = (period.first, period.last);
    if first == last {
        return first.format("%-d %B %Y").to_string();
    }
    let from = if first.format("%Y").to_string() == last.format("%Y").to_string() {
        first.format("%-d %B")
    } else {
        first.format("%-d %B %Y")
    };
    format!("{from} to {}", last.format("%-d %B %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_as_exact_as_people_need_it() {
        let cases = [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (192, "3.2 min"),
            (599, "10 min"),
            (600, "10 min"),
            (3_599, "59 min"),
            (3_600, "1 h"),
            (7_500, "2 h 5 min"),
            (172_799, "47 h 59 min"),
            (259_200, "3 days"),
        ];
        for (seconds, words) in cases {
            assert_eq!(took(seconds), words, "{seconds}");
        }
    }

    #[test]
    fn a_range_names_a_year_once_where_it_is_the_same() {
        let of = |from, to| range(&Period::read(from, to, chrono_tz::UTC).unwrap());
        assert_eq!(
            of("2026-12-03", "2026-12-16"),
            "3 December to 16 December 2026"
        );
        assert_eq!(
            of("2026-12-03", "2027-01-01"),
            "3 December 2026 to 1 January 2027"
        );
        assert_eq!(of("2026-12-03", "2026-12-03"), "3 December 2026");
    }
}

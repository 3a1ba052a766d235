//! Files for a spreadsheet: lines of text and figures.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// What spreadsheets begin a formula with, also as it is written among Chinese and Japanese letters.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// One line as RFC 4180 has it. What a spreadsheet would run as a formula gets an apostrophe.
pub fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| written(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn written(cell: &str) -> String {
    let text = harmless(cell);
    if text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The text without control characters but tabs and line ends, and with an apostrophe before whatever may be taken for
/// a formula. A spreadsheet may part lines by semicolons or tabs, or overlook quotes, so a cell may begin anywhere
/// behind those.
fn harmless(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len() + 1);
    if cell.starts_with(['\t', '\r', '\n']) {
        text.push('\'');
    }
    let mut begins = true;
    let kept = |sign: &char| !sign.is_control() || is_end(*sign);
    for sign in cell.chars().filter(kept) {
        if begins && FORMULA.contains(&sign) {
            text.push('\'');
        }
        begins = is_end(sign) || sign == ';' || (begins && is_unseen(sign));
        text.push(sign);
    }
    text
}

fn is_end(sign: char) -> bool {
    matches!(sign, '\t' | '\r' | '\n')
}

/// What a spreadsheet may leave out at the beginning of a cell.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// The lines as a file of that name, which browsers keep and do not show.
pub fn file(name: &str, lines: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    // A spreadsheet reads names with accents rightly only where the file says what it is written in.
    (headers, format!("\u{feff}{lines}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_no_formula_is_run() {
        let cells = ["a", "b, \"c\"", "=1+1", "two\nlines"].map(str::to_owned);
        assert_eq!(row(&cells), "a,\"b, \"\"c\"\"\",'=1+1,\"two\nlines\"\r\n");
        for (cell, safe) in [
            ("a=b", "a=b"),
            ("2026-01-12", "2026-01-12"),
            ("-5", "'-5"),
            ("a;=1", "\"a;'=1\""),
            ("a\n @b", "\"a\n '@b\""),
            ("\u{feff}＝1", "\u{feff}'＝1"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(written(cell), safe, "{cell:?}");
        }
    }
}

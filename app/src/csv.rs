//! Files for a spreadsheet: lines of text and figures.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// One line as RFC 4180 has it. A cell that a spreadsheet would run as a formula gets an apostrophe.
pub fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| written(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn written(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = format!("{}{cell}", if is_formula { "'" } else { "" });
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
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
    }
}

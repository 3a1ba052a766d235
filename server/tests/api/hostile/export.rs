//! Files for spreadsheets, and what is set up as JSON.

use app::csv;

use super::{
    read::{self, formulas},
    texts,
};

#[test]
fn a_cell_says_what_it_says_and_no_spreadsheet_finds_a_formula_in_it() {
    for text in texts() {
        let cells = [text.clone(), "plain".to_owned(), text.clone()];
        let rows = read::csv(&csv::row(&cells));
        assert_eq!(rows.len(), 1, "{text:?}");
        assert_eq!(rows[0].len(), 3, "{text:?}");
        assert_eq!(rows[0][1], "plain");
        for cell in [&rows[0][0], &rows[0][2]] {
            assert_eq!(formulas(cell), Vec::<&str>::new(), "{text:?}");
            assert!(!cell.starts_with(['\t', '\r', '\n']), "{text:?}");
            let is_odd = |sign: char| sign.is_control() && !"\t\r\n".contains(sign);
            assert!(!cell.contains(is_odd), "{text:?}");
            let bare = |text: &str| text.replace('\'', "").replace(is_odd, "");
            assert_eq!(
                bare(cell),
                bare(&text),
                "nothing but an apostrophe is added"
            );
        }
    }
}

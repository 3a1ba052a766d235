//! What can be wrong with the texts of a transfer function.

use super::values::{VALUES, named_values};
use crate::problem::{Problem, nearest, step};

const NAME_MAX: usize = 100;
/// So many parameters or headers are enough for anybody.
const ROWS_MAX: usize = 30;

/// Whether a telephone system can call that.
pub(super) fn is_dialled(number: &str) -> bool {
    let number = number.trim();
    if let Some(address) = number
        .strip_prefix("sip:")
        .or_else(|| number.strip_prefix("sips:"))
    {
        return !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic());
    }
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let rest = number.strip_prefix('+').unwrap_or(number);
    (3..=15).contains(&digits)
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b" -().".contains(&byte))
}

/// Whether it is the whole address of a page.
pub(super) fn is_web_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

/// What is wrong with a name.
pub(super) fn check_name(name: &str) -> Option<Problem> {
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte));
    let length = name.chars().count();
    let detail = "A transfer function's name has 1 to 100 letters, digits, spaces, dots, dashes or underscores, such as “default_transfer”.";
    (length == 0 || length > NAME_MAX || !is_name).then(|| Problem::new("/name", detail))
}

/// Something wrong in a list of named texts.
pub(super) struct Mistake {
    /// None when it is about the whole list.
    row: Option<(usize, String)>,
    /// Which part of the row.
    part: &'static str,
    detail: String,
}

impl Mistake {
    /// At the name of its row: `/parameters/order`.
    pub(super) fn by_name(self, list: &str) -> Problem {
        let row = self.row.map_or_else(String::new, |(_, name)| step(&name));
        Problem::new(format!("/{list}{row}"), self.detail)
    }

    /// At the number of its row: `/parameters/2/text`.
    pub(super) fn by_row(self, list: &str) -> Problem {
        let part = self.part;
        let row = self.row.map(|(row, _)| format!("/{row}/{part}"));
        Problem::new(format!("/{list}{}", row.unwrap_or_default()), self.detail)
    }
}

/// What is wrong with named texts: their number, their names, their length, the values they name.
pub(super) fn check_rows(rows: &[(String, String)], most: usize, fields: &[&str]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    if rows.len() > ROWS_MAX {
        mistakes.push(Mistake {
            row: None,
            part: "",
            detail: format!("There are {} of these. Use at most {ROWS_MAX}.", rows.len()),
        });
    }
    for (row, (name, text)) in rows.iter().enumerate() {
        let is_twice = rows[..row].iter().any(|(other, _)| other == name);
        let named = wrong_name(name, is_twice).map(|detail| ("name", detail));
        let texts = wrong_text(text, most, fields).into_iter();
        let found = named
            .into_iter()
            .chain(texts.map(|detail| ("text", detail)));
        mistakes.extend(found.map(|(part, detail)| Mistake {
            row: Some((row, name.clone())),
            part,
            detail,
        }));
    }
    mistakes
}

fn wrong_name(name: &str, is_twice: bool) -> Option<String> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if name.is_empty() {
        return Some("Give this a name, or remove it.".to_owned());
    }
    if name.len() > NAME_MAX || !name.bytes().all(is_token) {
        return Some(format!(
            "“{name}” cannot be a name here. Use letters, digits, dashes, dots and underscores."
        ));
    }
    is_twice.then(|| format!("“{name}” is there twice."))
}

/// Whether there is a value of that name: one that every conversation has, or one that is gathered.
pub(super) fn is_known(name: &str, fields: &[&str]) -> bool {
    VALUES.iter().any(|value| value.name == name) || fields.contains(&name)
}

fn wrong_text(text: &str, most: usize, fields: &[&str]) -> Vec<String> {
    let is_long = text.chars().count() > most;
    let long = is_long.then(|| format!("This is too long. Use at most {most} characters."));
    let mut wrong: Vec<String> = long.into_iter().collect();
    let names = || VALUES.iter().map(|value| value.name);
    for name in named_values(text).filter(|name| !is_known(name, fields)) {
        let near = nearest(name, names().chain(fields.iter().copied()));
        let instead = near.map_or_else(
            || format!("There are {}.", names().collect::<Vec<_>>().join(", ")),
            |near| format!("Did you mean {{{{{near}}}}}?"),
        );
        wrong.push(format!("There is no value “{name}”. {instead}"));
    }
    wrong
}

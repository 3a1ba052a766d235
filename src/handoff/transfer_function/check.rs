//! What can be wrong with the texts of a transfer function.

use super::{NAME_MAX, VALUES, next_value};
use crate::problem::{Problem, nearest, step};

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

/// What is wrong with named texts: their names, their length, the values they name.
pub(super) fn check_rows(
    key: &str,
    rows: &[(String, String)],
    most: usize,
    fields: &[&str],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if rows.len() > ROWS_MAX {
        let detail = format!("There are {} of these. Use at most {ROWS_MAX}.", rows.len());
        problems.push(Problem::new(format!("/{key}"), detail));
    }
    for (row, (name, text)) in rows.iter().enumerate() {
        let at = format!("/{key}{}", step(name));
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        if name.is_empty() || name.len() > NAME_MAX || !name.bytes().all(is_token) {
            let detail = format!(
                "“{name}” cannot be a name here. Use letters, digits, dashes, dots and underscores."
            );
            problems.push(Problem::new(at.clone(), detail));
        } else if rows[..row].iter().any(|(other, _)| other == name) {
            problems.push(Problem::new(
                at.clone(),
                format!("“{name}” is there twice."),
            ));
        }
        if text.chars().count() > most {
            problems.push(Problem::new(
                at.clone(),
                format!("This is too long. Use at most {most} characters."),
            ));
        }
        let known = |value: &&str| VALUES.contains(value) || fields.contains(value);
        for value in named_values(text).filter(|value| !known(value)) {
            let near = nearest(value, VALUES.into_iter().chain(fields.iter().copied()));
            let detail = match near {
                Some(near) => format!("There is no value “{value}”. Did you mean {{{{{near}}}}}?"),
                None => format!(
                    "There is no value “{value}”. There are {}.",
                    VALUES.join(", ")
                ),
            };
            problems.push(Problem::new(at.clone(), detail));
        }
    }
    problems
}

fn named_values(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = next_value(rest)?;
        rest = after;
        Some(name)
    })
}

//! Things that a body names: each name that is not there is said with the one that was probably meant.

use handoff::problem::{Problem, nearest};

/// The ids of the named things, in their order.
pub(super) fn ids_of<Id: Copy>(
    wanted: &[String],
    there: &[(Id, String)],
    pointer: &str,
    what: &str,
) -> Result<Vec<Id>, Vec<Problem>> {
    let (mut ids, mut problems) = (Vec::new(), Vec::new());
    for (row, name) in wanted.iter().enumerate() {
        match there.iter().find(|(_, known)| known == name) {
            Some((id, _)) => ids.push(*id),
            None => problems.push(Problem::new(
                format!("{pointer}/{row}"),
                unknown(what, name, there.iter().map(|(_, known)| known.as_str())),
            )),
        }
    }
    if problems.is_empty() {
        Ok(ids)
    } else {
        Err(problems)
    }
}

/// What to say of a name that is not there.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    there: impl Iterator<Item = &'a str> + Clone,
) -> String {
    if let Some(near) = nearest(name, there.clone()) {
        return format!("There is no {what} “{name}”. Did you mean “{near}”?");
    }
    let known: Vec<&str> = there.collect();
    match known.as_slice() {
        [] => format!("There is no {what} “{name}”: none is set up."),
        known => format!(
            "There is no {what} “{name}”. There are {}.",
            known.join(", ")
        ),
    }
}

//! What differs between two versions of a form, when somebody saved while somebody else was typing.

/// A part of a form as people read it: what it is called and what is in it.
pub type Line = (String, String);

/// One part that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub what: String,
    /// Empty when the other version does not have this part.
    pub theirs: String,
    pub yours: String,
}

/// Every part that is not the same in both, in the order of `theirs`, then what only `yours` has.
///
/// ```
/// use app::form::differences;
/// let line = |what: &str, value: &str| (what.to_owned(), value.to_owned());
/// let found = differences(&[line("Monday", "09:00–17:00"), line("Sunday", "")], &[line("Monday", "10:00–17:00")]);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].theirs.as_str(), found[0].yours.as_str()), ("09:00–17:00", "10:00–17:00"));
/// ```
pub fn differences(theirs: &[Line], yours: &[Line]) -> Vec<Difference> {
    let value = |lines: &[Line], what: &str| {
        lines
            .iter()
            .find(|(name, _)| name == what)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let only_yours = yours
        .iter()
        .filter(|(what, _)| theirs.iter().all(|(other, _)| other != what));
    theirs
        .iter()
        .chain(only_yours)
        .map(|(what, _)| Difference {
            what: what.clone(),
            theirs: value(theirs, what),
            yours: value(yours, what),
        })
        .filter(|difference| difference.theirs != difference.yours)
        .collect()
}

//! Several names in one sentence.

/// “A and B”, “A, B and C”.
///
/// ```
/// assert_eq!(app::ui::and(&["A".into(), "B".into(), "C".into()]), "A, B and C");
/// ```
pub fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

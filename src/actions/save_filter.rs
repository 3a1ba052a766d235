//! Somebody keeps a view under a name, or forgets it. It concerns nobody else, so no event tells of it.

use super::{Desk, SaveError};
use crate::{
    id::{FilterId, OperatorId},
    problem::Problem,
};

/// The longest name, in characters.
const NAME_MAX: usize = 40;
/// The longest address that is kept, in bytes.
const QUERY_MAX: usize = 1000;

/// Keeps a view of somebody's under a name; one of that name is replaced.
pub async fn save_filter(
    desk: &Desk,
    operator: OperatorId,
    (name, query): (&str, &str),
) -> Result<(), SaveError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let problem = match name.chars().count() {
        0 => Some("Write a name for this view first.".to_owned()),
        1..=NAME_MAX => None,
        length => Some(format!(
            "This has {length} characters. A name has at most {NAME_MAX}."
        )),
    };
    let is_too_long = query.len() > QUERY_MAX;
    let too_long = || "This search is too long to be kept. Shorten it.".to_owned();
    if let Some(detail) = problem.or_else(|| is_too_long.then(too_long)) {
        return Err(SaveError::Invalid(vec![Problem::new("/name", detail)]));
    }
    let (query, now) = (query.to_owned(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move { Ok(tx.keep_filter(operator, (&name, &query), now).await?) })
        })
        .await
}

/// Forgets a view that somebody kept.
pub async fn delete_filter(
    desk: &Desk,
    operator: OperatorId,
    id: FilterId,
) -> Result<(), SaveError> {
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let was_there = tx.delete_filter(operator, id).await?;
                was_there.then_some(()).ok_or(SaveError::Missing)
            })
        })
        .await
}

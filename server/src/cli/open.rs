//! The product's desk for one command, without a server.

use std::sync::Arc;

use handoff::{
    actions::{Desk, SaveError},
    clock::SystemClock,
    id::Entropy,
    problem::Problem,
    store::Store,
};

use super::Failure;

/// Opens the database, making it first where there is none.
pub(super) async fn open_desk(database: &str) -> Result<Desk, Failure> {
    let store = Store::open(database).await.map_err(|error| {
        Failure::new(format!(
            "The database {} could not be opened: {error}.",
            without_password(database)
        ))
    })?;
    Ok(Desk::new(
        store,
        Arc::new(SystemClock),
        Arc::new(Entropy::from_system()),
    ))
}

/// Says why something was not saved: a mistake of the caller's, or of the world.
pub(super) fn not_saved(error: SaveError) -> Failure {
    match error {
        SaveError::Invalid(problems) => {
            let said: Vec<&str> = problems
                .iter()
                .map(|problem: &Problem| problem.detail.as_str())
                .collect();
            Failure::usage(said.join("\n"))
        }
        other => Failure::new(format!("This was not saved: {other}.")),
    }
}

/// The address without what comes between `://` and `@`.
fn without_password(database: &str) -> String {
    match (database.split_once("://"), database.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_not_repeated() {
        assert_eq!(
            without_password("postgres://me:pass@db/handoff"),
            "postgres://…@db/handoff"
        );
        assert_eq!(
            without_password("sqlite://handoff.db"),
            "sqlite://handoff.db"
        );
    }
}

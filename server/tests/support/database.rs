//! Where a test keeps its data: an SQLite file, or a database of its own on the PostgreSQL server that
//! `HANDOFF_TEST_POSTGRES` names, when `HANDOFF_TEST_ENGINE` asks for it.

#[path = "../../../tests/store/postgres.rs"]
mod postgres;

use postgres::OwnDatabase;
use tempfile::TempDir;

/// A fresh database, there for as long as this is.
pub(crate) struct Database {
    pub(crate) url: String,
    _folder: TempDir,
    _own: Option<OwnDatabase>,
}

pub(crate) async fn fresh() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let wants_postgres =
        std::env::var("HANDOFF_TEST_ENGINE").is_ok_and(|engine| engine == "postgres");
    let own = match std::env::var("HANDOFF_TEST_POSTGRES") {
        Ok(server) if wants_postgres => Some(OwnDatabase::create(server, name_of(&folder)).await),
        _ => None,
    };
    let file = || format!("sqlite://{}", folder.path().join("handoff.db").display());
    Database {
        url: own.as_ref().map_or_else(file, OwnDatabase::url),
        _folder: folder,
        _own: own,
    }
}

/// Folders have names that nobody else has, so databases take theirs.
fn name_of(folder: &TempDir) -> String {
    let own = folder.path().file_name().unwrap().to_string_lossy();
    let name = own.to_lowercase();
    let plain = name.chars().filter(char::is_ascii_alphanumeric);
    format!("http_{}", plain.collect::<String>())
}

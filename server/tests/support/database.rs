//! Where a test keeps its data: an SQLite file, or a database of its own on the PostgreSQL server that
//! `HANDOFF_TEST_POSTGRES` names, when `HANDOFF_TEST_ENGINE` asks for it.

use sqlx::{AnyConnection, Connection};
use tempfile::TempDir;

/// The address of a fresh database; `folder` is the test's own.
pub(crate) async fn fresh(folder: &TempDir) -> String {
    let wants_postgres =
        std::env::var("HANDOFF_TEST_ENGINE").is_ok_and(|engine| engine == "postgres");
    match std::env::var("HANDOFF_TEST_POSTGRES") {
        Ok(server) if wants_postgres => on_postgres(&server, folder).await,
        _ => format!("sqlite://{}", folder.path().join("handoff.db").display()),
    }
}

/// Folders have names that nobody else has, so databases take theirs.
async fn on_postgres(server: &str, folder: &TempDir) -> String {
    let own = folder
        .path()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .to_lowercase();
    let name: String = own.chars().filter(char::is_ascii_alphanumeric).collect();
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(server).await.unwrap();
    let sql = format!("create database http_{name}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/http_{name}")
}

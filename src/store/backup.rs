//! Whole SQLite databases: copied while they are in use, checked, and found free to be replaced.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use sqlx::{AnyConnection, Connection, sqlite::SqliteConnectOptions};

use super::{Engine, StoreError};

/// The file an SQLite database is in; none when `url` is a database server's.
pub fn database_file(url: &str) -> Result<Option<PathBuf>, StoreError> {
    match Engine::of(url)? {
        Engine::Postgres(_) => Ok(None),
        Engine::Sqlite(url) => {
            let options = SqliteConnectOptions::from_str(&url)?;
            Ok(Some(options.get_filename().to_owned()))
        }
    }
}

/// Copies the SQLite database in `from` into `to`, where nothing may be, as it is at one moment. Others go on
/// reading and writing meanwhile.
pub async fn copy_database(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut connection = open(from).await?;
    // SQLite would read a name that begins with “file:” as an address.
    let whole = std::path::absolute(to).map_err(|_| not_a_name(to))?;
    let name = whole.to_str().ok_or_else(|| not_a_name(to))?;
    sqlx::query("vacuum into $1")
        .bind(name)
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

/// Makes sure that `file` is a whole database of this program, not of a newer version.
pub async fn check_database(file: &Path) -> Result<(), StoreError> {
    let mut connection = open(file).await?;
    let refuse = |why: String| {
        Err(StoreError::Unsuitable(format!(
            "“{}” cannot be used: {why}",
            file.display()
        )))
    };
    let found: Result<String, sqlx::Error> = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut connection)
        .await;
    match found {
        Ok(found) if found == "ok" => {}
        Ok(found) => return refuse(format!("it is damaged ({found}).")),
        Err(error) => return refuse(format!("it is not an SQLite database ({error}).")),
    }
    let newest: Result<i64, sqlx::Error> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations where success")
            .fetch_one(&mut connection)
            .await;
    let known = Engine::newest_migration();
    match newest {
        Ok(newest) if newest <= known => Ok(connection.close().await?),
        Ok(newest) => refuse(format!(
            "it was made by a newer version of Handoff (step {newest}; this one knows {known})."
        )),
        Err(_) => refuse("it is not a Handoff database.".into()),
    }
}

/// Makes sure that nobody has the database in `file` open, and takes what is left in its journal over into it.
pub async fn ensure_unused(file: &Path) -> Result<(), StoreError> {
    let mut connection = open(file).await?;
    let sql = "pragma busy_timeout = 500; pragma locking_mode = exclusive; begin exclusive; rollback; pragma wal_checkpoint(truncate)";
    if let Err(error) = sqlx::raw_sql(sql).execute(&mut connection).await {
        let detail = format!(
            "“{}” is in use ({error}). Stop the server first.",
            file.display()
        );
        return Err(StoreError::Unsuitable(detail));
    }
    Ok(connection.close().await?)
}

async fn open(file: &Path) -> Result<AnyConnection, StoreError> {
    sqlx::any::install_default_drivers();
    let name = file.to_str().ok_or_else(|| not_a_name(file))?;
    let escaped = name
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23");
    let url = format!("sqlite://{escaped}?mode=rw");
    Ok(AnyConnection::connect(&url).await?)
}

fn not_a_name(file: &Path) -> StoreError {
    StoreError::Unsuitable(format!(
        "“{}” is not a name that can be written as text.",
        file.display()
    ))
}

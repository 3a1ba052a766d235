//! SQLite or PostgreSQL: how each is reached, prepared and kept safe.

use std::time::Duration;

use sqlx::{AnyConnection, AnyPool, Connection, any::AnyPoolOptions, migrate::Migrator};

use super::StoreError;

static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// The first SQLite of its line in which a WAL reset cannot corrupt the database.
const SQLITE_MIN: [u32; 3] = [3, 51, 3];

/// Reading happens beside writing; more connections than this do not read faster on a small server.
const READERS: u32 = 4;

/// Full durability: a commit that was acknowledged survives a power cut.
const SQLITE_SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
    pragma busy_timeout = 5000; pragma wal_autocheckpoint = 4000; pragma temp_store = memory; pragma cache_size = -16000;";

/// Which database, and where.
#[derive(Clone)]
pub(super) enum Engine {
    Sqlite(String),
    Postgres(String),
}

impl Engine {
    /// The engine for a database address.
    pub(super) fn of(url: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        if let Some(path) = url.strip_prefix("sqlite:") {
            if path.contains(":memory:") {
                let detail = "A database in memory forgets what it acknowledged. Give a file, such as sqlite://handoff.db.";
                return Err(StoreError::Unsuitable(detail.into()));
            }
            return Ok(Self::Sqlite(url.to_owned()));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let detail =
            format!("“{url}” is not a database. Write sqlite://FILE or postgres://USER@HOST/NAME.");
        Err(StoreError::Unsuitable(detail))
    }

    /// The number of the newest step this version knows.
    pub(super) fn newest_migration() -> i64 {
        SQLITE.iter().map(|step| step.version).max().unwrap_or(0)
    }

    pub(super) const fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// What begins a transaction that is going to write.
    pub(super) const fn begin(&self) -> &'static str {
        match self {
            // Deferred, a transaction that reads and then writes fails when another commits between.
            Self::Sqlite(_) => "begin immediate",
            Self::Postgres(_) => "begin",
        }
    }

    /// A connection that may write.
    pub(super) async fn connect(&self) -> Result<AnyConnection, StoreError> {
        match self {
            Self::Sqlite(url) => {
                let separator = if url.contains('?') { '&' } else { '?' };
                let mut connection =
                    AnyConnection::connect(&format!("{url}{separator}mode=rwc")).await?;
                sqlx::raw_sql(SQLITE_SETTINGS)
                    .execute(&mut connection)
                    .await?;
                refuse_old_sqlite(&mut connection).await?;
                Ok(connection)
            }
            Self::Postgres(url) => Ok(AnyConnection::connect(url).await?),
        }
    }

    /// Brings the database to this version's shape. Done before any other connection opens, since a
    /// connection keeps the shape it first saw.
    pub(super) async fn migrate(&self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let migrator = match self {
            Self::Sqlite(_) => &SQLITE,
            Self::Postgres(_) => &POSTGRES,
        };
        Ok(migrator.run(connection).await?)
    }

    /// The connections that only read.
    pub(super) async fn readers(&self) -> Result<AnyPool, StoreError> {
        let options = AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(20));
        match self {
            Self::Sqlite(url) => {
                let options = options.after_connect(|connection, _| {
                    Box::pin(async move {
                        sqlx::raw_sql(SQLITE_SETTINGS)
                            .execute(&mut *connection)
                            .await?;
                        sqlx::raw_sql("pragma query_only = on")
                            .execute(&mut *connection)
                            .await?;
                        Ok(())
                    })
                });
                // A file does not hang up, and asking it each time whether it has costs as much as reading.
                Ok(options.test_before_acquire(false).connect(url).await?)
            }
            Self::Postgres(url) => Ok(options.connect(url).await?),
        }
    }
}

async fn refuse_old_sqlite(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("select sqlite_version()")
        .fetch_one(connection)
        .await?;
    if is_old(&version) {
        let [major, minor, patch] = SQLITE_MIN;
        let detail = format!(
            "This program was built with SQLite {version}, which can damage a database that several connections use. \
             Build it with SQLite {major}.{minor}.{patch} or newer."
        );
        return Err(StoreError::Unsuitable(detail));
    }
    Ok(())
}

/// Whether a version is older than the first that is safe.
fn is_old(version: &str) -> bool {
    let parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    parts.as_slice() < SQLITE_MIN.as_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_are_told_from_safe_ones() {
        assert!(is_old("3.46.0"));
        assert!(is_old("3.51.2"));
        assert!(!is_old("3.51.3"));
        assert!(!is_old("3.52.0"));
        assert!(is_old("nonsense"));
    }

    #[test]
    fn an_address_that_is_no_database_is_refused() {
        assert!(Engine::of("mysql://here").is_err());
        assert!(Engine::of("sqlite::memory:").is_err());
    }
}

//! A fresh database for each test, on every engine there is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use handoff::{
    actions::Desk,
    clock::{FixedClock, Instant},
    id::Entropy,
    store::Store,
};
use sqlx::{AnyConnection, Connection};

/// A database that exists only for one test.
pub(crate) struct Database {
    pub(crate) url: String,
    _folder: tempfile::TempDir,
}

/// A fresh SQLite file and, where there is a server, a fresh PostgreSQL database.
pub(crate) async fn fresh() -> Vec<Database> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/handoff.db", folder.path().display());
    let mut all = vec![Database {
        url,
        _folder: folder,
    }];
    if let Ok(server) = std::env::var("HANDOFF_TEST_POSTGRES") {
        let url = fresh_postgres(&server).await;
        all.push(Database {
            url,
            _folder: tempfile::tempdir().unwrap(),
        });
    }
    all
}

#[expect(
    clippy::disallowed_methods,
    reason = "the names of databases must differ between runs"
)]
async fn fresh_postgres(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    sqlx::any::install_default_drivers();
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_micros();
    let name = format!(
        "test_{}_{since}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    );
    let mut connection = AnyConnection::connect(server).await.unwrap();
    let sql = format!("create database {name}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Thursday 17 December 2026, 14:05 in Madrid.
pub(crate) fn now() -> Instant {
    "2026-12-17T13:05:00Z".parse().unwrap()
}

impl Database {
    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }

    /// A desk with its clock.
    pub(crate) async fn desk(&self) -> (Desk, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::at(now()));
        let desk = Desk::new(
            self.store().await,
            clock.clone(),
            Arc::new(Entropy::seeded(11)),
        );
        (desk, clock)
    }

    /// A connection past the store, to see what is really kept.
    pub(crate) async fn connection(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        AnyConnection::connect(&self.url).await.unwrap()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

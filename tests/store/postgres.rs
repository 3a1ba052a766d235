//! A database on a PostgreSQL server that lasts as long as its test: a thousand tests that each left
//! eight megabytes would fill a small disk.

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

/// Dropped with whatever is still connected to it.
pub(crate) struct OwnDatabase {
    server: String,
    name: String,
}

impl OwnDatabase {
    /// `server` is the address of a database that is there already, whose place the new one takes.
    pub(crate) async fn create(server: String, name: String) -> Self {
        let this = Self { server, name };
        this.tell("create database", "").await.unwrap();
        this
    }

    pub(crate) fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').unwrap();
        format!("{base}/{}", self.name)
    }

    async fn tell(&self, verb: &str, how: &str) -> sqlx::Result<()> {
        sqlx::any::install_default_drivers();
        let sql = format!("{verb} {} {how}", self.name);
        let mut connection = AnyConnection::connect(&self.server).await?;
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await?;
        connection.close().await
    }

    fn drop_it(&self) -> sqlx::Result<()> {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(self.tell("drop database", "with (force)"))
    }
}

impl Drop for OwnDatabase {
    /// On a thread of its own, since the test's runtime cannot wait for itself.
    fn drop(&mut self) {
        let dropped = std::thread::scope(|scope| scope.spawn(|| self.drop_it()).join());
        // A second panic would end the process before the first is told.
        if !std::thread::panicking() {
            dropped.unwrap().unwrap();
        }
    }
}

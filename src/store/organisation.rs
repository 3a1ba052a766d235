//! The organisation: set up once, before anything else.

use chrono_tz::Tz;

use super::{Store, StoreError, Tx};
use crate::clock::Instant;

/// Whose deployment this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub name: String,
    /// The zone that people here think in.
    pub zone: Tz,
    /// Whether customers and the team may send files.
    pub takes_files: bool,
}

impl Store {
    /// The organisation, once set up.
    pub async fn organisation(&self) -> Result<Option<Organisation>, StoreError> {
        let sql = "select name, zone, takes_files from organisation";
        let row: Option<(String, String, i64)> =
            sqlx::query_as(sql).fetch_optional(&self.readers).await?;
        Ok(row.map(|(name, zone, takes_files)| Organisation {
            name,
            zone: zone.parse().unwrap_or(Tz::UTC),
            takes_files: takes_files == 1,
        }))
    }
}

impl Tx {
    /// Keeps the organisation, the first time and whenever it changes.
    pub async fn save_organisation(
        &mut self,
        organisation: &Organisation,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into organisation (id, name, zone, takes_files, created_at) values (1, $1, $2, $3, $4) \
            on conflict (id) do update set name = excluded.name, zone = excluded.zone, takes_files = excluded.takes_files";
        sqlx::query(sql)
            .bind(&organisation.name)
            .bind(organisation.zone.name())
            .bind(i64::from(organisation.takes_files))
            .bind(now.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Whether set-up has been done.
    pub async fn is_set_up(&mut self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar("select count(*) from organisation")
            .fetch_one(&mut self.connection)
            .await?;
        Ok(count > 0)
    }
}

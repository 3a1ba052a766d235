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
}

impl Store {
    /// The organisation, once set up.
    pub async fn organisation(&self) -> Result<Option<Organisation>, StoreError> {
        let row: Option<(String, String)> = sqlx::query_as("select name, zone from organisation")
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|(name, zone)| Organisation {
            name,
            zone: zone.parse().unwrap_or(Tz::UTC),
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
        let sql = "insert into organisation (id, name, zone, created_at) values (1, $1, $2, $3) \
            on conflict (id) do update set name = excluded.name, zone = excluded.zone";
        sqlx::query(sql)
            .bind(&organisation.name)
            .bind(organisation.zone.name())
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

//! What people want to be told of by their browsers, as kept.

use super::{Store, StoreError, Tx, unknown};
use crate::{
    id::OperatorId,
    notification::{Notifications, Wanted},
};

impl Store {
    /// Somebody's settings; the usual ones while they saved none.
    pub async fn notifications(&self, of: OperatorId) -> Result<Notifications, StoreError> {
        let sql = "select wanted, has_sound, hides_text from notification_settings where operator_id = $1";
        let row: Option<(String, i64, i64)> = sqlx::query_as(sql)
            .bind(of.0)
            .fetch_optional(&self.readers)
            .await?;
        let Some((wanted, has_sound, hides_text)) = row else {
            return Ok(Notifications::default());
        };
        Ok(Notifications {
            wanted: Wanted::parse(&wanted).ok_or_else(|| unknown("choice", &wanted))?,
            has_sound: has_sound == 1,
            hides_text: hides_text == 1,
        })
    }
}

impl Tx {
    /// Keeps somebody's settings.
    pub async fn save_notifications(
        &mut self,
        of: OperatorId,
        settings: Notifications,
    ) -> Result<(), StoreError> {
        let sql = "insert into notification_settings (operator_id, wanted, has_sound, hides_text) values ($1, $2, $3, $4) \
            on conflict (operator_id) do update set wanted = excluded.wanted, has_sound = excluded.has_sound, \
            hides_text = excluded.hides_text";
        sqlx::query(sql)
            .bind(of.0)
            .bind(settings.wanted.as_str())
            .bind(i64::from(settings.has_sound))
            .bind(i64::from(settings.hides_text))
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

//! Groups of people who work on queues, and who is in them by now.

use super::row::Settings;
use crate::{
    handoff::Queue,
    id::{OperatorId, QueueId},
    routing::Abilities,
    schedule::Schedule,
    store::{StoreError, Tx},
};

impl Tx {
    /// Who is in which groups.
    pub(super) async fn groups(&mut self) -> Result<Vec<(OperatorId, Vec<String>)>, StoreError> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select id, abilities from operators order by id")
                .fetch_all(&mut self.connection)
                .await?;
        let read = |(id, text): (i64, String)| {
            let abilities: Abilities = serde_json::from_str(&text)?;
            Ok((OperatorId(id), abilities.groups))
        };
        rows.into_iter().map(read).collect()
    }

    /// Has every queue that names a group know who is in it by now.
    pub async fn follow_groups(&mut self) -> Result<(), StoreError> {
        let groups = self.groups().await?;
        let rows: Vec<(i64, String)> =
            sqlx::query_as("select id, settings from queues order by id")
                .fetch_all(&mut self.connection)
                .await?;
        for (id, settings) in rows {
            let kept: Settings = serde_json::from_str(&settings)?;
            if kept.groups.is_empty() {
                continue;
            }
            let queue = Queue {
                members: kept.members.clone(),
                groups: kept.groups.clone(),
                ..Queue::new(QueueId(id), "", Schedule::always(chrono_tz::UTC))
            };
            let people = queue.with_people_of(&groups).people;
            let kept = Settings {
                people: Some(people.clone()),
                ..kept
            };
            sqlx::query("update queues set settings = $1 where id = $2")
                .bind(serde_json::to_string(&kept)?)
                .bind(id)
                .execute(&mut self.connection)
                .await?;
            self.keep_members(QueueId(id), &people).await?;
        }
        self.configuration_changed().await
    }
}

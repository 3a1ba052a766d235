//! Labels, and which conversations have them.

use std::collections::BTreeMap;

use super::{Stamp, Store, StoreError, Tx, places, unknown};
use crate::{
    conversation::{Colour, Label},
    id::{ConversationId, LabelId},
};

fn label((id, name, colour): (i64, String, String)) -> Result<Label, StoreError> {
    Ok(Label {
        id: LabelId(id),
        name,
        colour: Colour::parse(&colour).ok_or_else(|| unknown("colour", &colour))?,
    })
}

/// What tells labels apart: their names without case.
fn key(name: &str) -> String {
    name.to_lowercase()
}

impl Store {
    /// Every label, by name.
    pub async fn labels(&self) -> Result<Vec<Label>, StoreError> {
        let sql = "select id, name, colour from labels order by folded";
        let rows = sqlx::query_as(sql).fetch_all(&self.readers).await?;
        rows.into_iter().map(label).collect()
    }

    /// The labels of conversations, by name. The caller has looked them up.
    pub async fn labels_of(
        &self,
        conversations: &[ConversationId],
    ) -> Result<BTreeMap<ConversationId, Vec<Label>>, StoreError> {
        let mut found: BTreeMap<ConversationId, Vec<Label>> = BTreeMap::new();
        for some in conversations.chunks(100) {
            let sql = format!(
                "select x.conversation_id, l.id, l.name, l.colour from conversation_labels x \
                 join labels l on l.id = x.label_id where x.conversation_id in ({}) order by l.folded",
                places(some.len(), "?")
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for id in some {
                query = query.bind(id.0.clone());
            }
            let rows: Vec<(String, i64, String, String)> = query.fetch_all(&self.readers).await?;
            for (of, id, name, colour) in rows {
                let label = label((id, name, colour))?;
                found.entry(ConversationId(of)).or_default().push(label);
            }
        }
        Ok(found)
    }
}

impl Tx {
    /// The label of that name, whatever its case, if there is one.
    pub async fn label_named(&mut self, name: &str) -> Result<Option<Label>, StoreError> {
        let sql = "select id, name, colour from labels where folded = $1";
        let row = sqlx::query_as(sql)
            .bind(key(name))
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(label).transpose()
    }

    /// The label with that number, if there is one.
    pub async fn label(&mut self, id: LabelId) -> Result<Option<Label>, StoreError> {
        let row = sqlx::query_as("select id, name, colour from labels where id = $1")
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(label).transpose()
    }

    /// Keeps a new label.
    pub async fn insert_label(
        &mut self,
        name: &str,
        colour: Colour,
        stamp: Stamp,
    ) -> Result<Label, StoreError> {
        let sql = "insert into labels (name, folded, colour, created_at, created_by) values ($1, $2, $3, $4, $5) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(name)
            .bind(key(name))
            .bind(colour.as_str())
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|by| by.0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(Label {
            id: LabelId(id),
            name: name.to_owned(),
            colour,
        })
    }

    /// Puts a label on a conversation. False when it was there already.
    pub async fn put_label(
        &mut self,
        on: &ConversationId,
        label: LabelId,
    ) -> Result<bool, StoreError> {
        let sql = "insert into conversation_labels (conversation_id, label_id) values ($1, $2) on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(&on.0)
            .bind(label.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes a label off a conversation. False when it was not there.
    pub async fn take_label(
        &mut self,
        off: &ConversationId,
        label: LabelId,
    ) -> Result<bool, StoreError> {
        let sql = "delete from conversation_labels where conversation_id = $1 and label_id = $2";
        let done = sqlx::query(sql)
            .bind(&off.0)
            .bind(label.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

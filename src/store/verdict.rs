//! What the team says of handoffs.

use sqlx::{Any, Executor, FromRow};

use super::{Store, StoreError, Tx, unknown};
use crate::{
    clock::from_millis,
    conversation::{Conversation, SaidVerdict, Verdict},
    id::{ConversationId, OperatorId},
};

#[derive(FromRow)]
struct JudgedRow {
    id: i64,
    trigger_kind: String,
    trigger_name: Option<String>,
    said: Option<String>,
    said_by: Option<i64>,
    said_at: Option<i64>,
}

/// The newest handoff of a conversation, with what was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    id: i64,
    /// The kind of the trigger that led there.
    pub trigger: String,
    /// Which guideline or subject, where there are several.
    pub trigger_name: Option<String>,
    pub said: Option<SaidVerdict>,
}

impl TryFrom<JudgedRow> for Judged {
    type Error = StoreError;

    fn try_from(row: JudgedRow) -> Result<Self, StoreError> {
        let said = match (row.said, row.said_by, row.said_at) {
            (Some(said), Some(by), Some(at)) => Some(SaidVerdict {
                verdict: Verdict::parse(&said).ok_or_else(|| unknown("verdict", &said))?,
                by: OperatorId(by),
                at: from_millis(at),
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            trigger: row.trigger_kind,
            trigger_name: row.trigger_name,
            said,
        })
    }
}

async fn newest<'e>(
    db: impl Executor<'e, Database = Any>,
    of: &ConversationId,
) -> Result<Option<Judged>, StoreError> {
    let sql = "select r.id, r.trigger_kind, r.trigger_name, v.said, v.said_by, v.said_at \
        from handoff_requests r left join verdicts v on v.request_id = r.id \
        where r.conversation_id = $1 order by r.id desc limit 1";
    let row: Option<JudgedRow> = sqlx::query_as(sql).bind(&of.0).fetch_optional(db).await?;
    row.map(Judged::try_from).transpose()
}

impl Store {
    /// What was said of the newest handoff of a conversation, if it was ever handed over and judged.
    pub async fn verdict(&self, of: &Conversation) -> Result<Option<SaidVerdict>, StoreError> {
        let judged = newest(&self.readers, &of.id).await?;
        Ok(judged.and_then(|judged| judged.said))
    }
}

impl Tx {
    /// The newest handoff of a conversation, if it was ever handed over.
    pub async fn newest_handoff(
        &mut self,
        of: &ConversationId,
    ) -> Result<Option<Judged>, StoreError> {
        newest(&mut self.connection, of).await
    }

    /// Keeps what is said of a handoff now, or that nothing is.
    pub async fn put_verdict(
        &mut self,
        of: &Judged,
        said: Option<SaidVerdict>,
    ) -> Result<(), StoreError> {
        let Some(said) = said else {
            sqlx::query("delete from verdicts where request_id = $1")
                .bind(of.id)
                .execute(&mut self.connection)
                .await?;
            return Ok(());
        };
        let sql = "insert into verdicts (request_id, said, said_by, said_at) values ($1, $2, $3, $4) \
            on conflict (request_id) do update set said = excluded.said, said_by = excluded.said_by, said_at = excluded.said_at";
        sqlx::query(sql)
            .bind(of.id)
            .bind(said.verdict.as_str())
            .bind(said.by.0)
            .bind(said.at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

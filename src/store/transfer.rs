//! Transfers as kept.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, transfer_function};
use crate::{
    clock::{Instant, from_millis},
    delivery::{Kind, NewDelivery},
    handoff::{Transfer, TransferState},
    id::{AgentId, ConversationId},
};

#[derive(FromRow)]
struct TransferRow {
    id: i64,
    agent_id: i64,
    conversation_id: String,
    written: String,
    known: String,
    state: String,
    error: Option<String>,
    made_at: i64,
}

impl TryFrom<TransferRow> for Transfer {
    type Error = StoreError;

    fn try_from(row: TransferRow) -> Result<Self, StoreError> {
        let state = TransferState::parse(&row.state).ok_or_else(|| {
            StoreError::Unreadable(format!("transfer {} is “{}”", row.id, row.state))
        })?;
        Ok(Self {
            agent: AgentId(row.agent_id),
            conversation: ConversationId(row.conversation_id),
            function: transfer_function::read(0, &row.written)?,
            values: serde_json::from_str(&row.known)?,
            state,
            error: row.error,
            made_at: from_millis(row.made_at),
        })
    }
}

impl Store {
    /// The transfer of a conversation that was made at that moment.
    pub async fn transfer(
        &self,
        of: &ConversationId,
        made_at: Instant,
    ) -> Result<Option<Transfer>, StoreError> {
        let sql = "select id, agent_id, conversation_id, written, known, state, error, made_at from transfers \
            where conversation_id = $1 and made_at = $2 order by id desc limit 1";
        let row: Option<TransferRow> = sqlx::query_as(sql)
            .bind(&of.0)
            .bind(made_at.timestamp_millis())
            .fetch_optional(&self.readers)
            .await?;
        row.map(Transfer::try_from).transpose()
    }
}

impl Tx {
    /// Keeps a new transfer, and writes down that it leaves where another system is told of it.
    pub(super) async fn insert_transfer(&mut self, new: &Transfer) -> Result<(), StoreError> {
        let sql = "insert into transfers (agent_id, conversation_id, written, known, state, error, made_at) \
            values ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(sql)
            .bind(new.agent.0)
            .bind(&new.conversation.0)
            .bind(new.function.to_json().to_string())
            .bind(serde_json::to_string(&new.values)?)
            .bind(new.state.as_str())
            .bind(new.error.as_deref())
            .bind(new.made_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        let url = new.instruction(None).url;
        if let Some(destination) = url.filter(|_| new.state == TransferState::Sending) {
            let leaving = NewDelivery {
                kind: Kind::Transfer,
                destination,
                agent: Some(new.agent),
                conversation: Some(new.conversation.clone()),
                event: Transfer::EVENT.to_owned(),
                key: new.key(),
                body: String::new(),
                due_at: new.made_at,
            };
            self.insert_delivery(&leaving, new.made_at).await?;
        }
        Ok(())
    }

    /// Notes what became of a transfer that was on its way. True unless the other system has it already.
    pub async fn update_transfer(
        &mut self,
        transfer: &Transfer,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let settled = (transfer.state != TransferState::Sending).then(|| now.timestamp_millis());
        let sql = "update transfers set state = $1, error = $2, settled_at = $3 \
            where conversation_id = $4 and made_at = $5 and state in ('sending', 'failed')";
        let done = sqlx::query(sql)
            .bind(transfer.state.as_str())
            .bind(transfer.error.as_deref())
            .bind(settled)
            .bind(&transfer.conversation.0)
            .bind(transfer.made_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

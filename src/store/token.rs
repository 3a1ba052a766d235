//! API tokens as kept: by their hash.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, unknown};
use crate::{
    access::TokenScope,
    clock::{Instant, from_millis},
    id::{AgentId, TokenId},
    token::Token,
};

const TOKENS: &str = "select t.id, t.name, t.scope, t.agent_id, a.name as agent_name, t.is_for_all, t.created_at, t.last_used_at, t.expires_at, t.revoked_at \
    from tokens t join agents a on a.id = t.agent_id";

#[derive(FromRow)]
struct TokenRow {
    id: i64,
    name: String,
    scope: String,
    agent_id: i64,
    agent_name: String,
    is_for_all: i64,
    created_at: i64,
    last_used_at: Option<i64>,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl TryFrom<TokenRow> for Token {
    type Error = StoreError;

    fn try_from(row: TokenRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: TokenId(row.id),
            name: row.name,
            scope: TokenScope::parse(&row.scope).ok_or_else(|| unknown("scope", &row.scope))?,
            agent: AgentId(row.agent_id),
            agent_name: row.agent_name,
            is_for_all: row.is_for_all != 0,
            created_at: from_millis(row.created_at),
            last_used_at: row.last_used_at.map(from_millis),
            expires_at: row.expires_at.map(from_millis),
            revoked_at: row.revoked_at.map(from_millis),
        })
    }
}

impl Store {
    /// Every token, the newest first, revoked ones included.
    pub async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        let sql = format!("{TOKENS} order by t.id desc");
        let rows: Vec<TokenRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Token::try_from).collect()
    }

    /// The token whose secret has this hash, unless it was revoked.
    pub async fn token(&self, token_hash: &str) -> Result<Option<Token>, StoreError> {
        let sql = format!("{TOKENS} where t.token_hash = $1 and t.revoked_at is null");
        let row: Option<TokenRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(token_hash)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Token::try_from).transpose()
    }
}

impl Tx {
    /// Keeps a new token by the hash of its secret.
    pub async fn insert_token(
        &mut self,
        (name, token_hash): (&str, &str),
        scope: TokenScope,
        (agent, is_for_all, expires_at): (AgentId, bool, Option<Instant>),
        now: Instant,
    ) -> Result<TokenId, StoreError> {
        let sql = "insert into tokens (name, token_hash, scope, agent_id, is_for_all, created_at, expires_at) \
            values ($1, $2, $3, $4, $5, $6, $7) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(name)
            .bind(token_hash)
            .bind(scope.as_str())
            .bind(agent.0)
            .bind(i64::from(is_for_all))
            .bind(now.timestamp_millis())
            .bind(expires_at.map(|at| at.timestamp_millis()))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(TokenId(id))
    }

    /// Notes when a token was last used.
    pub async fn touch_token(&mut self, id: TokenId, now: Instant) -> Result<(), StoreError> {
        sqlx::query("update tokens set last_used_at = $1 where id = $2")
            .bind(now.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Revokes a token. True when it was not revoked before.
    pub async fn revoke_token(&mut self, id: TokenId, now: Instant) -> Result<bool, StoreError> {
        let sql = "update tokens set revoked_at = $1 where id = $2 and revoked_at is null";
        let done = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

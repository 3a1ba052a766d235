//! Operators and their invitations as kept.

use sqlx::{Any, Executor, FromRow};

use super::{Store, StoreError, Tx, unknown};
use crate::{
    clock::{Instant, from_millis},
    id::OperatorId,
    operator::{Invitation, Operator, Presence, Role, Theme},
};

const COLUMNS: &str = "id, email, name, role, presence, theme, disabled_at, created_at";

#[derive(FromRow)]
struct OperatorRow {
    id: i64,
    email: String,
    name: String,
    role: String,
    presence: String,
    theme: String,
    disabled_at: Option<i64>,
    created_at: i64,
}

impl TryFrom<OperatorRow> for Operator {
    type Error = StoreError;

    fn try_from(row: OperatorRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: OperatorId(row.id),
            email: row.email,
            name: row.name,
            role: Role::parse(&row.role).ok_or_else(|| unknown("role", &row.role))?,
            presence: Presence::parse(&row.presence),
            theme: Theme::parse(&row.theme),
            disabled_at: row.disabled_at.map(from_millis),
            created_at: from_millis(row.created_at),
        })
    }
}

#[derive(FromRow)]
struct InvitationRow {
    id: i64,
    email: String,
    name: String,
    role: String,
    expires_at: i64,
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = StoreError;

    fn try_from(row: InvitationRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            email: row.email,
            name: row.name,
            role: Role::parse(&row.role).ok_or_else(|| unknown("role", &row.role))?,
            expires_at: from_millis(row.expires_at),
        })
    }
}

async fn find<'e>(
    db: impl Executor<'e, Database = Any>,
    id: OperatorId,
) -> Result<Option<Operator>, StoreError> {
    let sql = format!("select {COLUMNS} from operators where id = $1");
    let row: Option<OperatorRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(id.0)
        .fetch_optional(db)
        .await?;
    row.map(Operator::try_from).transpose()
}

async fn open_invitation<'e>(
    db: impl Executor<'e, Database = Any>,
    token_hash: &str,
    now: Instant,
) -> Result<Option<Invitation>, StoreError> {
    let sql = "select id, email, name, role, expires_at from invitations where token_hash = $1 and used_at is null and expires_at > $2";
    let row: Option<InvitationRow> = sqlx::query_as(sql)
        .bind(token_hash)
        .bind(now.timestamp_millis())
        .fetch_optional(db)
        .await?;
    row.map(Invitation::try_from).transpose()
}

impl Store {
    /// The person with that id.
    pub async fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StoreError> {
        find(&self.readers, id).await
    }

    /// Everybody who works here, by name.
    pub async fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        let sql = format!("select {COLUMNS} from operators order by name, id");
        let rows: Vec<OperatorRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Operator::try_from).collect()
    }

    /// The person with that address and the hash of their password.
    pub async fn credentials(&self, email: &str) -> Result<Option<(Operator, String)>, StoreError> {
        let row: Option<(i64, String)> =
            sqlx::query_as("select id, password_hash from operators where email = $1")
                .bind(email)
                .fetch_optional(&self.readers)
                .await?;
        let Some((id, hash)) = row else {
            return Ok(None);
        };
        Ok(self
            .operator(OperatorId(id))
            .await?
            .map(|operator| (operator, hash)))
    }

    /// How many people take conversations right now.
    pub async fn online_operators(&self) -> Result<usize, StoreError> {
        let sql =
            "select count(*) from operators where presence = 'online' and disabled_at is null";
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&self.readers).await?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The invitations that can still be used.
    pub async fn invitations(&self, now: Instant) -> Result<Vec<Invitation>, StoreError> {
        let sql = "select id, email, name, role, expires_at from invitations where used_at is null and expires_at > $1 order by id desc";
        let rows: Vec<InvitationRow> = sqlx::query_as(sql)
            .bind(now.timestamp_millis())
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Invitation::try_from).collect()
    }

    /// The invitation whose secret has this hash, if it can still be used.
    pub async fn invitation(
        &self,
        token_hash: &str,
        now: Instant,
    ) -> Result<Option<Invitation>, StoreError> {
        open_invitation(&self.readers, token_hash, now).await
    }
}

/// A person about to be kept.
pub struct NewOperator<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub password_hash: &'a str,
}

impl Tx {
    /// The person with that id, as they are now.
    pub async fn operator(&mut self, id: OperatorId) -> Result<Option<Operator>, StoreError> {
        find(&mut self.connection, id).await
    }

    /// Who works here now, with what they are called.
    pub async fn colleagues(&mut self) -> Result<Vec<(OperatorId, String)>, StoreError> {
        let sql = "select id, name from operators where disabled_at is null order by id";
        let rows: Vec<(i64, String)> = sqlx::query_as(sql).fetch_all(&mut self.connection).await?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (OperatorId(id), name))
            .collect())
    }

    /// Keeps a new person. Fails with a duplicate when the address is taken.
    pub async fn insert_operator(
        &mut self,
        new: &NewOperator<'_>,
        now: Instant,
    ) -> Result<OperatorId, StoreError> {
        let sql = "insert into operators (email, name, role, password_hash, presence, theme, created_at) \
            values ($1, $2, $3, $4, 'online', 'system', $5) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(new.email)
            .bind(new.name)
            .bind(new.role.as_str())
            .bind(new.password_hash)
            .bind(now.timestamp_millis())
            .fetch_one(&mut self.connection)
            .await?;
        Ok(OperatorId(id))
    }

    /// Keeps since when somebody is as they are now, and whether they said so themselves.
    pub async fn note_presence(
        &mut self,
        id: OperatorId,
        by_hand: bool,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "update operators set presence_since = $1, presence_by_hand = $2 where id = $3";
        sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(i64::from(by_hand))
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps what may change about a person.
    pub async fn update_operator(&mut self, operator: &Operator) -> Result<(), StoreError> {
        let sql = "update operators set name = $1, role = $2, presence = $3, theme = $4, disabled_at = $5 where id = $6";
        sqlx::query(sql)
            .bind(&operator.name)
            .bind(operator.role.as_str())
            .bind(operator.presence.as_str())
            .bind(operator.theme.as_str())
            .bind(operator.disabled_at.map(|at| at.timestamp_millis()))
            .bind(operator.id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps a new password's hash.
    pub async fn set_password(
        &mut self,
        id: OperatorId,
        password_hash: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update operators set password_hash = $1 where id = $2")
            .bind(password_hash)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// How many enabled admins there are.
    pub async fn enabled_admins(&mut self) -> Result<i64, StoreError> {
        let sql = "select count(*) from operators where role = 'admin' and disabled_at is null";
        Ok(sqlx::query_scalar(sql)
            .fetch_one(&mut self.connection)
            .await?)
    }

    /// Keeps an invitation by the hash of its secret; nobody invited when it comes from the command line.
    pub async fn insert_invitation(
        &mut self,
        new: &Invitation,
        token_hash: &str,
        invited_by: Option<OperatorId>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into invitations (token_hash, email, name, role, invited_by, created_at, expires_at) \
            values ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(sql)
            .bind(token_hash)
            .bind(&new.email)
            .bind(&new.name)
            .bind(new.role.as_str())
            .bind(invited_by.map(|id| id.0))
            .bind(now.timestamp_millis())
            .bind(new.expires_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Takes an invitation so that nobody can use it again. None when it is used, expired or unknown.
    pub async fn use_invitation(
        &mut self,
        token_hash: &str,
        now: Instant,
    ) -> Result<Option<Invitation>, StoreError> {
        let Some(invitation) = open_invitation(&mut self.connection, token_hash, now).await? else {
            return Ok(None);
        };
        let sql = "update invitations set used_at = $1 where id = $2 and used_at is null";
        let used = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(invitation.id)
            .execute(&mut self.connection)
            .await?;
        Ok((used.rows_affected() == 1).then_some(invitation))
    }

    /// Takes back an invitation. True when there was one to take back.
    pub async fn withdraw_invitation(&mut self, id: i64, now: Instant) -> Result<bool, StoreError> {
        let sql = "update invitations set used_at = $1 where id = $2 and used_at is null";
        let done = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(id)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

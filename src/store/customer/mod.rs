//! Customers: who they are known to be, who was joined to whom, and what they wrote, through a scope.
//!
//! A conversation points to whoever it began with and never to anybody else, so that joining two changes no
//! conversation and parting them gives back what was.

mod alike;
mod conversations;
mod find;
mod join;
mod joined;
mod meet;

pub use alike::Alike;
pub use find::{CustomerPage, SavedCustomer};
pub use join::Joining;

use sqlx::{Any, FromRow, any::AnyArguments, query::QueryAs};

use super::{StoreError, scope, unknown};
use crate::{
    access::Scope,
    clock::from_millis,
    customer::{How, Joined, Member},
    id::{CustomerId, OperatorId},
};

const MEMBER: &str = "id, head_id, joined_to, joined_how, joined_by, joined_at, created_at";

#[derive(FromRow)]
struct MemberRow {
    id: String,
    head_id: String,
    joined_to: Option<String>,
    joined_how: Option<String>,
    joined_by: Option<i64>,
    joined_at: Option<i64>,
    created_at: i64,
}

impl TryFrom<MemberRow> for Member {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, StoreError> {
        let how = row.joined_how.unwrap_or_default();
        let joined = row.joined_to.map(|to| {
            Ok::<_, StoreError>(Joined {
                to: CustomerId(to),
                how: How::parse(&how).ok_or_else(|| unknown("way of joining", &how))?,
                by: row.joined_by.map(OperatorId),
                at: from_millis(row.joined_at.unwrap_or_default()),
            })
        });
        Ok(Self {
            id: CustomerId(row.id),
            head: CustomerId(row.head_id),
            joined: joined.transpose()?,
            created_at: from_millis(row.created_at),
        })
    }
}

/// A statement that reads rows.
type Reading<T> = QueryAs<'static, Any, T, AnyArguments>;

fn scoped<T>(query: Reading<T>, scope: Scope) -> Reading<T> {
    match scope::value(scope) {
        Some(value) => query.bind(value),
        None => query,
    }
}

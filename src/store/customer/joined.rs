//! Who is the same customer, and what proves it, as far as somebody may see the sides of it.

use std::collections::HashSet;

use super::{
    super::{
        Store, StoreError,
        conversation::{COLUMNS, ConversationRow},
        scope, unknown,
    },
    MEMBER, MemberRow, scoped,
};
use crate::{
    access::Scope,
    clock::{Instant, from_millis},
    conversation::Conversation,
    customer::{Family, Identity, Member},
    id::CustomerId,
};

impl Store {
    /// Who was joined to a customer, with the newest conversation of each: only where something of theirs and of the
    /// others is within the scope.
    pub async fn joined_to_customer(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<Vec<(Member, Conversation)>, StoreError> {
        let sql = format!("select {MEMBER} from customers where head_id = $1");
        let rows: Vec<MemberRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&head.0)
            .fetch_all(&self.readers)
            .await?;
        let members = rows.into_iter().map(Member::try_from);
        let family = Family::of(members.collect::<Result<Vec<_>, _>>()?);
        if family.members().all(|member| member.joined.is_none()) {
            return Ok(Vec::new());
        }
        let seen = self.seen_members(scope, head).await?;
        let mut joined = Vec::new();
        for member in family.members().filter(|member| member.joined.is_some()) {
            let below = family.below(&member.id);
            // Whoever sees one side alone does not learn that there is another.
            let sees_rest = seen.iter().any(|id| !below.contains(id));
            if let Some(own) = below.iter().find(|id| seen.contains(id) && sees_rest) {
                let newest = self.newest_of(scope, own).await?;
                joined.extend(newest.map(|newest| (member.clone(), newest)));
            }
        }
        Ok(joined)
    }

    async fn newest_of(
        &self,
        scope: Scope,
        member: &CustomerId,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from conversations c where c.customer_id = $1 and {} order by c.last_at desc, c.id desc limit 1",
            scope::within(scope, 2)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(member.0.clone());
        let row: Option<ConversationRow> =
            scoped(query, scope).fetch_optional(&self.readers).await?;
        row.map(Conversation::try_from).transpose()
    }

    /// What a customer was proven to be, by whatever is within the scope, and when it was proven first.
    pub async fn identities_of_customer(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<Vec<(Identity, Instant)>, StoreError> {
        let seen = self.seen_members(scope, head).await?;
        let sql = "select i.customer_id, i.kind, i.value, i.proven_at from customer_identities i join customers m on m.id = i.customer_id \
            where m.head_id = $1 order by i.proven_at, i.kind, i.value";
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(sql)
            .bind(&head.0)
            .fetch_all(&self.readers)
            .await?;
        let seen = rows
            .into_iter()
            .filter(|(of, ..)| seen.contains(&CustomerId(of.clone())));
        seen.map(|(_, kind, value, at)| {
            let identity = Identity::parse(&kind, value);
            Ok((
                identity.ok_or_else(|| unknown("identity", &kind))?,
                from_millis(at),
            ))
        })
        .collect()
    }

    /// Those of a customer's members with a conversation within the scope.
    async fn seen_members(
        &self,
        scope: Scope,
        head: &CustomerId,
    ) -> Result<HashSet<CustomerId>, StoreError> {
        let sql = format!(
            "select distinct c.customer_id from customers m join conversations c on c.customer_id = m.id where m.head_id = $1 and {}",
            scope::within(scope, 2)
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(head.0.clone());
        let rows: Vec<(String,)> = scoped(query, scope).fetch_all(&self.readers).await?;
        Ok(rows.into_iter().map(|(id,)| CustomerId(id)).collect())
    }
}

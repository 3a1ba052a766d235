//! Who looks like the same customer, without anything that proves it.

use super::{
    super::{Store, StoreError, scope, unknown},
    find::is_seen,
    scoped,
};
use crate::{access::Scope, conversation::Conversation, customer::HintKind, id::CustomerId};

/// Somebody who gave the same as a customer, with their newest conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    pub customer: CustomerId,
    pub because: HintKind,
    pub newest: Conversation,
}

impl Store {
    /// Others who gave the same address or number as a customer, as far as they are within the scope and nobody
    /// said that they are not the same.
    pub async fn alike(
        &self,
        scope: Scope,
        head: &CustomerId,
        limit: usize,
    ) -> Result<Vec<Alike>, StoreError> {
        let sql = format!(
            "select distinct k.id, h.kind from customers m join customer_hints own on own.customer_id = m.id \
             join customer_hints h on h.agent_id = own.agent_id and h.kind = own.kind and h.value = own.value \
             join customers o on o.id = h.customer_id join customers k on k.id = o.head_id \
             where m.head_id = $1 and k.id <> $1 and {} and not exists (select 1 from customer_partings p \
             join customers a on a.id = p.one_id join customers b on b.id = p.other_id \
             where (a.head_id = $1 and b.head_id = k.id) or (a.head_id = k.id and b.head_id = $1)) limit 40",
            is_seen(&scope::within(scope, 2))
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(head.0.clone());
        let rows: Vec<(String, String)> = scoped(query, scope).fetch_all(&self.readers).await?;
        let mut found: Vec<Alike> = Vec::new();
        for (id, kind) in rows {
            let customer = CustomerId(id);
            if found.iter().any(|known| known.customer == customer) {
                continue;
            }
            let because = HintKind::parse(&kind).ok_or_else(|| unknown("hint", &kind))?;
            let newest = self.conversations_of_customer(scope, &customer, 1).await?;
            found.extend(newest.into_iter().next().map(|newest| Alike {
                customer,
                because,
                newest,
            }));
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.newest.last.at));
        found.truncate(limit);
        Ok(found)
    }
}

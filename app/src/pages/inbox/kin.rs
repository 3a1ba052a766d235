//! Who the customer is besides: who was joined to them, and who may be the same.

use handoff::{
    access::Scope,
    conversation::Conversation,
    customer::Member,
    id::CustomerId,
    store::{Alike, Store, StoreError},
};

/// How many who may be the same are offered at once.
const ALIKE_MAX: usize = 3;

/// What is known of a customer beside one conversation, within somebody's scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Kin {
    pub customer: Option<CustomerId>,
    /// Who was joined to them, with the newest conversation of each.
    pub joined: Vec<(Member, Conversation)>,
    /// Who gave the same address or number.
    pub alike: Vec<Alike>,
}

impl Kin {
    pub(super) async fn load(
        store: &Store,
        scope: Scope,
        of: &Conversation,
    ) -> Result<Self, StoreError> {
        let Some(customer) = store.customer_of(&of.id).await? else {
            return Ok(Self::default());
        };
        Ok(Self {
            joined: store.joined_to_customer(scope, &customer).await?,
            alike: store.alike(scope, &customer, ALIKE_MAX).await?,
            customer: Some(customer),
        })
    }
}

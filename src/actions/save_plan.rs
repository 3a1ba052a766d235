//! Somebody's presence plan is saved: when they work, and when they are away.

use serde_json::json;

use super::{Desk, SaveError, place::stamped};
use crate::{
    access::Actor,
    event::{EventKind, NewEvent},
    id::OperatorId,
    schedule::WrittenPlan,
    store::StoreError,
};

/// Saves a plan made from the version `revision`, 0 where there was none. Admins plan for everybody, and
/// everybody for themself.
pub async fn save_plan(
    desk: &Desk,
    actor: &Actor,
    of: OperatorId,
    written: &WrittenPlan,
    revision: i64,
) -> Result<(), SaveError> {
    if !actor.may_configure() && actor.operator() != Some(of) {
        return Err(SaveError::Forbidden);
    }
    if desk.store.operator(of).await?.is_none() {
        return Err(SaveError::Missing);
    }
    let plan = written.read().map_err(SaveError::Invalid)?;
    let before = desk.store.plan(of).await?.and_then(|saved| saved.plan);
    let (actor, now) = (actor.clone(), desk.now());
    let saved = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                tx.save_plan(of, plan.as_ref(), revision, stamped(&actor, now))
                    .await?;
                let data = json!({"operator": of, "plan": {"before": before, "after": plan}});
                let event = NewEvent::new(EventKind::OperatorPlanned, data);
                tx.record(&actor, now, &[event]).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await;
    Ok(saved?)
}

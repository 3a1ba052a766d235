//! What a scope means for look-ups: a condition on conversations, which are called `c` there.
//!
//! What somebody may not see is left out by the statement itself, so that it is found nowhere: not by its
//! id, not in lists, not in counts.

use std::collections::HashSet;

use super::{Store, StoreError, Tx, places, portions, unknown};
use crate::{
    access::{Scope, Sight},
    conversation::Conversation,
    id::{ConversationId, OperatorId},
    operator::Role,
};

/// Stands in the place of a routing profile where anybody may take a conversation.
const ANYBODY: i64 = -1;

/// What waits for one of the team. What waits in no queue is everybody's, or nobody would ever find it. An
/// index holds just these, by the very same words.
const WAITS: &str = "c.assignee_id is null and c.state in ('waiting', 'callback')";

/// Whether it is in a queue of theirs, or about what they are for. `{who}` is whoever looks.
const THEIRS: &str = "c.queue_id in (select m.queue_id from queue_members m where m.operator_id = {who}) \
    or (c.queue_id is not null and not exists (select 1 from queue_members m where m.queue_id = c.queue_id)) \
    or c.looks_for in (select p.profile_id from profile_people p where p.operator_id = {who})";

/// The condition of being within a scope. Its value, if it has one, is bound in the place `at`.
pub(super) fn within(scope: Scope, at: usize) -> String {
    match arms(scope, at).as_slice() {
        [only] => only.clone(),
        several => format!("({})", several.join(" or ")),
    }
}

/// The same in arms that share no conversation, each of which one index walks in a list's own order: asked for
/// both at once, a database would collect all that somebody ever had and sort it.
pub(super) fn arms(scope: Scope, at: usize) -> Vec<String> {
    let who = format!("${at}");
    let theirs = THEIRS.replace("{who}", &who);
    let open = format!("{WAITS} and (c.queue_id is null or c.looks_for = {ANYBODY} or {theirs})");
    let own = format!("c.assignee_id = {who}");
    match scope {
        Scope::Everything => vec!["1 = 1".to_owned()],
        Scope::Agent(_) => vec![format!("c.agent_id = {who}")],
        Scope::Own(_) => vec![own, format!("({open})")],
        Scope::Team(_) => {
            let others = format!("(c.assignee_id is null or +c.assignee_id <> {who})");
            vec![own, format!("({others} and (({open}) or {theirs}))")]
        }
    }
}

/// What goes into the condition.
pub(super) const fn value(scope: Scope) -> Option<i64> {
    match scope {
        Scope::Everything => None,
        Scope::Agent(agent) => Some(agent.0),
        Scope::Own(who) | Scope::Team(who) => Some(who.0),
    }
}

/// Whom a conversation looks for beside those of its queue.
pub(super) fn looks_for(of: &Conversation) -> Option<i64> {
    let line = &of.stretch.line;
    if line.is_for_anyone {
        return Some(ANYBODY);
    }
    line.profile.map(|(profile, _)| profile.0)
}

impl Store {
    /// What operators may see of the inbox.
    pub async fn sight(&self) -> Result<Sight, StoreError> {
        let said: Option<String> = sqlx::query_scalar("select operators_see from organisation")
            .fetch_optional(&self.readers)
            .await?;
        let said = said.unwrap_or_else(|| Sight::default().as_str().to_owned());
        Sight::parse(&said).ok_or_else(|| unknown("sight", &said))
    }

    /// What one of the team reaches now.
    pub async fn scope_of(&self, who: OperatorId, role: Role) -> Result<Scope, StoreError> {
        if role >= Role::Supervisor {
            return Ok(Scope::Everything);
        }
        Ok(self.sight().await?.scope(who, role))
    }

    /// Those of the conversations that are within the scope.
    pub async fn within(
        &self,
        scope: Scope,
        ids: &[ConversationId],
    ) -> Result<HashSet<ConversationId>, StoreError> {
        let mut found = HashSet::with_capacity(ids.len());
        for some in portions(ids) {
            let sql = format!(
                "select c.id from conversations c where c.id in ({}) and {}",
                places(some.len(), "?"),
                within(scope, some.len() + 1)
            );
            let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
            for id in some {
                query = query.bind(id.0.clone());
            }
            if let Some(value) = value(scope) {
                query = query.bind(value);
            }
            let ids: Vec<String> = query.fetch_all(&self.readers).await?;
            found.extend(ids.into_iter().map(ConversationId));
        }
        Ok(found)
    }
}

impl Tx {
    /// Keeps what operators may see of the inbox, and gives back what it was.
    pub async fn save_sight(&mut self, sight: Sight) -> Result<Sight, StoreError> {
        let before: String = sqlx::query_scalar("select operators_see from organisation")
            .fetch_one(&mut self.connection)
            .await?;
        sqlx::query("update organisation set operators_see = $1")
            .bind(sight.as_str())
            .execute(&mut self.connection)
            .await?;
        Sight::parse(&before).ok_or_else(|| unknown("sight", &before))
    }

    /// Keeps who works on a queue, so that what is in it is found through them.
    pub(super) async fn keep_members(
        &mut self,
        queue: crate::id::QueueId,
        members: &[OperatorId],
    ) -> Result<(), StoreError> {
        let forget = "delete from queue_members where queue_id = $1";
        let keep = "insert into queue_members (queue_id, operator_id) select $1, id from operators where id = $2 \
            on conflict do nothing";
        self.keep_people((forget, keep), queue.0, members).await
    }

    /// Keeps who a routing profile is for.
    pub(super) async fn keep_profile_people(
        &mut self,
        profile: crate::id::RoutingProfileId,
        people: &[OperatorId],
    ) -> Result<(), StoreError> {
        let forget = "delete from profile_people where profile_id = $1";
        let keep = "insert into profile_people (profile_id, operator_id) select $1, id from operators where id = $2 \
            on conflict do nothing";
        self.keep_people((forget, keep), profile.0, people).await
    }

    async fn keep_people(
        &mut self,
        (forget, keep): (&'static str, &'static str),
        of: i64,
        people: &[OperatorId],
    ) -> Result<(), StoreError> {
        sqlx::query(forget)
            .bind(of)
            .execute(&mut self.connection)
            .await?;
        for person in people {
            sqlx::query(keep)
                .bind(of)
                .bind(person.0)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }
}

//! Routing profiles as kept.

use sqlx::FromRow;

use super::{Stamp, Store, StoreError, Tx, queue::changed_one};
use crate::{
    clock::{Instant, from_millis},
    id::{AgentId, RoutingProfileId},
    routing::RoutingProfile,
};

/// A routing profile with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRoutingProfile {
    pub profile: RoutingProfile,
    pub revision: i64,
    pub saved_at: Instant,
    /// The name of whoever saved it, once somebody has.
    pub saved_by: Option<String>,
}

#[derive(FromRow)]
struct ProfileRow {
    id: i64,
    name: String,
    description: String,
    examples: String,
    operators: String,
    is_active: i64,
    revision: i64,
    saved_at: i64,
    saved_by: Option<String>,
}

impl TryFrom<ProfileRow> for SavedRoutingProfile {
    type Error = StoreError;

    fn try_from(row: ProfileRow) -> Result<Self, StoreError> {
        Ok(Self {
            profile: RoutingProfile {
                id: RoutingProfileId(row.id),
                name: row.name,
                description: row.description,
                examples: serde_json::from_str(&row.examples)?,
                is_active: row.is_active == 1,
                operators: serde_json::from_str(&row.operators)?,
            },
            revision: row.revision,
            saved_at: from_millis(row.saved_at),
            saved_by: row.saved_by,
        })
    }
}

const PROFILES: &str = "select p.id, p.name, p.description, p.examples, p.operators, p.is_active, p.revision, p.saved_at, \
    o.name as saved_by from routing_profiles p left join operators o on o.id = p.saved_by \
    where p.agent_id = $1 and (cast($2 as bigint) is null or p.id = $2) order by lower(p.name), p.id";

impl Store {
    /// An AI agent's routing profiles by name, or the one of that id.
    pub async fn routing_profiles(
        &self,
        agent: AgentId,
        id: Option<RoutingProfileId>,
    ) -> Result<Vec<SavedRoutingProfile>, StoreError> {
        let rows: Vec<ProfileRow> = sqlx::query_as(PROFILES)
            .bind(agent.0)
            .bind(id.map(|id| id.0))
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter()
            .map(SavedRoutingProfile::try_from)
            .collect()
    }

    /// How many conversations each routing profile was given out by since then, by name.
    pub async fn given_by_profile(
        &self,
        agent: AgentId,
        since: Instant,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "select profile, count(distinct conversation_id) from assignments \
            where agent_id = $1 and given_at >= $2 and profile is not null group by profile";
        Ok(sqlx::query_as(sql)
            .bind(agent.0)
            .bind(since.timestamp_millis())
            .fetch_all(&self.readers)
            .await?)
    }
}

impl Tx {
    /// An AI agent's routing profiles as they are in this transaction, without their versions.
    pub async fn routing_profiles(
        &mut self,
        agent: AgentId,
    ) -> Result<Vec<RoutingProfile>, StoreError> {
        let rows: Vec<ProfileRow> = sqlx::query_as(PROFILES)
            .bind(agent.0)
            .bind(None::<i64>)
            .fetch_all(&mut self.connection)
            .await?;
        let profile = |row: ProfileRow| Ok(SavedRoutingProfile::try_from(row)?.profile);
        rows.into_iter().map(profile).collect()
    }

    /// Keeps a new routing profile. Fails with a duplicate when the name is taken.
    pub async fn insert_routing_profile(
        &mut self,
        agent: AgentId,
        new: &RoutingProfile,
        stamp: Stamp,
    ) -> Result<RoutingProfileId, StoreError> {
        let sql = "insert into routing_profiles (agent_id, name, description, examples, operators, is_active, revision, saved_at, saved_by) \
            values ($1, $2, $3, $4, $5, $6, 1, $7, $8) returning id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(agent.0)
            .bind(&new.name)
            .bind(&new.description)
            .bind(serde_json::to_string(&new.examples)?)
            .bind(serde_json::to_string(&new.operators)?)
            .bind(i64::from(new.is_active))
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .fetch_one(&mut self.connection)
            .await?;
        let id = RoutingProfileId(id);
        self.keep_profile_people(id, &new.operators).await?;
        Ok(id)
    }

    /// Keeps a changed routing profile, unless somebody saved it since `revision`. Without a revision it is
    /// written over.
    pub async fn update_routing_profile(
        &mut self,
        agent: AgentId,
        changed: &RoutingProfile,
        revision: Option<i64>,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let sql = "update routing_profiles set name = $1, description = $2, examples = $3, operators = $4, is_active = $5, \
            revision = revision + 1, saved_at = $6, saved_by = $7 \
            where agent_id = $8 and id = $9 and (cast($10 as bigint) is null or revision = $10)";
        let done = sqlx::query(sql)
            .bind(&changed.name)
            .bind(&changed.description)
            .bind(serde_json::to_string(&changed.examples)?)
            .bind(serde_json::to_string(&changed.operators)?)
            .bind(i64::from(changed.is_active))
            .bind(stamp.at.timestamp_millis())
            .bind(stamp.by.map(|id| id.0))
            .bind(agent.0)
            .bind(changed.id.0)
            .bind(revision)
            .execute(&mut self.connection)
            .await?;
        changed_one(done.rows_affected())?;
        self.keep_profile_people(changed.id, &changed.operators)
            .await
    }

    /// Deletes a routing profile. True when the AI agent had it.
    pub async fn delete_routing_profile(
        &mut self,
        agent: AgentId,
        id: RoutingProfileId,
    ) -> Result<bool, StoreError> {
        self.keep_profile_people(id, &[]).await?;
        let done = sqlx::query("delete from routing_profiles where agent_id = $1 and id = $2")
            .bind(agent.0)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

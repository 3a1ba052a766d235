//! Routing profiles: subjects, and the people for each.

use app::site::Site;
use handoff::{
    access::Actor,
    actions::{self, Desk, SaveError},
    clock::Instant,
    id::{AgentId, RoutingProfileId},
    routing::RoutingProfile,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};
use utoipa_axum::router::OpenApiRouter;

use super::kept::{self, Card, Kept};
use crate::{api::problem::ApiProblem, json::decode};

struct RoutingProfiles;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<RoutingProfiles>()
}

/// A routing profile as programs write it here: its address says its id, so the body has none.
struct RoutingProfileBody;

impl PartialSchema for RoutingProfileBody {
    fn schema() -> RefOr<Schema> {
        let mut schema = RoutingProfile::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.properties.shift_remove("id");
        }
        schema
    }
}

impl ToSchema for RoutingProfileBody {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        RoutingProfile::schemas(schemas);
    }
}

#[derive(Serialize, ToSchema)]
struct KeptRoutingProfileJson {
    #[serde(flatten)]
    profile: RoutingProfile,
    revision: i64,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    saved_by: Option<String>,
}

impl Card for KeptRoutingProfileJson {
    fn id(&self) -> i64 {
        self.profile.id.0
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

impl Kept for RoutingProfiles {
    const PATH: &'static str = "routing_profiles";
    const WORD: &'static str = "routing profile";
    const TAG: &'static str = "Routing profiles";
    const SHOWN: &'static [&'static str] = &[];
    type Body = RoutingProfileBody;
    type Card = KeptRoutingProfileJson;
    type Draft = RoutingProfile;

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<KeptRoutingProfileJson>, ApiProblem> {
        let mut saved = desk.store.routing_profiles(agent, None).await?;
        saved.sort_by_key(|saved| saved.profile.id);
        let card = |saved: handoff::store::SavedRoutingProfile| KeptRoutingProfileJson {
            profile: saved.profile,
            revision: saved.revision,
            saved_at: saved.saved_at,
            saved_by: saved.saved_by,
        };
        Ok(saved.into_iter().map(card).collect())
    }

    async fn draft(_: &Desk, _: AgentId, body: Value) -> Result<RoutingProfile, ApiProblem> {
        decode(body).map_err(ApiProblem::invalid)
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &RoutingProfile,
    ) -> Result<i64, SaveError> {
        let of = of.map(|(id, revision)| (RoutingProfileId(id), revision));
        let id = actions::save_routing_profile(desk, actor, agent, of, draft).await?;
        Ok(id.0)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_routing_profile(desk, actor, agent, RoutingProfileId(id)).await
    }
}

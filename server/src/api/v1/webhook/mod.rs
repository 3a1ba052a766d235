//! Webhooks: which addresses are told of what, kept like everything that is set up. The secret that signs is
//! in the answers that make one, and nowhere else.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use handoff::{
    access::Actor,
    actions::{self, Desk, SaveError},
    clock::Instant,
    delivery::{Topic, Webhook, topics_named},
    id::{AgentId, DeliveryId, WebhookId},
    store::SavedWebhook,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::kept::{self, Card, Kept};
use crate::{
    api::{BASE, body::Body, problem::ApiProblem, token::WriteToken, version::tagged},
    json::decode,
};

struct Webhooks;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes_created_by::<Webhooks>(post(create))
        .routes(routes!(rotate))
        .routes(routes!(test))
}

/// A webhook as programs see it.
#[derive(Serialize, ToSchema)]
struct WebhookJson {
    id: i64,
    name: String,
    url: String,
    #[schema(value_type = Vec<String>)]
    events: Vec<Topic>,
    enabled: bool,
    /// Since when nothing but failures came of it.
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Instant>,
    /// Why it was switched off by the product, if it was.
    disabled_reason: Option<String>,
    revision: i64,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    saved_by: Option<String>,
}

/// A webhook that was just made, with what signs its messages: told this once.
#[derive(Serialize, ToSchema)]
struct MadeWebhookJson {
    #[serde(flatten)]
    webhook: WebhookJson,
    secret: String,
}

/// What signs from now on: told this once.
#[derive(Serialize, ToSchema)]
struct RotatedJson {
    id: WebhookId,
    secret: String,
}

/// A test on its way.
#[derive(Serialize, ToSchema)]
struct TestSentJson {
    delivery: DeliveryId,
}

impl From<SavedWebhook> for WebhookJson {
    fn from(saved: SavedWebhook) -> Self {
        Self {
            id: saved.webhook.id.0,
            name: saved.webhook.name,
            url: saved.webhook.url,
            events: saved.webhook.topics,
            enabled: saved.webhook.is_enabled,
            failing_since: saved.failing_since,
            disabled_reason: saved.disabled.map(|(_, why)| why),
            revision: saved.revision,
            saved_at: saved.saved_at,
            saved_by: saved.saved_by,
        }
    }
}

impl Card for WebhookJson {
    fn id(&self) -> i64 {
        self.id
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// A webhook as programs write it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookBody {
    name: String,
    url: String,
    /// Names of the events.
    events: Vec<String>,
    #[serde(default = "on")]
    enabled: bool,
}

const fn on() -> bool {
    true
}

impl Kept for Webhooks {
    const PATH: &'static str = "webhooks";
    const WORD: &'static str = "webhook";
    const TAG: &'static str = "Webhooks";
    const SHOWN: &'static [&'static str] = &["failing_since", "disabled_reason"];
    type Body = WebhookBody;
    type Card = WebhookJson;
    type Draft = Webhook;

    fn made(schemas: &mut Vec<(String, RefOr<Schema>)>) -> String {
        schemas.push(kept::reference::<MadeWebhookJson>());
        MadeWebhookJson::name().into_owned()
    }

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<WebhookJson>, ApiProblem> {
        let all = desk.store.webhooks(Some(agent)).await?;
        Ok(all.into_iter().map(WebhookJson::from).collect())
    }

    async fn draft(_: &Desk, agent: AgentId, body: Value) -> Result<Webhook, ApiProblem> {
        let written: WebhookBody = decode(body).map_err(ApiProblem::invalid)?;
        let topics = topics_named(&written.events).map_err(ApiProblem::invalid)?;
        Ok(Webhook {
            id: WebhookId(0),
            agent,
            name: written.name.trim().to_owned(),
            url: written.url.trim().to_owned(),
            topics,
            is_enabled: written.enabled,
        })
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        _: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &Webhook,
    ) -> Result<i64, SaveError> {
        let Some((id, revision)) = of else {
            let (id, _) = actions::create_webhook(desk, actor, draft).await?;
            return Ok(id.0);
        };
        let webhook = Webhook {
            id: WebhookId(id),
            ..draft.clone()
        };
        actions::save_webhook(desk, actor, &webhook, revision).await?;
        Ok(id)
    }

    async fn delete(desk: &Desk, actor: &Actor, _: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_webhook(desk, actor, WebhookId(id)).await
    }
}

/// `POST /webhooks`: a new one, with its secret this once.
async fn create(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let draft = Webhooks::draft(desk, agent, body).await?;
    let (id, secret) = actions::create_webhook(desk, &caller.actor(), &draft).await?;
    let card = own(desk, agent, id).await?;
    let made = MadeWebhookJson {
        secret,
        webhook: WebhookJson::from(card.clone()),
    };
    let mut response = tagged(StatusCode::CREATED, card.revision, made);
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/webhooks/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// A new secret, told this once; the one before signs too for a day.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/rotate",
    tag = "Webhooks",
    responses(
        (status = 200, description = "Done.", body = RotatedJson),
    ),
)]
async fn rotate(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Json<RotatedJson>, ApiProblem> {
    let id = own(&site.desk, caller.agent(), WebhookId(id))
        .await?
        .webhook
        .id;
    let secret = actions::rotate_webhook(&site.desk, &caller.actor(), id).await?;
    Ok(Json(RotatedJson { id, secret }))
}

/// The webhook is sent a test.
#[utoipa::path(
    post,
    path = "/webhooks/{id}/test",
    tag = "Webhooks",
    responses(
        (status = 202, description = "It is on its way.", body = TestSentJson),
    ),
)]
async fn test(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, ApiProblem> {
    let id = own(&site.desk, caller.agent(), WebhookId(id))
        .await?
        .webhook
        .id;
    let delivery = actions::test_webhook(&site.desk, &caller.actor(), id).await?;
    Ok((StatusCode::ACCEPTED, Json(TestSentJson { delivery })).into_response())
}

async fn own(desk: &Desk, agent: AgentId, id: WebhookId) -> Result<SavedWebhook, ApiProblem> {
    let found = desk.store.webhook(id).await?;
    let found = found.filter(|saved| saved.webhook.agent == agent);
    found.ok_or_else(|| ApiProblem::missing("There is no such webhook."))
}

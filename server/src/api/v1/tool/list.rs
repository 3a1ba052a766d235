//! `GET /tools`: the `handoff_*` functions as strict JSON Schema, only those that can be used now.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{Json, extract::State, http::StatusCode};
use handoff::{channel::Channel, handoff::Wanted};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::{problem::ApiProblem, query::Query, token::ReadToken};

/// The conversation the functions are for, as far as known.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ToolQuery {
    channel: Option<String>,
    language: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Tools {
    tools: Vec<Value>,
}

/// The `handoff_*` functions as strict JSON Schema, only those that can be used now.
#[utoipa::path(
    get,
    path = "/tools",
    tag = "Tools",
    params(ToolQuery),
    responses(
        (status = 200, description = "What is asked for.", body = Tools),
    ),
)]
pub(super) async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<ToolQuery>,
) -> Result<Json<Tools>, ApiProblem> {
    let name = query.channel.as_deref().unwrap_or("api");
    let channel = Channel::parse(name).ok_or_else(|| {
        let detail = format!(
            "“{name}” is not a channel. Use web, email, phone, slack, whatsapp, sms or api."
        );
        ApiProblem::new(StatusCode::BAD_REQUEST, "malformed", detail)
    })?;
    let around = site.desk.store.surroundings(caller.agent()).await?;
    let around =
        around.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))?;
    let waiting: BTreeMap<_, _> = around.waiting;
    let wanted = Wanted {
        channel,
        language: query.language.as_deref(),
        now: site.desk.now(),
        waiting: &waiting,
        online: around.online,
        present: &around.present,
    };
    Ok(Json(Tools {
        tools: around.policy.tools(&wanted),
    }))
}

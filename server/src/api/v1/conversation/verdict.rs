//! `POST /conversations/{id}/verdict`: whether it was right to hand it over.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    actions,
    clock::Instant,
    conversation::{SaidVerdict, Verdict},
    id::{ConversationId, OperatorId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::card::Names;
use crate::api::{
    body::Body,
    problem::{ApiProblem, Person},
    token::WriteToken,
};

/// What somebody says of it; null takes back what was said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictBody {
    operator_id: OperatorId,
    verdict: Value,
}

impl VerdictBody {
    fn verdict(&self) -> Result<Option<Verdict>, ApiProblem> {
        match &self.verdict {
            Value::Null => Ok(None),
            Value::String(name) if Verdict::parse(name).is_some() => Ok(Verdict::parse(name)),
            other => {
                let names = Verdict::ALL.map(Verdict::as_str).join(", ");
                let detail =
                    format!("{other} is no verdict. Say one of {names}, or null to take it back.");
                Err(ApiProblem::invalid(vec![handoff::problem::Problem::new(
                    "/verdict", detail,
                )]))
            }
        }
    }
}

/// A verdict with whoever said it.
#[derive(Serialize, ToSchema)]
pub(super) struct VerdictJson {
    verdict: Verdict,
    by: Person,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

impl VerdictJson {
    pub(super) fn new(said: SaidVerdict, names: &Names) -> Self {
        Self {
            verdict: said.verdict,
            by: names.person(said.by),
            at: said.at,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct Judged {
    verdict: Option<VerdictJson>,
}

/// Whether it was right to hand it over.
#[utoipa::path(
    post,
    path = "/conversations/{id}/verdict",
    tag = "Conversations",
    request_body = VerdictBody,
    responses(
        (status = 200, description = "Done.", body = Judged),
    ),
)]
pub(super) async fn verdict(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    Body(body): Body<VerdictBody>,
) -> Result<Json<Judged>, ApiProblem> {
    let desk = &site.desk;
    let words = (body.operator_id, body.verdict()?);
    let said = actions::give_verdict(desk, &caller.actor(), caller.scope(), &id, words).await?;
    let found = desk.store.conversation(caller.scope(), &id).await?;
    let conversation =
        found.ok_or_else(|| ApiProblem::missing("There is no such conversation."))?;
    let names = Names::of(&desk.store, conversation.agent).await?;
    Ok(Json(Judged {
        verdict: said.map(|said| VerdictJson::new(said, &names)),
    }))
}

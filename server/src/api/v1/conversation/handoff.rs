//! `POST /conversations/{id}/handoff`: the AI calls one of the functions made from the handoffs.
//!
//! A call never ends in nothing: it transfers, asks for what is missing, or says when somebody is there;
//! a function that does not exist or cannot be used now ends in the default handoff.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use handoff::{
    actions::{Incoming, receive_message},
    conversation::Author,
    id::ConversationId,
    problem::{Problem, step},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::append::Answer;
use crate::api::{body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallBody {
    function: String,
    #[serde(default)]
    arguments: Map<String, Value>,
}

/// The AI calls one of the functions made from the handoffs.
#[utoipa::path(
    post,
    path = "/conversations/{id}/handoff",
    tag = "Conversations",
    request_body = CallBody,
    responses(
        (status = 200, description = "Done.", body = Answer),
    ),
)]
pub(super) async fn handoff(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    headers: HeaderMap,
    Body(body): Body<CallBody>,
) -> Result<impl IntoResponse, ApiProblem> {
    let store = &site.desk.store;
    let policy = store.policy(caller.agent()).await?;
    let policy =
        policy.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))?;
    if !policy.action.enabled {
        let detail = "Human Handoff is switched off for this AI agent, so nobody takes over. Switch it on first.";
        return Err(ApiProblem::new(StatusCode::CONFLICT, "off", detail));
    }
    let incoming = body.incoming(&headers).map_err(ApiProblem::invalid)?;
    let received =
        receive_message(&site.desk, &caller.actor(), caller.scope(), &id, &incoming).await?;
    Ok(Json(Answer::load(store, &received).await?))
}

impl CallBody {
    /// The call as the engine takes it: an AI's message without words.
    fn incoming(self, headers: &HeaderMap) -> Result<Incoming, Vec<Problem>> {
        let mut problems = Vec::new();
        if self.function.is_empty() || self.function.chars().count() > 100 {
            let detail = "Say which function is called, such as “handoff_billing_support”.";
            problems.push(Problem::new("/function", detail));
        }
        let mut gathered = BTreeMap::new();
        for (name, value) in self.arguments {
            match value {
                Value::Null => {}
                Value::String(text) => drop(gathered.insert(name, text)),
                Value::Number(number) => drop(gathered.insert(name, number.to_string())),
                _ => {
                    let at = format!("/arguments{}", step(&name));
                    problems.push(Problem::new(
                        at,
                        "Write a text here, or null while it is not known.",
                    ));
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let key = headers.get("idempotency-key");
        Ok(Incoming {
            author: Author::Ai,
            gathered,
            called: Some(self.function),
            client_id: key.and_then(|key| key.to_str().ok()).map(str::to_owned),
            ..Incoming::text("")
        })
    }
}

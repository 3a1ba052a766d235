//! `POST /decisions`: what would be decided, with any configuration and at any time. Nothing is kept.

use std::sync::Arc;

use app::site::Site;
use axum::{Json, extract::State};
use handoff::{
    actions::{Llm, decide_with_llm},
    decision::Decision,
    id::AgentId,
    policy::{Document, Policy},
    problem::Problem,
    stateless::decide_transcript,
};
use serde_json::{Map, Value};

use crate::{
    api::{body::Body, problem::ApiProblem, token::ReadToken},
    transcript::read_transcript,
};

/// What would be decided, with any configuration and at any time.
///
/// Nothing is kept.
#[utoipa::path(
    post,
    path = "/decisions",
    tag = "Decisions",
    request_body = super::shape::DecisionBody,
    responses(
        (status = 200, description = "Done.", body = Decision),
    ),
)]
pub(super) async fn create(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Body(mut fields): Body<Map<String, Value>>,
) -> Result<Json<Decision>, ApiProblem> {
    let configuration = fields
        .shift_remove("configuration")
        .filter(|given| !given.is_null());
    let judge = judge(&site, fields.shift_remove("judge"));
    let transcript = read_transcript(Value::Object(fields), site.desk.now());
    let policy = match configuration {
        Some(document) => written_policy(&document),
        None => Ok(own_policy(&site, caller.agent()).await?),
    };
    match (judge, policy, transcript) {
        (Ok(Some(llm)), Ok(policy), Ok(transcript)) => {
            Ok(Json(decide_with_llm(&llm, &policy, &transcript).await))
        }
        (Ok(None), Ok(policy), Ok(transcript)) => Ok(Json(decide_transcript(&policy, &transcript))),
        (judge, policy, transcript) => {
            let mut problems = judge.err().unwrap_or_default();
            problems.extend(policy.err().unwrap_or_default());
            problems.extend(transcript.err().unwrap_or_default());
            Err(ApiProblem::invalid(problems))
        }
    }
}

/// The language model, if the caller wants it to be asked. Without a word it is not: a dry run over a thousand
/// conversations must not spend anything.
fn judge(site: &Site, wish: Option<Value>) -> Result<Option<Arc<Llm>>, Vec<Problem>> {
    let refused = |why| Err(vec![Problem::new("/judge", why)]);
    match wish.unwrap_or_default() {
        Value::Null => Ok(None),
        Value::String(name) if name == "embedded" => Ok(None),
        Value::String(name) if name == "llm" => match &site.desk.llm {
            Some(llm) => Ok(Some(llm.clone())),
            None => {
                refused("No language model is set up here. Leave this out, or write “embedded”.")
            }
        },
        _ => refused("Who reads the messages is “embedded” or “llm”."),
    }
}

fn written_policy(document: &Value) -> Result<Policy, Vec<Problem>> {
    let read = Document::read(&document.to_string());
    read.map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| problem.at("/configuration"))
            .collect()
    })
}

/// The policy the token's AI agent works by.
async fn own_policy(site: &Site, agent: AgentId) -> Result<Policy, ApiProblem> {
    let policy = site.desk.store.policy(agent).await?;
    policy.ok_or_else(|| ApiProblem::missing("The AI agent of this token is gone."))
}

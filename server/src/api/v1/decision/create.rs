//! `POST /decisions`: what would be decided, with any configuration and at any time. Nothing is kept.

use app::site::Site;
use axum::{Json, extract::State};
use handoff::{
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

pub(super) async fn create(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Body(mut fields): Body<Map<String, Value>>,
) -> Result<Json<Decision>, ApiProblem> {
    let configuration = fields
        .shift_remove("configuration")
        .filter(|given| !given.is_null());
    let transcript = read_transcript(Value::Object(fields), site.desk.now());
    let policy = match configuration {
        Some(document) => written_policy(&document),
        None => Ok(own_policy(&site, caller.agent()).await?),
    };
    match (policy, transcript) {
        (Ok(policy), Ok(transcript)) => Ok(Json(decide_transcript(&policy, &transcript))),
        (policy, transcript) => {
            let mut problems = policy.err().unwrap_or_default();
            problems.extend(transcript.err().unwrap_or_default());
            Err(ApiProblem::invalid(problems))
        }
    }
}

fn written_policy(document: &Value) -> Result<Policy, Vec<Problem>> {
    let read = Document::parse(&document.to_string()).and_then(Document::policy);
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

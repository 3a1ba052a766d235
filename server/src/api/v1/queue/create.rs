//! `POST /queues`: a new one.

use app::site::Site;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use handoff::actions;
use serde_json::Value;

use super::card::{card, draft};
use crate::api::{BASE, body::Body, problem::ApiProblem, token::WriteToken, version::tagged};

pub(super) async fn create(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let draft = draft(desk, agent, body).await?;
    let id = actions::save_queue(desk, &caller.actor(), agent, None, &draft).await?;
    let card = card(desk, agent, id.0).await?;
    let mut response = tagged(StatusCode::CREATED, card.revision(), card);
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/queues/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

//! The texts the team keeps to answer with: `GET` and `POST /canned_replies`, `PUT` and `DELETE` of one.

use app::site::Site;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, put},
};
use handoff::{actions, conversation::CannedReply, id::CannedReplyId};
use serde::{Deserialize, Serialize};

use crate::api::{
    body::Body,
    problem::ApiProblem,
    token::{ReadToken, WriteToken},
};

#[derive(Serialize)]
struct CannedReplyJson {
    id: CannedReplyId,
    name: String,
    text: String,
    /// What to send with a change, so that nobody's is written over.
    revision: i64,
}

impl From<CannedReply> for CannedReplyJson {
    fn from(reply: CannedReply) -> Self {
        Self {
            id: reply.id,
            name: reply.name,
            text: reply.text,
            revision: reply.revision,
        }
    }
}

#[derive(Serialize)]
struct List {
    canned_replies: Vec<CannedReplyJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewBody {
    name: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangedBody {
    name: String,
    text: String,
    revision: i64,
}

#[derive(Serialize)]
struct Made {
    id: CannedReplyId,
}

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/canned_replies", get(list).post(make))
        .route("/canned_replies/{id}", put(change).delete(delete))
}

async fn list(_: ReadToken, State(site): State<Site>) -> Result<Json<List>, ApiProblem> {
    let kept = site.desk.store.canned_replies().await?;
    Ok(Json(List {
        canned_replies: kept.into_iter().map(CannedReplyJson::from).collect(),
    }))
}

async fn make(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<NewBody>,
) -> Result<(StatusCode, Json<Made>), ApiProblem> {
    let reply = CannedReply {
        id: CannedReplyId(0),
        name: body.name,
        text: body.text,
        revision: 0,
    };
    let id = actions::save_canned_reply(&site.desk, &caller.actor(), &reply).await?;
    Ok((StatusCode::CREATED, Json(Made { id })))
}

async fn change(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CannedReplyId>,
    Body(body): Body<ChangedBody>,
) -> Result<Json<Made>, ApiProblem> {
    let kept = site.desk.store.canned_replies().await?;
    if id.0 == 0 || kept.iter().all(|known| known.id != id) {
        return Err(ApiProblem::missing("There is no such reply."));
    }
    let reply = CannedReply {
        id,
        name: body.name,
        text: body.text,
        revision: body.revision,
    };
    let id = actions::save_canned_reply(&site.desk, &caller.actor(), &reply).await?;
    Ok(Json(Made { id }))
}

async fn delete(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CannedReplyId>,
) -> Result<StatusCode, ApiProblem> {
    actions::delete_canned_reply(&site.desk, &caller.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

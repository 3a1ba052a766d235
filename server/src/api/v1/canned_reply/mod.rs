//! The texts the team keeps to answer with: `GET` and `POST /canned_replies`, `PUT` and `DELETE` of one.

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use handoff::{actions, conversation::CannedReply, id::CannedReplyId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::{
    body::Body,
    paged::{PageQuery, followed},
    problem::ApiProblem,
    query::Query,
    token::{ReadToken, WriteToken},
    version::IfMatch,
};

#[derive(Serialize, ToSchema)]
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

#[derive(Serialize, ToSchema)]
struct CannedReplyList {
    canned_replies: Vec<CannedReplyJson>,
    /// What to send as `cursor` for the page after this one.
    next: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CannedReplyBody {
    name: String,
    text: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangedCannedReplyBody {
    name: String,
    text: String,
    revision: i64,
}

#[derive(Serialize, ToSchema)]
struct MadeCannedReply {
    id: CannedReplyId,
}

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(change, delete))
}

/// Every text the team keeps to answer with, by name.
#[utoipa::path(
    get,
    path = "/canned_replies",
    tag = "Canned replies",
    params(PageQuery),
    responses(
        (status = 200, description = "What is asked for.", body = CannedReplyList),
    ),
)]
async fn list(
    _: ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Response, ApiProblem> {
    let kept = site.desk.store.canned_replies().await?;
    let page = query.of(kept.into_iter().map(|one| (one.id.0, one)).collect())?;
    let list = CannedReplyList {
        canned_replies: page.data.into_iter().map(CannedReplyJson::from).collect(),
        next: page.next.clone(),
    };
    Ok(followed("cursor", page.next.as_deref(), list))
}

/// A new text to answer with.
#[utoipa::path(
    post,
    path = "/canned_replies",
    tag = "Canned replies",
    request_body = CannedReplyBody,
    responses(
        (status = 201, description = "It is there now.", body = MadeCannedReply),
    ),
)]
async fn make(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<CannedReplyBody>,
) -> Result<(StatusCode, Json<MadeCannedReply>), ApiProblem> {
    let reply = CannedReply {
        id: CannedReplyId(0),
        name: body.name,
        text: body.text,
        revision: 0,
    };
    let id = actions::save_canned_reply(&site.desk, &caller.actor(), &reply).await?;
    Ok((StatusCode::CREATED, Json(MadeCannedReply { id })))
}

/// A text to answer with is replaced, if nobody changed it meanwhile.
#[utoipa::path(
    put,
    path = "/canned_replies/{id}",
    tag = "Canned replies",
    request_body = ChangedCannedReplyBody,
    responses(
        (status = 200, description = "Done.", body = MadeCannedReply),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
async fn change(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CannedReplyId>,
    versions: IfMatch,
    Body(body): Body<ChangedCannedReplyBody>,
) -> Result<Json<MadeCannedReply>, ApiProblem> {
    let kept = site.desk.store.canned_replies().await?;
    let before = kept.into_iter().find(|known| id.0 != 0 && known.id == id);
    let before = before.ok_or_else(|| ApiProblem::missing("There is no such reply."))?;
    let reply = CannedReply {
        id,
        name: body.name,
        text: body.text,
        // The header need not be sent, since the body says the same; if it is, both must fit.
        revision: match versions.revision(before.revision) {
            // No version has a number below 1.
            Some(now) if now != body.revision => 0,
            _ => body.revision,
        },
    };
    let id = actions::save_canned_reply(&site.desk, &caller.actor(), &reply).await?;
    Ok(Json(MadeCannedReply { id }))
}

/// A text to answer with goes.
#[utoipa::path(
    delete,
    path = "/canned_replies/{id}",
    tag = "Canned replies",
    responses(
        (status = 204, description = "Done."),
    ),
)]
async fn delete(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<CannedReplyId>,
) -> Result<StatusCode, ApiProblem> {
    actions::delete_canned_reply(&site.desk, &caller.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

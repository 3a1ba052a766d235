//! `POST /conversations/{id}/files` and `GET …/files/{file}`: files are brought before they are sent, and downloaded.

use app::{download::download, site::Site};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use handoff::{
    actions::{self, VerbError},
    conversation::{Attachment, AttachmentKind},
    id::{ConversationId, FileId},
    problem::Problem,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{
    body::FileBody,
    problem::{ApiProblem, internal},
    token::{ReadToken, WriteToken},
};

/// A file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFileBody {
    name: String,
    /// Its bytes in base64, at most 10 MB of them. Their type is found by looking at them.
    #[schema(content_encoding = "base64")]
    data: String,
}

/// A file that waits to be sent: name its id in the “files” of a message or a reply within a day.
#[derive(Serialize, ToSchema)]
pub(super) struct FileJson {
    id: FileId,
    name: String,
    kind: AttachmentKind,
    /// What its first bytes say it is.
    media_type: String,
    /// In bytes.
    size: i64,
}

/// A file is brought, to be sent with a message or a reply.
#[utoipa::path(
    post,
    path = "/conversations/{id}/files",
    tag = "Conversations",
    request_body = NewFileBody,
    responses(
        (status = 201, description = "It waits to be sent.", body = FileJson),
    ),
)]
pub(super) async fn bring(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<ConversationId>,
    FileBody(body): FileBody<NewFileBody>,
) -> Result<(StatusCode, Json<FileJson>), ApiProblem> {
    let found = site.desk.store.conversation(caller.scope(), &id).await?;
    found.ok_or(VerbError::Missing)?;
    let bytes = STANDARD.decode(&body.data).map_err(|_| {
        let detail = "This is not base64. Write the file’s bytes in base64, with its padding.";
        ApiProblem::invalid(vec![Problem::new("/data", detail)])
    })?;
    let brought = vec![(Some(body.name), bytes)];
    let kept = actions::upload_files(&site.desk, caller.scope(), (&id, None), brought).await?;
    let file = kept.into_iter().find_map(FileJson::of);
    Ok((StatusCode::CREATED, Json(file.ok_or_else(internal)?)))
}

impl FileJson {
    fn of(kept: Attachment) -> Option<Self> {
        let stored = kept.file?;
        Some(Self {
            id: stored.id,
            name: kept.name.unwrap_or_default(),
            kind: kept.kind,
            media_type: stored.media_type,
            size: stored.size,
        })
    }
}

/// A file of a conversation, to be kept on disk and never shown in a page.
#[utoipa::path(
    get,
    path = "/conversations/{id}/files/{file}",
    tag = "Conversations",
    responses(
        (status = 200, description = "Its bytes.", body = Vec<u8>, content_type = "application/octet-stream"),
    ),
)]
pub(super) async fn fetch(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path((id, file)): Path<(ConversationId, FileId)>,
) -> Result<Response, ApiProblem> {
    let store = &site.desk.store;
    let conversation = store.conversation(caller.scope(), &id).await?;
    let conversation = conversation.ok_or(VerbError::Missing)?;
    let file = store.file(&conversation, &file).await?;
    let missing = || ApiProblem::missing("There is no such file in this conversation.");
    Ok(download(file.ok_or_else(missing)?))
}

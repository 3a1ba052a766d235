//! Files of visitors: they come in the form that brings the message, and are downloaded with the chat's secret.

use app::{
    download::download,
    form::{Parts, parts},
    site::Site,
};
use axum::{
    Json,
    extract::{FromRequest, Multipart, Path, Request, State},
    http::header,
    response::Response,
};
use handoff::actions::VerbError;
use handoff::{
    actions::{Brought, takes_files},
    file::{FILE_MAX, FILES_MAX, MESSAGE_MAX, OFF},
    id::FileId,
    nul,
    problem::Problem,
    store::StoreError,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::visitor::{Refusal, Visitor};

/// What a visitor says, with the files that come along: JSON alone, or a form whose field `message` holds that JSON
/// and whose fields `file` are the files.
pub(super) struct Said<T>(pub(super) T, pub(super) Vec<Brought>);

impl<T: DeserializeOwned> FromRequest<Site> for Said<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if !is_form {
            let Json(said) = Json::from_request(request, site)
                .await
                .map_err(|_| Refusal::Unreadable)?;
            return Ok(Self(typed(said)?, Vec::new()));
        }
        // Nothing of it is read where nothing of it is wanted.
        if !takes_files(&site.desk).await? {
            return Err(VerbError::Invalid(vec![Problem::new("/files", OFF)]).into());
        }
        let form = Multipart::from_request(request, site).await;
        let read = parts(form.map_err(|_| Refusal::Unreadable)?).await;
        let Parts { texts, files } = read.map_err(|_| Refusal::Unreadable)?;
        let message = texts.into_iter().find(|(name, _)| name == "message");
        let said = message.and_then(|(_, text)| serde_json::from_str(&text).ok());
        Ok(Self(typed(said.ok_or(Refusal::Unreadable)?)?, files))
    }
}

fn typed<T: DeserializeOwned>(said: Value) -> Result<T, Refusal> {
    serde_json::from_value(nul::without_in_json(said)).map_err(|_| Refusal::Unreadable)
}

/// How much may be sent, or nothing where files are switched off.
pub(super) async fn limits(site: &Site) -> Result<Value, StoreError> {
    if !takes_files(&site.desk).await? {
        return Ok(Value::Null);
    }
    Ok(json!({"file": FILE_MAX, "message": MESSAGE_MAX, "count": FILES_MAX}))
}

/// A file of the visitor's conversation.
pub(super) async fn file(
    State(site): State<Site>,
    Visitor(conversation): Visitor,
    Path(id): Path<FileId>,
) -> Result<Response, Refusal> {
    let store = &site.desk.store;
    let file = store.file_for_customer(&conversation, &id).await?;
    Ok(download(file.ok_or(Refusal::NotFound)?))
}

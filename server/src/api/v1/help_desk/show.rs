//! `GET /help_desks/{help_desk}`: one of them.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{known, saved, shape::HelpDeskJson};
use crate::api::{problem::ApiProblem, token::ReadToken, version::tagged};

/// One help desk, also while it is not connected.
#[utoipa::path(
    get,
    path = "/help_desks/{help_desk}",
    tag = "Help desks",
    responses(
        (status = 200, description = "What is asked for.", body = HelpDeskJson),
    ),
)]
pub(super) async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, ApiProblem> {
    let adapter = known(&name)?;
    let saved = saved(&site.desk, caller.agent(), &name).await?;
    let shown = HelpDeskJson::of(adapter, saved.as_ref());
    Ok(tagged(StatusCode::OK, shown.revision, shown))
}

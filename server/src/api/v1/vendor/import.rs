//! `POST /imports/{vendor}`: what the vendor's JSON says is set up, all of it or nothing. With `?dry_run=true` the
//! answer says what would change and nothing does.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use handoff::{
    actions::{self, ImportDraft, ImportError, SaveError},
    policy::Change,
    problem::Fault,
    vendor::Line,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::named;
use crate::api::{
    body::Body,
    problem::ApiProblem,
    query::Query,
    token::WriteToken,
    v1::configuration::Configuration,
    version::{IfMatchTags, outdated, tagged},
};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportQuery {
    #[serde(default)]
    dry_run: bool,
    /// The handoff that is to lead there, where the JSON is about one.
    handoff: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Imported {
    applied: bool,
    changes: Vec<Change>,
    report: Vec<Line>,
    /// The whole configuration afterwards.
    #[schema(value_type = Configuration)]
    configuration: Value,
}

/// What another vendor's JSON says is set up, all of it or nothing.
///
/// With `dry_run` the answer says what would change, and nothing does.
#[utoipa::path(
    post,
    path = "/imports/{vendor}",
    tag = "Configuration",
    params(ImportQuery),
    request_body = serde_json::Value,
    responses(
        (status = 200, description = "Done.", body = Imported),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
pub(super) async fn import(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    (Path(vendor), Query(query), IfMatchTags(tags)): (
        Path<String>,
        Query<ImportQuery>,
        IfMatchTags,
    ),
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let text = body.to_string();
    let draft = ImportDraft {
        vendor: named(&vendor)?,
        text: &text,
        handoff: query.handoff.as_deref(),
    };
    let looked = actions::look_at_import(desk, agent, draft).await?;
    if tags.is_some_and(|tags| !tags.contains(&looked.tag)) {
        return Ok(outdated(&looked.tag));
    }
    let (mut tag, import) = (looked.tag, looked.import);
    let mut configuration = import.document;
    if !query.dry_run {
        let actor = caller.actor();
        Box::pin(actions::import_configuration(
            desk,
            &actor,
            agent,
            draft,
            Some(&tag),
        ))
        .await?;
        let now = actions::configuration(desk, agent).await?;
        if let Some(now) = now {
            (tag, configuration) = (now.tag.clone(), now.document.clone());
        }
    }
    let imported = Imported {
        applied: !query.dry_run,
        changes: import.changes,
        report: import.report,
        configuration,
    };
    Ok(tagged(StatusCode::OK, &tag, imported))
}

impl From<ImportError> for ApiProblem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Faults(faults) => {
                Self::invalid(faults.into_iter().map(Fault::problem).collect())
            }
            ImportError::Save(SaveError::Missing) => {
                Self::missing("The AI agent of this token is gone.")
            }
            ImportError::Save(error) => error.into(),
        }
    }
}

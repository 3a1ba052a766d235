//! `PUT /help_desks/{help_desk}`: it is connected or changed.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use handoff::{
    actions::{self, ConnectionDraft, HelpDeskDraft, SaveError},
    help_desk::{HelpDesk, Mask},
    problem::{Problem, step},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    known, saved,
    shape::{HelpDeskJson, MaskJson},
};
use crate::{
    api::{
        body::Body,
        problem::ApiProblem,
        token::WriteToken,
        version::{IfMatch, tagged},
    },
    json::decode,
};

/// A help desk as programs write it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HelpDeskBody {
    enabled: bool,
    /// By the names of its fields, credentials among them. A credential that is left out stays as it is.
    settings: BTreeMap<String, String>,
    #[serde(default)]
    mask: MaskJson,
}

/// A help desk is connected or changed. It cannot be switched on while anything that it needs is missing.
#[utoipa::path(
    put,
    path = "/help_desks/{help_desk}",
    tag = "Help desks",
    request_body = HelpDeskBody,
    responses(
        (status = 200, description = "Done.", body = HelpDeskJson),
        (status = 412, description = "Somebody else changed it meanwhile."),
    ),
)]
pub(super) async fn save(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(name): Path<String>,
    versions: IfMatch,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, of) = (&site.desk, (caller.agent(), name.as_str()));
    let adapter = known(&name)?;
    let before = saved(desk, of.0, of.1).await?;
    let revision = versions.revision(before.map_or(0, |saved| saved.connection.revision));
    let draft = draft(adapter, body)?;
    let kept = actions::save_help_desk(desk, &caller.actor(), of, revision, &draft).await;
    kept.map_err(|error| match error {
        SaveError::Invalid(problems) => {
            ApiProblem::invalid(problems.into_iter().map(in_the_body).collect())
        }
        other => other.into(),
    })?;
    let saved = saved(desk, of.0, of.1).await?;
    let shown = HelpDeskJson::of(adapter, saved.as_ref());
    Ok(tagged(StatusCode::OK, shown.revision, shown))
}

fn draft(adapter: &dyn HelpDesk, body: Value) -> Result<HelpDeskDraft, ApiProblem> {
    let written: HelpDeskBody = decode(body).map_err(ApiProblem::invalid)?;
    let names: Vec<&str> = adapter.fields().iter().map(|field| field.name).collect();
    let unknown = written.settings.keys();
    let unknown = unknown.filter(|name| !names.contains(&name.as_str()));
    let unknown: Vec<Problem> = unknown
        .map(|name| {
            let detail = format!("There is no “{name}”. There are: {}.", names.join(", "));
            Problem::new(format!("/settings{}", step(name)), detail)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(ApiProblem::invalid(unknown));
    }
    let settings = written.settings.into_iter();
    Ok(HelpDeskDraft {
        connection: ConnectionDraft {
            is_enabled: written.enabled,
            settings: settings
                .map(|(name, value)| (name, value.trim().to_owned()))
                .collect(),
        },
        mask: Mask {
            parts: written.mask.parts.into_iter().collect(),
            fields: written.mask.fields,
        },
    })
}

/// Where a program wrote what is wrong.
fn in_the_body(problem: Problem) -> Problem {
    if problem.pointer.starts_with("/mask") {
        return problem;
    }
    Problem::new(format!("/settings{}", problem.pointer), problem.detail)
}

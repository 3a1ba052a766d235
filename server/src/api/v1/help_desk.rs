//! Help desks: in which of them handoffs become tickets. Credentials go in and never come out.

use std::collections::BTreeMap;

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use handoff::{
    actions::{self, ConnectionDraft, Desk, HelpDeskDraft, SaveError},
    clock::Instant,
    help_desk::{HELP_DESKS, HelpDesk, Mask, Part, help_desk},
    id::{AgentId, DeliveryId},
    problem::{Problem, step},
    store::SavedHelpDesk,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        body::Body,
        problem::ApiProblem,
        token::{ReadToken, WriteToken},
        version::{IfMatch, tagged},
    },
    json::decode,
};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show, save))
        .routes(routes!(test))
}

/// What does not leave.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MaskJson {
    /// Parts that are left out: `name`, `email`, `evidence`, `summary`, `gathered`, `transcript`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    parts: Vec<Part>,
    /// Labels of gathered information that is hidden wherever it was written.
    #[serde(default)]
    fields: Vec<String>,
}

/// A help desk as programs see it.
#[derive(Serialize, ToSchema)]
struct HelpDeskJson {
    /// The name in addresses, such as `zendesk`.
    name: &'static str,
    title: &'static str,
    connected: bool,
    enabled: bool,
    /// What it was told, without the credentials.
    settings: BTreeMap<String, String>,
    /// Names of the credentials that are kept.
    credentials: Vec<String>,
    mask: MaskJson,
    /// What went wrong last, until something went well again.
    last_error: Option<String>,
    /// Since when nothing but failures came of it.
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Instant>,
    /// Why it was switched off by the product, if it was.
    disabled_reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_ticket_at: Option<Instant>,
    /// 0 until it is connected.
    revision: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    saved_at: Option<Instant>,
    saved_by: Option<String>,
}

/// Every help desk that can be connected.
#[derive(Serialize, ToSchema)]
struct HelpDesksJson {
    data: Vec<HelpDeskJson>,
}

/// A help desk as programs write it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HelpDeskBody {
    enabled: bool,
    /// By the names of its fields, credentials among them. A credential that is left out stays as it is.
    settings: BTreeMap<String, String>,
    #[serde(default)]
    mask: MaskJson,
}

/// A test on its way.
#[derive(Serialize, ToSchema)]
struct TestTicketJson {
    delivery: DeliveryId,
}

impl HelpDeskJson {
    fn of(adapter: &'static dyn HelpDesk, saved: Option<&SavedHelpDesk>) -> Self {
        let connection = saved.map(|saved| &saved.connection);
        let settings = connection.into_iter().flat_map(|kept| kept.settings.each());
        let credentials = connection.into_iter().flat_map(|kept| kept.sealed.keys());
        let mask = saved.map_or_else(MaskJson::default, |saved| MaskJson {
            parts: saved.mask.parts.iter().copied().collect(),
            fields: saved.mask.fields.clone(),
        });
        let said = |kept: &handoff::store::Connection| Some(kept.last_error.as_ref()?.0.clone());
        let why = |kept: &handoff::store::Connection| Some(kept.disabled.as_ref()?.1.clone());
        Self {
            name: adapter.name(),
            title: adapter.title(),
            connected: saved.is_some(),
            enabled: connection.is_some_and(|kept| kept.is_enabled),
            settings: settings
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            credentials: credentials.cloned().collect(),
            mask,
            last_error: connection.and_then(said),
            failing_since: connection.and_then(|kept| kept.failing_since),
            disabled_reason: connection.and_then(why),
            last_ticket_at: saved.and_then(|saved| saved.made_at),
            revision: connection.map_or(0, |kept| kept.revision),
            saved_at: connection.map(|kept| kept.saved_at),
            saved_by: connection.and_then(|kept| kept.saved_by.clone()),
        }
    }
}

/// Every help desk that can be connected, and how each is doing.
#[utoipa::path(
    get,
    path = "/help_desks",
    tag = "Help desks",
    responses(
        (status = 200, description = "What is asked for.", body = HelpDesksJson),
    ),
)]
async fn list(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
) -> Result<Json<HelpDesksJson>, ApiProblem> {
    let all = site.desk.store.help_desks(Some(caller.agent())).await?;
    let data = HELP_DESKS.iter().map(|adapter| {
        let saved = all.iter().find(|saved| saved.vendor == adapter.name());
        HelpDeskJson::of(*adapter, saved)
    });
    Ok(Json(HelpDesksJson {
        data: data.collect(),
    }))
}

/// One help desk, also while it is not connected.
#[utoipa::path(
    get,
    path = "/help_desks/{help_desk}",
    tag = "Help desks",
    responses(
        (status = 200, description = "What is asked for.", body = HelpDeskJson),
    ),
)]
async fn show(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, ApiProblem> {
    let adapter = known(&name)?;
    let saved = saved(&site.desk, caller.agent(), &name).await?;
    let shown = HelpDeskJson::of(adapter, saved.as_ref());
    Ok(tagged(StatusCode::OK, shown.revision, shown))
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
async fn save(
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

/// A ticket of low priority is made, which can be closed.
#[utoipa::path(
    post,
    path = "/help_desks/{help_desk}/test",
    tag = "Help desks",
    responses(
        (status = 202, description = "It is on its way.", body = TestTicketJson),
    ),
)]
async fn test(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, ApiProblem> {
    known(&name)?;
    let of = (caller.agent(), name.as_str());
    let delivery = actions::test_help_desk(&site.desk, &caller.actor(), of).await;
    let delivery = delivery.map_err(|error| match error {
        SaveError::Missing => ApiProblem::missing("This help desk is not connected."),
        other => other.into(),
    })?;
    Ok((StatusCode::ACCEPTED, Json(TestTicketJson { delivery })).into_response())
}

fn known(name: &str) -> Result<&'static dyn HelpDesk, ApiProblem> {
    help_desk(name).ok_or_else(|| ApiProblem::missing("There is no such help desk."))
}

async fn saved(
    desk: &Desk,
    agent: AgentId,
    name: &str,
) -> Result<Option<SavedHelpDesk>, ApiProblem> {
    let all = desk.store.help_desks(Some(agent)).await?;
    Ok(all.into_iter().find(|saved| saved.vendor == name))
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

//! Schedules: hours with a name, which queues follow. They are read and written in any of the four forms.

mod card;
mod form;
mod shape;
mod written;

use app::site::Site;
use axum::{
    Json,
    extract::{Path, State},
};
use handoff::{
    access::Actor,
    actions::{self, Desk, SaveError},
    id::{AgentId, ScheduleId},
    schedule::Schedule,
};
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::kept::{self, Kept};
use crate::api::{problem::ApiProblem, token::ReadToken};
use card::ScheduleJson;
use form::Form;
pub(super) use shape::{Interval, SpecialDay};

struct Schedules;

pub(super) fn routes() -> OpenApiRouter<Site> {
    kept::routes::<Schedules>().routes(routes!(in_form))
}

impl Kept for Schedules {
    const PATH: &'static str = "schedules";
    const WORD: &'static str = "schedule";
    const TAG: &'static str = "Schedules";
    const SHOWN: &'static [&'static str] = &["open", "opens_at", "closes_at", "queues"];
    type Body = shape::ScheduleBody;
    type Card = ScheduleJson;
    type Draft = (String, Schedule);

    async fn cards(desk: &Desk, agent: AgentId) -> Result<Vec<ScheduleJson>, ApiProblem> {
        card::cards(desk, agent).await
    }

    async fn draft(_: &Desk, _: AgentId, body: Value) -> Result<(String, Schedule), ApiProblem> {
        written::read(body).map_err(ApiProblem::invalid)
    }

    async fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        (name, hours): &(String, Schedule),
    ) -> Result<i64, SaveError> {
        let Some((id, revision)) = of else {
            let made = actions::create_schedule(desk, actor, agent, (name, hours)).await?;
            return Ok(made.0);
        };
        let place = (agent, ScheduleId(id));
        actions::replace_schedule(desk, actor, place, (name, hours), revision).await?;
        Ok(id)
    }

    async fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> Result<(), SaveError> {
        actions::delete_schedule(desk, actor, (agent, ScheduleId(id))).await
    }
}

/// The hours in another form, or what that form cannot say.
#[utoipa::path(
    get,
    path = "/schedules/{id}/forms/{form}",
    tag = "Schedules",
    responses(
        (status = 200, description = "What is asked for.", body = shape::HoursInForm),
        (status = 422, description = "What is asked cannot be taken; “errors” names it."),
    ),
)]
async fn in_form(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path((id, form)): Path<(i64, String)>,
) -> Result<Json<Value>, ApiProblem> {
    let form = Form::named(&form).ok_or_else(|| ApiProblem::missing(form::NONE_SUCH))?;
    let found = site
        .desk
        .store
        .schedule(caller.agent(), ScheduleId(id))
        .await?;
    let saved = found.ok_or_else(|| ApiProblem::missing("There is no such schedule."))?;
    let written = form.write(&saved.schedule).map_err(ApiProblem::invalid)?;
    Ok(Json(written))
}

//! When somebody works: their presence plan, which the coverage calendar counts on.

pub mod page;

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError},
    id::OperatorId,
    operator::Operator,
    problem::Problem,
    schedule::WrittenPlan,
};
use page::{Plan, RawPlan};

use crate::{
    form::{FieldErrors, decode},
    pages::set_up::DAYS,
    request::{Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
};

pub(super) async fn show(
    State(site): State<Site>,
    me: SignedIn,
    Path(id): Path<i64>,
) -> Result<Html<String>, Oops> {
    let person = person(&site, &me, id).await?;
    let saved = site.desk.store.plan(person.id).await?;
    let (plan, revision) = saved.map_or((None, 0), |saved| (saved.plan, saved.revision));
    let written = match &plan {
        Some(plan) => WrittenPlan::of(plan),
        None => WrittenPlan {
            zone: site.zone().await?.name().to_owned(),
            ..WrittenPlan::default()
        },
    };
    let values = RawPlan::of(written, revision);
    let html = rendered(&site, &me, &person, (values, FieldErrors::default())).await?;
    Ok(Html(html))
}

pub(super) async fn save(
    State(site): State<Site>,
    me: SignedIn,
    Path(id): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let person = person(&site, &me, id).await?;
    let mut values: RawPlan = decode(&body)?;
    let revision = values.revision.parse().map_err(|_| Oops::Stale)?;
    let written = values.written();
    let (desk, actor) = (&site.desk, &me.actor);
    let saved = actions::save_plan(desk, actor, person.id, &written, revision).await;
    let (status, problems) = match saved {
        Ok(()) => {
            let words = format!("The plan of {} is saved.", person.name);
            set_flash(&me.session, &words).await;
            return Ok(Redirect::to(routes::OPERATORS).into_response());
        }
        Err(SaveError::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Err(SaveError::Outdated) => {
            let newest = site.desk.store.plan(person.id).await?;
            values.revision = newest.map_or(0, |saved| saved.revision).to_string();
            let words = "Somebody else saved another plan meanwhile. Save again to replace it, or open the page anew to see it.";
            (StatusCode::CONFLICT, vec![Problem::new("", words)])
        }
        Err(other) => return Err(other.into()),
    };
    let html = rendered(&site, &me, &person, (values, FieldErrors::of(problems))).await?;
    Ok((status, Html(html)).into_response())
}

/// Whose plan it is: an admin's business, and one's own.
async fn person(site: &Site, me: &SignedIn, id: i64) -> Result<Operator, Oops> {
    let id = OperatorId(id);
    if !me.actor.may_configure() && me.operator.id != id {
        return Err(Oops::Forbidden);
    }
    site.desk.store.operator(id).await?.ok_or(Oops::NotFound)
}

async fn rendered(
    site: &Site,
    me: &SignedIn,
    person: &Operator,
    (values, errors): (RawPlan, FieldErrors),
) -> Result<String, Oops> {
    let title = format!("Plan of {}", person.name);
    let shell = me.shell(site, Place::Operators, &title).await?;
    let page = Plan {
        name: person.name.clone(),
        is_me: person.id == me.operator.id,
        values,
        errors,
    };
    Ok(page::render(shell, &site.assets, page))
}

impl RawPlan {
    fn of(written: WrittenPlan, revision: i64) -> Self {
        let shifts = DAYS.iter().map(|(key, _)| (*key).to_owned());
        Self {
            revision: revision.to_string(),
            zone: written.zone,
            shifts: shifts.zip(written.shifts).collect(),
            away: written.away,
        }
    }

    fn written(&self) -> WrittenPlan {
        let shift = |key: &str| self.shifts.get(key).cloned().unwrap_or_default();
        WrittenPlan {
            zone: self.zone.clone(),
            shifts: DAYS.map(|(key, _)| shift(key)),
            away: self.away.clone(),
        }
    }
}

/// `mon` → `09:00–13:00`
pub(super) type Shifts = BTreeMap<String, String>;

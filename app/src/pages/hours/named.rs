//! Hours are made, renamed and deleted: the handlers.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::{
    actions::{self, SaveError},
    id::ScheduleId,
    schedule::{Interval, Schedule},
    store::{Agent, ScheduleUse},
};

use super::name::{DeletePage, NamePage, Naming, RawName, render, render_delete};
use crate::{
    form::{FieldErrors, decode},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::{Place, Shell},
    site::Site,
    ui::Choices,
};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/agents/{agent}/hours/new", get(ask_new).post(create))
        .route(
            "/agents/{agent}/hours/{schedule}/rename",
            get(ask_name).post(rename),
        )
        .route(
            "/agents/{agent}/hours/{schedule}/delete",
            get(ask_to_delete).post(delete),
        )
}

/// Whose hours they are.
struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
    all: Vec<ScheduleUse>,
}

impl Open {
    async fn of(site: Site, me: SignedIn, agent: i64) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let all = site.desk.store.schedules(agent.id).await?;
        Ok(Self {
            site,
            me,
            agent,
            all,
        })
    }

    fn one(&self, id: i64) -> Result<&ScheduleUse, Oops> {
        self.all
            .iter()
            .find(|known| known.id == ScheduleId(id))
            .ok_or(Oops::NotFound)
    }

    /// What new hours can begin with.
    fn likes(&self) -> Choices {
        let nine = (String::new(), "Monday to Friday, 09:00 to 17:00".to_owned());
        let copies = self
            .all
            .iter()
            .map(|known| (known.id.to_string(), format!("A copy of {}", known.name)));
        std::iter::once(nine).chain(copies).collect()
    }

    async fn shell(&self, title: &str) -> Result<Shell, Oops> {
        self.me
            .agent_shell(&self.site, Place::Hours, title, &self.agent)
            .await
    }

    async fn page(
        &self,
        naming: Naming,
        values: RawName,
        errors: FieldErrors,
    ) -> Result<Html<String>, Oops> {
        let title = match naming {
            Naming::New(_) => "New hours",
            Naming::Rename { .. } => "Rename hours",
        };
        let page = NamePage {
            agent: self.agent.id.0,
            naming,
            values,
            errors,
        };
        Ok(Html(render(
            self.shell(title).await?,
            &self.site.assets,
            page,
        )))
    }

    /// Where to go when it is done, or the form again with what is wrong.
    async fn settled(
        self,
        done: Result<(i64, String), SaveError>,
        naming: Naming,
        values: RawName,
    ) -> Result<Response, Oops> {
        match done {
            Ok((id, words)) => {
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::schedule(self.agent.id.0, id)).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let html = self.page(naming, values, FieldErrors::of(problems)).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
            }
            Err(other) => Err(other.into()),
        }
    }
}

async fn ask_new(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    Query(values): Query<RawName>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let naming = Naming::New(open.likes());
    open.page(naming, values, FieldErrors::default()).await
}

async fn create(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawName = decode(&body)?;
    let open = Open::of(site, me, agent).await?;
    let hours = match values.like.parse() {
        Ok(id) => open.one(id)?.schedule.clone(),
        Err(_) => nine_to_five(open.site.zone().await?),
    };
    let what = (values.name.as_str(), &hours);
    let made = actions::create_schedule(&open.site.desk, &open.me.actor, open.agent.id, what).await;
    let words = format!(
        "“{}” is made. It holds once a queue follows it.",
        values.name.trim()
    );
    let naming = Naming::New(open.likes());
    open.settled(made.map(|id| (id.0, words)), naming, values)
        .await
}

fn nine_to_five(zone: chrono_tz::Tz) -> Schedule {
    Interval::parse("09:00", "17:00").map_or_else(
        |_| Schedule::always(zone),
        |day| Schedule::weekdays(zone, day),
    )
}

async fn ask_name(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    let before = open.one(id)?.name.clone();
    let values = RawName {
        name: before.clone(),
        ..RawName::default()
    };
    let naming = Naming::Rename { id, before };
    open.page(naming, values, FieldErrors::default()).await
}

async fn rename(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawName = decode(&body)?;
    let open = Open::of(site, me, agent).await?;
    let before = open.one(id)?.name.clone();
    let place = (open.agent.id, ScheduleId(id));
    let done = actions::rename_schedule(&open.site.desk, &open.me.actor, place, &values.name).await;
    let words = format!("“{before}” is called “{}” now.", values.name.trim());
    let naming = Naming::Rename { id, before };
    open.settled(done.map(|()| (id, words)), naming, values)
        .await
}

async fn ask_to_delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent).await?;
    open.delete_page(id).await
}

async fn delete(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, agent).await?;
    let name = open.one(id)?.name.clone();
    let place = (open.agent.id, ScheduleId(id));
    match actions::delete_schedule(&open.site.desk, &open.me.actor, place).await {
        Ok(()) => {
            set_flash(
                &open.me.session,
                &format!("The hours “{name}” are deleted."),
            )
            .await;
            Ok(Redirect::to(&routes::hours(agent)).into_response())
        }
        Err(SaveError::Used(_)) => {
            let html = open.delete_page(id).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

impl Open {
    async fn delete_page(&self, id: i64) -> Result<Html<String>, Oops> {
        let found = self.one(id)?;
        let page = DeletePage {
            agent: self.agent.id.0,
            id,
            name: found.name.clone(),
            queues: found.queues.iter().map(|(_, name)| name.clone()).collect(),
        };
        let shell = self.shell("Delete hours").await?;
        Ok(Html(render_delete(shell, &self.site.assets, page)))
    }
}

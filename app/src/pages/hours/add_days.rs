//! Holidays are looked up, read out of a file and added: the handlers.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{FromRequest, Multipart, Path, Query, Request, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::{Datelike, NaiveDate};
use handoff::{
    actions::{self, SaveError},
    id::ScheduleId,
    problem::Problem,
    schedule::{COUNTRIES, Calendar, Exception, SpecialHours, country_of, holidays},
    store::{Agent, SavedSchedule},
};

use super::days::{DayRow, DaysPage, RawDay, RawDays, Wanted, render};
use crate::{
    form::{FieldErrors, decode, is_ticked, plain_text, tick},
    request::{Admin, Oops, SignedIn, set_flash},
    routes,
    shell::Place,
    site::Site,
};

/// The largest calendar file, in bytes.
const FILE_MAX: usize = 512 * 1024;

pub(super) fn routes() -> Router<Site> {
    Router::new().route(
        "/agents/{agent}/hours/{schedule}/days",
        get(show).post(submit),
    )
}

/// The hours that days are added to.
struct Open {
    site: Site,
    me: SignedIn,
    agent: Agent,
    saved: SavedSchedule,
}

async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, schedule)): Path<(i64, i64)>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Oops> {
    let open = Open::of(site, me, agent, schedule).await?;
    let mut page = open.page(wanted);
    let year = page.wanted.year.parse().unwrap_or(page.this_year);
    let country = COUNTRIES
        .iter()
        .find(|known| known.code == page.wanted.country);
    if let Some((country, days)) = country.zip(holidays(&page.wanted.country, year)) {
        page.source = Some(format!("{}, {year}", country.name));
        let days = days
            .into_iter()
            .map(|day| (day.date, Some(day.name), day.is_fixed));
        page.days = open.rows(days);
    }
    open.html(page).await
}

async fn submit(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, schedule)): Path<(i64, i64)>,
    request: Request,
) -> Result<Response, Oops> {
    let open = Open::of(site, me, agent, schedule).await?;
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_file = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if is_file {
        return open.read_file(request).await;
    }
    let body: Body = request.into_body();
    let bytes = to_bytes(body, FILE_MAX).await.map_err(|_| Oops::Stale)?;
    open.add(decode(&bytes)?).await
}

/// The days of a calendar as they would be added to some hours, for whoever found the calendar elsewhere.
pub(in crate::pages) async fn look_at_days(
    site: Site,
    me: SignedIn,
    (agent, schedule): (i64, i64),
    (source, calendar): (&str, Calendar),
) -> Result<Response, Oops> {
    let open = Open::of(site, me, agent, schedule).await?;
    open.choose(source.to_owned(), calendar).await
}

impl Open {
    async fn of(site: Site, me: SignedIn, agent: i64, schedule: i64) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let saved = site
            .desk
            .store
            .schedule(agent.id, ScheduleId(schedule))
            .await?;
        Ok(Self {
            saved: saved.ok_or(Oops::NotFound)?,
            site,
            me,
            agent,
        })
    }

    fn page(&self, mut wanted: Wanted) -> DaysPage {
        let zone = self.saved.schedule.zone;
        let this_year = self.site.desk.now().with_timezone(&zone).year();
        if wanted.year.is_empty() {
            wanted.year = this_year.to_string();
        }
        if wanted.country.is_empty() {
            let country = country_of(zone).unwrap_or_default();
            country.clone_into(&mut wanted.country);
        }
        DaysPage {
            agent: self.agent.id.0,
            schedule: self.saved.id.0,
            name: self.saved.name.clone(),
            wanted,
            this_year,
            source: None,
            revision: self.saved.revision.to_string(),
            days: Vec::new(),
            refused: Vec::new(),
            errors: FieldErrors::default(),
        }
    }

    async fn html(&self, page: DaysPage) -> Result<Html<String>, Oops> {
        let shell = self
            .me
            .agent_shell(&self.site, Place::Hours, "Add holidays", &self.agent)
            .await?;
        Ok(Html(render(shell, &self.site.assets, page)))
    }

    /// Days to choose: those that are ordinary so far are ticked.
    fn rows(&self, days: impl Iterator<Item = (NaiveDate, Option<String>, bool)>) -> Vec<DayRow> {
        days.map(|(date, name, yearly)| {
            let already = self.already(date);
            let raw = RawDay {
                take: tick(already.is_none()),
                date: date.to_string(),
                name: name.unwrap_or_default(),
                yearly: tick(yearly),
            };
            self.row(date, raw)
        })
        .collect()
    }

    fn row(&self, date: NaiveDate, raw: RawDay) -> DayRow {
        DayRow {
            words: date.format("%A %-d %B %Y").to_string(),
            already: self.already(date),
            raw,
        }
    }

    /// What a day is already, if it is different.
    fn already(&self, date: NaiveDate) -> Option<String> {
        let exception = self.saved.schedule.exceptions.on(date)?;
        let hours = match &exception.hours {
            SpecialHours::Closed => "closed".to_owned(),
            SpecialHours::Open24 => "open 24 h".to_owned(),
            SpecialHours::Intervals(intervals) => {
                let hours: Vec<String> = intervals.iter().map(ToString::to_string).collect();
                hours.join(", ")
            }
        };
        Some(match &exception.name {
            Some(name) => format!("{name}, {hours}"),
            None => hours,
        })
    }

    async fn read_file(self, request: Request) -> Result<Response, Oops> {
        let mut page = self.page(Wanted::default());
        match file(request)
            .await
            .and_then(|(name, text)| Ok((name, Calendar::read(&text)?)))
        {
            Ok((name, calendar)) => self.choose(name, calendar).await,
            Err(problem) => {
                let problem = Problem::new("/file", problem.detail);
                page.errors = FieldErrors::of(vec![problem]);
                let html = self.html(page).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
            }
        }
    }

    /// The days of a calendar, to be chosen.
    async fn choose(self, source: String, calendar: Calendar) -> Result<Response, Oops> {
        let mut page = self.page(Wanted::default());
        let refused = calendar.refused.into_iter();
        page.refused = refused.map(|problem| problem.detail).collect();
        let days = calendar.days.into_iter();
        page.days = self.rows(days.map(|(date, day)| (date, day.name, day.yearly)));
        page.source = Some(source);
        Ok(self.html(page).await?.into_response())
    }

    async fn add(self, values: RawDays) -> Result<Response, Oops> {
        let mut days = Vec::new();
        for row in values.days.values().filter(|row| is_ticked(&row.take)) {
            let date: NaiveDate = row.date.parse().map_err(|_| Oops::Stale)?;
            let name = row.name.trim().chars().take(100).collect::<String>();
            let day = Exception {
                hours: SpecialHours::Closed,
                name: Some(name).filter(|name| !name.is_empty()),
                yearly: is_ticked(&row.yearly),
            };
            days.push((date, day));
        }
        let (count, place) = (days.len(), (self.agent.id, self.saved.id));
        let revision = values.revision.parse().unwrap_or_default();
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        match actions::add_days(desk, actor, place, days, revision).await {
            Ok(()) => {
                let words = match count {
                    0 => "No day was ticked, so nothing is different.".to_owned(),
                    1 => "One day is added. It holds from now on.".to_owned(),
                    count => format!("{count} days are added. They hold from now on."),
                };
                set_flash(&self.me.session, &words).await;
                let back = routes::schedule(self.agent.id.0, self.saved.id.0);
                Ok(Redirect::to(&back).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let errors = on_the_form(problems, &values);
                self.again(values, errors, StatusCode::UNPROCESSABLE_ENTITY)
                    .await
            }
            Err(SaveError::Outdated) => {
                let words = "Somebody else saved these hours meanwhile. Look at the days again, then add them once more.";
                let errors = FieldErrors::new([("", words)]);
                self.again(values, errors, StatusCode::CONFLICT).await
            }
            Err(other) => Err(other.into()),
        }
    }

    /// The same days once more, made from the newest version.
    async fn again(
        &self,
        values: RawDays,
        errors: FieldErrors,
        status: StatusCode,
    ) -> Result<Response, Oops> {
        let mut page = self.page(Wanted::default());
        let rows = values.days.into_values();
        page.days = rows
            .filter_map(|raw| Some(self.row(raw.date.parse().ok()?, raw)))
            .collect();
        page.source = Some("The days you chose".to_owned());
        page.errors = errors;
        Ok((status, self.html(page).await?).into_response())
    }
}

/// What the core says about the days, at their rows.
fn on_the_form(problems: Vec<Problem>, values: &RawDays) -> FieldErrors {
    let row = |pointer: &str| {
        let date = pointer
            .strip_prefix("/date_exceptions/")?
            .split('/')
            .next()?;
        let index = values.days.values().position(|row| row.date == date)?;
        Some(format!("/days/{index}/date"))
    };
    FieldErrors::new(problems.into_iter().map(|problem| {
        let pointer = row(&problem.pointer).unwrap_or_default();
        (pointer, problem.detail)
    }))
}

/// The name and the text of the file that was sent.
async fn file(request: Request) -> Result<(String, String), Problem> {
    let unreadable = || {
        Problem::new(
            "",
            "This file could not be read. Choose one of at most 512 kB.",
        )
    };
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| unreadable())?;
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        if part.name() != Some("file") {
            continue;
        }
        let name: String = part
            .file_name()
            .unwrap_or("The file")
            .chars()
            .take(100)
            .collect();
        let bytes = part.bytes().await.map_err(|_| unreadable())?;
        if bytes.is_empty() {
            return Err(Problem::new("", "Choose a file first."));
        }
        if bytes.len() > FILE_MAX {
            return Err(unreadable());
        }
        return Ok((name, plain_text(&bytes)));
    }
    Err(Problem::new("", "Choose a file first."))
}

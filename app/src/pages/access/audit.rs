//! Who looked at conversations that are not theirs: as a page, and as a file for a spreadsheet.

use axum::{
    extract::{Query, State},
    response::{Html, IntoResponse, Response},
};
use chrono_tz::Tz;
use handoff::{
    clock::{Instant, from_millis},
    id::OperatorId,
    insight::Period,
    store::{Access, AccessQuery},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    csv,
    document::Assets,
    form::FieldErrors,
    request::{Admin, Oops, refused},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{
        Choices, Crumb, Empty, ErrorSummary, Icon, InputKind, PageHead, Pager, SelectField, Submit,
        TextField, when::in_full,
    },
};

/// How many are on a page, and how many in a file.
const PAGE: i64 = 50;
const FILE: i64 = 50_000;
/// The days that are shown unless others are asked for.
const USUAL_DAYS: u64 = 30;
const TITLE: &str = "Who looked at what";

/// What the address asks for, as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The id of one person; all of them when empty.
    person: String,
    from: String,
    to: String,
    /// Where the page before ended.
    after: String,
}

impl Asked {
    /// What to look for: the dates asked for, else the last thirty days.
    fn query(&self, now: Instant, zone: Tz) -> Result<AccessQuery, FieldErrors> {
        let period = if self.from.trim().is_empty() && self.to.trim().is_empty() {
            Period::up_to(now, USUAL_DAYS, zone)
        } else {
            Period::read(&self.from, &self.to, zone).map_err(FieldErrors::of)?
        };
        let before = self.after.split_once('.').and_then(|(at, id)| {
            let at: i64 = at.parse().ok()?;
            Some((from_millis(at), id.parse().ok()?))
        });
        Ok(AccessQuery {
            // Nobody has the number 0, so what is no number finds nothing.
            operator: (!self.person.is_empty())
                .then(|| OperatorId(self.person.parse().unwrap_or(0))),
            from: period.from(),
            until: period.until(),
            before,
            limit: PAGE,
        })
    }

    /// The same question as an address.
    fn address(&self, path: &str, after: Option<&str>) -> String {
        let Self {
            person, from, to, ..
        } = self;
        let pairs = [
            ("person", person.as_str()),
            ("from", from),
            ("to", to),
            ("after", after.unwrap_or_default()),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(said)
            .finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

#[derive(Debug, Clone)]
pub struct Audit {
    rows: Vec<Access>,
    /// Where the next page begins, if there is one.
    next: Option<String>,
    people: Choices,
    asked: Asked,
    errors: FieldErrors,
    zone: Tz,
}

pub(super) async fn show(
    State(site): State<Site>,
    Admin(me): Admin,
    Query(asked): Query<Asked>,
) -> Result<Response, Oops> {
    let (now, zone, store) = (site.desk.now(), site.zone().await?, &site.desk.store);
    let (mut rows, errors) = match asked.query(now, zone) {
        Ok(query) => {
            let one_more = AccessQuery {
                limit: PAGE + 1,
                ..query
            };
            (store.accesses(&one_more).await?, FieldErrors::default())
        }
        Err(errors) => (Vec::new(), errors),
    };
    let wanted = usize::try_from(PAGE).unwrap_or(0);
    let has_more = rows.len() > wanted;
    rows.truncate(wanted);
    let last = rows.last().filter(|_| has_more);
    let is_refused = !errors.is_empty();
    let page = Audit {
        next: last.map(|last| format!("{}.{}", last.at.timestamp_millis(), last.id)),
        rows,
        people: store
            .operators()
            .await?
            .into_iter()
            .map(|person| (person.id.to_string(), person.name))
            .collect(),
        asked,
        errors,
        zone,
    };
    let shell = me.shell(&site, Place::Sight, TITLE).await?;
    let html = render(shell, &site.assets, page);
    Ok(if is_refused {
        refused(html)
    } else {
        Html(html).into_response()
    })
}

pub(super) async fn download(
    State(site): State<Site>,
    Admin(_): Admin,
    Query(asked): Query<Asked>,
) -> Result<Response, Oops> {
    let zone = site.zone().await?;
    let query = asked.query(site.desk.now(), zone);
    let query = AccessQuery {
        before: None,
        limit: FILE,
        ..query.map_err(|_| Oops::NotFound)?
    };
    let rows = site.desk.store.accesses(&query).await?;
    Ok(csv::file("who-looked-at-what.csv", &lines(&rows)))
}

fn lines(rows: &[Access]) -> String {
    let heads = ["at", "person", "conversation", "customer"].map(str::to_owned);
    let lines = rows.iter().map(|row| {
        csv::row(&[
            row.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            row.name.clone(),
            row.conversation.0.clone(),
            row.customer.clone().unwrap_or_default(),
        ])
    });
    std::iter::once(csv::row(&heads)).chain(lines).collect()
}

pub fn render(mut shell: Shell, assets: &Assets, page: Audit) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Audit) -> impl IntoView {
    let Audit {
        rows,
        next,
        people,
        asked,
        errors,
        zone,
    } = page;
    let file = asked.address(routes::AUDIT_FILE, None);
    let older = next.map(|next| asked.address(routes::AUDIT, Some(&next)));
    let newer = (!asked.after.is_empty()).then(|| asked.address(routes::AUDIT, None));
    let shown = if rows.is_empty() {
        none().into_any()
    } else {
        table(&rows, zone, file).into_any()
    };
    view! {
        <PageHead
            question="Who looked at what was not theirs?"
            lede="Supervisors and admins see every conversation. Each is noted once an hour here, with who opened it."
            crumbs=vec![
                Crumb {
                    label: "Who sees what".to_owned(),
                    href: routes::SIGHT.to_owned(),
                },
            ]
            here=TITLE
        />
        <div class="content">
            <ErrorSummary errors=errors.clone() />
            {filter(asked, people, &errors).into_any()} {shown}
            <Pager label="Who looked at what, pages" newer=newer older=older />
        </div>
    }
}

fn filter(asked: Asked, people: Choices, errors: &FieldErrors) -> impl IntoView + use<> {
    let all: Choices = [(String::new(), "Everybody".to_owned())]
        .into_iter()
        .chain(people)
        .collect();
    view! {
        <form class="card asked" method="get" action=routes::AUDIT novalidate>
            <SelectField at=errors.at("/person") label="Person" value=asked.person choices=all />
            <TextField at=errors.at("/from") label="From" value=asked.from kind=InputKind::Date is_optional=true />
            <TextField at=errors.at("/to") label="To" value=asked.to kind=InputKind::Date is_optional=true />
            <Submit label="Show" />
        </form>
    }
}

fn none() -> impl IntoView {
    view! {
        <div class="card">
            <Empty
                icon=Icon::Eye
                title="Nobody looked in this time"
                words="When a supervisor or an admin opens a conversation that somebody else has, or nobody, it stands here. The last 30 days are shown unless you choose others."
            />
        </div>
    }
}

fn table(rows: &[Access], zone: Tz, file: String) -> impl IntoView + use<> {
    let rows = rows
        .iter()
        .map(|row| {
            let at = row.at.to_rfc3339();
            let href = routes::conversation(&row.conversation.0);
            let customer = row
                .customer
                .clone()
                .unwrap_or_else(|| "A visitor".to_owned());
            view! {
                <tr>
                    <td>
                        <time datetime=at>{in_full(row.at, zone)}</time>
                    </td>
                    <td>{row.name.clone()}</td>
                    <td>
                        <a href=href>{customer}</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card">
            <div class="table-wrap" tabindex="0" role="region" aria-label="Who looked at what, table">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"When, first within an hour"</th>
                            <th scope="col">"Who"</th>
                            <th scope="col">"Conversation with"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="card-foot">
                <p class="sm">
                    <a href=file download="">
                        "Download as CSV"
                    </a>
                </p>
            </div>
        </div>
    }
}

#[cfg(test)]
impl Audit {
    pub(crate) fn sample() -> Self {
        let row = |id: i64, name: &str, customer: Option<&str>| Access {
            id,
            operator: OperatorId(id),
            name: name.to_owned(),
            conversation: handoff::id::ConversationId(format!("conv_{id}")),
            customer: customer.map(str::to_owned),
            at: from_millis(1_796_284_800_000 - id * 4_000_000),
        };
        Self {
            rows: vec![
                row(1, "Aiko Tanabe", Some("Priya Nair")),
                row(2, "Maya & <b>Strand</b>", None),
            ],
            next: Some("1796284800000.2".to_owned()),
            people: vec![("1".to_owned(), "Aiko Tanabe".to_owned())],
            asked: Asked {
                person: "1".to_owned(),
                ..Asked::default()
            },
            errors: FieldErrors::default(),
            zone: chrono_tz::Europe::Madrid,
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let detail = "“soon” is not a date. Write it as “2026-01-12”.";
        let mut page = Self {
            rows: Vec::new(),
            next: None,
            errors: FieldErrors::new([("/from", detail)]),
            ..Self::sample()
        };
        page.asked.from = "soon".to_owned();
        page
    }
}

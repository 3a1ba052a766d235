//! The list of what left, newest first.

use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    delivery::{Delivery, DeliveryState, Kind, occasion},
    id::DeliveryId,
    store::DeliveryQuery,
};
use leptos::prelude::*;

use super::{ON_ONE_PAGE, progress};
use crate::{
    document::Assets,
    form::FieldErrors,
    routes,
    shell::{self, Shell},
    site::MailWay,
    ui::{
        Badge, ButtonLink, Callout, Card, Cell, Empty, Icon, Look, Meaning, PageHead, Pager,
        SelectField, Submit, Table, TextField, When,
    },
};

/// Which deliveries are listed, as the form has it; empty for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawFilter {
    pub kind: String,
    pub state: String,
    pub destination: String,
}

impl RawFilter {
    /// The address of the list, or of the page before one delivery.
    pub(super) fn address(&self, before: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("kind", &self.kind),
            ("state", &self.state),
            ("destination", &self.destination),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        format!("{}?{}", routes::DELIVERIES, query.finish())
    }

    /// Which ones those are, before one delivery where one is named.
    pub(super) fn query(&self, before: Option<DeliveryId>) -> DeliveryQuery {
        DeliveryQuery {
            kind: Kind::parse(&self.kind),
            state: DeliveryState::parse(&self.state),
            destination: Some(self.destination.clone()).filter(|words| !words.is_empty()),
            before,
            limit: ON_ONE_PAGE,
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Debug, Clone)]
pub struct Deliveries {
    pub deliveries: Vec<Delivery>,
    pub filter: RawFilter,
    /// The address of older ones.
    pub older: Option<String>,
    /// Whether these are the newest.
    pub is_first: bool,
    pub mail: MailWay,
    pub now: Instant,
    pub zone: Tz,
}

pub fn render(shell: Shell, assets: &Assets, page: Deliveries) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Deliveries) -> impl IntoView {
    let newest = (!page.is_first).then(|| page.filter.address(None));
    let older = page.older.clone();
    let has_any = !(page.deliveries.is_empty() && page.filter.is_empty());
    let notice = match &page.mail {
        MailWay::Server(_) => None,
        MailWay::Folder(folder) => Some(format!(
            "No mail server is set up: e-mail is put into the folder {folder} on this server and reaches nobody."
        )),
    };
    view! {
        <PageHead
            question="What left, and did it arrive?"
            lede="Everything that goes to people and systems outside the inbox: each attempt, what was sent, and what was answered."
        />
        <div class="content">
            {notice
                .map(|words| {
                    view! {
                        <Callout title="E-mail stays here" meaning=Meaning::Wait>
                            <p>{words}</p>
                        </Callout>
                    }
                })}
            {filter(page.filter.clone())}
            <div data-deliveries=progress::source(&page.filter)>
                {if page.deliveries.is_empty() {
                    nothing(&page).into_any()
                } else {
                    table(&page).into_any()
                }}
            </div>
            <Pager label="Deliveries, pages" newer=newest older=older />
            {has_any.then(|| again(page.filter))}
        </div>
    }
}

fn filter(filter: RawFilter) -> impl IntoView {
    let errors = FieldErrors::default();
    view! {
        <form class="card asked" method="get" action=routes::DELIVERIES>
            <SelectField at=errors.at("/kind") label="What" value=filter.kind choices=kinds() />
            <SelectField
                at=errors.at("/state")
                label="How it went"
                value=filter.state
                choices=states()
            />
            <TextField
                at=errors.at("/destination")
                label="Whole address"
                value=filter.destination
                autocomplete="off"
            />
            <Submit label="Show" />
        </form>
    }
}

fn kinds() -> Vec<(String, String)> {
    let all = (String::new(), "Everything".to_owned());
    let kinds = Kind::ALL.map(|kind| (kind.as_str().to_owned(), kind.title().to_owned()));
    std::iter::once(all).chain(kinds).collect()
}

fn states() -> Vec<(String, String)> {
    let all = (String::new(), "However it went".to_owned());
    let states =
        DeliveryState::ALL.map(|state| (state.as_str().to_owned(), state.title().to_owned()));
    std::iter::once(all).chain(states).collect()
}

fn nothing(page: &Deliveries) -> impl IntoView + use<> {
    let (title, words) = if page.filter.is_empty() {
        (
            "Nothing has left yet",
            "When a conversation is handed off, the mails and webhooks that tell of it stand here. Set them up under Notifications and Webhooks.",
        )
    } else {
        (
            "Nothing like that left",
            "Choose something else above, or show everything.",
        )
    };
    view! {
        <div class="card">
            {page.is_first.then(|| progress::news(&page.filter))}
            <Empty icon=Icon::Forward title=title words=words />
        </div>
    }
}

fn table(page: &Deliveries) -> impl IntoView + use<> {
    let rows = rows(&page.deliveries, (page.now, page.zone));
    let newest = page.is_first.then(|| page.filter.clone());
    let news = move || newest.as_ref().map(progress::news);
    view! {
        <Card id="deliveries" title="Deliveries" aside=news is_flush=true>
            <Table name="Deliveries" heads=&["Where to", "What", "How it went", "Attempts", "When"]>
                {rows}
            </Table>
        </Card>
    }
}

pub(super) fn rows(deliveries: &[Delivery], clock: (Instant, Tz)) -> impl IntoView + use<> {
    let rows = deliveries.iter();
    rows.map(|delivery| row(delivery.clone(), clock))
        .collect_view()
}

fn row(delivery: Delivery, (now, zone): (Instant, Tz)) -> impl IntoView {
    let href = routes::delivery(delivery.id.0);
    let error = delivery
        .last_error
        .clone()
        .map(|error| view! { <span class="sub">{error}</span> });
    let is_tried = delivery.is_tried_at(now);
    let waits = delivery.state == DeliveryState::Due && delivery.attempts > 0 && !is_tried;
    let next = waits.then(|| next_try(delivery.due_at, (now, zone)));
    view! {
        <tr role="row" data-row=delivery.id.0>
            <td role="cell" class="mid">
                <a class="bold" href=href.clone()>
                    {delivery.destination.clone()}
                </a>
                <span class="sub">{delivery.kind.title()}</span>
            </td>
            <Cell head="What">{occasion(&delivery.event).to_owned()}</Cell>
            <td role="cell" class="mid">{state(delivery.state, is_tried)} {error} {next}</td>
            <Cell head="Attempts">{delivery.attempts}</Cell>
            <Cell head="When">
                <When at=delivery.made_at now=now zone=zone />
            </Cell>
            <td role="cell" class="mid end">
                <ButtonLink
                    href=href
                    label="Look"
                    said=delivery.destination.clone()
                    look=Look::Small
                />
            </td>
        </tr>
    }
}

/// When it is tried once more.
fn next_try(at: Instant, (now, zone): (Instant, Tz)) -> impl IntoView {
    let is_soon = at - now < chrono::TimeDelta::minutes(1);
    view! {
        <span class="sub">
            "Tried again "
            {if is_soon {
                "in a moment".into_any()
            } else {
                view! { <When at=at now=now zone=zone /> }.into_any()
            }}
        </span>
    }
}

/// How a delivery went, as a badge.
pub(super) fn state(state: DeliveryState, is_tried: bool) -> impl IntoView {
    if is_tried {
        return view! { <Badge word="Trying now" meaning=Meaning::Accent icon=Icon::Forward /> };
    }
    let (meaning, icon) = match state {
        DeliveryState::Due => (Meaning::Wait, Icon::Clock),
        DeliveryState::Sent => (Meaning::Good, Icon::Check),
        DeliveryState::Failed => (Meaning::Bad, Icon::Warning),
    };
    view! { <Badge word=state.title() meaning=meaning icon=icon /> }
}

/// Everything of a while that was given up, once more.
fn again(filter: RawFilter) -> impl IntoView {
    let errors = FieldErrors::default();
    let whiles = [
        ("1", "The last hour"),
        ("24", "The last day"),
        ("168", "The last week"),
        ("720", "The last 30 days"),
    ];
    let whiles = whiles.map(|(hours, words)| (hours.to_owned(), words.to_owned()));
    let of = match (filter.kind.as_str(), filter.destination.as_str()) {
        ("", "") => "everything".to_owned(),
        (kind, "") => Kind::parse(kind)
            .map_or("everything", Kind::title)
            .to_owned(),
        (_, destination) => format!("what goes to {destination}"),
    };
    view! {
        <Card
            id="again"
            title="Send once more what was given up"
            hint=format!("Of {of}. Whoever gets it twice sees the same id twice.")
            is_flush=true
        >
            <form class="asked" method="post" action=format!("{}/retry", routes::DELIVERIES)>
                <input type="hidden" name="kind" value=filter.kind />
                <input type="hidden" name="destination" value=filter.destination />
                <SelectField
                    at=errors.at("/hours")
                    label="From"
                    value="24"
                    choices=whiles.to_vec()
                />
                <Submit label="Send once more" />
            </form>
        </Card>
    }
}

#[cfg(test)]
impl Deliveries {
    pub(crate) fn sample() -> Self {
        let now = handoff::clock::from_millis(1_768_212_000_000);
        Self {
            deliveries: vec![
                super::show::sample_delivery(3, DeliveryState::Due),
                super::show::sample_delivery(2, DeliveryState::Failed),
                super::show::sample_delivery(1, DeliveryState::Sent),
            ],
            filter: RawFilter::default(),
            older: Some(RawFilter::default().address(Some(1))),
            is_first: true,
            mail: MailWay::Folder("/var/lib/handoff/handoff-mail".to_owned()),
            now,
            zone: chrono_tz::Europe::Madrid,
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            deliveries: Vec::new(),
            older: None,
            mail: MailWay::Server("mail.example.com:587".to_owned()),
            ..Self::sample()
        }
    }
}

//! The list of callbacks: who, how, when it is due, who gets in touch.

use leptos::prelude::*;

use crate::document::Assets;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{ActionButton, Badge, Card, Cell, Empty, Icon, Look, Meaning, PageHead, Table};

#[derive(Debug, Clone)]
pub struct Callbacks {
    /// Those that are done, rather than those that are open.
    pub is_done: bool,
    pub rows: Vec<CallbackRow>,
    /// Whose time is shown.
    pub zone: String,
}

#[derive(Debug, Clone)]
pub struct CallbackRow {
    pub id: i64,
    pub name: String,
    /// A phone number or an address.
    pub contact: Option<String>,
    /// When it suits them, in their own words.
    pub wish: Option<String>,
    /// “tomorrow at 09:00”
    pub due: String,
    pub due_in_full: String,
    pub is_late: bool,
    /// It can be done now.
    pub is_due: bool,
    /// “3 h ago”
    pub asked: String,
    pub taken_by: Option<String>,
    /// When it was done.
    pub done: Option<String>,
    /// Where the conversation is.
    pub conversation: String,
}

pub fn render(shell: Shell, assets: &Assets, page: Callbacks) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Callbacks) -> impl IntoView {
    let Callbacks {
        is_done,
        rows,
        zone,
    } = page;
    let lede = format!(
        "They asked for a person when nobody was there. The soonest due comes first; times are those of {zone}."
    );
    let list = if rows.is_empty() {
        nothing(is_done).into_any()
    } else {
        table(rows, is_done).into_any()
    };
    view! {
        <PageHead question="Who waits for us to get in touch?" lede=lede />
        <div class="content-tabs">
            <nav class="tabs" aria-label="Callbacks">
                <a href=routes::CALLBACKS aria-current=(!is_done).then_some("page")>"To do"</a>
                <a href=format!("{}?view=done", routes::CALLBACKS) aria-current=is_done.then_some("page")>
                    "Done"
                </a>
            </nav>
        </div>
        <div class="content">{list}</div>
    }
}

fn table(rows: Vec<CallbackRow>, is_done: bool) -> impl IntoView {
    let rows = rows.into_iter().map(row).collect_view();
    let title = if is_done { "Done" } else { "To do" };
    view! {
        <Card id="callbacks" title=title is_flush=true>
            <Table name="Callbacks" heads=&["Customer", "How to reach them", "When", "Who gets in touch"]>
                {rows}
            </Table>
        </Card>
    }
}

fn row(row: CallbackRow) -> impl IntoView {
    let reach = match &row.contact {
        Some(contact) => contact_link(contact).into_any(),
        None => view! { <span class="muted">"Here, in the conversation"</span> }.into_any(),
    };
    let wish = row
        .wish
        .clone()
        .map(|wish| view! { <span class="sub">"“" {wish} "”"</span> });
    let asked = format!("Asked {}", row.asked);
    let (when, who, buttons) = (when(&row), who(row.taken_by.clone()), buttons(&row));
    view! {
        <tr role="row">
            <td role="cell">
                <a class="bold" href=row.conversation.clone()>{row.name.clone()}</a>
                <span class="sub">{asked}</span>
            </td>
            <Cell head="Reach them">{reach} {wish}</Cell>
            <Cell head="When">{when}</Cell>
            <Cell head="Who">{who}</Cell>
            <td role="cell" class="mid end">{buttons}</td>
        </tr>
    }
}

/// Phone numbers and addresses open what they are for.
fn contact_link(contact: &str) -> impl IntoView + use<> {
    let href = if contact.contains('@') {
        format!("mailto:{contact}")
    } else {
        let digits = contact.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        format!("tel:{}", digits.collect::<String>())
    };
    let icon = if contact.contains('@') {
        Icon::Envelope
    } else {
        Icon::Phone
    };
    view! { <a class="row is-nowrap" href=href>{icon.small()} <span>{contact.to_owned()}</span></a> }
}

fn when(row: &CallbackRow) -> AnyView {
    if let Some(done) = &row.done {
        return view! { <span>{format!("Done {done}")}</span> }.into_any();
    }
    let badge = if row.is_late {
        Some(view! { <Badge word="Late" meaning=Meaning::Bad icon=Icon::Clock /> })
    } else if row.is_due {
        Some(view! { <Badge word="Due now" meaning=Meaning::Wait icon=Icon::Clock /> })
    } else {
        None
    };
    view! {
        <span title=row.due_in_full.clone()>{row.due.clone()}</span>
        " "
        {badge}
    }
    .into_any()
}

fn who(taken_by: Option<String>) -> AnyView {
    match taken_by {
        Some(name) => {
            view! { <Badge word=name meaning=Meaning::Accent icon=Icon::Person /> }.into_any()
        }
        None => view! { <span class="muted">"Nobody yet"</span> }.into_any(),
    }
}

fn buttons(row: &CallbackRow) -> Option<impl IntoView + use<>> {
    if row.done.is_some() {
        return None;
    }
    let fields = || vec![("callback", row.id.to_string())];
    let take = row.taken_by.is_none().then(|| {
        view! {
            <ActionButton
                action=routes::button::CLAIM_CALLBACK
                label="Take it"
                said=row.name.clone()
                look=Look::Small
                icon=Icon::Person
                fields=fields()
            />
        }
    });
    Some(view! {
        {take}
        <ActionButton
            action=routes::button::FINISH_CALLBACK
            label="Done"
            said=row.name.clone()
            look=Look::Small
            fields=fields()
        />
    })
}

fn nothing(is_done: bool) -> impl IntoView {
    let (title, words) = if is_done {
        (
            "No callback is done yet",
            "Those you mark as done are kept here.",
        )
    } else {
        (
            "Nobody waits for a callback",
            "When a customer asks for a person while nobody is there, and your hours say “Take a callback”, the promise appears here with when it is due.",
        )
    };
    view! { <Empty icon=Icon::Phone title=title words=words /> }
}

#[cfg(test)]
impl Callbacks {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, contact: Option<&str>, due: &str| CallbackRow {
            id,
            name: name.to_owned(),
            contact: contact.map(str::to_owned),
            wish: None,
            due: due.to_owned(),
            due_in_full: "Thursday 17 December 2026, 09:00, Europe/Madrid".to_owned(),
            is_late: false,
            is_due: false,
            asked: "5 h ago".to_owned(),
            taken_by: None,
            done: None,
            conversation: "/inbox/conv_1".to_owned(),
        };
        let late = CallbackRow {
            is_late: true,
            is_due: true,
            wish: Some("after lunch & <b>not</b> on Friday".to_owned()),
            ..row(1, "Oskar Kowal", Some("+34 612 345 678"), "today at 09:00")
        };
        let taken = CallbackRow {
            taken_by: Some("Ben Ito".to_owned()),
            ..row(
                2,
                "Anna Berg",
                Some("anna@example.com"),
                "tomorrow at 15:00",
            )
        };
        Self {
            is_done: false,
            rows: vec![late, taken, row(3, "A visitor", None, "Monday at 09:00")],
            zone: "Madrid".to_owned(),
        }
    }

    pub(crate) fn sample_done() -> Self {
        let mut page = Self::sample();
        page.is_done = true;
        for row in &mut page.rows {
            row.done = Some("today at 11:20".to_owned());
        }
        page
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            rows: Vec::new(),
            ..Self::sample()
        }
    }
}

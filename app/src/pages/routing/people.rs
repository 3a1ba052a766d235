//! The people: what each has and can do, and whether they are next.

use leptos::prelude::*;

use crate::person::{Presence, Role, role_word};
use crate::routes;
use crate::ui::{Avatar, Badge, ButtonLink, Cell, Icon, Look, Meaning, PresenceMark, Table, Tone};

/// More than so many are not drawn one by one.
const DRAWN: u32 = 10;

#[derive(Debug, Clone)]
pub struct PersonRow {
    pub id: i64,
    pub name: String,
    pub role: Role,
    pub presence: Presence,
    pub load: u32,
    pub most: u32,
    /// “billing 4”
    pub skills: Vec<String>,
    /// “English, Spanish”, or “All”
    pub languages: String,
    /// Whether the next one is theirs, and why or why not.
    pub is_next: bool,
    pub why: String,
}

pub(super) fn people(queue: String, next: String, people: Vec<PersonRow>) -> impl IntoView {
    let rows = people.into_iter().map(row).collect_view();
    view! {
        <section class="card" aria-labelledby="people">
            <div class="card-head">
                <h2 id="people">"3. The people"</h2>
                <span class="sm muted">
                    {format!("If one came in now for “{queue}”: ")} <b>{next}</b>
                </span>
                <ButtonLink
                    href=routes::INVITE
                    label="Invite"
                    look=Look::Small
                    icon=Icon::Plus
                />
            </div>
            <Table
                name="People"
                heads=&["Name", "Now", "Open conversations", "Skills", "Languages", "Next?"]
            >
                {rows}
            </Table>
        </section>
    }
}

fn row(person: PersonRow) -> impl IntoView {
    let skills = if person.skills.is_empty() {
        view! { <span class="faint">"None said"</span> }.into_any()
    } else {
        let skills = person
            .skills
            .iter()
            .map(|skill| view! { <Badge word=skill.clone() /> });
        view! { <span class="row">{skills.collect_view()}</span> }.into_any()
    };
    let next = if person.is_next {
        view! {
            <Badge
                word=format!("Yes, {}", person.why)
                meaning=Meaning::Accent
                icon=Icon::Check
            />
        }
        .into_any()
    } else {
        view! { <span class="muted">{person.why}</span> }.into_any()
    };
    let edit = routes::abilities(person.id);
    view! {
        <tr role="row">
            <td role="cell" class="mid">
                <span class="row is-nowrap">
                    <Avatar name=person.name.clone() tone=Tone::of(person.id) size="is-sm" />
                    <span>
                        <b>{person.name.clone()}</b>
                        <span class="sub">{role_word(person.role)}</span>
                    </span>
                </span>
            </td>
            <td role="cell" class="mid">
                <span class="row is-nowrap">
                    <PresenceMark presence=person.presence />
                </span>
            </td>
            <Cell head="Open conversations">{load(person.load, person.most)}</Cell>
            <Cell head="Skills">{skills}</Cell>
            <Cell head="Languages">
                <span class="muted">{person.languages}</span>
            </Cell>
            <Cell head="Next?">{next}</Cell>
            <td role="cell" class="mid end">
                <ButtonLink href=edit label="Edit" said=person.name look=Look::Small />
            </td>
        </tr>
    }
}

/// A box for each conversation they may have, filled for each they have; the words say the same.
pub(crate) fn load(load: u32, most: u32) -> impl IntoView {
    let drawn = most.clamp(1, DRAWN);
    let filled = if most <= DRAWN {
        load.min(drawn)
    } else {
        (load.saturating_mul(DRAWN) / most).min(DRAWN)
    };
    let class = if load >= most { "full" } else { "on" };
    let boxes = (0..drawn).map(|at| {
        let x = format!("{}.5", at * 20);
        let class = (at < filled).then_some(class);
        view! { <rect class=class x=x y="0.5" width="17" height="11" rx="2"></rect> }
    });
    view! {
        <span class="row is-nowrap">
            <svg
                class="load"
                viewBox=format!("0 0 {} 12", drawn * 20)
                width=(drawn * 20).to_string()
                height="12"
                aria-hidden="true"
            >
                {boxes.collect_view()}
            </svg>
            <span class="num nowrap">{format!("{load} of {most}")}</span>
        </span>
    }
}

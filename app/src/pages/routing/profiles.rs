//! By what it is about: the routing profiles, and which one a sentence would match.

use leptos::prelude::*;

use crate::routes;
use crate::ui::{
    Avatar, Badge, ButtonLink, Cell, Icon, Look, Meaning, Submit, SwitchNow, Table, Tone, and,
};

/// So many of the others are named beside the best.
const OTHERS: usize = 3;

#[derive(Debug, Clone)]
pub struct ProfileRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub is_active: bool,
    /// Id and name of each.
    pub people: Vec<(i64, String)>,
    /// How many conversations were given out by it in the last 30 days.
    pub given: i64,
}

/// A sentence that was tried, and how well each profile fits it, the best first.
#[derive(Debug, Clone, Default)]
pub struct Check {
    pub text: String,
    pub ranking: Vec<(String, f64)>,
}

pub(super) fn profiles(
    agent: i64,
    queue: Option<i64>,
    profiles: Vec<ProfileRow>,
    check: Check,
) -> impl IntoView {
    let rows = profiles
        .iter()
        .map(|profile| row(agent, profile))
        .collect_view();
    let list = if profiles.is_empty() {
        view! {
            <p class="card-body muted">
                "None yet: everybody who works on a queue is told of every conversation in it. Make one when some people know more about something than others."
            </p>
        }
        .into_any()
    } else {
        view! {
            <Table
                name="Profiles"
                heads=&["Profile", "When it matches", "People", "Last 30 days"]
            >
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="profiles">
            <div class="card-head">
                <h2 id="profiles">"1. By what it is about"</h2>
                <ButtonLink
                    href=routes::new_routing_profile(agent)
                    label="New profile"
                    look=Look::Small
                    icon=Icon::Plus
                />
                <p class="hint">
                    "The best match is used and only its people are told and given it. If none matches, it is for whoever works on the queue."
                </p>
            </div>
            {list}
            {(!profiles.is_empty()).then(|| try_out(agent, queue, check))}
        </section>
    }
}

fn row(agent: i64, profile: &ProfileRow) -> impl IntoView + use<> {
    let (id, name) = (profile.id, profile.name.clone());
    let edit = routes::routing_profile(agent, id);
    let is_on = profile.is_active;
    let active = if is_on { "no" } else { "yes" };
    let fields = vec![
        ("agent", agent.to_string()),
        ("profile", id.to_string()),
        ("active", active.to_owned()),
    ];
    let (people, given) = (who(profile).into_any(), profile.given);
    let off = (!profile.is_active).then(|| view! { <Badge word="Off" /> });
    view! {
        <tr role="row">
            <td role="cell" class="mid">
                <span class="row is-nowrap">
                    <SwitchNow
                        action=routes::button::SET_ROUTING_PROFILE_ACTIVE
                        fields=fields
                        label=format!("{name} is used")
                        is_on=is_on
                    />
                    <a class="bold" href=edit.clone()>{name.clone()}</a>
                    {off}
                </span>
            </td>
            <td role="cell" class="mid profile-when">{profile.description.clone()}</td>
            <Cell head="People">{people}</Cell>
            <Cell head="Last 30 days">
                <span class="num">{given}</span>
            </Cell>
            <td role="cell" class="mid end">
                <ButtonLink href=edit label="Edit" said=name look=Look::Small />
            </td>
        </tr>
    }
}

fn who(profile: &ProfileRow) -> impl IntoView + use<> {
    if profile.people.is_empty() {
        return view! {
            <Badge
                word="Nobody yet, as if none matched"
                meaning=Meaning::Wait
                icon=Icon::Warning
            />
        }
        .into_any();
    }
    let faces = profile.people.iter().take(4).map(|(id, name)| {
        view! { <Avatar name=name.clone() tone=Tone::of(*id) size="is-sm" /> }
    });
    let names: Vec<String> = profile
        .people
        .iter()
        .map(|(_, name)| first_name(name))
        .collect();
    view! {
        <span class="row is-nowrap">
            <span class="avatars">{faces.collect_view()}</span>
            <span class="muted">{and(&names)}</span>
        </span>
    }
    .into_any()
}

/// What colleagues call somebody.
pub(super) fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

fn try_out(agent: i64, queue: Option<i64>, check: Check) -> impl IntoView {
    let queue =
        queue.map(|queue| view! { <input type="hidden" name="queue" value=queue.to_string() /> });
    let answer = (!check.text.trim().is_empty()).then(|| answer(&check));
    view! {
        <form class="card-foot row routing-check" method="get" action=routes::routing(agent)>
            {queue}
            <label class="sm bold" for="text">
                "Which one would match?"
            </label>
            <input
                class="input is-sm grow"
                id="text"
                name="text"
                value=check.text
                maxlength="2000"
                autocomplete="off"
            />
            <Submit label="Check" look=Look::Small />
            <span class="sm" role="status">
                {answer}
            </span>
        </form>
    }
}

fn answer(check: &Check) -> impl IntoView + use<> {
    let score = |(name, score): &(String, f64)| format!("{name} {score:.2}");
    let (best, rest) = match check.ranking.split_first() {
        Some((best, rest)) if best.1 >= 0.5 => (Some(best), rest),
        _ => (None, check.ranking.as_slice()),
    };
    let others: Vec<String> = rest.iter().take(OTHERS).map(score).collect();
    let badge = match best {
        Some(best) => {
            view! { <Badge word=score(best) meaning=Meaning::Good icon=Icon::Check /> }.into_any()
        }
        None => view! { <Badge word="None" /> }.into_any(),
    };
    let words = match (best, others.is_empty()) {
        (_, true) => String::new(),
        (Some(_), false) => format!(" then {}", others.join(", ")),
        (None, false) => format!(" nearest: {}", others.join(", ")),
    };
    view! { {badge} <span class="muted">{words}</span> }
}

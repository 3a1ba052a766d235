//! What somebody can do: skills, languages, channels, and how much at once.

mod form;
pub mod page;

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use form::{RawAbilities, RawPresence, on_the_form};
use handoff::{
    actions::{self, PresenceChange},
    handoff::names_group,
    id::OperatorId,
    operator::{Operator, Presence},
};
use page::AbilitiesPage;

use crate::{
    form::{FieldErrors, decode},
    request::{Oops, SignedIn, refused, set_flash},
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
    let abilities = site.desk.store.abilities(person.id).await?;
    let values = RawAbilities::of(&abilities.unwrap_or_default());
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
    let values: RawAbilities = decode(&body)?;
    let (wish, mut problems) = values.read();
    let core = wish.clone().checked().err().unwrap_or_default();
    problems.extend(core.into_iter().map(on_the_form));
    if problems.is_empty() {
        actions::save_abilities(&site.desk, &me.actor, person.id, wish).await?;
        let words = format!("What {} can do is saved.", person.name);
        set_flash(&me.session, &words).await;
        return Ok(Redirect::to(&routes::abilities(person.id.0)).into_response());
    }
    let errors = FieldErrors::of(problems);
    Ok(refused(
        rendered(&site, &me, &person, (values, errors)).await?,
    ))
}

/// Whether they are there, and whether what they have goes back to the line.
pub(super) async fn set_presence(
    State(site): State<Site>,
    me: SignedIn,
    Path(id): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let person = person(&site, &me, id).await?;
    let form: RawPresence = decode(&body)?;
    let change = PresenceChange {
        presence: Presence::named(&form.presence).ok_or(Oops::Stale)?,
        gives_back: crate::form::is_ticked(&form.give_back),
    };
    let returned = actions::set_presence(&site.desk, &me.actor, person.id, change).await?;
    let state = crate::person::presence_word(change.presence).to_lowercase();
    let words = match returned {
        0 => format!("{} is {state} from now on.", person.name),
        1 => format!(
            "{} is {state} from now on. 1 conversation went back to the line.",
            person.name
        ),
        count => format!(
            "{} is {state} from now on. {count} conversations went back to the line.",
            person.name
        ),
    };
    set_flash(&me.session, &words).await;
    Ok(Redirect::to(&routes::abilities(person.id.0)).into_response())
}

/// Whose it is: an admin's business, and one's own.
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
    (values, errors): (RawAbilities, FieldErrors),
) -> Result<String, Oops> {
    let title = format!("What {} can do", person.name);
    let shell = me.shell(site, Place::Operators, &title).await?;
    let there = site.desk.store.people(site.desk.now()).await?;
    let now = there.people.into_iter().find(|it| it.id == person.id);
    let page = AbilitiesPage {
        id: person.id.0,
        name: person.name.clone(),
        is_me: person.id == me.operator.id,
        may_group: me.actor.may_configure(),
        groups: groups_there_are(site).await?,
        presence: person.presence,
        load: now.map_or((0, 0), |now| (now.load, now.abilities.capacity)),
        values,
        errors,
    };
    Ok(page::render(shell, &site.assets, page))
}

/// The names of all groups, each once.
async fn groups_there_are(site: &Site) -> Result<Vec<String>, Oops> {
    let abilities = site.desk.store.everybodys_abilities().await?;
    let mut names: Vec<String> = Vec::new();
    for name in abilities.into_values().flat_map(|of| of.groups) {
        if !names_group(&names, &name) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| name.to_lowercase());
    Ok(names)
}

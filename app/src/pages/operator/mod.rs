//! The people who answer customers: who they are, and inviting more.

pub mod abilities;
pub mod invite;
pub mod list;
pub mod plan;

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use handoff::{
    actions::{self, INVITATION_VALID_FOR, NewInvitation},
    clock::Instant,
    handoff::city,
    id::OperatorId,
    operator::{Invitation, Operator, Role},
    schedule::Schedule,
};
use invite::{InvitationLink, Invite, RawInvite};
use list::{InvitationRow, OperatorRow, People};

use crate::{
    form::decode,
    request::{Admin, Oops, SignedIn, refused, settled},
    routes,
    shell::Place,
    site::Site,
    ui::when::{ago, span},
};

pub fn routes() -> Router<Site> {
    Router::new()
        .route(routes::OPERATORS, get(show))
        .route(routes::INVITE, get(show_form).post(make_link))
        .route(
            "/operators/{operator}/plan",
            get(plan::show).post(plan::save),
        )
        .route(
            "/operators/{operator}/abilities",
            get(abilities::show).post(abilities::save),
        )
        .route(
            "/operators/{operator}/presence",
            post(abilities::set_presence),
        )
}

async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let (store, now) = (&site.desk.store, site.desk.now());
    let operators = store.operators().await?;
    let invitations = store.invitations(now).await?;
    let plans = store.plans().await?;
    let abilities = store.everybodys_abilities().await?;
    let page = People {
        operators: operators
            .into_iter()
            .map(|operator| {
                let of = abilities.get(&operator.id);
                let groups = of.map_or(&[][..], |of| &of.groups);
                operator_row(operator, &me, &plans, groups)
            })
            .collect(),
        invitations: invitations
            .into_iter()
            .map(|invitation| invitation_row(invitation, now))
            .collect(),
        may_change: me.actor.may_configure(),
    };
    let shell = me.shell(&site, Place::Operators, "People").await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}

fn operator_row(
    operator: Operator,
    me: &SignedIn,
    plans: &BTreeMap<OperatorId, Schedule>,
    groups: &[String],
) -> OperatorRow {
    let plan = plans.get(&operator.id);
    OperatorRow {
        groups: groups.join(", "),
        plan: plan.map(|plan| format!("{}, {}", plan.in_words(), city(plan.zone))),
        id: operator.id.0,
        is_disabled: !operator.is_enabled(),
        is_me: operator.id == me.operator.id,
        name: operator.name,
        email: operator.email,
        role: operator.role,
        presence: operator.presence,
    }
}

fn invitation_row(invitation: Invitation, now: Instant) -> InvitationRow {
    InvitationRow {
        id: invitation.id,
        name: invitation.name,
        email: invitation.email,
        role: invitation.role,
        ends: ago(invitation.expires_at, now),
    }
}

async fn show_form(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    Ok(Html(rendered(&site, &me, Invite::default()).await?))
}

/// The link is on the answer itself: kept anywhere, it would be a way in for whoever reads that.
async fn make_link(
    State(site): State<Site>,
    Admin(me): Admin,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawInvite = decode(&body)?;
    let new = NewInvitation {
        email: values.email.clone(),
        name: values.name.clone(),
        role: Role::parse(&values.role).ok_or(Oops::Stale)?,
    };
    match settled(actions::invite_operator(&site.desk, &me.actor, &new).await)? {
        Ok(secret) => {
            let link = InvitationLink {
                email: values.email.trim().to_lowercase(),
                url: format!("{}{}", site.base_url, routes::invitation(secret.reveal())),
                works_for: span(INVITATION_VALID_FOR),
            };
            let page = Invite {
                made: Some(link),
                ..Invite::default()
            };
            Ok(Html(rendered(&site, &me, page).await?).into_response())
        }
        Err(errors) => {
            let page = Invite {
                values,
                errors,
                made: None,
            };
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rendered(site: &Site, me: &SignedIn, page: Invite) -> Result<String, Oops> {
    let title = "Invite somebody";
    let shell = me.shell(site, Place::Operators, title).await?;
    Ok(invite::render(shell, &site.assets, page))
}

//! The people of Alder & Pine.

use super::SampleError;
use crate::{
    access::Actor,
    actions::{Acceptance, Desk, NewInvitation, accept_invitation, invite_operator, set_presence},
    id::OperatorId,
    operator::{Presence, Role},
};

/// What everybody in the sample world signs in with. The demo prints it: it protects nothing.
pub const PASSWORD: &str = "alder-and-pine";

/// The admin, who sets everything up.
pub(super) const ADMIN: (&str, &str) = ("Maya Strand", "maya@alderandpine.example");

const OTHERS: [(&str, &str, Role, Presence); 5] = [
    (
        "Aiko Tanabe",
        "aiko@alderandpine.example",
        Role::Supervisor,
        Presence::Online,
    ),
    (
        "Tomás Rey",
        "tomas@alderandpine.example",
        Role::Operator,
        Presence::Online,
    ),
    (
        "Lena Fischer",
        "lena@alderandpine.example",
        Role::Operator,
        Presence::Online,
    ),
    (
        "Sam Okafor",
        "sam@alderandpine.example",
        Role::Operator,
        Presence::Away,
    ),
    (
        "Inés Duarte",
        "ines@alderandpine.example",
        Role::Operator,
        Presence::Online,
    ),
];

/// How somebody of the sample world signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    pub password: &'static str,
}

/// Somebody of the team, able to act.
pub(super) struct Member {
    pub(super) id: OperatorId,
    pub(super) sign_in: SignIn,
    presence: Presence,
}

impl Member {
    /// What colleagues call them.
    pub(super) fn first_name(&self) -> &'static str {
        let name = self.sign_in.name;
        name.split_once(' ').map_or(name, |(first, _)| first)
    }

    pub(super) fn actor(&self) -> Actor {
        Actor::Operator {
            id: self.id,
            name: self.sign_in.name.to_owned(),
            role: self.sign_in.role,
        }
    }
}

/// The admin invites everybody else, and they join.
pub(super) async fn gather(desk: &Desk, admin: &Actor) -> Result<Vec<Member>, SampleError> {
    let mut team = Vec::new();
    if let Some(id) = admin.operator() {
        team.push(member(id, ADMIN, Role::Admin, Presence::Online));
    }
    for (name, email, role, presence) in OTHERS {
        let invitation = NewInvitation {
            email: email.into(),
            name: name.into(),
            role,
        };
        let secret = invite_operator(desk, admin, &invitation).await?;
        let acceptance = Acceptance {
            secret: secret.reveal().to_owned(),
            name: name.into(),
            password: PASSWORD.into(),
        };
        let id = accept_invitation(desk, &acceptance).await?;
        team.push(member(id, (name, email), role, presence));
    }
    Ok(team)
}

fn member(
    id: OperatorId,
    (name, email): (&'static str, &'static str),
    role: Role,
    presence: Presence,
) -> Member {
    let sign_in = SignIn {
        name,
        email,
        role,
        password: PASSWORD,
    };
    Member {
        id,
        sign_in,
        presence,
    }
}

/// Whoever has gone home says so.
pub(super) async fn settle(desk: &Desk, team: &[Member]) -> Result<(), SampleError> {
    for member in team
        .iter()
        .filter(|member| member.presence == Presence::Away)
    {
        set_presence(desk, &member.actor(), member.id, Presence::Away.into()).await?;
    }
    Ok(())
}

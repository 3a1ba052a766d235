//! The first visit: an admin, an organisation, an AI agent and its office hours.

use serde_json::json;

use super::{Desk, NewAgent, SaveError, create_agent::insert_agent};
use crate::{
    access::Actor,
    account::{check_password, parse_email},
    conversation::Conduct,
    event::{EventKind, NewEvent},
    id::OperatorId,
    operator::Role,
    policy::{Action, NAME_MAX},
    problem::Problem,
    schedule::Schedule,
    store::{NewOperator, Organisation, Tx},
};

/// What the set-up page asks for.
#[derive(Debug, Clone)]
pub struct SetUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub organisation: Organisation,
    pub agent: NewAgent,
    pub hours: Schedule,
}

impl SetUp {
    /// Everything that is wrong with it, all at once.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let organisation = &self.organisation.name;
        let mut problems: Vec<Problem> = [
            check_name("/name", "your name", &self.name),
            parse_email("/email", &self.email).err(),
            check_password("/password", &self.password),
            check_name("/organisation", "your organisation's name", organisation),
            check_name("/agent", "a name for your AI agent", &self.agent.name),
        ]
        .into_iter()
        .flatten()
        .collect();
        let hours = self.hours.check().into_iter();
        problems.extend(hours.map(|problem| problem.at("/hours")));
        problems
    }
}

/// Sets everything up, once. Gives back the admin, who may be signed in at once.
pub async fn set_up(desk: &Desk, wish: &SetUp) -> Result<OperatorId, SaveError> {
    let problems = wish.check();
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let email =
        parse_email("/email", &wish.email).map_err(|problem| SaveError::Invalid(vec![problem]))?;
    let (now, password_hash) = (desk.now(), desk.hash_password(&wish.password).await?);
    let (wish, key) = (wish.clone(), desk.entropy.public_key());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if tx.is_set_up().await? {
                    return Err(SaveError::Outdated);
                }
                let admin = NewOperator {
                    email: &email,
                    name: wish.name.trim(),
                    role: Role::Admin,
                    password_hash: &password_hash,
                };
                let admin = insert_first_admin(tx, &admin, now).await?;
                tx.save_organisation(&wish.organisation, now).await?;
                let actor = Actor::Operator {
                    id: admin,
                    name: wish.name.clone(),
                    role: Role::Admin,
                };
                if let Some(first) = tx.first_agent().await? {
                    // A token was made before anybody came: its AI agent becomes this one.
                    let (name, about) = (wish.agent.name.trim(), wish.agent.about.trim());
                    tx.update_agent(first.id, name, about).await?;
                    tx.replace_default_hours(first.id, &wish.hours).await?;
                } else {
                    insert_agent(tx, &actor, (&key, &wish.agent), &wish.hours, now).await?;
                }
                Ok(admin)
            })
        })
        .await
}

pub(super) async fn insert_first_admin(
    tx: &mut Tx,
    admin: &NewOperator<'_>,
    now: crate::clock::Instant,
) -> Result<OperatorId, SaveError> {
    let id = match tx.insert_operator(admin, now).await {
        Err(error) if error.is_duplicate() => {
            return Err(SaveError::invalid(
                "/email",
                "There is an account with this address already. Sign in instead.",
            ));
        }
        other => other?,
    };
    let event = NewEvent::new(
        EventKind::OperatorJoined,
        json!({"operator": id, "role": admin.role}),
    );
    tx.record(&Actor::System, now, &[event]).await?;
    Ok(id)
}

/// What is wrong with a name, if anything.
pub(super) fn check_name(pointer: &str, what: &str, name: &str) -> Option<Problem> {
    match name.trim().chars().count() {
        0 => Some(Problem::new(pointer, format!("Enter {what}."))),
        1..=NAME_MAX => None,
        length => Some(Problem::new(
            pointer,
            format!("This has {length} characters. Use at most {NAME_MAX}."),
        )),
    }
}

/// The action a new AI agent has: off, with whoever asks for a person getting one at once.
pub(super) fn new_action() -> Action {
    let mut action = Action::default();
    action.triggers.explicit_request.conduct = Conduct::AtOnce;
    action.triggers.keyword.conduct = Conduct::AtOnce;
    action
}

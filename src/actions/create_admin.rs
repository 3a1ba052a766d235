//! An admin is made from the command line.

use super::{
    Desk, NewAgent, SaveError,
    create_agent::insert_agent,
    set_up::{check_name, insert_first_admin},
};
use crate::{
    access::Actor,
    account::{check_password, parse_email},
    clock::Instant,
    id::OperatorId,
    operator::Role,
    problem::Problem,
    schedule::Schedule,
    store::{NewOperator, Organisation, StoreError, Tx},
};

/// Makes an admin. Before set-up this also makes what set-up would, so that nobody else can come first
/// through the browser.
pub async fn create_admin(
    desk: &Desk,
    email: &str,
    name: &str,
    password: &str,
) -> Result<OperatorId, SaveError> {
    let mut problems: Vec<Problem> = check_password("/password", password).into_iter().collect();
    problems.extend(check_name("/name", "a name", name));
    let email =
        parse_email("/email", email).map_err(|problem| SaveError::Invalid(vec![problem]))?;
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let (now, password_hash, name) = (
        desk.now(),
        desk.hash_password(password).await?,
        name.trim().to_owned(),
    );
    let key = desk.entropy.public_key();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let admin = NewOperator {
                    email: &email,
                    name: &name,
                    role: Role::Admin,
                    password_hash: &password_hash,
                };
                let id = insert_first_admin(tx, &admin, now).await?;
                if !tx.is_set_up().await? {
                    begin_plainly(tx, &key, now).await?;
                }
                Ok(id)
            })
        })
        .await
}

/// The organisation and the AI agent with the plainest settings, to be changed in the browser.
async fn begin_plainly(tx: &mut Tx, key: &str, now: Instant) -> Result<(), StoreError> {
    let organisation = Organisation {
        name: "Our organisation".into(),
        zone: chrono_tz::UTC,
        takes_files: false,
    };
    tx.save_organisation(&organisation, now).await?;
    if tx.first_agent().await?.is_none() {
        let first = NewAgent {
            name: "Assistant".into(),
            about: String::new(),
        };
        insert_agent(
            tx,
            &Actor::System,
            (key, &first),
            &Schedule::always(chrono_tz::UTC),
            now,
        )
        .await?;
    }
    Ok(())
}

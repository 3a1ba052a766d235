//! What somebody fills in to connect an AI agent with a service of somebody else's: what can be read, and what is
//! sealed. Saving, opening and sealing anew are the same for channels and help desks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Desk, ResealError, SaveError};
use crate::{
    channel::{Field, Settings},
    id::AgentId,
    problem::{Problem, step},
    seal::{Keyring, SealError},
    store::{Connected, Connection, NewConnection},
};

/// A connection as somebody wants it.
#[derive(Debug, Clone, Default)]
pub struct ConnectionDraft {
    pub is_enabled: bool,
    /// What was filled in. A secret that is left empty stays as it is.
    pub settings: Settings,
}

impl ConnectionDraft {
    /// What is to be kept of it, each credential sealed for the place that `place` names.
    pub(super) fn sealed(
        &self,
        desk: &Desk,
        (fields, before): (&[Field], Option<&Connection>),
        place: impl Fn(&str) -> String,
    ) -> Result<NewConnection, SaveError> {
        let kept = before.map(|before| &before.sealed);
        let (settings, sealed) = parted(desk, (fields, &self.settings), kept, place)?;
        Ok(NewConnection {
            is_enabled: self.is_enabled,
            settings,
            sealed,
        })
    }

    /// Everything that is wrong with it. A secret that was kept before need not be given again.
    pub(super) fn problems(&self, fields: &[Field], before: Option<&Connection>) -> Vec<Problem> {
        let mut problems = self.settings.check(fields, self.is_enabled);
        let is_kept = |name: &str| before.is_some_and(|before| before.sealed.contains_key(name));
        problems.retain(|problem| {
            let name = problem.pointer.trim_start_matches('/');
            !(self.settings.get(name).is_empty() && is_kept(name))
        });
        problems
    }
}

/// What an event tells of it: of the credentials only which there are.
pub(super) fn told(
    is_enabled: bool,
    settings: &Settings,
    sealed: &BTreeMap<String, String>,
) -> Value {
    let settings: BTreeMap<&str, &str> = settings.each().collect();
    let credentials: Vec<&String> = sealed.keys().collect();
    json!({"enabled": is_enabled, "settings": settings, "credentials": credentials})
}

/// What can be read, and what is sealed, each for the place that `place` names.
fn parted(
    desk: &Desk,
    (fields, filled): (&[Field], &Settings),
    kept: Option<&BTreeMap<String, String>>,
    place: impl Fn(&str) -> String,
) -> Result<(Settings, BTreeMap<String, String>), SaveError> {
    let mut settings = Settings::default();
    let mut sealed = kept.cloned().unwrap_or_default();
    for field in fields {
        let value = filled.get(field.name);
        if !field.is_secret() {
            settings.set(field.name, value);
        } else if !value.is_empty() {
            let no_key = |why: String| {
                let detail = format!("It cannot be kept safely: {why}");
                SaveError::Invalid(vec![Problem::new(step(field.name), detail)])
            };
            let post = desk.post.as_ref().ok_or_else(|| {
                no_key("this program was started without a key for secrets.".to_owned())
            })?;
            let ring = post.keys.keyring();
            let secret =
                ring.and_then(|ring| ring.seal(value, &place(field.name), desk.entropy.bytes()));
            let secret = secret.map_err(|error| no_key(error.to_string()))?;
            sealed.insert(field.name.to_owned(), secret);
        }
    }
    Ok((settings, sealed))
}

/// Everything that was filled in, with the credentials opened.
pub(super) fn opened(
    ring: &Keyring,
    kept: &Connection,
    place: impl Fn(&str) -> String,
) -> Result<Settings, SealError> {
    let mut settings = kept.settings.clone();
    for (name, secret) in &kept.sealed {
        settings.set(name, &ring.open(secret, &place(name))?);
    }
    Ok(settings)
}

/// Seals credentials with the newest key of a ring that opens them. False where there are none.
pub(super) async fn reseal(
    desk: &Desk,
    ring: &Keyring,
    (agent, of, kept): (AgentId, Connected, &Connection),
    place: impl Fn(&str) -> String,
) -> Result<bool, ResealError> {
    let mut sealed = BTreeMap::new();
    for (name, secret) in &kept.sealed {
        let place = place(name);
        let plain = ring.open(secret, &place)?;
        let anew = ring.seal(&plain, &place, desk.entropy.bytes())?;
        sealed.insert(name.clone(), anew);
    }
    if sealed.is_empty() {
        return Ok(false);
    }
    let revision = kept.revision;
    let changed = desk.store.write(move |tx| {
        let (of, sealed) = ((agent, of), sealed);
        Box::pin(async move { tx.reseal_connection(of, revision, &sealed).await })
    });
    // Whoever saved it meanwhile sealed it with the newest key already.
    changed.await?;
    Ok(true)
}

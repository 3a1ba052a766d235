//! What somebody fills in for a service of somebody else's: what can be read, and what is sealed.

use std::collections::BTreeMap;

use super::{Desk, SaveError};
use crate::{
    channel::{Field, Settings},
    problem::{Problem, step},
    seal::{Keyring, SealError},
};

/// Everything that is wrong with what was filled in. A secret that was kept before need not be given again.
pub(super) fn problems(
    fields: &[Field],
    (settings, is_used): (&Settings, bool),
    kept: Option<&BTreeMap<String, String>>,
) -> Vec<Problem> {
    let mut problems = settings.check(fields, is_used);
    let is_kept = |name: &str| kept.is_some_and(|kept| kept.contains_key(name));
    problems.retain(|problem| {
        let name = problem.pointer.trim_start_matches('/');
        !(settings.get(name).is_empty() && is_kept(name))
    });
    problems
}

/// What can be read, and what is sealed, each for the place that `place` names.
pub(super) fn parted(
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
    (settings, sealed): (&Settings, &BTreeMap<String, String>),
    place: impl Fn(&str) -> String,
) -> Result<Settings, SealError> {
    let mut settings = settings.clone();
    for (name, secret) in sealed {
        settings.set(name, &ring.open(secret, &place(name))?);
    }
    Ok(settings)
}

/// Credentials sealed with the newest key of a ring that opens them.
pub(super) fn resealed(
    desk: &Desk,
    ring: &Keyring,
    sealed: &BTreeMap<String, String>,
    place: impl Fn(&str) -> String,
) -> Result<BTreeMap<String, String>, SealError> {
    let anew = sealed.iter().map(|(name, secret)| {
        let place = place(name);
        let plain = ring.open(secret, &place)?;
        Ok((
            name.clone(),
            ring.seal(&plain, &place, desk.entropy.bytes())?,
        ))
    });
    anew.collect()
}

//! Another vendor's JSON is looked at, and takes the place of what it speaks of; and the way back.

use super::{Desk, SaveError, configuration::Whole, replace_configuration};
use crate::{
    access::Actor,
    id::AgentId,
    problem::Fault,
    store::StoreError,
    vendor::{Around, Export, Import, Member, Vendor, import},
};

/// A vendor's JSON that is to be imported.
#[derive(Clone, Copy)]
pub struct ImportDraft<'a> {
    pub vendor: &'a dyn Vendor,
    pub text: &'a str,
    /// The handoff that is to lead there, where the JSON is about one.
    pub handoff: Option<&'a str>,
}

/// What an import would set up, or has set up.
#[derive(Debug, Clone)]
pub struct Looked {
    pub import: Import,
    /// The version of the configuration it was laid over.
    pub tag: String,
}

/// Why something was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The JSON cannot be taken as it is; every mistake is named.
    #[error("the JSON cannot be taken as it is")]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Save(error.into())
    }
}

/// What an import would set up. Nothing is changed.
pub async fn look_at_import(
    desk: &Desk,
    agent: AgentId,
    draft: ImportDraft<'_>,
) -> Result<Looked, ImportError> {
    let whole = Whole::read(desk, agent).await?.ok_or(SaveError::Missing)?;
    let (there, people) = (whole.tagged(), members(desk).await?);
    let around = Around {
        people: &people,
        handoff: draft.handoff,
    };
    let import =
        import(draft.vendor, draft.text, &there.document, &around).map_err(ImportError::Faults)?;
    let tag = there.tag.clone();
    Ok(Looked { import, tag })
}

/// Sets up what the JSON says, all of it or nothing; with a tag only if what is there still has it, so that
/// what happens is what was looked at.
pub async fn import_configuration(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    draft: ImportDraft<'_>,
    tag: Option<&str>,
) -> Result<Looked, ImportError> {
    if !actor.may_configure_agent(agent) {
        return Err(SaveError::Forbidden.into());
    }
    let looked = look_at_import(desk, agent, draft).await?;
    if tag.is_some_and(|tag| tag != looked.tag) {
        return Err(SaveError::Outdated.into());
    }
    let wanted = &looked.import.replacement;
    let tags = [looked.tag.clone()];
    Box::pin(replace_configuration(
        desk,
        actor,
        agent,
        wanted,
        Some(&tags),
    ))
    .await?;
    Ok(looked)
}

/// What is set up, in a vendor's JSON. None when there is no such agent.
pub async fn export_configuration(
    desk: &Desk,
    agent: AgentId,
    (vendor, handoff): (&dyn Vendor, Option<&str>),
) -> Result<Option<Export>, StoreError> {
    let Some(whole) = Whole::read(desk, agent).await? else {
        return Ok(None);
    };
    let people = members(desk).await?;
    let around = Around {
        people: &people,
        handoff,
    };
    Ok(Some(vendor.write(&whole.tagged().document, &around)))
}

async fn members(desk: &Desk) -> Result<Vec<Member>, StoreError> {
    let people = desk.store.operators().await?.into_iter();
    let member = people.map(|person| Member {
        id: person.id,
        name: person.name,
        email: person.email,
    });
    Ok(member.collect())
}

//! What every page can reach: the desk, and the addresses of the assets.

use axum::extract::FromRef;
use chrono_tz::Tz;
use handoff::{actions::Desk, id::AgentId, store::Agent};

use crate::{document::Assets, request::Oops};

/// The state behind every request. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub desk: Desk,
    pub assets: Assets,
    /// Where people reach this server, such as `https://desk.example.com`, without a slash at the end.
    pub base_url: String,
    pub mail: MailWay,
}

/// Where e-mail goes, as people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailWay {
    /// A mail server, such as `mail.example.com:587`.
    Server(String),
    /// A folder on the server's disk, since no mail server is set up.
    Folder(String),
}

impl Site {
    /// The AI agent that an address names.
    pub async fn agent(&self, id: i64) -> Result<Agent, Oops> {
        let agent = self.desk.store.agent(AgentId(id)).await?;
        agent.ok_or(Oops::NotFound)
    }

    /// The zone that people here think in.
    pub async fn zone(&self) -> Result<Tz, Oops> {
        let organisation = self.desk.store.organisation().await?;
        Ok(organisation.map_or(Tz::UTC, |organisation| organisation.zone))
    }
}

impl FromRef<Site> for Desk {
    fn from_ref(site: &Site) -> Self {
        site.desk.clone()
    }
}

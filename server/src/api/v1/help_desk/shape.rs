//! How a help desk looks to programs.

use std::collections::BTreeMap;

use handoff::{
    clock::Instant,
    help_desk::{HelpDesk, Part},
    store::{Connection, SavedHelpDesk},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What does not leave.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MaskJson {
    /// Parts that are left out: `name`, `email`, `evidence`, `summary`, `gathered`, `transcript`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub(super) parts: Vec<Part>,
    /// Labels of gathered information that is hidden wherever it was written.
    #[serde(default)]
    pub(super) fields: Vec<String>,
}

/// A help desk as programs see it.
#[derive(Serialize, ToSchema)]
pub(super) struct HelpDeskJson {
    /// The name in addresses, such as `zendesk`.
    name: &'static str,
    title: &'static str,
    connected: bool,
    enabled: bool,
    /// What it was told, without the credentials.
    settings: BTreeMap<String, String>,
    /// Names of the credentials that are kept.
    credentials: Vec<String>,
    mask: MaskJson,
    /// What went wrong last, until something went well again.
    last_error: Option<String>,
    /// Since when nothing but failures came of it.
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Instant>,
    /// Why it was switched off by the product, if it was.
    disabled_reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_ticket_at: Option<Instant>,
    /// 0 until it is connected.
    pub(super) revision: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    saved_at: Option<Instant>,
    saved_by: Option<String>,
}

impl HelpDeskJson {
    pub(super) fn of(adapter: &'static dyn HelpDesk, saved: Option<&SavedHelpDesk>) -> Self {
        let connection = saved.map(|saved| &saved.connection);
        let settings = connection.into_iter().flat_map(|kept| kept.settings.each());
        let credentials = connection.into_iter().flat_map(|kept| kept.sealed.keys());
        let mask = saved.map_or_else(MaskJson::default, |saved| MaskJson {
            parts: saved.mask.parts.iter().copied().collect(),
            fields: saved.mask.fields.clone(),
        });
        let said = |kept: &Connection| Some(kept.last_error.as_ref()?.0.clone());
        let why = |kept: &Connection| Some(kept.disabled.as_ref()?.1.clone());
        Self {
            name: adapter.name(),
            title: adapter.title(),
            connected: saved.is_some(),
            enabled: connection.is_some_and(|kept| kept.is_enabled),
            settings: settings
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            credentials: credentials.cloned().collect(),
            mask,
            last_error: connection.and_then(said),
            failing_since: connection.and_then(|kept| kept.failing_since),
            disabled_reason: connection.and_then(why),
            last_ticket_at: saved.and_then(|saved| saved.made_at),
            revision: connection.map_or(0, |kept| kept.revision),
            saved_at: connection.map(|kept| kept.saved_at),
            saved_by: connection.and_then(|kept| kept.saved_by.clone()),
        }
    }
}

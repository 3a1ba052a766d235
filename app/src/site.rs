//! What every page can reach: the desk, and the addresses of the assets.

use axum::extract::FromRef;
use handoff::actions::Desk;

use crate::document::Assets;

/// The state behind every request. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub desk: Desk,
    pub assets: Assets,
    /// Where people reach this server, such as `https://desk.example.com`, without a slash at the end.
    pub base_url: String,
}

impl FromRef<Site> for Desk {
    fn from_ref(site: &Site) -> Self {
        site.desk.clone()
    }
}

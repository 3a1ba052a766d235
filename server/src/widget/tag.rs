//! What is set up for the chat of an AI agent: where it may be, how it looks, and who is believed.

use app::site::Site;
use axum::http::{HeaderMap, header};
use handoff::{
    channel::{Channel, KnownUser, Settings, is_at_home, known_user},
    id::AgentId,
    store::SavedChannel,
};
use serde_json::{Value, json};

use super::visitor::Refusal;

/// The chat of an AI agent as it is set up. Where nothing is, it is there for everybody.
pub(super) struct Tag {
    saved: Option<SavedChannel>,
}

impl Tag {
    /// The chat, for a page that may show it.
    pub(super) async fn of(
        site: &Site,
        agent: AgentId,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let all = site.desk.store.channels(agent).await?;
        let saved = all.into_iter().find(|saved| saved.channel == Channel::Web);
        if let Some(saved) = &saved {
            if !saved.connection.is_enabled {
                return Err(Refusal::NotFound);
            }
            // A browser says where a page is from; what says nothing is no page of somebody else's.
            let origin = headers.get(header::ORIGIN);
            let is_welcome = origin.is_none_or(|origin| {
                let origin = origin.to_str().unwrap_or("null");
                is_at_home(origin, &site.base_url, &saved.connection.settings)
                    || is_own(origin, headers)
            });
            if !is_welcome {
                return Err(Refusal::Foreign);
            }
        }
        Ok(Self { saved })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.saved.as_ref()?.connection.settings.given(name)
    }

    /// What visitors read first, if something is set up.
    pub(super) fn greeting(&self) -> Option<&str> {
        self.get("greeting")
    }

    /// The language of the chat's own words, where it is always the same.
    pub(super) fn language(&self) -> Option<&str> {
        self.get("language").filter(|language| *language != "auto")
    }

    /// Whether visitors leave a message by a form while nobody of the team is there.
    pub(super) fn takes_messages(&self) -> bool {
        self.get("outside") == Some("form")
    }

    /// How the chat looks and what it asks for.
    pub(super) fn look(&self) -> Value {
        json!({
            "theme": self.get("theme").filter(|theme| *theme != "auto"),
            "position": self.get("position").unwrap_or("right"),
            "language": self.language(),
            "ask": self.get("ask").unwrap_or("never"),
            "outside": self.get("outside").unwrap_or("ai"),
        })
    }

    /// Who a visitor is by their site's word. None where the site says nothing and nobody must be known.
    pub(super) fn user(
        &self,
        site: &Site,
        token: Option<&str>,
    ) -> Result<Option<KnownUser>, Refusal> {
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            return match self.get("identity") {
                Some("known") => Err(Refusal::Stranger(
                    "Sign in first, then write to us here.".to_owned(),
                )),
                _ => Ok(None),
            };
        };
        let settings = self.opened(site)?;
        let now = site.desk.now().timestamp();
        known_user(token, settings.get("identity_secret"), now)
            .map(Some)
            .map_err(|why| Refusal::Stranger(why.to_string()))
    }

    fn opened(&self, site: &Site) -> Result<Settings, Refusal> {
        let both = self.saved.as_ref().zip(site.desk.post.as_ref());
        let Some((saved, post)) = both else {
            return Ok(Settings::default());
        };
        let opened = post.open(saved).map_err(|error| {
            tracing::error!(%error, "who is signed in cannot be checked");
            Refusal::Stranger("Who is signed in cannot be checked here now.".to_owned())
        })?;
        Ok(opened.settings)
    }
}

/// Whether a page is from the address that it asks: our own, whatever it is reached by.
fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let named = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && named == host
}

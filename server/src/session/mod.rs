//! Signed-in sessions: a cookie, and rows under the hash of its value.

use app::site::Site;
use async_trait::async_trait;
use handoff::{
    actions::{self, Desk},
    clock::from_millis,
    id::OperatorId,
    store::SavedSession,
};
use time::{Duration, OffsetDateTime};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Whoever does nothing for this long signs in again.
const IDLE: Duration = Duration::hours(12);

/// Keeps the sessions in the product's own database.
#[derive(Clone)]
pub struct Sessions(Desk);

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

/// The layer that gives every request its session. Over https the cookie is bound to this very host.
pub fn layer(site: &Site) -> SessionManagerLayer<Sessions> {
    let is_secure = site.base_url.starts_with("https://");
    SessionManagerLayer::new(Sessions(site.desk.clone()))
        .with_name(if is_secure {
            "__Host-handoff"
        } else {
            "handoff"
        })
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(IDLE))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            if actions::create_session(&self.0, saved(record)?)
                .await
                .map_err(|error| backend(&error))?
            {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        actions::save_session(&self.0, saved(record)?)
            .await
            .map_err(|error| backend(&error))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let data = self
            .0
            .store
            .session(&id.to_string(), self.0.now())
            .await
            .map_err(|error| backend(&error))?;
        data.map(|data| {
            serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        actions::delete_session(&self.0, id.to_string())
            .await
            .map_err(|error| backend(&error))
    }
}

fn saved(record: &Record) -> Result<SavedSession> {
    let operator = record
        .data
        .get("operator")
        .and_then(serde_json::Value::as_i64)
        .map(OperatorId);
    let data = serde_json::to_string(record).map_err(|error| Error::Encode(error.to_string()))?;
    Ok(SavedSession {
        id: record.id.to_string(),
        operator,
        data,
        expires_at: instant(record.expiry_date),
    })
}

fn instant(at: OffsetDateTime) -> handoff::clock::Instant {
    from_millis(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(0))
}

fn backend(error: &handoff::store::StoreError) -> Error {
    Error::Backend(error.to_string())
}

//! Where vendors call: what customers write on other people's services, and what became of our answers.
//!
//! What is not signed by the vendor is answered with 401, and nothing is written for it.

mod courier;
mod keys;
mod link;
mod mailbox;
mod maildir;
mod settings;

use app::site::Site;
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{DefaultBodyLimit, OriginalUri, Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
pub use courier::{AnyCourier, HttpCourier};
use handoff::{
    actions::{Desk, Opened, VerbError, hear_channel, show_token},
    channel::{Item, Wire},
    store::SavedChannel,
};
pub use keys::{KeyFile, default_key_file};
pub use mailbox::{MailboxSettings, Tls, look_into_mailboxes, run as run_mailboxes};
pub use maildir::{collect as collect_mail, run as run_mail};
pub use settings::ChannelSettings;

/// Everything under `/channels/`, and the files that were sent through some of them.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/channels/{key}/inbound", get(asked).post(told))
        // One vendor sends letters as they are only to addresses that end like this.
        .route("/channels/{key}/inbound/mime", post(told))
        .route("/files/{link}", get(link::file))
        .layer(DefaultBodyLimit::disable())
}

/// A request as adapters see it.
struct Arrived {
    urls: Vec<String>,
    query: String,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Arrived {
    fn new(site: &Site, uri: &Uri, headers: &HeaderMap, body: Bytes) -> Self {
        let path = uri.path_and_query().map_or("", |path| path.as_str());
        let post = site.desk.post.as_ref();
        let base_url = post.map_or(site.base_url.as_str(), |post| &post.base_url);
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let headers = headers.iter().filter_map(|(name, value)| {
            let value = value.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        });
        Self {
            urls: written(base_url, host, path),
            query: uri.query().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body,
        }
    }

    fn wire(&self, now: i64) -> Wire<'_> {
        Wire {
            urls: &self.urls,
            query: &self.query,
            headers: &self.headers,
            body: &self.body,
            now,
        }
    }
}

/// How a vendor may have written the address it called: as it is set up, with and without the port that goes
/// without saying, and as the proxy passed the host on. Only whoever knows the secret can sign any of them.
fn written(base_url: &str, host: Option<&str>, path: &str) -> Vec<String> {
    let mut bases = vec![base_url.to_owned()];
    bases.extend(
        host.into_iter()
            .flat_map(|host| ["https", "http"].map(|scheme| format!("{scheme}://{host}"))),
    );
    let mut urls = Vec::new();
    for base in bases {
        let Some((scheme, host)) = base.split_once("://") else {
            continue;
        };
        let port = if scheme == "https" { ":443" } else { ":80" };
        let bare = host.strip_suffix(port).unwrap_or(host);
        urls.push(format!("{scheme}://{bare}{path}"));
        if !has_port(bare) {
            urls.push(format!("{scheme}://{bare}{port}{path}"));
        }
    }
    urls.dedup();
    urls
}

fn has_port(host: &str) -> bool {
    let end = host.rsplit_once(':').map(|(_, port)| port);
    end.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Why a vendor's request is not taken in.
enum Turned {
    /// There is no such channel, or it is switched off.
    Unknown,
    /// The vendor did not sign it.
    Unsigned,
    /// It is signed, and nothing that the channel can read.
    Unreadable,
    /// It is longer than anything that the channel takes.
    TooLong,
    /// It could not be kept now; vendors ask again.
    Failed,
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Unsigned => StatusCode::UNAUTHORIZED,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Failed => StatusCode::SERVICE_UNAVAILABLE,
        }
        .into_response()
    }
}

async fn opened(site: &Site, key: &str) -> Result<(SavedChannel, Opened), Turned> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "a vendor's request cannot be taken in");
        Turned::Failed
    };
    let channel = site.desk.store.channel_by_key(key).await;
    let channel = channel.map_err(|error| failed(&error))?;
    let channel = channel.ok_or(Turned::Unknown)?;
    let post = site.desk.post.as_ref().ok_or(Turned::Unknown)?;
    let opened = post.open(&channel).map_err(|error| failed(&error))?;
    Ok((channel, opened))
}

/// A vendor asks whether this address is ours. That happens before a channel is switched on.
async fn asked(
    State(site): State<Site>,
    Path(key): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    let (_, opened) = opened(&site, &key).await?;
    let arrived = Arrived::new(&site, &uri, &headers, Bytes::new());
    let wire = arrived.wire(site.desk.now().timestamp());
    let answer = opened.adapter.handshake(&wire, &opened.settings);
    let answer = answer.ok_or(Turned::Unsigned)?;
    Ok(([(header::CONTENT_TYPE, "text/plain")], answer).into_response())
}

/// A vendor tells something.
async fn told(
    State(site): State<Site>,
    Path(key): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Turned> {
    let (channel, opened) = opened(&site, &key).await?;
    // Nothing is read for an address that is nobody's, and no more than its channel takes.
    let body = to_bytes(body, opened.adapter.inbound_bytes_max()).await;
    let body = body.map_err(|_| Turned::TooLong)?;
    let arrived = Arrived::new(&site, &uri, &headers, body);
    let wire = arrived.wire(site.desk.now().timestamp());
    if !opened.adapter.verify(&wire, &opened.settings) {
        return Err(Turned::Unsigned);
    }
    if let Some(answer) = opened.adapter.handshake(&wire, &opened.settings) {
        return Ok(([(header::CONTENT_TYPE, "text/plain")], answer).into_response());
    }
    if !channel.connection.is_enabled {
        return Err(Turned::Unknown);
    }
    if let Some(once) = opened.adapter.once(&wire, &opened.settings)
        && !show_token(&site.desk, &channel, once)
            .await
            .map_err(|error| {
                tracing::error!(%error, "a vendor's request cannot be taken in");
                Turned::Failed
            })?
    {
        return Err(Turned::Unsigned);
    }
    let items = opened.adapter.parse(&wire, &opened.settings);
    let items = items.map_err(|_| Turned::Unreadable)?;
    let answer = heard(site.desk, channel, items).await?;
    let (kind, thanks) = opened.adapter.thanks();
    let answer = answer.unwrap_or_else(|| thanks.to_owned());
    Ok(([(header::CONTENT_TYPE, kind)], answer).into_response())
}

/// Takes it in, also when the vendor hangs up meanwhile: some never tell anything a second time.
async fn heard(
    desk: Desk,
    channel: SavedChannel,
    items: Vec<Item>,
) -> Result<Option<String>, Turned> {
    let name = channel.channel.as_str();
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, channel = name, "what a vendor told could not be kept");
        Turned::Failed
    };
    let hearing = tokio::spawn(async move { hear_channel(&desk, &channel, items).await });
    match hearing.await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(VerbError::Invalid(_))) => Err(Turned::Unreadable),
        Ok(Err(error)) => Err(failed(&error)),
        Err(broken) => Err(failed(&broken)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_with_and_without_its_port_and_by_the_name_the_proxy_passed_on() {
        let urls = written(
            "https://desk.example.com",
            Some("desk.example.com:443"),
            "/a?b=1",
        );
        for url in [
            "https://desk.example.com/a?b=1",
            "https://desk.example.com:443/a?b=1",
        ] {
            assert!(urls.iter().any(|known| known == url), "{url} in {urls:?}");
        }
        let inside = written("https://desk.example.com:8443", Some("10.0.0.5:3000"), "/a");
        assert!(inside.contains(&"https://desk.example.com:8443/a".to_owned()));
        assert!(!inside.contains(&"https://desk.example.com:8443:443/a".to_owned()));
        assert!(inside.contains(&"http://10.0.0.5:3000/a".to_owned()));
    }
}

//! What leaves for addresses that an admin typed in: one attempt each, signed, never redirected, and never
//! into a private network unless whoever runs this program said so.
//!
//! Trying again is the deliveries' business.

mod address;
mod letter;
mod settings;
mod signature;

use std::{error::Error, time::Duration};

use handoff::clock::Instant;
use reqwest::{Client, Url, redirect};

use address::{Forbidden, Guarded};
pub use address::{Network, Reach};
pub use letter::Letter;
pub use settings::{OutgoingSettings, SigningSecret};
pub use signature::signed;

use crate::delivery::Outcome;

/// How long one attempt may take altogether. Whoever is told of a handoff must be quick: somebody waits.
const TIME_OUT: Duration = Duration::from_secs(10);
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Why something was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Undelivered {
    /// Trying again later may help.
    ForNow(String),
    /// Trying again cannot help.
    ForGood(String),
}

/// A connection to other people's systems cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("Webhooks cannot be sent from here: {0}.")]
pub struct OutgoingError(String);

/// Something to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    pub url: &'a str,
    /// The same on every attempt, so that whoever gets it twice can tell.
    pub key: &'a str,
    /// JSON.
    pub body: &'a str,
    /// The moment of this attempt.
    pub at: Instant,
}

/// Sends to addresses that an admin typed in.
#[derive(Clone)]
pub struct Outgoing {
    client: Client,
    reach: Reach,
    secret: Option<SigningSecret>,
}

impl Outgoing {
    /// A sender as it was set up.
    pub fn new(settings: OutgoingSettings) -> Result<Self, OutgoingError> {
        Self::within(settings, TIME_OUT)
    }

    /// The same with less patience.
    pub fn within(settings: OutgoingSettings, time_out: Duration) -> Result<Self, OutgoingError> {
        // Somebody else may have chosen one before; then it is that one.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            // A proxy would look names up by itself, past the guard.
            .no_proxy()
            .dns_resolver(Guarded(settings.reach.clone()))
            .timeout(time_out)
            .connect_timeout(time_out.min(CONNECT_WITHIN))
            .user_agent(concat!("handoff/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| OutgoingError(error.without_url().to_string()))?;
        Ok(Self {
            client,
            reach: settings.reach,
            secret: settings.secret,
        })
    }

    /// Sends it once, signed with the deployment's own secret where there is one.
    pub async fn send(&self, parcel: Parcel<'_>) -> Outcome {
        let seconds = parcel.at.timestamp();
        let mut headers = vec![
            ("idempotency-key", parcel.key.to_owned()),
            ("webhook-id", parcel.key.to_owned()),
            ("webhook-timestamp", seconds.to_string()),
        ];
        if let Some(secret) = &self.secret {
            let signature = signature::sign(secret, (parcel.key, seconds), parcel.body);
            headers.push(("webhook-signature", signature));
        }
        self.post(Letter {
            url: parcel.url,
            headers,
            body: parcel.body,
        })
        .await
    }

    fn checked(&self, url: &str) -> Result<Url, Undelivered> {
        let broken = || Undelivered::ForGood("Its address is not one that can be reached.".into());
        let url = Url::parse(url).map_err(|_| broken())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(broken());
        }
        // Names are looked up and checked at the connection; numbers never come there.
        let host = url.host_str().unwrap_or_default();
        let number = host.trim_matches(['[', ']']).parse();
        match number {
            Ok(address) if !self.reach.allows(address) => Err(forbidden()),
            _ => Ok(url),
        }
    }
}

/// What a failed attempt is called. Its own words name addresses inside the network, so they are left out.
fn fault(error: &reqwest::Error) -> Undelivered {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(deeper) = cause {
        if deeper.is::<Forbidden>() {
            return forbidden();
        }
        cause = deeper.source();
    }
    let words = if error.is_timeout() {
        "It took too long to answer."
    } else if error.is_connect() {
        "It could not be reached."
    } else {
        "The connection broke before it answered."
    };
    Undelivered::ForNow(words.into())
}

fn forbidden() -> Undelivered {
    let detail = "Its address is in a private network, which webhooks may not reach. Whoever runs this server can allow it with HANDOFF_WEBHOOK_NETWORKS.";
    Undelivered::ForGood(detail.into())
}

//! What leaves for addresses that an admin typed in: one attempt each, signed, never redirected, and never
//! into a private network unless whoever runs this program said so.
//!
//! Trying again is the jobs' business.

mod address;
mod letter;
mod settings;
mod signature;

use std::{error::Error, time::Duration};

use handoff::clock::Instant;
use reqwest::{Client, StatusCode, Url, redirect};
use serde_json::Value;

use address::{Forbidden, Guarded};
pub use address::{Network, Reach};
pub use letter::Letter;
pub use settings::{OutgoingSettings, SigningSecret};
pub use signature::signed;

/// How long one attempt may take altogether. Whoever is told of a handoff must be quick: somebody waits.
const TIME_OUT: Duration = Duration::from_secs(10);
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Why something was not received.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Trying again later may help.
    #[error("{0}")]
    ForNow(String),
    /// Trying again cannot help.
    #[error("{0}")]
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
    pub body: &'a Value,
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

    /// Sends it once. Any status from 200 to 299 counts as received; what is answered is not read.
    pub async fn send(&self, parcel: Parcel<'_>) -> Result<(), Undelivered> {
        let url = self.checked(parcel.url)?;
        let body = parcel.body.to_string();
        let seconds = parcel.at.timestamp();
        let mut request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("idempotency-key", parcel.key)
            .header("webhook-id", parcel.key)
            .header("webhook-timestamp", seconds);
        if let Some(secret) = &self.secret {
            let signature = signature::sign(secret, (parcel.key, seconds), &body);
            request = request.header("webhook-signature", signature);
        }
        let answer = request.body(body).send().await;
        received(answer.map_err(|error| fault(&error))?.status())
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

fn received(status: StatusCode) -> Result<(), Undelivered> {
    let said = format!("It answered {status}.");
    match status.as_u16() {
        200..=299 => Ok(()),
        300..=399 => Err(Undelivered::ForGood(format!(
            "{said} Redirects are not followed; write the address where it ends."
        ))),
        408 | 425 | 429 | 500..=599 => Err(Undelivered::ForNow(said)),
        _ => Err(Undelivered::ForGood(said)),
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

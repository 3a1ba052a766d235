//! The language model's server, spoken to over HTTP: one attempt a question, a bounded answer, no redirects.
//!
//! Who runs this program says where it is, so it may well be inside the own network; nobody can change that
//! in a browser. The key is in one header and nowhere else.

mod settings;

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use handoff::{
    actions::{Endpoint, Llm, LlmTerms},
    clock::Clock,
    judge::llm::Fault,
};
use reqwest::{
    Client, Response, StatusCode, Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER},
    redirect,
};
use serde_json::Value;

pub use settings::{ApiKey, LlmSettings};

/// The most an answer may hold, in bytes. The form that is asked for fits in a tenth of it.
const ANSWER_MAX: usize = 256 * 1024;

/// Why the language model cannot be used as it was set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    #[error("The language model's address “{address}” does not work: {why}")]
    Address { address: String, why: &'static str },
    #[error(
        "The language model's key has characters that cannot be sent. Copy it once more, without line breaks."
    )]
    Key,
    /// The certificates of this machine cannot be used, for one.
    #[error("A connection to the language model cannot be set up: {0}.")]
    Client(String),
}

/// The language model as it was set up. Nothing is sent yet.
pub fn connect(settings: &LlmSettings, clock: Arc<dyn Clock>) -> Result<Arc<Llm>, SetUpError> {
    let base = base_of(&settings.base_url)?;
    let address = base.host_str().unwrap_or_default().to_owned();
    if base.scheme() == "http" && settings.api_key.is_some() && !is_here(&address) {
        tracing::warn!(
            "The language model's key goes to {address} unencrypted. Use https if you can."
        );
    }
    let endpoint = OpenAi {
        client: client(settings)?,
        url: completions(base),
    };
    let terms = LlmTerms {
        model: settings.model.clone(),
        address,
        time_out: settings.time_out,
        concurrency: settings.concurrency,
        calls_per_hour: settings.calls_per_hour,
    };
    Ok(Arc::new(Llm::new(Box::new(endpoint), clock, terms)))
}

/// A server that speaks the chat completions of `OpenAI`'s API.
struct OpenAi {
    client: Client,
    url: Url,
}

impl Endpoint for OpenAi {
    fn post<'a>(&'a self, body: &'a Value) -> BoxFuture<'a, Result<Vec<u8>, Fault>> {
        Box::pin(async move {
            let asked = self.client.post(self.url.clone()).json(body).send();
            let response = asked.await.map_err(|error| fault_of(&error))?;
            match response.status() {
                StatusCode::OK => bounded(response).await,
                StatusCode::TOO_MANY_REQUESTS => Err(Fault::Busy {
                    retry_after: retry_after(&response),
                }),
                other => Err(Fault::Status(other.as_u16())),
            }
        })
    }
}

fn client(settings: &LlmSettings) -> Result<Client, SetUpError> {
    // Somebody else may have chosen one before; then it is that one.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    let mut headers = HeaderMap::new();
    if let Some(key) = &settings.api_key {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.reveal()))
            .map_err(|_| SetUpError::Key)?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Client::builder()
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .timeout(settings.time_out)
        .connect_timeout(settings.time_out.min(Duration::from_secs(5)))
        .user_agent(concat!("handoff/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| SetUpError::Client(error.without_url().to_string()))
}

fn base_of(address: &str) -> Result<Url, SetUpError> {
    let refused = |why| SetUpError::Address {
        // What stands before an @ may be a password.
        address: address.rsplit('@').next().unwrap_or_default().to_owned(),
        why,
    };
    let url = Url::parse(address).map_err(|_| refused("write it as https://host/v1."))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(refused("it begins with https:// or http://."));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("leave out the name and password before the @."));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("leave out everything from the “?” or “#” on."));
    }
    Ok(url)
}

/// `https://host/v1` → `https://host/v1/chat/completions`. An address that says so already is taken as it is.
fn completions(mut base: Url) -> Url {
    let path = base.path().trim_end_matches('/').to_owned();
    if !path.ends_with("/chat/completions") {
        base.set_path(&format!("{path}/chat/completions"));
    }
    base
}

fn is_here(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    let is_loopback = bare
        .parse::<std::net::IpAddr>()
        .is_ok_and(|ip| ip.is_loopback());
    is_loopback || host == "localhost"
}

/// What a failed connection is called. Its own words name addresses, so they are left out.
fn fault_of(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        Fault::TimedOut
    } else {
        Fault::Unreachable
    }
}

async fn bounded(mut response: Response) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| fault_of(&error))? {
        if body.len() + piece.len() > ANSWER_MAX {
            return Err(Fault::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// The seconds to wait, where they are given as such.
fn retry_after(response: &Response) -> Option<u32> {
    let header = response.headers().get(RETRY_AFTER)?;
    header.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_the_completions() {
        for (base, whole) in [
            (
                "https://a.example/v1",
                "https://a.example/v1/chat/completions",
            ),
            (
                "http://127.0.0.1:11434/v1/",
                "http://127.0.0.1:11434/v1/chat/completions",
            ),
            ("https://a.example", "https://a.example/chat/completions"),
            (
                "https://a.example/x/chat/completions",
                "https://a.example/x/chat/completions",
            ),
        ] {
            assert_eq!(completions(base_of(base).unwrap()).as_str(), whole);
        }
    }

    #[test]
    fn strange_addresses_are_refused_and_no_password_is_repeated() {
        for address in [
            "ftp://a.example",
            "file:///etc/passwd",
            "nonsense",
            "https://a.example/v1?key=x",
        ] {
            assert!(base_of(address).is_err(), "{address}");
        }
        let said = base_of("https://me:secret@a.example/v1")
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("a.example") && !said.contains("secret"),
            "{said}"
        );
    }

    #[test]
    fn only_this_machine_counts_as_here() {
        assert!(is_here("127.0.0.1") && is_here("[::1]") && is_here("localhost"));
        assert!(!is_here("10.0.0.1") && !is_here("127.example"));
    }
}

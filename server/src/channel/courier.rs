//! Carries requests to vendors: one attempt each, never redirected, and no more of the answer than is read.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use futures::{StreamExt, future::BoxFuture};
use handoff::{
    actions::{Courier, Lost},
    channel::{Answer, Call, Channel, Fetch, Fetched, Letter},
    clock::Clock,
    delivery::Reception,
    help_desk::{Ask, Method},
    nul,
};
use reqwest::{Client, RequestBuilder, Response, redirect};

use super::ChannelSettings;
use crate::mail::Mailer;

/// How long one attempt may take altogether.
const TIME_OUT: Duration = Duration::from_secs(10);
/// So much of an answer is read, in bytes.
const ANSWER_MAX: usize = 512 * 1024;

/// Carries requests over HTTP.
pub struct HttpCourier {
    client: Client,
    homes: BTreeMap<String, String>,
}

impl HttpCourier {
    /// A courier as it was set up; says why there can be none.
    pub fn new(settings: &ChannelSettings) -> Result<Self, String> {
        Self::within(settings, TIME_OUT)
    }

    /// The same with less patience.
    pub fn within(settings: &ChannelSettings, time_out: Duration) -> Result<Self, String> {
        // Somebody else may have chosen one before; then it is that one.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(time_out)
            .connect_timeout(time_out)
            .user_agent(concat!("handoff/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.without_url().to_string())?;
        Ok(Self {
            client,
            homes: settings.homes.clone(),
        })
    }

    async fn carried(&self, call: &Call) -> Result<Answer, Lost> {
        let home = self.homes.get(call.channel.as_str());
        let home = home.map_or(call.home, String::as_str);
        let request = self.client.post(format!("{home}{}", call.path));
        answered(request, &call.headers, &call.body).await
    }

    /// Carries a request to a help desk and gives back what was answered, or why nothing was.
    pub async fn ask(&self, name: &str, ask: &Ask) -> Result<Answer, Lost> {
        let home = self
            .homes
            .get(name)
            .map_or(ask.home.as_str(), String::as_str);
        let address = format!("{home}{}", ask.path);
        let request = match ask.method {
            Method::Get => self.client.get(address),
            Method::Post => self.client.post(address),
        };
        answered(request, &ask.headers, &ask.body).await
    }
}

impl HttpCourier {
    async fn fetched(&self, fetch: &Fetch, most: usize) -> Result<Fetched, Lost> {
        let home = self.homes.get(fetch.channel.as_str());
        let home = home.map_or(fetch.home, String::as_str);
        let mut request = self.client.get(format!("{home}{}", fetch.path));
        for (name, value) in &fetch.headers {
            request = request.header(*name, value);
        }
        let answer = request.send().await.map_err(|error| lost(&error))?;
        let status = answer.status().as_u16();
        let location = answer.headers().get("location");
        let location = location.and_then(|value| Some(value.to_str().ok()?.to_owned()));
        let bytes = beginning(answer, most).await?;
        Ok(Fetched {
            status,
            location,
            bytes,
        })
    }
}

impl Courier for HttpCourier {
    fn carry<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Answer, Lost>> {
        Box::pin(self.carried(call))
    }

    fn fetch<'a>(&'a self, fetch: &'a Fetch, most: usize) -> BoxFuture<'a, Result<Fetched, Lost>> {
        Box::pin(self.fetched(fetch, most))
    }
}

async fn answered(
    mut request: RequestBuilder,
    headers: &[(&'static str, String)],
    body: &str,
) -> Result<Answer, Lost> {
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let answer = request.body(body.to_owned()).send().await;
    read(answer.map_err(|error| lost(&error))?).await
}

/// Carries letters to the mail server and everything else over HTTP.
pub struct AnyCourier {
    pub http: Arc<HttpCourier>,
    pub mailer: Mailer,
    pub clock: Arc<dyn Clock>,
}

impl AnyCourier {
    /// What came of a letter, as an answer over HTTP would say it.
    async fn mailed(&self, call: &Call) -> Answer {
        let answer = |status, body: String| Answer {
            status,
            retry_after: None,
            body,
        };
        let letter: Letter = match serde_json::from_str(&call.body) {
            Ok(letter) => letter,
            Err(error) => return answer(400, format!("It cannot be read: {error}")),
        };
        let outcome = self.mailer.send_letter(&letter, self.clock.now()).await;
        let said = outcome.said.trim_end_matches('.').to_owned();
        // Why is what the mail server itself says, such as that there is no such address.
        let refused = match outcome.answer.lines().next().map(str::trim) {
            None | Some("") => said.clone(),
            Some(why) => format!("{said}: {why}"),
        };
        match outcome.reception {
            Reception::Taken => answer(200, said),
            Reception::NotNow { .. } => answer(503, refused),
            _ => answer(400, refused),
        }
    }
}

impl Courier for AnyCourier {
    fn carry<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Answer, Lost>> {
        if call.channel == Channel::Email {
            return Box::pin(async move { Ok(self.mailed(call).await) });
        }
        self.http.carry(call)
    }

    fn fetch<'a>(&'a self, fetch: &'a Fetch, most: usize) -> BoxFuture<'a, Result<Fetched, Lost>> {
        self.http.fetch(fetch, most)
    }
}

async fn read(answer: Response) -> Result<Answer, Lost> {
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get("retry-after");
    let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = beginning(answer, ANSWER_MAX).await?;
    Ok(Answer {
        status,
        retry_after,
        body: nul::without_in_answer(String::from_utf8_lossy(&body).into_owned()),
    })
}

/// At most so many bytes of what was answered.
async fn beginning(answer: Response, most: usize) -> Result<Vec<u8>, Lost> {
    let mut body = Vec::new();
    let mut stream = answer.bytes_stream();
    while let Some(piece) = stream.next().await {
        body.extend_from_slice(&piece.map_err(|error| lost(&error))?);
        if body.len() >= most {
            body.truncate(most);
            break;
        }
    }
    Ok(body)
}

/// Why nobody answered. Its own words name addresses, so they are left out.
fn lost(error: &reqwest::Error) -> Lost {
    let (why, may_have_arrived) = if error.is_connect() {
        ("The vendor could not be reached", false)
    } else if error.is_timeout() {
        ("The vendor took too long to answer", true)
    } else if error.is_builder() {
        ("The request could not be written", false)
    } else {
        ("The connection broke before the vendor answered", true)
    };
    Lost {
        why: why.to_owned(),
        may_have_arrived,
    }
}

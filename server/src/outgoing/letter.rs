//! A letter is brought once, and what was answered is read as far as people want to see it.

use reqwest::{Response, StatusCode, header::RETRY_AFTER};

use super::{Outgoing, Undelivered, fault};
use crate::delivery::Outcome;

/// So much of an answer is read, in bytes.
const ANSWER_MAX: usize = 4096;

/// Headers whose values are nobody's business.
const MASKED: [&str; 2] = ["webhook-signature", "authorization"];

/// Something to be sent, with its headers.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    pub url: &'a str,
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: &'a str,
}

impl Letter<'_> {
    /// What is sent, as people may see it.
    fn shown(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| {
            let value = if MASKED.contains(name) { "…" } else { value };
            format!("{name}: {value}\n")
        });
        let headers: String = headers.collect();
        format!("POST {}\n{headers}\n{}", self.url, self.body)
    }
}

impl Outgoing {
    /// Sends a letter once. Only 2xx counts as taken; 410 means that nobody is there any more.
    pub async fn post(&self, letter: Letter<'_>) -> Outcome {
        let sent = letter.shown();
        let outcome = match self.answer(&letter).await {
            Ok(answer) => outcome(answer).await,
            Err(Undelivered::ForNow(said)) => Outcome::not_now(said),
            Err(Undelivered::ForGood(said)) => Outcome::never(said),
        };
        Outcome { sent, ..outcome }
    }

    async fn answer(&self, letter: &Letter<'_>) -> Result<Response, Undelivered> {
        let url = self.checked(letter.url)?;
        let mut request = self
            .client
            .post(url)
            .header("content-type", "application/json");
        for (name, value) in &letter.headers {
            request = request.header(*name, value);
        }
        let answer = request.body(letter.body.to_owned()).send().await;
        answer.map_err(|error| fault(&error))
    }
}

async fn outcome(mut answer: Response) -> Outcome {
    let status = answer.status();
    let asked = answer.headers().get(RETRY_AFTER);
    let asked = asked.and_then(|asked| asked.to_str().ok()?.trim().parse().ok());
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_MAX {
        match answer.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    bytes.truncate(ANSWER_MAX);
    let said = format!("It answered {status}.");
    let outcome = if status.is_success() {
        Outcome::taken(said)
    } else if status == StatusCode::GONE {
        Outcome::gone(said)
    } else if status.is_redirection() {
        Outcome::not_now(format!(
            "{said} Redirects are not followed; write the address where it ends."
        ))
    } else {
        Outcome::not_now(said).waiting(asked)
    };
    outcome.answered(status.as_u16(), &String::from_utf8_lossy(&bytes))
}
